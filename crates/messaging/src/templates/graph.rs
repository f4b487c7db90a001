//! `/message_templates`: as Graph does it, with upper-case statuses and cursors.

use axum::Json;
use axum::body::Body;
use axum::extract::{RawQuery, State};
use domain::ids::TemplateKey;
use hub::Hub;
use hub::templates::{Made, Slice, StoredTemplate, create_by_key, delete_by_key, list_by_key};
use serde_json::{Map, Value, json};

use super::{filters_of, limit, node, query, reason};
use crate::body;
use crate::key::Key;
use crate::links;
use crate::refusal::Refusal;
use crate::relayed::Back;

/// How many there are at once unless it is said (Graph API, "Paginated results").
const USUAL: usize = 25;

/// A page of the templates, the oldest first.
pub async fn list(State(hub): State<Hub>, Key(caller): Key, RawQuery(text): RawQuery) -> Result<Json<Value>, Refusal> {
    let mut query = query(text);
    let limit = limit(&query, USUAL);
    let cursor = |name: &str| {
        let given = query.get(name).filter(|text| !text.is_empty());
        given.map(|text| text.parse().map(TemplateKey)).transpose().map_err(|_| {
            Refusal::bad(format!("The cursor {name} is none that this list has given. Begin without one."))
        })
    };
    let slice = match (cursor("after")?, cursor("before")?) {
        (_, Some(before)) => Slice::Before(before),
        (after, None) => Slice::After(after),
    };
    // One more than wanted tells whether there are more.
    let mut listed = list_by_key(&hub, &caller, &filters_of(&query), slice, limit + 1).await?;
    let has_more = limit < listed.templates.len();
    let backwards = matches!(slice, Slice::Before(_));
    if has_more {
        let extra = if backwards { 0 } else { limit };
        listed.templates.remove(extra);
    }
    let fields: Option<Vec<String>> = query
        .get("fields")
        .filter(|fields| !fields.is_empty())
        .map(|fields| fields.split(',').map(|field| field.trim().to_owned()).collect());
    let data: Vec<Value> = listed.templates.iter().map(|stored| shown(stored, fields.as_deref())).collect();
    let mut paging = Map::new();
    if let (Some(first), Some(last)) = (listed.templates.first(), listed.templates.last()) {
        let (first, last) = (first.key.0.to_string(), last.key.0.to_string());
        query.remove("after");
        query.remove("before");
        let mut link = |name: &str, cursor: &str, value: &str| {
            paging.insert(name.to_owned(), links::page(&hub, "/message_templates", &query, cursor, value).into());
        };
        if has_more || backwards {
            link("next", "after", &last);
        }
        if (has_more && backwards) || matches!(slice, Slice::After(Some(_))) {
            link("previous", "before", &first);
        }
        paging.insert("cursors".to_owned(), json!({ "before": first, "after": last }));
    }
    Ok(Json(json!({ "data": data, "paging": paging })))
}

/// Creates one; Meta's answer comes back as it is.
pub async fn create(State(hub): State<Hub>, Key(caller): Key, body: Body) -> Result<Back, Refusal> {
    let body = body::object(body).await?;
    Ok(match create_by_key(&hub, &caller, body).await? {
        Made::Done(_, answer) | Made::Told(answer) => Back(answer),
    })
}

/// Deletes all languages of a name, or the one of `hsm_id`.
pub async fn remove(State(hub): State<Hub>, Key(caller): Key, RawQuery(text): RawQuery) -> Result<Back, Refusal> {
    let query = query(text);
    let name = query.get("name").filter(|name| !name.is_empty());
    let name = name.ok_or_else(|| Refusal::bad("Name the template to delete: ?name=order_update."))?;
    let id = query.get("hsm_id").filter(|id| !id.is_empty());
    Ok(Back(delete_by_key(&hub, &caller, name, id.map(String::as_str)).await?))
}

/// The template as Graph answers it; with `fields`, these and the id alone.
fn shown(stored: &StoredTemplate, fields: Option<&[String]>) -> Value {
    let mut all = node(stored);
    let facts = &stored.facts;
    all.insert("status".to_owned(), facts.status.code().into());
    all.insert("rejected_reason".to_owned(), reason(stored).into());
    let score = facts.quality.as_ref().map_or("UNKNOWN", |quality| quality.code());
    all.insert("quality_score".to_owned(), json!({ "score": score }));
    if let Some(previous) = &facts.previous_category {
        all.insert("previous_category".to_owned(), previous.code().into());
    }
    if let Some(fields) = fields {
        all.retain(|name, _| fields.iter().any(|field| field == name));
    }
    all.insert("id".to_owned(), facts.meta_id.as_str().into());
    all.into()
}
