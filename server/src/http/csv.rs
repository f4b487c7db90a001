//! `/numbers.csv`: the download of all accounts, or of what the list shows.

use axum::Extension;
use axum::body::Body;
use axum::extract::{RawQuery, State};
use axum::response::{IntoResponse, Response};
use domain::list::ListQuery;
use http::StatusCode;
use http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use hub::accounts::sessions::Who;
use hub::channels::{ExportScope, csv};
use url::form_urlencoded;

use super::session::Caller;
use super::{Problem, Web};

/// Streams the file; `?these=results&…` narrows it as the address of the list does.
pub async fn numbers(
    State(web): State<Web>,
    Extension(Caller(who)): Extension<Caller>,
    RawQuery(query): RawQuery,
) -> Response {
    let Who::SignedIn(signed_in) = who.as_ref() else {
        return Problem::new(StatusCode::UNAUTHORIZED, "You are signed out", "Sign in to continue.").into_response();
    };
    let query = query.unwrap_or_default();
    let pairs: Vec<_> = form_urlencoded::parse(query.as_bytes()).collect();
    let scope = if pairs.iter().any(|(name, _)| name == "these") {
        let read = ListQuery::read(pairs.iter().map(|(name, value)| (name.as_ref(), value.as_ref())));
        ExportScope::TheseResults(Box::new(read.query))
    } else {
        ExportScope::AllAccounts
    };
    let day = web.hub.clock.now().date();
    match csv(&web.hub, &signed_in.actor, scope) {
        Ok(lines) => (
            [
                (CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
                (CONTENT_DISPOSITION, format!("attachment; filename=\"whatsapp-accounts-{day}.csv\"")),
                (CACHE_CONTROL, "no-store".to_owned()),
            ],
            Body::from_stream(lines),
        )
            .into_response(),
        Err(error) => Problem::from(error).into_response(),
    }
}
