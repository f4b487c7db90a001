//! The name of a template.

use serde::{Deserialize, Serialize};

/// Why a text is not the name of a template.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum InvalidTemplateName {
    /// No character.
    #[error("Enter a name.")]
    Empty,
    /// More than [`TemplateName::MAX`] characters.
    #[error("A template's name has at most 512 characters.")]
    TooLong,
    /// Something else than `a-z0-9_`.
    #[error("A template's name has small letters a to z, digits and _ only.")]
    Characters,
}

/// A name that Meta accepts: at most 512 of `a-z0-9_` (Meta, templates overview; subcode 2388046).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TemplateName(String);

impl TemplateName {
    /// The longest name, in characters.
    pub const MAX: usize = 512;

    /// Checks; nothing is changed.
    pub fn parse(text: &str) -> Result<Self, InvalidTemplateName> {
        if text.is_empty() {
            return Err(InvalidTemplateName::Empty);
        }
        if !text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_') {
            return Err(InvalidTemplateName::Characters);
        }
        if Self::MAX < text.len() {
            return Err(InvalidTemplateName::TooLong);
        }
        Ok(Self(text.to_owned()))
    }

    /// What a person probably meant: `Order Update!` becomes `order_update`.
    pub fn suggestion(text: &str) -> String {
        let mut name = String::new();
        for c in text.trim().chars() {
            match c.to_ascii_lowercase() {
                c @ ('a'..='z' | '0'..='9') => name.push(c),
                _ if !name.is_empty() && !name.ends_with('_') => name.push('_'),
                _ => {}
            }
        }
        name.truncate(Self::MAX);
        name.trim_end_matches('_').to_owned()
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for TemplateName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_small_letters_digits_and_lines() {
        assert_eq!(TemplateName::parse("order_update_2").unwrap().as_str(), "order_update_2");
        assert_eq!(TemplateName::parse(""), Err(InvalidTemplateName::Empty));
        assert_eq!(TemplateName::parse("Order"), Err(InvalidTemplateName::Characters));
        assert_eq!(TemplateName::parse("größe"), Err(InvalidTemplateName::Characters));
        assert_eq!(TemplateName::parse(&"a".repeat(513)), Err(InvalidTemplateName::TooLong));
        assert!(TemplateName::parse(&"a".repeat(512)).is_ok());
    }

    #[test]
    fn a_suggestion_is_a_name_or_nothing() {
        assert_eq!(TemplateName::suggestion("  Order Update!  "), "order_update");
        assert_eq!(TemplateName::suggestion("日本"), "");
    }
}
