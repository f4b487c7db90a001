//! `/v1/configs/templates`: lower-case statuses, offsets, and a list in an envelope.

use axum::Json;
use axum::body::Body;
use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use hub::Hub;
use hub::messaging::Relayed;
use hub::templates::{
    Direction, Filters, ListedTemplates, Made, Order, Slice, SortKey, StoredTemplate, create_by_key, delete_by_key,
    list_by_key,
};
use serde_json::{Map, Value, json};

use super::{filter, limit, node, query, reason};
use crate::body;
use crate::key::Key;
use crate::refusal::Refusal;
use crate::relayed::Back;

/// How many there are at once unless it is said.
const USUAL: usize = 1_000;

/// The templates from an offset on.
pub async fn list(State(hub): State<Hub>, Key(caller): Key, RawQuery(text): RawQuery) -> Result<Json<Value>, Refusal> {
    let query = query(text);
    let limit = limit(&query, USUAL);
    let offset = query.get("offset").and_then(|text| text.trim().parse().ok()).unwrap_or_default();
    let asked = asked(query.get("filters").map_or("", String::as_str))?;
    let filters = read(&asked)?;
    let (order, sort) = order(query.get("sort").map_or("", |text| text.trim()))?;
    let listed = list_by_key(&hub, &caller, &filters, Slice::Offset(offset, order), limit).await?;
    let templates: Vec<Value> = listed.templates.iter().map(|stored| shown(&listed, stored)).collect();
    Ok(Json(json!({
        "count": templates.len(),
        "total": listed.total,
        "limit": limit,
        "offset": offset,
        "sort": sort.map_or_else(Vec::new, |sort| vec![sort]),
        "filters": asked,
        "waba_templates": templates,
    })))
}

/// Creates one.
pub async fn create(State(hub): State<Hub>, Key(caller): Key, body: Body) -> Result<Response, Refusal> {
    let body = body::object(body).await?;
    Ok(match create_by_key(&hub, &caller, body).await? {
        Made::Done(listed, _) => match listed.templates.first() {
            Some(stored) => (StatusCode::CREATED, Json(shown(&listed, stored))).into_response(),
            None => StatusCode::CREATED.into_response(),
        },
        Made::Told(answer) if answer.status < 300 => (StatusCode::CREATED, Back(answer)).into_response(),
        Made::Told(answer) => refused(&answer),
    })
}

/// Deletes all languages of a name.
pub async fn remove(State(hub): State<Hub>, Key(caller): Key, Path(name): Path<String>) -> Result<Response, Refusal> {
    let answer = delete_by_key(&hub, &caller, &name, None).await?;
    if 300 <= answer.status {
        return Ok(refused(&answer));
    }
    let words = format!("The template {name} is deleted.");
    Ok(Json(json!({ "meta": { "developer_message": words, "http_code": 200, "success": true } })).into_response())
}

/// Filters as a JSON object, also in single quotes and as `null`, as some clients write them.
fn asked(text: &str) -> Result<Map<String, Value>, Refusal> {
    let text = text.trim();
    if text.is_empty() || text == "null" {
        return Ok(Map::new());
    }
    let repaired = || serde_json::from_str(&text.replace('\'', "\""));
    serde_json::from_str(text)
        .or_else(|_| repaired())
        .map_err(|_| Refusal::bad("filters has to be a JSON object, such as {\"status\":\"approved\"}."))
}

fn read(asked: &Map<String, Value>) -> Result<Filters, Refusal> {
    let mut filters = Filters::new();
    for (field, value) in asked {
        let name = field.strip_prefix("business_templates.").unwrap_or(field);
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        match name {
            // The key names the partner and the account.
            _ if value.is_null() => {}
            "partner_id" | "waba_account_id" => {}
            _ => filters.push(filter(name, &text).ok_or_else(|| {
                let known = "id, business_templates.name, status, category and language";
                Refusal::bad(format!("Templates cannot be filtered by {field}, but by {known}."))
            })?),
        }
    }
    Ok(filters)
}

