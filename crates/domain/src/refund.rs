//! What a refund gives back. It goes against the most recent payment of which something is left; [`preview`] is the one
//! place that computes it, for what is shown before and for what is done.

use serde::{Deserialize, Serialize};

use crate::closed_enum;
use crate::money::{Micros, Minor};

/// A payment that was made for a balance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Payment {
    /// What was credited.
    pub amount: Minor,
    /// The processing fee that was paid on top.
    pub fee: Minor,
    /// How much of the amount was given back, or is on its way.
    pub refunded: Minor,
    /// How much of the fee was given back, or is on its way.
    pub fee_refunded: Minor,
    /// Whether a message that Meta bills was delivered since. Licences do not count.
    pub used: Usage,
}

closed_enum! {
    /// Whether something billable was delivered since a payment.
    pub enum Usage {
        Unused = "unused" => "Nothing billable was delivered since this payment",
        Used = "used" => "Something billable was delivered since this payment",
    }
}

closed_enum! {
    /// Why the processing fee is given back or not. The label is the sentence that a person reads.
    pub enum FeeRule {
        Included = "included" => "The processing fee is given back, since nothing billable was delivered after this payment.",
        Used = "used" => "The processing fee is not given back, since something billable was delivered after this payment.",
        Returned = "returned" => "The processing fee of this payment was given back before.",
        Free = "free" => "This payment had no processing fee.",
    }
}

/// What a refund will give back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preview {
    /// Which of the payments, counted from the most recent one.
    pub payment: usize,
    /// What leaves the balance.
    pub amount: Minor,
    /// What of the processing fee goes back with it.
    pub fee: Minor,
    /// Why so.
    pub fee_rule: FeeRule,
    /// What the balance is afterwards.
    pub left: Micros,
}

impl Preview {
    /// What arrives at the person who paid.
    pub const fn total(&self) -> Minor {
        Minor(self.amount.0.saturating_add(self.fee.0))
    }
}

closed_enum! {
    /// Why there is nothing to refund. The label is the sentence that a person reads.
    pub enum Refusal {
        Balance = "balance" => "There is nothing to refund: the balance is below one cent. Add funds to keep sending.",
        Payment = "payment" => "There is no payment left that could be refunded: money goes back only to the payment it came from.",
    }
}

closed_enum! {
    /// How a refund stands.
    pub enum RefundState {
        Requested = "requested" => "Requested",
        Processing = "processing" => "Processing",
        PaidOut = "paid_out" => "Paid out",
        Failed = "failed" => "Failed",
    }
}

impl RefundState {
    /// Whether it can become this. A bank may send back what was paid out; what failed stays so.
    pub const fn can_become(self, next: Self) -> bool {
        matches!(
            (self, next),
            (Self::Requested, Self::Processing | Self::PaidOut | Self::Failed)
                | (Self::Processing, Self::PaidOut | Self::Failed)
                | (Self::PaidOut, Self::Failed)
        )
    }
}

/// Until when a refund is expected, in hours after the request (product rule: 48 to 72 hours).
pub const EXPECTED_WITHIN_HOURS: i64 = 72;

/// Computes a refund from the balance and the payments, the most recent one first.
///
/// The amount is what is left of the most recent payment, as far as the balance allows, rounded down to whole minor units.
/// The fee goes with it only where nothing billable was delivered since (product rule, Refunds).
///
/// # Errors
/// Why there is nothing to refund.
pub fn preview(balance: Micros, payments: &[Payment]) -> Result<Preview, Refusal> {
    let (available, _) = balance.round_down();
    if available.0 <= 0 {
        return Err(Refusal::Balance);
    }
    let left_of = |payment: &Payment| payment.amount.0.saturating_sub(payment.refunded.0);
    let (at, payment) =
        payments.iter().enumerate().find(|(_, payment)| 0 < left_of(payment)).ok_or(Refusal::Payment)?;
    let amount = Minor(left_of(payment).min(available.0));
    let (fee, fee_rule) = fee(payment);
    let left =
        amount.to_micros().and_then(Micros::opposite).and_then(|out| balance.plus(out)).ok_or(Refusal::Balance)?;
    Ok(Preview { payment: at, amount, fee, fee_rule, left })
}

