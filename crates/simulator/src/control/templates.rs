//! The controls of templates, files, messages and the clock.

use axum::extract::{Path, State};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::json;

use super::{Answer, done};
use crate::{Handle, NewTemplate, TemplateChange};

pub(super) fn router() -> Router<Handle> {
    Router::new()
        .route("/wabas/{id}/templates", get(templates).post(add_template))
        .route("/templates/settle", post(settle))
        .route("/templates/review_delay", post(review_delay))
        .route("/templates/{id}", get(template).post(change_template))
        .route("/media/{id}", post(set_media))
        .route("/media/{id}/expire", post(expire_media))
        .route("/messages", get(messages))
        .route("/messages/undeliverable", post(undeliverable))
        .route("/clock", get(clock).post(advance))
}

async fn templates(State(handle): State<Handle>, Path(id): Path<String>) -> Answer {
    Ok(Json(json!({ "templates": handle.templates(&id).await? })))
}

async fn add_template(State(handle): State<Handle>, Path(id): Path<String>, Json(new): Json<NewTemplate>) -> Answer {
    let ids = handle.add_template(&id, new).await?;
    Ok(Json(json!({ "template_ids": ids })))
}

async fn template(State(handle): State<Handle>, Path(id): Path<String>) -> Answer {
    handle.template(&id).await.map(Json)
}

async fn change_template(
    State(handle): State<Handle>,
    Path(id): Path<String>,
    Json(change): Json<TemplateChange>,
) -> Answer {
    let webhooks = handle.change_template(&id, change).await?;
    Ok(Json(json!({ "webhooks": webhooks })))
}

async fn settle(State(handle): State<Handle>) -> Answer {
    Ok(Json(json!({ "decided": handle.settle_template_reviews().await })))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Seconds {
    seconds: i64,
}

async fn review_delay(State(handle): State<Handle>, Json(Seconds { seconds }): Json<Seconds>) -> Answer {
    handle.set_template_review_delay(seconds);
    done()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Gone {
    gone: bool,
}

async fn set_media(State(handle): State<Handle>, Path(id): Path<String>, Json(Gone { gone }): Json<Gone>) -> Answer {
    handle.set_media_gone(&id, gone).await?;
    done()
}

async fn expire_media(State(handle): State<Handle>, Path(id): Path<String>) -> Answer {
    handle.expire_media(&id).await?;
    done()
}

async fn messages(State(handle): State<Handle>) -> Answer {
    Ok(Json(json!({ "messages": handle.messages() })))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Undeliverable {
    to: String,
    #[serde(default)]
    code: Option<i64>,
}

async fn undeliverable(State(handle): State<Handle>, Json(order): Json<Undeliverable>) -> Answer {
    handle.set_undeliverable(&order.to, order.code);
    done()
}

async fn clock(State(handle): State<Handle>) -> Answer {
    Ok(Json(json!({ "now": handle.now() })))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Advance {
    advance_seconds: i64,
}

async fn advance(State(handle): State<Handle>, Json(Advance { advance_seconds }): Json<Advance>) -> Answer {
    handle.advance(advance_seconds).await;
    Ok(Json(json!({ "now": handle.now() })))
}
