//! `GET /media/{id}`: the samples of headers at an address without a token, as Meta's CDN serves them.

use std::collections::HashMap;

use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::header::{ACCEPT_RANGES, CACHE_CONTROL, CONTENT_RANGE, CONTENT_TYPE, RANGE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};

use crate::Handle;
use crate::state::media::Presence;

pub(crate) async fn get(
    State(handle): State<Handle>,
    Path(id): Path<String>,
    Query(query): Query<HashMap<String, String>>,
    headers: HeaderMap,
) -> Response {
    let world = handle.shared().world();
    let Some(file) = world.media.files.get(&id).filter(|file| file.presence == Presence::There) else {
        return (StatusCode::NOT_FOUND, "Not found").into_response();
    };
    let number = query.get("oe").and_then(|text| u32::from_str_radix(text, 16).ok());
    if number != Some(file.expired) {
        return (StatusCode::FORBIDDEN, "URL signature expired").into_response();
    }
    let common = [
        (CONTENT_TYPE, file.file_type.clone()),
        (CACHE_CONTROL, "max-age=1209600".to_owned()),
        (ACCEPT_RANGES, "bytes".to_owned()),
    ];
    let length = file.bytes.len();
    match headers.get(RANGE).and_then(|range| range.to_str().ok()) {
        None => (common, file.bytes.clone()).into_response(),
        Some(range) => match part(range, length) {
            Some((start, end)) => {
                let bytes = Bytes::copy_from_slice(file.bytes.get(start..=end).unwrap_or_default());
                let told = [(CONTENT_RANGE, format!("bytes {start}-{end}/{length}"))];
                (StatusCode::PARTIAL_CONTENT, common, told, bytes).into_response()
            }
            None => (StatusCode::RANGE_NOT_SATISFIABLE, [(CONTENT_RANGE, format!("bytes */{length}"))]).into_response(),
        },
    }
}

/// The first and the last byte of a single range: `bytes=0-99`, `bytes=100-` or `bytes=-100`.
fn part(range: &str, length: usize) -> Option<(usize, usize)> {
    let (start, end) = range.strip_prefix("bytes=")?.split_once('-')?;
    let last = length.checked_sub(1)?;
    let (start, end) = match (start, end) {
        ("", many) => (length.saturating_sub(many.parse().ok()?), last),
        (start, "") => (start.parse().ok()?, last),
        (start, end) => (start.parse().ok()?, end.parse::<usize>().ok()?.min(last)),
    };
    (start <= end).then_some((start, end))
}