fn fee(payment: &Payment) -> (Minor, FeeRule) {
    if payment.fee.0 <= 0 {
        return (Minor(0), FeeRule::Free);
    }
    if 0 < payment.fee_refunded.0 {
        return (Minor(0), FeeRule::Returned);
    }
    match payment.used {
        Usage::Unused => (payment.fee, FeeRule::Included),
        Usage::Used => (Minor(0), FeeRule::Used),
    }
}

#[cfg(test)]
mod model;

#[cfg(test)]
mod tests {
    use super::*;

    fn payment(amount: i64, used: Usage) -> Payment {
        Payment { amount: Minor(amount), fee: Minor(175), refunded: Minor(0), fee_refunded: Minor(0), used }
    }

    #[test]
    fn with_nothing_billable_since_the_fee_goes_back_too() {
        let preview = preview(Micros(50_000_000), &[payment(5_000, Usage::Unused)]).unwrap();
        assert_eq!((preview.amount, preview.fee, preview.left), (Minor(5_000), Minor(175), Micros(0)));
        assert_eq!((preview.fee_rule, preview.total()), (FeeRule::Included, Minor(5_175)));
    }

    #[test]
    fn a_licence_lowers_the_amount_and_leaves_the_fee() {
        let preview = preview(Micros(45_000_000), &[payment(5_000, Usage::Unused)]).unwrap();
        assert_eq!((preview.amount, preview.fee), (Minor(4_500), Minor(175)));
    }

    #[test]
    fn with_something_billable_since_only_the_balance_goes_back() {
        let preview = preview(Micros(48_204_567), &[payment(5_000, Usage::Used)]).unwrap();
        assert_eq!((preview.amount, preview.fee, preview.fee_rule), (Minor(4_820), Minor(0), FeeRule::Used));
        assert_eq!(preview.left, Micros(4_567), "a fraction of a cent stays");
    }

    #[test]
    fn never_more_than_the_payment_and_then_the_one_before_it() {
        let newest = payment(2_000, Usage::Unused);
        let before = payment(5_000, Usage::Used);
        let first = preview(Micros(60_000_000), &[newest, before]).unwrap();
        assert_eq!((first.payment, first.amount, first.fee), (0, Minor(2_000), Minor(175)));
        let newest = Payment { refunded: first.amount, fee_refunded: first.fee, ..newest };
        let second = preview(first.left, &[newest, before]).unwrap();
        assert_eq!((second.payment, second.amount, second.fee), (1, Minor(4_000), Minor(0)));
    }

    #[test]
    fn a_fee_goes_back_once() {
        let partly = Payment { refunded: Minor(1_000), fee_refunded: Minor(175), ..payment(5_000, Usage::Unused) };
        let preview = preview(Micros(40_000_000), &[partly]).unwrap();
        assert_eq!((preview.amount, preview.fee, preview.fee_rule), (Minor(4_000), Minor(0), FeeRule::Returned));
    }

    #[test]
    fn what_failed_stays_so_and_nothing_goes_back() {
        use RefundState::{Failed, PaidOut, Processing, Requested};
        let order = [Requested, Processing, PaidOut, Failed];
        for (at, state) in order.into_iter().enumerate() {
            for (to, next) in order.into_iter().enumerate() {
                assert_eq!(state.can_become(next), at < to, "{state} {next}");
            }
        }
    }

    #[test]
    fn what_cannot_be_refunded_says_why() {
        let paid = [payment(5_000, Usage::Unused)];
        for balance in [Micros(0), Micros(9_999), Micros(-1), Micros(-50_000_000)] {
            assert_eq!(preview(balance, &paid), Err(Refusal::Balance), "{balance:?}");
        }
        assert_eq!(preview(Micros(10_000), &[]), Err(Refusal::Payment));
        let all = Payment { refunded: Minor(5_000), ..paid[0] };
        assert_eq!(preview(Micros(10_000), &[all]), Err(Refusal::Payment));
    }
}
