use super::{Account, Reason};
use crate::money::{Micros, Minor};

/// What flows into an account; negative where it flows out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The account.
    pub account: Account,
    /// How much.
    pub amount: Micros,
}

/// One movement of money. It can only be made by the functions below, whose entries sum to zero.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Posting {
    reason: Reason,
    entries: Vec<Entry>,
}

impl Posting {
    /// Money that was paid in: the amount is credited, the processing fee is not. `None` beyond 64 bits.
    pub fn top_up(amount: Minor, fee: Minor) -> Option<Self> {
        let (amount, fee) = (amount.to_micros()?, fee.to_micros()?);
        let paid = amount.plus(fee)?;
        Some(Self::of(
            Reason::TopUp,
            &[(Account::Provider, paid.opposite()?), (Account::Balance, amount), (Account::Fees, fee)],
        ))
    }

    /// What messages cost together. `None` beyond 64 bits.
    pub fn charges(total: Micros) -> Option<Self> {
        Some(Self::of(Reason::Charges, &[(Account::Balance, total.opposite()?), (Account::Charges, total)]))
    }

    /// A licence, for a month or a part of it. `None` beyond 64 bits.
    pub fn licence(price: Minor) -> Option<Self> {
        let price = price.to_micros()?;
        Some(Self::of(Reason::Licence, &[(Account::Balance, price.opposite()?), (Account::Licences, price)]))
    }

    /// A refund that was asked for: from then on charges cannot use it. `None` beyond 64 bits.
    pub fn refund_reserved(amount: Minor, fee: Minor) -> Option<Self> {
        let (amount, fee) = (amount.to_micros()?, fee.to_micros()?);
        let back = amount.plus(fee)?;
        let entries =
            [(Account::Balance, amount.opposite()?), (Account::Fees, fee.opposite()?), (Account::Refunds, back)];
        Some(Self::of(Reason::RefundReserved, &entries))
    }

    /// A refund that the provider has paid out. `None` beyond 64 bits.
    pub fn refund_paid(amount: Minor, fee: Minor) -> Option<Self> {
        let back = amount.to_micros()?.plus(fee.to_micros()?)?;
        Some(Self::of(Reason::RefundPaid, &[(Account::Refunds, back.opposite()?), (Account::Provider, back)]))
    }

    /// A refund that failed: what was reserved goes back to where it came from. `None` beyond 64 bits.
    pub fn refund_released(amount: Minor, fee: Minor) -> Option<Self> {
        let (amount, fee) = (amount.to_micros()?, fee.to_micros()?);
        let back = amount.plus(fee)?;
        let entries = [(Account::Refunds, back.opposite()?), (Account::Balance, amount), (Account::Fees, fee)];
        Some(Self::of(Reason::RefundReleased, &entries))
    }

    /// A refund that was paid out and that the payer's bank has sent back. `None` beyond 64 bits.
    pub fn refund_returned(amount: Minor, fee: Minor) -> Option<Self> {
        let (amount, fee) = (amount.to_micros()?, fee.to_micros()?);
        let back = amount.plus(fee)?;
        let entries = [(Account::Balance, amount), (Account::Fees, fee), (Account::Provider, back.opposite()?)];
        Some(Self::of(Reason::RefundReturned, &entries))
    }

    /// The fraction of a cent that is left when an account closes. `None` beyond 64 bits.
    pub fn closing(rest: Micros) -> Option<Self> {
        Some(Self::of(Reason::Closing, &[(Account::Balance, rest.opposite()?), (Account::Rounding, rest)]))
    }

    /// Why.
    pub const fn reason(&self) -> Reason {
        self.reason
    }

    /// The entries, each with an amount other than zero.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    fn of(reason: Reason, flows: &[(Account, Micros)]) -> Self {
        let flows = flows.iter().filter(|(_, amount)| amount.0 != 0);
        let mut entries: Vec<Entry> = flows.map(|&(account, amount)| Entry { account, amount }).collect();
        // Balances change in one order everywhere, so that two postings never wait for each other.
        entries.sort_by_key(|entry| entry.account);
        Self { reason, entries }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn total(posting: &Posting) -> i64 {
        posting.entries().iter().map(|entry| entry.amount.0).sum()
    }

    fn into(posting: &Posting, account: Account) -> i64 {
        posting.entries().iter().filter(|entry| entry.account == account).map(|entry| entry.amount.0).sum()
    }

    #[test]
    fn of_a_top_up_the_amount_is_credited_and_the_fee_is_not() {
        let posting = Posting::top_up(Minor(5_000), Minor(175)).unwrap();
        assert_eq!(into(&posting, Account::Balance), 50_000_000);
        assert_eq!(into(&posting, Account::Fees), 1_750_000);
        assert_eq!(into(&posting, Account::Provider), -51_750_000);
    }

    #[test]
    fn a_refund_that_fails_leaves_everything_as_it_was() {
        let there = Posting::refund_reserved(Minor(900), Minor(30)).unwrap();
        let back = Posting::refund_released(Minor(900), Minor(30)).unwrap();
        for account in Account::ALL {
            assert_eq!(into(&there, *account) + into(&back, *account), 0, "{account}");
        }
    }

    #[test]
    fn nothing_is_posted_beyond_64_bits() {
        assert_eq!(Posting::top_up(Minor(i64::MAX), Minor(0)), None);
        assert_eq!(Posting::top_up(Minor(i64::MAX / 10_000), Minor(i64::MAX / 10_000)), None);
        assert_eq!(Posting::charges(Micros(i64::MIN)), None);
    }

    proptest! {
        #[test]
        fn entries_sum_to_zero(amount in 0i64..1_000_000_000, fee in 0i64..1_000_000_000, micros in -1_000_000_000i64..1_000_000_000) {
            let (amount, fee) = (Minor(amount), Minor(fee));
            for posting in [
                Posting::top_up(amount, fee),
                Posting::charges(Micros(micros)),
                Posting::licence(amount),
                Posting::refund_reserved(amount, fee),
                Posting::refund_paid(amount, fee),
                Posting::refund_released(amount, fee),
                Posting::refund_returned(amount, fee),
                Posting::closing(Micros(micros)),
            ] {
                let posting = posting.unwrap();
                prop_assert_eq!(total(&posting), 0, "{:?}", posting);
                prop_assert!(posting.entries().iter().all(|entry| entry.amount.0 != 0));
            }
        }
    }
}
