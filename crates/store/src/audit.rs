//! Who did what, and when.

use domain::Timestamp;
use domain::account::Organisation;
use domain::ids::{ChannelKey, ClientKey, PartnerKey, UserKey};

use crate::conn::execute;
use crate::error::ensure_affected;
use crate::sql::Sql;
use crate::{Conn, StoreError, Tx};

/// An entry that is about to be written.
#[derive(Clone, Debug)]
pub struct NewEntry {
    /// Whose log it belongs to; none for what concerns no organisation.
    pub partner: Option<PartnerKey>,
    /// The client, where one is concerned: it sees the entry too.
    pub client: Option<ClientKey>,
    /// The number, where one is concerned.
    pub channel: Option<ChannelKey>,
    /// The person, unless it was the operator or the hub itself.
    pub user: Option<UserKey>,
    /// The name of who did it, as it was then.
    pub actor: String,
    /// What was done: a code such as `user_invited`.
    pub action: &'static str,
    /// To whom or to what.
    pub subject: String,
    /// What else is worth knowing; may be empty.
    pub detail: String,
    /// When.
    pub at: Timestamp,
}

/// A written entry.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct EntryRow {
    /// The row number, by which pages go on.
    pub n: i64,
    /// The name of who did it.
    pub actor: String,
    /// What was done: a code.
    pub action: String,
    /// To whom or to what.
    pub subject: String,
    /// What else is worth knowing.
    pub detail: String,
    /// When, in milliseconds since the epoch.
    pub at: i64,
}

/// Writes an entry.
///
/// # Errors
/// The database refuses.
pub async fn append(tx: &mut Tx, entry: &NewEntry) -> Result<(), StoreError> {
    let changed = execute!(
        tx,
        "insert into audit (partner_n, client_n, channel_n, user_n, actor, action, subject, detail, at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        entry.partner.map(|partner| partner.0),
        entry.client.map(|client| client.0),
        entry.channel.map(|channel| channel.0),
        entry.user.map(|user| user.0),
        entry.actor.as_str(),
        entry.action,
        entry.subject.as_str(),
        entry.detail.as_str(),
        entry.at.millis(),
    )?;
    ensure_affected("write an audit entry", 1, changed)
}

/// The organisation's entries before the one named, the newest first. A partner sees those of its clients too.
///
/// # Errors
/// The database refuses.
pub async fn of_organisation(
    conn: &mut Conn,
    organisation: Organisation,
    before: Option<i64>,
    limit: usize,
) -> Result<Vec<EntryRow>, StoreError> {
    let mut sql = Sql::new(ENTRIES);
    scope(&mut sql, organisation);
    newest_before(&mut sql, before, limit);
    sql.all(conn).await
}

const ENTRIES: &str = "select n, actor, action, subject, detail, at from audit where ";

fn scope(sql: &mut Sql, organisation: Organisation) {
    sql.bind("partner_n = ?", [organisation.partner().0.into()]);
    if let Some(client) = organisation.client() {
        sql.bind(" and client_n = ?", [client.0.into()]);
    }
}

fn newest_before(sql: &mut Sql, before: Option<i64>, limit: usize) {
    if let Some(before) = before {
        sql.bind(" and n < ?", [before.into()]);
    }
    sql.push(" order by n desc").limit(limit);
}

/// The entries of a number that the organisation may see, before the one named, the newest first.
///
/// # Errors
/// The database refuses.
pub async fn of_channel(
    conn: &mut Conn,
    organisation: Organisation,
    channel: ChannelKey,
    before: Option<i64>,
    limit: usize,
) -> Result<Vec<EntryRow>, StoreError> {
    let mut sql = Sql::new(ENTRIES);
    scope(&mut sql, organisation);
    sql.bind(" and channel_n = ?", [channel.0.into()]);
    newest_before(&mut sql, before, limit);
    sql.all(conn).await
}
