//! Who changed the permission of a channel, or who pays for it, and when.

use domain::Timestamp;
use domain::account::Organisation;
use domain::ids::{ChannelId, ChannelKey, UserKey};
use domain::permission::{PaymentType, Permission, Terms, Wish};

use crate::conn::execute;
use crate::error::ensure_affected;
use crate::rows::{inconsistent, not_a};
use crate::sql::Sql;
use crate::{Conn, StoreError, Tx};

/// A change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PermissionChange {
    /// What was wanted.
    pub wish: Wish,
    /// What holds from then on.
    pub terms: Terms,
    /// The person, unless it followed from something else.
    pub user: Option<UserKey>,
    /// The name of who did it, as it was then.
    pub actor: String,
    /// When.
    pub at: Timestamp,
}

/// How the terms of a channel came to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The channel.
    pub channel: ChannelId,
    /// When it was connected.
    pub connected_at: Timestamp,
    /// The last change; without one, the terms are those that it was connected with.
    pub last: Option<PermissionChange>,
}

/// Writes a change.
///
/// # Errors
/// The database refuses.
pub async fn append(tx: &mut Tx, channel: ChannelKey, change: &PermissionChange) -> Result<(), StoreError> {
    let changed = execute!(
        tx,
        "insert into permission_changes (channel_n, wish, payment, permission, user_n, actor, at)
         values ($1, $2, $3, $4, $5, $6, $7)",
        channel.0,
        change.wish.code(),
        change.terms.payment.code(),
        change.terms.permission.code(),
        change.user.map(|user| user.0),
        change.actor.as_str(),
        change.at.millis(),
    )?;
    ensure_affected("write a change of a permission", 1, changed)
}

/// How the terms of these channels came to be, as far as the organisation may see them, in no order.
///
/// # Errors
/// The database refuses.
pub async fn origins(
    conn: &mut Conn,
    organisation: Organisation,
    channels: impl Iterator<Item = &ChannelId>,
) -> Result<Vec<Origin>, StoreError> {
    let mut sql = Sql::new(
        "select c.n as channel_n, c.id, c.created_at, p.n, p.wish, p.payment, p.permission, p.user_n, p.actor, p.at
         from channels c left join permission_changes p
           on p.n = (select max(q.n) from permission_changes q where q.channel_n = c.n) where ",
    );
    sql.bind("c.partner_n = ?", [organisation.partner().0.into()]);
    if let Some(client) = organisation.client() {
        sql.bind(" and c.client_n = ?", [client.0.into()]);
    }
    sql.push(" and c.id in (''");
    for channel in channels {
        sql.bind(", ?", [channel.as_str().into()]);
    }
    sql.push(")");
    sql.all::<OriginRow>(conn).await?.into_iter().map(Origin::try_from).collect()
}

#[derive(sqlx::FromRow)]
struct Row {
    n: i64,
    wish: String,
    payment: String,
    permission: String,
    user_n: Option<i64>,
    actor: String,
    at: i64,
}

#[derive(sqlx::FromRow)]
struct OriginRow {
    channel_n: i64,
    id: String,
    created_at: i64,
    n: Option<i64>,
    wish: Option<String>,
    payment: Option<String>,
    permission: Option<String>,
    user_n: Option<i64>,
    actor: Option<String>,
    at: Option<i64>,
}

const TABLE: &str = "permission_changes";

impl TryFrom<Row> for PermissionChange {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let payment = PaymentType::from_code(&row.payment);
        let permission = Permission::from_code(&row.permission);
        Ok(Self {
            wish: Wish::from_code(&row.wish).ok_or_else(|| not_a(TABLE, row.n, "wish", &row.wish))?,
            terms: Terms {
                payment: payment.ok_or_else(|| not_a(TABLE, row.n, "payment", &row.payment))?,
                permission: permission.ok_or_else(|| not_a(TABLE, row.n, "permission", &row.permission))?,
            },
            user: row.user_n.map(UserKey),
            actor: row.actor,
            at: Timestamp(row.at),
        })
    }
}

impl TryFrom<OriginRow> for Origin {
    type Error = StoreError;

    fn try_from(row: OriginRow) -> Result<Self, StoreError> {
        let OriginRow { channel_n, id, created_at, n, wish, payment, permission, user_n, actor, at } = row;
        // All of them are there, or the channel has no change.
        let last = match (n, wish, payment, permission, actor, at) {
            (Some(n), Some(wish), Some(payment), Some(permission), Some(actor), Some(at)) => {
                Some(Row { n, wish, payment, permission, user_n, actor, at }.try_into()?)
            }
            _ => None,
        };
        Ok(Self {
            channel: ChannelId::parse(&id).map_err(inconsistent("channels", channel_n))?,
            connected_at: Timestamp(created_at),
            last,
        })
    }
}
