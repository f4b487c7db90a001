//! Refusals: each with its sentence, in the form that the callers of an address expect.

use std::any::Any;
use std::borrow::Cow;
use std::panic::AssertUnwindSafe;

use axum::Json;
use axum::Router;
use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, Uri};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use domain::sending::Obstacle;
use futures::FutureExt;
use http::header::RETRY_AFTER;
use hub::messaging::{LARGEST_FILE, NotAsked, Unanswered};
use hub::{Hub, HubError};
use serde_json::{Value, json};

/// Why a request was not done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    status: StatusCode,
    /// Meta's code of the nearest kind (Meta, Cloud API error codes).
    code: i64,
    sentence: Cow<'static, str>,
}

/// Meta's codes, where the hub refuses by itself what Meta would refuse.
mod code {
    pub const UNKNOWN: i64 = 1;
    pub const SERVICE: i64 = 2;
    pub const PERMISSION: i64 = 10;
    pub const PARAMETER: i64 = 100;
    pub const ACCESS_TOKEN: i64 = 190;
    pub const LOCKED: i64 = 131_031;
    pub const UNREGISTERED: i64 = 133_010;
}

/// Edges of Graph that would take the number or its account out of the hub's hands.
const BLOCKED: [&str; 9] = [
    "register",
    "deregister",
    "request_code",
    "verify_code",
    "subscribed_apps",
    "assigned_users",
    "phone_numbers",
    "block_users",
    "settings",
];

impl Refusal {
    fn new(status: StatusCode, code: i64, sentence: impl Into<Cow<'static, str>>) -> Self {
        Self { status, code, sentence: sentence.into() }
    }

    /// There is no key.
    pub fn no_key() -> Self {
        let sentence = "The API key is missing. Send it in the header D360-API-KEY.";
        Self::new(StatusCode::UNAUTHORIZED, code::ACCESS_TOKEN, sentence)
    }

    /// The key opens nothing.
    pub fn wrong_key() -> Self {
        let sentence = "This API key is not valid: it is misspelled, revoked, or replaced by a newer one. Generate a new \
                        one in the hub.";
        Self::new(StatusCode::UNAUTHORIZED, code::ACCESS_TOKEN, sentence)
    }

    /// What was sent cannot be taken.
    pub fn bad(sentence: impl Into<Cow<'static, str>>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, code::PARAMETER, sentence)
    }

    /// There are more bytes than may be.
    pub fn too_large(most: u64) -> Self {
        let sentence = format!("The body has more than {} MB, which is the most here.", most / (1024 * 1024));
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, code::PARAMETER, sentence)
    }

    /// The body did not come in time.
    pub fn too_slow() -> Self {
        let sentence = "The body did not come in time. Nothing was done; send it again.";
        Self::new(StatusCode::REQUEST_TIMEOUT, code::PARAMETER, sentence)
    }

    /// There is no such thing, or it belongs to another number.
    pub fn not_found(sentence: &'static str) -> Self {
        Self::new(StatusCode::NOT_FOUND, code::PARAMETER, sentence)
    }

    /// It is there already, or there would be too many.
    pub fn conflict(sentence: String) -> Self {
        Self::new(StatusCode::CONFLICT, code::PARAMETER, sentence)
    }

    fn internal() -> Self {
        let sentence = "Something went wrong on the hub's side. Try again; if it happens again, tell support the \
                        reference in the header x-request-id.";
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, code::UNKNOWN, sentence)
    }
}

impl From<Obstacle> for Refusal {
    fn from(obstacle: Obstacle) -> Self {
        let code = match obstacle {
            Obstacle::Unregistered | Obstacle::Migrated | Obstacle::Gone => code::UNREGISTERED,
            _ => code::LOCKED,
        };
        Self::new(StatusCode::BAD_REQUEST, code, obstacle.label())
    }
}

