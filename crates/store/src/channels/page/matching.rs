//! What was typed, as conditions on one channel.

use domain::search::{SearchPlan, TermMatch};

use crate::sql::Sql;

/// The search as conditions on one channel. The patterns are put together in SQL: a bound pattern would make SQLite
/// plan the statement anew each time.
pub(in crate::channels) fn matches_plan(sql: &mut Sql, plan: &SearchPlan) {
    sql.push(" and (1 = 0");
    for term in &plan.any {
        match term {
            TermMatch::Prefix(prefix) => {
                let (kind, rest) = prefix.split_at(1);
                match kind {
                    "n" => sql.bind(" or c.digits like (? || '%')", [rest.into()]),
                    "r" => {
                        let last: String = rest.chars().rev().collect();
                        sql.bind(" or c.digits like ('%' || ?)", [last.into()])
                    }
                    _ => sql.bind(" or c.words like ('% ' || ? || '%')", [rest.into()]),
                };
            }
            TermMatch::Exact(id) => has_id(sql, id),
        }
    }
    sql.push(")");
    further_words(sql, plan);
}

/// The other words that were typed; they say nothing about a channel that is found by its id.
pub(super) fn further_words(sql: &mut Sql, plan: &SearchPlan) {
    if plan.all.is_empty() {
        return;
    }
    sql.push(" and ((1 = 1");
    for word in &plan.all {
        sql.bind(" and c.words like ('% ' || ? || '%')", [word.as_str().into()]);
    }
    sql.push(")");
    for term in &plan.any {
        if let TermMatch::Exact(id) = term {
            has_id(sql, id);
        }
    }
    sql.push(")");
}

fn has_id(sql: &mut Sql, term: &str) {
    let id = term.get(1..).unwrap_or_default();
    sql.bind(
        " or c.id = ? or c.external_id = ?
          or c.waba_n in (select w.n from wabas w where w.id = ? or w.external_id = ?)
          or c.client_n in (select k.n from clients k where k.id = ?)",
        [id.into(), id.into(), id.into(), id.into(), id.into()],
    );
}
