//! Clients: the businesses that own the numbers, each of one partner.

pub mod page;

use domain::Timestamp;
use domain::account::Country;
use domain::email::Email;
use domain::ids::{ClientId, ClientKey, PartnerKey};
use domain::search::{fold, word_line};
use domain::text::Name;

use crate::conn::{execute, fetch_one, fetch_optional};
use crate::error::ensure_affected;
use crate::rows::inconsistent;
use crate::sql::Sql;
use crate::{Conn, StoreError, Tx};

/// A client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientRow {
    /// Its row number.
    pub key: ClientKey,
    /// Its public name.
    pub id: ClientId,
    /// The partner it belongs to.
    pub partner: PartnerKey,
    /// What it is called.
    pub name: String,
    /// Its name in the register of companies.
    pub legal_name: String,
    /// Where to write to.
    pub contact_email: Option<String>,
    /// Two letters (ISO 3166-1 alpha-2).
    pub country: Option<String>,
    /// What the partner has noted about it.
    pub partner_payload: Option<String>,
    /// Since when.
    pub created_at: Timestamp,
}

/// A client that is about to be added.
#[derive(Clone, Debug)]
pub struct NewClient {
    /// Its public name.
    pub id: ClientId,
    /// The partner it belongs to.
    pub partner: PartnerKey,
    /// What it is called.
    pub name: Name,
    /// Its name in the register of companies.
    pub legal_name: Name,
    /// Where to write to.
    pub contact_email: Option<Email>,
    /// Where it sits.
    pub country: Option<Country>,
    /// What the partner has noted about it.
    pub partner_payload: Option<String>,
    /// When it is added.
    pub at: Timestamp,
}

#[derive(sqlx::FromRow)]
struct Found {
    n: i64,
    id: String,
    partner_n: i64,
    name: String,
    legal_name: String,
    contact_email: Option<String>,
    country: Option<String>,
    partner_payload: Option<String>,
    created_at: i64,
}

impl TryFrom<Found> for ClientRow {
    type Error = StoreError;

    fn try_from(found: Found) -> Result<Self, StoreError> {
        Ok(Self {
            key: ClientKey(found.n),
            id: ClientId::parse(&found.id).map_err(inconsistent("clients", found.n))?,
            partner: PartnerKey(found.partner_n),
            name: found.name,
            legal_name: found.legal_name,
            contact_email: found.contact_email,
            country: found.country,
            partner_payload: found.partner_payload,
            created_at: Timestamp(found.created_at),
        })
    }
}

/// Adds a client.
///
/// # Errors
/// The database refuses, for example because there is no such partner.
pub async fn create(tx: &mut Tx, new: &NewClient) -> Result<ClientKey, StoreError> {
    let (n,): (i64,) = fetch_one!(
        tx,
        (i64,),
        "insert into clients (id, partner_n, name, legal_name, contact_email, country, created_at, name_key, words,
             partner_payload)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) returning n",
        new.id.as_str(),
        new.partner.0,
        new.name.as_str(),
        new.legal_name.as_str(),
        new.contact_email.as_ref().map(Email::as_str),
        new.country.as_ref().map(Country::as_str),
        new.at.millis(),
        fold(new.name.as_str()),
        found_by(new.name.as_str(), new.legal_name.as_str(), new.contact_email.as_ref().map(Email::as_str)),
        new.partner_payload.as_deref(),
    )?;
    Ok(ClientKey(n))
}

/// Keeps what the partner has noted about a client.
///
/// # Errors
/// The client is gone, or the database refuses.
pub async fn set_partner_payload(tx: &mut Tx, client: ClientKey, payload: &str) -> Result<(), StoreError> {
    let changed = execute!(tx, "update clients set partner_payload = $2 where n = $1", client.0, payload)?;
    ensure_affected("keep the partner's note about a client", 1, changed)
}

/// The folded words that a client is found by.
fn found_by(name: &str, legal_name: &str, contact_email: Option<&str>) -> String {
    word_line(&[name, legal_name, contact_email.unwrap_or_default()])
}

/// Gives clients that were written before there was a search what they are sorted and found by; answers how many.
///
/// # Errors
/// The database refuses.
pub async fn give_words(tx: &mut Tx, limit: usize) -> Result<usize, StoreError> {
    let mut sql = Sql::new("select n, name, legal_name, contact_email from clients where words = '' order by n");
    sql.limit(limit);
    let rows = sql.all::<(i64, String, String, Option<String>)>(tx).await?;
    for (n, name, legal_name, contact_email) in &rows {
        let words = found_by(name, legal_name, contact_email.as_deref());
        execute!(tx, "update clients set name_key = $2, words = $3 where n = $1", *n, fold(name), words)?;
    }
    Ok(rows.len())
}

/// The partner's client with this public name.
///
/// # Errors
/// The database refuses.
pub async fn find(conn: &mut Conn, partner: PartnerKey, id: &ClientId) -> Result<Option<ClientRow>, StoreError> {
    fetch_optional!(
        conn,
        Found,
        "select n, id, partner_n, name, legal_name, contact_email, country, partner_payload, created_at
         from clients where partner_n = $1 and id = $2",
        partner.0,
        id.as_str(),
    )?
    .map(ClientRow::try_from)
    .transpose()
}

/// The partner's client with this row number.
///
/// # Errors
/// The database refuses.
pub async fn get(conn: &mut Conn, partner: PartnerKey, client: ClientKey) -> Result<Option<ClientRow>, StoreError> {
    fetch_optional!(
        conn,
        Found,
        "select n, id, partner_n, name, legal_name, contact_email, country, partner_payload, created_at
         from clients where partner_n = $1 and n = $2",
        partner.0,
        client.0,
    )?
    .map(ClientRow::try_from)
    .transpose()
}

/// The partner's clients in the order they came, at most `limit` of them after the one named.
///
/// # Errors
/// The database refuses.
pub async fn list(
    conn: &mut Conn,
    partner: PartnerKey,
    after: Option<ClientKey>,
    limit: usize,
) -> Result<Vec<ClientRow>, StoreError> {
    let mut sql = Sql::new(
        "select n, id, partner_n, name, legal_name, contact_email, country, partner_payload, created_at
         from clients where ",
    );
    sql.bind("partner_n = ? and ? < n", [partner.0.into(), after.map_or(0, |client| client.0).into()]);
    sql.push(" order by n").limit(limit);
    sql.all::<Found>(conn).await?.into_iter().map(ClientRow::try_from).collect()
}
