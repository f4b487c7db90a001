//! For whoever watches over the process.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::StatusCode;

use super::Web;

/// `/healthz`: the process answers.
pub async fn alive() -> &'static str {
    "ok\n"
}

/// `/readyz`: the process can do its work. One line per part; 503 when one of them is not well.
pub async fn ready(State(web): State<Web>) -> Response {
    let schema = match web.hub.store.is_current().await {
        Ok(true) => Ok("database: ok".to_owned()),
        Ok(false) => Err("database: the schema is not up to date; run `partner-hub migrate`".to_owned()),
        Err(error) => {
            tracing::warn!(%error, "The database does not answer");
            Err("database: does not answer".to_owned())
        }
    };
    let failing = web.health.failing();
    let workers = match failing.as_slice() {
        [] => Ok("workers: ok".to_owned()),
        names => Err(format!("workers: failing: {}", names.join(", "))),
    };
    let stopping =
        if web.stop.is_cancelled() { Err("process: is stopping".to_owned()) } else { Ok("process: ok".to_owned()) };
    let parts = [stopping, schema, workers];
    let status = if parts.iter().all(Result::is_ok) { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    let lines: String = parts.iter().map(|part| format!("{}\n", part.as_ref().unwrap_or_else(|line| line))).collect();
    (status, lines).into_response()
}
