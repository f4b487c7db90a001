//! Where the hub posts webhooks to: an address and the headers that go with it, as their owners give them.

mod headers;
mod lines;

pub use headers::{HeaderName, HeaderValue, Headers, InvalidHeader};
pub use lines::{HIDDEN, InvalidLines};

use serde::{Deserialize, Serialize};
use std::net::Ipv4Addr;

/// Why an address is refused.
#[derive(Clone, Copy, Debug, thiserror::Error, PartialEq, Eq)]
pub enum InvalidAddress {
    /// Neither `https://` nor, on this machine, `http://`.
    #[error("Enter an address that begins with https://. Plain http:// is taken for localhost only.")]
    Scheme,
    /// No host, a host that is none, or a port that is none.
    #[error("Enter a whole address such as https://example.com/webhook.")]
    Host,
    /// A user name or password in front of the host.
    #[error("Leave user name and password out of the address: send them as an Authorization header.")]
    Credentials,
    /// Spaces, control characters, backslashes, or characters that have to be percent-encoded.
    #[error("Write the address without spaces, and other than plain characters percent-encoded.")]
    Characters,
    /// Something after `#`, which is never sent.
    #[error("Leave out the part after #: it is never sent.")]
    Fragment,
    /// More than [`WebhookAddress::MAX`] characters.
    #[error("An address has at most 2048 characters.")]
    TooLong,
}

/// An address that takes webhooks: `https`, or `http` on this machine, so that payloads cross no network in the clear.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct WebhookAddress(String);

impl WebhookAddress {
    /// The longest address, in characters.
    pub const MAX: usize = 2_048;

    /// Reads an address; scheme and host become lower case.
    ///
    /// # Errors
    /// What to change.
    pub fn parse(text: &str) -> Result<Self, InvalidAddress> {
        let text = text.trim();
        if Self::MAX < text.len() {
            return Err(InvalidAddress::TooLong);
        }
        if !text.bytes().all(|byte| byte.is_ascii_graphic() && !b"\\\"<>^`{|}".contains(&byte)) {
            return Err(InvalidAddress::Characters);
        }
        let (scheme, rest) = text.split_once("://").ok_or(InvalidAddress::Scheme)?;
        let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        let (authority, path) = rest.split_at(end);
        if authority.contains('@') {
            return Err(InvalidAddress::Credentials);
        }
        if path.contains('#') {
            return Err(InvalidAddress::Fragment);
        }
        let authority = authority.to_ascii_lowercase();
        let host = host_of(&authority).ok_or(InvalidAddress::Host)?;
        let scheme = scheme.to_ascii_lowercase();
        if scheme != "https" && !(scheme == "http" && is_loopback(host)) {
            return Err(InvalidAddress::Scheme);
        }
        let slash = if path.starts_with('/') { "" } else { "/" };
        Ok(Self(format!("{scheme}://{authority}{slash}{path}")))
    }

    /// The address as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Host and port, for lists and logs: what comes after them may hold secrets.
    pub fn place(&self) -> &str {
        let rest = self.0.split_once("://").map_or("", |(_, rest)| rest);
        rest.split('/').next().unwrap_or_default()
    }
}

impl std::fmt::Display for WebhookAddress {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for WebhookAddress {
    type Error = InvalidAddress;