impl From<NotAsked> for Refusal {
    fn from(error: NotAsked) -> Self {
        match error {
            NotAsked::Obstacle(obstacle) => obstacle.into(),
            NotAsked::Hub(error) => error.into(),
            NotAsked::Unanswered(Unanswered::TooLarge) => Self::too_large(LARGEST_FILE),
            NotAsked::Unanswered(error) => {
                tracing::warn!(%error, "A request was handed on to Meta without an answer");
                match error {
                    Unanswered::NotSent(_) => Self::new(
                        StatusCode::SERVICE_UNAVAILABLE,
                        code::SERVICE,
                        "Meta cannot be reached at the moment. Nothing was sent; try again.",
                    ),
                    Unanswered::NotKnown(_) | Unanswered::TooLarge => Self::new(
                        StatusCode::GATEWAY_TIMEOUT,
                        code::SERVICE,
                        "Meta did not answer, so it is not known whether it has done this. If you send it again, it may \
                         happen twice.",
                    ),
                }
            }
        }
    }
}

impl From<HubError> for Refusal {
    fn from(error: HubError) -> Self {
        match error {
            HubError::Invalid { message, .. } => Self::bad(message),
            HubError::NotFound => Self::not_found("There is no such thing, or it belongs to another number."),
            HubError::Conflict(sentence) => Self::conflict(sentence),
            HubError::TooSlow => {
                Self::new(StatusCode::SERVICE_UNAVAILABLE, code::SERVICE, "This took too long. Ask for less at once.")
            }
            HubError::Upstream { message } => Self::new(StatusCode::BAD_GATEWAY, code::SERVICE, message),
            HubError::Internal(cause) => {
                tracing::error!(%cause, "A request of the messaging API failed");
                Self::internal()
            }
            other => Self::new(StatusCode::FORBIDDEN, code::PERMISSION, other.to_string()),
        }
    }
}

impl IntoResponse for Refusal {
    /// The layer of the dialect writes the body.
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// For every address that the API does not have.
pub async fn no_such_address(uri: Uri) -> Refusal {
    unknown(uri.path())
}

/// The refusal of a path that the API does not have.
pub fn unknown(path: &str) -> Refusal {
    let last = path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    if BLOCKED.contains(&last) {
        let sentence = "API keys do not open this address: registering and sharing a number is done in the hub.";
        return Refusal::new(StatusCode::FORBIDDEN, code::PERMISSION, sentence);
    }
    Refusal::not_found(
        "The messaging API has no such address. Paths carry no ids but those of files: the key names the number.",
    )
}

async fn no_such_method() -> Refusal {
    let sentence = "This address is there, but not for this method.";
    Refusal::new(StatusCode::METHOD_NOT_ALLOWED, code::PARAMETER, sentence)
}

/// The form in which refusals are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// As Graph does: `{"error":{"message":…,"type":…,"code":…}}`.
    Graph,
    /// As the hub's partner API does: `{"meta":{"success":false,"http_code":…,"developer_message":…}}`.
    Meta,
    /// `{"error":"…"}`.
    Plain,
}

impl Dialect {
    /// Lets refusals of these routes, and panics in them, be written in this form.
    pub fn around(self, routes: Router<Hub>) -> Router<Hub> {
        routes
            .method_not_allowed_fallback(no_such_method)
            .layer(from_fn(move |request, next| written(self, request, next)))
    }

    fn body(self, refusal: &Refusal) -> Value {
        let sentence = &refusal.sentence;
        match self {
            Self::Graph => json!({
                "error": {
                    "message": format!("(#{}) {sentence}", refusal.code),
                    "type": "OAuthException",
                    "code": refusal.code,
                    "error_data": { "messaging_product": "whatsapp", "details": sentence },
                }
            }),
            Self::Meta => json!({
                "meta": { "success": false, "http_code": refusal.status.as_u16(), "developer_message": sentence }
            }),
            Self::Plain => json!({ "error": sentence }),
        }
    }
}

async fn written(dialect: Dialect, request: Request, next: Next) -> Response {
    let response = match AssertUnwindSafe(next.run(request)).catch_unwind().await {
        Ok(response) => response,
        Err(panic) => {
            tracing::error!(cause = words(panic.as_ref()), "A handler panicked");
            Refusal::internal().into_response()
        }
    };
    let Some(refusal) = response.extensions().get::<Refusal>() else { return response };
    let mut written = (refusal.status, Json(dialect.body(refusal))).into_response();
    // axum says which methods there are.
    if let Some(allowed) = response.headers().get(http::header::ALLOW) {
        written.headers_mut().insert(http::header::ALLOW, allowed.clone());
    }
    if refusal.status == StatusCode::SERVICE_UNAVAILABLE {
        written.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static("5"));
    }
    written
}

fn words(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("it said nothing")
}
