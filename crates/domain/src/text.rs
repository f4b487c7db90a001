//! Short texts that people type: trimmed, never empty, bounded, without control characters.

use serde::{Deserialize, Serialize};

/// Why a name is refused.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum InvalidName {
    /// Nothing but spaces.
    #[error("Enter a name.")]
    Empty,
    /// More than [`Name::MAX`] characters.
    #[error("A name has at most 120 characters.")]
    TooLong,
    /// A line break or another control character.
    #[error("A name is one line without control characters.")]
    Control,
}

/// The name of a person or an organisation.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Name(String);

impl Name {
    /// The longest name, in characters.
    pub const MAX: usize = 120;

    /// Trims and checks.
    pub fn parse(text: &str) -> Result<Self, InvalidName> {
        let text = text.trim();
        if text.is_empty() {
            return Err(InvalidName::Empty);
        }
        if text.chars().any(char::is_control) {
            return Err(InvalidName::Control);
        }
        if Self::MAX < text.chars().count() {
            return Err(InvalidName::TooLong);
        }
        Ok(Self(text.to_owned()))
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for Name {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// Whether a character belongs into a word: anything but spaces, punctuation and control characters. Unicode's own
/// tables of letters would weigh as much as a small page in the browser.
pub fn is_of_a_word(c: char) -> bool {
    let is_punctuation = c.is_ascii_punctuation()
        || matches!(c, '\u{80}'..='\u{a9}' | '\u{ab}'..='\u{b1}' | '\u{b4}' | '\u{b6}'..='\u{b8}' | '\u{bb}' | '\u{bf}')
        || matches!(c, '\u{2000}'..='\u{206f}' | '\u{2e00}'..='\u{2e7f}' | '\u{3000}'..='\u{3004}' | '\u{3008}'..='\u{3020}');
    !(is_punctuation || c.is_whitespace() || c.is_ascii_control())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_made_of_what_is_no_space_and_no_punctuation() {
        for c in ['a', 'Z', '7', 'é', 'ß', 'д', 'ع', 'क', '好', '한', '²', 'ª'] {
            assert!(is_of_a_word(c), "{c}");
        }
        for c in [' ', '\n', '.', '_', '*', '«', '»', '„', '”', '…', '、', '。', '¿', '\u{a0}', '\u{200f}'] {
            assert!(!is_of_a_word(c), "{c:?}");
        }
    }

    #[test]
    fn names_are_trimmed_and_bounded() {
        assert_eq!(Name::parse("  Café Nord ").unwrap().as_str(), "Café Nord");
        assert_eq!(Name::parse(" \t "), Err(InvalidName::Empty));
        assert_eq!(Name::parse("a\nb"), Err(InvalidName::Control));
        assert_eq!(Name::parse(&"é".repeat(121)), Err(InvalidName::TooLong));
        assert!(Name::parse(&"é".repeat(120)).is_ok());
    }
}
