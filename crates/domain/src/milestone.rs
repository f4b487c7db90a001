//! What a channel comes to on its way, as integrations wait for it. The answers follow from the state of the channel
//! alone, so that a channel that is set up already when it is connected has come to all of it.

use crate::channel::ChannelView;
use crate::event::{EventData, EventKind, NewEvent};
use crate::meta::{AccountMode, CanSend};
use crate::state::ChannelState;
use crate::waba::TokenState;

/// Whether a channel has come to something.
type Reached = fn(&ChannelView<'_>) -> bool;

/// In the order in which they are told.
const MILESTONES: [(EventKind, Reached); 4] = [
    (EventKind::ChannelReady, runs),
    (EventKind::ChannelRunning, runs),
    (EventKind::ChannelLive, is_live),
    (EventKind::TemplateMessagingEnabled, sends_templates),
];

/// What a channel has come to; `before` is nothing for a channel that is new.
pub fn milestones(before: Option<&ChannelView<'_>>, after: &ChannelView<'_>) -> Vec<NewEvent> {
    let mut events = Vec::new();
    let mut add = |kind| events.push(NewEvent { kind, data: EventData::about(after.channel.number.display()) });
    for (kind, is_reached) in MILESTONES {
        if is_reached(after) && !before.is_some_and(is_reached) {
            add(kind);
        }
    }
    if before.is_some_and(sends_templates) && !sends_templates(after) {
        add(EventKind::TemplateMessagingDisabled);
    }
    events
}

fn runs(view: &ChannelView<'_>) -> bool {
    ChannelState::derive(view).runs()
}

/// It runs, and not in Meta's sandbox.
fn is_live(view: &ChannelView<'_>) -> bool {
    runs(view) && view.channel.account_mode != Some(AccountMode::Sandbox)
}

/// Whether the channel can begin conversations, which only templates do: it runs, Meta takes the account's token, has not
/// restricted number or account, and does not call either of them blocked.
pub fn sends_templates(view: &ChannelView<'_>) -> bool {
    let state = ChannelState::derive(view);
    let health = [view.channel.can_send.as_ref(), view.waba.can_send.as_ref()];
    state.runs()
        && state != ChannelState::Restricted
        && view.token == TokenState::Valid
        && !health.contains(&Some(&CanSend::Blocked))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::channel::Lifecycle;
    use crate::meta::{NumberStatus, WabaStatus};
    use crate::prompt::tests::{Sample, sample};
    use crate::time::Date;
    use EventKind::{ChannelLive, ChannelReady, ChannelRunning, TemplateMessagingDisabled, TemplateMessagingEnabled};

    const ALL: [EventKind; 4] = [ChannelReady, ChannelRunning, ChannelLive, TemplateMessagingEnabled];

    fn of(change: fn(&mut Sample)) -> Sample {
        let mut sample = sample();
        change(&mut sample);
        sample
    }

    fn kinds(before: Option<&Sample>, after: &Sample) -> Vec<EventKind> {
        let before = before.map(Sample::view);
        milestones(before.as_ref(), &after.view()).into_iter().map(|event| event.kind).collect()
    }

    #[test]
    fn what_is_there_when_it_is_connected_is_told_then() {
        assert_eq!(kinds(None, &sample()), ALL);
        let sandbox = of(|s| s.channel.account_mode = Some(AccountMode::Sandbox));
        assert_eq!(kinds(None, &sandbox), [ChannelReady, ChannelRunning, TemplateMessagingEnabled]);
        assert_eq!(kinds(Some(&sandbox), &sample()), [ChannelLive]);
        assert_eq!(kinds(None, &of(|s| s.channel.status = NumberStatus::Pending)), []);
        let refused = of(|s| s.token = TokenState::Refused);
        assert_eq!(kinds(None, &refused), [ChannelReady, ChannelRunning, ChannelLive]);
    }

    #[test]
    fn each_is_told_when_the_channel_comes_to_it_and_not_again() {
        let connected = sample();
        assert_eq!(kinds(Some(&connected), &connected), []);
        for stopped in [
            of(|s| s.channel.status = NumberStatus::Pending),
            of(|s| s.channel.status = NumberStatus::Banned),
            of(|s| s.waba.status = Some(WabaStatus::Disabled)),
            of(|s| s.contract.lifecycle = Lifecycle::Ended(Date { year: 2026, month: 6, day: 30 })),
        ] {
            assert_eq!(kinds(Some(&stopped), &connected), ALL);
            assert_eq!(kinds(Some(&connected), &stopped), [TemplateMessagingDisabled]);
        }
        for other in [
            of(|s| s.channel.status = NumberStatus::Flagged),
            of(|s| s.contract.lifecycle = Lifecycle::of(Some(Date { year: 2026, month: 6, day: 30 }), None)),
            of(|s| s.channel.can_send = Some(CanSend::Limited)),
        ] {
            assert_eq!(kinds(Some(&connected), &other), []);
            assert_eq!(kinds(Some(&other), &connected), []);
        }
    }

    #[test]
    fn templates_stop_while_the_number_runs() {
        let connected = sample();
        for stopped in [
            of(|s| s.channel.status = NumberStatus::Restricted),
            of(|s| s.waba.status = Some(WabaStatus::Restricted)),
            of(|s| s.channel.can_send = Some(CanSend::Blocked)),
            of(|s| s.waba.can_send = Some(CanSend::Blocked)),
            of(|s| s.token = TokenState::Refused),
        ] {
            assert_eq!(kinds(Some(&connected), &stopped), [TemplateMessagingDisabled]);
            assert_eq!(kinds(Some(&stopped), &connected), [TemplateMessagingEnabled]);
        }
    }
}
