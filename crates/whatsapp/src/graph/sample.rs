//! Fetching the sample of a template from the address that Graph gives. The address ends after some time.

use bytes::Bytes;
use futures::{Stream, stream};
use reqwest::header::{CONTENT_RANGE, CONTENT_TYPE, RANGE};
use reqwest::{Response, StatusCode};
use url::{Host, Url};

use super::Graph;

/// Why a sample cannot be fetched.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SampleError {
    /// Nothing that may be fetched.
    #[error("The address of the sample is not one of Meta's.")]
    Address,
    /// The address has ended.
    #[error("Meta no longer keeps this sample at its address. Load the template again, or upload the file anew.")]
    Gone,
    /// The server answers something else.
    #[error("The sample cannot be fetched: the server answers HTTP {0}.")]
    Status(u16),
    /// The part that was asked for lies beyond its end.
    #[error("The sample has no such part.")]
    Part,
    /// More bytes than were asked for.
    #[error("The sample has more than {largest} bytes.")]
    TooLarge {
        /// The most bytes.
        largest: u64,
    },
    /// No connection, or it broke.
    #[error("The sample cannot be fetched: {0}.")]
    Network(String),
}

/// A sample whose bytes are on their way.
pub struct SampleFile {
    response: Response,
    left: u64,
    largest: u64,
}

/// One part of a file, as the header `Range` names it: `bytes=0-1023`, `bytes=1024-` or `bytes=-1024`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ByteRange(String);

impl ByteRange {
    /// Reads a single range; several at once are nothing that a sample is asked for.
    pub fn parse(text: &str) -> Option<Self> {
        let (start, end) = text.strip_prefix("bytes=")?.split_once('-')?;
        let is_number = |text: &str| text.len() <= 19 && text.bytes().all(|byte| byte.is_ascii_digit());
        let names_one = !(start.is_empty() && end.is_empty());
        (names_one && is_number(start) && is_number(end)).then(|| Self(text.to_owned()))
    }

    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}

impl Graph {
    /// Fetches the file that an address leads to, without any token. Redirects are not followed; a host of this
    /// machine or of a private network is asked only where the Graph API itself is.
    ///
    /// # Errors
    /// [`SampleError`]; `Gone` when the address has ended.
    pub async fn fetch_sample(&self, address: &str, largest: u64) -> Result<SampleFile, SampleError> {
        self.fetch_sample_part(address, largest, None).await
    }

    /// As [`Graph::fetch_sample`], but asks for a part of the file alone. A server may answer the whole file all the
    /// same; [`SampleFile::part`] tells.
    ///
    /// # Errors
    /// [`SampleError`]; `Part` when there is no such part.
    pub async fn fetch_sample_part(
        &self,
        address: &str,
        largest: u64,
        range: Option<&ByteRange>,
    ) -> Result<SampleFile, SampleError> {
        let url = Url::parse(address).map_err(|_| SampleError::Address)?;
        let is_web = matches!(url.scheme(), "https" | "http") && url.username().is_empty() && url.password().is_none();
        if !is_web || !self.may_ask(&url) {
            return Err(SampleError::Address);
        }
        let mut request = self.inner.http.get(url).timeout(self.allowance(largest));
        if let Some(ByteRange(range)) = range {
            request = request.header(RANGE, range);
        }
        let response = request.send().await.map_err(|error| SampleError::Network(told(&error)))?;
        match response.status() {
            status if status.is_success() => {}
            StatusCode::NOT_FOUND | StatusCode::GONE | StatusCode::FORBIDDEN => return Err(SampleError::Gone),
            StatusCode::RANGE_NOT_SATISFIABLE => return Err(SampleError::Part),
            status => return Err(SampleError::Status(status.as_u16())),
        }
        if response.content_length().is_some_and(|length| largest < length) {
            return Err(SampleError::TooLarge { largest });
        }
        Ok(SampleFile { response, left: largest, largest })
    }

    fn may_ask(&self, url: &Url) -> bool {
        let graph = &self.inner.config.base_url;
        !is_private(url) || (url.host() == graph.host() && url.port_or_known_default() == graph.port_or_known_default())
    }
}

impl SampleFile {
    /// What the server says it is: `image/jpeg`.
    pub fn media_type(&self) -> Option<&str> {
        self.response.headers().get(CONTENT_TYPE)?.to_str().ok()
    }

