//! Channels: the numbers of the accounts, with what the list shows and is searched by.

pub mod ending;
pub mod export;
mod hold;
pub mod page;

pub use hold::{Standing, hold_standing, standing};
pub use of_client::of_client;

use domain::Timestamp;
use domain::account::Organisation;
use domain::activation::Activation;
use domain::channel::{ChannelCard, ChannelFacts, Contract, Lifecycle};
use domain::ids::{ChannelId, ChannelKey, ClientKey, PartnerKey, WabaKey};
use domain::permission::{PaymentType, Permission};
use domain::prompt::Who;
use domain::subscription::Ending;
use domain::time::Date;

use crate::changes::{self, Topic};
use crate::conn::{Engine, execute, fetch_all, fetch_one, fetch_optional};
use crate::error::ensure_affected;
use crate::sql::Sql;
use crate::{Conn, StoreError, Tx};

/// A channel as it is stored.
#[derive(Clone, Debug, PartialEq)]
pub struct Channel {
    /// Row number.
    pub key: ChannelKey,
    /// Public id.
    pub id: ChannelId,
    /// The partner that manages it.
    pub partner: PartnerKey,
    /// The client that owns it.
    pub client: ClientKey,
    /// Its account.
    pub waba: WabaKey,
    /// What Meta says.
    pub facts: ChannelFacts,
    /// The hub's own part.
    pub contract: Contract,
    /// When it was connected.
    pub created_at: Timestamp,
    /// When something about it changed last.
    pub changed_at: Timestamp,
}

/// What is computed from a channel, its account and its client whenever one of them changes.
#[derive(Clone, Debug)]
pub struct Derived {
    /// What the list shows.
    pub card: ChannelCard,
    /// The three activation statuses.
    pub activation: Activation,
    /// Terms of the search.
    pub terms: Vec<String>,
    /// Words of the search in one line.
    pub words: String,
    /// The display name, folded, to sort by.
    pub name_key: String,
    /// The client's name, folded, to sort by.
    pub client_key: String,
}

/// Goes up when the rules behind [`Derived`] change; older rows are computed anew at start.
pub const CARD_VERSION: i64 = 2;

#[derive(sqlx::FromRow)]
struct Row {
    n: i64,
    id: String,
    partner_n: i64,
    client_n: i64,
    waba_n: i64,
    facts: String,
    payment: String,
    permission: String,
    ended: bool,
    last_day: Option<String>,
    cancelled_for: Option<String>,
    paid_until: Option<String>,
    created_at: i64,
    changed_at: i64,
}

macro_rules! select_channel {
    ($tail:literal) => {
        concat!(
            "select n, id, partner_n, client_n, waba_n, facts, payment, permission, ended, last_day,
                    cancelled_for, paid_until, created_at, changed_at
             from channels ",
            $tail
        )
    };
}

impl TryFrom<Row> for Channel {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let inconsistent =
            |what: &str| StoreError::Inconsistent { table: "channels", row: row.n, what: what.to_owned() };
        let day = |text: &Option<String>, column| {
            text.as_deref().map(|day| Date::parse(day).ok_or_else(|| inconsistent(column))).transpose()
        };
        let last_day = day(&row.last_day, "last_day")?;
        let ending = Ending::of(day(&row.cancelled_for, "cancelled_for")?, day(&row.paid_until, "paid_until")?);
        let lifecycle = match (row.ended, last_day, ending) {
            (false, None, None) => Lifecycle::Open,
            (false, Some(last_day), Some(ending)) if ending.last_day() == last_day => Lifecycle::Ending(ending),
            (true, Some(day), _) => Lifecycle::Ended(day),
            _ => return Err(inconsistent("a last day that does not follow from its notices")),
        };
        Ok(Self {
            key: ChannelKey(row.n),
            id: ChannelId::parse(&row.id).map_err(|_| inconsistent("id"))?,
            partner: PartnerKey(row.partner_n),
            client: ClientKey(row.client_n),
            waba: WabaKey(row.waba_n),
            facts: serde_json::from_str(&row.facts).map_err(|_| inconsistent("facts"))?,
            contract: Contract {
                payment: PaymentType::from_code(&row.payment).ok_or_else(|| inconsistent("payment"))?,
                permission: Permission::from_code(&row.permission).ok_or_else(|| inconsistent("permission"))?,
                lifecycle,
            },
            created_at: Timestamp(row.created_at),
            changed_at: Timestamp(row.changed_at),
        })
    }
}

/// Runs a statement with what it names first and then what [`insert`] and [`update`] both write, in this order.
// Below the macro that it uses.
mod of_client;

