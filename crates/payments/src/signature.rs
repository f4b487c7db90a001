//! The signature of a notice (Stripe, "Verify webhook signatures manually"): `t=` and the seconds of sending, `v1=` and the
//! HMAC-SHA256 of those seconds, a dot and the body, in hexadecimal digits.

use domain::Timestamp;
use ring::hmac;
use secrecy::{ExposeSecret, SecretString};

use crate::notice::NoticeError;

/// How far the time of sending may be from now, in seconds.
const TOLERANCE: u64 = 300;

/// Checks a signature. Each `v1` may be the one, since there are two while a secret is replaced; other schemes are left
/// out. Takes the same time whatever is wrong with a well-formed signature; an empty secret never fits.
pub(crate) fn verify(secret: &SecretString, header: &str, body: &[u8], now: Timestamp) -> Result<(), NoticeError> {
    let mut sent = None;
    let mut signatures = Vec::new();
    for part in header.split(',') {
        match part.trim().split_once('=').ok_or(NoticeError::Malformed)? {
            ("t", seconds) => sent = Some(seconds),
            ("v1", digits) => signatures.push(decode_hex(digits).ok_or(NoticeError::Malformed)?),
            _ => {}
        }
    }
    let sent = sent.ok_or(NoticeError::Malformed)?;
    let seconds: i64 = sent.parse().map_err(|_| NoticeError::Malformed)?;
    if signatures.is_empty() {
        return Err(NoticeError::Malformed);
    }
    let key = key(secret).ok_or(NoticeError::Mismatch)?;
    let message = message(sent, body);
    if !signatures.iter().any(|signature| hmac::verify(&key, &message, signature).is_ok()) {
        return Err(NoticeError::Mismatch);
    }
    if now.seconds().abs_diff(seconds) > TOLERANCE {
        return Err(NoticeError::Old);
    }
    Ok(())
}

/// The header of a body that is sent now.
pub(crate) fn sign(secret: &SecretString, body: &[u8], now: Timestamp) -> String {
    let sent = now.seconds().to_string();
    let key = hmac::Key::new(hmac::HMAC_SHA256, secret.expose_secret().as_bytes());
    let signature = hmac::sign(&key, &message(&sent, body));
    format!("t={sent},v1={}", hex(signature.as_ref()))
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn key(secret: &SecretString) -> Option<hmac::Key> {
    let secret = secret.expose_secret();
    (!secret.is_empty()).then(|| hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes()))
}

fn message(sent: &str, body: &[u8]) -> Vec<u8> {
    [sent.as_bytes(), b".", body].concat()
}

fn decode_hex(digits: &str) -> Option<[u8; 32]> {
    if digits.len() != 64 {
        return None;
    }
    let mut bytes = [0; 32];
    for (byte, pair) in bytes.iter_mut().zip(digits.as_bytes().chunks_exact(2)) {
        let [high, low] = pair else { return None };
        let digit = |letter: u8| char::from(letter).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
        *byte = digit(*high)? << 4 | digit(*low)?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY: &[u8] = br#"{"object":"event"}"#;
    const SENT: Timestamp = Timestamp::from_seconds(1_795_000_000);

    fn secret(text: &str) -> SecretString {
        SecretString::from(text)
    }

    fn signature(secret_text: &str) -> String {
        let header = sign(&secret(secret_text), BODY, SENT);
        header.split_once("v1=").unwrap().1.to_owned()
    }

    #[test]
    fn signatures_by_table() {
        let good = signature("whsec_1");
        let wrong = signature("whsec_2");
        let t = SENT.seconds();
        let long = "a".repeat(65);
        for (header, later, expected) in [
            (format!("t={t},v1={good}"), 0, Ok(())),
            (format!("v1={good},t={t}"), 0, Ok(())),
            (format!("t={t}, v1={good}"), 0, Ok(())),
            (format!("t={t},v1={good},v0={wrong}"), 0, Ok(())),
            (format!("t={t},v1={}", good.to_uppercase()), 0, Ok(())),
            (format!("t={t},v1={wrong},v1={good}"), 0, Ok(())),
            (format!("t={t},v1={good},v1={wrong}"), 0, Ok(())),
            (format!("t={t},v1={good}"), 300, Ok(())),
            (format!("t={t},v1={good}"), 301, Err(NoticeError::Old)),
            (format!("t={t},v1={good}"), -300, Ok(())),
            (format!("t={t},v1={good}"), -301, Err(NoticeError::Old)),
            (format!("t={t},v1={wrong}"), 0, Err(NoticeError::Mismatch)),
            (format!("t={t},v1={wrong}"), 301, Err(NoticeError::Mismatch)),
            (format!("t={t},v1={wrong},v1={wrong}"), 0, Err(NoticeError::Mismatch)),
            (format!("t={},v1={good}", t + 1), 0, Err(NoticeError::Mismatch)),
            (format!("t=0{t},v1={good}"), 0, Err(NoticeError::Mismatch)),
            (format!("t={t},v0={good}"), 0, Err(NoticeError::Malformed)),
            (format!("v1={good}"), 0, Err(NoticeError::Malformed)),
            (format!("t={t}"), 0, Err(NoticeError::Malformed)),
            (format!("t=,v1={good}"), 0, Err(NoticeError::Malformed)),
            (format!("t=soon,v1={good}"), 0, Err(NoticeError::Malformed)),
            (format!("t=99999999999999999999,v1={good}"), 0, Err(NoticeError::Malformed)),
            (format!("t={t},v1={}", &good[1..]), 0, Err(NoticeError::Malformed)),
            (format!("t={t},v1={long}"), 0, Err(NoticeError::Malformed)),
            (format!("t={t},v1=g{}", &good[1..]), 0, Err(NoticeError::Malformed)),
            (format!("t={t},v1=ä{}", &good[2..]), 0, Err(NoticeError::Malformed)),
            (format!("t={t};v1={good}"), 0, Err(NoticeError::Malformed)),
            (format!("t={t},"), 0, Err(NoticeError::Malformed)),
            (String::new(), 0, Err(NoticeError::Malformed)),
            (good.clone(), 0, Err(NoticeError::Malformed)),
        ] {
            let found = verify(&secret("whsec_1"), &header, BODY, SENT.plus_seconds(later));
            assert_eq!(found, expected, "{header} {later}");
        }
    }

    #[test]
    fn another_body_or_an_empty_secret_does_not_fit() {
        let header = sign(&secret("whsec_1"), BODY, SENT);
        let other = [BODY, b" "].concat();
        assert_eq!(verify(&secret("whsec_1"), &header, &other, SENT), Err(NoticeError::Mismatch));
        let header = sign(&secret(""), BODY, SENT);
        assert_eq!(verify(&secret(""), &header, BODY, SENT), Err(NoticeError::Mismatch));
    }

    #[test]
    fn a_signature_that_another_program_made_fits() {
        let header = "t=1795000000,v1=eae14ef3c83c9adef7f004c606f81d846fd8acce948decb5ee9b3ab189bd680a";
        assert_eq!(verify(&secret("whsec_1"), header, BODY, SENT), Ok(()));
    }
}
