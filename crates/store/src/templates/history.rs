//! What happened to a template: who changed what, and what Meta said. Kept after the template is gone.

use domain::Timestamp;
use domain::closed_enum;
use domain::ids::WabaKey;
use domain::templates::{Language, Template};

use crate::conn::{execute, fetch_all, fetch_one};
use crate::rows::{inconsistent, not_a};
use crate::sql::Sql;
use crate::{Conn, StoreError, Tx};

closed_enum! {
    /// What happened.
    pub enum TemplateChange {
        Submitted = "submitted" => "Sent for review",
        Edited = "edited" => "Edited",
        Found = "found" => "Found at Meta",
        Status = "status" => "Status changed",
        Quality = "quality" => "Quality changed",
        Category = "category" => "Category changed",
        CategoryAnnounced = "category_announced" => "Category will change",
        Content = "content" => "Text changed at Meta",
        Deleted = "deleted" => "Deleted",
        Gone = "gone" => "No longer at Meta",
        Unpaused = "unpaused" => "Unpaused",
        Tested = "tested" => "Test message sent",
    }
}

/// One entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HistoryEntry {
    /// What happened.
    pub change: TemplateChange,
    /// Who: a person, or Meta.
    pub actor: String,
    /// What else is worth knowing; may be empty.
    pub detail: String,
    /// The template before, where its text changed.
    pub before: Option<Template>,
    /// When.
    pub at: Timestamp,
}

/// Writes an entry.
///
/// # Errors
/// The database refuses.
pub async fn append(tx: &mut Tx, waba: WabaKey, of: (&str, &Language), entry: &HistoryEntry) -> Result<(), StoreError> {
    let content = entry.before.as_ref().map(|template| serde_json::to_string(template).unwrap_or_default());
    execute!(
        tx,
        "insert into template_history (waba_n, name, language, kind, actor, detail, content, at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        waba.0,
        of.0,
        of.1.code(),
        entry.change.code(),
        entry.actor.as_str(),
        entry.detail.as_str(),
        content,
        entry.at.millis(),
    )?;
    Ok(())
}

/// The latest entries, the newest first.
///
/// # Errors
/// The database refuses.
pub async fn of(
    conn: &mut Conn,
    waba: WabaKey,
    name: &str,
    language: &Language,
    limit: usize,
) -> Result<Vec<HistoryEntry>, StoreError> {
    let mut sql = Sql::new("select n, kind, actor, detail, content, at from template_history where ");
    sql.bind("waba_n = ? and name = ? and language = ?", [waba.0.into(), name.into(), language.code().into()]);
    sql.push(" order by n desc").limit(limit);
    let rows = sql.all::<Row>(conn).await?;
    rows.into_iter().map(HistoryEntry::try_from).collect()
}

/// When a template was edited since a moment, the newest first: what the edit windows count.
///
/// # Errors
/// The database refuses.
pub async fn edits_since(
    conn: &mut Conn,
    waba: WabaKey,
    name: &str,
    language: &Language,
    since: Timestamp,
) -> Result<Vec<Timestamp>, StoreError> {
    let rows = fetch_all!(
        conn,
        (i64,),
        "select at from template_history where waba_n = $1 and name = $2 and language = $3 and kind = 'edited'
           and $4 <= at order by n desc",
        waba.0,
        name,
        language.code(),
        since.millis(),
    )?;
    Ok(rows.into_iter().map(|(at,)| Timestamp(at)).collect())
}

/// How many templates of an account were sent to Meta since a moment: what its limit per hour counts.
///
/// # Errors
/// The database refuses.
pub async fn submitted_since(conn: &mut Conn, waba: WabaKey, since: Timestamp) -> Result<u32, StoreError> {
    let sql = "select count(*) from template_history where waba_n = $1 and kind = 'submitted' and $2 <= at";
    let (count,) = fetch_one!(conn, (i64,), sql, waba.0, since.millis())?;
    Ok(u32::try_from(count).unwrap_or(u32::MAX))
}

#[derive(sqlx::FromRow)]
struct Row {
    n: i64,
    kind: String,
    actor: String,
    detail: String,
    content: Option<String>,
    at: i64,
}

impl TryFrom<Row> for HistoryEntry {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let before = row.content.map(|json| serde_json::from_str(&json)).transpose();
        Ok(Self {
            change: TemplateChange::from_code(&row.kind)
                .ok_or_else(|| not_a("template_history", row.n, "change", &row.kind))?,
            actor: row.actor,
            detail: row.detail,
            before: before.map_err(inconsistent("template_history", row.n))?,
            at: Timestamp(row.at),
        })
    }
}
