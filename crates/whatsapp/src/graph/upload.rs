//! Meta's resumable upload (Graph API, "Resumable Upload API"): samples of templates, profile pictures.
//!
//! An upload is begun, gets its bytes from a stream, and ends with a handle. When the connection breaks, Meta says
//! how many bytes it has, and the rest is sent: nothing arrives twice.

mod file;
mod source;

use std::convert::Infallible;
use std::fmt;
use std::future::ready;

use bytes::Bytes;
use futures::{Stream, stream};
use reqwest::header::{AUTHORIZATION, CONTENT_LENGTH};
use reqwest::{Body, Method};
use serde::Deserialize;
use url::Url;

use super::pace::Scope;
use super::request::{Call, authorization, malformed, on_the_way, read};
use super::{AccessToken, Graph, GraphError, GraphErrorKind};
use crate::media::MediaRule;
use crate::wire::{Int, Text};

pub use file::{Handle, Progress, UploadError, UploadFile, UploadId};

use source::Watch;

/// Uploads of the app, with one token.
#[derive(Clone, Copy)]
pub struct Uploads<'a> {
    graph: &'a Graph,
    token: &'a AccessToken,
}

impl Graph {
    /// Uploads of the app.
    pub fn uploads<'a>(&'a self, token: &'a AccessToken) -> Uploads<'a> {
        Uploads { graph: self, token }
    }
}

