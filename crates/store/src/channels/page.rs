//! A page of the list: keyset paging, no count, one index for each way to look.
//!
//! Without a search, the list is read in its order from the index that fits the filter; for a search see
//! [`search`]. Whatever combines more than that runs under a time limit and fails with [`StoreError::TooSlow`].

mod cards;
mod matching;
mod search;

pub use cards::StoredCard;
pub(super) use cards::read_card;
pub(super) use matching::matches_plan;

use std::time::Duration;

use domain::account::Organisation;
use domain::channel::{ChannelCard, Shown};
use domain::list::{ActionFilter, ListQuery, PageAt, Sort};
use domain::search::SearchPlan;

use self::cards::Cards;
use crate::conn::fetch_optional;
use crate::dialect::TimeLimit;
use crate::sql::Sql;
use crate::{Conn, StoreError};

/// How long a combination may take that no index serves.
const LIMIT: Duration = Duration::from_secs(1);

/// A page of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page<Card = ChannelCard> {
    /// The channels, in the order asked for.
    pub cards: Vec<Card>,
    /// Whether there are channels before the first.
    pub has_previous: bool,
    /// Whether there are channels after the last.
    pub has_next: bool,
}

/// Where a page begins: the row that it comes after or before, with what it is sorted by.
#[derive(Clone, Debug, sqlx::FromRow)]
struct Cursor {
    n: i64,
    digits: String,
    name_key: String,
    client_key: String,
}

/// Reads a page of at most `size` cards.
///
/// # Errors
/// [`StoreError::TooSlow`] for a combination that no index serves within a second.
pub async fn page(
    conn: &mut Conn,
    organisation: Organisation,
    query: &ListQuery,
    size: usize,
) -> Result<Page, StoreError> {
    let Page { cards, has_previous, has_next } = stored_page(conn, organisation, query, size).await?;
    let cards = cards.iter().map(StoredCard::read).collect::<Result<_, _>>()?;
    Ok(Page { cards, has_previous, has_next })
}

/// As [`page`], with the cards as they are stored.
///
/// # Errors
/// As [`page`].
pub async fn stored_page(
    conn: &mut Conn,
    organisation: Organisation,
    query: &ListQuery,
    size: usize,
) -> Result<Page<StoredCard>, StoreError> {
    let cursor = cursor(conn, organisation, &query.page).await?;
    let look = Look::new(query, cursor, size);
    let plan = plan(query);
    let cards = match &plan {
        None => read_ordered(conn, organisation, query, &look, None).await?,
        Some(plan) => search::search(conn, organisation, query, &look, plan).await?,
    };
    Ok(look.page_of(&cards))
}

/// What was typed, understood. PostgreSQL takes no NUL character in a text, and no text here has one, so it stands
/// for a character that finds nothing.
pub(super) fn plan(query: &ListQuery) -> Option<SearchPlan> {
    SearchPlan::parse(&query.search.replace('\0', "\u{fffd}"))
}

/// The direction in which rows are read and where they begin.
pub(super) struct Look {
    sort: Sort,
    backwards: bool,
    cursor: Option<Cursor>,
    size: usize,
}

impl Look {
    fn new(query: &ListQuery, cursor: Option<Cursor>, size: usize) -> Self {
        // A page that ends before a channel is read from there in the reverse order and turned round.
        let backwards = cursor.is_some() && matches!(query.page, PageAt::Before(_));
        let sort = if backwards { query.sort.reversed() } else { query.sort };
        Self { sort, backwards, cursor, size }
    }

    /// One more than the page holds: whether there is a next one.
    fn want(&self) -> usize {
        self.size.saturating_add(1)
    }

    fn page_of(&self, found: &Cards) -> Page<StoredCard> {
        let more = self.size < found.count();
        let mut cards: Vec<StoredCard> = found.iter().take(self.size).map(StoredCard::new).collect();
        if self.backwards {
            cards.reverse();
        }
        let from_middle = self.cursor.is_some();
        let (has_previous, has_next) = if self.backwards { (more, true) } else { (from_middle, more) };
        Page { cards, has_previous, has_next }
    }
}

async fn cursor(conn: &mut Conn, organisation: Organisation, at: &PageAt) -> Result<Option<Cursor>, StoreError> {
    let id = match at {
        PageAt::First => return Ok(None),
        PageAt::After(id) | PageAt::Before(id) => id,
    };
    fetch_optional!(
        conn,
        Cursor,
        "select n, digits, name_key, client_key from channels where id = $1 and partner_n = $2",
        id.as_str(),
        organisation.partner().0,
    )
}

