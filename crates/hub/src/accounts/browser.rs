//! The browser that somebody sits at, and the mark by which it is known to have signed in before.

use std::net::IpAddr;

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use domain::Timestamp;
use domain::ids::UserKey;

use crate::accounts::token::hex;
use crate::{Hub, HubError};

/// Days for which a browser is remembered.
pub const MARK_DAYS: i64 = 180;

const PURPOSE: &str = "known browser";

/// What a request says about its browser.
#[derive(Clone, Debug, Default)]
pub struct Browser {
    /// Its network address.
    pub address: String,
    /// What it calls itself: the `User-Agent` header.
    pub agent: String,
    /// The session cookie that it holds already, signed in or not. That session ends at sign-in.
    pub session: Option<String>,
    /// The cookie of [`BrowserMark`] that it holds already.
    pub mark: Option<String>,
}

impl Browser {
    /// The part of the address that one subscriber has: all of it for IPv4, the first 64 bits for IPv6.
    pub(crate) fn network(&self) -> String {
        match self.address.parse::<IpAddr>().map(|address| address.to_canonical()) {
            Ok(IpAddr::V4(address)) => address.to_string(),
            Ok(IpAddr::V6(address)) => {
                let [a, b, c, d, ..] = address.segments();
                format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
            }
            Err(_) => "unknown".to_owned(),
        }
    }

    /// The address, bounded for storage.
    pub(crate) fn stored_address(&self) -> String {
        self.address.chars().take(64).collect()
    }

    /// What it calls itself, bounded for storage.
    pub(crate) fn stored_agent(&self) -> String {
        self.agent.chars().filter(|c| !c.is_control()).take(300).collect()
    }

    /// The mark's own number, if the browser signed in as this person within [`MARK_DAYS`].
    pub(crate) fn known_as(&self, hub: &Hub, user: UserKey) -> Option<String> {
        let sealed = BASE64_URL_SAFE_NO_PAD.decode(self.mark.as_deref()?).ok()?;
        let opened = hub.sealer.open(PURPOSE, &sealed).ok()?;
        let (owner, rest) = opened.split_first_chunk::<8>()?;
        let (made, number) = rest.split_first_chunk::<8>()?;
        let made = Timestamp(i64::from_be_bytes(*made));
        let fits = i64::from_be_bytes(*owner) == user.0 && hub.clock.now() < made.plus_seconds(MARK_DAYS * 86_400);
        fits.then(|| hex(number))
    }
}

/// For a cookie of its own that lasts [`MARK_DAYS`] and survives signing out: with it, strangers who guess at
/// the account elsewhere cannot keep its owner out (OWASP, "device cookies"). It opens nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BrowserMark(String);

impl BrowserMark {
    /// The text for the cookie: letters, digits, `-` and `_`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub(crate) fn new(hub: &Hub, user: UserKey) -> Result<Self, HubError> {
        let number: [u8; 16] = hub.random.bytes();
        let text = [&user.0.to_be_bytes()[..], &hub.clock.now().millis().to_be_bytes(), &number].concat();
        let sealed = hub.sealer.seal(&hub.random, PURPOSE, &text).map_err(HubError::internal)?;
        Ok(Self(BASE64_URL_SAFE_NO_PAD.encode(sealed)))
    }
}

/// What a person calls a browser, from what it calls itself: `Firefox on Windows`.
pub fn device(agent: &str) -> String {
    let first =
        |names: &[(&str, &'static str)]| names.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, name)| *name);
    let browser = first(&[
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("SamsungBrowser/", "Samsung Internet"),
        ("Firefox/", "Firefox"),
        ("FxiOS/", "Firefox"),
        ("CriOS/", "Chrome"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ]);
    let system = first(&[
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS X", "macOS"),
        ("CrOS", "ChromeOS"),
        ("Linux", "Linux"),
    ]);
    match (browser, system) {
        (Some(browser), Some(system)) => format!("{browser} on {system}"),
        (Some(browser), None) => browser.to_owned(),
        (None, Some(system)) => format!("A browser on {system}"),
        (None, None) => "Another program".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(address: &str) -> String {
        Browser { address: address.to_owned(), ..Browser::default() }.network()
    }

    #[test]
    fn one_subscriber_is_one_network() {
        assert_eq!(at("192.0.2.7"), "192.0.2.7");
        assert_eq!(at("::ffff:192.0.2.7"), "192.0.2.7");
        assert_eq!(at("2001:db8:1:2:3:4:5:6"), at("2001:db8:1:2:ffff::1"));
        assert_ne!(at("2001:db8:1:2::1"), at("2001:db8:1:3::1"));
        assert_eq!(at("somewhere"), "unknown");
    }

    #[test]
    fn browsers_are_named_as_people_name_them() {
        let edge = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36 Edg/126.0";
        assert_eq!(device(edge), "Edge on Windows");
        assert_eq!(
            device("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"),
            "Firefox on Linux"
        );
        assert_eq!(device("curl/8.0"), "Another program");
    }
}
