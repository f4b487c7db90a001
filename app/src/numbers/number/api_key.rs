//! The API keys of a number: the button that leads to them, their page, and the decision to revoke one.

mod act;
mod fresh;
mod keys;
mod load;
mod page;
pub(crate) mod revoke;

pub use act::{GenerateKey, RevokeKey, generate_key, revoke_key};
#[cfg(feature = "ssr")]
pub(super) use load::summary;
pub use load::{KeySummary, load_api_key};
pub(crate) use page::screen;
pub use revoke::load_revocation;

use domain::api_key::ORGANIZATION_SETTINGS;
use leptos::prelude::*;

use super::load::Head;
use crate::ui::{LinkButton, OffButton};

const GENERATE: &str = "Generate API key";

/// The button in the head of every page of a number; off, with its reasons, where no key can be made.
pub(super) fn button(head: &Head) -> AnyView {
    if head.no_key.is_empty() {
        let href = format!("/numbers/{}/api-key", head.id);
        return view! { <LinkButton href>{GENERATE}</LinkButton> }.into_any();
    }
    let reasons = reasons(&head.no_key);
    view! { <OffButton label=GENERATE>{reasons}</OffButton> }.into_any()
}

/// Why no key can be made, a paragraph each; the settings that are named are a link.
pub(crate) fn reasons(sentences: &[String]) -> AnyView {
    sentences.iter().map(|sentence| reason(sentence)).collect_view().into_any()
}

fn reason(sentence: &str) -> AnyView {
    match sentence.split_once(ORGANIZATION_SETTINGS) {
        Some((before, after)) => {
            let (before, after) = (before.to_owned(), after.to_owned());
            view! { <p>{before}<a href="/settings/partner">{ORGANIZATION_SETTINGS}</a>{after}</p> }.into_any()
        }
        None => view! { <p>{sentence.to_owned()}</p> }.into_any(),
    }
}
