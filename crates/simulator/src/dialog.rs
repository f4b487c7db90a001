//! `/{version}/dialog/oauth`: the page on which a business signs up with Meta (Facebook Login for Business, by
//! redirect; Embedded Signup). It asks for what the real one asks for in a dozen steps, and ends the same way: the
//! browser is sent to `redirect_uri` with a code, or with the reason why there is none.

use std::collections::HashMap;

use axum::Form;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse as _, Redirect, Response};
use url::Url;

use crate::state::growth::Registration;
use crate::state::token::{CodeState, SignupCode};
use crate::{Handle, NewWaba, wire};

type Fields = HashMap<String, String>;

/// Where the dialog was asked to lead, once it is known to be asked rightly.
struct Asked {
    redirect: Url,
    state: String,
}

/// The page.
pub(crate) async fn page(State(handle): State<Handle>, Query(query): Query<Fields>) -> Response {
    if let Err(sentence) = asked(&handle, &query) {
        return refused(sentence);
    }
    let hidden: String = query
        .iter()
        .map(|(name, value)| format!("<input type=hidden name=\"{}\" value=\"{}\">", escape(name), escape(value)))
        .collect();
    Html(format!(
        "<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content='width=device-width'>\
         <title>Connect your account to WhatsApp Business Platform</title>\
         <style>body{{font:1rem/1.5 system-ui;max-width:26rem;margin:2rem auto;padding:0 1rem}}label{{display:block;margin:.75rem 0}}\
         input:not([type=radio]){{display:block;width:100%;font:inherit;padding:.4rem}}button{{font:inherit;padding:.5rem 1rem}}</style>\
         <h1>Connect your account</h1><p>This page stands in for Meta's sign-up. Nothing leaves this machine.</p>\
         <form method=post>{hidden}\
         <label>Business name <input name=business value=\"Corner Bakery\" required maxlength=128></label>\
         <label>How many numbers <input name=numbers type=number value=1 min=0 max=20 required></label>\
         <label>PIN that the numbers have already <input name=pin inputmode=numeric pattern=\"[0-9]{{6}}\" placeholder=none></label>\
         <button name=decision value=allow>Finish</button> <button name=decision value=cancel formnovalidate>Cancel</button>\
         </form></html>"
    ))
    .into_response()
}

/// The decision of the person.
pub(crate) async fn decide(State(handle): State<Handle>, Form(form): Form<Fields>) -> Response {
    let asked = match asked(&handle, &form) {
        Ok(asked) => asked,
        Err(sentence) => return refused(sentence),
    };
    let text = |name: &str| form.get(name).map(|value| value.trim()).filter(|value| !value.is_empty());
    if text("decision") != Some("allow") {
        return back(
            asked,
            &[
                ("error", "access_denied"),
                ("error_code", "200"),
                ("error_description", "Permissions error"),
                ("error_reason", "user_denied"),
            ],
        );
    }
    let new = NewWaba {
        name: text("business").map(str::to_owned),
        numbers: text("numbers").and_then(|text| text.parse().ok()).unwrap_or(1).min(20),
        registration: Registration::Waits { pin: text("pin").map(str::to_owned) },
        ..NewWaba::default()
    };
    let code = handle.add_waba(new).await.map(|added| issue(&handle, added.waba_id));
    match code {
        Ok(code) => back(asked, &[("code", &code)]),
        Err(error) => refused(&error.to_string()),
    }
}

/// A code that is worth one token for this WABA.
pub(crate) fn issue(handle: &Handle, waba_id: String) -> String {
    let now = handle.shared().now();
    let mut world = handle.shared().world();
    let number = world.new_id();
    let code = format!("AQ{}", wire::access_token(&format!("signup {number}")));
    world.codes.insert(code.clone(), SignupCode { waba_id, issued_at: now, state: CodeState::Fresh });
    code
}

/// What the real dialog looks at before it shows anything.
fn asked(handle: &Handle, given: &Fields) -> Result<Asked, &'static str> {
    let text = |name: &str| given.get(name).map(String::as_str).unwrap_or_default();
    if text("client_id") != handle.shared().config.app_id {
        return Err("Invalid App ID: The provided app ID does not look like a valid app ID.");
    }
    if text("response_type") != "code" || text("config_id").is_empty() {
        return Err("Invalid configuration: config_id and response_type=code are required.");
    }
    let redirect = Url::parse(text("redirect_uri")).ok().filter(|url| url.has_host());
    let redirect =
        redirect.ok_or("URL blocked: redirect_uri is not in the app's list of valid OAuth redirect URIs.")?;
    Ok(Asked { redirect, state: text("state").to_owned() })
}

fn back(mut asked: Asked, answer: &[(&str, &str)]) -> Response {
    asked.redirect.query_pairs_mut().extend_pairs(answer).append_pair("state", &asked.state);
    Redirect::to(asked.redirect.as_str()).into_response()
}

fn refused(sentence: &str) -> Response {
    (
        StatusCode::BAD_REQUEST,
        Html(format!("<!doctype html><title>Error</title><h1>Error</h1><p>{}</p>", escape(sentence))),
    )
        .into_response()
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;")
}
