//! The one writer of an SQLite database. A commit with full durability costs about a millisecond, so use
//! cases that wait at the same time share one: each runs in a savepoint of its own and is answered after the
//! shared commit.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::{Duration, Instant};

use futures::FutureExt;
use futures::future::BoxFuture;
use sqlx::SqliteConnection;
use tokio::sync::{mpsc, oneshot, watch};

use crate::StoreError;
use crate::conn::{Conn, Tx, execute};

/// Most use cases in one commit.
const SHARE_AT_MOST: usize = 512;
/// How long a commit may collect use cases.
const SHARE_FOR: Duration = Duration::from_millis(15);
/// How many use cases may wait; more wait at the caller.
const QUEUE: usize = 1024;

#[derive(Clone)]
pub(crate) struct Writer {
    queue: mpsc::Sender<Message>,
}

enum Message {
    Work(Box<dyn Work>),
    Stop(oneshot::Sender<()>),
}

/// A use case and whoever waits for it.
trait Work: Send {
    /// Runs the use case; `Err` asks for its savepoint to be rolled back.
    fn run<'c>(&'c mut self, tx: &'c mut Tx) -> BoxFuture<'c, Result<(), ()>>;
    /// Tells the caller, after the commit.
    fn finish(self: Box<Self>, committed: Result<(), &'static str>);
}

struct Pending<T, E, F> {
    work: Option<F>,
    answer: Option<Result<T, E>>,
    reply: oneshot::Sender<Result<T, E>>,
}

impl<T, E, F> Work for Pending<T, E, F>
where
    T: Send + 'static,
    E: From<StoreError> + Send + 'static,
    F: for<'c> FnOnce(&'c mut Tx) -> BoxFuture<'c, Result<T, E>> + Send + 'static,
{
    fn run<'c>(&'c mut self, tx: &'c mut Tx) -> BoxFuture<'c, Result<(), ()>> {
        Box::pin(async move {
            let Some(work) = self.work.take() else { return Err(()) };
            let answer = match AssertUnwindSafe(work(tx)).catch_unwind().await {
                Ok(answer) => answer,
                Err(_) => Err(StoreError::GivenUp("the work inside it panicked").into()),
            };
            let outcome = answer.as_ref().map(|_| ()).map_err(|_| ());
            self.answer = Some(answer);
            outcome
        })
    }

    fn finish(self: Box<Self>, committed: Result<(), &'static str>) {
        let Some(answer) = self.answer else { return };
        let answer = match (answer, committed) {
            (Ok(_), Err(why)) => Err(StoreError::GivenUp(why).into()),
            (answer, _) => answer,
        };
        // A caller that has gone away does not undo what is committed.
        let _ = self.reply.send(answer);
    }
}

impl Writer {
    /// Takes the connection that writes; the task lives until the last handle is gone or [`Writer::stop`].
    pub(crate) fn start(connection: SqliteConnection, wake: Arc<watch::Sender<u64>>) -> Self {
        let (queue, waiting) = mpsc::channel(QUEUE);
        tokio::spawn(write_loop(connection, waiting, wake));
        Self { queue }
    }

    pub(crate) async fn run<T, E, F>(&self, work: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
        F: for<'c> FnOnce(&'c mut Tx) -> BoxFuture<'c, Result<T, E>> + Send + 'static,
    {
        let (reply, answered) = oneshot::channel();
        let pending = Pending { work: Some(work), answer: None, reply };
        let stopped = || E::from(StoreError::GivenUp("the database is closed"));
        self.queue.send(Message::Work(Box::new(pending))).await.map_err(|_| stopped())?;
        answered.await.map_err(|_| stopped())?
    }

    /// Finishes what waits and closes the connection.
    pub(crate) async fn stop(&self) {
        let (reply, stopped) = oneshot::channel();
        if self.queue.send(Message::Stop(reply)).await.is_ok() {
            let _ = stopped.await;
        }
    }
}

async fn write_loop(connection: SqliteConnection, mut waiting: mpsc::Receiver<Message>, wake: Arc<watch::Sender<u64>>) {
    let mut tx = Tx::new(Conn::SqliteWriter(Box::new(connection)));
    while let Some(message) = waiting.recv().await {
        let first = match message {
            Message::Work(work) => work,
            Message::Stop(reply) => {
                if let Conn::SqliteWriter(connection) = tx.into_conn() {
                    let _ = sqlx::Connection::close(*connection).await;
                }
                let _ = reply.send(());
                return;
            }
        };
        let (finished, committed, stop) = share_commit(&mut tx, first, &mut waiting).await;
        let changed = tx.take_changes();
        if committed.is_ok() && changed {
            wake.send_modify(|tick| *tick += 1);
        }
        for work in finished {
            work.finish(committed);
        }
        if let Some(reply) = stop {
            let _ = reply.send(());
            return;
        }
    }
}

type Finished = (Vec<Box<dyn Work>>, Result<(), &'static str>, Option<oneshot::Sender<()>>);

async fn share_commit(tx: &mut Tx, first: Box<dyn Work>, waiting: &mut mpsc::Receiver<Message>) -> Finished {
    let mut finished = Vec::new();
    let mut stop = None;
    if let Err(error) = execute!(tx, "begin immediate") {
        tracing::error!(%error, "A write transaction could not begin");
        // The closure must not run outside a transaction. Dropping it closes the caller's channel.
        drop(first);
        return (finished, Err("the database is busy or not writable"), stop);
    }
    let since = Instant::now();
    let mut next = Some(first);
    let mut broken = false;
    while let Some(mut work) = next.take() {
        broken = run_in_savepoint(tx, work.as_mut()).await.is_err();
        finished.push(work);
        if broken || SHARE_AT_MOST <= finished.len() || SHARE_FOR <= since.elapsed() {
            break;
        }
        match waiting.try_recv() {
            Ok(Message::Work(work)) => next = Some(work),
            Ok(Message::Stop(reply)) => stop = Some(reply),
            Err(_) => {}
        }
    }
    let end = if broken { Err(StoreError::GivenUp("a savepoint failed")) } else { execute!(tx, "commit").map(|_| ()) };
    let committed = match end {
        Ok(()) => Ok(()),
        Err(error) => {
            tracing::error!(%error, writes = finished.len(), "A shared commit failed; all of its writes are rolled back");
            let _ = execute!(tx, "rollback");
            Err("the commit failed")
        }
    };
    (finished, committed, stop)
}

async fn run_in_savepoint(tx: &mut Tx, work: &mut dyn Work) -> Result<(), StoreError> {
    let changes_before = tx.has_changes();
    execute!(tx, "savepoint use_case")?;
    if work.run(tx).await.is_err() {
        execute!(tx, "rollback to use_case")?;
        if !changes_before {
            tx.take_changes();
        }
    }
    execute!(tx, "release use_case")?;
    Ok(())
}
