//! The API keys of a channel: what one looks like, how long it is valid, and who may make or revoke one.

mod rule;

pub use rule::{KeyStanding, ORGANIZATION_SETTINGS, may_generate, may_revoke};

use serde::{Deserialize, Serialize};

use crate::closed_enum;
use crate::ids::base62;
use crate::time::Timestamp;

/// Letters and digits of the part that is looked up: about 71 random bits, so that two never meet.
const PREFIX: usize = 12;
/// Letters and digits of the secret part: about 238 random bits.
const SECRET: usize = 40;
/// Half of the secret part; 16 random bytes fill no more than 21 letters and digits evenly.
const HALF: usize = SECRET / 2;

/// Why a text is not an API key, or not the beginning of one.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("an API key is 12 letters or digits, an underscore, and 40 letters or digits")]
pub struct InvalidApiKey;

/// The part of a key that is no secret: it stands in lists and in the log, and a key is looked up by it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct KeyPrefix(String);

impl KeyPrefix {
    /// Reads a prefix that came from outside.
    ///
    /// # Errors
    /// It is not 12 letters or digits.
    pub fn parse(text: &str) -> Result<Self, InvalidApiKey> {
        if is_base62(text, PREFIX) { Ok(Self(text.to_owned())) } else { Err(InvalidApiKey) }
    }

    /// The prefix as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for KeyPrefix {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// An API key as its holder has it: a prefix, `_`, a secret. Letters, digits and the underscore need no quoting in
/// headers, addresses, shells and JSON. It is never written to a log or a database.
#[derive(Clone, PartialEq, Eq)]
pub struct ApiKey {
    text: String,
}

impl ApiKey {
    /// A new key from 48 random bytes.
    pub fn from_entropy([prefix, first, second]: [[u8; 16]; 3]) -> Self {
        Self { text: format!("{}_{}{}", base62(prefix, PREFIX), base62(first, HALF), base62(second, HALF)) }
    }

    /// Reads a key that came from outside.
    ///
    /// # Errors
    /// It cannot be a key of this hub.
    pub fn parse(text: &str) -> Result<Self, InvalidApiKey> {
        let (prefix, secret) = text.split_once('_').ok_or(InvalidApiKey)?;
        let fits = is_base62(prefix, PREFIX) && is_base62(secret, SECRET);
        if fits { Ok(Self { text: text.to_owned() }) } else { Err(InvalidApiKey) }
    }

    /// What it is looked up by.
    pub fn prefix(&self) -> KeyPrefix {
        KeyPrefix(self.text.chars().take(PREFIX).collect())
    }

    /// The whole key, for its holder and for its hash.
    pub fn reveal(&self) -> &str {
        &self.text
    }
}

impl std::fmt::Debug for ApiKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ApiKey({}_…)", self.prefix())
    }
}

fn is_base62(text: &str, length: usize) -> bool {
    text.len() == length && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

closed_enum! {
    /// How long older keys stay valid beside a new one, so that the systems that use them can be changed over.
    pub enum Overlap {
        None = "none" => "They end at once",
        Hour = "1h" => "They stay valid for 1 hour",
        Day = "24h" => "They stay valid for 24 hours",
        Week = "7d" => "They stay valid for 7 days",
    }
}

impl Overlap {
    /// When keys end that are replaced now.
    pub const fn end(self, now: Timestamp) -> Timestamp {
        now.plus_seconds(match self {
            Self::None => 0,
            Self::Hour => 3_600,
            Self::Day => 86_400,
            Self::Week => 7 * 86_400,
        })
    }
}

/// How long a key is valid.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Validity {
    /// When it ends because a newer one has replaced it.
    pub ends_at: Option<Timestamp>,
    /// When somebody revoked it.
    pub revoked_at: Option<Timestamp>,
}

/// How a key stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyState {
    /// It works.
    Valid,
    /// It works until then; a newer one has replaced it.
    Ending(Timestamp),
    /// It stopped working then; a newer one had replaced it.
    Replaced(Timestamp),
    /// Somebody revoked it then.
    Revoked(Timestamp),
}

impl Validity {
    /// How a key with this validity stands.
    pub fn state(self, now: Timestamp) -> KeyState {
        match (self.revoked_at, self.ends_at) {
            (Some(at), Some(end)) if end <= at => KeyState::Replaced(end),
            (Some(at), _) => KeyState::Revoked(at),
            (None, Some(end)) if end <= now => KeyState::Replaced(end),
            (None, Some(end)) => KeyState::Ending(end),
            (None, None) => KeyState::Valid,
        }
    }

    /// Whether a key with this validity works now.
    pub fn is_valid_at(self, now: Timestamp) -> bool {
        matches!(self.state(now), KeyState::Valid | KeyState::Ending(_))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key() -> ApiKey {
        ApiKey::from_entropy([[0x51; 16], [0x62; 16], [0x73; 16]])
    }

    #[test]
    fn a_key_is_read_back_and_found_by_its_prefix() {
        let key = key();
        assert_eq!(key.reveal().len(), PREFIX + 1 + SECRET);
        assert_eq!(ApiKey::parse(key.reveal()), Ok(key.clone()));
        assert!(key.reveal().starts_with(&format!("{}_", key.prefix())));
        assert_eq!(KeyPrefix::parse(key.prefix().as_str()), Ok(key.prefix()));
    }

    #[test]
    fn what_cannot_be_a_key_is_refused() {
        let good = key();
        let good = good.reveal();
        let long = format!("{good}x");
        for bad in
            ["", "_", "abc", &good[1..], &long, &good.replace('_', "-"), &good.replace('_', "é"), &" ".repeat(53)]
        {
            assert_eq!(ApiKey::parse(bad), Err(InvalidApiKey), "{bad}");
        }
        for bad in ["", "abc", "abcdefghijk-", "abcdefghijklm", "абвгде"] {
            assert_eq!(KeyPrefix::parse(bad), Err(InvalidApiKey), "{bad}");
        }
    }

    #[test]
    fn a_key_does_not_show_its_secret() {
        let shown = format!("{:?}", key());
        assert!(shown.contains(key().prefix().as_str()));
        assert!(!shown.contains(&key().reveal()[PREFIX + 1..]), "{shown}");
    }

    #[test]
    fn an_older_key_ends_with_its_overlap() {
        let now = Timestamp::from_seconds(1_000_000);
        for (overlap, seconds) in
            [(Overlap::None, 0), (Overlap::Hour, 3_600), (Overlap::Day, 86_400), (Overlap::Week, 604_800)]
        {
            let validity = Validity { ends_at: Some(overlap.end(now)), revoked_at: None };
            assert_eq!(validity.is_valid_at(now), overlap != Overlap::None);
            assert!(validity.is_valid_at(now.plus_seconds(seconds).plus_millis(-1)), "{overlap}");
            assert!(!validity.is_valid_at(now.plus_seconds(seconds)), "{overlap}");
        }
    }

    #[test]
    fn what_came_first_is_how_a_key_stands() {
        let at = Timestamp::from_seconds;
        for (ends_at, revoked_at, state) in [
            (None, None, KeyState::Valid),
            (Some(200), None, KeyState::Ending(at(200))),
            (Some(100), None, KeyState::Replaced(at(100))),
            (None, Some(90), KeyState::Revoked(at(90))),
            (Some(200), Some(90), KeyState::Revoked(at(90))),
            (Some(80), Some(90), KeyState::Replaced(at(80))),
        ] {
            let validity = Validity { ends_at: ends_at.map(at), revoked_at: revoked_at.map(at) };
            assert_eq!(validity.state(at(100)), state);
        }
    }
}
