//! Deliveries to systems outside: what is delivered, how often it is tried, and when it is given up.

use crate::closed_enum;
use crate::ids::{ChannelKey, DestinationKey, WabaKey, WebhookKey};
use crate::time::Timestamp;

closed_enum! {
    /// What is delivered.
    pub enum DeliveryKind {
        Event = "event" => "Event",
        Inbound = "inbound" => "Inbound",
        Test = "test" => "Test",
    }
}

closed_enum! {
    /// How a delivery stands.
    pub enum DeliveryState {
        Waiting = "waiting" => "Waiting",
        Delivered = "delivered" => "Delivered",
        GivenUp = "given_up" => "Given up",
        Dropped = "dropped" => "Dropped, because the webhook was removed",
    }
}

/// Where deliveries go. The ones of a target wait together: however slow it is, it holds up nobody else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Target {
    /// The webhook of a partner.
    Partner(WebhookKey),
    /// The address of a number.
    Channel(ChannelKey),
    /// The address of an account, for those of its numbers that have none of their own.
    Account(WabaKey),
    /// A further destination of a number.
    Destination(DestinationKey),
}

impl Target {
    /// As it is written in the database.
    pub fn code(self) -> String {
        match self {
            Self::Partner(WebhookKey(n)) => format!("w{n}"),
            Self::Channel(ChannelKey(n)) => format!("c{n}"),
            Self::Account(WabaKey(n)) => format!("a{n}"),
            Self::Destination(DestinationKey(n)) => format!("d{n}"),
        }
    }

    /// Reads what [`Target::code`] has written.
    pub fn from_code(code: &str) -> Option<Self> {
        let (kind, n) = code.split_at_checked(1)?;
        let n = n.parse().ok()?;
        match kind {
            "w" => Some(Self::Partner(WebhookKey(n))),
            "c" => Some(Self::Channel(ChannelKey(n))),
            "a" => Some(Self::Account(WabaKey(n))),
            "d" => Some(Self::Destination(DestinationKey(n))),
            _ => None,
        }
    }
}

/// Seconds until the next attempt after the first, second, … has failed; the last one holds for all that follow.
pub const DELAYS: [i64; 9] = [5, 30, 120, 600, 3_600, 10_800, 21_600, 43_200, 86_400];

const DAY: i64 = 86_400;

impl DeliveryKind {
    /// For how many seconds after it was made it is tried. Events are tried for a week, as long as Meta tries its own
    /// webhooks (Webhooks, Overview); for messages and their statuses, which age faster, three days are chosen.
    pub const fn tried_for(self) -> i64 {
        match self {
            Self::Event => 7 * DAY,
            Self::Inbound => 3 * DAY,
            Self::Test => 0,
        }
    }
}

/// When a delivery is tried again that has failed `attempts` times, the last time now; `None` when it is given up. Up to
/// a fifth of the delay is added, by a random `spread`, so that what has failed together does not come back together.
pub fn next_attempt(
    kind: DeliveryKind,
    made_at: Timestamp,
    now: Timestamp,
    attempts: i64,
    spread: u16,
) -> Option<Timestamp> {
    let place = usize::try_from(attempts.saturating_sub(1)).unwrap_or_default().min(DELAYS.len() - 1);
    let delay = DELAYS[place] * 1000;
    let next = now.plus_millis(delay + delay / 5 * i64::from(spread) / i64::from(u16::MAX));
    (next <= made_at.plus_seconds(kind.tried_for())).then_some(next)
}

/// Failures in a row after which a target is left alone for a while.
const PATIENCE: i64 = 10;
/// Seconds for which a target is left alone at most.
const LONGEST_REST: i64 = 300;

/// Seconds for which a target is left alone, whatever waits for it, after so many failures in a row of any of its
/// deliveries: one that has thousands waiting must not be asked thousands of times to find that it is down.
pub const fn rest(failures: i64) -> i64 {
    if failures < PATIENCE {
        return 0;
    }
    let doublings = (failures - PATIENCE) / 8;
    let rest = if 6 < doublings { LONGEST_REST } else { 5 << doublings };
    if rest < LONGEST_REST { rest } else { LONGEST_REST }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MADE: Timestamp = Timestamp(1_000_000);

    /// The seconds after which each attempt follows the first one, when all of them fail at once.
    fn attempts(kind: DeliveryKind, spread: u16) -> Vec<i64> {
        let (mut at, mut made) = (MADE, vec![0]);
        while let Some(next) = next_attempt(kind, MADE, at, made.len() as i64, spread) {
            at = next;
            made.push((at.millis() - MADE.millis()) / 1000);
        }
        made
    }

    #[test]
    fn delays_grow_until_it_is_given_up() {
        let days = |list: &[i64]| list.iter().map(|seconds| seconds / DAY).collect::<Vec<_>>();
        let inbound = attempts(DeliveryKind::Inbound, 0);
        assert_eq!(inbound[..9], [0, 5, 35, 155, 755, 4_355, 15_155, 36_755, 79_955]);
        assert_eq!(days(&inbound[9..]), [1, 2]);
        assert_eq!(days(&attempts(DeliveryKind::Event, 0)[9..]), [1, 2, 3, 4, 5, 6]);
        assert_eq!(attempts(DeliveryKind::Test, 0), [0]);
        assert!(DELAYS.windows(2).all(|pair| pair[0] < pair[1]));
    }

    #[test]
    fn up_to_a_fifth_is_added() {
        assert_eq!(attempts(DeliveryKind::Inbound, u16::MAX)[..5], [0, 6, 42, 186, 906]);
        let half = next_attempt(DeliveryKind::Event, MADE, MADE, 3, u16::MAX / 2).unwrap();
        assert_eq!((half.millis() - MADE.millis()) / 1000, 131);
    }

    #[test]
    fn a_target_that_keeps_failing_is_left_alone_for_longer_and_longer() {
        let rests: Vec<i64> = [0, 1, 9, 10, 17, 18, 26, 34, 42, 50, 58, 66, 1_000, i64::MAX].map(rest).to_vec();
        assert_eq!(rests, [0, 0, 0, 5, 5, 10, 20, 40, 80, 160, 300, 300, 300, 300]);
    }

    #[test]
    fn targets_survive_a_round_trip() {
        for target in [
            Target::Partner(WebhookKey(7)),
            Target::Channel(ChannelKey(12)),
            Target::Account(WabaKey(1)),
            Target::Destination(DestinationKey(3)),
        ] {
            assert_eq!(Target::from_code(&target.code()), Some(target));
        }
        for bad in ["", "w", "x7", "7", "wx", "é7"] {
            assert_eq!(Target::from_code(bad), None, "{bad}");
        }
    }
}
