//! The files of headers, as the hub shows them: `/templates/{id}/sample`, and `/templates/{id}/sample/{card}` for the
//! cards of a carousel, counted from 1. They come from Meta and go through; nothing of them is trusted to be a page.

use axum::Extension;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use domain::ids::TemplateId;
use domain::templates::sample::SampleAt;
use http::header::{
    ACCEPT_RANGES, CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_SECURITY_POLICY,
    CONTENT_TYPE, RANGE,
};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use hub::accounts::sessions::Who;
use hub::templates::{ByteRange, NoSample, ShownSample};

use super::session::Caller;
use super::{Problem, Web};

/// What a file may do where it is opened by itself: nothing.
pub(super) const POLICY: HeaderValue = HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'; sandbox");

/// Long enough for going back and forth between pages, short enough for a new file to be seen soon.
const KEPT: HeaderValue = HeaderValue::from_static("private, max-age=300");

/// The file of the message's header.
pub async fn of_message(
    State(web): State<Web>,
    Extension(caller): Extension<Caller>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Response {
    answer(&web, &caller, &id, Some(SampleAt::Message), &headers).await
}

/// The file of a card's header.
pub async fn of_card(
    State(web): State<Web>,
    Extension(caller): Extension<Caller>,
    Path((id, card)): Path<(String, String)>,
    headers: HeaderMap,
) -> Response {
    answer(&web, &caller, &id, SampleAt::card(&card), &headers).await
}

async fn answer(web: &Web, caller: &Caller, id: &str, at: Option<SampleAt>, headers: &HeaderMap) -> Response {
    let (Who::SignedIn(session), Ok(id), Some(at)) = (caller.0.as_ref(), TemplateId::parse(id), at) else {
        return Problem::not_found().into_response();
    };
    // A range that is not understood is left out, as HTTP wants it (RFC 9110, 14.2).
    let range = headers.get(RANGE).and_then(|range| ByteRange::parse(range.to_str().ok()?));
    match hub::templates::sample(&web.hub, &session.actor, &id, at, range.as_ref()).await {
        Ok(sample) => file(sample),
        Err(error) => problem(error).into_response(),
    }
}

/// A file as it comes from Meta, which is shown and does nothing.
pub fn file(sample: ShownSample) -> Response {
    let status = if sample.part.is_some() { StatusCode::PARTIAL_CONTENT } else { StatusCode::OK };
    let told: [(HeaderName, Option<String>); 4] = [
        (CONTENT_TYPE, Some(sample.media_type.to_owned())),
        (CONTENT_DISPOSITION, Some(format!("inline; filename=\"{}\"", sample.file_name))),
        (CONTENT_LENGTH, sample.length.map(|length| length.to_string())),
        (CONTENT_RANGE, sample.part),
    ];
    let mut response = (status, Body::from_stream(sample.bytes)).into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_SECURITY_POLICY, POLICY);
    headers.insert(CACHE_CONTROL, KEPT);
    headers.insert(ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    for (name, value) in told {
        if let Some(value) = value.and_then(|value| HeaderValue::try_from(value).ok()) {
            headers.insert(name, value);
        }
    }
    response
}

fn problem(error: NoSample) -> Problem {
    let (status, title) = match error {
        NoSample::Hub(error) => return error.into(),
        NoSample::Gone => (StatusCode::NOT_FOUND, "The sample is gone"),
        NoSample::Part => (StatusCode::RANGE_NOT_SATISFIABLE, "There is no such part"),
        NoSample::Unfit(_) => (StatusCode::BAD_GATEWAY, "This sample cannot be shown"),
    };
    Problem::new(status, title, error.to_string())
}
