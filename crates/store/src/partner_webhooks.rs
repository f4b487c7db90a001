//! The webhooks of partners: where events go, with which headers, signed with which secret. Headers and secrets are
//! encrypted by whoever writes them.

use domain::Timestamp;
use domain::ids::{PartnerKey, WebhookId, WebhookKey};
use domain::webhook_address::WebhookAddress;

use crate::conn::{execute, fetch_all, fetch_one, fetch_optional};
use crate::error::ensure_affected;
use crate::rows::inconsistent;
use crate::{Conn, StoreError, Tx};

/// A webhook of a partner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartnerWebhook {
    /// Row number.
    pub key: WebhookKey,
    /// Public id.
    pub id: WebhookId,
    /// Whose it is.
    pub partner: PartnerKey,
    /// Where it goes.
    pub address: WebhookAddress,
    /// The encrypted headers.
    pub headers: Vec<u8>,
    /// The encrypted secret that signs.
    pub secret: Vec<u8>,
    /// The encrypted secret before it, and until when it signs as well.
    pub old_secret: Option<(Vec<u8>, Timestamp)>,
    /// Whether it is used.
    pub switch: Switch,
}

/// Whether a webhook is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Switch {
    /// Events are delivered.
    On,
    /// No events are written for it, and what waits goes on waiting.
    Off,
}

#[derive(sqlx::FromRow)]
struct Row {
    n: i64,
    id: String,
    partner_n: i64,
    address: String,
    headers: Vec<u8>,
    secret: Vec<u8>,
    old_secret: Option<Vec<u8>>,
    old_secret_until: Option<i64>,
    paused: bool,
}

macro_rules! select_webhook {
    ($tail:literal) => {
        concat!(
            "select n, id, partner_n, address, headers, secret, old_secret, old_secret_until, paused
             from partner_webhooks ",
            $tail
        )
    };
}

impl TryFrom<Row> for PartnerWebhook {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            key: WebhookKey(row.n),
            id: WebhookId::parse(&row.id).map_err(inconsistent("partner_webhooks", row.n))?,
            partner: PartnerKey(row.partner_n),
            address: WebhookAddress::parse(&row.address).map_err(inconsistent("partner_webhooks", row.n))?,
            headers: row.headers,
            secret: row.secret,
            old_secret: row.old_secret.zip(row.old_secret_until.map(Timestamp)),
            switch: if row.paused { Switch::Off } else { Switch::On },
        })
    }
}

/// A webhook that is about to be made.
#[derive(Clone, Debug)]
pub struct NewWebhook {
    /// Public id.
    pub id: WebhookId,
    /// Whose it is.
    pub partner: PartnerKey,
    /// Where it goes.
    pub address: WebhookAddress,
    /// The encrypted headers.
    pub headers: Vec<u8>,
    /// The encrypted secret.
    pub secret: Vec<u8>,
    /// When.
    pub at: Timestamp,
}

/// Makes a webhook.
///
/// # Errors
/// [`StoreError::Duplicate`] when the partner has one.
pub async fn insert(tx: &mut Tx, new: &NewWebhook) -> Result<WebhookKey, StoreError> {
    let (n,) = fetch_one!(
        tx,
        (i64,),
        "insert into partner_webhooks (id, partner_n, address, headers, secret, created_at, changed_at)
         values ($1, $2, $3, $4, $5, $6, $6) returning n",
        new.id.as_str(),
        new.partner.0,
        new.address.as_str(),
        new.headers.as_slice(),
        new.secret.as_slice(),
        new.at.millis(),
    )?;
    Ok(WebhookKey(n))
}

/// Changes where it goes and with which headers.
///
/// # Errors
/// It is gone, or the database refuses.
pub async fn redirect(
    tx: &mut Tx,
    key: WebhookKey,
    address: &WebhookAddress,
    headers: &[u8],
    at: Timestamp,
) -> Result<(), StoreError> {
    let sql = "update partner_webhooks set address = $2, headers = $3, changed_at = $4 where n = $1";
    ensure_affected("a webhook", 1, execute!(tx, sql, key.0, address.as_str(), headers, at.millis())?)
}

/// Gives it a new secret; the present one signs as well until `old_until`.
///
/// # Errors
/// It is gone, or the database refuses.
pub async fn rotate(
    tx: &mut Tx,
    key: WebhookKey,
    secret: &[u8],
    old_until: Timestamp,
    at: Timestamp,
) -> Result<(), StoreError> {
    let changed = execute!(
        tx,
        "update partner_webhooks set old_secret = secret, old_secret_until = $3, secret = $2, changed_at = $4 where n = $1",
        key.0,
        secret,
        old_until.millis(),
        at.millis(),
    )?;
    ensure_affected("the secret of a webhook", 1, changed)
}

/// Turns it on or off.
///
/// # Errors
/// It is gone, or the database refuses.
pub async fn turn(tx: &mut Tx, key: WebhookKey, switch: Switch, at: Timestamp) -> Result<(), StoreError> {
    let sql = "update partner_webhooks set paused = $2, changed_at = $3 where n = $1";
    ensure_affected("a webhook", 1, execute!(tx, sql, key.0, switch == Switch::Off, at.millis())?)
}

/// Removes it.
///
/// # Errors
/// It is gone, or the database refuses.
pub async fn remove(tx: &mut Tx, key: WebhookKey) -> Result<(), StoreError> {
    ensure_affected("a webhook", 1, execute!(tx, "delete from partner_webhooks where n = $1", key.0)?)
}

/// The partner's webhook.
///
/// # Errors
/// The database refuses.
pub async fn of_partner(conn: &mut Conn, partner: PartnerKey) -> Result<Option<PartnerWebhook>, StoreError> {
    fetch_optional!(conn, Row, select_webhook!("where partner_n = $1"), partner.0)?
        .map(PartnerWebhook::try_from)
        .transpose()
}

/// By row number: for the worker, which knows nothing else.
///
/// # Errors
/// The database refuses.
pub async fn get(conn: &mut Conn, key: WebhookKey) -> Result<Option<PartnerWebhook>, StoreError> {
    fetch_optional!(conn, Row, select_webhook!("where n = $1"), key.0)?.map(PartnerWebhook::try_from).transpose()
}

/// The webhooks that take events of a partner.
///
/// # Errors
/// The database refuses.
pub async fn taking_events(conn: &mut Conn, partner: PartnerKey) -> Result<Vec<WebhookKey>, StoreError> {
    let sql = "select n from partner_webhooks where partner_n = $1 and not paused order by n";
    Ok(fetch_all!(conn, (i64,), sql, partner.0)?.into_iter().map(|(n,)| WebhookKey(n)).collect())
}
