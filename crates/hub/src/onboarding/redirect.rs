//! Where a client is sent after its onboarding: the addresses that a partner allows, and what is added to one.

use domain::onboarding::bracketed;
use url::{Url, form_urlencoded};

/// The longest address, in bytes.
const LONGEST: usize = 2_000;

/// An address to which a client may be sent: `http` or `https`, without a user and without a fragment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RedirectAddress(Url);

/// Why a text is no such address.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidRedirect {
    /// It is no web address.
    #[error("Enter a whole web address, such as https://app.example.com/connected.")]
    NoAddress,
    /// It has a user name, a password or a fragment.
    #[error("Enter the address without a user name and without a part after #.")]
    Extra,
    /// It is too long.
    #[error("The address is longer than {LONGEST} characters.")]
    TooLong,
}

impl RedirectAddress {
    /// Reads what somebody entered or sent.
    ///
    /// # Errors
    /// It cannot be an address to send a browser to.
    pub fn parse(text: &str) -> Result<Self, InvalidRedirect> {
        if LONGEST < text.len() {
            return Err(InvalidRedirect::TooLong);
        }
        let url = Url::parse(text.trim()).map_err(|_| InvalidRedirect::NoAddress)?;
        if !matches!(url.scheme(), "http" | "https") || !url.has_host() {
            return Err(InvalidRedirect::NoAddress);
        }
        if !url.username().is_empty() || url.password().is_some() || url.fragment().is_some() {
            return Err(InvalidRedirect::Extra);
        }
        Ok(Self(url))
    }

    /// The address as text.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// The host, as people recognise it.
    pub fn host(&self) -> &str {
        self.0.host_str().unwrap_or_default()
    }

    /// Whether this address is covered by an allowed one: the same scheme, host, port and path. A query may differ,
    /// since pages keep their own state in it.
    pub fn is_covered_by(&self, allowed: &Self) -> bool {
        self.0.origin() == allowed.0.origin() && self.0.path() == allowed.0.path()
    }

    /// The address with the result: `client`, `channels=[a,b]`, `revoked=[c]` where there are some, and `state` as it
    /// came.
    pub fn with_result(&self, result: &Outcome<'_>) -> String {
        let mut parts: Vec<String> =
            self.0.query().filter(|query| !query.is_empty()).map(str::to_owned).into_iter().collect();
        parts.push(format!("client={}", result.client));
        parts.push(format!("channels={}", bracketed(result.channels.iter().copied())));
        if !result.revoked.is_empty() {
            parts.push(format!("revoked={}", bracketed(result.revoked.iter().copied())));
        }
        if let Some(state) = result.state {
            let state: String = form_urlencoded::byte_serialize(state.as_bytes()).collect();
            // Partners' parsers read a plus as a space or as itself; a space written out is read alike by all.
            parts.push(format!("state={}", state.replace('+', "%20")));
        }
        let mut url = self.0.clone();
        url.set_query(Some(&parts.join("&")));
        url.into()
    }
}

/// What a partner's page gets back.
#[derive(Clone, Debug)]
pub struct Outcome<'a> {
    /// The client's id.
    pub client: &'a str,
    /// Channels that are shared.
    pub channels: Vec<&'a str>,
    /// Channels that were shared before and are no longer.
    pub revoked: Vec<&'a str>,
    /// What the start asked to be handed back.
    pub state: Option<&'a str>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(text: &str) -> RedirectAddress {
        RedirectAddress::parse(text).unwrap()
    }

    #[test]
    fn only_web_addresses_are_taken() {
        for good in [
            "https://crm.example/connected",
            "http://app.360dialog.io",
            "http://localhost:3000/?a=b",
            " https://x.example ",
        ] {
            assert!(RedirectAddress::parse(good).is_ok(), "{good}");
        }
        for bad in
            ["", "crm.example", "/connected", "javascript:alert(1)", "data:text/html,x", "ftp://x.example", "https://"]
        {
            assert_eq!(RedirectAddress::parse(bad), Err(InvalidRedirect::NoAddress), "{bad}");
        }
        for bad in ["https://user@x.example", "https://a:b@x.example", "https://x.example/#done"] {
            assert_eq!(RedirectAddress::parse(bad), Err(InvalidRedirect::Extra), "{bad}");
        }
        let long = format!("https://x.example/{}", "a".repeat(LONGEST));
        assert_eq!(RedirectAddress::parse(&long), Err(InvalidRedirect::TooLong));
    }

    #[test]
    fn an_allowed_address_covers_its_queries_and_nothing_else() {
        let allowed = address("https://crm.example/connected");
        for (given, covered) in [
            ("https://crm.example/connected", true),
            ("https://crm.example:443/connected", true),
            ("https://CRM.example/connected?tenant=7", true),
            ("https://crm.example/connected/", false),
            ("https://crm.example/", false),
            ("http://crm.example/connected", false),
            ("https://crm.example:8443/connected", false),
            ("https://crm.example.evil.example/connected", false),
            ("https://evil.example/connected", false),
            ("https://crm.example/a/../connected", true),
        ] {
            assert_eq!(address(given).is_covered_by(&allowed), covered, "{given}");
        }
    }

    #[test]
    fn the_result_is_written_as_partners_read_it() {
        let outcome = |channels, revoked, state| Outcome { client: "cCL", channels, revoked, state };
        for (to, result, expected) in [
            (
                "https://crm.example/connected",
                outcome(vec!["aCH", "bCH"], vec![], Some("a b&c=d+e")),
                "https://crm.example/connected?client=cCL&channels=[aCH,bCH]&state=a%20b%26c%3Dd%2Be",
            ),
            (
                "http://app.360dialog.io",
                outcome(vec![], vec!["aCH"], None),
                "http://app.360dialog.io/?client=cCL&channels=[]&revoked=[aCH]",
            ),
            (
                "https://crm.example/connected?tenant=7",
                outcome(vec!["aCH"], vec![], Some("")),
                "https://crm.example/connected?tenant=7&client=cCL&channels=[aCH]&state=",
            ),
        ] {
            assert_eq!(address(to).with_result(&result), expected);
        }
    }
}
