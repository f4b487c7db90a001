//! Which events follow from a change: pure comparisons of before and after.

use crate::channel::{ChannelFacts, ChannelView, Lifecycle};
use crate::event::{EventData, EventKind, NewEvent};
use crate::permission::Permission;
use crate::state::ChannelState;
use crate::subscription::Ending;
use crate::time::Date;
use crate::waba::WabaFacts;

/// Events of a channel whose number, account or contract has changed.
pub fn channel_events(before: &ChannelView<'_>, after: &ChannelView<'_>) -> Vec<NewEvent> {
    let subject = after.channel.number.display();
    let mut events = Vec::new();
    let mut add_with = |kind, before: Option<&str>, after: Option<&str>, detail: Option<&str>| {
        if before != after {
            let data = EventData { detail: detail.map(str::to_owned), ..EventData::about(subject) };
            events.push(NewEvent { kind, data: data.changed(before, after) });
        }
    };
    let (old_state, new_state) = (state_word(before), state_word(after));
    let (old_quality, new_quality) = (before.channel.quality.label(), after.channel.quality.label());
    let flag = flag_words(before, after).filter(|_| old_quality != new_quality);
    let ending = ending_event(before, after);
    // An end that comes or is taken back changes the state, which is no change of its own.
    if flag.is_none() && ending.is_none() {
        add_with(EventKind::ChannelStatusChanged, Some(&old_state), Some(&new_state), None);
    }
    add_with(EventKind::PhoneNumberQualityChanged, Some(old_quality), Some(new_quality), flag);
    let mut add = |kind, before, after| add_with(kind, before, after, None);
    let (old_limit, new_limit) = (before.messaging_limit(), after.messaging_limit());
    add(EventKind::MessagingLimitChanged, old_limit.map(|limit| limit.label()), new_limit.map(|limit| limit.label()));
    add(EventKind::DisplayNameChanged, Some(&before.channel.name), Some(&after.channel.name));
    let (old_name, new_name) = (&before.channel.name_status, &after.channel.name_status);
    add(EventKind::DisplayNameReviewed, old_name.as_ref().map(|s| s.label()), new_name.as_ref().map(|s| s.label()));
    let (old_code, new_code) = (&before.channel.code_verification, &after.channel.code_verification);
    add(
        EventKind::NumberVerificationChanged,
        old_code.as_ref().map(|s| s.label()),
        new_code.as_ref().map(|s| s.label()),
    );
    events.extend(permission_event(before, after));
    events.extend(ending);
    events
}

/// What has become of the subscription. The values are the last day before and after.
fn ending_event(before: &ChannelView<'_>, after: &ChannelView<'_>) -> Option<NewEvent> {
    let (old, new) = (before.contract.lifecycle, after.contract.lifecycle);
    if old == new {
        return None;
    }
    let notices = |lifecycle: Lifecycle| {
        let ending = lifecycle.ending();
        [ending.and_then(Ending::cancelled), ending.and_then(Ending::unpaid)]
    };
    let given = notices(old).iter().zip(notices(new)).find_map(|(old, new)| new.filter(|_| old.is_none()));
    let taken = notices(old).into_iter().zip(notices(new)).find_map(|(old, new)| old.filter(|_| new.is_none()));
    let (kind, was, is) = match (new, given, taken) {
        (Lifecycle::Ended(day), _, _) => (EventKind::CancellationProcessed, None, Some(day)),
        (_, Some(day), _) => (EventKind::CancellationRequest, None, Some(day)),
        (_, None, Some(day)) => (EventKind::CancellationRevoke, Some(day), None),
        (_, None, None) => return None,
    };
    let words = |day: Option<Date>| day.map(Date::to_words);
    let data = EventData::about(after.channel.number.display());
    Some(NewEvent { kind, data: data.changed(words(was).as_deref(), words(is).as_deref()) })
}

fn permission_event(before: &ChannelView<'_>, after: &ChannelView<'_>) -> Option<NewEvent> {
    let kind = match (before.contract.permission, after.contract.permission) {
        (Permission::Missing, Permission::Shared) => EventKind::ChannelPermissionGranted,
        (Permission::Shared, Permission::Missing) => EventKind::ChannelPermissionRevoked,
        (Permission::Shared, Permission::Shared) | (Permission::Missing, Permission::Missing) => return None,
    };
    Some(NewEvent { kind, data: EventData::about(after.channel.number.display()) })
}

