//! Amounts that can be paid.

use domain::money::{Currency, Minor};
use serde::{Deserialize, Serialize};

/// The largest amount that providers take: eight digits of the minor unit (Stripe, "Minimum and maximum charge amounts").
const LARGEST: i64 = 99_999_999;

/// Why an amount cannot be paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an amount to pay is above 0, a fee is not below 0, and both together are at most 999,999.99")]
pub struct InvalidSum;

/// An amount above 0 with its currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "RawSum")]
pub struct Sum {
    amount: Minor,
    currency: Currency,
}

/// What a payer pays: what will be credited, and the processing fee on top.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "RawCharge")]
pub struct Charge {
    amount: Minor,
    fee: Minor,
    currency: Currency,
}

impl Sum {
    /// An amount in a currency.
    ///
    /// # Errors
    /// [`InvalidSum`].
    pub const fn new(amount: Minor, currency: Currency) -> Result<Self, InvalidSum> {
        if amount.0 < 1 || amount.0 > LARGEST {
            return Err(InvalidSum);
        }
        Ok(Self { amount, currency })
    }

    /// The amount.
    pub const fn amount(self) -> Minor {
        self.amount
    }

    /// Its currency.
    pub const fn currency(self) -> Currency {
        self.currency
    }
}

impl Charge {
    /// An amount and a fee in a currency.
    ///
    /// # Errors
    /// [`InvalidSum`].
    pub const fn new(amount: Minor, fee: Minor, currency: Currency) -> Result<Self, InvalidSum> {
        if amount.0 < 1 || amount.0 > LARGEST || fee.0 < 0 || fee.0 > LARGEST - amount.0 {
            return Err(InvalidSum);
        }
        Ok(Self { amount, fee, currency })
    }

    /// What is credited.
    pub const fn amount(self) -> Minor {
        self.amount
    }

    /// The processing fee; may be 0.
    pub const fn fee(self) -> Minor {
        self.fee
    }

    /// What is paid: both together.
    pub const fn total(self) -> Sum {
        Sum { amount: Minor(self.amount.0 + self.fee.0), currency: self.currency }
    }
}

#[derive(Deserialize)]
struct RawSum {
    amount: Minor,
    currency: Currency,
}

#[derive(Deserialize)]
struct RawCharge {
    amount: Minor,
    fee: Minor,
    currency: Currency,
}

impl TryFrom<RawSum> for Sum {
    type Error = InvalidSum;

    fn try_from(raw: RawSum) -> Result<Self, InvalidSum> {
        Self::new(raw.amount, raw.currency)
    }
}

impl TryFrom<RawCharge> for Charge {
    type Error = InvalidSum;

    fn try_from(raw: RawCharge) -> Result<Self, InvalidSum> {
        Self::new(raw.amount, raw.fee, raw.currency)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_can_be_paid_is_a_sum() {
        for (amount, fits) in
            [(i64::MIN, false), (-1, false), (0, false), (1, true), (LARGEST, true), (LARGEST + 1, false)]
        {
            assert_eq!(Sum::new(Minor(amount), Currency::Eur).is_ok(), fits, "{amount}");
        }
    }

    #[test]
    fn a_charge_is_an_amount_and_a_fee() {
        for (amount, fee, fits) in [
            (5_000, 150, true),
            (5_000, 0, true),
            (0, 150, false),
            (5_000, -1, false),
            (LARGEST, 1, false),
            (1, i64::MAX, false),
        ] {
            assert_eq!(Charge::new(Minor(amount), Minor(fee), Currency::Eur).is_ok(), fits, "{amount} {fee}");
        }
        let charge = Charge::new(Minor(5_000), Minor(150), Currency::Eur).unwrap();
        assert_eq!(charge.total(), Sum::new(Minor(5_150), Currency::Eur).unwrap());
    }
}
