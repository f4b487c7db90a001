//! JSON as Meta's servers write it, signatures, and ids derived instead of drawn.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use ring::{digest, hmac};
use serde_json::Value;
use std::fmt::Write as _;

/// JSON in Meta's bytes: every character beyond ASCII as `\uXXXX` with lower-case digits (surrogate
/// pairs above the basic plane), every slash as `\/`.
///
/// Meta signs "an escaped unicode version of the payload" (Webhooks, Validating payloads), so a
/// receiver that parses and prints again before it hashes gets another signature.
pub(crate) fn meta_json(value: &Value) -> String {
    let plain = value.to_string();
    let mut escaped = String::with_capacity(plain.len() + plain.len() / 4);
    for character in plain.chars() {
        match character {
            '/' => escaped.push_str("\\/"),
            _ if character.is_ascii() => escaped.push(character),
            _ => {
                for unit in character.encode_utf16(&mut [0; 2]) {
                    // Writing to a String cannot fail.
                    let _ = write!(escaped, "\\u{unit:04x}");
                }
            }
        }
    }
    escaped
}

/// The value of `X-Hub-Signature-256`: `sha256=` and the HMAC-SHA256 of the raw body under the
/// app's secret, in hex (Webhooks, Validating payloads).
pub(crate) fn signature(app_secret: &str, body: &[u8]) -> String {
    format!("sha256={}", hmac_hex(app_secret, body))
}

/// HMAC-SHA256 in hex: also what Graph calls `appsecret_proof` when the message is a token.
pub(crate) fn hmac_hex(secret: &str, message: &[u8]) -> String {
    let key = hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes());
    hex(hmac::sign(&key, message).as_ref())
}

/// SHA-256 in hex.
pub(crate) fn sha256_hex(bytes: &[u8]) -> String {
    hex(digest::digest(&digest::SHA256, bytes).as_ref())
}

/// A made-up access token for one purpose; the same purpose gives the same token.
pub(crate) fn access_token(purpose: &str) -> String {
    let digest = digest::digest(&digest::SHA256, format!("token {purpose}").as_bytes());
    let twice = digest::digest(&digest::SHA512, digest.as_ref());
    let text: String = STANDARD_NO_PAD.encode(twice.as_ref()).chars().filter(char::is_ascii_alphanumeric).collect();
    format!("EAAS{text}")
}

/// Sixteen bytes of hex in the shape of a template namespace, for one WABA.
pub(crate) fn namespace(waba_id: &str) -> String {
    let digest = digest::digest(&digest::SHA256, format!("namespace {waba_id}").as_bytes());
    let digits = hex(&digest.as_ref()[..16]);
    format!("{}_{}_{}_{}_{}", &digits[..8], &digits[8..12], &digits[12..16], &digits[16..20], &digits[20..32])
}

/// Letters and digits that look like one of Meta's signatures; the same purpose gives the same.
pub(crate) fn opaque(purpose: &str, length: usize) -> String {
    let digest = digest::digest(&digest::SHA512, purpose.as_bytes());
    let text = URL_SAFE_NO_PAD.encode(digest.as_ref());
    format!("AR{}", text.get(..length).unwrap_or(&text))
}

/// The trace id of the nth answer.
pub(crate) fn trace_id(number: u64) -> String {
    let digest = digest::digest(&digest::SHA256, format!("trace {number}").as_bytes());
    format!("A{}", URL_SAFE_NO_PAD.encode(&digest.as_ref()[..16]))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn text_beyond_ascii_is_escaped_as_meta_does() {
        let json = meta_json(&json!({ "name": "äöå 茶 😀", "link": "https://a/b" }));
        assert!(json.contains(r"\u00e4\u00f6\u00e5 \u8336 \ud83d\ude00"));
        assert!(json.contains(r"https:\/\/a\/b"));
        let back: Value = serde_json::from_str(&json).unwrap();
        assert_eq!(back["name"], "äöå 茶 😀");
        assert_eq!(back["link"], "https://a/b");
    }

    #[test]
    fn the_signature_is_that_of_rfc_4231() {
        assert_eq!(
            signature("Jefe", b"what do ya want for nothing?"),
            "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        );
    }

    #[test]
    fn derived_values_are_stable_and_distinct() {
        assert_eq!(access_token("a"), access_token("a"));
        assert_ne!(access_token("a"), access_token("b"));
        assert!(access_token("a").len() > 60);
        assert_ne!(trace_id(1), trace_id(2));
        assert_eq!(namespace("1").len(), 36);
    }
}