/// Events of an account whose facts have changed.
pub fn waba_events(before: &WabaFacts, after: &WabaFacts) -> Vec<NewEvent> {
    let subject = after.name.as_str();
    let mut events = Vec::new();
    let mut add = |kind, before: Option<&str>, after: Option<&str>| {
        if before != after {
            events.push(NewEvent { kind, data: EventData::about(subject).changed(before, after) });
        }
    };
    add(
        EventKind::AccountReviewChanged,
        before.review.as_ref().map(|s| s.label()),
        after.review.as_ref().map(|s| s.label()),
    );
    add(
        EventKind::AccountStatusChanged,
        before.status.as_ref().map(|s| s.label()),
        after.status.as_ref().map(|s| s.label()),
    );
    add(
        EventKind::BusinessVerificationChanged,
        before.business_verification.as_ref().map(|s| s.label()),
        after.business_verification.as_ref().map(|s| s.label()),
    );
    add(
        EventKind::MessageOnBehalfChanged,
        before.on_behalf.as_ref().map(|s| s.label()),
        after.on_behalf.as_ref().map(|s| s.label()),
    );
    events
}

impl WabaFacts {
    /// These facts, with what was known before where Meta did not say anything now.
    pub fn or_known(mut self, before: &Self) -> Self {
        keep(&mut self.status, &before.status);
        keep(&mut self.review, &before.review);
        keep(&mut self.business_verification, &before.business_verification);
        keep(&mut self.on_behalf, &before.on_behalf);
        keep(&mut self.business_id, &before.business_id);
        keep(&mut self.business_name, &before.business_name);
        keep(&mut self.timezone, &before.timezone);
        keep(&mut self.namespace, &before.namespace);
        keep(&mut self.currency, &before.currency);
        keep(&mut self.country, &before.country);
        keep(&mut self.messaging_limit, &before.messaging_limit);
        keep(&mut self.can_send, &before.can_send);
        keep(&mut self.disable_date, &before.disable_date);
        if self.health.is_empty() {
            self.health.clone_from(&before.health);
        }
        self
    }
}

impl ChannelFacts {
    /// These facts, with what was known before where Meta did not say anything now.
    pub fn or_known(mut self, before: &Self) -> Self {
        keep(&mut self.name_status, &before.name_status);
        keep(&mut self.messaging_limit, &before.messaging_limit);
        keep(&mut self.code_verification, &before.code_verification);
        keep(&mut self.platform, &before.platform);
        keep(&mut self.account_mode, &before.account_mode);
        keep(&mut self.throughput, &before.throughput);
        keep(&mut self.official, &before.official);
        keep(&mut self.can_send, &before.can_send);
        if self.health.is_empty() {
            self.health.clone_from(&before.health);
        }
        self
    }
}

fn keep<T: Clone>(now: &mut Option<T>, before: &Option<T>) {
    if now.is_none() {
        now.clone_from(before);
    }
}

/// Meta flags a number because of its rating, so a flag that comes or goes with the rating is no change of its own.
fn flag_words(before: &ChannelView<'_>, after: &ChannelView<'_>) -> Option<&'static str> {
    match (ChannelState::derive(before), ChannelState::derive(after)) {
        (ChannelState::Connected, ChannelState::Flagged) => Some("Meta has flagged the number."),
        (ChannelState::Flagged, ChannelState::Connected) => Some("Meta no longer flags the number."),
        _ => None,
    }
}

