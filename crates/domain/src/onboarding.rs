//! Integrated onboarding: what a partner's page sends along when it starts one, and what it gets back.

use serde::{Deserialize, Serialize};

/// The longest value of a start parameter, in bytes. An address bar holds not much more of all of them together.
const LONGEST: usize = 2_048;

/// What a partner's page sends along when it starts an onboarding. Parameters that the hub does not know are passed over.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Start {
    /// The number that is meant, digits only: `4930901820`.
    pub number: Option<String>,
    /// Fills the sign-up form.
    pub email: Option<String>,
    /// Fills the sign-up form.
    pub name: Option<String>,
    /// Handed back unchanged.
    pub state: Option<String>,
    /// Where the client is to be sent at the end.
    pub redirect_url: Option<String>,
    /// The partner's own note about the client.
    pub partner_payload: Option<String>,
    /// Whether signing up or signing in is offered first.
    pub entry: Entry,
    /// The client that is meant, by its id.
    pub client: Option<String>,
    /// A number that the partner has verified at Meta already, by Meta's id.
    pub preverified: Option<String>,
    /// The channels whose permission is asked for, by their ids; none means all.
    pub channels: Vec<String>,
    /// The partner's signature of the link.
    pub signature: Option<Signature>,
}

/// What is offered first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Entry {
    /// A new account.
    #[default]
    SignUp,
    /// An account that is there already (`next=login`).
    SignIn,
}

/// A partner's signature of a link, as it came.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature {
    /// HMAC-SHA512, hex or base64.
    pub value: String,
    /// Seconds since the epoch, as they were signed.
    pub timestamp: String,
}

/// Why a start cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidStart {
    /// A value is too long.
    #[error("The parameter `{0}` is longer than {LONGEST} characters. Shorten it.")]
    TooLong(String),
    /// Half of a signature.
    #[error("A signed link has both `io_signature` and `io_timestamp`; one of them is missing.")]
    HalfSigned,
}

impl Start {
    /// Reads the parameters of an address. Empty ones count as missing, and of several of one name the first is taken.
    ///
    /// # Errors
    /// A value that is too long, half of a signature.
    pub fn read<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Self, InvalidStart> {
        let mut start = Self::default();
        let (mut signature, mut timestamp) = (None, None);
        for (name, value) in pairs {
            if LONGEST < value.len() {
                return Err(InvalidStart::TooLong(name.chars().take(40).collect()));
            }
            if value.is_empty() {
                continue;
            }
            match name {
                // It arrives unencoded, so that its plus may be a space.
                "number" => keep(&mut start.number, &digits(value)),
                "email" => keep(&mut start.email, value.trim()),
                "name" => keep(&mut start.name, value.trim()),
                "state" => keep(&mut start.state, value),
                "redirect_url" => keep(&mut start.redirect_url, value.trim()),
                // No database keeps a zero in a text.
                "partner" => keep(&mut start.partner_payload, &value.replace('\0', "")),
                "next" if value == "login" => start.entry = Entry::SignIn,
                "client_id" => keep(&mut start.client, value.trim()),
                "preverified_phone_number_id" => keep(&mut start.preverified, value.trim()),
                "channels" if start.channels.is_empty() => start.channels = list(value),
                "io_signature" => keep(&mut signature, value.trim()),
                "io_timestamp" => keep(&mut timestamp, value.trim()),
                _ => {}
            }
        }
        start.signature = match (signature, timestamp) {
            (None, None) => None,
            (Some(value), Some(timestamp)) => Some(Signature { value, timestamp }),
            _ => return Err(InvalidStart::HalfSigned),
        };
        Ok(start)
    }
}

fn keep(place: &mut Option<String>, value: &str) {
    if place.is_none() && !value.is_empty() {
        *place = Some(value.to_owned());
    }
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// `[a,b]` or `a,b`.
fn list(text: &str) -> Vec<String> {
    let inner = text.trim().trim_start_matches('[').trim_end_matches(']');
    inner.split(',').map(str::trim).filter(|item| !item.is_empty()).map(str::to_owned).collect()
}

/// `[a,b]`: no spaces and no quotes, as partners' parsers expect it.
pub fn bracketed<'a>(ids: impl IntoIterator<Item = &'a str>) -> String {
    let ids: Vec<&str> = ids.into_iter().collect();
    format!("[{}]", ids.join(","))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_start_is_read_as_the_button_writes_it() {
        let start = Start::read([
            ("number", " 49 30 901820"),
            ("email", "ana@bakery.example"),
            ("name", "Ana"),
            ("state", "a b&c"),
            ("redirect_url", "https://crm.example/connect"),
            ("partner", "crm\0-17"),
            ("next", "login"),
            ("connect_client_user", "true"),
            ("client_id", "abcCL"),
            ("preverified_phone_number_id", "106540352242922"),
            ("plan_selection", "regular"),
            ("hosting_type", ""),
        ])
        .unwrap();
        assert_eq!(start.number.as_deref(), Some("4930901820"));
        assert_eq!(start.state.as_deref(), Some("a b&c"));
        assert_eq!(start.entry, Entry::SignIn);
        assert_eq!(start.client.as_deref(), Some("abcCL"));
        assert_eq!(start.partner_payload.as_deref(), Some("crm-17"));
        assert_eq!(start.preverified.as_deref(), Some("106540352242922"));
        assert_eq!(start.signature, None);
    }

    #[test]
    fn the_first_of_a_name_counts_and_empty_ones_are_missing() {
        let start = Start::read([("state", ""), ("state", "1"), ("state", "2"), ("number", "+")]).unwrap();
        assert_eq!((start.state.as_deref(), start.number), (Some("1"), None));
    }

    #[test]
    fn what_cannot_be_taken_is_named() {
        let long = "x".repeat(LONGEST + 1);
        let refused = Start::read([("state", long.as_str())]).unwrap_err();
        assert_eq!(refused, InvalidStart::TooLong("state".to_owned()));
        assert_eq!(Start::read([("io_signature", "ab")]), Err(InvalidStart::HalfSigned));
        assert_eq!(Start::read([("io_timestamp", "1")]), Err(InvalidStart::HalfSigned));
    }

    #[test]
    fn lists_of_channels_stand_in_brackets_without_spaces_and_quotes() {
        assert_eq!(bracketed(["aCH", "bCH"]), "[aCH,bCH]");
        assert_eq!(bracketed([]), "[]");
        for text in ["[aCH,bCH]", "aCH, bCH", "aCH,,bCH,"] {
            assert_eq!(Start::read([("channels", text)]).unwrap().channels, ["aCH", "bCH"], "{text}");
        }
    }
}
