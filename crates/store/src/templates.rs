//! Message templates as Meta says them: one row per template and language, shared by the numbers of an account.

pub mod drafts;
pub mod history;
pub mod listing;
pub mod locks;
mod page;
mod syncs;
pub mod texts;

pub use page::{ListedTemplate, TemplatePage, page};
pub use syncs::{LastSync, last_sync, sync_failed, synced};
pub use texts::TextKey;

use domain::Timestamp;
use domain::account::Organisation;
use domain::ids::{ClientKey, PartnerKey, TemplateId, TemplateKey, WabaId, WabaKey};
use domain::templates::{Language, TemplateFacts, TemplateNotes};

use crate::conn::{execute, fetch_all, fetch_one, fetch_optional};
use crate::error::ensure_affected;
use crate::rows::inconsistent;
use crate::{Conn, StoreError, Tx};

/// A template in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredTemplate {
    /// Row number.
    pub key: TemplateKey,
    /// Public id.
    pub id: TemplateId,
    /// The partner.
    pub partner: PartnerKey,
    /// The client.
    pub client: ClientKey,
    /// The client's name.
    pub client_name: String,
    /// The account.
    pub waba: WabaKey,
    /// The account's public id.
    pub waba_id: WabaId,
    /// The account's name.
    pub waba_name: String,
    /// What Meta says.
    pub facts: TemplateFacts,
    /// What Meta's webhooks said.
    pub notes: TemplateNotes,
    /// The last change that the hub knows of.
    pub changed_at: Timestamp,
    /// When the hub came to know it.
    pub created_at: Timestamp,
}

/// What is written beside the facts: how the list shows a template, and what it is found by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Derived {
    /// The beginning of its text.
    pub excerpt: String,
    /// Name and texts, folded.
    pub wording: String,
    /// By which others are found that say the same.
    pub text_key: TextKey,
}

/// A template that was not known yet.
#[derive(Clone, Debug)]
pub struct NewTemplate<'a> {
    /// Public id.
    pub id: TemplateId,
    /// The account, with its partner and client.
    pub account: (PartnerKey, ClientKey, WabaKey),
    /// What Meta says.
    pub facts: &'a TemplateFacts,
    /// What Meta's webhooks said.
    pub notes: &'a TemplateNotes,
    /// How it is shown and found.
    pub derived: &'a Derived,
    /// Now.
    pub at: Timestamp,
}

/// Adds a template.
///
/// # Errors
/// [`StoreError::Duplicate`] when the account has one with Meta's id.
pub async fn insert(tx: &mut Tx, new: &NewTemplate<'_>) -> Result<TemplateKey, StoreError> {
    let (partner, client, waba) = new.account;
    let template = &new.facts.template;
    let (n,) = fetch_one!(
        tx,
        (i64,),
        "insert into templates (id, partner_n, client_n, waba_n, meta_id, name, language, category, status, quality,
           excerpt, wording, text_key, facts, notes, changed_at, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $16) returning n",
        new.id.as_str(),
        partner.0,
        client.0,
        waba.0,
        new.facts.meta_id.as_str(),
        template.name.as_str(),
        template.language.code(),
        template.category.code(),
        new.facts.status.code(),
        quality(new.facts),
        new.derived.excerpt.as_str(),
        new.derived.wording.as_str(),
        new.derived.text_key.0,
        to_json(new.facts),
        to_json(new.notes),
        new.at.millis(),
    )?;
    Ok(TemplateKey(n))
}

/// Replaces what is known of a template.
///
/// # Errors
/// The template is gone, or the database refuses.
pub async fn update(
    tx: &mut Tx,
    key: TemplateKey,
    facts: &TemplateFacts,
    notes: &TemplateNotes,
    derived: &Derived,
    at: Timestamp,
) -> Result<(), StoreError> {
    let template = &facts.template;
    let changed = execute!(
        tx,
        "update templates set meta_id = $2, name = $3, language = $4, category = $5, status = $6, quality = $7,
           excerpt = $8, wording = $9, text_key = $10, facts = $11, notes = $12, changed_at = $13 where n = $1",
        key.0,
        facts.meta_id.as_str(),
        template.name.as_str(),
        template.language.code(),
        template.category.code(),
        facts.status.code(),
        quality(facts),
        derived.excerpt.as_str(),
        derived.wording.as_str(),
        derived.text_key.0,
        to_json(facts),
        to_json(notes),
        at.millis(),
    )?;
    ensure_affected("facts of a template", 1, changed)
}

/// Takes a template that Meta no longer has; its history stays.
///
/// # Errors
/// The database refuses.
pub async fn remove(tx: &mut Tx, key: TemplateKey) -> Result<(), StoreError> {
    execute!(tx, "delete from templates where n = $1", key.0)?;
    Ok(())
}

