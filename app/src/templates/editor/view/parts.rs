//! The smaller parts: footer, offer, permission to call, and what the hub does not know.

use domain::templates::Component;
use domain::templates::validate::limits;
use leptos::prelude::*;

use super::super::state::Editor;
use super::control::{Entry, tick, wish};
use super::section;

/// The footer.
pub(super) fn footer(editor: Editor) -> AnyView {
    let line = Entry::new("footer.text", "Footer")
        .hint("Small print, without parameters. Empty for none.")
        .limit(limits::FOOTER);
    section::section(editor, "footer", "Footer", line.view(editor))
}

/// A limited-time offer.
pub(super) fn offer(editor: Editor) -> AnyView {
    let fields = view! {
        {Entry::new("offer.text", "What is offered").limit(limits::OFFER).view(editor)}
        {tick(editor, "offer.has_expiration", "The phone counts down", Some("Until when is said with each message. The code is a button below."))}
        <div class="btns">{wish(editor, "remove:offer", "Remove the offer", "btn small", None, None)}</div>
    };
    section::section(editor, "offer", "Limited-time offer", fields.into_any())
}

/// The request for the permission to call.
pub(super) fn call(editor: Editor) -> AnyView {
    let fields = view! {
        <p class="hint">"WhatsApp asks beneath the text. It writes the words itself, in the language of the phone."</p>
        <div class="btns">{wish(editor, "remove:call_permission_request", "Remove the request", "btn small", None, None)}</div>
    };
    section::section(editor, "call_permission_request", "Permission to call", fields.into_any())
}

/// Parts that Meta added later: shown, and kept as they are.
pub(super) fn unknown(editor: Editor) -> impl IntoView {
    let parts = Memo::new(move |_| {
        editor.template.with(|template| {
            let parts = template.content.components.iter();
            parts
                .filter_map(|part| if let Component::Other(part) = part { Some(shown(part)) } else { None })
                .collect::<Vec<_>>()
        })
    });
    move || {
        let parts = parts.get();
        (!parts.is_empty()).then(|| {
            let items = parts.into_iter().map(|(name, text)| {
                view! { <details><summary>{name}</summary><pre><code>{text}</code></pre></details> }
            });
            let content = view! {
                <p class="hint">"The hub does not know these parts. They are kept as they are."</p>
                {items.collect_view()}
            };
            section::section(editor, "other", "Other parts", content.into_any())
        })
    }
}

fn shown(part: &domain::templates::Extra) -> (String, String) {
    let name = part.get("type").and_then(|name| name.as_str()).unwrap_or("Part").to_owned();
    (name, serde_json::to_string_pretty(part).unwrap_or_default())
}
