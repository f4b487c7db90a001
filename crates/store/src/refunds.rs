//! What is given back of payments.

use domain::Timestamp;
use domain::ids::{ChannelKey, PartnerKey, RefundId};
use domain::money::Minor;
use domain::refund::RefundState;

use crate::conn::{execute, fetch_all, fetch_one, fetch_optional};
use crate::payments::PaymentKey;
use crate::rows::{inconsistent, not_a};
use crate::{Conn, StoreError, Tx};

/// Row number of a refund.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct RefundKey(pub i64);

/// A refund.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefundRow {
    /// Its row number.
    pub key: RefundKey,
    /// Its public name.
    pub id: RefundId,
    /// In whose ledger it stands.
    pub partner: PartnerKey,
    /// Whose balance it comes from.
    pub channel: ChannelKey,
    /// The payment that it goes against.
    pub payment: PaymentKey,
    /// The name of the request, the same at the provider.
    pub request: String,
    /// What leaves the balance.
    pub amount: Minor,
    /// What of the fee goes back with it.
    pub fee: Minor,
    /// How it stands.
    pub state: RefundState,
    /// The provider's name of it.
    pub provider_id: Option<String>,
    /// Why it has failed.
    pub problem: Option<String>,
    /// The name of who asked.
    pub asked_by: String,
    /// When.
    pub created_at: Timestamp,
}

/// A refund that is asked for.
#[derive(Clone, Debug)]
pub struct NewRefund<'a> {
    /// Its public name.
    pub id: &'a RefundId,
    /// In whose ledger it stands.
    pub partner: PartnerKey,
    /// Whose balance it comes from.
    pub channel: ChannelKey,
    /// The payment that it goes against.
    pub payment: PaymentKey,
    /// The same for the same request.
    pub key: &'a str,
    /// What leaves the balance.
    pub amount: Minor,
    /// What of the fee goes back with it.
    pub fee: Minor,
    /// The name of who asked.
    pub asked_by: &'a str,
    /// When.
    pub at: Timestamp,
}

#[derive(sqlx::FromRow)]
struct Found {
    n: i64,
    id: String,
    partner_n: i64,
    channel_n: i64,
    payment_n: i64,
    key: String,
    amount: i64,
    fee: i64,
    state: String,
    provider_id: Option<String>,
    problem: Option<String>,
    asked_by: String,
    created_at: i64,
}

impl TryFrom<Found> for RefundRow {
    type Error = StoreError;

    fn try_from(found: Found) -> Result<Self, StoreError> {
        Ok(Self {
            key: RefundKey(found.n),
            id: RefundId::parse(&found.id).map_err(inconsistent("refunds", found.n))?,
            partner: PartnerKey(found.partner_n),
            channel: ChannelKey(found.channel_n),
            payment: PaymentKey(found.payment_n),
            request: found.key,
            amount: Minor(found.amount),
            fee: Minor(found.fee),
            state: RefundState::from_code(&found.state)
                .ok_or_else(|| not_a("refunds", found.n, "state", &found.state))?,
            provider_id: found.provider_id,
            problem: found.problem,
            asked_by: found.asked_by,
            created_at: Timestamp(found.created_at),
        })
    }
}

macro_rules! select {
    ($where:literal) => {
        concat!(
            "select n, id, partner_n, channel_n, payment_n, key, amount, fee, state, provider_id, problem, asked_by, created_at
             from refunds where ",
            $where
        )
    };
}

/// Keeps a refund that is asked for; it is due at once.
///
/// # Errors
/// [`StoreError::Duplicate`] for a key that was used before.
pub async fn insert(tx: &mut Tx, new: &NewRefund<'_>) -> Result<RefundKey, StoreError> {
    let (n,) = fetch_one!(
        &mut **tx,
        (i64,),
        "insert into refunds (id, partner_n, channel_n, payment_n, key, amount, fee, state, asked_by, created_at, look_at)
         values ($1, $2, $3, $4, $5, $6, $7, 'requested', $8, $9, $9) returning n",
        new.id.as_str(),
        new.partner.0,
        new.channel.0,
        new.payment.0,
        new.key,
        new.amount.0,
        new.fee.0,
        new.asked_by,
        new.at.millis(),
    )?;
    Ok(RefundKey(n))
}

/// The refund that was asked for with this key.
///
/// # Errors
/// The database refuses.
pub async fn by_key(conn: &mut Conn, key: &str) -> Result<Option<RefundRow>, StoreError> {
    fetch_optional!(conn, Found, select!("key = $1"), key)?.map(RefundRow::try_from).transpose()
}

/// A refund as it is now.
///
/// # Errors
/// The database refuses.
pub async fn get(conn: &mut Conn, key: RefundKey) -> Result<Option<RefundRow>, StoreError> {
    fetch_optional!(conn, Found, select!("n = $1"), key.0)?.map(RefundRow::try_from).transpose()
}

/// The refunds of a channel, the newest first, at most 100.
///
/// # Errors
/// The database refuses.
pub async fn of_channel(conn: &mut Conn, channel: ChannelKey) -> Result<Vec<RefundRow>, StoreError> {
    let sql = select!("channel_n = $1 order by n desc limit 100");
    fetch_all!(conn, Found, sql, channel.0)?.into_iter().map(RefundRow::try_from).collect()
}

/// The refunds that have to be moved on now, at most 100.
///
/// # Errors
/// The database refuses.
pub async fn due(conn: &mut Conn, now: Timestamp) -> Result<Vec<RefundRow>, StoreError> {
    let sql = select!("look_at <= $1 order by look_at limit 100");
    fetch_all!(conn, Found, sql, now.millis())?.into_iter().map(RefundRow::try_from).collect()
}

/// Moves a refund on; answers whether it stood where the caller thought. It is settled when there is nothing to look at.
///
/// # Errors
/// The database refuses.
pub async fn advance(
    tx: &mut Tx,
    key: RefundKey,
    (from, to): (RefundState, RefundState),
    (provider_id, problem): (Option<&str>, Option<&str>),
    (now, look_at): (Timestamp, Option<Timestamp>),
) -> Result<bool, StoreError> {
    let changed = execute!(
        tx,
        "update refunds set state = $3, provider_id = coalesce($4, provider_id), problem = coalesce($5, problem),
           look_at = $6, settled_at = case when $6 is null then $7 else settled_at end
         where n = $1 and state = $2",
        key.0,
        from.code(),
        to.code(),
        provider_id,
        problem,
        look_at.map(Timestamp::millis),
        now.millis(),
    )?;
    Ok(changed == 1)
}

/// When to look at a refund again.
///
/// # Errors
/// The database refuses.
pub async fn look_at(tx: &mut Tx, key: RefundKey, at: Timestamp) -> Result<(), StoreError> {
    execute!(tx, "update refunds set look_at = $2 where n = $1", key.0, at.millis())?;
    Ok(())
}