    fn try_from(text: String) -> Result<Self, InvalidAddress> {
        Self::parse(&text)
    }
}

impl From<WebhookAddress> for String {
    fn from(address: WebhookAddress) -> String {
        address.0
    }
}

/// The host of a lower-case authority, where both host and port are such.
fn host_of(authority: &str) -> Option<&str> {
    let (host, port) = match authority.strip_prefix('[') {
        Some(rest) => {
            let (inside, after) = rest.split_once(']')?;
            inside.parse::<std::net::Ipv6Addr>().ok()?;
            (&authority[..inside.len() + 2], after.strip_prefix(':'))
        }
        None => match authority.split_once(':') {
            Some((host, port)) => (host, Some(port)),
            None => (authority, None),
        },
    };
    let port_length = port.map_or(0, |port| port.len() + 1);
    let port_fits = port
        .is_none_or(|port| port.bytes().all(|b| b.is_ascii_digit()) && port.parse::<u16>().is_ok_and(|port| port != 0));
    let is_whole = host.len() + port_length == authority.len();
    (is_whole && port_fits && (host.starts_with('[') || is_name(host))).then_some(host)
}

/// A host name, or an IPv4 address in its usual form. Names whose last label is a number are neither: the many other
/// ways of writing an IPv4 address (`127.1`, `0x7f.1`) would be read as one later.
fn is_name(host: &str) -> bool {
    let last = host.strip_suffix('.').unwrap_or(host).rsplit('.').next().unwrap_or_default();
    let ends_in_number = last.starts_with(|c: char| c.is_ascii_digit())
        && (last.bytes().all(|b| b.is_ascii_digit()) || last.starts_with("0x"));
    if ends_in_number {
        return host.parse::<Ipv4Addr>().is_ok();
    }
    host.len() <= 253
        && host.strip_suffix('.').unwrap_or(host).split('.').all(|label| {
            (1..=63).contains(&label.len())
                && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
                && !label.starts_with('-')
                && !label.ends_with('-')
        })
}

fn is_loopback(host: &str) -> bool {
    host == "localhost" || host == "[::1]" || host.parse::<Ipv4Addr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_and_their_host_lower_cased() {
        for (text, read) in [
            ("https://example.com", "https://example.com/"),
            (" HTTPS://Hooks.Example.COM/In?Key=A ", "https://hooks.example.com/In?Key=A"),
            ("https://example.com?a=b", "https://example.com/?a=b"),
            ("https://example.com:8443/a%20b", "https://example.com:8443/a%20b"),
            ("https://your_webhook.example.com/", "https://your_webhook.example.com/"),
            ("https://xn--mnchen-3ya.example/", "https://xn--mnchen-3ya.example/"),
            ("https://192.0.2.1/", "https://192.0.2.1/"),
            ("https://[2001:DB8::1]:9/", "https://[2001:db8::1]:9/"),
            ("http://localhost:3000/in", "http://localhost:3000/in"),
            ("http://127.0.0.1/", "http://127.0.0.1/"),
            ("http://[::1]:80/", "http://[::1]:80/"),
        ] {
            let address = WebhookAddress::parse(text).unwrap();
            assert_eq!(address.as_str(), read, "{text}");
            assert_eq!(WebhookAddress::parse(address.as_str()), Ok(address.clone()), "{text}");
            assert!(read.contains(&format!("://{}/", address.place())), "{text}");
        }
    }

    #[test]
    fn what_takes_no_webhooks_is_refused_with_what_to_change() {
        use InvalidAddress::{Characters, Credentials, Fragment, Host, Scheme, TooLong};
        for (text, why) in [
            ("", Scheme),
            ("example.com/webhook", Scheme),
            ("http://example.com/", Scheme),
            ("http://localhost.example.com/", Scheme),
            ("http://10.0.0.1/", Scheme),
            ("ftp://example.com/", Scheme),
            ("https:///in", Host),
            ("https://?a", Host),
            ("https://a..b/", Host),
            ("https://-a.example/", Host),
            ("https://example.com:/", Host),
            ("https://example.com:0/", Host),
            ("https://example.com:70000/", Host),
            ("https://example.com:80:80/", Host),
            ("https://[::1/", Host),
            ("https://[::1]x/", Host),
            ("https://[example]/", Host),
            ("http://127.1/", Host),
            ("http://0x7f.1/", Host),
            ("https://2130706433/", Host),
            ("https://a@example.com/", Credentials),
            ("https://a:b@example.com/", Credentials),
            ("https://example.com/#top", Fragment),
            ("https://exa mple.com/", Characters),
            ("https://example.com/\r\nHost: other", Characters),
            ("https://example.com\\@other.example/", Characters),
            ("https://münchen.example/", Characters),
        ] {
            assert_eq!(WebhookAddress::parse(text), Err(why), "{text}");
        }
        let long = format!("https://example.com/{}", "a".repeat(WebhookAddress::MAX));
        assert_eq!(WebhookAddress::parse(&long), Err(TooLong));
    }

    #[test]
    fn an_address_from_json_is_checked() {
        assert!(serde_json::from_str::<WebhookAddress>("\"https://example.com\"").is_ok());
        assert!(serde_json::from_str::<WebhookAddress>("\"http://example.com\"").is_err());
    }
}