macro_rules! select_template {
    ($tail:literal) => {
        concat!(
            "select t.n, t.id, t.partner_n, t.client_n, c.name as client_name, t.waba_n, w.id as waba_id,
                    w.name as waba_name, t.facts, t.notes, t.changed_at, t.created_at
             from templates t join wabas w on w.n = t.waba_n join clients c on c.n = t.client_n ",
            $tail
        )
    };
}
use select_template;

/// By public id, within one organisation.
///
/// # Errors
/// The database refuses.
pub async fn find(
    conn: &mut Conn,
    organisation: Organisation,
    id: &TemplateId,
) -> Result<Option<StoredTemplate>, StoreError> {
    fetch_optional!(
        conn,
        Row,
        select_template!("where t.id = $1 and t.partner_n = $2 and ($3 = 0 or t.client_n = $3)"),
        id.as_str(),
        organisation.partner().0,
        organisation.client().map_or(0, |client| client.0),
    )?
    .map(StoredTemplate::try_from)
    .transpose()
}

/// By row number.
///
/// # Errors
/// The database refuses.
pub async fn get(conn: &mut Conn, key: TemplateKey) -> Result<Option<StoredTemplate>, StoreError> {
    fetch_optional!(conn, Row, select_template!("where t.n = $1"), key.0)?.map(StoredTemplate::try_from).transpose()
}

/// By Meta's id, within one account.
///
/// # Errors
/// The database refuses.
pub async fn find_by_meta_id(
    conn: &mut Conn,
    waba: WabaKey,
    meta_id: &str,
) -> Result<Option<StoredTemplate>, StoreError> {
    fetch_optional!(conn, Row, select_template!("where t.waba_n = $1 and t.meta_id = $2"), waba.0, meta_id)?
        .map(StoredTemplate::try_from)
        .transpose()
}

/// One language of a name, within one account.
///
/// # Errors
/// The database refuses.
pub async fn find_by_name(
    conn: &mut Conn,
    waba: WabaKey,
    name: &str,
    language: &Language,
) -> Result<Option<StoredTemplate>, StoreError> {
    fetch_optional!(
        conn,
        Row,
        select_template!("where t.waba_n = $1 and t.name = $2 and t.language = $3 order by t.n desc limit 1"),
        waba.0,
        name,
        language.code(),
    )?
    .map(StoredTemplate::try_from)
    .transpose()
}

/// All languages of a name, within one account.
///
/// # Errors
/// The database refuses.
pub async fn of_name(conn: &mut Conn, waba: WabaKey, name: &str) -> Result<Vec<StoredTemplate>, StoreError> {
    fetch_all!(conn, Row, select_template!("where t.waba_n = $1 and t.name = $2 order by t.language"), waba.0, name)?
        .into_iter()
        .map(StoredTemplate::try_from)
        .collect()
}

/// Keys and Meta's ids of all templates of an account.
///
/// # Errors
/// The database refuses.
pub async fn meta_ids(conn: &mut Conn, waba: WabaKey) -> Result<Vec<(TemplateKey, String)>, StoreError> {
    let rows = fetch_all!(conn, (i64, String), "select n, meta_id from templates where waba_n = $1", waba.0)?;
    Ok(rows.into_iter().map(|(n, id)| (TemplateKey(n), id)).collect())
}

#[derive(sqlx::FromRow)]
struct Row {
    n: i64,
    id: String,
    partner_n: i64,
    client_n: i64,
    client_name: String,
    waba_n: i64,
    waba_id: String,
    waba_name: String,
    facts: String,
    notes: String,
    changed_at: i64,
    created_at: i64,
}

impl TryFrom<Row> for StoredTemplate {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            key: TemplateKey(row.n),
            id: TemplateId::parse(&row.id).map_err(inconsistent("templates", row.n))?,
            partner: PartnerKey(row.partner_n),
            client: ClientKey(row.client_n),
            client_name: row.client_name,
            waba: WabaKey(row.waba_n),
            waba_id: WabaId::parse(&row.waba_id).map_err(inconsistent("templates", row.n))?,
            waba_name: row.waba_name,
            facts: serde_json::from_str(&row.facts).map_err(inconsistent("templates", row.n))?,
            notes: serde_json::from_str(&row.notes).map_err(inconsistent("templates", row.n))?,
            changed_at: Timestamp(row.changed_at),
            created_at: Timestamp(row.created_at),
        })
    }
}

fn quality(facts: &TemplateFacts) -> &str {
    facts.quality.as_ref().map_or("UNKNOWN", |quality| quality.code())
}

fn to_json<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_else(|_| "{}".to_owned())
}
