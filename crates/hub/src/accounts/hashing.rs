//! Passwords become hashes: Argon2id with 19 MiB, two passes, one lane (OWASP Password Storage Cheat Sheet).

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use tokio::sync::Semaphore;

use crate::{HubError, Random};

const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// Each hash takes 19 MiB and a core, so no more than two are made at once; others wait for their turn.
static AT_ONCE: Semaphore = Semaphore::const_new(2);

/// Stands in for the hash of an account that does not exist or has no password, so that both take the same
/// work. No password is known for it, and none is taken.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5IGlzIHRoZXJlLg$bm8gcGFzc3dvcmQgaXMga25vd24gZm9yIHRoaXMhISE";

/// What a person typed is cut here before it is hashed; new passwords are bounded far below.
const LONGEST: usize = 1024;

/// The hash of a new password, in PHC string format.
pub(crate) async fn hash(random: &Random, password: &str) -> Result<String, HubError> {
    let salt: [u8; 16] = random.bytes();
    let password = password.to_owned();
    on_a_worker(move || {
        let hash: PasswordHash = argon2()?
            .hash_password_with_salt(cut(&password), &salt)
            .map_err(|error| HubError::internal(error.to_string()))?;
        Ok(hash.to_string())
    })
    .await
}

/// Whether the password belongs to the hash. Without a hash the same work is done, and the answer is no.
pub(crate) async fn verify(password: &str, hash: Option<&str>) -> Result<bool, HubError> {
    let password = password.to_owned();
    let known = hash.is_some();
    let hash = hash.unwrap_or(NOBODY).to_owned();
    on_a_worker(move || {
        let hash = PasswordHash::new(&hash).map_err(|error| HubError::internal(error.to_string()))?;
        let right = argon2()?.verify_password(cut(&password), &hash).is_ok();
        Ok(right && known)
    })
    .await
}

fn argon2() -> Result<Argon2<'static>, HubError> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None).map_err(|error| HubError::internal(error.to_string()))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

fn cut(password: &str) -> &[u8] {
    let bytes = password.as_bytes();
    &bytes[..bytes.len().min(LONGEST)]
}

async fn on_a_worker<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, HubError> + Send + 'static,
) -> Result<T, HubError> {
    let _turn = AT_ONCE.acquire().await.map_err(HubError::internal)?;
    tokio::task::spawn_blocking(work).await.map_err(HubError::internal)?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_is_recognised_by_its_hash() {
        let hash = hash(&Random::seeded(1), "correct horse battery").await.unwrap();
        assert!(verify("correct horse battery", Some(&hash)).await.unwrap());
        assert!(!verify("correct horse battery ", Some(&hash)).await.unwrap());
        assert!(!verify("", Some(&hash)).await.unwrap());
    }

    #[tokio::test]
    async fn nobody_costs_as_much_as_somebody() {
        let hash = hash(&Random::seeded(1), "correct horse battery").await.unwrap();
        let (somebody, nobody) = (PasswordHash::new(&hash).unwrap(), PasswordHash::new(NOBODY).unwrap());
        assert_eq!(somebody.algorithm, nobody.algorithm);
        assert_eq!(somebody.version, nobody.version);
        assert_eq!(somebody.params, nobody.params);
        assert_eq!(somebody.salt.unwrap().len(), nobody.salt.unwrap().len());
        assert_eq!(somebody.hash.unwrap().len(), nobody.hash.unwrap().len());
        assert!(!verify("", None).await.unwrap());
    }
}
