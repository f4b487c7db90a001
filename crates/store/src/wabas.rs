//! WhatsApp Business Accounts and the state of their sync.

use domain::Timestamp;
use domain::account::Organisation;
use domain::ids::{ChannelKey, ClientId, ClientKey, PartnerKey, WabaId, WabaKey};
use domain::permission::PaymentType;
use domain::waba::{TokenState, WabaFacts};

use crate::conn::{Engine, execute, fetch_all, fetch_one, fetch_optional};
use crate::error::ensure_affected;
use crate::{Conn, StoreError, Tx};

/// A connected account.
#[derive(Clone, Debug)]
pub struct Waba {
    /// Row number.
    pub key: WabaKey,
    /// Public id.
    pub id: WabaId,
    /// The partner that manages it.
    pub partner: PartnerKey,
    /// The client that owns it.
    pub client: ClientKey,
    /// The client's public id.
    pub client_id: ClientId,
    /// The client's name.
    pub client_name: String,
    /// The client's legal name.
    pub client_legal_name: String,
    /// The client's e-mail address.
    pub client_email: Option<String>,
    /// What the partner has noted about the client.
    pub client_payload: Option<String>,
    /// Meta's id.
    pub external_id: String,
    /// Who pays for its numbers when they are connected.
    pub payment: PaymentType,
    /// What Meta says.
    pub facts: WabaFacts,
    /// The sealed access token.
    pub token: Option<Vec<u8>>,
    /// Whether Meta takes it.
    pub token_state: TokenState,
    /// The last complete sync.
    pub synced_at: Option<Timestamp>,
    /// Why the last sync failed.
    pub sync_error: Option<String>,
    /// How often in a row it failed.
    pub sync_failures: i64,
}

#[derive(sqlx::FromRow)]
struct Row {
    n: i64,
    id: String,
    partner_n: i64,
    client_n: i64,
    client_id: String,
    client_name: String,
    client_legal_name: String,
    client_email: Option<String>,
    client_payload: Option<String>,
    external_id: String,
    payment: String,
    facts: String,
    token: Option<Vec<u8>>,
    token_state: String,
    synced_at: Option<i64>,
    sync_error: Option<String>,
    sync_failures: i64,
}

macro_rules! select_waba {
    ($tail:literal) => {
        concat!(
            "select w.n, w.id, w.partner_n, w.client_n, c.id as client_id, c.name as client_name,
                    c.legal_name as client_legal_name, c.contact_email as client_email,
                    c.partner_payload as client_payload, w.external_id, w.payment, w.facts, w.token, w.token_state, w.synced_at, w.sync_error, w.sync_failures
             from wabas w join clients c on c.n = w.client_n ",
            $tail
        )
    };
}

impl TryFrom<Row> for Waba {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let inconsistent = |what: &str| StoreError::Inconsistent { table: "wabas", row: row.n, what: what.to_owned() };
        Ok(Self {
            key: WabaKey(row.n),
            id: WabaId::parse(&row.id).map_err(|_| inconsistent("id"))?,
            partner: PartnerKey(row.partner_n),
            client: ClientKey(row.client_n),
            client_id: ClientId::parse(&row.client_id).map_err(|_| inconsistent("client"))?,
            payment: PaymentType::from_code(&row.payment).ok_or_else(|| inconsistent("payment"))?,
            facts: serde_json::from_str(&row.facts).map_err(|_| inconsistent("facts"))?,
            token_state: TokenState::from_code(&row.token_state).ok_or_else(|| inconsistent("token_state"))?,
            client_name: row.client_name,
            client_legal_name: row.client_legal_name,
            client_email: row.client_email,
            client_payload: row.client_payload,
            external_id: row.external_id,
            token: row.token,
            synced_at: row.synced_at.map(Timestamp),
            sync_error: row.sync_error,
            sync_failures: row.sync_failures,
        })
    }
}

/// A new account.
#[derive(Clone, Debug)]
pub struct NewWaba<'a> {
    /// Public id.
    pub id: WabaId,
    /// The partner.
    pub partner: PartnerKey,
    /// The client.
    pub client: ClientKey,
    /// Who pays for its numbers.
    pub payment: PaymentType,
    /// What Meta says.
    pub facts: &'a WabaFacts,
    /// The sealed access token.
    pub token: Vec<u8>,
    /// Now; the first sync is due at once.
    pub at: Timestamp,
}

