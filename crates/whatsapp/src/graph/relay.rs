//! Calls that are handed on as they are, for programs that speak to Graph through the hub. Nothing is repeated: only
//! whoever asked knows whether a second message would be one too many.

mod flow;

use std::error::Error;
use std::time::Instant;

use bytes::Bytes;
use futures::{Stream, stream};
use reqwest::header::{
    AUTHORIZATION, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue, RANGE, RETRY_AFTER,
};
use reqwest::{Method, Response};
use serde::Deserialize;
use url::Url;

use super::request::{LARGEST_ANSWER, authorization, read};
use super::sample::ByteRange;
use super::usage::Usage;
use super::{AccessToken, Graph};
use crate::wire::Text;

pub use flow::Flow;

use flow::Overrun;

/// Where Meta keeps the files of messages.
const MEDIA_HOST: &str = "https://lookaside.fbsbx.com";
const GRAPH_HOST: &str = "graph.facebook.com";

/// A call that is handed on.
pub struct Relay<'a> {
    /// The method.
    pub method: Method,
    /// The path behind the version.
    pub path: &'a [&'a str],
    /// The query.
    pub query: &'a [(&'static str, String)],
    /// The body.
    pub body: RelayBody,
    /// The token.
    pub token: &'a AccessToken,
}

/// The body of a call that is handed on.
pub enum RelayBody {
    /// None.
    Empty,
    /// Bytes of a type.
    Whole(HeaderValue, Bytes),
    /// Bytes of a type as they come.
    Flow(Flow),
}

impl RelayBody {
    /// JSON.
    pub fn json(bytes: impl Into<Bytes>) -> Self {
        Self::Whole(HeaderValue::from_static("application/json"), bytes.into())
    }

    /// Bytes as they come, up to [`LARGEST_FILE`], and how many there are where that is known.
    pub fn flow<S, E>(content_type: HeaderValue, length: Option<u64>, bytes: S) -> Self
    where
        S: Stream<Item = Result<Bytes, E>> + Send + 'static,
        E: Into<Box<dyn Error + Send + Sync>> + 'static,
    {
        Self::Flow(Flow::new(content_type, length, bytes))
    }
}

/// An answer of Graph's as it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relayed {
    /// Its status.
    pub status: u16,
    /// What it says of its body and of when to come back.
    pub headers: HeaderMap,
    /// Its body.
    pub body: Bytes,
}

impl Relayed {
    /// Whether a good answer describes a file of a message (Meta, "Media").
    pub fn is_file(&self) -> bool {
        #[derive(Deserialize, Default)]
        #[serde(default)]
        struct Wire<'a> {
            #[serde(borrow)]
            url: Text<'a>,
            #[serde(borrow)]
            mime_type: Text<'a>,
        }
        read::<Wire<'_>>(&self.body).is_ok_and(|wire| wire.url.get().is_some() && wire.mime_type.get().is_some())
    }
}

/// Why there is no answer. The sentences hold neither token nor address.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unanswered {
    /// It was not sent.
    #[error("Meta could not be reached: {0}")]
    NotSent(String),
    /// It may have been sent.
    #[error("Meta did not answer: {0}")]
    NotKnown(String),
    /// It had more than [`LARGEST_FILE`] bytes, and Meta has not got the end of it.
    #[error("the file is too large")]
    TooLarge,
}

/// A file whose bytes are on their way.
pub struct Download(Response);

impl Graph {
    /// Hands a call on and its answer back, whatever it is.
    ///
    /// # Errors
    /// [`Unanswered`].
    pub async fn relay(&self, call: Relay<'_>) -> Result<Relayed, Unanswered> {
        let inner = &self.inner;
        let mut overrun = Overrun::default();
        let mut request = inner
            .relays
            .request(call.method, self.relay_address(call.path, call.query)?)
            .header(AUTHORIZATION, bearer(call.token)?);
        request = match call.body {
            RelayBody::Empty => request,
            RelayBody::Whole(content_type, bytes) => request.header(CONTENT_TYPE, content_type).body(bytes),
            RelayBody::Flow(Flow { content_type, length, body, overrun: seen }) => {
                overrun = seen;
                let request = request.header(CONTENT_TYPE, content_type).body(body);
                match length {
                    Some(length) => request.header(CONTENT_LENGTH, length).timeout(self.allowance(length)),
                    None => request.timeout(self.allowance(LARGEST_FILE)),
                }
            }
        };
        let sent = request.send().await;
        let mut response = sent.map_err(|error| overrun.told().unwrap_or_else(|| unanswered(error)))?;
        let status = response.status();
        if status.is_redirection() {
            return Err(Unanswered::NotKnown("the answer is a redirect, which is not followed".to_owned()));
        }
        if status.is_server_error() && !is_json(response.headers()) {
            return Err(Unanswered::NotKnown(format!("something on the way answered HTTP {}", status.as_u16())));
        }
        inner.pace.note_usage(&Usage::read(response.headers()), &inner.config.retry, Instant::now());
        let headers = kept(response.headers(), &[CONTENT_TYPE, RETRY_AFTER]);
        let mut body = Vec::with_capacity(response.content_length().map_or(0, |length| length.min(65_536) as usize));
        while let Some(chunk) = response.chunk().await.map_err(unanswered)? {
            if LARGEST_ANSWER < body.len() + chunk.len() {
                return Err(Unanswered::NotKnown("the answer is larger than 16 MB".to_owned()));
            }
            body.extend_from_slice(&chunk);
        }
        hide(&mut body, call.token.expose().as_bytes());
        Ok(Relayed { status: status.as_u16(), headers, body: body.into() })
    }

