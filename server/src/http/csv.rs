//! Downloads: `/numbers.csv` of all accounts, or of what the list shows; `/numbers/{id}/balance.csv` of what was charged to
//! a number.

use axum::Extension;
use axum::body::Body;
use axum::extract::{Path, Query, RawQuery, State};
use axum::response::{IntoResponse, Response};
use domain::ids::ChannelId;
use domain::list::ListQuery;
use domain::period::Period;
use http::StatusCode;
use http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use hub::accounts::sessions::Who;
use hub::channels::{ExportScope, csv};
use serde::Deserialize;
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
        Ok(lines) => file(&format!("whatsapp-accounts-{day}.csv"), Body::from_stream(lines)),
        Err(error) => Problem::from(error).into_response(),
    }
}

/// Which period is asked for.
#[derive(Debug, Deserialize)]
pub struct Asked {
    #[serde(default)]
    period: String,
}

/// What was charged to a number in a period.
pub async fn charges(
    State(web): State<Web>,
    Extension(Caller(who)): Extension<Caller>,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Response {
    let (Who::SignedIn(session), Ok(id)) = (who.as_ref(), ChannelId::parse(&id)) else {
        return Problem::not_found().into_response();
    };
    match hub::balance::csv(&web.hub, &session.actor, &id, Period::read(&asked.period)).await {
        Ok(download) => file(&download.name, Body::from(download.text)),
        Err(error) => Problem::from(error).into_response(),
    }
}

fn file(name: &str, content: Body) -> Response {
    let headers = [
        (CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
        (CACHE_CONTROL, "no-store".to_owned()),
    ];
    (headers, content).into_response()
}
