//! The signature of a webhook (Meta, Webhooks, "Validating payloads").

use ring::hmac;
use secrecy::{ExposeSecret, SecretString};

/// Why a body is not Meta's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SignatureError {
    /// The header is not there.
    #[error("the request has no X-Hub-Signature-256 header")]
    Missing,
    /// The header is not `sha256=` and 64 hexadecimal digits.
    #[error("the X-Hub-Signature-256 header is not `sha256=` and 64 hexadecimal digits")]
    Malformed,
    /// The body was not signed with this app's secret.
    #[error("the signature does not fit the body: it was made with another app secret, or the body was changed")]
    Mismatch,
}

/// Checks `X-Hub-Signature-256`: `sha256=` and the HMAC-SHA256 of the body under the app's secret, in hex.
/// Meta signs the bytes it sends (non-ASCII escaped), so `raw_body` must be what arrived, unparsed. Takes the same
/// time whatever is wrong with a well-formed signature.
///
/// # Errors
/// [`SignatureError`]; an empty secret never fits.
pub fn verify(app_secret: &SecretString, raw_body: &[u8], header: Option<&str>) -> Result<(), SignatureError> {
    let header = header.ok_or(SignatureError::Missing)?;
    let digits = header.strip_prefix("sha256=").ok_or(SignatureError::Malformed)?;
    let signature = decode_hex(digits).ok_or(SignatureError::Malformed)?;
    let secret = app_secret.expose_secret();
    if secret.is_empty() {
        return Err(SignatureError::Mismatch);
    }
    let key = hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes());
    hmac::verify(&key, raw_body, &signature).map_err(|_| SignatureError::Mismatch)
}

fn decode_hex(digits: &str) -> Option<[u8; 32]> {
    if digits.len() != 64 {
        return None;
    }
    let mut bytes = [0; 32];
    for (byte, pair) in bytes.iter_mut().zip(digits.as_bytes().chunks_exact(2)) {
        let [high, low] = pair else { return None };
        *byte = nibble(*high)? << 4 | nibble(*low)?;
    }
    Some(bytes)
}

const fn nibble(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        b'A'..=b'F' => Some(digit - b'A' + 10),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY: &[u8] = b"what do ya want for nothing?";
    /// RFC 4231, test case 2.
    const SIGNATURE: &str = "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";

    fn secret(text: &str) -> SecretString {
        SecretString::from(text)
    }

    #[test]
    fn the_example_of_the_rfc_is_accepted() {
        assert_eq!(verify(&secret("Jefe"), BODY, Some(SIGNATURE)), Ok(()));
        assert_eq!(verify(&secret("Jefe"), BODY, Some(&SIGNATURE.to_uppercase().replace("SHA256", "sha256"))), Ok(()));
    }

    #[test]
    fn another_body_or_secret_is_refused() {
        let other = [BODY, b" "].concat();
        assert_eq!(verify(&secret("Jefe"), &other, Some(SIGNATURE)), Err(SignatureError::Mismatch));
        assert_eq!(verify(&secret("jefe"), BODY, Some(SIGNATURE)), Err(SignatureError::Mismatch));
        assert_eq!(verify(&secret(""), BODY, Some(SIGNATURE)), Err(SignatureError::Mismatch));
    }

    #[test]
    fn every_single_wrong_digit_is_refused() {
        for place in "sha256=".len()..SIGNATURE.len() {
            let mut wrong = SIGNATURE.to_owned();
            let digit = if wrong.as_bytes()[place] == b'0' { "1" } else { "0" };
            wrong.replace_range(place..=place, digit);
            assert_eq!(verify(&secret("Jefe"), BODY, Some(&wrong)), Err(SignatureError::Mismatch), "{place}");
        }
    }

    #[test]
    fn other_headers_are_malformed() {
        let hex = &SIGNATURE["sha256=".len()..];
        assert_eq!(verify(&secret("Jefe"), BODY, None), Err(SignatureError::Missing));
        for header in [
            "".to_owned(),
            hex.to_owned(),
            format!("sha1={hex}"),
            format!("SHA256={hex}"),
            format!("sha256= {hex}"),
            format!("sha256={hex} "),
            format!("sha256={}", &hex[1..]),
            format!("sha256={hex}0"),
            format!("sha256=+{}", &hex[1..]),
            format!("sha256=g{}", &hex[1..]),
            format!("sha256=ä{}", &hex[2..]),
        ] {
            assert_eq!(verify(&secret("Jefe"), BODY, Some(&header)), Err(SignatureError::Malformed), "{header}");
        }
    }
}