    /// Fetches the file of a message from where Graph says it is, by the path and query of that address. Beside a Graph
    /// API other than Meta's own, files are on the same host.
    ///
    /// # Errors
    /// [`Unanswered`].
    pub async fn download(
        &self,
        path_and_query: &str,
        range: Option<&ByteRange>,
        token: &AccessToken,
    ) -> Result<Download, Unanswered> {
        let base = &self.inner.config.base_url;
        let host = match base.host_str() {
            Some(GRAPH_HOST) => Url::parse(MEDIA_HOST),
            _ => Ok(base.clone()),
        };
        let refused = || Unanswered::NotSent("this is no address of a file".to_owned());
        let host = host.map_err(|_| refused())?;
        let url = host.join(path_and_query).map_err(|_| refused())?;
        if url.origin() != host.origin() {
            return Err(refused());
        }
        let mut request =
            self.inner.relays.get(url).header(AUTHORIZATION, bearer(token)?).timeout(self.allowance(LARGEST_FILE));
        if let Some(range) = range {
            request = request.header(RANGE, range.as_str());
        }
        request.send().await.map(Download).map_err(unanswered)
    }

    fn relay_address(&self, path: &[&str], query: &[(&'static str, String)]) -> Result<Url, Unanswered> {
        let config = &self.inner.config;
        let refused = || Unanswered::NotSent("this is no address of Graph's".to_owned());
        if path.iter().any(|part| part.is_empty() || *part == "." || *part == "..") {
            return Err(refused());
        }
        let mut url = config.base_url.clone();
        url.path_segments_mut().map_err(|()| refused())?.pop_if_empty().push(config.version.as_str()).extend(path);
        if !query.is_empty() {
            url.query_pairs_mut().extend_pairs(query);
        }
        Ok(url)
    }
}

/// The largest file of a message: a document of 100 MB (Meta, "Media"), with what a form puts around it.
pub const LARGEST_FILE: u64 = 101 * 1024 * 1024;

impl Download {
    /// Its status.
    pub fn status(&self) -> u16 {
        self.0.status().as_u16()
    }

    /// What it says of its body.
    pub fn headers(&self) -> HeaderMap {
        kept(self.0.headers(), &[CONTENT_TYPE, CONTENT_LENGTH, CONTENT_RANGE])
    }

    /// Its bytes as they come.
    pub fn into_stream(self) -> impl Stream<Item = Result<Bytes, Unanswered>> + Send + 'static {
        stream::unfold(Some(self.0), |response| async {
            let mut response = response?;
            match response.chunk().await {
                Ok(chunk) => chunk.map(|chunk| (Ok(chunk), Some(response))),
                Err(error) => Some((Err(unanswered(error)), None)),
            }
        })
    }
}

/// Links to the next page of a list carry the token, which is nothing for whoever asked.
fn hide(body: &mut [u8], token: &[u8]) {
    if token.is_empty() {
        return;
    }
    let mut from = 0;
    while let Some(rest) = body.get_mut(from..)
        && let Some(at) = rest.windows(token.len()).position(|window| window == token)
    {
        rest[at..at + token.len()].fill(b'*');
        from += at + token.len();
    }
}

/// Graph's own errors are JSON; a page comes from a proxy.
fn is_json(headers: &HeaderMap) -> bool {
    let content_type = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    content_type.is_some_and(|value| value.starts_with("application/json") || value.starts_with("text/javascript"))
}

fn kept(headers: &HeaderMap, names: &[HeaderName]) -> HeaderMap {
    names.iter().filter_map(|name| Some((name.clone(), headers.get(name)?.clone()))).collect()
}

fn bearer(token: &AccessToken) -> Result<HeaderValue, Unanswered> {
    authorization("Bearer", token).map_err(|error| Unanswered::NotSent(error.message.clone()))
}

fn unanswered(error: reqwest::Error) -> Unanswered {
    let is_unsent = error.is_connect() || error.is_builder();
    let words = super::request::on_the_way(error).message.clone();
    if is_unsent { Unanswered::NotSent(words) } else { Unanswered::NotKnown(words) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_token_is_hidden_wherever_it_stands() {
        for (body, token, hidden) in [
            (
                "{\"next\":\"https://x/?access_token=EAAG1&after=2\"}",
                "EAAG1",
                "{\"next\":\"https://x/?access_token=*****&after=2\"}",
            ),
            ("EAAG1EAAG1 EAAG", "EAAG1", "********** EAAG"),
            ("{}", "EAAG1", "{}"),
            ("", "EAAG1", ""),
            ("abc", "", "abc"),
        ] {
            let mut bytes = body.as_bytes().to_vec();
            hide(&mut bytes, token.as_bytes());
            assert_eq!(String::from_utf8(bytes).unwrap(), hidden);
        }
    }
}
