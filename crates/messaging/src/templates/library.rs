//! `/message_templates_library`: templates that Meta offers to everybody.

use axum::body::Bytes;
use axum::extract::{RawQuery, State};
use hub::Hub;
use hub::messaging::{Ask, Edge, ask};
use serde_json::Value;

use super::query;
use crate::key::Key;
use crate::links;
use crate::refusal::Refusal;
use crate::relayed::Back;

/// What Meta searches by, and what its pages are turned with (Meta, "Template library").
const KNOWN: [&str; 10] =
    ["search", "name", "topic", "usecase", "industry", "language", "category", "limit", "after", "before"];

/// Meta's answer, with links to further pages that lead here.
pub async fn list(State(hub): State<Hub>, Key(caller): Key, RawQuery(text): RawQuery) -> Result<Back, Refusal> {
    let mut query = query(text);
    let asked = KNOWN.into_iter().filter_map(|name| Some((name, query.get(name)?.clone()))).collect();
    let mut answer = ask(&hub, &caller, Ask::get(Edge::TemplateLibrary, asked)).await?;
    if let Ok(mut body) = serde_json::from_slice::<Value>(&answer.body)
        && body["paging"].is_object()
    {
        query.retain(|name, _| KNOWN.contains(&name.as_str()) && name != "after" && name != "before");
        for (link, cursor) in [("next", "after"), ("previous", "before")] {
            let value = body["paging"]["cursors"][cursor].as_str().unwrap_or_default().to_owned();
            if body["paging"][link].is_string() {
                let path = "/message_templates_library";
                body["paging"][link] = links::page(&hub, path, &query, cursor, &value).into();
            }
        }
        answer.body = Bytes::from(body.to_string());
    }
    Ok(Back(answer))
}
