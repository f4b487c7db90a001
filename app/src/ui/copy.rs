//! Copying an id.

use leptos::prelude::*;

use super::Glyph;

/// How a copy went; the words stand for about two seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(not(feature = "hydrate"), expect(dead_code, reason = "only a browser copies"))]
enum Copied {
    NotYet,
    Done,
    Refused,
}

/// Copies `value` and says so to eyes and ears. Without a script there is no button, because it could do nothing.
#[component]
pub fn CopyButton(
    /// What is copied.
    #[prop(into)]
    value: String,
    /// Name of the button, such as "Copy the account ID".
    #[prop(into)]
    label: String,
) -> impl IntoView {
    let copied = RwSignal::new(Copied::NotYet);
    let copy = move |_| write(&value, copied);
    view! {
        <button class="btn ghost icon small js-only" type="button" aria-label=label on:click=copy>
            {Glyph::Copy.view()}
        </button>
        <span role="status">
            {move || match copied.get() {
                Copied::NotYet => "",
                Copied::Done => "Copied",
                Copied::Refused => "The browser did not allow it",
            }}
        </span>
    }
}

/// An id in mono with its copy button.
#[component]
pub fn Copyable(
    /// The id.
    #[prop(into)]
    value: String,
    /// Name of the button, such as "Copy the account ID".
    #[prop(into)]
    label: String,
) -> impl IntoView {
    view! {
        <span class="copy">
            <code>{value.clone()}</code>
            <CopyButton value label/>
        </span>
    }
}

#[cfg(feature = "hydrate")]
fn write(value: &str, copied: RwSignal<Copied>) {
    use leptos::wasm_bindgen::JsValue;
    use leptos::wasm_bindgen::closure::Closure;

    // The clipboard exists on https and on localhost only.
    if !window().is_secure_context() {
        return show(copied, Copied::Refused);
    }
    // A write is answered with undefined, a refusal with the reason.
    let answered = Closure::once(move |answer: JsValue| {
        show(copied, if answer.is_undefined() { Copied::Done } else { Copied::Refused });
    });
    drop(window().navigator().clipboard().write_text(value).then2(&answered, &answered));
    answered.forget();
}

#[cfg(feature = "hydrate")]
fn show(copied: RwSignal<Copied>, outcome: Copied) {
    copied.set(outcome);
    set_timeout(
        move || {
            // The page may be another one by then.
            let _ = copied.try_set(Copied::NotYet);
        },
        std::time::Duration::from_secs(2),
    );
}

#[cfg(not(feature = "hydrate"))]
fn write(_value: &str, _copied: RwSignal<Copied>) {}
