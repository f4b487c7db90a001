//! Phone numbers in E.164.

use serde::{Deserialize, Serialize};

/// Why a text is not a phone number.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("a phone number has 7 to 15 digits with its country code, such as +49 30 901820")]
pub struct InvalidPhone;

/// An E.164 number (ITU-T E.164, at most 15 digits) that remembers how its digits are grouped.
/// It is written as `+49 30 901820`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PhoneNumber {
    display: String,
}

impl PhoneNumber {
    /// Reads a number as Meta or a person writes it: digits with any of space, `-`, `.`, `(`, `)` between,
    /// an optional `+` or `00` in front. Groups are kept; without any, the country code is set apart.
    pub fn parse(text: &str) -> Result<Self, InvalidPhone> {
        let text = text.trim();
        let body = text.strip_prefix('+').or_else(|| text.strip_prefix("00")).unwrap_or(text);
        if body
            .chars()
            .any(|c| !c.is_ascii_digit() && !matches!(c, ' ' | '-' | '.' | '(' | ')' | '/' | '\u{a0}' | '\u{202f}'))
        {
            return Err(InvalidPhone);
        }
        let groups: Vec<&str> = body.split(|c: char| !c.is_ascii_digit()).filter(|group| !group.is_empty()).collect();
        let digits: String = groups.concat();
        if !(7..=15).contains(&digits.len()) || digits.starts_with('0') {
            return Err(InvalidPhone);
        }
        let display = if 1 < groups.len() { format!("+{}", groups.join(" ")) } else { group_by_country(&digits) };
        Ok(Self { display })
    }

    /// As people read it: `+49 30 901820`.
    pub fn display(&self) -> &str {
        &self.display
    }

    /// The digits alone, country code first: `4930901820`.
    pub fn digits(&self) -> String {
        self.display.chars().filter(char::is_ascii_digit).collect()
    }

    /// E.164: `+4930901820`.
    pub fn e164(&self) -> String {
        format!("+{}", self.digits())
    }
}

impl TryFrom<String> for PhoneNumber {
    type Error = InvalidPhone;

    fn try_from(text: String) -> Result<Self, InvalidPhone> {
        Self::parse(&text)
    }
}

impl From<PhoneNumber> for String {
    fn from(number: PhoneNumber) -> String {
        number.display
    }
}

impl std::fmt::Display for PhoneNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.display)
    }
}

/// Country codes of two digits (ITU-T E.164 annex); `1` and `7` have one, all others three.
const TWO_DIGIT_CODES: &str = "20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 81 82 84 86 90 91 92 93 94 95 98";

/// How many digits the country code has.
fn country_code_length(digits: &str) -> usize {
    let first_two = digits.get(..2).unwrap_or_default();
    match digits.as_bytes().first() {
        Some(b'1' | b'7') => 1,
        _ if TWO_DIGIT_CODES.split(' ').any(|code| code == first_two) => 2,
        _ => 3,
    }
}

fn group_by_country(digits: &str) -> String {
    let (country, national) = digits.split_at(country_code_length(digits).min(digits.len()));
    let mut display = format!("+{country}");
    let mut rest = national;
    while !rest.is_empty() {
        let take = if rest.len() <= 4 { rest.len() } else { 3 };
        let (group, tail) = rest.split_at(take);
        display.push(' ');
        display.push_str(group);
        rest = tail;
    }
    display
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn groups_are_kept_or_made() {
        for (text, display) in [
            ("+49 30 901820", "+49 30 901820"),
            ("+1 631-555-5555", "+1 631 555 5555"),
            ("+1 (555) 123-4567", "+1 555 123 4567"),
            ("16505551111", "+1 650 555 1111"),
            ("4930901820", "+49 309 018 20"),
            ("0049 30 901820", "+49 30 901820"),
            ("+380 44 123 4567", "+380 44 123 4567"),
        ] {
            assert_eq!(PhoneNumber::parse(text).unwrap().display(), display, "{text}");
        }
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for bad in
            ["", "+", "12345", "+0123456789", "1234567890123456", "+49 30 abc", "=1+1", "<PHONE_NUMBER>", "٤٩٣٠٩٠١٨٢٠"]
        {
            assert_eq!(PhoneNumber::parse(bad), Err(InvalidPhone), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn writing_and_reading_keeps_the_digits(digits in "[1-9][0-9]{6,14}") {
            let number = PhoneNumber::parse(&digits).unwrap();
            prop_assert_eq!(number.digits(), digits);
            prop_assert_eq!(PhoneNumber::parse(number.display()).unwrap(), number);
        }

        #[test]
        fn any_text_is_read_without_panic(text in ".*") {
            let _ = PhoneNumber::parse(&text);
        }
    }
}