macro_rules! with_columns {
    ($run:ident, ($facts:ident, $contract:ident, $derived:ident, $at:ident), $($first:tt)+) => {{
        let [last_day, cancelled_for, paid_until] = lifecycle_columns($contract.lifecycle);
        $run!(
            $($first)+
            $facts.external_id.as_str(),
            $facts.number.display(),
            $facts.number.digits(),
            $derived.name_key.as_str(),
            $derived.client_key.as_str(),
            json($facts),
            $contract.payment.code(),
            $contract.permission.code(),
            matches!($contract.lifecycle, Lifecycle::Ended(_)),
            last_day,
            cancelled_for,
            paid_until,
            $derived.card.state.code(),
            $derived.card.quality.code(),
            $derived.card.limit.as_ref().map_or("", |limit| limit.code()),
            $derived.card.account_type.code(),
            !$derived.card.prompts.is_empty(),
            $derived.card.waits_for(Who::Client),
            $derived.card.waits_for(Who::Partner),
            $derived.card.waits_for(Who::Meta),
            $derived.activation.message_on_behalf.code(),
            $derived.activation.business_verification.as_ref().map_or("", |status| status.code()),
            $derived.activation.number_registration.code(),
            json(&$derived.card),
            CARD_VERSION,
            json(&$derived.terms),
            $derived.words.as_str(),
            $at.millis(),
        )
    }};
}

/// Adds a channel and tells open pages.
///
/// # Errors
/// [`StoreError::Duplicate`] when Meta's id of the number is there already.
pub async fn insert(
    tx: &mut Tx,
    (partner, client, waba): (PartnerKey, ClientKey, WabaKey),
    facts: &ChannelFacts,
    contract: &Contract,
    derived: &Derived,
    at: Timestamp,
) -> Result<ChannelKey, StoreError> {
    let (n,) = with_columns!(
        fetch_one, (facts, contract, derived, at),
        tx,
        (i64,),
        "insert into channels (id, partner_n, client_n, waba_n, external_id, number, digits, name_key, client_key, facts,
           payment, permission, ended, last_day, cancelled_for, paid_until, state, quality, messaging_limit, account_type,
           acts_any, acts_client, acts_partner, acts_meta,
           message_on_behalf, business_verification, number_registration,
           card, card_version, terms, words, created_at, changed_at, synced_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22,
           $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $32, $32) returning n",
        derived.card.id.as_str(),
        partner.0,
        client.0,
        waba.0,
    )?;
    let key = ChannelKey(n);
    for term in &derived.terms {
        insert_term(tx, partner, &searched_as(contract.lifecycle, term), key).await?;
    }
    changes::record(tx, partner, Some(client), Some(key), Topic::Channel, at).await?;
    Ok(key)
}

/// Replaces what is known and what follows from it, and tells open pages.
///
/// # Errors
/// The channel is gone, or the database refuses.
pub async fn update(
    tx: &mut Tx,
    channel: &Channel,
    facts: &ChannelFacts,
    contract: &Contract,
    derived: &Derived,
    at: Timestamp,
) -> Result<(), StoreError> {
    let (old_terms,) = fetch_one!(tx, (String,), "select terms from channels where n = $1", channel.key.0)?;
    let old_terms: Vec<String> = serde_json::from_str(&old_terms).unwrap_or_default();
    let changed = with_columns!(
        execute,
        (facts, contract, derived, at),
        tx,
        "update channels set external_id = $2, number = $3, digits = $4, name_key = $5, client_key = $6, facts = $7,
           payment = $8, permission = $9, ended = $10, last_day = $11, cancelled_for = $12, paid_until = $13,
           state = $14, quality = $15, messaging_limit = $16,
           account_type = $17, acts_any = $18, acts_client = $19, acts_partner = $20, acts_meta = $21,
           message_on_behalf = $22, business_verification = $23, number_registration = $24,
           card = $25, card_version = $26, terms = $27, words = $28, changed_at = $29
         where n = $1",
        channel.key.0,
    )?;
    ensure_affected("a channel", 1, changed)?;
    let before: Vec<String> = old_terms.iter().map(|term| searched_as(channel.contract.lifecycle, term)).collect();
    let after: Vec<String> = derived.terms.iter().map(|term| searched_as(contract.lifecycle, term)).collect();
    for gone in before.iter().filter(|term| !after.contains(term)) {
        execute!(
            tx,
            "delete from channel_terms where partner_n = $1 and term = $2 and channel_n = $3",
            channel.partner.0,
            gone.as_str(),
            channel.key.0,
        )?;
    }
    for new in after.iter().filter(|term| !before.contains(term)) {
        insert_term(tx, channel.partner, new, channel.key).await?;
    }
    changes::record(tx, channel.partner, Some(channel.client), Some(channel.key), Topic::Channel, at).await
}

async fn insert_term(tx: &mut Tx, partner: PartnerKey, term: &str, key: ChannelKey) -> Result<(), StoreError> {
    execute!(
        tx,
        "insert into channel_terms (partner_n, term, channel_n) values ($1, $2, $3) on conflict do nothing",
        partner.0,
        term,
        key.0,
    )?;
    Ok(())
}

/// Ended channels are found apart from running ones: their terms have an `x` in front.
fn searched_as(lifecycle: Lifecycle, term: &str) -> String {
    match lifecycle {
        Lifecycle::Ended(_) => format!("x{term}"),
        Lifecycle::Open | Lifecycle::Ending(_) => term.to_owned(),
    }
}

