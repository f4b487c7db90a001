//! The bytes of a file that pass through, counted.

use std::error::Error;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use bytes::Bytes;
use futures::{Stream, StreamExt};
use reqwest::Body;
use reqwest::header::HeaderValue;

use super::{LARGEST_FILE, Unanswered};

/// Bytes as they come, and what they are.
pub struct Flow {
    pub(super) content_type: HeaderValue,
    pub(super) length: Option<u64>,
    pub(super) body: Body,
    pub(super) overrun: Overrun,
}

/// Sees that there were too many bytes, which the connection would report as its own failure.
#[derive(Clone, Default)]
pub(super) struct Overrun(Arc<AtomicBool>);

impl Overrun {
    /// Why there is no answer, where it was that.
    pub fn told(&self) -> Option<Unanswered> {
        self.0.load(Ordering::Relaxed).then_some(Unanswered::TooLarge)
    }
}

impl Flow {
    /// A source that has too many bytes fails, which drops the connection that they went to.
    pub(super) fn new<S, E>(content_type: HeaderValue, length: Option<u64>, bytes: S) -> Self
    where
        S: Stream<Item = Result<Bytes, E>> + Send + 'static,
        E: Into<Box<dyn Error + Send + Sync>> + 'static,
    {
        let overrun = Overrun::default();
        let (seen, mut left) = (overrun.clone(), LARGEST_FILE);
        let counted = bytes.map(move |chunk| {
            let chunk = chunk.map_err(io::Error::other)?;
            left = left.checked_sub(chunk.len() as u64).ok_or_else(|| {
                seen.0.store(true, Ordering::Relaxed);
                io::Error::other("the file is too large")
            })?;
            Ok::<_, io::Error>(chunk)
        });
        Self { content_type, length, body: Body::wrap_stream(counted), overrun }
    }
}
