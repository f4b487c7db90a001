//! How the subscription of a number ends. The client can always cancel its own; the partner can stop to pay for it. Both
//! give notice, until the last day both can take it back, and the client can take the payment over.
//! [`Step::after`] is the one place that says who may do what.

use serde::{Deserialize, Serialize};

use crate::channel::{Contract, Lifecycle};
use crate::closed_enum;
use crate::permission::{Party, PaymentType};
use crate::time::Date;

/// Days between a notice and the last day, at least.
const NOTICE_DAYS: i64 = 30;

/// What has to be typed before a subscription ends.
pub const CANCEL_WORD: &str = "CANCEL";

/// The last day of a subscription when notice is given on this day: 30 days to the end of a calendar month, so that
/// 15 May leads to 30 June. Both days are those of the partner's calendar.
pub fn last_day(notice: Date) -> Date {
    notice.plus_days(NOTICE_DAYS).month_end()
}

/// Why a running subscription ends: each notice with the last day that it leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Ending {
    /// The client has cancelled.
    Cancelled(Date),
    /// The partner stops to pay.
    Unpaid(Date),
    /// Both; what comes first holds.
    Both {
        /// The last day after the client's cancellation.
        cancelled: Date,
        /// The last day that the partner pays for.
        unpaid: Date,
    },
}

impl Ending {
    /// What follows from the two notices, if there is one.
    pub const fn of(cancelled: Option<Date>, unpaid: Option<Date>) -> Option<Self> {
        match (cancelled, unpaid) {
            (Some(cancelled), Some(unpaid)) => Some(Self::Both { cancelled, unpaid }),
            (Some(cancelled), None) => Some(Self::Cancelled(cancelled)),
            (None, Some(unpaid)) => Some(Self::Unpaid(unpaid)),
            (None, None) => None,
        }
    }

    /// The last day after the client's cancellation.
    pub const fn cancelled(self) -> Option<Date> {
        match self {
            Self::Cancelled(day) | Self::Both { cancelled: day, .. } => Some(day),
            Self::Unpaid(_) => None,
        }
    }

    /// The last day that the partner pays for.
    pub const fn unpaid(self) -> Option<Date> {
        match self {
            Self::Unpaid(day) | Self::Both { unpaid: day, .. } => Some(day),
            Self::Cancelled(_) => None,
        }
    }

    /// The day with which the number ends.
    pub fn last_day(self) -> Date {
        match self {
            Self::Cancelled(day) | Self::Unpaid(day) => day,
            Self::Both { cancelled, unpaid } => cancelled.min(unpaid),
        }
    }
}

closed_enum! {
    /// What can be done about the end of a subscription.
    pub enum Step {
        Cancel = "cancel" => "Cancelled",
        TakeBack = "take_back" => "Cancellation taken back",
        StopPaying = "stop_paying" => "Payment on behalf of the client cancelled",
        KeepPaying = "keep_paying" => "Payment on behalf of the client continued",
        TakeOver = "take_over" => "Payment taken over by the client",
        End = "end" => "Ended",
    }
}

/// Why a subscription stays as it is.
#[derive(Clone, Copy, Debug, thiserror::Error, PartialEq, Eq)]
pub enum Refused {
    /// A partner would cancel for its client.
    #[error("Only the client can cancel its subscription. You can cancel the payment on its behalf.")]
    ClientCancels,
    /// A client would decide what its partner pays for.
    #[error("Only the partner decides what it pays for.")]
    PartnerPays,
    /// The partner would stop to pay for what it does not pay for.
    #[error("The client pays for this number itself, so there is no payment to cancel.")]
    ClientPaysAlready,
    /// There is nothing to take over.
    #[error("The partner goes on paying for this number, so there is no payment to take over.")]
    PartnerGoesOn,
    /// A partner would take over for its client.
    #[error("Only the client can take the payment over.")]
    ClientTakesOver,
    /// The last day is over.
    #[error("The last day of this number is over. It has ended.")]
    Over,
    /// Nobody ends what has not reached its last day.
    #[error("A subscription ends with its last day, and not by hand.")]
    ByItself,
}

impl Step {
    /// The contract once this party has done this on this day, in the partner's calendar; the same one where it was
    /// done before. A payment that is taken over turns with the contract's terms, which drops the partner's notice.
    ///
    /// # Errors
    /// [`Refused`] where this party may not do it now.
    pub fn after(self, contract: &Contract, party: Party, today: Date) -> Result<Lifecycle, Refused> {
        let lifecycle = contract.lifecycle;
        let ending = lifecycle.ending();
        let (cancelled, unpaid) = (ending.and_then(Ending::cancelled), ending.and_then(Ending::unpaid));
        let over = lifecycle.last_day().is_some_and(|day| day < today);
        if self == Self::End {
            return match (party, ending) {
                (Party::Client | Party::Partner, _) => Err(Refused::ByItself),
                (Party::Hub, Some(ending)) if over => Ok(Lifecycle::Ended(ending.last_day())),
                (Party::Hub, _) => Ok(lifecycle),
            };
        }
        self.is_for(party)?;
        if over || matches!(lifecycle, Lifecycle::Ended(_)) {
            return Err(Refused::Over);
        }
        match (self, contract.payment) {
            (Self::Cancel, _) => Ok(Lifecycle::of(cancelled.or(Some(last_day(today))), unpaid)),
            (Self::TakeBack, _) => Ok(Lifecycle::of(None, unpaid)),
            (Self::StopPaying, PaymentType::Direct) => Err(Refused::ClientPaysAlready),
            (Self::StopPaying, PaymentType::Partner) => Ok(Lifecycle::of(cancelled, unpaid.or(Some(last_day(today))))),
            (Self::KeepPaying, _) => Ok(Lifecycle::of(cancelled, None)),
            (Self::TakeOver, PaymentType::Partner) if unpaid.is_none() => Err(Refused::PartnerGoesOn),
            (Self::TakeOver | Self::End, _) => Ok(Lifecycle::of(cancelled, None)),
        }
    }

    /// Whose step this is.
    const fn is_for(self, party: Party) -> Result<(), Refused> {
        match (self, party) {
            (Self::Cancel | Self::TakeBack | Self::TakeOver, Party::Client) => Ok(()),
            (Self::StopPaying | Self::KeepPaying, Party::Partner) => Ok(()),
            (Self::End, Party::Hub) => Ok(()),
            (Self::Cancel | Self::TakeBack, _) => Err(Refused::ClientCancels),
            (Self::TakeOver, _) => Err(Refused::ClientTakesOver),
            (Self::StopPaying | Self::KeepPaying, _) => Err(Refused::PartnerPays),
            (Self::End, _) => Err(Refused::ByItself),
        }
    }
}

#[cfg(test)]
mod tests;
