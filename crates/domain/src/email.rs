//! E-mail addresses and passwords as people type them.

use serde::{Deserialize, Serialize};

/// Why an address is refused.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("Enter an e-mail address such as name@example.com.")]
pub struct InvalidEmail;

/// An e-mail address, lower-cased: the hub treats two spellings of one mailbox as one person.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Email(String);

impl Email {
    /// Reads an address: one `@`, a dotted domain, at most 254 characters (RFC 5321, 4.5.3.1.3), no spaces or controls.
    pub fn parse(text: &str) -> Result<Self, InvalidEmail> {
        let text = text.trim().to_lowercase();
        let (local, host) = text.rsplit_once('@').ok_or(InvalidEmail)?;
        let local_fits = (1..=64).contains(&local.len())
            && !local.contains(|c: char| c.is_whitespace() || c.is_control() || "@<>()[],;:\\\"".contains(c))
            && !local.starts_with('.')
            && !local.ends_with('.')
            && !local.contains("..");
        let host_fits = host.contains('.')
            && host.split('.').all(|label| {
                (1..=63).contains(&label.len())
                    && !label.starts_with('-')
                    && !label.ends_with('-')
                    && label.chars().all(|c| c.is_alphanumeric() || c == '-')
            });
        if local_fits && host_fits && text.len() <= 254 { Ok(Self(text)) } else { Err(InvalidEmail) }
    }

    /// The address as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for Email {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// Why a new password is refused.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum InvalidPassword {
    /// Fewer than [`PASSWORD_MIN`] characters.
    #[error("A password has at least 12 characters.")]
    TooShort,
    /// More than [`PASSWORD_MAX`] bytes: hashing is costly, so length is bounded.
    #[error("A password has at most 200 characters.")]
    TooLong,
    /// The same as the e-mail address, or one of the most common ones.
    #[error("Choose a password that is harder to guess.")]
    Guessable,
}

/// Fewest characters of a new password (NIST SP 800-63B, 3.1.1.2 asks for at least eight; the hub guards money).
pub const PASSWORD_MIN: usize = 12;
/// Most characters of a password.
pub const PASSWORD_MAX: usize = 200;

/// Checks a new password. Composition rules are left out on purpose (NIST SP 800-63B, 3.1.1.2).
pub fn check_new_password(password: &str, email: &Email) -> Result<(), InvalidPassword> {
    let length = password.chars().count();
    if length < PASSWORD_MIN {
        return Err(InvalidPassword::TooShort);
    }
    if PASSWORD_MAX < length {
        return Err(InvalidPassword::TooLong);
    }
    let lower = password.to_lowercase();
    let local = email.as_str().split('@').next().unwrap_or_default();
    let first = lower.chars().next();
    let repeated = lower.chars().all(|c| Some(c) == first);
    let common = ["123456789012", "1234567890123", "passwordpassword", "qwertyuiop12", "password1234", "qwerty123456"];
    if repeated
        || lower == email.as_str()
        || lower.trim_matches(|c: char| c.is_ascii_digit()) == local
        || common.contains(&lower.as_str())
    {
        return Err(InvalidPassword::Guessable);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_and_lower_cased() {
        assert_eq!(Email::parse(" Anna@Example.COM ").unwrap().as_str(), "anna@example.com");
        assert!(Email::parse("a+b@sub.example.co.uk").is_ok());
        assert!(Email::parse("kontakt@münchen.example").is_ok());
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for bad in
            ["", "a", "a@", "@b.c", "a@b", "a b@c.de", "a@b..c", "a@-b.de", "a@b.de\nBcc: x@y.z", "a,b@c.de", ".a@b.de"]
        {
            assert_eq!(Email::parse(bad), Err(InvalidEmail), "{bad:?}");
        }
    }

    #[test]
    fn passwords_are_long_and_not_guessable() {
        let email = Email::parse("anna.schmidt@example.com").unwrap();
        assert_eq!(check_new_password("short", &email), Err(InvalidPassword::TooShort));
        assert_eq!(check_new_password(&"x1".repeat(101), &email), Err(InvalidPassword::TooLong));
        assert_eq!(check_new_password("aaaaaaaaaaaaaa", &email), Err(InvalidPassword::Guessable));
        assert_eq!(check_new_password("anna.schmidt1234", &email), Err(InvalidPassword::Guessable));
        assert_eq!(check_new_password("correct horse battery", &email), Ok(()));
    }
}
