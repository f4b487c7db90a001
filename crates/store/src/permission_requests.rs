//! Requests of partners for the permission of a channel. The last one counts.

use domain::Timestamp;
use domain::ids::{ChannelId, ChannelKey, PartnerKey, UserKey};
use domain::permission::Answer;

use crate::conn::{execute, fetch_optional};
use crate::error::ensure_affected;
use crate::rows::{inconsistent, not_a};
use crate::sql::Sql;
use crate::{Conn, StoreError, Tx};

/// A request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PermissionRequest {
    /// Who asked, as the person was called then.
    pub asked_by: String,
    /// The address to which the link was mailed, where it was.
    pub sent_to: Option<String>,
    /// When.
    pub asked_at: Timestamp,
    /// What the client answered, and when.
    pub answered: Option<(Answer, Timestamp)>,
}

/// A request that is about to be kept.
#[derive(Clone, Debug)]
pub struct NewRequest {
    /// Who asks.
    pub user: UserKey,
    /// What the person is called.
    pub asked_by: String,
    /// The address to which the link is mailed, where it is.
    pub sent_to: Option<String>,
    /// When.
    pub at: Timestamp,
}

/// Keeps a request.
///
/// # Errors
/// The database refuses.
pub async fn insert(tx: &mut Tx, channel: ChannelKey, new: &NewRequest) -> Result<(), StoreError> {
    let changed = execute!(
        tx,
        "insert into permission_requests (channel_n, user_n, asked_by, sent_to, asked_at) values ($1, $2, $3, $4, $5)",
        channel.0,
        new.user.0,
        new.asked_by.as_str(),
        new.sent_to.as_deref(),
        new.at.millis(),
    )?;
    ensure_affected("keep a request for a permission", 1, changed)
}

/// The last request for a channel.
///
/// # Errors
/// The database refuses.
pub async fn last(conn: &mut Conn, channel: ChannelKey) -> Result<Option<PermissionRequest>, StoreError> {
    let row = fetch_optional!(
        conn,
        Row,
        "select n, asked_by, sent_to, asked_at, answer, answered_at
         from permission_requests where channel_n = $1 order by n desc limit 1",
        channel.0,
    )?;
    row.map(PermissionRequest::try_from).transpose()
}

/// The last request for each of the partner's channels that are named and were asked for, in no order.
///
/// # Errors
/// The database refuses.
pub async fn last_of(
    conn: &mut Conn,
    partner: PartnerKey,
    channels: impl Iterator<Item = &ChannelId>,
) -> Result<Vec<(ChannelId, PermissionRequest)>, StoreError> {
    let mut sql = Sql::new(
        "select c.id as channel_id, r.n, r.asked_by, r.sent_to, r.asked_at, r.answer, r.answered_at
         from channels c join permission_requests r
           on r.n = (select max(q.n) from permission_requests q where q.channel_n = c.n) where ",
    );
    sql.bind("c.partner_n = ? and c.id in (''", [partner.0.into()]);
    for channel in channels {
        sql.bind(", ?", [channel.as_str().into()]);
    }
    sql.push(")");
    let rows = sql.all::<OfChannel>(conn).await?;
    rows.into_iter()
        .map(|found| {
            let id = ChannelId::parse(&found.channel_id).map_err(inconsistent("channels", found.row.n))?;
            Ok((id, found.row.try_into()?))
        })
        .collect()
}

#[derive(sqlx::FromRow)]
struct OfChannel {
    channel_id: String,
    #[sqlx(flatten)]
    row: Row,
}

#[derive(sqlx::FromRow)]
struct Row {
    n: i64,
    asked_by: String,
    sent_to: Option<String>,
    asked_at: i64,
    answer: Option<String>,
    answered_at: Option<i64>,
}

impl TryFrom<Row> for PermissionRequest {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let answered = match (row.answer, row.answered_at) {
            (Some(code), Some(at)) => {
                let answer =
                    Answer::from_code(&code).ok_or_else(|| not_a("permission_requests", row.n, "answer", &code))?;
                Some((answer, Timestamp(at)))
            }
            _ => None,
        };
        Ok(Self { asked_by: row.asked_by, sent_to: row.sent_to, asked_at: Timestamp(row.asked_at), answered })
    }
}

/// Answers the open requests for a channel.
///
/// # Errors
/// The database refuses.
pub async fn answer(tx: &mut Tx, channel: ChannelKey, answer: Answer, at: Timestamp) -> Result<(), StoreError> {
    execute!(
        tx,
        "update permission_requests set answer = $2, answered_at = $3 where channel_n = $1 and answered_at is null",
        channel.0,
        answer.code(),
        at.millis(),
    )?;
    Ok(())
}
