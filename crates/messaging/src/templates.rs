//! Templates of the account, in two dialects over one store, and the templates that Meta offers to everybody.

pub mod configs;
pub mod graph;
pub mod library;

use std::collections::BTreeMap;

use domain::templates::Language;
use hub::templates::{Filter, Filters, StoredTemplate};
use serde_json::{Map, Value};

/// The most templates of one answer.
const MOST: usize = 1_000;

/// What a program says in a query.
type Query = BTreeMap<String, String>;

fn query(text: Option<String>) -> Query {
    form_urlencoded::parse(text.unwrap_or_default().as_bytes()).into_owned().collect()
}

/// How many are wanted: a number of one's own, or what is usual.
fn limit(query: &Query, usual: usize) -> usize {
    query.get("limit").and_then(|text| text.trim().parse().ok()).unwrap_or(usual).clamp(1, MOST)
}

/// A filter by one of the fields that both dialects know; values are read in either case.
fn filter(field: &str, value: &str) -> Option<Filter> {
    let upper = || value.to_ascii_uppercase();
    Some(match field {
        "id" => Filter::Id(value.to_owned()),
        "name" => Filter::Name(value.to_owned()),
        // What is in review at Meta was once called submitted.
        "status" if value.eq_ignore_ascii_case("submitted") => Filter::Status("PENDING".to_owned()),
        "status" => Filter::Status(upper()),
        "category" => Filter::Category(upper()),
        "language" => Filter::Language(Language::from_wire(value)),
        _ => return None,
    })
}

/// The template as Meta would write it.
fn node(stored: &StoredTemplate) -> Map<String, Value> {
    match whatsapp::template::write(&stored.facts.template) {
        Value::Object(node) => node,
        _ => Map::new(),
    }
}

fn reason(stored: &StoredTemplate) -> &str {
    stored.facts.rejection.as_ref().map_or("NONE", |reason| reason.code())
}

/// Filters of a query whose names are those of fields.
fn filters_of(query: &Query) -> Filters {
    query
        .iter()
        .filter(|(name, value)| *name != "id" && !value.is_empty())
        .filter_map(|(name, value)| filter(name, value))
        .collect()
}
