//! The controls over HTTP, under `/_simulator/`, for browser tests and for a person at the demo.
//!
//! Bodies are JSON and need `Content-Type: application/json`. A refusal is `{"error": "sentence"}`
//! with 404, 409 or 422.
//!
//! | call | does |
//! | --- | --- |
//! | `GET /_simulator` | all WABAs and numbers with their states |
//! | `GET /_simulator/numbers/{id}` | one number |
//! | `POST /_simulator/numbers/{id}` | a [`NumberChange`], such as `{"quality_rating": "RED"}`; answers `{"webhooks": [field, …]}` |
//! | `POST /_simulator/wabas/{id}` | a [`WabaChange`], such as `{"account_review_status": "REJECTED"}`; answers the same |
//! | `POST /_simulator/wabas` | a [`NewWaba`], such as `{"numbers": 3}`; answers its ids and its token |
//! | `POST /_simulator/wabas/{id}/numbers` | `{"count": 100}` more numbers; answers their ids |
//! | `POST /_simulator/wabas/{id}/revoke_token` | the WABA's tokens are refused from now on |
//! | `POST /_simulator/wabas/{id}/restore_token` | they are good again |
//! | `POST /_simulator/wabas/{id}/code` | a code of Embedded Signup: `{"code": "…"}` |
//! | `POST /_simulator/wabas/{id}/usage` | pins the rate-limit header: `{"percent": 96}`, or `null` |
//! | `GET /_simulator/wabas/{id}/templates` | `{"templates": […]}`: its templates, newest first |
//! | `POST /_simulator/wabas/{id}/templates` | a [`NewTemplate`](crate::NewTemplate), past all rules; answers `{"template_ids": […]}` |
//! | `GET /_simulator/templates/{id}` | one template |
//! | `POST /_simulator/templates/{id}` | a [`TemplateChange`](crate::TemplateChange), such as `{"quality_score": "RED"}`; answers `{"webhooks": [field, …]}` |
//! | `POST /_simulator/templates/settle` | decides all open reviews of templates; answers `{"decided": [id, …]}` |
//! | `POST /_simulator/templates/review_delay` | `{"seconds": 3600}`: how long these take from now on |
//! | `POST /_simulator/media/{id}` | `{"gone": true}`: the address of a header's file answers 404 |
//! | `POST /_simulator/media/{id}/expire` | its address answers 403 from now on, and Graph gives another one |
//! | `GET /_simulator/messages` | `{"messages": […]}`: the messages that were taken |
//! | `POST /_simulator/messages/undeliverable` | `{"to": "15551234567", "code": 131026}`: messages to it fail; `"code": null` ends that |
//! | `GET /_simulator/clock` | `{"now": seconds}` |
//! | `POST /_simulator/clock` | `{"advance_seconds": 10800}`: puts the clock forward and does what is due |
//! | `POST /_simulator/fail_next` | a [`FaultOrder`], such as `{"kind": "waba_rate_limit", "times": 2, "path": "phone_numbers"}` |
//! | `DELETE /_simulator/fail_next` | takes all ordered failures back |
//! | `GET /_simulator/webhooks` | what became of each webhook |
//! | `POST /_simulator/webhooks` | signs the body as it is and sends it |
//! | `POST /_simulator/webhooks/duplicate_last` | sends the last webhook once more |
//! | `GET /_simulator/webhooks/settled` | answers once nothing is waiting |
//! | `POST /_simulator/webhooks/verify` | performs the handshake with the callback |
//! | `GET /_simulator/requests` | `{"count": n, "last": […]}`: the Graph calls so far |

mod templates;

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::{Error, FaultOrder, Handle, NewWaba, NumberChange, Usage, WabaChange};

pub(crate) fn router() -> Router<Handle> {
    Router::new()
        .route("/", get(overview))
        .route("/numbers/{id}", get(number).post(change_number))
        .route("/wabas", post(add_waba))
        .route("/wabas/{id}", post(change_waba))
        .route("/wabas/{id}/numbers", post(add_numbers))
        .route("/wabas/{id}/revoke_token", post(revoke_token))
        .route("/wabas/{id}/restore_token", post(restore_token))
        .route("/wabas/{id}/code", post(issue_code))
        .route("/wabas/{id}/usage", post(set_usage))
        .route("/fail_next", post(fail_next).delete(fail_no_more))
        .route("/webhooks", get(deliveries).post(send_webhook))
        .route("/webhooks/duplicate_last", post(duplicate_last))
        .route("/webhooks/settled", get(settled))
        .route("/webhooks/verify", post(verify_webhook))
        .route("/requests", get(requests))
        .merge(templates::router())
}

