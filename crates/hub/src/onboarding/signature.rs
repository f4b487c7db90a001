//! The partner's signature of an onboarding link (`io_signature`, `io_timestamp`): HMAC-SHA512 over
//! `{partner}|{seconds}`, in hex or base64, good once and for five minutes either way.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD};
use domain::Timestamp;
use domain::ids::PartnerId;
use domain::onboarding::Signature;
use ring::hmac;
use store::{Tx, onboardings};

use crate::HubError;
use crate::accounts::token;

/// How far the partner's clock may be off, in seconds.
const SKEW: i64 = 300;

/// Checks a signature with the partner's secret.
///
/// # Errors
/// [`HubError::Conflict`] with what is wrong.
pub(super) fn check(
    signature: &Signature,
    partner: &PartnerId,
    secret: Option<&[u8]>,
    now: Timestamp,
) -> Result<(), HubError> {
    let seconds: i64 = signature.timestamp.parse().map_err(|_| {
        HubError::Conflict(
            "The link's `io_timestamp` is no number of seconds. Ask whoever sent the link for a new one.".to_owned(),
        )
    })?;
    if SKEW < now.millis().div_euclid(1_000).saturating_sub(seconds).saturating_abs() {
        return Err(HubError::Conflict(
            "The link is signed for another time and has ended. Ask whoever sent it for a new one.".to_owned(),
        ));
    }
    let secret = secret.ok_or_else(|| {
        HubError::Conflict(
            "The link is signed, but there is no secret for signed links. Ask whoever sent it: an owner makes the secret \
             on the Integration page."
                .to_owned(),
        )
    })?;
    let message = format!("{partner}|{}", signature.timestamp);
    let key = hmac::Key::new(hmac::HMAC_SHA512, secret);
    if readings(&signature.value).iter().any(|given| hmac::verify(&key, message.as_bytes(), given).is_ok()) {
        Ok(())
    } else {
        Err(HubError::Conflict("The link's signature is not right. Ask whoever sent it for a new one.".to_owned()))
    }
}

/// Uses a signature up.
///
/// # Errors
/// [`HubError::Conflict`] when it was used before.
pub(super) async fn consume(
    tx: &mut Tx,
    signature: &Signature,
    partner: &PartnerId,
    now: Timestamp,
) -> Result<(), HubError> {
    // What was signed, not how it was written: hex and base64 are the same signature.
    let digest = token::hash(format!("{partner}|{}", signature.timestamp).as_bytes());
    if onboardings::use_signature(tx, &digest, now.plus_seconds(2 * SKEW)).await? {
        return Ok(());
    }
    Err(HubError::Conflict("This link was used before. Ask whoever sent it for a new one.".to_owned()))
}

/// The bytes that a text can mean.
fn readings(text: &str) -> Vec<Vec<u8>> {
    let mut found = Vec::new();
    found.extend(from_hex(text));
    for engine in [&STANDARD, &STANDARD_NO_PAD, &URL_SAFE, &URL_SAFE_NO_PAD] {
        // In an address a plus arrives as a space.
        found.extend(engine.decode(text.replace(' ', "+")).ok());
    }
    found
}

fn from_hex(text: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<u8>> =
        text.chars().map(|digit| digit.to_digit(16).and_then(|value| u8::try_from(value).ok())).collect();
    let digits = digits.filter(|digits| digits.len() % 2 == 0)?;
    Some(digits.chunks_exact(2).map(|pair| pair.iter().fold(0, |byte, digit| byte << 4 | digit)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp(1_790_000_000_000);

    fn sign(secret: &[u8], text: &str) -> Vec<u8> {
        hmac::sign(&hmac::Key::new(hmac::HMAC_SHA512, secret), text.as_bytes()).as_ref().to_vec()
    }

    fn checked(value: String, timestamp: &str) -> Result<(), String> {
        let partner = PartnerId::parse("abcPA").unwrap();
        let signature = Signature { value, timestamp: timestamp.to_owned() };
        check(&signature, &partner, Some(b"secret"), NOW).map_err(|error| error.to_string())
    }

    #[test]
    fn hex_and_every_base64_are_taken() {
        let signature = sign(b"secret", "abcPA|1790000000");
        let hex: String = signature.iter().map(|byte| format!("{byte:02x}")).collect();
        for value in [
            hex.to_uppercase(),
            hex,
            STANDARD.encode(&signature),
            STANDARD.encode(&signature).replace('+', " "),
            STANDARD_NO_PAD.encode(&signature),
            URL_SAFE.encode(&signature),
            URL_SAFE_NO_PAD.encode(&signature),
        ] {
            assert_eq!(checked(value.clone(), "1790000000"), Ok(()), "{value}");
        }
    }

    #[test]
    fn five_minutes_of_skew_are_taken_and_no_more() {
        for (seconds, is_good) in [(-301, false), (-300, true), (300, true), (301, false)] {
            let timestamp = (1_790_000_000_i64 + seconds).to_string();
            let value = STANDARD.encode(sign(b"secret", &format!("abcPA|{timestamp}")));
            assert_eq!(checked(value, &timestamp).is_ok(), is_good, "{seconds}");
        }
        assert!(checked(String::new(), "soon").unwrap_err().contains("io_timestamp"));
    }

    #[test]
    fn another_partner_secret_or_text_is_refused() {
        for value in [
            STANDARD.encode(sign(b"foreign secret", "abcPA|1790000000")),
            STANDARD.encode(sign(b"secret", "abdPA|1790000000")),
            STANDARD.encode(sign(b"secret", "abcPA|1790000001")),
            "zz".to_owned(),
            String::new(),
        ] {
            assert!(checked(value.clone(), "1790000000").unwrap_err().contains("signature"), "{value}");
        }
    }
}
