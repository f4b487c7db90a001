//! Answers that say what went wrong: a calm page for people, a sentence for programs.

use std::borrow::Cow;
use std::fmt::Write;

use app::error::AppError;
use app::server::RequestId;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};
use http::header::{ACCEPT, CONTENT_TYPE, RETRY_AFTER};
use http::{HeaderValue, StatusCode};
use hub::HubError;
use leptos::server_fn::error::FromServerFnError;

use super::Web;

/// An answer other than what was asked for. A layer around all routes gives it its form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    status: StatusCode,
    title: Cow<'static, str>,
    text: Cow<'static, str>,
    link: (&'static str, &'static str),
}

impl Problem {
    /// What happened, and why and what to do about it.
    pub fn new(status: StatusCode, title: impl Into<Cow<'static, str>>, text: impl Into<Cow<'static, str>>) -> Self {
        Self { status, title: title.into(), text: text.into(), link: ("/", "Open the numbers") }
    }

    /// Where its button leads, and what the button says.
    pub fn with_link(self, target: &'static str, words: &'static str) -> Self {
        Self { link: (target, words), ..self }
    }

    /// There is no such page.
    pub fn not_found() -> Self {
        let text = "The address is misspelled, or what it showed has moved or belongs to somebody else.";
        Self::new(StatusCode::NOT_FOUND, "There is no such page", text)
    }

    /// A failure that only the operator can look into.
    pub fn internal() -> Self {
        let text = "Nothing that you entered was wrong. Try again; if it happens again, tell support the reference.";
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "Something went wrong on our side", text)
    }

    /// The database does not answer.
    pub fn unavailable() -> Self {
        let text = "The hub cannot reach its database right now. Try again in a minute.";
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "The hub is not available", text)
    }
}

impl Problem {
    fn for_call(&self, reference: String) -> AppError {
        match self.status {
            StatusCode::UNAUTHORIZED => AppError::SignInRequired,
            StatusCode::INTERNAL_SERVER_ERROR => AppError::Internal { reference },
            _ => AppError::Refused(format!("{}. {}", self.title, self.text)),
        }
    }
}

impl From<HubError> for Problem {
    fn from(error: HubError) -> Self {
        use HubError as E;
        let (status, title) = match &error {
            E::Invalid { .. } => (StatusCode::UNPROCESSABLE_ENTITY, "This cannot be taken"),
            E::SignInRequired => (StatusCode::UNAUTHORIZED, "You are signed out"),
            E::Forbidden => (StatusCode::FORBIDDEN, "This needs an owner"),
            E::NotFound => return Self::not_found(),
            E::Conflict(_) => (StatusCode::CONFLICT, "This is not possible now"),
            E::TooMany { .. } => (StatusCode::TOO_MANY_REQUESTS, "Too many tries"),
            E::TooSlow => (StatusCode::SERVICE_UNAVAILABLE, "This took too long"),
            E::Upstream { .. } => (StatusCode::BAD_GATEWAY, "Meta did not do it"),
            E::Internal(cause) => {
                tracing::error!(%cause, "A request failed");
                return Self::internal();
            }
        };
        Self::new(status, title, error.to_string())
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Writes the problem that an answer carries, as a page or as a sentence.
pub async fn layer(State(web): State<Web>, request: Request, next: Next) -> Response {
    let form = Form::of(&request);
    let reference = request.extensions().get::<RequestId>().map(|id| id.0.clone()).unwrap_or_default();
    let response = next.run(request).await;
    let Some(problem) = response.extensions().get::<Problem>().cloned() else { return response };
    let (mut parts, _) = response.into_parts();
    let body = match form {
        Form::Page => Html(page(&problem, &reference, &web)).into_response(),
        Form::Sentence => format!("{}. {} Reference: {reference}\n", problem.title, problem.text).into_response(),
        Form::Call => ([(CONTENT_TYPE, "application/json")], problem.for_call(reference).ser()).into_response(),
    };
    let (body_parts, body) = body.into_parts();
    parts.headers.extend(body_parts.headers);
    if problem.status == StatusCode::SERVICE_UNAVAILABLE {
        parts.headers.insert(RETRY_AFTER, HeaderValue::from_static("10"));
    }
    Response::from_parts(parts, body)
}

/// For addresses that this version does not know as a server function: the page that called is older.
pub async fn outdated() -> Problem {
    let text = "It was opened before the hub was updated. Reload it and try again.";
    Problem::new(StatusCode::NOT_FOUND, "This page is out of date", text)
}

/// For routes that are there, but not for this method.
pub async fn method_not_allowed() -> Problem {
    let text = "This address cannot be used in this way. Go back and use the buttons of the page.";
    Problem::new(StatusCode::METHOD_NOT_ALLOWED, "This is not possible", text)
}

/// The mark of the hub; this page has no set of icons to refer to.
const BRAND: &str = "<svg class=\"i\" viewBox=\"0 0 16 16\" aria-hidden=\"true\"><circle cx=\"8\" cy=\"8\" r=\"2.25\" \
    fill=\"currentColor\" stroke=\"none\"/><path d=\"M12.7 5.3A5.4 5.4 0 1 1 10.7 3.3\"/></svg>";

#[derive(Clone, Copy)]
enum Form {
    /// For a person.
    Page,
    /// For a page's script that calls a server function: the error that it can read.
    Call,
    /// For every other program.
    Sentence,
}

impl Form {
    fn of(request: &Request) -> Self {
        let accepts = request.headers().get(ACCEPT).and_then(|accept| accept.to_str().ok()).unwrap_or_default();
        let path = request.uri().path();
        if accepts.contains("text/html") {
            Self::Page
        } else if path.starts_with("/api/app/") || path.starts_with("/api/public/") {
            Self::Call
        } else {
            Self::Sentence
        }
    }
}

fn page(problem: &Problem, reference: &str, web: &Web) -> String {
    let title = escape(&problem.title);
    let text = escape(&problem.text);
    let stylesheet = escape(&web.site.stylesheet);
    let (target, words) = problem.link;
    let support = support_line(&web.hub.settings.support_contact);
    format!(
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <meta name=\"color-scheme\" content=\"light dark\"><title>{title} · Partner Hub</title>\
         <link rel=\"icon\" href=\"/favicon.svg\" type=\"image/svg+xml\">\
         <link rel=\"stylesheet\" href=\"{stylesheet}\"></head><body><main class=\"auth\" id=\"main\">\
         <p class=\"brand\">{BRAND}Partner Hub</p><section class=\"card\"><h1>{title}</h1><p>{text}</p>\
         <div class=\"btns\"><a class=\"btn primary\" href=\"{target}\">{words}</a></div></section>\
         <footer><p>Reference: <code>{reference}</code></p>{support}</footer></main></body></html>",
        reference = escape(reference),
    )
}

fn support_line(contact: &str) -> String {
    if contact.is_empty() {
        return String::new();
    }
    let scheme = if contact.contains("://") { "" } else { "mailto:" };
    let contact = escape(contact);
    format!("<p>Support: <a href=\"{scheme}{contact}\">{contact}</a></p>")
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' | '<' | '>' | '"' | '\'' => {
                // Writing to a String cannot fail.
                let _ = write!(out, "&#{};", u32::from(c));
            }
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_the_text_becomes_markup() {
        assert_eq!(escape("<a href=\"x\">&'"), "&#60;a href=&#34;x&#34;&#62;&#38;&#39;");
        assert_eq!(support_line(""), "");
        assert!(support_line("help@example.com").contains("mailto:help@example.com"));
        assert!(support_line("https://help.example").contains("href=\"https://help.example\""));
    }
}
