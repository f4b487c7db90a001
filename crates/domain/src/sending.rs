//! Whether a channel may send messages, and whether its key may change anything at Meta.

use crate::closed_enum;
use crate::state::ChannelState;
use crate::waba::TokenState;

/// What the rules look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// How the channel is.
    pub state: ChannelState,
    /// Whether Meta takes the token of its account.
    pub token: TokenState,
}

closed_enum! {
    /// Why a channel may not send. The label is the sentence that the caller reads.
    pub enum Obstacle {
        Ended = "ended" => "The subscription of this number has ended. Connect the number again to send with it.",
        Reconnect = "reconnect" => "Meta refuses the access token of this account. Ask your partner to reconnect it in the hub.",
        Banned = "banned" => "Meta has banned this number for breaking its policies. Appeal in Meta's WhatsApp Manager.",
        Disabled = "disabled" => "Meta has disabled the WhatsApp Business Account of this number. Appeal in Meta's Business Support.",
        Rejected = "rejected" => "Meta has rejected the WhatsApp Business Account of this number in its review. Appeal in Meta's WhatsApp Manager.",
        Gone = "gone" => "Meta no longer has this number, or it is no longer shared with the partner. Connect it again.",
        Migrated = "migrated" => "This number has moved to another account or provider. Send with the API key that you have there.",
        Unregistered = "unregistered" => "This number is not registered with Meta and sends nothing. The overview of the number in the hub says what to do.",
    }
}

/// Whether the channel may send messages. Where Meta decides message by message, as for restricted, flagged and rate
/// limited numbers and for accounts in review, the answer is yes: its refusal names the message.
///
/// # Errors
/// What keeps it from sending.
pub const fn can_send(standing: &Standing) -> Result<(), Obstacle> {
    if let Err(obstacle) = can_manage(standing) {
        return Err(obstacle);
    }
    match standing.state {
        ChannelState::Banned => Err(Obstacle::Banned),
        ChannelState::Disabled => Err(Obstacle::Disabled),
        ChannelState::Rejected => Err(Obstacle::Rejected),
        ChannelState::Deleted => Err(Obstacle::Gone),
        ChannelState::Migrated => Err(Obstacle::Migrated),
        ChannelState::Pending | ChannelState::Unverified | ChannelState::Disconnected => Err(Obstacle::Unregistered),
        ChannelState::Connected
        | ChannelState::InReview
        | ChannelState::Flagged
        | ChannelState::RateLimited
        | ChannelState::Restricted
        | ChannelState::Ending
        | ChannelState::PaymentEnding
        | ChannelState::Ended
        | ChannelState::Unknown => Ok(()),
    }
}

/// Whether the channel's key may read and change what Meta keeps of it: its profile, media and templates.
///
/// # Errors
/// What keeps it from that.
pub const fn can_manage(standing: &Standing) -> Result<(), Obstacle> {
    match (standing.state, standing.token) {
        (ChannelState::Ended, _) => Err(Obstacle::Ended),
        (_, TokenState::Refused) => Err(Obstacle::Reconnect),
        (_, TokenState::Valid) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_state_sends_or_says_why_not() {
        for (state, sends) in [
            (ChannelState::Connected, Ok(())),
            (ChannelState::Ending, Ok(())),
            (ChannelState::Flagged, Ok(())),
            (ChannelState::RateLimited, Ok(())),
            (ChannelState::Restricted, Ok(())),
            (ChannelState::InReview, Ok(())),
            (ChannelState::Unknown, Ok(())),
            (ChannelState::Ended, Err(Obstacle::Ended)),
            (ChannelState::Banned, Err(Obstacle::Banned)),
            (ChannelState::Disabled, Err(Obstacle::Disabled)),
            (ChannelState::Rejected, Err(Obstacle::Rejected)),
            (ChannelState::Deleted, Err(Obstacle::Gone)),
            (ChannelState::Migrated, Err(Obstacle::Migrated)),
            (ChannelState::Pending, Err(Obstacle::Unregistered)),
            (ChannelState::Unverified, Err(Obstacle::Unregistered)),
            (ChannelState::Disconnected, Err(Obstacle::Unregistered)),
        ] {
            assert_eq!(can_send(&Standing { state, token: TokenState::Valid }), sends, "{state}");
        }
    }

    #[test]
    fn without_a_token_nothing_is_sent_and_nothing_changed() {
        for state in ChannelState::ALL {
            let standing = Standing { state: *state, token: TokenState::Refused };
            let obstacle = if *state == ChannelState::Ended { Obstacle::Ended } else { Obstacle::Reconnect };
            assert_eq!(can_send(&standing), Err(obstacle), "{state}");
            assert_eq!(can_manage(&standing), Err(obstacle), "{state}");
        }
    }

    #[test]
    fn everything_but_an_ended_channel_is_managed() {
        for state in ChannelState::ALL {
            let managed = can_manage(&Standing { state: *state, token: TokenState::Valid });
            assert_eq!(managed.is_ok(), *state != ChannelState::Ended, "{state}");
        }
    }

    #[test]
    fn every_obstacle_says_what_to_do() {
        for obstacle in Obstacle::ALL {
            let sentences = obstacle.label().split_terminator('.').count();
            assert!(2 <= sentences && obstacle.label().ends_with('.'), "{obstacle}");
        }
    }
}
