//! Money: whole numbers with a currency. Rates and the ledger count in micro-units (10⁻⁶ of the
//! currency), payments and documents in minor units (cents); one function goes between them.

use serde::{Deserialize, Serialize};

crate::closed_enum! {
    /// The currencies that a partner can be billed in.
    pub enum Currency {
        Eur = "EUR" => "Euro",
        Usd = "USD" => "US dollar",
    }
}

impl Currency {
    /// The sign in front of an amount.
    pub const fn sign(self) -> &'static str {
        match self {
            Currency::Eur => "€",
            Currency::Usd => "$",
        }
    }
}

/// Micro-units in one minor unit: both currencies have cents.
const MICROS_PER_MINOR: i64 = 10_000;

/// An amount in micro-units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Micros(pub i64);

/// An amount in minor units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Minor(pub i64);

impl Micros {
    /// The sum; `None` beyond the range of 64 bits.
    #[must_use]
    pub const fn plus(self, other: Micros) -> Option<Micros> {
        match self.0.checked_add(other.0) {
            Some(micros) => Some(Micros(micros)),
            None => None,
        }
    }

    /// The same amount with the other sign; `None` beyond the range of 64 bits.
    #[must_use]
    pub const fn opposite(self) -> Option<Micros> {
        match self.0.checked_neg() {
            Some(micros) => Some(Micros(micros)),
            None => None,
        }
    }

    /// Whole minor units, rounded down (towards minus infinity), and what remains: `0 ≤ remainder < 1 minor unit`.
    pub const fn round_down(self) -> (Minor, Micros) {
        (Minor(self.0.div_euclid(MICROS_PER_MINOR)), Micros(self.0.rem_euclid(MICROS_PER_MINOR)))
    }

    /// Exactly, as a program reads it: `0.0456`, `-12.30`; two places, more where there is more.
    pub fn decimal(self) -> String {
        format!("{}{}", if self.0 < 0 { "-" } else { "" }, self.places())
    }

    /// Exactly, as a person reads it: `€0.0456`, `−€12.30`.
    pub fn display(self, currency: Currency) -> String {
        format!("{}{}{}", if self.0 < 0 { "−" } else { "" }, currency.sign(), self.places())
    }

    fn places(self) -> String {
        let (whole, mut rest) = (self.0.unsigned_abs() / 1_000_000, self.0.unsigned_abs() % 1_000_000);
        let mut places = 6;
        while 2 < places && rest % 10 == 0 {
            rest /= 10;
            places -= 1;
        }
        format!("{whole}.{rest:0places$}")
    }
}

impl Minor {
    /// The same amount in micro-units; `None` beyond the range of 64 bits.
    pub const fn to_micros(self) -> Option<Micros> {
        match self.0.checked_mul(MICROS_PER_MINOR) {
            Some(micros) => Some(Micros(micros)),
            None => None,
        }
    }

    /// As a person reads it: `€48.20`, a negative amount with a true minus: `−€0.05`.
    pub fn display(self, currency: Currency) -> String {
        let minus = if self.0 < 0 { "−" } else { "" };
        let whole = self.0.unsigned_abs();
        format!("{minus}{}{}.{:02}", currency.sign(), whole / 100, whole % 100)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn amounts_are_written_with_sign_and_cents() {
        assert_eq!(Minor(4820).display(Currency::Eur), "€48.20");
        assert_eq!(Minor(-5).display(Currency::Usd), "−$0.05");
    }

    #[test]
    fn micro_units_are_written_exactly() {
        for (micros, decimal, display) in [
            (0, "0.00", "€0.00"),
            (45_600, "0.0456", "€0.0456"),
            (1, "0.000001", "€0.000001"),
            (12_300_000, "12.30", "€12.30"),
            (-12_345_000, "-12.345", "−€12.345"),
            (i64::MIN, "-9223372036854.775808", "−€9223372036854.775808"),
        ] {
            assert_eq!(
                (Micros(micros).decimal(), Micros(micros).display(Currency::Eur)),
                (decimal.into(), display.into())
            );
        }
    }

    proptest! {
        #[test]
        fn rounding_down_loses_nothing(micros in -(1i64 << 60)..(1i64 << 60)) {
            let (minor, rest) = Micros(micros).round_down();
            prop_assert!((0..MICROS_PER_MINOR).contains(&rest.0));
            prop_assert_eq!(minor.to_micros().unwrap().0 + rest.0, micros);
        }
    }
}
