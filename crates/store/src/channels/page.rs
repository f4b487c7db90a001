//! A page of the list: keyset paging, no count, one index for each way to look.
//!
//! Without a search, the list is read in its order from the index that fits the filter. A search asks the
//! inverted index first. Three cases:
//! - few channels match (at most [`FEW`]): all of them are taken from the index and ordered;
//! - many match, but with few different words (at most [`WORDS`]): each word's entries stand in the default
//!   order, so the newest of each are merged;
//! - many match with many different words, as the beginning of a phone number does: the list is walked in its
//!   order and each channel is looked at, which is quick just because many match.
//!
//! Whatever combines more than that runs under a time limit and fails with [`StoreError::TooSlow`].

use std::time::Duration;

use domain::account::Organisation;
use domain::channel::{ChannelCard, Shown};
use domain::list::{ActionFilter, ListQuery, PageAt, Sort};
use domain::search::{SearchPlan, TermMatch, after_prefix};

use crate::conn::{fetch_all, fetch_one, fetch_optional};
use crate::dialect::TimeLimit;
use crate::sql::Sql;
use crate::{Conn, StoreError};

/// Up to this many matches are taken from the index and ordered.
const FEW: i64 = 500;
/// Up to this many different words are merged.
const WORDS: usize = 64;
/// How long a combination may take that no index serves.
const LIMIT: Duration = Duration::from_secs(1);

/// A page of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// The channels, in the order asked for.
    pub cards: Vec<ChannelCard>,
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

#[derive(sqlx::FromRow)]
pub(super) struct CardRow {
    n: i64,
    card: String,
}

impl CardRow {
    pub(super) fn read(self) -> Result<ChannelCard, StoreError> {
        serde_json::from_str(&self.card).map_err(|error| StoreError::Inconsistent {
            table: "channels",
            row: self.n,
            what: error.to_string(),
        })
    }
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
    let cursor = cursor(conn, organisation, &query.page).await?;
    let look = Look::new(query, cursor, size);
    let plan = plan(query);
    let rows = match &plan {
        None => read_ordered(conn, organisation, query, &look, None).await?,
        Some(plan) => search(conn, organisation, query, &look, plan).await?,
    };
    look.into_page(rows)
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

    fn want(&self) -> i64 {
        i64::try_from(self.size).unwrap_or(i64::MAX - 1) + 1
    }

