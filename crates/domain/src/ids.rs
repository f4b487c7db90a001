//! Names of things. Public ids are short base62 with a two-letter suffix (`…PA`, `…CL`, `…CH`, `…WA`);
//! older ids came without the suffix, so it is written but never checked. Keys are row numbers that
//! never leave the server.

use serde::{Deserialize, Serialize};

/// Why a text is not an id.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("an id has 1 to 64 letters, digits, `-` or `_`")]
pub struct InvalidId;

const BASE62: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// Writes 16 random bytes as `digits` base62 digits (59 bits for ten of them).
pub fn base62(entropy: [u8; 16], digits: usize) -> String {
    let mut rest = u128::from_be_bytes(entropy);
    (0..digits)
        .map(|_| {
            let digit = BASE62[(rest % 62) as usize];
            rest /= 62;
            char::from(digit)
        })
        .collect()
}

macro_rules! public_id {
    ($($(#[$meta:meta])* $Name:ident, $suffix:literal;)+) => {$(
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $Name(String);

        impl $Name {
            /// A new id from 16 random bytes.
            pub fn from_entropy(entropy: [u8; 16]) -> Self {
                Self(base62(entropy, 10) + $suffix)
            }

            /// Reads an id that came from outside; the suffix is not looked at.
            pub fn parse(text: &str) -> Result<Self, InvalidId> {
                let fits = (1..=64).contains(&text.len())
                    && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
                if fits { Ok(Self(text.to_owned())) } else { Err(InvalidId) }
            }

            /// The id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $Name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl From<$Name> for String {
            fn from(id: $Name) -> String {
                id.0
            }
        }
    )+};
}

public_id! {
    /// A partner: the company that manages numbers for others.
    PartnerId, "PA";
    /// A client: the business that owns the numbers.
    ClientId, "CL";
    /// A channel: one phone number.
    ChannelId, "CH";
    /// A WhatsApp Business Account as the hub names it; Meta's own number is its external id.
    WabaId, "WA";
    /// A person.
    UserId, "US";
    /// A signed-in browser, as its owner sees it in the list of sessions.
    SessionId, "SE";
    /// A payment into a balance.
    PaymentId, "PY";
    /// A refund.
    RefundId, "RF";
    /// An invitation by link.
    InvitationId, "IN";
    /// An event of the outbox.
    EventId, "EV";
    /// A message template in one language; Meta's own number is its meta id.
    TemplateId, "TM";
    /// A template that is being written.
    DraftId, "DR";
    /// One way of a client through the onboarding. Whoever knows it may go on with the sign-up on it.
    OnboardingId, "OB";
    /// A webhook of a partner.
    WebhookId, "WH";
}

macro_rules! key {
    ($($(#[$meta:meta])* $Name:ident;)+) => {$(
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $Name(pub i64);
    )+};
}

key! {
    /// Row number of a partner.
    PartnerKey;
    /// Row number of a client.
    ClientKey;
    /// Row number of a channel; larger means connected later.
    ChannelKey;
    /// Row number of a WABA.
    WabaKey;
    /// Row number of a user.
    UserKey;
    /// Row number of a template in one language.
    TemplateKey;
    /// Row number of an API key of a channel.
    ApiKeyKey;
    /// Row number of a partner's webhook.
    WebhookKey;
    /// Row number of a further destination of a channel's webhooks.
    DestinationKey;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn new_ids_carry_their_suffix() {
        let id = ChannelId::from_entropy([7; 16]);
        assert_eq!(id.as_str().len(), 12);
        assert!(id.as_str().ends_with("CH"));
        assert_eq!(ChannelId::parse(id.as_str()), Ok(id));
    }

    #[test]
    fn ids_without_a_suffix_are_read() {
        assert!(ClientId::parse("oldstyle1").is_ok());
        for bad in ["", "a b", "a/b", "a'--", &"x".repeat(65)] {
            assert_eq!(ClientId::parse(bad), Err(InvalidId), "{bad}");
        }
    }
}
