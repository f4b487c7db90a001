//! Graph's answers, handed back as they came.

use axum::body::Body;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use hub::messaging::Relayed;

/// An answer of Graph's.
pub struct Back(pub Relayed);

impl IntoResponse for Back {
    fn into_response(self) -> Response {
        let Relayed { status, headers, body } = self.0;
        let mut response = Response::new(Body::from(body));
        *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_GATEWAY);
        *response.headers_mut() = headers;
        response
    }
}