impl Uploads<'_> {
    /// Uploads a file: checks it, begins, sends, and goes on where the connection broke. `open` gives the bytes from
    /// an offset on, and is asked anew for each attempt.
    ///
    /// # Errors
    /// [`UploadError`].
    pub async fn upload<S, E, F>(
        &self,
        file: &UploadFile,
        rule: &MediaRule,
        open: impl Fn(u64) -> F,
        progress: &Progress,
    ) -> Result<Handle, UploadError>
    where
        F: Future<Output = Result<S, E>>,
        S: Stream<Item = Result<Bytes, E>> + Send + 'static,
        E: fmt::Display + Send + 'static,
    {
        rule.check(&file.media_type, file.length)?;
        let upload = self.start(&file.name, file.length, &file.media_type).await?;
        let bytes = open(0).await.map_err(unreadable)?;
        match self.send(&upload, 0, file.length, bytes, progress).await {
            Err(UploadError::Graph(error)) if is_broken(&error) => {
                self.pause(&error, 1).await;
                self.resume(&upload, file.length, open, progress).await
            }
            sent => sent,
        }
    }

    /// Uploads a file that is whole in memory, as [`Uploads::upload`] does.
    ///
    /// # Errors
    /// [`UploadError`].
    pub async fn upload_bytes(
        &self,
        name: &str,
        media_type: &str,
        rule: &MediaRule,
        bytes: Bytes,
    ) -> Result<Handle, UploadError> {
        let (name, media_type) = (name.to_owned(), media_type.to_owned());
        let file = UploadFile { name, length: bytes.len() as u64, media_type };
        let open = |offset: u64| {
            let rest = bytes.slice(usize::try_from(offset).unwrap_or(usize::MAX).min(bytes.len())..);
            ready(Ok::<_, Infallible>(stream::iter([Ok::<_, Infallible>(rest)])))
        };
        self.upload(&file, rule, open, &Progress::unheard()).await
    }

    /// Goes on with an upload: asks Meta how many bytes it has, and sends the rest, as often as reads are tried.
    ///
    /// # Errors
    /// [`UploadError`].
    pub async fn resume<S, E, F>(
        &self,
        upload: &UploadId,
        length: u64,
        open: impl Fn(u64) -> F,
        progress: &Progress,
    ) -> Result<Handle, UploadError>
    where
        F: Future<Output = Result<S, E>>,
        S: Stream<Item = Result<Bytes, E>> + Send + 'static,
        E: fmt::Display + Send + 'static,
    {
        let mut attempt = 1;
        loop {
            let offset = self.offset(upload).await?;
            if length < offset {
                return Err(malformed("Meta has more bytes than the file").into());
            }
            let bytes = open(offset).await.map_err(unreadable)?;
            match self.send(upload, offset, length, bytes, progress).await {
                Err(UploadError::Graph(error)) if is_broken(&error) && attempt < self.graph.attempts() => {
                    self.pause(&error, attempt).await;
                    attempt += 1;
                }
                sent => return sent,
            }
        }
    }

    /// Begins an upload.
    ///
    /// # Errors
    /// [`GraphError`].
    pub async fn start(&self, file_name: &str, length: u64, media_type: &str) -> Result<UploadId, GraphError> {
        #[derive(Deserialize, Default)]
        #[serde(default)]
        struct Wire<'a> {
            #[serde(borrow)]
            id: Text<'a>,
        }
        let call = Call::new(Method::POST, &[self.graph.app_id(), "uploads"], self.token, Scope::App)
            .query("file_name", file_name)
            .query("file_length", length.to_string())
            .query("file_type", media_type);
        let body = self.graph.send(&call).await?;
        UploadId::parse(&read::<Wire<'_>>(&body)?.id.or_empty())
    }

    /// How many bytes Meta has.
    ///
    /// # Errors
    /// [`GraphError`].
    pub async fn offset(&self, upload: &UploadId) -> Result<u64, GraphError> {
        #[derive(Deserialize, Default)]
        #[serde(default)]
        struct Wire {
            file_offset: Int,
        }
        let mut attempt = 1;
        loop {
            let failed = match self.exchange(Method::GET, upload, None).await {
                Ok(body) => {
                    let offset = read::<Wire>(&body)?.file_offset.0.and_then(|offset| u64::try_from(offset).ok());
                    return offset.ok_or_else(|| malformed("Meta does not say how many bytes it has"));
                }
                Err(error) if is_broken(&error) && attempt < self.graph.attempts() => error,
                Err(error) => return Err(error),
            };
            self.pause(&failed, attempt).await;
            attempt += 1;
        }
    }

    /// Sends the bytes of a file of `length` bytes from `offset` to its end. They are taken from the stream as the
    /// connection takes them, so that the file is never whole in memory.
    ///
    /// # Errors
    /// [`UploadError`]; nothing is repeated.
    pub async fn send<S, E>(
        &self,
        upload: &UploadId,
        offset: u64,
        length: u64,
        bytes: S,
        progress: &Progress,
    ) -> Result<Handle, UploadError>
    where
        S: Stream<Item = Result<Bytes, E>> + Send + 'static,
        E: fmt::Display + Send + 'static,
    {
        #[derive(Deserialize, Default)]
        #[serde(default)]
        struct Wire<'a> {
            #[serde(borrow)]
            h: Text<'a>,
        }
        let watch = Watch::default();
        let rest = length.saturating_sub(offset);
        let body = Body::wrap_stream(watch.over(bytes, offset, length, progress.clone()));
        let answer = self.exchange(Method::POST, upload, Some((offset, rest, body))).await;
        if let Some(problem) = watch.problem() {
            return Err(UploadError::Source(problem));
        }
        let answer = answer?;
        let handle = read::<Wire<'_>>(&answer)?.h.owned();
        Ok(Handle(handle.ok_or_else(|| malformed("the uploaded file has no handle"))?))
    }

    async fn exchange(
        &self,
        method: Method,
        upload: &UploadId,
        body: Option<(u64, u64, Body)>,
    ) -> Result<Vec<u8>, GraphError> {
        let inner = &self.graph.inner;
        let _permit = inner.uploads.acquire().await.ok();
        let mut request = inner
            .http
            .request(method, self.address(upload)?)
            .header(AUTHORIZATION, authorization("OAuth", self.token)?);
        if let Some((offset, rest, body)) = body {
            request = request
                .timeout(self.graph.allowance(rest))
                .header("file_offset", offset)
                .header(CONTENT_LENGTH, rest)
                .body(body);
        }
        let answered = match request.send().await.map_err(on_the_way) {
            Ok(response) => self.graph.answer(response).await,
            Err(error) => Err(error),
        };
        answered.map_err(|error| error.without(self.token.expose()))
    }

    /// The id is a path with a query, as Meta writes it.
    fn address(&self, upload: &UploadId) -> Result<Url, GraphError> {
        let config = &self.graph.inner.config;
        let (path, query) = match upload.as_str().split_once('?') {
            Some((path, query)) => (path, Some(query)),
            None => (upload.as_str(), None),
        };
        let mut url = config.base_url.clone();
        url.path_segments_mut()
            .map_err(|()| GraphError::new(GraphErrorKind::BadInput, "the Graph API's address has no path"))?
            .pop_if_empty()
            .extend([config.version.as_str(), path]);
        url.set_query(query);
        Ok(url)
    }

    async fn pause(&self, error: &GraphError, attempt: u32) {
        let config = &self.graph.inner.config;
        let pause = config.retry.pause(error, attempt, config.jitter.draw());
        config.pause.wait(pause.unwrap_or(config.retry.first)).await;
    }
}

fn unreadable(error: impl fmt::Display) -> UploadError {
    UploadError::Source(error.to_string())
}

/// Whether the rest may still arrive.
fn is_broken(error: &GraphError) -> bool {
    matches!(
        error.kind,
        GraphErrorKind::Network | GraphErrorKind::Timeout | GraphErrorKind::Transient | GraphErrorKind::Malformed
    )
}
