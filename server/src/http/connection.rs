//! An accepted connection, which is closed when nothing moves on it any more.
//!
//! Whoever opens connections and sends nothing would otherwise keep their room for ever. A stream of events moves:
//! it carries a sign of life every few seconds.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::sync::OwnedSemaphorePermit;
use tokio::time::{Instant, Sleep, sleep_until};

/// How long nothing may move. Longer than a proxy keeps its idle connections, so that the proxy closes first.
const STILL: Duration = Duration::from_secs(90);

/// An accepted connection and the room that it takes.
pub struct Connection<S> {
    stream: S,
    still: Pin<Box<Sleep>>,
    moved: Instant,
    _room: Option<OwnedSemaphorePermit>,
}

impl<S> Connection<S> {
    /// A connection that has just been accepted.
    pub fn new(stream: S, room: Option<OwnedSemaphorePermit>) -> Self {
        let moved = Instant::now();
        Self { stream, still: Box::pin(sleep_until(moved + STILL)), moved, _room: room }
    }

    /// Notes that something moved, or ends the connection when nothing has for too long. The timer is only set anew
    /// when it rings: most connections are busy long before.
    fn watch<T>(&mut self, cx: &mut Context<'_>, polled: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        if polled.is_ready() {
            self.moved = Instant::now();
            return polled;
        }
        while self.still.as_mut().poll(cx).is_ready() {
            let end = self.moved + STILL;
            if end <= Instant::now() {
                return Poll::Ready(Err(io::ErrorKind::TimedOut.into()));
            }
            self.still.as_mut().reset(end);
        }
        Poll::Pending
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Connection<S> {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let polled = Pin::new(&mut self.stream).poll_read(cx, buf);
        self.watch(cx, polled)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Connection<S> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        let polled = Pin::new(&mut self.stream).poll_write(cx, buf);
        self.watch(cx, polled)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let polled = Pin::new(&mut self.stream).poll_write_vectored(cx, bufs);
        self.watch(cx, polled)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt, AsyncWriteExt, duplex};

    use super::*;

    /// As though the connection had been still for so long.
    fn still_for<S>(connection: &mut Connection<S>, time: Duration) {
        connection.moved -= time;
        connection.still = Box::pin(sleep_until(connection.moved + STILL));
    }

    #[tokio::test]
    async fn a_connection_on_which_nothing_moves_ends() {
        let (stream, _other) = duplex(16);
        let mut connection = Connection::new(stream, None);
        still_for(&mut connection, STILL);
        assert_eq!(connection.read_u8().await.unwrap_err().kind(), io::ErrorKind::TimedOut);
    }

    #[tokio::test]
    async fn a_connection_on_which_something_moved_goes_on() {
        let (stream, mut other) = duplex(16);
        let mut connection = Connection::new(stream, None);
        still_for(&mut connection, STILL);
        connection.write_all(b"sign of life").await.unwrap();
        let reading = tokio::spawn(async move { connection.read_u8().await });
        tokio::task::yield_now().await;
        other.write_all(b"x").await.unwrap();
        assert_eq!(reading.await.unwrap().unwrap(), b'x');
    }
}
