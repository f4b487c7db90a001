//! A page of the list: keyset paging by name, whose languages stay together, or by the last change.

use std::time::Duration;

use domain::Timestamp;
use domain::account::Organisation;
use domain::ids::{ChannelId, TemplateId, WabaKey};
use domain::search::fold;
use domain::templates::{Category, Language, Quality, TemplateQuery, TemplateSort, TemplateStatus, TemplatesAt};

use crate::conn::fetch_optional;
use crate::dialect::TimeLimit;
use crate::rows::inconsistent;
use crate::sql::Sql;
use crate::{Conn, StoreError};

/// How long a combination may take that no index serves.
const LIMIT: Duration = Duration::from_secs(1);

/// A template in one language, as the list shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedTemplate {
    /// Public id.
    pub id: TemplateId,
    /// The account; the languages of one name in one account belong together.
    pub waba: WabaKey,
    /// The account's name.
    pub waba_name: String,
    /// The client's name.
    pub client_name: String,
    /// A number of the account, through which its templates are managed; none where it has no number left.
    pub channel: Option<ChannelId>,
    /// Name.
    pub name: String,
    /// Language.
    pub language: Language,
    /// Category.
    pub category: Category,
    /// Status.
    pub status: TemplateStatus,
    /// Quality.
    pub quality: Quality,
    /// The beginning of its text.
    pub excerpt: String,
    /// What Meta's webhooks said, as stored.
    pub notes: String,
    /// Why it was refused, by code.
    pub rejection: Option<String>,
    /// The last change.
    pub changed_at: Timestamp,
}

/// A page of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplatePage {
    /// The templates in the order asked for; by name, all languages that match of each name of the page.
    pub templates: Vec<ListedTemplate>,
    /// Whether there are some before the first.
    pub has_previous: bool,
    /// Whether there are some after the last.
    pub has_next: bool,
}

/// Reads a page of at most `size` names, or of `size` templates where they stand by their last change.
///
/// # Errors
/// [`StoreError::TooSlow`] for a combination that takes longer than a second.
pub async fn page(
    conn: &mut Conn,
    organisation: Organisation,
    waba: Option<WabaKey>,
    query: &TemplateQuery,
    size: usize,
) -> Result<TemplatePage, StoreError> {
    let narrow = Narrow { organisation, waba, query };
    let cursor = cursor(conn, organisation, &query.page).await?;
    let backwards = cursor.is_some() && matches!(query.page, TemplatesAt::Before(_));
    let look = Look { backwards, cursor, want: size.saturating_add(1) };
    let sql = match query.sort {
        TemplateSort::Name => by_name(&narrow, &look),
        TemplateSort::Changed => by_change(&narrow, &look),
    };
    let mut limited = TimeLimit::set(conn, LIMIT).await?;
    let rows = sql.all::<Row>(limited.conn()).await;
    limited.lift().await?;
    let found = rows?.into_iter().map(ListedTemplate::try_from).collect::<Result<Vec<_>, _>>()?;
    Ok(cut(found, query.sort, &look, size))
}

struct Narrow<'a> {
    organisation: Organisation,
    waba: Option<WabaKey>,
    query: &'a TemplateQuery,
}

struct Look {
    backwards: bool,
    cursor: Option<Cursor>,
    want: usize,
}

/// The row that the page comes after or before.
#[derive(sqlx::FromRow)]
struct Cursor {
    n: i64,
    waba_n: i64,
    name: String,
    changed_at: i64,
}

async fn cursor(conn: &mut Conn, organisation: Organisation, at: &TemplatesAt) -> Result<Option<Cursor>, StoreError> {
    let (TemplatesAt::After(id) | TemplatesAt::Before(id)) = at else { return Ok(None) };
    fetch_optional!(
        conn,
        Cursor,
        "select n, waba_n, name, changed_at from templates where id = $1 and partner_n = $2",
        id.as_str(),
        organisation.partner().0,
    )
}

const COLUMNS: &str = "select t.n, t.id, t.waba_n, w.name as waba_name, k.name as client_name,
    (select c.id from channels c where c.waba_n = t.waba_n and c.ended = false order by c.n limit 1) as channel,
    t.name, t.language, t.category, t.status, t.quality, t.excerpt, t.notes, t.facts, t.changed_at from ";
const JOINS: &str = " join wabas w on w.n = t.waba_n join clients k on k.n = t.client_n";

fn by_name(narrow: &Narrow<'_>, look: &Look) -> Sql {
    let mut sql = Sql::new(COLUMNS);
    sql.push("(select t.name, t.waba_n from templates t where ");
    narrow.conditions(&mut sql);
    if let Some(cursor) = &look.cursor {
        let at = [cursor.name.as_str().into(), cursor.waba_n.into()];
        let keyset =
            if look.backwards { " and (t.name, t.waba_n) < (?, ?)" } else { " and (t.name, t.waba_n) > (?, ?)" };
        sql.bind(keyset, at);
    }
    sql.push(" group by t.name, t.waba_n order by ");
    sql.push(if look.backwards { "t.name desc, t.waba_n desc" } else { "t.name, t.waba_n" });
    sql.limit(look.want);
    // SQLite keeps the order of a cross join: the names of the page first, not all templates of the account.
    sql.push(") as g cross join templates t").push(JOINS);
    sql.push(" where t.waba_n = g.waba_n and t.name = g.name and ");
    narrow.conditions(&mut sql);
    sql.push(" order by t.name, t.waba_n, t.language, t.n");
    sql
}

