//! A balance with its payments against a reference that is too simple to be wrong: whatever happens in whatever order, the
//! entries of each posting sum to zero, nothing is refunded above its payment or the balance, and a fee goes back only once
//! and only where nothing billable was delivered since.

use proptest::prelude::*;

use super::*;
use crate::ledger::{Account, Posting};

#[derive(Clone, Debug)]
enum Step {
    TopUp { amount: i64, fee: i64 },
    Charge { micros: i64 },
    Licence { amount: i64 },
    Refund,
    PaidOut,
    Failed,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        3 => (100i64..50_000, 0i64..2_000).prop_map(|(amount, fee)| Step::TopUp { amount, fee }),
        5 => (0i64..20_000_000).prop_map(|micros| Step::Charge { micros }),
        1 => (1i64..5_000).prop_map(|amount| Step::Licence { amount }),
        4 => Just(Step::Refund),
        2 => Just(Step::PaidOut),
        1 => Just(Step::Failed),
    ]
}

/// A refund on its way: the payment counted from the oldest, the amount, the fee.
type Underway = (usize, Minor, Minor);

#[derive(Default)]
struct World {
    accounts: std::collections::HashMap<&'static str, i64>,
    payments: Vec<Payment>,
    underway: Vec<Underway>,
    // The reference: plain sums of what was paid in, used and given back, in micro-units.
    paid_in: i64,
    used: i64,
    given_back: i64,
}

impl World {
    fn post(&mut self, posting: &Posting) {
        let total: i64 = posting.entries().iter().map(|entry| entry.amount.0).sum();
        assert_eq!(total, 0, "{posting:?}");
        for entry in posting.entries() {
            *self.accounts.entry(entry.account.code()).or_default() += entry.amount.0;
        }
    }

    fn balance(&self) -> Micros {
        Micros(self.accounts.get(Account::Balance.code()).copied().unwrap_or(0))
    }

    fn newest_first(&self) -> Vec<Payment> {
        self.payments.iter().rev().copied().collect()
    }

    fn take(&mut self, step: &Step) {
        match *step {
            Step::TopUp { amount, fee } => {
                self.post(&Posting::top_up(Minor(amount), Minor(fee)).unwrap());
                let none = Minor(0);
                let used = Usage::Unused;
                self.payments.push(Payment {
                    amount: Minor(amount),
                    fee: Minor(fee),
                    refunded: none,
                    fee_refunded: none,
                    used,
                });
                self.paid_in += amount * 10_000;
            }
            Step::Charge { micros } => {
                self.post(&Posting::charges(Micros(micros)).unwrap());
                self.payments.iter_mut().for_each(|payment| payment.used = Usage::Used);
                self.used += micros;
            }
            Step::Licence { amount } => {
                self.post(&Posting::licence(Minor(amount)).unwrap());
                self.used += amount * 10_000;
            }
            Step::Refund => self.refund(),
            Step::PaidOut => {
                if let Some((_, amount, fee)) = self.underway.pop() {
                    self.post(&Posting::refund_paid(amount, fee).unwrap());
                }
            }
            Step::Failed => {
                if let Some((at, amount, fee)) = self.underway.pop() {
                    self.post(&Posting::refund_released(amount, fee).unwrap());
                    self.payments[at].refunded.0 -= amount.0;
                    self.payments[at].fee_refunded.0 -= fee.0;
                    self.given_back -= amount.0 * 10_000;
                }
            }
        }
    }

    fn refund(&mut self) {
        let before = self.balance();
        let Ok(preview) = preview(before, &self.newest_first()) else {
            let left: i64 = self.payments.iter().map(|payment| payment.amount.0 - payment.refunded.0).sum();
            assert!(before.0 < 10_000 || left == 0, "refused with {before:?} and {left}");
            return;
        };
        let at = self.payments.len() - 1 - preview.payment;
        let payment = self.payments[at];
        assert!(0 < preview.amount.0 && preview.amount.0 * 10_000 <= before.0);
        assert!(preview.amount.0 <= payment.amount.0 - payment.refunded.0);
        assert!(preview.fee.0 == 0 || (payment.used == Usage::Unused && preview.fee == payment.fee));
        assert!(self.payments.iter().skip(at + 1).all(|later| later.refunded == later.amount), "the most recent first");
        self.post(&Posting::refund_reserved(preview.amount, preview.fee).unwrap());
        assert_eq!(self.balance(), preview.left);
        self.payments[at].refunded.0 += preview.amount.0;
        self.payments[at].fee_refunded.0 += preview.fee.0;
        self.underway.push((at, preview.amount, preview.fee));
        self.given_back += preview.amount.0 * 10_000;
    }

    fn check(&self) {
        assert_eq!(self.balance().0, self.paid_in - self.used - self.given_back);
        assert_eq!(self.accounts.values().sum::<i64>(), 0);
        let reserved: i64 = self.underway.iter().map(|(_, amount, fee)| (amount.0 + fee.0) * 10_000).sum();
        assert_eq!(self.accounts.get(Account::Refunds.code()).copied().unwrap_or(0), reserved);
        for payment in &self.payments {
            assert!((0..=payment.amount.0).contains(&payment.refunded.0), "{payment:?}");
            assert!((0..=payment.fee.0).contains(&payment.fee_refunded.0), "{payment:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: std::env::var("PROPTEST_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(4_000), ..ProptestConfig::default() })]
    #[test]
    fn money_only_moves(steps in proptest::collection::vec(step(), 1..40)) {
        let mut world = World::default();
        for step in &steps {
            world.take(step);
            world.check();
        }
    }
}
