//! Templates that people are writing: kept per person until they are sent or thrown away.

use std::collections::BTreeMap;

use domain::Timestamp;
use domain::account::Organisation;
use domain::ids::{DraftId, TemplateId, UserKey, WabaKey};
use domain::templates::Template;
use domain::templates::sample::SampleAt;
use serde::{Deserialize, Serialize};

use crate::conn::{execute, fetch_all, fetch_optional};
use crate::error::ensure_affected;
use crate::rows::inconsistent;
use crate::{Conn, StoreError, Tx};

/// What a draft is to become.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// A new template.
    New,
    /// A new text of this template.
    Edit(TemplateId),
    /// A new template that begins as this one.
    Copy(TemplateId),
    /// One more language of this template.
    AddLanguage(TemplateId),
}

/// A draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Public id.
    pub id: DraftId,
    /// The account that it is for.
    pub waba: WabaKey,
    /// What it is to become.
    pub purpose: Purpose,
    /// What was written so far.
    pub template: Template,
    /// The files that were uploaded anew when it began, by their handles: the same as in these headers of the template
    /// that it began with.
    pub renewed: BTreeMap<String, SampleAt>,
    /// Meta's refusal of the last try, as the use case wrote it.
    pub refusal: Option<String>,
    /// Until when a try to send it is under way.
    pub sending_until: Timestamp,
    /// What it has become.
    pub sent_as: Option<TemplateId>,
    /// The last change.
    pub updated_at: Timestamp,
}

/// Keeps a new draft.
///
/// # Errors
/// The database refuses.
pub async fn create(
    tx: &mut Tx,
    owner: (UserKey, Organisation),
    draft: &Draft,
    at: Timestamp,
) -> Result<(), StoreError> {
    execute!(
        tx,
        "insert into template_drafts (id, user_n, partner_n, client_n, waba_n, purpose, template, created_at, updated_at, renewed)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $8, $9)",
        draft.id.as_str(),
        owner.0.0,
        owner.1.partner().0,
        owner.1.client().map_or(0, |client| client.0),
        draft.waba.0,
        to_json(&draft.purpose),
        to_json(&draft.template),
        at.millis(),
        to_json(&draft.renewed),
    )?;
    Ok(())
}

macro_rules! select_draft {
    ($tail:literal) => {
        concat!(
            "select n, id, waba_n, purpose, template, refusal, sending_until, sent_as, updated_at, renewed from template_drafts
             where user_n = $1 and partner_n = $2 and client_n = $3 ",
            $tail
        )
    };
}

/// A person's draft in the organisation of the session.
///
/// # Errors
/// The database refuses.
pub async fn find(conn: &mut Conn, owner: (UserKey, Organisation), id: &DraftId) -> Result<Option<Draft>, StoreError> {
    let (user, partner, client) = keys(owner);
    fetch_optional!(conn, Row, select_draft!("and id = $4"), user, partner, client, id.as_str())?
        .map(Draft::try_from)
        .transpose()
}

/// A person's drafts for an account that were not sent, the latest first.
///
/// # Errors
/// The database refuses.
pub async fn open(conn: &mut Conn, owner: (UserKey, Organisation), waba: WabaKey) -> Result<Vec<Draft>, StoreError> {
    let (user, partner, client) = keys(owner);
    let tail = select_draft!("and waba_n = $4 and sent_as is null order by updated_at desc, n desc limit 20");
    fetch_all!(conn, Row, tail, user, partner, client, waba.0)?.into_iter().map(Draft::try_from).collect()
}

/// Keeps what was written. What has been sent stays as it is: `false`.
///
/// # Errors
/// The database refuses.
pub async fn save(tx: &mut Tx, id: &DraftId, template: &Template, at: Timestamp) -> Result<bool, StoreError> {
    let sql = "update template_drafts set template = $2, updated_at = $3 where id = $1 and sent_as is null";
    Ok(execute!(tx, sql, id.as_str(), to_json(template), at.millis())? == 1)
}

/// Takes the draft for sending; `false` where it has been sent, or is being sent.
///
/// # Errors
/// The database refuses.
pub async fn claim(tx: &mut Tx, id: &DraftId, now: Timestamp, until: Timestamp) -> Result<bool, StoreError> {
    let sql = "update template_drafts set sending_until = $3
               where id = $1 and sent_as is null and sending_until <= $2";
    Ok(execute!(tx, sql, id.as_str(), now.millis(), until.millis())? == 1)
}

/// Notes what the draft has become.
///
/// # Errors
/// The draft is gone, or the database refuses.
pub async fn sent(tx: &mut Tx, id: &DraftId, template: &TemplateId) -> Result<(), StoreError> {
    let sql = "update template_drafts set sent_as = $2, refusal = null, sending_until = 0 where id = $1";
    ensure_affected("a draft that was sent", 1, execute!(tx, sql, id.as_str(), template.as_str())?)
}

/// Notes that it was not sent, and why; it can be sent again.
///
/// # Errors
/// The database refuses.
pub async fn refused(tx: &mut Tx, id: &DraftId, refusal: &str) -> Result<(), StoreError> {
    let sql = "update template_drafts set refusal = $2, sending_until = 0 where id = $1 and sent_as is null";
    execute!(tx, sql, id.as_str(), refusal)?;
    Ok(())
}

/// Throws a draft away.
///
/// # Errors
/// The database refuses.
pub async fn discard(tx: &mut Tx, owner: (UserKey, Organisation), id: &DraftId) -> Result<bool, StoreError> {
    let (user, partner, client) = keys(owner);
    let sql = "delete from template_drafts where user_n = $1 and partner_n = $2 and client_n = $3 and id = $4";
    Ok(execute!(tx, sql, user, partner, client, id.as_str())? == 1)
}

/// Forgets drafts that were sent, or not touched, since a moment.
///
/// # Errors
/// The database refuses.
pub async fn tidy(tx: &mut Tx, sent_before: Timestamp, touched_before: Timestamp) -> Result<u64, StoreError> {
    let sql = "delete from template_drafts where (sent_as is not null and updated_at < $1) or updated_at < $2";
    execute!(tx, sql, sent_before.millis(), touched_before.millis())
}

fn keys((user, organisation): (UserKey, Organisation)) -> (i64, i64, i64) {
    (user.0, organisation.partner().0, organisation.client().map_or(0, |client| client.0))
}

fn to_json<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_else(|_| "{}".to_owned())
}

#[derive(sqlx::FromRow)]
struct Row {
    n: i64,
    id: String,
    waba_n: i64,
    purpose: String,
    template: String,
    refusal: Option<String>,
    sending_until: i64,
    sent_as: Option<String>,
    updated_at: i64,
    renewed: String,
}

impl TryFrom<Row> for Draft {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let sent_as = row.sent_as.map(|id| TemplateId::parse(&id)).transpose();
        Ok(Self {
            id: DraftId::parse(&row.id).map_err(inconsistent("template_drafts", row.n))?,
            waba: WabaKey(row.waba_n),
            purpose: serde_json::from_str(&row.purpose).map_err(inconsistent("template_drafts", row.n))?,
            template: serde_json::from_str(&row.template).map_err(inconsistent("template_drafts", row.n))?,
            renewed: serde_json::from_str(&row.renewed).map_err(inconsistent("template_drafts", row.n))?,
            refusal: row.refusal,
            sending_until: Timestamp(row.sending_until),
            sent_as: sent_as.map_err(inconsistent("template_drafts", row.n))?,
            updated_at: Timestamp(row.updated_at),
        })
    }
}
