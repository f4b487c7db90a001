//! Request headers that somebody wants beside a webhook, most often to authenticate the hub. Their values are secrets.

/// Why headers are refused.
#[derive(Clone, Debug, thiserror::Error, PartialEq, Eq)]
pub enum InvalidHeader {
    /// Not a token of RFC 9110, 5.6.2, or longer than [`HeaderName::MAX`].
    #[error("A header's name has 1 to 100 letters, digits or hyphens, such as Authorization.")]
    Name,
    /// A header that the hub or the connection sets itself.
    #[error("The header {0} cannot be chosen: it is set with each request.")]
    Reserved(String),
    /// A line break or anything but visible characters of ASCII and spaces, or longer than [`HeaderValue::MAX`].
    #[error("The value of the header {0} is one line of at most 4096 plain characters.")]
    Value(String),
    /// The same name twice.
    #[error("The header {0} is there twice.")]
    Twice(String),
    /// More than [`Headers::MAX`].
    #[error("At most 20 headers can be set.")]
    TooMany,
}

/// The name of a header, in lower case: names differ in nothing else.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct HeaderName(String);

/// What belongs to one connection (RFC 9110, 7.6.1), what frames or routes the request, and how the hub signs it.
const RESERVED: &[&str] = &[
    "connection",
    "content-encoding",
    "content-length",
    "expect",
    "host",
    "keep-alive",
    "proxy-authenticate",
    "proxy-authorization",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "webhook-id",
    "webhook-signature",
    "webhook-timestamp",
    "x-360dialog-signature",
    "x-hub-signature-256",
];

impl HeaderName {
    /// The longest name.
    pub const MAX: usize = 100;

    /// Reads a name.
    ///
    /// # Errors
    /// It is no name, or not one to choose.
    pub fn parse(text: &str) -> Result<Self, InvalidHeader> {
        let name = text.trim().to_ascii_lowercase();
        let fits = (1..=Self::MAX).contains(&name.len())
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte));
        if !fits {
            return Err(InvalidHeader::Name);
        }
        if RESERVED.contains(&name.as_str()) {
            return Err(InvalidHeader::Reserved(name));
        }
        Ok(Self(name))
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The value of a header; it does not show itself.
#[derive(Clone, PartialEq, Eq)]
pub struct HeaderValue(String);

impl HeaderValue {
    /// The longest value.
    pub const MAX: usize = 4_096;

    fn parse(name: &HeaderName, text: &str) -> Result<Self, InvalidHeader> {
        let text = text.trim();
        let fits = text.len() <= Self::MAX && text.bytes().all(|byte| byte == b' ' || byte.is_ascii_graphic());
        if fits { Ok(Self(text.to_owned())) } else { Err(InvalidHeader::Value(name.0.clone())) }
    }

    /// The value, for the request and for whoever has set it.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for HeaderValue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("HeaderValue(…)")
    }
}

/// The headers of one address, in the order in which they were given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Headers(Vec<(HeaderName, HeaderValue)>);

impl Headers {
    /// The most headers.
    pub const MAX: usize = 20;

    /// Reads names and values.
    ///
    /// # Errors
    /// What to change.
    pub fn parse<N: AsRef<str>, V: AsRef<str>>(given: impl IntoIterator<Item = (N, V)>) -> Result<Self, InvalidHeader> {
        let mut headers: Vec<(HeaderName, HeaderValue)> = Vec::new();
        for (name, value) in given {
            let name = HeaderName::parse(name.as_ref())?;
            if headers.iter().any(|(there, _)| *there == name) {
                return Err(InvalidHeader::Twice(name.0));
            }
            if headers.len() == Self::MAX {
                return Err(InvalidHeader::TooMany);
            }
            let value = HeaderValue::parse(&name, value.as_ref())?;
            headers.push((name, value));
        }
        Ok(Self(headers))
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Names and values.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.reveal()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_read_trimmed_and_their_names_lower_cased() {
        let headers = Headers::parse([("Authorization", " Bearer a b "), ("X-Empty", "")]).unwrap();
        assert_eq!(headers.iter().collect::<Vec<_>>(), [("authorization", "Bearer a b"), ("x-empty", "")]);
        assert!(Headers::parse([("", ""); 0]).unwrap().is_empty());
    }

    #[test]
    fn what_would_break_the_request_is_refused() {
        for (name, value, why) in [
            ("", "a", InvalidHeader::Name),
            ("a b", "a", InvalidHeader::Name),
            ("a:", "a", InvalidHeader::Name),
            ("é", "a", InvalidHeader::Name),
            ("a\r\nb", "a", InvalidHeader::Name),
            ("Host", "a", InvalidHeader::Reserved("host".to_owned())),
            ("Content-Length", "1", InvalidHeader::Reserved("content-length".to_owned())),
            ("transfer-encoding", "chunked", InvalidHeader::Reserved("transfer-encoding".to_owned())),
            ("x-a", "a\r\nHost: b", InvalidHeader::Value("x-a".to_owned())),
            ("x-a", "é", InvalidHeader::Value("x-a".to_owned())),
        ] {
            assert_eq!(Headers::parse([(name, value)]), Err(why), "{name}");
        }
        let long = "a".repeat(HeaderName::MAX + 1);
        assert_eq!(Headers::parse([(long.as_str(), "")]), Err(InvalidHeader::Name));
        let long = "a".repeat(HeaderValue::MAX + 1);
        assert_eq!(Headers::parse([("x-a", long.as_str())]), Err(InvalidHeader::Value("x-a".to_owned())));
        assert_eq!(Headers::parse([("A", "1"), ("a", "2")]), Err(InvalidHeader::Twice("a".to_owned())));
        let many = (0..=Headers::MAX).map(|n| (format!("x-{n}"), ""));
        assert_eq!(Headers::parse(many), Err(InvalidHeader::TooMany));
    }

    #[test]
    fn values_do_not_show_themselves() {
        let headers = Headers::parse([("authorization", "secret")]).unwrap();
        assert!(!format!("{headers:?}").contains("secret"));
    }
}
