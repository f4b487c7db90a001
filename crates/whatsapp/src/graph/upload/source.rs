//! The bytes of a file on their way.

use std::fmt;
use std::io;
use std::pin::Pin;
use std::sync::{Arc, OnceLock};

use bytes::Bytes;
use futures::stream::Fuse;
use futures::{Stream, StreamExt, stream};

use super::Progress;

/// Sees what is wrong with a source, which the connection would report as its own failure.
#[derive(Clone, Default)]
pub(super) struct Watch(Arc<OnceLock<String>>);

struct Flow<S> {
    bytes: Pin<Box<Fuse<S>>>,
    sent: u64,
    length: u64,
    progress: Progress,
    watch: Watch,
}

impl Watch {
    /// What was wrong with the source.
    pub fn problem(&self) -> Option<String> {
        self.0.get().cloned()
    }

    /// The bytes from `offset` to `length`, counted. A source that has more or fewer fails.
    pub fn over<S, E>(
        &self,
        bytes: S,
        offset: u64,
        length: u64,
        progress: Progress,
    ) -> impl Stream<Item = Result<Bytes, io::Error>> + Send + use<S, E>
    where
        S: Stream<Item = Result<Bytes, E>> + Send + 'static,
        E: fmt::Display + Send + 'static,
    {
        let flow = Flow { bytes: Box::pin(bytes.fuse()), sent: offset, length, progress, watch: self.clone() };
        stream::unfold(Some(flow), |flow| async {
            let mut flow = flow?;
            let item = match flow.bytes.next().await {
                Some(Ok(chunk)) => flow.take(chunk).await,
                Some(Err(error)) => Err(error.to_string()),
                None if flow.sent < flow.length => Err(format!("it ends after {} bytes", flow.sent)),
                None => return None,
            };
            match item {
                Ok(chunk) => Some((Ok(chunk), Some(flow))),
                Err(problem) => {
                    // The first problem is the one that counts.
                    let _ = flow.watch.0.set(problem.clone());
                    Some((Err(io::Error::other(problem)), None))
                }
            }
        })
    }
}

impl<S, E> Flow<S>
where
    S: Stream<Item = Result<Bytes, E>>,
    E: fmt::Display,
{
    /// The last piece is held back until the source has ended: the connection takes no piece after it.
    async fn take(&mut self, chunk: Bytes) -> Result<Bytes, String> {
        self.sent += chunk.len() as u64;
        let more = || format!("it has more than {} bytes", self.length);
        if self.length < self.sent {
            return Err(more());
        }
        while self.sent == self.length {
            match self.bytes.next().await {
                None => break,
                Some(Ok(rest)) if rest.is_empty() => {}
                Some(Ok(_)) => return Err(more()),
                Some(Err(error)) => return Err(error.to_string()),
            }
        }
        self.progress.tell(self.sent);
        Ok(chunk)
    }
}
