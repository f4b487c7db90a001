//! The list of keys.

use leptos::prelude::*;

use super::load::KeyItem;
use crate::notifications::happening::time;
use crate::ui::{ButtonKind, ButtonSize, Card, LinkButton, VisuallyHidden};

/// The keys.
pub(super) fn card(keys: Vec<KeyItem>) -> impl IntoView {
    let content = if keys.is_empty() {
        view! { <div><p class="muted">"Nobody has made a key for this number yet."</p></div> }.into_any()
    } else {
        let rows = keys.into_iter().map(row).collect_view();
        view! { <ul class="rows">{rows}</ul> }.into_any()
    };
    view! { <Card id="keys" title="API keys">{content}</Card> }
}

fn row(key: KeyItem) -> impl IntoView {
    let of = format!(" the key {}", key.prefix);
    let revoke = key.revocable.then(|| {
        view! {
            <LinkButton href=format!("/api-keys/{}/revoke", key.prefix) kind=ButtonKind::Danger size=ButtonSize::Small>
                "Revoke"<VisuallyHidden>{of}</VisuallyHidden>
            </LinkButton>
        }
    });
    view! {
        <li>
            <div class="grow">{facts(&key)}</div>
            {key.state.view()}
            {revoke}
        </li>
    }
}

/// What tells a key from others.
pub(super) fn facts(key: &KeyItem) -> impl IntoView + use<> {
    let used = match key.used.clone() {
        Some(at) => view! { "last used "{time(at)} }.into_any(),
        None => "never used".into_any(),
    };
    view! {
        <code>{key.prefix.clone()}"_…"</code>
        <small dir="auto">"Made by "{key.made_by.clone()}" "{time(key.made.clone())}", "{used}</small>
    }
}