/// A state as an event names it: an unknown one by Meta's own word.
fn state_word(view: &ChannelView<'_>) -> String {
    match ChannelState::derive(view) {
        ChannelState::Unknown => view.channel.status.label().to_owned(),
        state => state.label().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::meta::{AccountReview, BusinessVerification, NameStatus, NumberStatus, QualityRating};
    use crate::prompt::tests::{Sample, sample};

    fn kinds(change: impl FnOnce(&mut Sample)) -> Vec<(EventKind, Option<String>)> {
        let before = sample();
        let mut after = sample();
        change(&mut after);
        channel_events(&before.view(), &after.view())
            .into_iter()
            .map(|event| (event.kind, event.data.change_words()))
            .collect()
    }

    #[test]
    fn nothing_changed_is_no_event() {
        assert_eq!(kinds(|_| {}), []);
        assert_eq!(waba_events(&sample().waba, &sample().waba), []);
    }

    #[test]
    fn a_new_status_is_one_event() {
        assert_eq!(
            kinds(|s| s.channel.status = NumberStatus::Banned),
            [(EventKind::ChannelStatusChanged, Some("Connected → Banned".into()))]
        );
        assert_eq!(
            kinds(|s| s.channel.status = NumberStatus::from("FROZEN")),
            [(EventKind::ChannelStatusChanged, Some("Connected → FROZEN".into()))]
        );
    }

    #[test]
    fn a_permission_that_comes_or_goes_is_an_event() {
        assert_eq!(sample().contract.permission, Permission::Shared);
        assert_eq!(
            kinds(|s| s.contract.permission = Permission::Missing),
            [(EventKind::ChannelPermissionRevoked, None)]
        );
        let (mut before, after) = (sample(), sample());
        before.contract.permission = Permission::Missing;
        let told = channel_events(&before.view(), &after.view());
        assert_eq!(told.len(), 1);
        assert_eq!(told[0].kind, EventKind::ChannelPermissionGranted);
    }

    #[test]
    fn an_end_that_comes_is_taken_back_or_is_there_is_one_event() {
        let day = |month| Date { year: 2026, month, day: 30 };
        let words = |month| Some(day(month).to_words());
        let (open, cancelled) = (Lifecycle::Open, Lifecycle::of(Some(day(6)), None));
        let (unpaid, both) = (Lifecycle::of(None, Some(day(4))), Lifecycle::of(Some(day(6)), Some(day(4))));
        let ended = Lifecycle::Ended(day(6));
        use EventKind::{CancellationProcessed, CancellationRequest, CancellationRevoke};
        for (before, after, kind, was, is) in [
            (open, cancelled, CancellationRequest, None, words(6)),
            (open, unpaid, CancellationRequest, None, words(4)),
            (cancelled, both, CancellationRequest, None, words(4)),
            (unpaid, both, CancellationRequest, None, words(6)),
            (both, unpaid, CancellationRevoke, words(6), None),
            (unpaid, open, CancellationRevoke, words(4), None),
            (cancelled, ended, CancellationProcessed, None, words(6)),
        ] {
            let (mut old, mut new) = (sample(), sample());
            (old.contract.lifecycle, new.contract.lifecycle) = (before, after);
            let told = channel_events(&old.view(), &new.view());
            let data = EventData::about("+49 30 901820").changed(was.as_deref(), is.as_deref());
            assert_eq!(told, [NewEvent { kind, data }], "{before:?} {after:?}");
        }
    }

    #[test]
    fn quality_and_names_have_their_own_events() {
        assert_eq!(
            kinds(|s| {
                s.channel.quality = QualityRating::Red;
                s.channel.name = "Café Süd".into();
                s.channel.name_status = Some(NameStatus::PendingReview);
            }),
            [
                (EventKind::PhoneNumberQualityChanged, Some("High → Low".into())),
                (EventKind::DisplayNameChanged, Some("Café Nord → Café Süd".into())),
                (EventKind::DisplayNameReviewed, Some("Approved → In review".into())),
            ]
        );
    }

    #[test]
    fn a_flag_that_comes_or_goes_with_the_rating_is_told_with_it() {
        use NumberStatus::{Banned, Connected, Flagged};
        use QualityRating::{Green, Red};
        let (status, quality) = (EventKind::ChannelStatusChanged, EventKind::PhoneNumberQualityChanged);
        for (before, after, told) in [
            ((Connected, Green), (Flagged, Red), vec![(quality, "High → Low", Some("Meta has flagged the number."))]),
            (
                (Flagged, Red),
                (Connected, Green),
                vec![(quality, "Low → High", Some("Meta no longer flags the number."))],
            ),
            ((Connected, Green), (Connected, Red), vec![(quality, "High → Low", None)]),
            ((Connected, Red), (Flagged, Red), vec![(status, "Connected → Flagged", None)]),
            ((Flagged, Red), (Connected, Red), vec![(status, "Flagged → Connected", None)]),
            (
                (Connected, Green),
                (Banned, Red),
                vec![(status, "Connected → Banned", None), (quality, "High → Low", None)],
            ),
            ((Flagged, Red), (Banned, Red), vec![(status, "Flagged → Banned", None)]),
        ] {
            let view = |(status, quality): (NumberStatus, QualityRating)| {
                let mut sample = sample();
                (sample.channel.status, sample.channel.quality) = (status, quality);
                sample
            };
            let events = channel_events(&view(before.clone()).view(), &view(after.clone()).view());
            let words: Vec<_> = events
                .iter()
                .map(|event| (event.kind, event.data.change_words().unwrap_or_default(), event.data.detail.as_deref()))
                .collect();
            let told: Vec<_> = told.into_iter().map(|(kind, change, why)| (kind, change.to_owned(), why)).collect();
            assert_eq!(words, told, "{before:?} {after:?}");
        }
    }

    #[test]
    fn accounts_tell_of_review_and_verification() {
        let before = sample().waba;
        let mut after = before.clone();
        after.review = Some(AccountReview::Rejected);
        after.business_verification = Some(BusinessVerification::Revoked);
        let events = waba_events(&before, &after);
        assert_eq!(
            events.iter().map(|event| event.kind).collect::<Vec<_>>(),
            [EventKind::AccountReviewChanged, EventKind::BusinessVerificationChanged]
        );
        assert_eq!(events[0].data.subject, "Nordlicht");
    }

    #[test]
    fn what_meta_leaves_out_is_kept() {
        let before = sample();
        let mut waba = before.waba.clone();
        (waba.review, waba.name) = (None, "New name".into());
        let merged = waba.or_known(&before.waba);
        assert_eq!((merged.review, merged.name.as_str()), (Some(AccountReview::Approved), "New name"));
        let mut channel = before.channel.clone();
        channel.name_status = None;
        assert_eq!(channel.or_known(&before.channel), before.channel);
    }
}
