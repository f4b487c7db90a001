//! The one word that says how a channel is: one word, one tone, one explanation for each state.

use serde::{Deserialize, Serialize};

use crate::channel::{ChannelView, Lifecycle};
use crate::closed_enum;
use crate::meta::{AccountReview, NumberStatus, WabaStatus};
use crate::subscription::Ending;

closed_enum! {
    /// How a state is drawn. Each tone has a shape and a colour of its own, so that no state depends on colour.
    pub enum Tone {
        Positive = "positive" => "Works",
        Progress = "progress" => "In progress",
        Caution = "caution" => "Needs action",
        Critical = "critical" => "Blocked",
        Off = "off" => "Off",
    }
}

closed_enum! {
    /// State of a channel, derived from Meta's number status, the account's review and state, the registration
    /// and the cancellation.
    pub enum ChannelState {
        Connected = "connected" => "Connected",
        Pending = "pending" => "Pending",
        Unverified = "unverified" => "Unverified",
        InReview = "in_review" => "In review",
        Flagged = "flagged" => "Flagged",
        RateLimited = "rate_limited" => "Rate limited",
        Restricted = "restricted" => "Restricted",
        Disconnected = "disconnected" => "Disconnected",
        Banned = "banned" => "Banned",
        Rejected = "rejected" => "Rejected",
        Disabled = "disabled" => "Disabled",
        Migrated = "migrated" => "Migrated",
        Deleted = "deleted" => "Deleted",
        Ending = "ending" => "Pending cancellation",
        PaymentEnding = "payment_ending" => "Payment ending",
        Ended = "ended" => "Ended",
        Unknown = "unknown" => "Unknown",
    }
}

impl ChannelState {
    /// The most serious thing first: what has ended, what Meta has taken away from the account, what it says of
    /// the number, then reviews, then an ordinary number.
    pub fn derive(view: &ChannelView<'_>) -> Self {
        match view.contract.lifecycle {
            Lifecycle::Ended(_) => return Self::Ended,
            Lifecycle::Open | Lifecycle::Ending(_) => {}
        }
        match view.waba.status {
            Some(WabaStatus::Disabled) => return Self::Disabled,
            Some(WabaStatus::Deleted | WabaStatus::Removed) => return Self::Deleted,
            _ => {}
        }
        match view.channel.status {
            NumberStatus::Banned => return Self::Banned,
            NumberStatus::Deleted => return Self::Deleted,
            NumberStatus::Migrated => return Self::Migrated,
            NumberStatus::Disconnected => return Self::Disconnected,
            NumberStatus::Restricted => return Self::Restricted,
            NumberStatus::RateLimited => return Self::RateLimited,
            NumberStatus::Flagged => return Self::Flagged,
            _ => {}
        }
        match (&view.waba.review, &view.waba.status) {
            (Some(AccountReview::Rejected), _) => return Self::Rejected,
            (Some(AccountReview::Restricted), _) | (_, Some(WabaStatus::Restricted)) => return Self::Restricted,
            (Some(AccountReview::Pending | AccountReview::Deferred), _) => return Self::InReview,
            _ => {}
        }
        match (&view.channel.status, view.contract.lifecycle) {
            (NumberStatus::Unverified, _) => Self::Unverified,
            (NumberStatus::Pending, _) => Self::Pending,
            (NumberStatus::Connected, Lifecycle::Ending(Ending::Unpaid(_))) => Self::PaymentEnding,
            (NumberStatus::Connected, Lifecycle::Ending(_)) => Self::Ending,
            (NumberStatus::Connected, _) => Self::Connected,
            _ => Self::Unknown,
        }
    }

    /// How it is drawn.
    pub const fn tone(self) -> Tone {
        match self {
            Self::Connected => Tone::Positive,
            Self::Pending | Self::InReview | Self::Ending => Tone::Progress,
            Self::Unverified | Self::Flagged | Self::RateLimited | Self::Disconnected | Self::PaymentEnding => {
                Tone::Caution
            }
            Self::Restricted | Self::Banned | Self::Rejected | Self::Disabled => Tone::Critical,
            Self::Migrated | Self::Deleted | Self::Ended | Self::Unknown => Tone::Off,
        }
    }