/// `last_day`, `cancelled_for` and `paid_until`.
fn lifecycle_columns(lifecycle: Lifecycle) -> [Option<String>; 3] {
    let ending = lifecycle.ending();
    [lifecycle.last_day(), ending.and_then(Ending::cancelled), ending.and_then(Ending::unpaid)]
        .map(|day| day.map(|day| day.to_string()))
}

fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// All channels of an account.
///
/// # Errors
/// The database refuses.
pub async fn of_waba(conn: &mut Conn, waba: WabaKey) -> Result<Vec<Channel>, StoreError> {
    fetch_all!(conn, Row, select_channel!("where waba_n = $1 order by n"), waba.0)?
        .into_iter()
        .map(Channel::try_from)
        .collect()
}

/// By public id, as far as the organisation may see it.
///
/// # Errors
/// The database refuses.
pub async fn find(conn: &mut Conn, organisation: Organisation, id: &ChannelId) -> Result<Option<Channel>, StoreError> {
    fetch_optional!(
        conn,
        Row,
        select_channel!("where id = $1 and partner_n = $2 and ($3 = 0 or client_n = $3)"),
        id.as_str(),
        organisation.partner().0,
        organisation.client().map_or(0, |client| client.0),
    )?
    .map(Channel::try_from)
    .transpose()
}

/// By row number, as it is now: nobody else changes it before the transaction ends. Whoever writes what hangs on the
/// contract of a channel reads it here.
///
/// # Errors
/// The database refuses.
pub async fn hold(tx: &mut Tx, key: ChannelKey) -> Result<Option<Channel>, StoreError> {
    // On SQLite the transaction is the only one that writes. What refers to the row may still be written by others.
    let sql = match tx.engine() {
        Engine::Sqlite(_) => select_channel!("where n = $1"),
        Engine::Postgres(_) => select_channel!("where n = $1 for no key update"),
    };
    fetch_optional!(tx, Row, sql, key.0)?.map(Channel::try_from).transpose()
}

/// By row number.
///
/// # Errors
/// The database refuses.
pub async fn get(conn: &mut Conn, key: ChannelKey) -> Result<Option<Channel>, StoreError> {
    fetch_optional!(conn, Row, select_channel!("where n = $1"), key.0)?.map(Channel::try_from).transpose()
}

/// Of an account, by the digits of the number: some webhooks name nothing else.
///
/// # Errors
/// The database refuses.
pub async fn find_by_digits(conn: &mut Conn, waba: WabaKey, digits: &str) -> Result<Option<Channel>, StoreError> {
    fetch_optional!(conn, Row, select_channel!("where waba_n = $1 and digits = $2"), waba.0, digits)?
        .map(Channel::try_from)
        .transpose()
}

/// Of an account, by Meta's id of the number.
///
/// # Errors
/// The database refuses.
pub async fn find_by_external_id(
    conn: &mut Conn,
    waba: WabaKey,
    external_id: &str,
) -> Result<Option<Channel>, StoreError> {
    fetch_optional!(conn, Row, select_channel!("where external_id = $1 and waba_n = $2"), external_id, waba.0)?
        .map(Channel::try_from)
        .transpose()
}

/// The card of a channel, as far as the organisation may see it.
///
/// # Errors
/// The database refuses.
pub async fn card(
    conn: &mut Conn,
    organisation: Organisation,
    id: &ChannelId,
) -> Result<Option<ChannelCard>, StoreError> {
    fetch_optional!(
        conn,
        (i64, String),
        "select n, card from channels where id = $1 and partner_n = $2 and ($3 = 0 or client_n = $3)",
        id.as_str(),
        organisation.partner().0,
        organisation.client().map_or(0, |client| client.0),
    )?
    .map(|(n, card)| page::read_card(&card, "channels", n))
    .transpose()
}

/// By Meta's id of the number, whoever owns it: row numbers of the channel and of its partner alone.
///
/// # Errors
/// The database refuses.
pub async fn keys_by_external_id(
    conn: &mut Conn,
    external_id: &str,
) -> Result<Option<(ChannelKey, PartnerKey)>, StoreError> {
    let sql = "select n, partner_n from channels where external_id = $1";
    let found = fetch_optional!(conn, (i64, i64), sql, external_id)?;
    Ok(found.map(|(n, partner)| (ChannelKey(n), PartnerKey(partner))))
}

/// Accounts with channels whose card was computed by older rules.
///
/// # Errors
/// The database refuses.
pub async fn wabas_with_old_cards(conn: &mut Conn, limit: usize) -> Result<Vec<WabaKey>, StoreError> {
    let mut sql = Sql::new("select distinct waba_n from (select waba_n from channels where ");
    sql.bind("card_version < ?", [CARD_VERSION.into()]).limit(limit).push(") as old");
    let rows = sql.all::<(i64,)>(conn).await?;
    Ok(rows.into_iter().map(|(n,)| WabaKey(n)).collect())
}
