//! API keys of channels. The holder has the key, the database its hash.

use domain::Timestamp;
use domain::account::{Organisation, OrganisationKind};
use domain::api_key::{KeyPrefix, Validity};
use domain::ids::{ApiKeyKey, ChannelId, ChannelKey, UserKey};

use crate::conn::{execute, fetch_optional};
use crate::error::ensure_affected;
use crate::rows::{inconsistent, not_a};
use crate::sql::Sql;
use crate::{Conn, StoreError, Tx};

/// SHA-256 of a key. A key holds more than 200 random bits, so its hash needs neither salt nor stretching.
pub type KeyHash = [u8; 32];

/// A key that is about to be kept.
#[derive(Clone, Debug)]
pub struct NewKey {
    /// What it is looked up by.
    pub prefix: KeyPrefix,
    /// Hash of the whole key.
    pub hash: KeyHash,
    /// For which channel.
    pub channel: ChannelKey,
    /// On which side it was made.
    pub side: OrganisationKind,
    /// By whom.
    pub user: UserKey,
    /// The person's name, as it is now.
    pub made_by: String,
    /// When.
    pub at: Timestamp,
}

/// A key as lists show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredKey {
    /// What it is looked up by.
    pub prefix: KeyPrefix,
    /// On which side it was made.
    pub side: OrganisationKind,
    /// The name of who made it, as it was then.
    pub made_by: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// How long it is valid.
    pub validity: Validity,
    /// When it was used last, to the minute.
    pub last_used_at: Option<Timestamp>,
}

#[derive(sqlx::FromRow)]
struct Row {
    n: i64,
    prefix: String,
    side: String,
    made_by: String,
    created_at: i64,
    ends_at: Option<i64>,
    revoked_at: Option<i64>,
    last_used_at: Option<i64>,
}

impl TryFrom<Row> for StoredKey {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            prefix: KeyPrefix::parse(&row.prefix).map_err(inconsistent(TABLE, row.n))?,
            side: OrganisationKind::from_code(&row.side).ok_or_else(|| not_a(TABLE, row.n, "side", &row.side))?,
            made_by: row.made_by,
            created_at: Timestamp(row.created_at),
            validity: validity(row.ends_at, row.revoked_at),
            last_used_at: row.last_used_at.map(Timestamp),
        })
    }
}

pub(crate) const TABLE: &str = "api_keys";

pub(crate) fn validity(ends_at: Option<i64>, revoked_at: Option<i64>) -> Validity {
    Validity { ends_at: ends_at.map(Timestamp), revoked_at: revoked_at.map(Timestamp) }
}

/// Keeps a new key.
///
/// # Errors
/// [`StoreError::Duplicate`] when its prefix is there already.
pub async fn insert(tx: &mut Tx, key: &NewKey) -> Result<(), StoreError> {
    let changed = execute!(
        tx,
        "insert into api_keys (prefix, key_hash, channel_n, side, user_n, made_by, created_at)
         values ($1, $2, $3, $4, $5, $6, $7)",
        key.prefix.as_str(),
        key.hash.as_slice(),
        key.channel.0,
        key.side.code(),
        key.user.0,
        key.made_by.as_str(),
        key.at.millis(),
    )?;
    ensure_affected("keep an API key", 1, changed)
}

/// Lets every key of the channel end at `end`; one that ends sooner keeps its end.
///
/// # Errors
/// The database refuses.
pub async fn replace_all(tx: &mut Tx, channel: ChannelKey, end: Timestamp) -> Result<u64, StoreError> {
    execute!(
        tx,
        "update api_keys set ends_at = $2
         where channel_n = $1 and revoked_at is null and (ends_at is null or $2 < ends_at)",
        channel.0,
        end.millis(),
    )
}

