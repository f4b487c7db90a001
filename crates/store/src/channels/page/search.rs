//! A page of a search. The inverted index is asked first:
//! - few channels match (at most [`FEW`]): all of them are taken from the index and ordered;
//! - many match, but with few different words (at most [`WORDS`]): each word's entries stand in the default
//!   order, so the newest of each are merged;
//! - many match with many different words, as the beginning of a phone number does: the list is walked in its
//!   order and each channel is looked at, which is quick just because many match. Where the next [`NEAR`] channels
//!   do not fill the page, all matches are taken from the index after all.
//!
//! Of several words the rarest is looked up and the others are checked.

use domain::account::Organisation;
use domain::channel::Shown;
use domain::list::{ListQuery, Sort};
use domain::search::{SearchPlan, TermMatch, after_prefix};

use super::cards::{self, Cards};
use super::matching::{further_words, matches_plan};
use super::{Look, filters, keyset, limited, narrow, read_ordered};
use crate::sql::Sql;
use crate::{Conn, StoreError};

/// Up to this many matches are taken from the index and ordered.
const FEW: usize = 500;
/// Up to this many different words are merged.
const WORDS: usize = 64;
/// So many channels are looked at one by one before all matches are taken from the index.
const NEAR: usize = 2_000;

/// The cards of a page of a search.
pub(super) async fn search(
    conn: &mut Conn,
    organisation: Organisation,
    query: &ListQuery,
    look: &Look,
    plan: &SearchPlan,
) -> Result<Cards, StoreError> {
    // A client has few channels: they are looked at one by one.
    if organisation.client().is_some() {
        return read_ordered(conn, organisation, query, look, Some(plan)).await;
    }
    let partner = organisation.partner().0;
    let Some(plan) = &rarest_first(conn, partner, query.shown, plan).await? else { return Ok(Cards::none()) };
    let ranges: Vec<(String, String)> = plan.any.iter().map(|term| range(term, query.shown)).collect();
    let mut sources = Vec::with_capacity(ranges.len());
    for (term, range) in plan.any.iter().zip(&ranges) {
        sources.push(source(conn, partner, term, range).await?);
    }
    let few = sources.iter().all(|source| matches!(source, Source::Nothing | Source::Range));
    let in_one_order = look.is_default_order() && filters(query) == 0 && plan.all.is_empty();
    let mergeable = in_one_order && !sources.iter().any(|source| matches!(source, Source::Everywhere));
    if few || mergeable {
        let order = if mergeable { Candidates::FirstOfOrder } else { Candidates::All };
        let Some(sql) = candidates(organisation, query, look, plan, (&sources, &ranges), order) else {
            return Ok(Cards::none());
        };
        return if mergeable { Cards::read(conn, sql).await } else { limited(conn, sql).await };
    }
    if look.is_default_order() && filters(query) <= 1 {
        let found = nearby(conn, organisation, query, look, plan).await?;
        if look.want() <= found.count() {
            return Ok(found);
        }
    }
    if in_one_order {
        // Too thin for a walk: all matches are taken from the index, as many as there are.
        let all: Vec<Source> = sources.iter().map(|_| Source::Range).collect();
        return match candidates(organisation, query, look, plan, (&all, &ranges), Candidates::FirstOfOrder) {
            Some(sql) => limited(conn, sql).await,
            None => Ok(Cards::none()),
        };
    }
    read_ordered(conn, organisation, query, look, Some(plan)).await
}

/// Of several words, the one that the fewest channels have is looked up, and the others are checked on what it finds.
/// `None` when one of them is nowhere.
async fn rarest_first(
    conn: &mut Conn,
    partner: i64,
    shown: Shown,
    plan: &SearchPlan,
) -> Result<Option<SearchPlan>, StoreError> {
    let ([TermMatch::Prefix(longest)], false) = (plan.any.as_slice(), plan.all.is_empty()) else {
        return Ok(Some(plan.clone()));
    };
    let mut words: Vec<String> = vec![longest.chars().skip(1).collect()];
    words.extend(plan.all.iter().cloned());
    let mut rarest = (0, usize::MAX);
    for (place, word) in words.iter().enumerate() {
        let (from, to) = range(&TermMatch::Prefix(format!("w{word}")), shown);
        let found = up_to_few(conn, partner, &from, &to).await?;
        if found == 0 {
            return Ok(None);
        }
        if found < rarest.1 {
            rarest = (place, found);
        }
    }
    let looked_up = words.swap_remove(rarest.0);
    Ok(Some(SearchPlan { any: vec![TermMatch::Prefix(format!("w{looked_up}"))], all: words, digits: None }))
}