fn by_change(narrow: &Narrow<'_>, look: &Look) -> Sql {
    let mut sql = Sql::new(COLUMNS);
    sql.push("templates t").push(JOINS).push(" where ");
    narrow.conditions(&mut sql);
    if let Some(cursor) = &look.cursor {
        let at = [cursor.changed_at.into(), cursor.n.into()];
        let keyset =
            if look.backwards { " and (t.changed_at, t.n) > (?, ?)" } else { " and (t.changed_at, t.n) < (?, ?)" };
        sql.bind(keyset, at);
    }
    sql.push(if look.backwards { " order by t.changed_at, t.n" } else { " order by t.changed_at desc, t.n desc" });
    sql.limit(look.want);
    sql
}

impl Narrow<'_> {
    fn conditions(&self, sql: &mut Sql) {
        let (partner, client) = (self.organisation.partner().0, self.organisation.client());
        match self.waba {
            // With a sign before it, a column leads to no index: the account's is the one that fits.
            Some(waba) => sql.bind("t.waba_n = ? and +t.partner_n = ?", [waba.0.into(), partner.into()]),
            None => sql.bind("t.partner_n = ?", [partner.into()]),
        };
        if let Some(client) = client {
            sql.bind(
                if self.waba.is_some() { " and +t.client_n = ?" } else { " and t.client_n = ?" },
                [client.0.into()],
            );
        }
        let TemplateQuery { search, status, category, quality, language, sort: _, page: _ } = self.query;
        if let Some(status) = status {
            sql.bind(" and t.status = ?", [status.code().into()]);
        }
        if let Some(category) = category {
            sql.bind(" and t.category = ?", [category.code().into()]);
        }
        if let Some(quality) = quality {
            sql.bind(" and t.quality = ?", [quality.code().into()]);
        }
        if let Some(language) = language {
            sql.bind(" and t.language = ?", [language.code().into()]);
        }
        for word in fold(&search.replace('\0', "\u{fffd}")).split_whitespace() {
            let literal = word.replace('!', "!!").replace('%', "!%").replace('_', "!_");
            sql.bind(" and t.wording like ('%' || ? || '%') escape '!'", [literal.into()]);
        }
    }
}

/// Takes away what was read only to know whether there is more.
fn cut(mut found: Vec<ListedTemplate>, sort: TemplateSort, look: &Look, size: usize) -> TemplatePage {
    let more = match sort {
        TemplateSort::Changed => {
            let more = size < found.len();
            found.truncate(size);
            if look.backwards {
                found.reverse();
            }
            more
        }
        TemplateSort::Name => cut_names(&mut found, look, size),
    };
    let from_middle = look.cursor.is_some();
    let (has_previous, has_next) = if look.backwards { (more, true) } else { (from_middle, more) };
    TemplatePage { templates: found, has_previous, has_next }
}

/// The rows stand by name whichever way they were read, so the surplus name is the last, or the first.
fn cut_names(found: &mut Vec<ListedTemplate>, look: &Look, size: usize) -> bool {
    let starts: Vec<usize> = (0..found.len())
        .filter(|&at| {
            let Some(before) = at.checked_sub(1).and_then(|before| found.get(before)) else { return true };
            found.get(at).is_some_and(|it| it.name != before.name || it.waba != before.waba)
        })
        .collect();
    if starts.len() <= size {
        return false;
    }
    if look.backwards {
        let surplus = starts.len().saturating_sub(size);
        found.drain(..starts.get(surplus).copied().unwrap_or(0));
    } else {
        found.truncate(starts.get(size).copied().unwrap_or(found.len()));
    }
    true
}

#[derive(sqlx::FromRow)]
struct Row {
    n: i64,
    id: String,
    waba_n: i64,
    waba_name: String,
    client_name: String,
    channel: Option<String>,
    name: String,
    language: String,
    category: String,
    status: String,
    quality: String,
    excerpt: String,
    notes: String,
    facts: String,
    changed_at: i64,
}

impl TryFrom<Row> for ListedTemplate {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        /// The one fact that the list shows beside its columns.
        #[derive(serde::Deserialize)]
        struct Reason {
            rejection: Option<String>,
        }
        let reason: Reason = serde_json::from_str(&row.facts).map_err(inconsistent("templates", row.n))?;
        Ok(Self {
            id: TemplateId::parse(&row.id).map_err(inconsistent("templates", row.n))?,
            waba: WabaKey(row.waba_n),
            waba_name: row.waba_name,
            client_name: row.client_name,
            channel: row
                .channel
                .map(|id| ChannelId::parse(&id).map_err(inconsistent("templates", row.n)))
                .transpose()?,
            name: row.name,
            language: Language::from_wire(&row.language),
            category: Category::from(row.category),
            status: TemplateStatus::from(row.status),
            quality: Quality::from(row.quality),
            excerpt: row.excerpt,
            notes: row.notes,
            rejection: reason.rejection,
            changed_at: Timestamp(row.changed_at),
        })
    }
}
