//! A page of a partner's clients, by name: keyset paging over one index. A search looks at each client's words, and
//! runs under a time limit.

use std::time::Duration;

use domain::client::{ClientsAt, ClientsQuery, Numbers};
use domain::ids::{ClientId, PartnerKey};
use domain::search::words;

use crate::channels::ending::COUNTED;
use crate::conn::fetch_optional;
use crate::dialect::TimeLimit;
use crate::rows::inconsistent;
use crate::sql::Sql;
use crate::{Conn, StoreError};

/// How long a search may take.
const LIMIT: Duration = Duration::from_secs(1);
/// More words of a search are not looked at.
const WORDS: usize = 8;

/// A client among the others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Its public name.
    pub id: ClientId,
    /// What it is called.
    pub name: String,
    /// Its name in the register of companies.
    pub legal_name: String,
    /// Where to write to.
    pub contact_email: Option<String>,
    /// What its numbers say; they are counted up to [`COUNTED`].
    pub numbers: Numbers,
}

/// A page of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// The clients, by name.
    pub clients: Vec<Listed>,
    /// Whether there are clients before the first.
    pub has_previous: bool,
    /// Whether there are clients after the last.
    pub has_next: bool,
}

#[derive(sqlx::FromRow)]
struct Row {
    n: i64,
    id: String,
    name: String,
    legal_name: String,
    contact_email: Option<String>,
    running: i64,
    to_do: bool,
    ending: bool,
    ended: bool,
}

impl TryFrom<Row> for Listed {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            id: ClientId::parse(&row.id).map_err(inconsistent("clients", row.n))?,
            name: row.name,
            legal_name: row.legal_name,
            contact_email: row.contact_email,
            numbers: Numbers {
                running: u32::try_from(row.running).unwrap_or(COUNTED),
                to_do: row.to_do,
                ending: row.ending,
                ended: row.ended,
            },
        })
    }
}

const COLUMNS: &str = "select c.n, c.id, c.name, c.legal_name, c.contact_email,
       (select count(*) from (select 1 from channels h where h.client_n = c.n and h.ended = false limit 100) as counted)
         as running,
       exists (select 1 from channels h where h.client_n = c.n and h.acts_any = true and h.ended = false
         and (h.acts_client or h.acts_partner)) as to_do,
       exists (select 1 from channels h where h.client_n = c.n and h.last_day is not null and h.ended = false) as ending,
       exists (select 1 from channels h where h.client_n = c.n and h.ended = true) as ended
     from clients c where ";

/// Reads a page of at most `size` clients.
///
/// # Errors
/// [`StoreError::TooSlow`] for a search that takes longer than a second.
pub async fn page(conn: &mut Conn, partner: PartnerKey, query: &ClientsQuery, size: usize) -> Result<Page, StoreError> {
    let cursor = cursor(conn, partner, &query.page).await?;
    let backwards = cursor.is_some() && matches!(query.page, ClientsAt::Before(_));
    let mut sql = Sql::new(COLUMNS);
    sql.bind("c.partner_n = ?", [partner.0.into()]);
    narrow(&mut sql, &query.search);
    if let Some((name_key, n)) = &cursor {
        let fragment = if backwards { " and (c.name_key, c.n) < (?, ?)" } else { " and (c.name_key, c.n) > (?, ?)" };
        sql.bind(fragment, [name_key.as_str().into(), (*n).into()]);
    }
    sql.push(if backwards { " order by c.name_key desc, c.n desc" } else { " order by c.name_key, c.n" });
    sql.limit(size.saturating_add(1));
    let mut limited = TimeLimit::set(conn, LIMIT).await?;
    let found = sql.all::<Row>(limited.conn()).await;
    limited.lift().await?;
    let found = found?;
    let more = size < found.len();
    let mut clients = found.into_iter().take(size).map(Listed::try_from).collect::<Result<Vec<_>, _>>()?;
    if backwards {
        clients.reverse();
    }
    let (has_previous, has_next) = if backwards { (more, true) } else { (cursor.is_some(), more) };
    Ok(Page { clients, has_previous, has_next })
}

/// Each word that was typed is the beginning of one of the client's, or all of it is the client's id.
fn narrow(sql: &mut Sql, search: &str) {
    let typed = search.trim().replace('\0', "\u{fffd}");
    if typed.is_empty() {
        return;
    }
    sql.bind(" and (c.id = ? or (", [typed.as_str().into()]);
    let words = words(&typed);
    for word in words.iter().take(WORDS) {
        // Both engines know this way to ask whether it is in there, and SQLite plans nothing anew for it.
        sql.bind("replace(c.words, ?, '') <> c.words and ", [format!(" {word}").into()]);
    }
    sql.bind("?))", [(!words.is_empty()).into()]);
}

async fn cursor(conn: &mut Conn, partner: PartnerKey, at: &ClientsAt) -> Result<Option<(String, i64)>, StoreError> {
    let id = match at {
        ClientsAt::First => return Ok(None),
        ClientsAt::After(id) | ClientsAt::Before(id) => id,
    };
    fetch_optional!(
        conn,
        (String, i64),
        "select name_key, n from clients where id = $1 and partner_n = $2",
        id.as_str(),
        partner.0,
    )
}
