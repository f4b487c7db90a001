//! Posting to addresses that users have named.

use std::sync::Arc;
use std::time::{Duration, Instant};

use domain::Timestamp;
use domain::network::Networks;
use domain::webhook_address::{Headers, WebhookAddress};
use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use url::Url;
use whatsapp::http::{self, HttpError, HttpSettings, NotReached, Reach, Route};

use super::signing::Signing;

/// The part of an answer that is read; the rest is left.
const READ_BYTES: usize = 16 * 1024;
/// The part that is kept.
const KEPT_CHARACTERS: usize = 300;

/// Posts to systems outside. Follows no redirects, goes through no proxy, and connects to public addresses only and to
/// networks that the operator has opened.
#[derive(Clone)]
pub struct Outbound {
    client: reqwest::Client,
    reach: Arc<Reach>,
    timeout: Duration,
}

/// What was answered, or why nothing was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The status; none where nothing was answered.
    pub status: Option<u16>,
    /// How long it took, in milliseconds.
    pub took_ms: i64,
    /// The beginning of what was answered, or why nothing was.
    pub text: String,
}

impl Answer {
    /// Whether it was taken: only an answer between 200 and 299 says so.
    pub fn is_taken(&self) -> bool {
        self.status.is_some_and(|status| (200..300).contains(&status))
    }
}

/// Something to post.
pub(crate) struct Post<'a> {
    /// Where to.
    pub address: &'a WebhookAddress,
    /// The receiver's own headers.
    pub headers: &'a Headers,
    /// The secrets of the receiver, where it has any.
    pub signing: Option<&'a Signing>,
    /// The same at each attempt.
    pub id: &'a str,
    /// JSON.
    pub body: Vec<u8>,
    /// Now.
    pub at: Timestamp,
}

impl Outbound {
    /// With the networks that the operator has opened, and the time that an answer may take.
    ///
    /// # Errors
    /// When no HTTP client can be built.
    pub fn new(networks: Networks, timeout: Duration) -> Result<Self, HttpError> {
        let reach = Reach::Public(networks);
        let client = http::client(&HttpSettings {
            connect_timeout: timeout.min(Duration::from_secs(5)),
            request_timeout: timeout,
            route: Route::Direct,
            reach: reach.clone(),
            ..HttpSettings::default()
        })?;
        Ok(Self { client, reach: Arc::new(reach), timeout })
    }

    pub(crate) async fn post(&self, post: Post<'_>) -> Answer {
        let began = Instant::now();
        let (status, text) = match self.send(post).await {
            Ok((status, text)) => (Some(status), text),
            Err(why) => (None, why),
        };
        let took_ms = i64::try_from(began.elapsed().as_millis()).unwrap_or(i64::MAX);
        Answer { status, took_ms, text: clipped(&text) }
    }

    async fn send(&self, post: Post<'_>) -> Result<(u16, String), String> {
        let url = Url::parse(post.address.as_str()).map_err(|_| "The address cannot be read.".to_owned())?;
        self.reach.check(&url).map_err(|why| sentence(&why.to_string()))?;
        let headers = headers(&post);
        let sent = self.client.post(url).headers(headers).body(post.body).send().await;
        let mut response = sent.map_err(|error| self.words(&error))?;
        let mut read = Vec::new();
        while read.len() < READ_BYTES {
            match response.chunk().await {
                Ok(Some(bytes)) => read.extend_from_slice(&bytes),
                Ok(None) => break,
                // The status has come, and it alone decides.
                Err(_) => break,
            }
        }
        Ok((response.status().as_u16(), String::from_utf8_lossy(&read).into_owned()))
    }

    /// Why nothing was answered, without the address: it may hold secrets.
    fn words(&self, error: &reqwest::Error) -> String {
        if error.is_timeout() {
            return format!("There was no answer within {} s.", self.timeout.as_secs_f32());
        }
        let mut cause: &dyn std::error::Error = error;
        while let Some(source) = cause.source() {
            if let Some(refused) = source.downcast_ref::<NotReached>() {
                return sentence(&refused.to_string());
            }
            cause = source;
        }
        let what = if error.is_connect() { "No connection" } else { "No answer" };
        format!("{what}: {cause}.")
    }
}

/// The hub's own headers come last, so that none of them can be replaced; the content type is the receiver's to choose.
fn headers(post: &Post<'_>) -> HeaderMap {
    let mut headers = HeaderMap::new();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    let mut set = |name: &str, value: &str, secret: bool| {
        let (Ok(name), Ok(mut value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) else { return };
        value.set_sensitive(secret);
        headers.insert(name, value);
    };
    for (name, value) in post.headers.iter() {
        set(name, value, true);
    }
    set("webhook-id", post.id, false);
    set("webhook-timestamp", &post.at.seconds().to_string(), false);
    if let Some(signing) = post.signing {
        set("webhook-signature", &signing.of_message(post.id, post.at, &post.body), false);
        set("x-360dialog-signature", &signing.secret.of_body(&post.body), false);
    }
    headers
}

/// Readable and short, without line breaks.
fn clipped(text: &str) -> String {
    let plain = text.chars().map(|c| if c.is_control() { ' ' } else { c });
    plain.take(KEPT_CHARACTERS).collect::<String>().trim().to_owned()
}

fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(letters).chain(['.']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_kept_short_and_in_one_line() {
        assert_eq!(clipped(" a\r\nb\u{7}\t"), "a  b");
        assert_eq!(clipped(&"ä".repeat(1_000)).chars().count(), KEPT_CHARACTERS);
        assert_eq!(sentence("no such name"), "No such name.");
    }

    #[test]
    fn only_two_hundreds_count_as_taken() {
        let answer = |status| Answer { status, took_ms: 1, text: String::new() };
        assert!(answer(Some(200)).is_taken() && answer(Some(204)).is_taken());
        for other in [None, Some(199), Some(301), Some(400), Some(500)] {
            assert!(!answer(other).is_taken(), "{other:?}");
        }
    }
}
