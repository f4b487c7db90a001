//! The Graph API: one file per node and per edge.
//!
//! To add an edge, write `graph/<edge>.rs` with one function per method, and name it in
//! [`node::edge`].

mod access_token;
mod app;
pub(crate) mod attachments;
mod auth;
mod business;
mod business_wabas;
mod call;
mod commerce;
mod debug_token;
mod encryption;
mod error;
mod fields;
mod form;
mod health_status;
pub(crate) mod media;
mod messages;
mod node;
mod paging;
mod phone_number;
mod phone_numbers;
mod profile;
mod register;
mod subscribed_apps;
mod subscriptions;
mod template_library;
pub(crate) mod templates;
mod uploads;
pub(crate) mod usage;
mod waba;

use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE, HeaderName, HeaderValue, WWW_AUTHENTICATE};
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse as _, Response};
use futures::StreamExt as _;
use serde_json::Value;

pub(crate) use messages::describe_status;
pub(crate) use phone_number::describe as describe_number;

use crate::faults::Fault;
use crate::handle::RequestLine;
use crate::{Handle, wire};
use call::Call;
use error::GraphError;

/// Meta takes a document of 100 MB; nothing that the API takes in one call is larger than this.
const LARGEST_BODY: usize = 110 * 1024 * 1024;

/// Answers every call to the Graph API.
pub(crate) async fn answer(State(handle): State<Handle>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let trace = handle.shared().next_trace_id();
    let path = parts.uri.path().to_owned();
    let method = parts.method.clone();
    let mut body = axum::body::to_bytes(body, LARGEST_BODY).await.unwrap_or_else(|_| Bytes::new());

    let fault = handle.shared().faults().take(&path);
    if fault == Some(Fault::PartialUpload) {
        body.truncate(body.len() / 2);
    }
    let mut version = "v24.0".to_owned();
    let (status, usage_headers, payload) = match fault {
        Some(Fault::Hang) => {
            record(&handle, &method, &path, None);
            handle.shared().stopping.cancelled().await;
            return StatusCode::SERVICE_UNAVAILABLE.into_response();
        }
        Some(fault) if !matches!(fault, Fault::ConnectionCut | Fault::MalformedBody | Fault::PartialUpload) => {
            if fault == Fault::BadGateway {
                record(&handle, &method, &path, Some(StatusCode::BAD_GATEWAY));
                return bad_gateway();
            }
            let subject = usage_subject(&handle, &path);
            let headers = usage::headers(handle.shared(), &subject, Some(fault));
            let error = GraphError::of_fault(fault);
            (error.status, headers, Err(error))
        }
        _ => {
            let answered = match Call::parse(&handle, &parts, &body) {
                Ok(call) => {
                    call.version.clone_into(&mut version);
                    dispatch(&call).await
                }
                Err(error) => Err(error),
            };
            let subject = usage_subject(&handle, &path);
            let headers = usage::headers(handle.shared(), &subject, None);
            let status = answered.as_ref().map_or_else(|error| error.status, |_| StatusCode::OK);
            (status, headers, answered)
        }
    };
    record(&handle, &method, &path, Some(status));

    let challenge = payload.as_ref().err().and_then(GraphError::challenge);
    let text = match &payload {
        Ok(value) => wire::meta_json(value),
        Err(error) => wire::meta_json(&error.body(&trace)),
    };
    let mut response = match fault {
        Some(Fault::MalformedBody) => Response::new(Body::from(half_of(&text))),
        Some(Fault::ConnectionCut | Fault::PartialUpload) => cut(&text),
        _ => Response::new(Body::from(text)),
    };
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json; charset=UTF-8"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("private, no-cache, no-store, must-revalidate"));
    let mut put = |name: &'static str, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(HeaderName::from_static(name), value);
        }
    };
    put("facebook-api-version", &version);
    put("x-fb-trace-id", &trace);
    put("x-fb-request-id", &trace);
    put("x-app-usage", &usage_headers.app);
    put("x-business-use-case-usage", &usage_headers.business);
    if let Some(challenge) = challenge
        && let Ok(value) = HeaderValue::from_str(&challenge)
    {
        response.headers_mut().insert(WWW_AUTHENTICATE, value);
    }
    response
}

async fn dispatch(call: &Call<'_>) -> Result<Value, GraphError> {
    let segments: Vec<&str> = call.segments.iter().map(String::as_str).collect();
    match (segments.as_slice(), &call.method) {
        (["oauth", "access_token"], &Method::GET | &Method::POST) => access_token::exchange(call),
        (["debug_token"], &Method::GET) => debug_token::get(call),
        (["message_template_library"], &Method::GET) => template_library::get(call),
        ([session], &Method::GET) if uploads::is_session(session) => uploads::state(call, session),
        ([session], &Method::POST) if uploads::is_session(session) => uploads::append(call, session),
        ([id], &Method::GET) => node::get(call, id),
        ([id], &Method::POST) => node::post(call, id),
        ([id], &Method::DELETE) => node::delete(call, id),
        ([id, edge], _) => node::edge(call, id, edge).await,
        _ => Err(GraphError::unknown_path(&call.path)),
    }
}

/// The object that a call counts for: the WABA in the path, or the WABA of the number in it.
fn usage_subject(handle: &Handle, path: &str) -> String {
    let world = handle.shared().world();
    path.split('/')
        .find_map(|segment| {
            if world.wabas.contains_key(segment) {
                return Some(segment.to_owned());
            }
            let number = world.numbers.get(segment).map(|number| number.waba_id.clone());
            number.or_else(|| world.templates.get(segment).map(|template| template.waba_id.clone()))
        })
        .unwrap_or_else(|| crate::state::PARTNER_BUSINESS.to_owned())
}

fn record(handle: &Handle, method: &Method, path: &str, status: Option<StatusCode>) {
    handle.shared().record_request(RequestLine {
        method: method.to_string(),
        path: path.to_owned(),
        status: status.map(|status| status.as_u16()),
    });
}

fn half_of(text: &str) -> String {
    // The text is ASCII throughout, so that any byte is a boundary.
    text.get(..text.len() / 2).unwrap_or_default().to_owned()
}

/// Promises the whole body, sends half of it, and breaks the connection.
fn cut(text: &str) -> Response {
    let first = futures::stream::iter([Ok(Bytes::from(half_of(text)))]);
    let broken = futures::stream::once(async {
        // Lets the first half reach the socket.
        tokio::task::yield_now().await;
        Err(std::io::Error::from(std::io::ErrorKind::ConnectionReset))
    });
    let mut response = Response::new(Body::from_stream(first.chain(broken)));
    response.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from(text.len()));
    response
}

fn bad_gateway() -> Response {
    let page = "<!DOCTYPE html><html><head><title>Error</title></head>\
                <body><h1>Sorry, something went wrong.</h1></body></html>";
    (StatusCode::BAD_GATEWAY, [(CONTENT_TYPE, "text/html; charset=utf-8")], page).into_response()
}
