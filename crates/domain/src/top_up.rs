//! Payments into a balance: how much, what is paid on top, how one stands.

use serde::{Deserialize, Serialize};

use crate::closed_enum;
use crate::money::{Currency, Minor};

/// The least and the most that can be paid in at once.
const LEAST: i64 = 1_000;
const MOST: i64 = 5_000_000;

closed_enum! {
    /// How a payment stands.
    pub enum PaymentState {
        Open = "open" => "Not paid yet",
        Processing = "processing" => "With the bank",
        Paid = "paid" => "Paid",
        Expired = "expired" => "Not paid",
    }
}

impl PaymentState {
    /// Whether it can become this. What is paid, or will never be, stays so.
    pub const fn can_become(self, next: Self) -> bool {
        matches!(
            (self, next),
            (Self::Open, Self::Processing | Self::Paid | Self::Expired)
                | (Self::Processing, Self::Paid | Self::Expired)
        )
    }
}

/// What is paid on top of an amount, in hundredths of a per cent of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FeeRate(pub u16);

impl FeeRate {
    /// The processing fee of an amount, rounded up to a whole minor unit, so that it is never less than the rate says.
    pub const fn of(self, amount: TopUpAmount) -> Minor {
        Minor((amount.0.0 * self.0 as i64 + 9_999) / 10_000)
    }
}

/// An amount that can be paid in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TopUpAmount(Minor);

impl TopUpAmount {
    /// Reads an amount as a person writes it: `50`, `50.5`, `50,50`, `1 000.00`.
    ///
    /// # Errors
    /// A sentence that says what to write.
    pub fn parse(text: &str, currency: Currency) -> Result<Self, String> {
        let text: String = text.trim().trim_start_matches(currency.sign()).chars().filter(|c| *c != ' ').collect();
        let (whole, cents) = text.split_once(['.', ',']).unwrap_or((&text, ""));
        let is_number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || 9 < whole.len() || 2 < cents.len() || !is_number(whole) || !is_number(cents) {
            return Err("Write an amount such as 50 or 50.00.".to_owned());
        }
        let minor =
            format!("{whole}{cents:0<2}").parse::<i64>().map_err(|_| "Write an amount such as 50.".to_owned())?;
        Self::new(Minor(minor), currency)
    }

    /// An amount.
    ///
    /// # Errors
    /// A sentence that says how much it may be.
    pub fn new(amount: Minor, currency: Currency) -> Result<Self, String> {
        if (LEAST..=MOST).contains(&amount.0) {
            return Ok(Self(amount));
        }
        let (least, most) = (Minor(LEAST).display(currency), Minor(MOST).display(currency));
        Err(format!("One payment is between {least} and {most}."))
    }

    /// The amount.
    pub const fn minor(self) -> Minor {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_as_people_write_them() {
        for (text, minor) in [
            ("50", 5_000),
            ("50.5", 5_050),
            (" 50,05 ", 5_005),
            ("€50.00", 5_000),
            ("1 000", 100_000),
            ("50000", 5_000_000),
        ] {
            assert_eq!(TopUpAmount::parse(text, Currency::Eur).map(TopUpAmount::minor), Ok(Minor(minor)), "{text}");
        }
        for text in ["", "fifty", "50.555", "-50", "1.000,00", "9.99", "50000.01", "99999999999999999999", "€", "."] {
            assert!(TopUpAmount::parse(text, Currency::Eur).is_err(), "{text}");
        }
    }

    #[test]
    fn a_fee_is_rounded_up() {
        let amount = |minor| TopUpAmount::new(Minor(minor), Currency::Usd).unwrap();
        for (rate, minor, fee) in
            [(350, 5_000, 175), (350, 5_001, 176), (0, 5_000, 0), (1, 1_000, 1), (10_000, 1_000, 1_000)]
        {
            assert_eq!(FeeRate(rate).of(amount(minor)), Minor(fee), "{rate} {minor}");
        }
    }

    #[test]
    fn what_is_paid_stays_paid() {
        use PaymentState::{Expired, Open, Paid, Processing};
        for (state, next, possible) in [
            (Open, Paid, true),
            (Open, Expired, true),
            (Open, Processing, true),
            (Processing, Paid, true),
            (Processing, Expired, true),
            (Processing, Open, false),
            (Paid, Expired, false),
            (Paid, Open, false),
            (Expired, Paid, false),
        ] {
            assert_eq!(state.can_become(next), possible, "{state} {next}");
        }
    }
}
