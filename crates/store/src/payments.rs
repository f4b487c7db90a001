//! Payments into balances.

use domain::Timestamp;
use domain::ids::{ChannelKey, PartnerKey, PaymentId};
use domain::money::Minor;
use domain::refund::{Payment, Usage};
use domain::top_up::PaymentState;

use crate::conn::{execute, fetch_all, fetch_optional};
use crate::error::ensure_affected;
use crate::rows::{inconsistent, not_a};
use crate::{Conn, StoreError, Tx};

/// Row number of a payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PaymentKey(pub i64);

/// A payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaymentRow {
    /// Its row number.
    pub key: PaymentKey,
    /// Its public name.
    pub id: PaymentId,
    /// In whose ledger it stands.
    pub partner: PartnerKey,
    /// Whose balance it is for.
    pub channel: ChannelKey,
    /// What was sent to the provider, word for word.
    pub request: String,
    /// What is credited.
    pub amount: Minor,
    /// The processing fee on top.
    pub fee: Minor,
    /// What of the amount was given back, or is on its way.
    pub refunded: Minor,
    /// What of the fee was given back, or is on its way.
    pub fee_refunded: Minor,
    /// How it stands.
    pub state: PaymentState,
    /// The provider's name of the page.
    pub checkout: Option<String>,
    /// The provider's page.
    pub address: Option<String>,
    /// The provider's name of the payment.
    pub reference: Option<String>,
    /// When it was paid.
    pub paid_at: Option<Timestamp>,
}

impl PaymentRow {
    /// As the rule of refunds looks at it.
    pub const fn for_refund(&self, used: Usage) -> Payment {
        Payment { amount: self.amount, fee: self.fee, refunded: self.refunded, fee_refunded: self.fee_refunded, used }
    }
}

/// A payment to begin.
#[derive(Clone, Debug)]
pub struct NewPayment<'a> {
    /// Its public name.
    pub id: &'a PaymentId,
    /// In whose ledger it stands.
    pub partner: PartnerKey,
    /// Whose balance it is for.
    pub channel: ChannelKey,
    /// The same for the same request.
    pub key: &'a str,
    /// What is sent to the provider.
    pub request: &'a str,
    /// What is credited.
    pub amount: Minor,
    /// The processing fee on top.
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
    request: String,
    amount: i64,
    fee: i64,
    refunded: i64,
    fee_refunded: i64,
    state: String,
    checkout: Option<String>,
    address: Option<String>,
    reference: Option<String>,
    paid_at: Option<i64>,
}

impl TryFrom<Found> for PaymentRow {
    type Error = StoreError;

    fn try_from(found: Found) -> Result<Self, StoreError> {
        Ok(Self {
            key: PaymentKey(found.n),
            id: PaymentId::parse(&found.id).map_err(inconsistent("payments", found.n))?,
            partner: PartnerKey(found.partner_n),
            channel: ChannelKey(found.channel_n),
            request: found.request,
            amount: Minor(found.amount),
            fee: Minor(found.fee),
            refunded: Minor(found.refunded),
            fee_refunded: Minor(found.fee_refunded),
            state: PaymentState::from_code(&found.state)
                .ok_or_else(|| not_a("payments", found.n, "state", &found.state))?,
            checkout: found.checkout,
            address: found.address,
            reference: found.reference,
            paid_at: found.paid_at.map(Timestamp),
        })
    }
}

macro_rules! select {
    ($where:literal) => {
        concat!(
            "select n, id, partner_n, channel_n, request, amount, fee, refunded, fee_refunded, state, checkout, address,
                    reference, paid_at from payments where ",
            $where
        )
    };
}

/// Keeps a payment that is about to begin.
///
/// # Errors
/// [`StoreError::Duplicate`] for a key that was used before.
pub async fn insert(tx: &mut Tx, new: &NewPayment<'_>) -> Result<(), StoreError> {
    let changed = execute!(
        tx,
        "insert into payments (id, partner_n, channel_n, key, request, amount, fee, state, asked_by, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, 'open', $8, $9)",
        new.id.as_str(),
        new.partner.0,
        new.channel.0,
        new.key,
        new.request,
        new.amount.0,
        new.fee.0,
        new.asked_by,
        new.at.millis(),
    )?;
    ensure_affected("keep a payment", 1, changed)
}

