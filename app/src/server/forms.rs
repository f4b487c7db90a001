//! How a form ends: on success the browser is sent to a page, after a refusal back to the form, which says why.
//! Programs, which do not accept HTML, get the error itself with its status.

use std::future::Future;

use http::header::ACCEPT;
use http::request::Parts;
use leptos::prelude::with_context;

use super::flash::{self, Flash};
use crate::error::AppError;
use crate::form::Refusal;

/// Where a form stands, and what is kept of what was typed.
#[derive(Debug)]
pub struct FormAt {
    page: &'static str,
    back: String,
    form: &'static str,
    values: Vec<(String, String)>,
}

impl FormAt {
    /// A form by its name, on the page with this address.
    pub fn new(form: &'static str, page: &'static str) -> Self {
        Self { page, back: page.to_owned(), form, values: Vec::new() }
    }

    /// The address of the page, where it has parameters.
    pub fn back_to(self, address: String) -> Self {
        Self { back: address, ..self }
    }

    /// Keeps a value that is no secret.
    pub fn keep(mut self, field: &str, value: &str) -> Self {
        self.values.push((field.to_owned(), value.to_owned()));
        self
    }

    /// Runs what the form asks for, and sends the browser to the address that it answers.
    ///
    /// # Errors
    /// What was refused, for programs.
    pub async fn settle(self, outcome: impl Future<Output = Result<String, AppError>>) -> Result<(), AppError> {
        match outcome.await {
            Ok(address) => go_to(&address),
            Err(error) if is_browser() => {
                let refusal = Refusal { form: self.form.to_owned(), error, values: self.values };
                flash::put(self.page, Flash { refusal: Some(refusal), secrets: Vec::new() });
                go_to(&self.back);
            }
            Err(error) => return Err(error),
        }
        Ok(())
    }
}

/// Sends the browser to a page of the hub. Only addresses that fit into a header are taken.
pub fn go_to(address: &str) {
    let address = if is_local(address) { address } else { "/numbers" };
    leptos_axum::redirect(address);
}

/// The address that a sign-in was asked to lead to, where it is a page of this hub.
pub fn local_or(next: &str, otherwise: &str) -> String {
    if is_local(next) { next.to_owned() } else { otherwise.to_owned() }
}

/// A browser takes `//host`, `/\host` and addresses with tabs in them for other sites.
fn is_local(address: &str) -> bool {
    address.starts_with('/')
        && !address.starts_with("//")
        && address.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\')
}

fn is_browser() -> bool {
    with_context::<Parts, _>(|parts| {
        let accept = parts.headers.get(ACCEPT).and_then(|accept| accept.to_str().ok());
        accept.is_some_and(|accept| accept.contains("text/html"))
    })
    .unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sign_in_leads_to_pages_of_the_hub_only() {
        for ours in ["/numbers", "/numbers?q=a%20b&sort=-name", "/invitation/abc-_", "/settings/security#two-factor"] {
            assert_eq!(local_or(ours, "/"), ours);
        }
        for other in [
            "",
            "numbers",
            "//evil.example",
            "///evil.example",
            "/\\evil.example",
            "\\\\evil.example",
            "https://evil.example",
            "javascript:alert(1)",
            "/a\\b",
            "/\t/evil.example",
            "/a b",
            "/a\r\nX: y",
            "/ä",
        ] {
            assert_eq!(local_or(other, "/numbers"), "/numbers", "{other:?}");
        }
    }
}