/// Adds an account.
///
/// # Errors
/// [`StoreError::Duplicate`] when Meta's id is connected already.
pub async fn insert(tx: &mut Tx, new: &NewWaba<'_>) -> Result<WabaKey, StoreError> {
    let facts = to_json(new.facts);
    let (n,) = fetch_one!(
        tx,
        (i64,),
        "insert into wabas (id, partner_n, client_n, external_id, name, payment, facts, token, token_state, connected_at, next_sync_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, 'valid', $9, $9) returning n",
        new.id.as_str(),
        new.partner.0,
        new.client.0,
        new.facts.external_id.as_str(),
        new.facts.name.as_str(),
        new.payment.code(),
        facts.as_str(),
        new.token.as_slice(),
        new.at.millis(),
    )?;
    Ok(WabaKey(n))
}

/// Replaces what Meta says.
///
/// # Errors
/// The account is gone, or the database refuses.
pub async fn update_facts(tx: &mut Tx, key: WabaKey, facts: &WabaFacts) -> Result<(), StoreError> {
    let json = to_json(facts);
    let changed =
        execute!(tx, "update wabas set facts = $2, name = $3 where n = $1", key.0, json.as_str(), facts.name.as_str())?;
    ensure_affected("facts of an account", 1, changed)
}

/// Takes a new token; the account is due for a sync at once.
///
/// # Errors
/// The account is gone, or the database refuses.
pub async fn replace_token(tx: &mut Tx, key: WabaKey, token: &[u8], at: Timestamp) -> Result<(), StoreError> {
    let changed = execute!(
        tx,
        "update wabas set token = $2, token_state = 'valid', sync_error = null, sync_failures = 0, next_sync_at = $3, lease_until = 0 where n = $1",
        key.0,
        token,
        at.millis(),
    )?;
    ensure_affected("token of an account", 1, changed)
}

/// Notes that Meta refuses the token; the account is no longer synced.
///
/// # Errors
/// The account is gone, or the database refuses.
pub async fn refuse_token(tx: &mut Tx, key: WabaKey, reason: &str) -> Result<(), StoreError> {
    let changed = execute!(
        tx,
        "update wabas set token_state = 'refused', sync_error = $2, lease_until = 0 where n = $1",
        key.0,
        reason,
    )?;
    ensure_affected("token state of an account", 1, changed)
}

/// By Meta's id, whoever owns it: webhooks name nothing else.
///
/// # Errors
/// The database refuses.
pub async fn find_by_external_id(conn: &mut Conn, external_id: &str) -> Result<Option<Waba>, StoreError> {
    fetch_optional!(conn, Row, select_waba!("where w.external_id = $1"), external_id)?.map(Waba::try_from).transpose()
}

/// By row number.
///
/// # Errors
/// The database refuses.
pub async fn find(conn: &mut Conn, key: WabaKey) -> Result<Option<Waba>, StoreError> {
    fetch_optional!(conn, Row, select_waba!("where w.n = $1"), key.0)?.map(Waba::try_from).transpose()
}

/// The account of a channel.
///
/// # Errors
/// The database refuses.
pub async fn of_channel(conn: &mut Conn, channel: ChannelKey) -> Result<Option<Waba>, StoreError> {
    fetch_optional!(conn, Row, select_waba!("where w.n = (select waba_n from channels where n = $1)"), channel.0)?
        .map(Waba::try_from)
        .transpose()
}

/// By public id, within one partner.
///
/// # Errors
/// The database refuses.
pub async fn find_by_id(conn: &mut Conn, partner: PartnerKey, id: &WabaId) -> Result<Option<Waba>, StoreError> {
    fetch_optional!(conn, Row, select_waba!("where w.id = $1 and w.partner_n = $2"), id.as_str(), partner.0)?
        .map(Waba::try_from)
        .transpose()
}

/// Takes the account whose sync is due longest, for as long as the lease lasts. It is due again when the lease ends,
/// so that a hint that comes meanwhile stands out by being earlier.
///
/// # Errors
/// The database refuses.
pub async fn claim_due(tx: &mut Tx, now: Timestamp, lease_until: Timestamp) -> Result<Option<Waba>, StoreError> {
    macro_rules! claim {
        ($others:literal) => {
            concat!(
                "update wabas set lease_until = $2, next_sync_at = $2 where n = (
                   select n from wabas where token_state = 'valid' and next_sync_at <= $1 and lease_until <= $1
                   order by next_sync_at, n limit 1",
                $others,
                ") and lease_until <= $1 returning n"
            )
        };
    }
    // Who claims at the same time takes the next one instead of waiting for this one; SQLite has one writer.
    let sql = match tx.engine() {
        Engine::Sqlite(_) => claim!(""),
        Engine::Postgres(_) => claim!(" for update skip locked"),
    };
    let claimed = fetch_optional!(tx, (i64,), sql, now.millis(), lease_until.millis())?;
    match claimed {
        Some((n,)) => find(tx, WabaKey(n)).await,
        None => Ok(None),
    }
}