/// Revokes a key. Answers whether it was still valid.
///
/// # Errors
/// The database refuses.
pub async fn revoke(tx: &mut Tx, prefix: &KeyPrefix, at: Timestamp) -> Result<bool, StoreError> {
    let changed = execute!(
        tx,
        "update api_keys set revoked_at = $2
         where prefix = $1 and revoked_at is null and (ends_at is null or $2 < ends_at)",
        prefix.as_str(),
        at.millis(),
    )?;
    Ok(changed == 1)
}

/// Revokes the channel's keys that one side has made. Answers how many were still valid.
///
/// # Errors
/// The database refuses.
pub async fn revoke_of_side(
    tx: &mut Tx,
    channel: ChannelKey,
    side: OrganisationKind,
    at: Timestamp,
) -> Result<u64, StoreError> {
    execute!(
        tx,
        "update api_keys set revoked_at = $3
         where channel_n = $1 and side = $2 and revoked_at is null and (ends_at is null or $3 < ends_at)",
        channel.0,
        side.code(),
        at.millis(),
    )
}

/// The channel's keys: first those that are valid, then the others, each the newest first; at most `limit`.
///
/// # Errors
/// The database refuses.
pub async fn of_channel(
    conn: &mut Conn,
    channel: ChannelKey,
    now: Timestamp,
    limit: usize,
) -> Result<Vec<StoredKey>, StoreError> {
    let mut sql =
        Sql::new("select n, prefix, side, made_by, created_at, ends_at, revoked_at, last_used_at from api_keys where ");
    sql.bind("channel_n = ?", [channel.0.into()])
        .bind(
            " order by case when revoked_at is null and (ends_at is null or ? < ends_at) then 0 else 1 end, n desc",
            [now.millis().into()],
        )
        .limit(limit);
    sql.all::<Row>(conn).await?.into_iter().map(StoredKey::try_from).collect()
}

/// The channel of a key, and the key, as far as the organisation may see it.
///
/// # Errors
/// The database refuses.
pub async fn find(
    conn: &mut Conn,
    organisation: Organisation,
    prefix: &KeyPrefix,
) -> Result<Option<(ChannelId, StoredKey)>, StoreError> {
    let found = fetch_optional!(
        conn,
        (String,),
        "select c.id from api_keys k join channels c on c.n = k.channel_n
         where k.prefix = $1 and c.partner_n = $2 and ($3 = 0 or c.client_n = $3)",
        prefix.as_str(),
        organisation.partner().0,
        organisation.client().map_or(0, |client| client.0),
    )?;
    let Some((channel,)) = found else { return Ok(None) };
    let row = fetch_optional!(
        conn,
        Row,
        "select n, prefix, side, made_by, created_at, ends_at, revoked_at, last_used_at from api_keys where prefix = $1",
        prefix.as_str(),
    )?;
    let Some(row) = row else { return Ok(None) };
    let channel = ChannelId::parse(&channel).map_err(inconsistent(TABLE, row.n))?;
    Ok(Some((channel, row.try_into()?)))
}

/// What the log calls a key: the part of it that is no secret.
///
/// # Errors
/// The database refuses.
pub async fn prefix_of(conn: &mut Conn, key: ApiKeyKey) -> Result<Option<KeyPrefix>, StoreError> {
    let found = fetch_optional!(conn, (String,), "select prefix from api_keys where n = $1", key.0)?;
    found.map(|(prefix,)| KeyPrefix::parse(&prefix).map_err(inconsistent(TABLE, key.0))).transpose()
}

/// Notes that a key was used, unless another request has noted it after `before`.
///
/// # Errors
/// The database refuses.
pub async fn used(tx: &mut Tx, prefix: &KeyPrefix, at: Timestamp, before: Timestamp) -> Result<(), StoreError> {
    execute!(
        tx,
        "update api_keys set last_used_at = $2 where prefix = $1 and (last_used_at is null or last_used_at <= $3)",
        prefix.as_str(),
        at.millis(),
        before.millis(),
    )?;
    Ok(())
}
