//! `GET /media/{id}`: the samples of headers at an address without a token, as Meta's CDN serves them.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};

use crate::Handle;
use crate::state::media::Presence;

pub(crate) async fn get(State(handle): State<Handle>, Path(id): Path<String>) -> Response {
    let world = handle.shared().world();
    match world.media.files.get(&id).filter(|file| file.presence == Presence::There) {
        Some(file) => {
            let headers = [(CONTENT_TYPE, file.file_type.clone()), (CACHE_CONTROL, "max-age=1209600".to_owned())];
            (headers, file.bytes.clone()).into_response()
        }
        None => (StatusCode::NOT_FOUND, "URL signature expired").into_response(),
    }
}