/// Notes a complete sync. It is due again at `next`, or at once where a hint came while it ran: what the hint was
/// about may have been read before it changed.
///
/// # Errors
/// The account is gone, or the database refuses.
pub async fn sync_done(tx: &mut Tx, key: WabaKey, at: Timestamp, next: Timestamp) -> Result<(), StoreError> {
    let changed = execute!(
        tx,
        "update wabas set synced_at = $2, sync_error = null, sync_failures = 0, sync_seen = 0,
           next_sync_at = case when next_sync_at < lease_until then next_sync_at else $3 end, lease_until = 0
         where n = $1",
        key.0,
        at.millis(),
        next.millis(),
    )?;
    ensure_affected("sync of an account", 1, changed)
}

/// Notes a failed sync and when to try again; answers how often in a row it has failed.
///
/// # Errors
/// The account is gone, or the database refuses.
pub async fn sync_failed(tx: &mut Tx, key: WabaKey, reason: &str, next: Timestamp) -> Result<i64, StoreError> {
    Ok(fetch_one!(
        tx,
        (i64,),
        "update wabas set sync_error = $2, sync_failures = sync_failures + 1, next_sync_at = $3, lease_until = 0
         where n = $1 returning sync_failures",
        key.0,
        reason,
        next.millis(),
    )?
    .0)
}

/// Makes an account due at once, unless that is so already.
///
/// # Errors
/// The database refuses.
pub async fn sync_soon(tx: &mut Tx, key: WabaKey, at: Timestamp) -> Result<(), StoreError> {
    execute!(tx, "update wabas set next_sync_at = $2 where n = $1 and $2 < next_sync_at", key.0, at.millis())?;
    Ok(())
}

/// How far the first syncs of an organisation are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SyncProgress {
    /// Accounts that have been read at least once, or that Meta refuses.
    pub done: u32,
    /// All connected accounts.
    pub accounts: u32,
}

/// How far the first syncs of an organisation are; `None` when none is running. Counts only while there is
/// something to wait for.
///
/// # Errors
/// The database refuses.
pub async fn first_sync(conn: &mut Conn, organisation: Organisation) -> Result<Option<SyncProgress>, StoreError> {
    let (waiting, accounts) = fetch_one!(
        conn,
        (i64, i64),
        "select w.waiting, case when w.waiting = 0 then 0 else
           (select count(*) from wabas where partner_n = $1 and ($2 = 0 or client_n = $2)) end
         from (select count(*) as waiting from wabas
           where partner_n = $1 and synced_at is null and token_state = 'valid' and ($2 = 0 or client_n = $2)) as w",
        organisation.partner().0,
        organisation.client().map_or(0, |client| client.0),
    )?;
    if waiting == 0 {
        return Ok(None);
    }
    let count = |n: i64| u32::try_from(n).unwrap_or(u32::MAX);
    Ok(Some(SyncProgress { done: count(accounts - waiting), accounts: count(accounts) }))
}

/// All accounts of a client, oldest first.
///
/// # Errors
/// The database refuses.
pub async fn of_client(conn: &mut Conn, partner: PartnerKey, client: ClientKey) -> Result<Vec<Waba>, StoreError> {
    fetch_all!(
        conn,
        Row,
        select_waba!("where w.partner_n = $1 and w.client_n = $2 order by w.n"),
        partner.0,
        client.0,
    )?
    .into_iter()
    .map(Waba::try_from)
    .collect()
}

/// All accounts of a partner, oldest first.
///
/// # Errors
/// The database refuses.
pub async fn of_partner(conn: &mut Conn, partner: PartnerKey) -> Result<Vec<Waba>, StoreError> {
    fetch_all!(conn, Row, select_waba!("where w.partner_n = $1 order by w.n"), partner.0)?
        .into_iter()
        .map(Waba::try_from)
        .collect()
}

fn to_json(facts: &WabaFacts) -> String {
    serde_json::to_string(facts).unwrap_or_else(|_| "{}".to_owned())
}