type Answer = Result<Json<Value>, Error>;

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let status = match self {
            Self::NotFound { .. } => StatusCode::NOT_FOUND,
            Self::NotSubscribed | Self::Handshake(_) => StatusCode::CONFLICT,
            _ => StatusCode::UNPROCESSABLE_ENTITY,
        };
        (status, Json(json!({ "error": self.to_string() }))).into_response()
    }
}

fn done() -> Answer {
    Ok(Json(json!({ "done": true })))
}

async fn overview(State(handle): State<Handle>) -> Answer {
    Ok(Json(handle.overview()))
}

async fn number(State(handle): State<Handle>, Path(id): Path<String>) -> Answer {
    handle.number(&id).await.map(Json)
}

async fn change_number(
    State(handle): State<Handle>,
    Path(id): Path<String>,
    Json(change): Json<NumberChange>,
) -> Answer {
    let webhooks = handle.change_number(&id, change).await?;
    Ok(Json(json!({ "webhooks": webhooks })))
}

async fn change_waba(State(handle): State<Handle>, Path(id): Path<String>, Json(change): Json<WabaChange>) -> Answer {
    let webhooks = handle.change_waba(&id, change).await?;
    Ok(Json(json!({ "webhooks": webhooks })))
}

async fn add_waba(State(handle): State<Handle>, Json(new): Json<NewWaba>) -> Answer {
    Ok(Json(json!(handle.add_waba(new).await?)))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Count {
    count: usize,
}

async fn add_numbers(
    State(handle): State<Handle>,
    Path(id): Path<String>,
    Json(Count { count }): Json<Count>,
) -> Answer {
    let ids = handle.add_numbers(&id, count).await?;
    Ok(Json(json!({ "number_ids": ids })))
}

async fn revoke_token(State(handle): State<Handle>, Path(id): Path<String>) -> Answer {
    handle.revoke_token(&id).await?;
    done()
}

async fn restore_token(State(handle): State<Handle>, Path(id): Path<String>) -> Answer {
    handle.restore_token(&id).await?;
    done()
}

async fn issue_code(State(handle): State<Handle>, Path(id): Path<String>) -> Answer {
    let code = handle.issue_code(&id).await?;
    Ok(Json(json!({ "code": code })))
}

async fn set_usage(State(handle): State<Handle>, Path(id): Path<String>, Json(usage): Json<Option<Usage>>) -> Answer {
    handle.set_usage(&id, usage);
    done()
}

async fn fail_next(State(handle): State<Handle>, Json(order): Json<FaultOrder>) -> Answer {
    handle.fail(order);
    done()
}

async fn fail_no_more(State(handle): State<Handle>) -> Answer {
    handle.fail_no_more();
    done()
}

async fn deliveries(State(handle): State<Handle>) -> Answer {
    Ok(Json(json!({ "deliveries": handle.deliveries() })))
}

async fn send_webhook(State(handle): State<Handle>, body: Bytes) -> Answer {
    handle.send_webhook(body).await?;
    done()
}

async fn duplicate_last(State(handle): State<Handle>) -> Answer {
    handle.send_duplicate_last().await?;
    done()
}

async fn settled(State(handle): State<Handle>) -> Answer {
    tokio::select! {
        () = handle.webhooks_settled() => done(),
        () = handle.shared().stopping.cancelled() => {
            Err(Error::Refused("the simulator is stopping".to_owned()))
        }
    }
}

async fn verify_webhook(State(handle): State<Handle>) -> Answer {
    handle.verify_webhook().await?;
    done()
}

async fn requests(State(handle): State<Handle>) -> Answer {
    Ok(Json(json!({
        "count": handle.request_count(),
        "last": handle.requests(),
    })))
}
