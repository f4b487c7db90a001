//! A small file that is sent: as it is from a script, or in a form from a browser without one.

use axum::body::{Body, Bytes};
use axum::extract::{FromRequest, Multipart, Request};
use axum::response::{IntoResponse, Response};
use futures::StreamExt;
use http::header::{ACCEPT, CONTENT_TYPE, LOCATION};
use http::{HeaderMap, StatusCode};

/// What a form puts around a file.
const AROUND: usize = 64 * 1024;

/// How much of a request that is too large is listened to.
const PATIENCE: usize = 100 * 1024 * 1024;

/// Why there is no file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoFile {
    /// None was chosen, or it did not come whole.
    Empty,
    /// It has more bytes than it may have.
    TooLarge,
}

/// Who hears what became of it.
#[derive(Clone, Copy)]
pub enum Reader {
    /// Somebody who is led on to a page.
    Browser,
    /// A program.
    Script,
}

impl Reader {
    /// Who has sent these headers.
    pub fn of(headers: &HeaderMap) -> Self {
        let accepts = headers.get(ACCEPT).and_then(|accept| accept.to_str().ok()).unwrap_or_default();
        if accepts.contains("text/html") { Self::Browser } else { Self::Script }
    }
}

/// The file of a request, of at most so many bytes: its body, or this field of a form.
///
/// # Errors
/// There is none, or it is too large.
pub async fn file(request: Request, field: &str, largest: u64) -> Result<Bytes, NoFile> {
    let (parts, body) = request.into_parts();
    let content_type = parts.headers.get(CONTENT_TYPE).and_then(|text| text.to_str().ok()).unwrap_or_default();
    let is_form = content_type.starts_with("multipart/form-data");
    let limit = usize::try_from(largest).unwrap_or(usize::MAX).saturating_add(AROUND);
    let bytes = whole(body, limit).await?;
    if !is_form {
        return Ok(bytes);
    }
    let request = Request::from_parts(parts, Body::from(bytes));
    let mut form = Multipart::from_request(request, &()).await.map_err(|_| NoFile::Empty)?;
    while let Ok(Some(found)) = form.next_field().await {
        if found.name() == Some(field) {
            return found.bytes().await.map_err(|_| NoFile::Empty);
        }
    }
    Err(NoFile::Empty)
}

/// The whole body. One that is too large is heard to its end all the same, within reason: a browser that is still
/// sending would not read the answer.
async fn whole(body: Body, limit: usize) -> Result<Bytes, NoFile> {
    let (mut stream, mut kept, mut heard) = (body.into_data_stream(), Vec::new(), 0);
    while let Some(chunk) = stream.next().await {
        let chunk = chunk.map_err(|_| NoFile::Empty)?;
        heard += chunk.len();
        if heard <= limit {
            kept.extend_from_slice(&chunk);
        } else if heard <= PATIENCE {
            kept.clear();
        } else {
            break;
        }
    }
    if limit < heard { Err(NoFile::TooLarge) } else { Ok(kept.into()) }
}

/// Leads a browser on.
pub fn to(address: String) -> Response {
    (StatusCode::SEE_OTHER, [(LOCATION, address)]).into_response()
}
