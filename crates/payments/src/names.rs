//! What things are called, by the hub and by the provider.

use serde::{Deserialize, Serialize};

/// Why a text is no name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a name at a payment provider has 1 to 255 letters, digits, `-` or `_`, the hub's own at most 200")]
pub struct InvalidName;

macro_rules! name {
    ($($(#[$meta:meta])* $Name:ident, $longest:literal;)+) => {$(
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $Name(String);

        impl $Name {
            /// Reads a name that was kept or came from outside.
            ///
            /// # Errors
            /// [`InvalidName`]: a name stands in addresses and headers as it is.
            pub fn parse(text: &str) -> Result<Self, InvalidName> {
                let fits = (1..=$longest).contains(&text.len())
                    && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
                if fits { Ok(Self(text.to_owned())) } else { Err(InvalidName) }
            }

            /// The name as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $Name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl TryFrom<String> for $Name {
            type Error = InvalidName;

            fn try_from(text: String) -> Result<Self, InvalidName> {
                Self::parse(&text)
            }
        }

        impl From<$Name> for String {
            fn from(name: $Name) -> String {
                name.0
            }
        }
    )+};
}

name! {
    /// The hub's name of one request, kept before the request is sent: whatever is sent under it happens once. Another
    /// request under the same key is refused.
    RequestKey, 200;
    /// The provider's name of a checkout.
    CheckoutId, 255;
    /// The provider's name of a payment, which refunds go against.
    PaymentRef, 255;
    /// The provider's name of a refund.
    RefundId, 255;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_fit_into_addresses_and_headers() {
        assert_eq!(CheckoutId::parse("cs_test_a1-B2").unwrap().as_str(), "cs_test_a1-B2");
        for bad in ["", "a/b", "a b", "a?b", "ä", "a\r\nb", &"x".repeat(256)] {
            assert_eq!(CheckoutId::parse(bad), Err(InvalidName), "{bad}");
        }
        assert_eq!(RequestKey::parse(&"x".repeat(201)), Err(InvalidName));
        assert!(serde_json::from_str::<RefundId>(r#""../x""#).is_err());
    }
}