/// The payment that was asked for with this key.
///
/// # Errors
/// The database refuses.
pub async fn by_key(conn: &mut Conn, key: &str) -> Result<Option<PaymentRow>, StoreError> {
    fetch_optional!(conn, Found, select!("key = $1"), key)?.map(PaymentRow::try_from).transpose()
}

/// A payment of a channel by its name.
///
/// # Errors
/// The database refuses.
pub async fn find(conn: &mut Conn, channel: ChannelKey, id: &PaymentId) -> Result<Option<PaymentRow>, StoreError> {
    let found = fetch_optional!(conn, Found, select!("channel_n = $1 and id = $2"), channel.0, id.as_str())?;
    found.map(PaymentRow::try_from).transpose()
}

/// A payment.
///
/// # Errors
/// The database refuses.
pub async fn get(conn: &mut Conn, key: PaymentKey) -> Result<Option<PaymentRow>, StoreError> {
    fetch_optional!(conn, Found, select!("n = $1"), key.0)?.map(PaymentRow::try_from).transpose()
}

/// What was paid into a channel's balance, the most recent first.
///
/// # Errors
/// The database refuses.
pub async fn paid(conn: &mut Conn, channel: ChannelKey) -> Result<Vec<PaymentRow>, StoreError> {
    let sql = select!("channel_n = $1 and state = 'paid' order by paid_at desc, n desc");
    fetch_all!(conn, Found, sql, channel.0)?.into_iter().map(PaymentRow::try_from).collect()
}

/// The payments at whose provider somebody has to look now, at most 100.
///
/// # Errors
/// The database refuses.
pub async fn due(conn: &mut Conn, now: Timestamp) -> Result<Vec<PaymentRow>, StoreError> {
    let sql = select!("look_at <= $1 order by look_at limit 100");
    fetch_all!(conn, Found, sql, now.millis())?.into_iter().map(PaymentRow::try_from).collect()
}

/// Notes the provider's page of a payment, and when to look at it.
///
/// # Errors
/// The database refuses.
pub async fn begun(
    tx: &mut Tx,
    key: PaymentKey,
    (checkout, address): (&str, &str),
    look_at: Timestamp,
) -> Result<(), StoreError> {
    let changed = execute!(
        tx,
        "update payments set checkout = $2, address = $3, look_at = $4 where n = $1",
        key.0,
        checkout,
        address,
        look_at.millis(),
    )?;
    ensure_affected("note a provider's page", 1, changed)
}

/// Moves a payment on; answers whether it stood where the caller thought. `reference` and `at` are those of what was paid.
///
/// # Errors
/// The database refuses.
pub async fn advance(
    tx: &mut Tx,
    key: PaymentKey,
    (from, to): (PaymentState, PaymentState),
    reference: Option<&str>,
    (paid_at, look_at): (Option<Timestamp>, Option<Timestamp>),
) -> Result<bool, StoreError> {
    let changed = execute!(
        tx,
        "update payments set state = $3, reference = coalesce($4, reference), paid_at = coalesce($5, paid_at), look_at = $6
         where n = $1 and state = $2",
        key.0,
        from.code(),
        to.code(),
        reference,
        paid_at.map(Timestamp::millis),
        look_at.map(Timestamp::millis),
    )?;
    Ok(changed == 1)
}

/// When to look at a payment again; never where there is none.
///
/// # Errors
/// The database refuses.
pub async fn look_at(tx: &mut Tx, key: PaymentKey, at: Option<Timestamp>) -> Result<(), StoreError> {
    execute!(tx, "update payments set look_at = $2 where n = $1", key.0, at.map(Timestamp::millis))?;
    Ok(())
}

/// Adds to what is given back of a payment; negative where a refund has failed. The sums stay between nothing and the whole.
///
/// # Errors
/// [`StoreError::RowsAffected`] where more would be given back than was paid.
pub async fn give_back(tx: &mut Tx, key: PaymentKey, amount: Minor, fee: Minor) -> Result<(), StoreError> {
    let changed = execute!(
        tx,
        "update payments set refunded = refunded + $2, fee_refunded = fee_refunded + $3
         where n = $1 and refunded + $2 between 0 and amount and fee_refunded + $3 between 0 and fee",
        key.0,
        amount.0,
        fee.0,
    )?;
    ensure_affected("give back no more than was paid", 1, changed)
}
