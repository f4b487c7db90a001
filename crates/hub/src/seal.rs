//! Encryption at rest for what must be read again: Graph tokens, one-time-password secrets.

use ring::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use std::sync::Arc;

use crate::Random;

/// Seals and opens with one key (AES-256-GCM, a random nonce in front of each text).
#[derive(Clone)]
pub struct Sealer {
    key: Arc<LessSafeKey>,
}

/// Why something cannot be opened or a key cannot be used.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum SealError {
    /// Not 64 hexadecimal digits.
    #[error("an encryption key is 64 hexadecimal digits; `openssl rand -hex 32` makes one")]
    Key,
    /// Another key sealed it, or it was changed.
    #[error("what is stored was sealed with another encryption key")]
    Open,
    /// Sealing failed.
    #[error("sealing failed")]
    Seal,
}

impl Sealer {
    /// From 64 hexadecimal digits.
    ///
    /// # Errors
    /// Anything else.
    pub fn from_hex(key: &str) -> Result<Self, SealError> {
        let key = key.trim();
        if key.len() != 64 || !key.is_ascii() {
            return Err(SealError::Key);
        }
        let bytes: Vec<u8> = (0..64)
            .step_by(2)
            .map(|at| u8::from_str_radix(&key[at..at + 2], 16))
            .collect::<Result<_, _>>()
            .map_err(|_| SealError::Key)?;
        let key = UnboundKey::new(&AES_256_GCM, &bytes).map_err(|_| SealError::Key)?;
        Ok(Self { key: Arc::new(LessSafeKey::new(key)) })
    }

    /// Seals `text` for one `purpose`; only the same purpose opens it.
    ///
    /// # Errors
    /// The cipher refuses, which it does only for texts of many gigabytes.
    pub fn seal(&self, random: &Random, purpose: &str, text: &[u8]) -> Result<Vec<u8>, SealError> {
        let nonce: [u8; NONCE_LEN] = random.bytes();
        let mut sealed = text.to_vec();
        self.key
            .seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::from(purpose.as_bytes()), &mut sealed)
            .map_err(|_| SealError::Seal)?;
        Ok([nonce.as_slice(), &sealed].concat())
    }

    /// Opens what [`Sealer::seal`] made for the same purpose.
    ///
    /// # Errors
    /// It was sealed with another key or for another purpose, or it was changed.
    pub fn open(&self, purpose: &str, sealed: &[u8]) -> Result<Vec<u8>, SealError> {
        let (nonce, text) = sealed.split_at_checked(NONCE_LEN).ok_or(SealError::Open)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| SealError::Open)?;
        let mut text = text.to_vec();
        let opened =
            self.key.open_in_place(nonce, Aad::from(purpose.as_bytes()), &mut text).map_err(|_| SealError::Open)?;
        Ok(opened.to_vec())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_opens_with_the_same_key_and_purpose_only() {
        let random = Random::seeded(1);
        let sealer = Sealer::from_hex(&"ab".repeat(32)).unwrap();
        let sealed = sealer.seal(&random, "token", b"EAAG").unwrap();
        assert_eq!(sealer.open("token", &sealed).unwrap(), b"EAAG");
        assert_eq!(sealer.open("other", &sealed), Err(SealError::Open));
        assert_eq!(Sealer::from_hex(&"cd".repeat(32)).unwrap().open("token", &sealed), Err(SealError::Open));
        assert_eq!(sealer.open("token", b"short"), Err(SealError::Open));
    }

    #[test]
    fn keys_are_64_hexadecimal_digits() {
        for bad in ["", "ab", &"zz".repeat(32), &"é".repeat(32)] {
            assert_eq!(Sealer::from_hex(bad).err(), Some(SealError::Key));
        }
    }
}
