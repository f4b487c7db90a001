//! Mails that are to be sent, written with the change that causes them.

use domain::Timestamp;
use domain::email::Email;

use crate::conn::execute;
use crate::error::ensure_affected;
use crate::rows::inconsistent;
use crate::sql::Sql;
use crate::{StoreError, Tx};

/// A mail that is about to be written. Its body is encrypted: it carries links that open accounts.
#[derive(Clone, Debug)]
pub struct NewMail {
    /// To whom.
    pub recipient: Email,
    /// What about.
    pub subject: String,
    /// The encrypted text.
    pub sealed_body: Vec<u8>,
    /// When it is written; it is due at once.
    pub at: Timestamp,
}

/// A mail that is due, claimed by this process.
#[derive(Clone, Debug)]
pub struct DueMail {
    /// The row number.
    pub n: i64,
    /// To whom.
    pub recipient: Email,
    /// What about.
    pub subject: String,
    /// The encrypted text.
    pub sealed_body: Vec<u8>,
    /// Which try this is, from 1.
    pub attempt: i64,
}

#[derive(sqlx::FromRow)]
struct Found {
    n: i64,
    recipient: String,
    subject: String,
    body: Vec<u8>,
    attempts: i64,
}

/// Writes a mail.
///
/// # Errors
/// The database refuses.
pub async fn create(tx: &mut Tx, new: &NewMail) -> Result<(), StoreError> {
    let changed = execute!(
        tx,
        "insert into mails (recipient, subject, body, created_at, next_at) values ($1, $2, $3, $4, $4)",
        new.recipient.as_str(),
        new.subject.as_str(),
        new.sealed_body.as_slice(),
        new.at.millis(),
    )?;
    ensure_affected("write a mail", 1, changed)
}

/// Writes a mail if somebody here has its address: the same statement in both cases, so that the time it
/// takes does not tell.
///
/// # Errors
/// The database refuses.
pub async fn create_if_known(tx: &mut Tx, new: &NewMail) -> Result<(), StoreError> {
    execute!(
        tx,
        "insert into mails (recipient, subject, body, created_at, next_at)
         select email, $2, $3, $4, $4 from users where email = $1",
        new.recipient.as_str(),
        new.subject.as_str(),
        new.sealed_body.as_slice(),
        new.at.millis(),
    )?;
    Ok(())
}

/// Claims mails that are due, the most overdue first: nobody else gets them until `lease_until`.
///
/// # Errors
/// The database refuses.
pub async fn claim(
    tx: &mut Tx,
    now: Timestamp,
    lease_until: Timestamp,
    limit: usize,
) -> Result<Vec<DueMail>, StoreError> {
    let mut sql = Sql::new("update mails set ");
    sql.bind("next_at = ?, attempts = attempts + 1", [lease_until.millis().into()]);
    sql.bind(
        " where n in (select d.n from mails d where d.sent_at is null and d.next_at <= ? order by d.next_at",
        [now.millis().into()],
    );
    sql.limit(limit).push(")");
    sql.bind(" and sent_at is null and next_at <= ?", [now.millis().into()]);
    sql.push(" returning n, recipient, subject, body, attempts");
    sql.all::<Found>(tx)
        .await?
        .into_iter()
        .map(|found| {
            Ok(DueMail {
                n: found.n,
                recipient: Email::parse(&found.recipient).map_err(inconsistent("mails", found.n))?,
                subject: found.subject,
                sealed_body: found.body,
                attempt: found.attempts,
            })
        })
        .collect()
}

/// Notes that a mail was sent, and forgets its text.
///
/// # Errors
/// There is no such mail.
pub async fn sent(tx: &mut Tx, n: i64, at: Timestamp) -> Result<(), StoreError> {
    let changed = execute!(
        tx,
        "update mails set sent_at = $2, body = $3, last_error = null where n = $1",
        n,
        at.millis(),
        &[0_u8; 0][..],
    )?;
    ensure_affected("note a sent mail", 1, changed)
}

/// Notes why a mail was not sent, and when it is tried again; never, when `next_at` is `None`.
///
/// # Errors
/// There is no such mail.
pub async fn failed(tx: &mut Tx, n: i64, error: &str, next_at: Option<Timestamp>) -> Result<(), StoreError> {
    let changed = execute!(
        tx,
        "update mails set last_error = $2, next_at = $3 where n = $1",
        n,
        error,
        next_at.map_or(i64::MAX, Timestamp::millis),
    )?;
    ensure_affected("note a failed mail", 1, changed)
}

/// Deletes mails that were written before.
///
/// # Errors
/// The database refuses.
pub async fn delete_older(tx: &mut Tx, before: Timestamp) -> Result<u64, StoreError> {
    execute!(tx, "delete from mails where created_at < $1", before.millis())
}