    /// What it means, in a sentence.
    pub const fn explanation(self) -> &'static str {
        match self {
            Self::Connected => "The number is registered with Meta and can send and receive messages.",
            Self::Pending => "Meta knows the number, but its registration is not complete yet.",
            Self::Unverified => "Nobody has proved to Meta yet that the number belongs to the client.",
            Self::InReview => {
                "Meta is reviewing the WhatsApp Business Account. Nothing needs to be done until it decides."
            }
            Self::Flagged => {
                "Recipients have blocked or reported many messages. Meta lowers the limit if this goes on."
            }
            Self::RateLimited => "Meta slows the number down because it sent too much in a short time.",
            Self::Restricted => "Meta has restricted what the number or its account may send.",
            Self::Disconnected => "The number is no longer registered for the API and sends nothing.",
            Self::Banned => "Meta has banned the number for breaking its policies.",
            Self::Rejected => "Meta has rejected the WhatsApp Business Account in its review.",
            Self::Disabled => "Meta has disabled the WhatsApp Business Account with all of its numbers.",
            Self::Migrated => "The number has moved to another account or provider.",
            Self::Deleted => "Meta no longer has this number, or it is no longer shared with the partner.",
            Self::Ending => "The subscription is cancelled. The number works until its last day.",
            Self::PaymentEnding => {
                "The partner stops paying. The number ends with its last day unless the client takes the payment over."
            }
            Self::Ended => "The subscription has ended. Balance and invoices stay reachable.",
            Self::Unknown => {
                "Meta reports a status that the hub does not know yet. The details page shows it as it came."
            }
        }
    }

    /// Whether the number runs, so that keys can be made for it.
    pub const fn runs(self) -> bool {
        matches!(
            self,
            Self::Connected | Self::Flagged | Self::RateLimited | Self::Restricted | Self::Ending | Self::PaymentEnding
        )
    }
}

/// A tone together with the word beside it; what the UI draws.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// Shape and colour.
    pub tone: Tone,
    /// The word.
    pub word: &'static str,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prompt::tests::{Sample, sample};
    use crate::time::Date;

    const LAST_DAY: Date = Date { year: 2026, month: 12, day: 31 };

    fn state(change: impl FnOnce(&mut Sample)) -> ChannelState {
        let mut sample = sample();
        change(&mut sample);
        ChannelState::derive(&sample.view())
    }

    #[test]
    fn each_number_status_has_its_state() {
        for (status, expected) in [
            (NumberStatus::Connected, ChannelState::Connected),
            (NumberStatus::Pending, ChannelState::Pending),
            (NumberStatus::Disconnected, ChannelState::Disconnected),
            (NumberStatus::Flagged, ChannelState::Flagged),
            (NumberStatus::Restricted, ChannelState::Restricted),
            (NumberStatus::RateLimited, ChannelState::RateLimited),
            (NumberStatus::Banned, ChannelState::Banned),
            (NumberStatus::Migrated, ChannelState::Migrated),
            (NumberStatus::Deleted, ChannelState::Deleted),
            (NumberStatus::Unverified, ChannelState::Unverified),
            (NumberStatus::Unknown, ChannelState::Unknown),
            (NumberStatus::from("LINKED"), ChannelState::Unknown),
        ] {
            assert_eq!(state(|s| s.channel.status = status.clone()), expected, "{status}");
        }
    }

    #[test]
    fn what_has_ended_is_ended_whatever_meta_says() {
        assert_eq!(
            state(|s| {
                s.contract.lifecycle = Lifecycle::Ended(LAST_DAY);
                s.channel.status = NumberStatus::Banned;
            }),
            ChannelState::Ended
        );
    }

    #[test]
    fn a_cancelled_number_is_ending_while_it_runs() {
        let ending = |ending| state(|s| s.contract.lifecycle = Lifecycle::Ending(ending));
        assert_eq!(ending(Ending::Cancelled(LAST_DAY)), ChannelState::Ending);
        assert_eq!(ending(Ending::Unpaid(LAST_DAY)), ChannelState::PaymentEnding);
        assert_eq!(ending(Ending::Both { cancelled: LAST_DAY, unpaid: LAST_DAY }), ChannelState::Ending);
        assert_eq!(
            state(|s| {
                s.contract.lifecycle = Lifecycle::Ending(Ending::Cancelled(LAST_DAY));
                s.channel.status = NumberStatus::Banned;
            }),
            ChannelState::Banned
        );
    }

    #[test]
    fn the_account_comes_before_the_number() {
        assert_eq!(state(|s| s.waba.status = Some(WabaStatus::Disabled)), ChannelState::Disabled);
        assert_eq!(state(|s| s.waba.status = Some(WabaStatus::Removed)), ChannelState::Deleted);
        assert_eq!(state(|s| s.waba.review = Some(AccountReview::Rejected)), ChannelState::Rejected);
        assert_eq!(state(|s| s.waba.review = Some(AccountReview::Pending)), ChannelState::InReview);
        assert_eq!(state(|s| s.waba.review = Some(AccountReview::from("NEW"))), ChannelState::Connected);
    }

    #[test]
    fn every_state_has_a_word_and_a_sentence() {
        for state in ChannelState::ALL {
            assert!(!state.label().is_empty());
            assert!(state.explanation().ends_with('.'), "{state}");
        }
    }
}
