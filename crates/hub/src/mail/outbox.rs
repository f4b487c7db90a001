//! The outbox of mails.

use domain::email::Email;
use store::Tx;
use store::mails::{self, DueMail, NewMail};

use crate::mail::Mailer;
use crate::mail::mailer::Again;
use crate::mail::texts::Text;
use crate::{Hub, HubError};

const PURPOSE: &str = "mail";
/// How many mails are claimed at once.
const BATCH: usize = 20;
/// Seconds for which nobody else sends a claimed mail: more than a batch can take.
const LEASE: i64 = 15 * 60;
/// Seconds until the next try, after the first, the second … failure. After the last one the mail is given up.
const DELAYS: [i64; 7] = [60, 300, 1800, 7200, 18_000, 36_000, 86_400];

/// Makes a mail ready to be written: its text carries links that open accounts, so it is encrypted.
pub(crate) fn compose(hub: &Hub, to: &Email, text: Text) -> Result<NewMail, HubError> {
    let sealed_body = hub.sealer.seal(&hub.random, PURPOSE, text.body.as_bytes()).map_err(HubError::internal)?;
    Ok(NewMail { recipient: to.clone(), subject: text.subject, sealed_body, at: hub.clock.now() })
}

/// Writes a mail in the transaction of the change that causes it. The use case wakes the worker after the commit.
pub(crate) async fn queue(tx: &mut Tx, mail: &NewMail) -> Result<(), HubError> {
    Ok(mails::create(tx, mail).await?)
}

/// What a run of [`deliver_due`] did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Delivered {
    /// Mails that were sent.
    pub sent: usize,
    /// Mails that were not; most are tried again.
    pub failed: usize,
}

/// One step of the worker: sends the mails that are due. Several processes can do this at the same time. Call
/// again at once while something was sent.
///
/// # Errors
/// The database refuses. A mail that cannot be sent is no error: it is noted with its reason and tried again.
pub async fn deliver_due(hub: &Hub, mailer: &Mailer) -> Result<Delivered, HubError> {
    let now = hub.clock.now();
    let due = hub
        .store
        .write(move |tx| Box::pin(async move { mails::claim(tx, now, now.plus_seconds(LEASE), BATCH).await }))
        .await?;
    let mut delivered = Delivered::default();
    for mail in due {
        if deliver(hub, mailer, mail).await? {
            delivered.sent += 1;
        } else {
            delivered.failed += 1;
        }
    }
    Ok(delivered)
}

async fn deliver(hub: &Hub, mailer: &Mailer, mail: DueMail) -> Result<bool, HubError> {
    let (n, attempt) = (mail.n, mail.attempt);
    let outcome = match open(hub, &mail) {
        Ok(text) => mailer.send(&mail.recipient, &mail.subject, &text, hub.clock.now()).await,
        Err(cause) => Err(crate::mail::SendError { cause, again: Again::Never }),
    };
    let now = hub.clock.now();
    match outcome {
        Ok(()) => {
            hub.store.write(move |tx| Box::pin(async move { mails::sent(tx, n, now).await })).await?;
            Ok(true)
        }
        Err(error) => {
            let delay = usize::try_from(attempt - 1).ok().and_then(|tries| DELAYS.get(tries)).copied();
            let next_at = delay.filter(|_| error.again == Again::Later).map(|seconds| now.plus_seconds(seconds));
            match next_at {
                Some(next_at) => tracing::warn!(
                    mail.n = n, mail.attempt = attempt, %error,
                    "Mail {n} was not sent; the next try is at {}", next_at.to_rfc3339()
                ),
                None => tracing::error!(mail.n = n, mail.attempt = attempt, %error, "Mail {n} was given up"),
            }
            let cause: String = error.cause.chars().take(500).collect();
            hub.store.write(move |tx| Box::pin(async move { mails::failed(tx, n, &cause, next_at).await })).await?;
            Ok(false)
        }
    }
}

fn open(hub: &Hub, mail: &DueMail) -> Result<String, String> {
    let text = hub.sealer.open(PURPOSE, &mail.sealed_body).map_err(|error| error.to_string())?;
    String::from_utf8(text).map_err(|error| error.to_string())
}