    /// Which part of the file it is, as the header `Content-Range` says it; `None` for the whole.
    pub fn part(&self) -> Option<&str> {
        let is_part = self.response.status() == StatusCode::PARTIAL_CONTENT;
        self.response.headers().get(CONTENT_RANGE).filter(|_| is_part)?.to_str().ok()
    }

    /// How many bytes are on their way, where the server says so.
    pub fn length(&self) -> Option<u64> {
        self.response.content_length()
    }

    /// The next bytes; `None` after the last.
    ///
    /// # Errors
    /// [`SampleError`], when the connection breaks or the file grows too large.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, SampleError> {
        let chunk = self.response.chunk().await.map_err(|error| SampleError::Network(told(&error)))?;
        if let Some(chunk) = &chunk {
            let length = chunk.len() as u64;
            self.left = self.left.checked_sub(length).ok_or(SampleError::TooLarge { largest: self.largest })?;
        }
        Ok(chunk)
    }

    /// Its bytes as they come.
    pub fn into_stream(self) -> impl Stream<Item = Result<Bytes, SampleError>> + Send + 'static {
        stream::unfold(Some(self), |file| async {
            let mut file = file?;
            match file.chunk().await {
                Ok(chunk) => chunk.map(|chunk| (Ok(chunk), Some(file))),
                Err(error) => Some((Err(error), None)),
            }
        })
    }
}

/// Whether a host is on this machine, in a private network, or named as such.
fn is_private(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => {
            let name = name.trim_end_matches('.');
            !name.contains('.') || [".localhost", ".local", ".internal"].iter().any(|end| name.ends_with(end))
        }
        Some(Host::Ipv4(address)) => is_private_v4(address),
        Some(Host::Ipv6(address)) => match address.to_ipv4() {
            Some(address) => is_private_v4(address),
            None => {
                let first = address.segments()[0];
                address.is_multicast() || (first & 0xfe00) == 0xfc00 || (first & 0xffc0) == 0xfe80
            }
        },
        None => true,
    }
}

fn is_private_v4(address: std::net::Ipv4Addr) -> bool {
    let [first, second, ..] = address.octets();
    first == 0
        || first == 127
        || 224 <= first
        || address.is_private()
        || address.is_link_local()
        || (first == 100 && (64..128).contains(&second))
}

/// Without the address, whose query is as good as a key.
fn told(error: &reqwest::Error) -> String {
    let mut cause: &dyn std::error::Error = error;
    if error.is_timeout() {
        return "it did not come in time".to_owned();
    }
    while let Some(source) = cause.source() {
        cause = source;
    }
    if std::ptr::addr_eq(cause, error) { "the connection broke".to_owned() } else { cause.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_range_is_read() {
        for good in ["bytes=0-", "bytes=0-1023", "bytes=-500"] {
            assert_eq!(ByteRange::parse(good), Some(ByteRange(good.to_owned())));
        }
        for wrong in
            ["", "bytes=", "bytes=-", "items=0-1", "bytes=0-1,4-5", "bytes=a-b", "bytes=0 -1", "bytes=0-1\r\nx: y"]
        {
            assert_eq!(ByteRange::parse(wrong), None, "{wrong:?}");
        }
    }

    #[test]
    fn private_hosts_are_known() {
        for (address, expected) in [
            ("https://scontent.whatsapp.net/x", false),
            ("https://8.8.8.8/", false),
            ("https://[2a03:2880::1]/", false),
            ("http://localhost/", true),
            ("http://localhost./", true),
            ("http://db/", true),
            ("http://x.internal/", true),
            ("http://127.0.0.1/", true),
            ("http://2130706433/", true),
            ("http://0x7f.1/", true),
            ("http://10.1.2.3/", true),
            ("http://100.64.0.1/", true),
            ("http://169.254.169.254/", true),
            ("http://192.168.1.1/", true),
            ("http://[::1]/", true),
            ("http://[::ffff:10.0.0.1]/", true),
            ("http://[fd00::1]/", true),
            ("http://[fe80::1]/", true),
        ] {
            assert_eq!(is_private(&Url::parse(address).unwrap()), expected, "{address}");
        }
    }
}
