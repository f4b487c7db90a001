//! What the templates of an account say, and how many there are, for whoever writes another one.

use domain::ids::{TemplateKey, WabaKey};
use domain::templates::TemplateFacts;

use crate::conn::{execute, fetch_one, fetch_optional};
use crate::rows::inconsistent;
use crate::sql::Sql;
use crate::{Conn, StoreError, Tx};

/// By which templates are found that say the same: a hash of their texts, or [`TextKey::NOTHING`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextKey(pub i64);

impl TextKey {
    /// Of a template that says nothing of its own.
    pub const NOTHING: Self = Self(0);
}

/// A template of another name with this key, if the account has one. Two texts may have one key: compare them.
///
/// # Errors
/// The database refuses.
pub async fn with_key(
    conn: &mut Conn,
    waba: WabaKey,
    key: TextKey,
    but_named: &str,
) -> Result<Option<TemplateFacts>, StoreError> {
    if key == TextKey::NOTHING {
        return Ok(None);
    }
    let sql = "select n, facts from templates where waba_n = $1 and text_key = $2 and name <> $3 limit 1";
    let found = fetch_optional!(conn, (i64, String), sql, waba.0, key.0, but_named)?;
    found.map(|(n, facts)| serde_json::from_str(&facts).map_err(inconsistent("templates", n))).transpose()
}

/// How many templates an account has, each language counted, without those that are being deleted. One range of an
/// index, so that it can be asked with each draft that is kept.
///
/// # Errors
/// The database refuses.
pub async fn count(conn: &mut Conn, waba: WabaKey) -> Result<u32, StoreError> {
    let sql = "select count(*) from templates
               where waba_n = $1 and status <> 'PENDING_DELETION' and status <> 'DELETED'";
    let (count,) = fetch_one!(conn, (i64,), sql, waba.0)?;
    Ok(u32::try_from(count).unwrap_or(u32::MAX))
}

/// Templates that were written before there were keys.
///
/// # Errors
/// The database refuses.
pub async fn without_key(conn: &mut Conn, limit: usize) -> Result<Vec<(TemplateKey, TemplateFacts)>, StoreError> {
    let mut sql = Sql::new("select n, facts from templates where text_key is null order by n");
    sql.limit(limit);
    let facts = |(n, facts): (i64, String)| {
        Ok((TemplateKey(n), serde_json::from_str(&facts).map_err(inconsistent("templates", n))?))
    };
    sql.all::<(i64, String)>(conn).await?.into_iter().map(facts).collect()
}

/// Gives a template its key, unless it has got one meanwhile.
///
/// # Errors
/// The database refuses.
pub async fn give_key(tx: &mut Tx, template: TemplateKey, key: TextKey) -> Result<(), StoreError> {
    let sql = "update templates set text_key = $2 where n = $1 and text_key is null";
    execute!(tx, sql, template.0, key.0)?;
    Ok(())
}
