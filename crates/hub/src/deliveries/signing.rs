//! Signatures by which a receiver knows that a body comes from the hub.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use domain::Timestamp;
use ring::hmac;

use crate::Random;
use crate::accounts::token::hex;

/// What a secret begins with (Standard Webhooks, "Secrets").
const PREFIX: &str = "whsec_";

/// A secret that signs: `whsec_` and 32 random bytes in base64.
#[derive(Clone, PartialEq, Eq)]
pub struct SigningSecret(String);

impl SigningSecret {
    /// A new one.
    pub(crate) fn fresh(random: &Random) -> Self {
        Self(format!("{PREFIX}{}", BASE64_STANDARD.encode(random.bytes::<32>())))
    }

    /// One that was kept.
    pub(crate) fn kept(text: String) -> Self {
        Self(text)
    }

    /// The text, for its owner.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// Hexadecimal HMAC-SHA256 of the body under the whole text of the secret: `x-360dialog-signature`.
    pub(crate) fn of_body(&self, body: &[u8]) -> String {
        let key = hmac::Key::new(hmac::HMAC_SHA256, self.0.as_bytes());
        hex(hmac::sign(&key, body).as_ref())
    }

    /// `v1,` and the base64 HMAC-SHA256 of id, time and body under the bytes of the secret (Standard Webhooks, "Signature
    /// scheme").
    fn of_message(&self, id: &str, at: Timestamp, body: &[u8]) -> String {
        let bytes = BASE64_STANDARD.decode(self.0.strip_prefix(PREFIX).unwrap_or_default()).unwrap_or_default();
        let mut message = hmac::Context::with_key(&hmac::Key::new(hmac::HMAC_SHA256, &bytes));
        message.update(format!("{id}.{}.", at.seconds()).as_bytes());
        message.update(body);
        format!("v1,{}", BASE64_STANDARD.encode(message.sign()))
    }
}

impl std::fmt::Debug for SigningSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SigningSecret(…)")
    }
}

/// The secrets of a receiver.
#[derive(Clone, Debug)]
pub(crate) struct Signing {
    /// The present one.
    pub secret: SigningSecret,
    /// The one before it, while it is still valid.
    pub old: Option<SigningSecret>,
}

impl Signing {
    /// `webhook-signature`: one signature for each secret.
    pub(crate) fn of_message(&self, id: &str, at: Timestamp, body: &[u8]) -> String {
        let secrets = std::iter::once(&self.secret).chain(&self.old);
        secrets.map(|secret| secret.of_message(id, at, body)).collect::<Vec<_>>().join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_of_standard_webhooks_is_signed_as_there() {
        let secret = SigningSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw".to_owned());
        let signature = secret.of_message(
            "msg_p5jXN8AQM9LWM0D4loKWxJek",
            Timestamp::from_seconds(1_614_265_330),
            br#"{"test": 2432232314}"#,
        );
        assert_eq!(signature, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    #[test]
    fn a_body_is_signed_in_bare_hexadecimal_digits() {
        // RFC 4231, test case 2.
        let secret = SigningSecret("Jefe".to_owned());
        assert_eq!(
            secret.of_body(b"what do ya want for nothing?"),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        );
    }

    #[test]
    fn a_new_secret_is_as_long_as_it_should_be_and_does_not_show_itself() {
        let secret = SigningSecret::fresh(&Random::seeded(1));
        let bytes = BASE64_STANDARD.decode(secret.reveal().strip_prefix("whsec_").unwrap()).unwrap();
        assert_eq!(bytes.len(), 32);
        assert!(!format!("{secret:?}").contains(&secret.reveal()[6..]));
    }
}