/// The page as far as it lies within the next [`NEAR`] channels of the list, each of which is looked at: where many
/// match, that is all of it.
async fn nearby(
    conn: &mut Conn,
    organisation: Organisation,
    query: &ListQuery,
    look: &Look,
    plan: &SearchPlan,
) -> Result<Cards, StoreError> {
    let mut sql = cards::begin(look.sort);
    sql.push(
        " from (select c.n, c.card, c.digits, c.words, c.id, c.external_id, c.waba_n, c.client_n from channels c where ",
    );
    narrow(&mut sql, organisation, query);
    from_cursor(&mut sql, look, " and c.n < ?", " and c.n > ?");
    sql.push(by_row(look, " order by c.n desc", " order by c.n"));
    sql.limit(NEAR).push(") as c where 1 = 1");
    matches_plan(&mut sql, plan);
    sql.push(by_row(look, " order by c.n desc", " order by c.n"));
    sql.limit(look.want()).push(") as r");
    Cards::read(conn, sql).await
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

/// How many entries a range has, counted to one more than [`FEW`].
async fn up_to_few(conn: &mut Conn, partner: i64, from: &str, to: &str) -> Result<usize, StoreError> {
    let mut sql = Sql::new("select count(*) from (select 1 as one from channel_terms where ");
    sql.bind("partner_n = ? and term >= ? and term < ?", [partner.into(), from.into(), to.into()]);
    sql.limit(FEW + 1).push(") as probe");
    let counted = sql.all::<(i64,)>(conn).await?;
    Ok(counted.first().and_then(|(found,)| usize::try_from(*found).ok()).unwrap_or_default())
}

async fn source(
    conn: &mut Conn,
    partner: i64,
    term: &TermMatch,
    (from, to): &(String, String),
) -> Result<Source, StoreError> {
    let found = up_to_few(conn, partner, from, to).await?;
    if found == 0 {
        return Ok(Source::Nothing);
    }
    if found <= FEW {
        return Ok(Source::Range);
    }
    // Each number is another word, so these need not be counted.
    if matches!(term, TermMatch::Prefix(prefix) if prefix.starts_with(['n', 'r'])) {
        return Ok(Source::Everywhere);
    }
    // From one word to the next by the index, without reading what lies between.
    let mut sql = Sql::new("with recursive next (term) as (");
    sql.bind(
        "select min(term) from channel_terms where partner_n = ? and term >= ? and term < ? union all ",
        [partner.into(), from.as_str().into(), to.as_str().into()],
    );
    sql.bind(
        "select (select min(t.term) from channel_terms t where t.partner_n = ? and t.term > next.term and t.term < ?)
         from next where next.term is not null) ",
        [partner.into(), to.as_str().into()],
    );
    sql.push("select term from next where term is not null").limit(WORDS + 1);
    let words = sql.all::<(String,)>(conn).await?;
    if WORDS < words.len() {
        return Ok(Source::Everywhere);
    }
    Ok(Source::Words(words.into_iter().map(|(term,)| term).collect()))
}

/// Which of the matches go to the channels themselves.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Candidates {
    /// All: something else narrows or orders them.
    All,
    /// Those of this page: the matches stand in the order of the list.
    FirstOfOrder,
}

/// The cards of the matching row numbers, or nothing when nothing matches.
fn candidates(
    organisation: Organisation,
    query: &ListQuery,
    look: &Look,
    plan: &SearchPlan,
    (sources, ranges): (&[Source], &[(String, String)]),
    which: Candidates,
) -> Option<Sql> {
    let partner = organisation.partner().0;
    let mut sql = cards::begin(look.sort);
    sql.push(" from (select distinct m.channel_n from (");
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
                    sql.limit(look.want()).push(") as newest");
                    any = true;
                }
            }
        }
    }
    sql.push(") as m where 1 = 1");
    if which == Candidates::FirstOfOrder {
        from_cursor(&mut sql, look, " and m.channel_n < ?", " and m.channel_n > ?");
        sql.push(by_row(look, " order by m.channel_n desc", " order by m.channel_n"));
        sql.limit(look.want());
    }
    // `cross join` keeps SQLite from walking the channels and asking for each whether it matches.
    sql.push(") as found cross join channels c where c.n = found.channel_n and ");
    narrow(&mut sql, organisation, query);
    further_words(&mut sql, plan);
    keyset(&mut sql, look);
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