    fn into_page(self, mut rows: Vec<CardRow>) -> Result<Page, StoreError> {
        let more = self.size < rows.len();
        rows.truncate(self.size);
        if self.backwards {
            rows.reverse();
        }
        let cards = rows.into_iter().map(CardRow::read).collect::<Result<Vec<ChannelCard>, _>>()?;
        let from_middle = self.cursor.is_some();
        let (has_previous, has_next) = if self.backwards { (more, true) } else { (from_middle, more) };
        Ok(Page { cards, has_previous, has_next })
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
) -> Result<Vec<CardRow>, StoreError> {
    let mut sql = Sql::new("select c.n, c.card from channels c where ");
    narrow(&mut sql, organisation, query);
    if let Some(plan) = matching {
        matches_plan(&mut sql, plan);
    }
    keyset(&mut sql, look);
    let served = matching.is_none()
        && filters(query) + usize::from(organisation.client().is_some()) <= usize::from(look.is_default_order())
        || (matching.is_none() && filters(query) == 0 && organisation.client().is_none());
    if served { sql.all(conn).await } else { limited(conn, sql).await }
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

async fn limited(conn: &mut Conn, sql: Sql) -> Result<Vec<CardRow>, StoreError> {
    let mut limited = TimeLimit::set(conn, LIMIT).await?;
    let rows = sql.all(limited.conn()).await;
    limited.lift().await?;
    rows
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

/// Where the page begins, its order and its length.
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
    sql.bind(" limit ?", [look.want().into()]);
}

async fn search(
    conn: &mut Conn,
    organisation: Organisation,
    query: &ListQuery,
    look: &Look,
    plan: &SearchPlan,
) -> Result<Vec<CardRow>, StoreError> {
    // A client has few channels: they are looked at one by one.
    if organisation.client().is_some() {
        return read_ordered(conn, organisation, query, look, Some(plan)).await;
    }
    let partner = organisation.partner().0;
    let ranges: Vec<(String, String)> = plan.any.iter().map(|term| range(term, query.shown)).collect();
    let mut sources = Vec::with_capacity(ranges.len());
    for (from, to) in &ranges {
        let source = source(conn, partner, from, to).await?;
        if matches!(source, Source::Everywhere) {
            return read_ordered(conn, organisation, query, look, Some(plan)).await;
        }
        sources.push(source);
    }
    let merged_in_order = look.is_default_order() && filters(query) == 0 && plan.all.is_empty();
    let has_words = sources.iter().any(|source| matches!(source, Source::Words(_)));
    if has_words && !merged_in_order {
        return read_ordered(conn, organisation, query, look, Some(plan)).await;
    }
    let Some(mut sql) = candidates(partner, &sources, &ranges, look, merged_in_order) else { return Ok(Vec::new()) };
    narrow(&mut sql, organisation, query);
    for word in &plan.all {
        sql.bind(" and c.words like ?", [format!("% {word}%").into()]);
    }
    keyset(&mut sql, look);
    if merged_in_order { sql.all(conn).await } else { limited(conn, sql).await }
}

/// Where the matches of one term come from.
enum Source {
    /// Nothing matches.
    Nothing,
    /// Few do: the whole range.
    Range,
    /// Many do, by these words.
    Words(Vec<String>),
    /// Many do, by many words.
    Everywhere,
}

fn range(term: &TermMatch, shown: Shown) -> (String, String) {
    let mark = if shown == Shown::Ended { "x" } else { "" };
    match term {
        TermMatch::Prefix(prefix) => {
            let from = format!("{mark}{prefix}");
            let to = after_prefix(&from);
            (from, to)
        }
        TermMatch::Exact(term) => {
            let from = format!("{mark}{term}");
            // The smallest text that is larger than the term itself.
            let to = format!("{from}\u{1}");
            (from, to)
        }
    }
}

async fn source(conn: &mut Conn, partner: i64, from: &str, to: &str) -> Result<Source, StoreError> {
    let (found,) = fetch_one!(
        conn,
        (i64,),
        "select count(*) from (select 1 as one from channel_terms where partner_n = $1 and term >= $2 and term < $3 limit $4) as probe",
        partner,
        from,
        to,
        FEW + 1,
    )?;
    if found == 0 {
        return Ok(Source::Nothing);
    }
    if found <= FEW {
        return Ok(Source::Range);
    }
    // From one word to the next by the index, without reading what lies between.
    let words = fetch_all!(
        conn,
        (String,),
        "with recursive next (term) as (
           select min(term) from channel_terms where partner_n = $1 and term >= $2 and term < $3
           union all
           select (select min(t.term) from channel_terms t where t.partner_n = $1 and t.term > next.term and t.term < $3)
           from next where next.term is not null
         )
         select term from next where term is not null limit $4",
        partner,
        from,
        to,
        i64::try_from(WORDS + 1).unwrap_or(i64::MAX),
    )?;
    if WORDS < words.len() {
        return Ok(Source::Everywhere);
    }
    Ok(Source::Words(words.into_iter().map(|(term,)| term).collect()))
}

/// `select … from (matching row numbers) join channels where`, or nothing when nothing matches.
fn candidates(
    partner: i64,
    sources: &[Source],
    ranges: &[(String, String)],
    look: &Look,
    in_order: bool,
) -> Option<Sql> {
    let mut sql = Sql::new("select c.n, c.card from (select distinct m.channel_n from (");
    let mut any = false;
    for (source, (from, to)) in sources.iter().zip(ranges) {
        match source {
            Source::Nothing | Source::Everywhere => {}
            Source::Range => {
                sql.push(if any { " union all " } else { "" });
                sql.bind(
                    "select channel_n from channel_terms where partner_n = ? and term >= ? and term < ?",
                    [partner.into(), from.as_str().into(), to.as_str().into()],
                );
                any = true;
            }
            Source::Words(words) => {
                for word in words {
                    sql.push(if any { " union all " } else { "" });
                    sql.bind(
                        "select channel_n from (select channel_n from channel_terms where partner_n = ? and term = ?",
                        [partner.into(), word.as_str().into()],
                    );
                    from_cursor(&mut sql, look, " and channel_n < ?", " and channel_n > ?");
                    sql.push(by_row(look, " order by channel_n desc", " order by channel_n"));
                    sql.bind(" limit ?) as newest", [look.want().into()]);
                    any = true;
                }
            }
        }
    }
    sql.push(") as m where 1 = 1");
    if in_order {
        from_cursor(&mut sql, look, " and m.channel_n < ?", " and m.channel_n > ?");
        sql.push(by_row(look, " order by m.channel_n desc", " order by m.channel_n"));
        sql.bind(" limit ?", [look.want().into()]);
    }
    // `cross join` keeps SQLite from walking the channels and asking for each whether it matches.
    sql.push(") as found cross join channels c where c.n = found.channel_n and ");
    any.then_some(sql)
}

fn from_cursor(sql: &mut Sql, look: &Look, newest: &'static str, oldest: &'static str) {
    if let Some(cursor) = &look.cursor {
        sql.bind(by_row(look, newest, oldest), [cursor.n.into()]);
    }
}

fn by_row(look: &Look, newest: &'static str, oldest: &'static str) -> &'static str {
    if look.sort == Sort::Oldest { oldest } else { newest }
}

/// The search as conditions on one channel.
pub(super) fn matches_plan(sql: &mut Sql, plan: &SearchPlan) {
    sql.push(" and (1 = 0");
    for term in &plan.any {
        match term {
            TermMatch::Prefix(prefix) => {
                let (kind, rest) = prefix.split_at(1);
                match kind {
                    "n" => sql.bind(" or c.digits like ?", [format!("{rest}%").into()]),
                    "r" => {
                        let last: String = rest.chars().rev().collect();
                        sql.bind(" or c.digits like ?", [format!("%{last}").into()])
                    }
                    _ => sql.bind(" or c.words like ?", [format!("% {rest}%").into()]),
                };
            }
            TermMatch::Exact(id) => {
                let id = id.get(1..).unwrap_or_default();
                sql.bind(
                    " or c.id = ? or c.external_id = ?
                      or c.waba_n in (select w.n from wabas w where w.id = ? or w.external_id = ?)
                      or c.client_n in (select k.n from clients k where k.id = ?)",
                    [id.into(), id.into(), id.into(), id.into(), id.into()],
                );
            }
        }
    }
    sql.push(")");
    for word in &plan.all {
        sql.bind(" and c.words like ?", [format!("% {word}%").into()]);
    }
}
