//! Random tokens: the holder has the text, the database the hash.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use ring::{digest, hmac};
use store::sessions::TokenHash;

use crate::Random;

/// Length of a token's text: 32 bytes in base64url without padding.
const LENGTH: usize = 43;

/// The secret of a session, for the cookie. It is never written to a log.
#[derive(Clone, PartialEq, Eq)]
pub struct SessionToken(String);

impl SessionToken {
    /// The text for the cookie: letters, digits, `-` and `_`.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for SessionToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SessionToken")
    }
}

/// A new token of 256 random bits: its text and its hash. Guessing it is out of the question, so the hash
/// needs neither salt nor stretching.
pub(crate) fn fresh(random: &Random) -> (String, TokenHash) {
    let text = BASE64_URL_SAFE_NO_PAD.encode(random.bytes::<32>());
    let hash = hash(text.as_bytes());
    (text, hash)
}

/// As [`fresh`], for a session.
pub(crate) fn fresh_session(random: &Random) -> (SessionToken, TokenHash) {
    let (text, hash) = fresh(random);
    (SessionToken(text), hash)
}

/// The hash of a token that came from outside; `None` for what cannot be one.
pub(crate) fn hash_of(text: &str) -> Option<TokenHash> {
    let fits = text.len() == LENGTH && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
    fits.then(|| hash(text.as_bytes()))
}

/// SHA-256.
pub(crate) fn hash(bytes: &[u8]) -> TokenHash {
    let mut hash = [0; 32];
    hash.copy_from_slice(digest::digest(&digest::SHA256, bytes).as_ref());
    hash
}

/// Whether two hashes are the same, in a time that does not tell where they differ.
pub(crate) fn same(expected: &TokenHash, given: &TokenHash) -> bool {
    let key = hmac::Key::new(hmac::HMAC_SHA256, expected);
    let tag = hmac::sign(&key, expected);
    hmac::verify(&key, given, tag.as_ref()).is_ok()
}

/// Hexadecimal digits of bytes.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_hash_of_a_well_formed_token_is_looked_up() {
        let (text, hash) = fresh(&Random::seeded(3));
        assert_eq!(hash_of(&text), Some(hash));
        for bad in ["", "short", &text[1..], &format!("{text}x"), &format!("{}=", &text[1..])] {
            assert_eq!(hash_of(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_session_token_does_not_show_itself() {
        let (token, _) = fresh_session(&Random::seeded(3));
        assert!(!format!("{token:?}").contains(token.as_str()));
    }
}
