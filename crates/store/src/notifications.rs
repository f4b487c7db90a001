//! Events as a person reads them in the hub: with what has been read.

use domain::Timestamp;
use domain::account::Organisation;
use domain::event::{Event, EventKind};
use domain::ids::{EventId, UserKey};

use crate::changes::{self, Topic};
use crate::conn::{execute, fetch_one, fetch_optional};
use crate::events::{EventRow, event_columns, without_milestones};
use crate::sql::Sql;
use crate::{Conn, StoreError, Tx};

/// An event and whether this person has read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notification {
    /// The event.
    pub event: Event,
    /// Whether it was read.
    pub read: Read,
}

/// Whether a person has read an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Read {
    /// Not yet.
    Unread,
    /// Marked by the person.
    Read,
}

/// Which notifications to show.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NotificationQuery {
    /// Only this kind.
    pub kind: Option<EventKind>,
    /// Only what has not been read.
    pub only: Option<Read>,
    /// Older than this one.
    pub after: Option<EventId>,
}

/// The count stops here: a bell shows `99+`.
pub const COUNT_UP_TO: i64 = 100;

#[derive(sqlx::FromRow)]
struct NotificationRow {
    #[sqlx(flatten)]
    event: EventRow,
    read: bool,
}

/// A page of notifications, newest first; at most `limit`. What a channel has come to is among them only where its kind is
/// asked for: it follows from the change beside it.
///
/// # Errors
/// The database refuses.
pub async fn page(
    conn: &mut Conn,
    organisation: Organisation,
    user: UserKey,
    query: &NotificationQuery,
    limit: usize,
) -> Result<Vec<Notification>, StoreError> {
    let mark = mark(conn, organisation, user).await?;
    let mut sql = Sql::new(concat!("select ", event_columns!(), ", "));
    sql.bind(
        "(e.n <= ? or exists (select 1 from notification_reads r where r.user_n = ? and r.event_n = e.n)) as read from events e",
        [mark.into(), user.0.into()],
    );
    scope(&mut sql, organisation);
    match query.kind {
        Some(kind) => sql.bind(" and e.kind = ?", [kind.code().into()]),
        None => sql.push(without_milestones!()),
    };
    if query.only == Some(Read::Unread) {
        sql.bind(
            " and e.n > ? and not exists (select 1 from notification_reads r where r.user_n = ? and r.event_n = e.n)",
            [mark.into(), user.0.into()],
        );
    }
    if let Some(after) = &query.after {
        sql.bind(" and e.n < (select a.n from events a where a.id = ?)", [after.as_str().into()]);
    }
    sql.push(" order by e.n desc").limit(limit);
    sql.all::<NotificationRow>(conn)
        .await?
        .into_iter()
        .map(|row| {
            let read = if row.read { Read::Read } else { Read::Unread };
            Ok(Notification { event: row.event.try_into()?, read })
        })
        .collect()
}

/// Counts what is unread, up to [`COUNT_UP_TO`], without what channels have come to, as a value: `partner`, `client` (0 on the partner's side) and `user`
/// are expressions.
macro_rules! count_unread {
    ($of_side:literal, $partner:literal, $client:literal, $user:literal) => {
        concat!(
            "(select count(*) from (select 1 as one from events e where e.partner_n = ",
            $partner,
            $of_side,
            $crate::events::without_milestones!(),
            " and e.n > coalesce((select k.read_up_to from notification_marks k where k.user_n = ",
            $user,
            " and k.partner_n = ",
            $partner,
            " and k.client_n = ",
            $client,
            "), 0)
              and not exists (select 1 from notification_reads r where r.user_n = ",
            $user,
            " and r.event_n = e.n)
             limit 100) as counted)",
        )
    };
}
pub(crate) use count_unread;

/// How many are unread, counted up to [`COUNT_UP_TO`].
///
/// # Errors
/// The database refuses.
pub async fn unread(conn: &mut Conn, organisation: Organisation, user: UserKey) -> Result<i64, StoreError> {
    let (partner, client) = keys(organisation);
    if client == 0 {
        let count = concat!("select ", count_unread!("", "$1", "0", "$2"));
        return Ok(fetch_one!(conn, (i64,), count, partner, user.0)?.0);
    }
    let count = concat!("select ", count_unread!(" and e.client_n = $3", "$1", "$3", "$2"));
    Ok(fetch_one!(conn, (i64,), count, partner, user.0, client)?.0)
}

/// Marks one as read; `false` when there is none of this organisation with the id.
///
/// # Errors
/// The database refuses.
pub async fn mark_read(
    tx: &mut Tx,
    organisation: Organisation,
    user: UserKey,
    event: &EventId,
    at: Timestamp,
) -> Result<bool, StoreError> {
    let mut sql = Sql::new("select e.n from events e");
    scope(&mut sql, organisation);
    sql.bind(" and e.id = ?", [event.as_str().into()]);
    let Some((n,)) = sql.all::<(i64,)>(tx).await?.into_iter().next() else { return Ok(false) };
    execute!(tx, "insert into notification_reads (user_n, event_n) values ($1, $2) on conflict do nothing", user.0, n)?;
    told(tx, organisation, at).await?;
    Ok(true)
}

/// Marks everything up to now as read. What was marked one by one stays marked: the person may belong to the
/// partner and to its clients, and each of these has a mark of its own.
///
/// # Errors
/// The database refuses.
pub async fn mark_all_read(
    tx: &mut Tx,
    organisation: Organisation,
    user: UserKey,
    at: Timestamp,
) -> Result<(), StoreError> {
    let (partner, client) = keys(organisation);
    execute!(
        tx,
        "insert into notification_marks (user_n, partner_n, client_n, read_up_to)
         values ($1, $2, $3, (select coalesce(max(n), 0) from events))
         on conflict (user_n, partner_n, client_n) do update set read_up_to = excluded.read_up_to",
        user.0,
        partner,
        client,
    )?;
    told(tx, organisation, at).await
}

async fn told(tx: &mut Tx, organisation: Organisation, at: Timestamp) -> Result<(), StoreError> {
    changes::record(tx, organisation.partner(), organisation.client(), None, Topic::Notifications, at).await
}

async fn mark(conn: &mut Conn, organisation: Organisation, user: UserKey) -> Result<i64, StoreError> {
    let (partner, client) = keys(organisation);
    let found = fetch_optional!(
        conn,
        (i64,),
        "select read_up_to from notification_marks where user_n = $1 and partner_n = $2 and client_n = $3",
        user.0,
        partner,
        client,
    )?;
    Ok(found.map_or(0, |(n,)| n))
}

fn scope(sql: &mut Sql, organisation: Organisation) {
    sql.bind(" where e.partner_n = ?", [organisation.partner().0.into()]);
    if let Some(client) = organisation.client() {
        sql.bind(" and e.client_n = ?", [client.0.into()]);
    }
}

fn keys(organisation: Organisation) -> (i64, i64) {
    (organisation.partner().0, organisation.client().map_or(0, |client| client.0))
}
