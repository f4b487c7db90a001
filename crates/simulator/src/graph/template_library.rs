//! `GET /message_template_library`: templates that Meta offers to everybody (Template library).

use serde_json::{Value, json};

use super::auth;
use super::call::Call;
use super::error::GraphError;

/// A few of them; Meta has hundreds.
fn all() -> Vec<Value> {
    let one = |id: &str, name: &str, usecase: &str, body: &str| {
        json!({
            "id": id, "name": name, "language": "en_US", "category": "UTILITY", "topic": "ORDER_MANAGEMENT",
            "usecase": usecase, "industry": ["E_COMMERCE"], "body": body, "body_params": ["Jim", "800"],
            "body_param_types": ["TEXT", "TEXT"],
        })
    };
    vec![
        one("7147013345418927", "order_pick_up_1", "ORDER_PICK_UP", "Hi {{1}}, order {{2}} can be picked up."),
        one("7138055039625658", "delivery_update_1", "DELIVERY_UPDATE", "Hi {{1}}, order {{2}} is on its way."),
        one("1234567890123456", "delivery_failed_1", "DELIVERY_FAILED", "Hi {{1}}, order {{2}} is delayed."),
    ]
}

pub(crate) fn get(call: &Call<'_>) -> Result<Value, GraphError> {
    let token = {
        let world = call.shared().world();
        auth::user_token(call, &world)?.token.clone()
    };
    let wanted = |item: &Value| {
        ["name", "language", "topic", "usecase"].iter().all(|name| {
            call.params.text(name).is_none_or(|asked| item[*name].as_str().is_some_and(|text| text == asked))
        })
    };
    let found: Vec<Value> = all().into_iter().filter(wanted).collect();
    let limit = call.params.text("limit").and_then(|text| text.parse().ok()).unwrap_or(25);
    let begin = call.params.text("after").and_then(|text| text.parse().ok()).unwrap_or(0_usize);
    let end = begin.saturating_add(limit).min(found.len());
    let page = found.get(begin..end).unwrap_or_default();
    let mut paging = json!({ "cursors": { "before": begin.to_string(), "after": end.to_string() } });
    if end < found.len() {
        // Meta's links carry the token.
        let base = call.handle.base_url();
        paging["next"] =
            format!("{base}{}/message_template_library?access_token={token}&limit={limit}&after={end}", call.version)
                .into();
    }
    Ok(json!({ "data": page, "paging": paging }))
}
