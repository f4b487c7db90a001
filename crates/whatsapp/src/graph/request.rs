//! One call: the request, its repetitions, the answer's bytes.

use std::error::Error as _;
use std::time::Instant;

use reqwest::header::{AUTHORIZATION, CONTENT_TYPE, HeaderValue};
use reqwest::{Method, Response};
use serde::Deserialize;
use serde_json::Value;
use url::Url;

use super::error_code::{self, Answer};
use super::pace::{Gate, Scope};
use super::usage::Usage;
use super::{AccessToken, Graph, GraphError, GraphErrorKind};
use crate::wire::{Flag, Nested};

/// No answer of Meta's that the hub reads is nearly as large.
pub(super) const LARGEST_ANSWER: usize = 16 * 1024 * 1024;

/// A call to be made.
#[derive(Clone)]
pub(super) struct Call<'a> {
    method: Method,
    path: Vec<&'a str>,
    token: &'a AccessToken,
    scope: Scope<'a>,
    query: Vec<(&'static str, String)>,
    secret: Option<&'a str>,
    body: Option<String>,
}

impl<'a> Call<'a> {
    pub fn new(method: Method, path: &[&'a str], token: &'a AccessToken, scope: Scope<'a>) -> Self {
        Self { method, path: path.to_vec(), token, scope, query: Vec::new(), secret: None, body: None }
    }

    pub fn get(path: &[&'a str], token: &'a AccessToken, scope: Scope<'a>) -> Self {
        Self::new(Method::GET, path, token, scope)
    }

    pub fn query(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.query.push((name, value.into()));
        self
    }

    pub fn json(mut self, body: &Value) -> Self {
        self.body = Some(body.to_string());
        self
    }

    /// A query value that must not appear in any error.
    pub fn secret_query(mut self, name: &'static str, value: &'a str) -> Self {
        self.secret = Some(value);
        self.query(name, value)
    }
}

impl Graph {
    /// Makes the call and returns the body of a good answer, which is a JSON object.
    pub(super) async fn send(&self, call: &Call<'_>) -> Result<Vec<u8>, GraphError> {
        let config = &self.inner.config;
        let mut attempt = 1;
        loop {
            match self.inner.pace.gate(call.scope, &config.retry, Instant::now()) {
                Gate::Go => {}
                Gate::Wait(duration) => config.pause.wait(duration).await,
                Gate::Refuse(limit) => return Err(limit),
            }
            let error = match self.attempt(call).await {
                Ok(body) => return Ok(body),
                Err(error) => error,
            };
            let gate_knows = self.inner.pace.note_error(call.scope, &error, Instant::now());
            if call.method != Method::GET || config.retry.attempts <= attempt {
                return Err(error);
            }
            tracing::debug!(path = call.path.join("/"), attempt, %error, "Graph call failed");
            if !gate_knows {
                let Some(pause) = config.retry.pause(&error, attempt, config.jitter.draw()) else { return Err(error) };
                config.pause.wait(pause).await;
            }
            attempt += 1;
        }
    }

    async fn attempt(&self, call: &Call<'_>) -> Result<Vec<u8>, GraphError> {
        let inner = &self.inner;
        // The semaphore is never closed, so there is always a permit in the end.
        let _permit = inner.calls.acquire().await.ok();
        let outcome = self.exchange(call).await;
        outcome.map_err(|error| error.without(call.token.expose()).without(call.secret.unwrap_or_default()))
    }

    async fn exchange(&self, call: &Call<'_>) -> Result<Vec<u8>, GraphError> {
        let mut request = self
            .inner
            .http
            .request(call.method.clone(), self.address(call)?)
            .header(AUTHORIZATION, authorization("Bearer", call.token)?);
        if let Some(body) = &call.body {
            request = request.header(CONTENT_TYPE, "application/json").body(body.clone());
        }
        self.answer(request.send().await.map_err(on_the_way)?).await
    }

    /// The body of a good answer, which is a JSON object; what its headers say about limits is remembered.
    pub(super) async fn answer(&self, response: Response) -> Result<Vec<u8>, GraphError> {
        let inner = &self.inner;
        let status = response.status();
        let usage = Usage::read(response.headers());
        inner.pace.note_usage(&usage, &inner.config.retry, Instant::now());
        let body = read_body(response).await?;
        if status.is_redirection() {
            let error = GraphError::new(GraphErrorKind::Unexpected, "the answer is a redirect, which is not followed");
            return Err(error.with_status(status.as_u16()));
        }
        match error_code::inspect(&body) {
            Answer::Object if status.is_success() => Ok(body),
            Answer::Unreadable if status.is_success() => {
                Err(malformed("the answer is not a JSON object").with_status(status.as_u16()))
            }
            _ => Err(error_code::read(status.as_u16(), &body, usage.wait())),
        }
    }

    fn address(&self, call: &Call<'_>) -> Result<Url, GraphError> {
        let config = &self.inner.config;
        let mut url = config.base_url.clone();
        // Only addresses such as `data:` have no path.
        let refused = || GraphError::new(GraphErrorKind::BadInput, "the Graph API's address has no path");
        if call.path.iter().any(|part| part.is_empty() || *part == "." || *part == "..") {
            return Err(GraphError::new(GraphErrorKind::BadInput, "an id is missing"));
        }
        url.path_segments_mut()
            .map_err(|()| refused())?
            .pop_if_empty()
            .push(config.version.as_str())
            .extend(&call.path);
        if !call.query.is_empty() {
            url.query_pairs_mut().extend_pairs(&call.query);
        }
        Ok(url)
    }
}

/// The header that carries a token.
pub(super) fn authorization(scheme: &str, token: &AccessToken) -> Result<HeaderValue, GraphError> {
    let mut value = HeaderValue::try_from(format!("{scheme} {}", token.expose()))
        .map_err(|_| GraphError::new(GraphErrorKind::TokenRefused, "the token has characters that no token has"))?;
    value.set_sensitive(true);
    Ok(value)
}

/// Reads `{"success":true}`; anything else is the failure that `otherwise` tells.
pub(super) fn confirmed(body: &[u8], otherwise: &str) -> Result<(), GraphError> {
    #[derive(Deserialize, Default)]
    #[serde(default)]
    struct Wire {
        success: Flag,
    }
    match read::<Wire>(body)?.success.0 {
        Some(true) => Ok(()),
        _ => Err(GraphError::new(GraphErrorKind::Unexpected, otherwise)),
    }
}

/// Reads an object of an answer that [`Graph::send`] returned.
pub(super) fn read<'a, T: Deserialize<'a>>(body: &'a [u8]) -> Result<T, GraphError> {
    match serde_json::from_slice::<Nested<T>>(body) {
        Ok(Nested(Some(value))) => Ok(value),
        Ok(Nested(None)) => Err(malformed("the answer is not a JSON object")),
        Err(error) => Err(malformed(&format!("the answer is not as documented ({error})"))),
    }
}

pub(super) fn malformed(what: &str) -> GraphError {
    GraphError::new(GraphErrorKind::Malformed, what)
}

async fn read_body(mut response: Response) -> Result<Vec<u8>, GraphError> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(on_the_way)? {
        if LARGEST_ANSWER < body.len() + chunk.len() {
            return Err(malformed("the answer is larger than 16 MB"));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

/// Without the address, which may carry a token in its query.
pub(super) fn on_the_way(error: reqwest::Error) -> GraphError {
    let kind = if error.is_timeout() { GraphErrorKind::Timeout } else { GraphErrorKind::Network };
    let error = error.without_url();
    let mut message = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        message.push_str(": ");
        message.push_str(&cause.to_string());
        source = cause.source();
    }
    GraphError::new(kind, message)
}
