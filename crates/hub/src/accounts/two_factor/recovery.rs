//! Recovery codes.

use crate::Random;
use crate::accounts::token;
use crate::accounts::two_factor::RECOVERY_CODES;

/// Without `i`, `l`, `o` and `u`, which are read as others (D. Crockford, "Base 32").
const LETTERS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// Codes of 80 random bits, and their hashes.
pub(super) fn fresh(random: &Random) -> (Vec<String>, Vec<[u8; 32]>) {
    let codes: Vec<String> = (0..RECOVERY_CODES)
        .map(|_| {
            let letters = random.bytes::<16>().map(|byte| char::from(LETTERS[usize::from(byte % 32)]));
            letters.chunks(4).map(String::from_iter).collect::<Vec<_>>().join("-")
        })
        .collect();
    let hashes = codes.iter().filter_map(|code| hash(code)).collect();
    (codes, hashes)
}

/// The hash of a recovery code as people type it; `None` for what cannot be one.
pub(super) fn hash(code: &str) -> Option<[u8; 32]> {
    let letters: String = code
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '-')
        .map(|c| match c.to_ascii_lowercase() {
            'o' => '0',
            'i' | 'l' => '1',
            other => other,
        })
        .collect();
    let fits = letters.len() == 16 && letters.bytes().all(|byte| LETTERS.contains(&byte));
    fits.then(|| token::hash(letters.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recovery_codes_are_recognised_as_people_type_them() {
        let (codes, hashes) = fresh(&Random::seeded(5));
        assert_eq!((codes.len(), hashes.len()), (RECOVERY_CODES, RECOVERY_CODES));
        let typed = codes[0].to_uppercase().replace('-', " ").replace('0', "O");
        assert_eq!(hash(&typed), Some(hashes[0]));
        assert_ne!(hashes[0], hashes[1]);
        for bad in ["", "123456", "abcd-abcd-abcd-abcu", "abcd-abcd-abcd-abcdd"] {
            assert_eq!(hash(bad), None, "{bad}");
        }
    }
}