/// Reads the list in its order; `matching` narrows it further by looking at each channel.
async fn read_ordered(
    conn: &mut Conn,
    organisation: Organisation,
    query: &ListQuery,
    look: &Look,
    matching: Option<&SearchPlan>,
) -> Result<Cards, StoreError> {
    let mut sql = cards::begin(look.sort);
    sql.push(" from channels c where ");
    narrow(&mut sql, organisation, query);
    if let Some(plan) = matching {
        matches_plan(&mut sql, plan);
    }
    keyset(&mut sql, look);
    let served = matching.is_none()
        && filters(query) + usize::from(organisation.client().is_some()) <= usize::from(look.is_default_order())
        || (matching.is_none() && filters(query) == 0 && organisation.client().is_none());
    if served { Cards::read(conn, sql).await } else { limited(conn, sql).await }
}

impl Look {
    fn is_default_order(&self) -> bool {
        matches!(self.sort, Sort::Newest | Sort::Oldest)
    }
}

fn filters(query: &ListQuery) -> usize {
    let ListQuery {
        search: _,
        state,
        quality,
        limit,
        permission,
        payment,
        account_type,
        action,
        shown: _,
        sort: _,
        page: _,
    } = query;
    [
        state.is_some(),
        quality.is_some(),
        limit.is_some(),
        permission.is_some(),
        payment.is_some(),
        account_type.is_some(),
        action.is_some(),
    ]
    .into_iter()
    .filter(|set| *set)
    .count()
}

async fn limited(conn: &mut Conn, sql: Sql) -> Result<Cards, StoreError> {
    let mut limited = TimeLimit::set(conn, LIMIT).await?;
    let found = Cards::read(limited.conn(), sql).await;
    limited.lift().await?;
    found
}

/// The conditions of tenant and filters.
pub(super) fn narrow(sql: &mut Sql, organisation: Organisation, query: &ListQuery) {
    sql.bind(
        "c.partner_n = ? and c.ended = ?",
        [organisation.partner().0.into(), (query.shown == Shown::Ended).into()],
    );
    if let Some(client) = organisation.client() {
        sql.bind(" and c.client_n = ?", [client.0.into()]);
    }
    if let Some(state) = query.state {
        sql.bind(" and c.state = ?", [state.code().into()]);
    }
    if let Some(quality) = &query.quality {
        sql.bind(" and c.quality = ?", [quality.code().into()]);
    }
    if let Some(limit) = &query.limit {
        sql.bind(" and c.messaging_limit = ?", [limit.code().into()]);
    }
    if let Some(permission) = query.permission {
        sql.bind(" and c.permission = ?", [permission.code().into()]);
    }
    if let Some(payment) = query.payment {
        sql.bind(" and c.payment = ?", [payment.code().into()]);
    }
    if let Some(account_type) = query.account_type {
        sql.bind(" and c.account_type = ?", [account_type.code().into()]);
    }
    match query.action {
        None => {}
        Some(ActionFilter::Anyone) => {
            sql.bind(" and c.acts_any = ?", [true.into()]);
        }
        Some(ActionFilter::Client) => {
            sql.bind(" and c.acts_client = ?", [true.into()]);
        }
        Some(ActionFilter::Partner) => {
            sql.bind(" and c.acts_partner = ?", [true.into()]);
        }
        Some(ActionFilter::Meta) => {
            sql.bind(" and c.acts_meta = ?", [true.into()]);
        }
    }
}

/// Where the page begins, its order and its length: the end of a query that [`cards::begin`] began.
fn keyset(sql: &mut Sql, look: &Look) {
    if let Some(cursor) = &look.cursor {
        let n = cursor.n;
        match look.sort {
            Sort::Newest => sql.bind(" and c.n < ?", [n.into()]),
            Sort::Oldest => sql.bind(" and c.n > ?", [n.into()]),
            Sort::Number => sql.bind(" and (c.digits, c.n) > (?, ?)", [cursor.digits.as_str().into(), n.into()]),
            Sort::NumberDescending => {
                sql.bind(" and (c.digits, c.n) < (?, ?)", [cursor.digits.as_str().into(), n.into()])
            }
            Sort::Name => sql.bind(" and (c.name_key, c.n) > (?, ?)", [cursor.name_key.as_str().into(), n.into()]),
            Sort::NameDescending => {
                sql.bind(" and (c.name_key, c.n) < (?, ?)", [cursor.name_key.as_str().into(), n.into()])
            }
            Sort::Client => {
                sql.bind(" and (c.client_key, c.n) > (?, ?)", [cursor.client_key.as_str().into(), n.into()])
            }
            Sort::ClientDescending => {
                sql.bind(" and (c.client_key, c.n) < (?, ?)", [cursor.client_key.as_str().into(), n.into()])
            }
        };
    }
    sql.push(match look.sort {
        Sort::Newest => " order by c.n desc",
        Sort::Oldest => " order by c.n",
        Sort::Number => " order by c.digits, c.n",
        Sort::NumberDescending => " order by c.digits desc, c.n desc",
        Sort::Name => " order by c.name_key, c.n",
        Sort::NameDescending => " order by c.name_key desc, c.n desc",
        Sort::Client => " order by c.client_key, c.n",
        Sort::ClientDescending => " order by c.client_key desc, c.n desc",
    });
    sql.limit(look.want()).push(") as r");
}