/// The order, and the words for it; none where none was asked for.
fn order(text: &str) -> Result<(Order, Option<&str>), Refusal> {
    let (field, direction) = match text.strip_prefix('-') {
        Some(field) => (field, Direction::Backwards),
        None => (text, Direction::Forwards),
    };
    let key = match field.strip_prefix("business_templates.").unwrap_or(field) {
        "" => return Ok((Order::default(), None)),
        // The key names the partner and the account: all templates have the same.
        "partner_id" | "waba_account_id" => return Ok((Order::default(), Some(text))),
        "name" => SortKey::Name,
        "id" | "created_at" => SortKey::Age,
        "status" => SortKey::Status,
        "category" => SortKey::Category,
        "language" => SortKey::Language,
        _ => {
            let known = "id, business_templates.name, status, category, language and created_at";
            return Err(Refusal::bad(format!("Templates cannot be sorted by {field}, but by {known}.")));
        }
    };
    Ok((Order(key, direction), Some(text)))
}

fn shown(listed: &ListedTemplates, stored: &StoredTemplate) -> Value {
    let template = &stored.facts.template;
    // The hub does not know which person at Meta it was.
    let nobody = json!({ "user_id": "", "user_name": "" });
    json!({
        "id": stored.id,
        "partner_id": listed.partner,
        "waba_account_id": stored.waba_id,
        "external_id": stored.facts.meta_id,
        "name": template.name,
        "status": stored.facts.status.code().to_ascii_lowercase(),
        "language": template.language.code(),
        "category": template.category.code(),
        "components": node(stored).remove("components").unwrap_or_else(|| json!([])),
        "rejected_reason": reason(stored),
        "namespace": listed.waba.facts.namespace.as_deref().unwrap_or_default(),
        "created_at": stored.created_at.to_rfc3339(),
        "created_by": nobody,
        "modified_at": stored.changed_at.to_rfc3339(),
        "modified_by": nobody,
    })
}

/// Meta's refusal in the envelope of this dialect.
fn refused(answer: &Relayed) -> Response {
    let body: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
    let error = &body["error"];
    let words = ["error_user_msg", "message"].iter().find_map(|name| error[*name].as_str());
    let status = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::BAD_GATEWAY);
    let meta = json!({
        "success": false,
        "http_code": status.as_u16(),
        "developer_message": words.unwrap_or("Meta did not do it."),
        "details": error,
    });
    (status, Json(json!({ "meta": meta }))).into_response()
}

#[cfg(test)]
mod tests {
    use hub::templates::Filter;

    use super::*;

    #[test]
    fn filters_are_read_as_clients_write_them() {
        for (text, expected) in [
            ("", vec![]),
            ("null", vec![]),
            ("{}", vec![]),
            ("{\"status\":null,\"partner_id\":\"x\"}", vec![]),
            ("{'status':'approved'}", vec![Filter::Status("APPROVED".to_owned())]),
            ("{\"business_templates.name\":\"a\"}", vec![Filter::Name("a".to_owned())]),
            ("{\"status\":\"submitted\"}", vec![Filter::Status("PENDING".to_owned())]),
        ] {
            assert_eq!(asked(text).and_then(|asked| read(&asked)).unwrap(), expected, "{text}");
        }
        for text in ["[]", "x", "{\"colour\":\"red\"}"] {
            assert!(asked(text).and_then(|asked| read(&asked)).is_err(), "{text}");
        }
    }

    #[test]
    fn an_order_that_says_nothing_is_none() {
        assert_eq!(order("").unwrap(), (Order::default(), None));
        assert_eq!(order("-").unwrap(), (Order::default(), None));
        assert_eq!(order("partner_id").unwrap(), (Order::default(), Some("partner_id")));
        assert_eq!(order("-created_at").unwrap(), (Order(SortKey::Age, Direction::Backwards), Some("-created_at")));
        assert_eq!(order("business_templates.name").unwrap().0, Order(SortKey::Name, Direction::Forwards));
        assert!(order("colour").is_err());
    }
}
