//! Keyboard shortcuts and the dialog that lists them.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{HtmlElement, KeyboardEvent};
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::Dialog;

/// `g`, then a key: a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shortcut {
    /// The key after `g`, one letter.
    pub key: &'static str,
    /// Where it leads.
    pub href: &'static str,
    /// Name of the place.
    pub label: &'static str,
}

/// Listens for `/` (search), `?` (this list) and `g` + key (places), and holds the dialog that lists them.
/// Keys that are typed into a field, or held with Ctrl, Alt or Meta, are left alone.
#[component]
pub fn Shortcuts(
    /// The places, in the order in which they are listed.
    places: &'static [Shortcut],
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    let navigate = use_navigate();
    let after_g = StoredValue::new(false);

    Effect::new(move |_| {
        let navigate = navigate.clone();
        let handle = window_event_listener(ev::keydown, move |event: KeyboardEvent| {
            if event.ctrl_key() || event.alt_key() || event.meta_key() || typing(&event) {
                return;
            }
            let key = event.key();
            let second = after_g.get_value();
            after_g.set_value(key == "g" && !second);
            match key.as_str() {
                _ if second => {
                    if let Some(place) = places.iter().find(|place| place.key == key) {
                        navigate(place.href, NavigateOptions::default());
                    }
                }
                "/" if focus_search() => event.prevent_default(),
                "?" => {
                    if let Some(dialog) = dialog.get_untracked().filter(|dialog| !dialog.open()) {
                        drop(dialog.show_modal());
                    }
                }
                _ => {}
            }
        });
        on_cleanup(move || handle.remove());
    });

    let rows = places
        .iter()
        .map(|place| {
            view! {
                <div>
                    <dt>{place.label}</dt>
                    <dd><kbd>"g"</kbd>"then"<kbd>{place.key}</kbd></dd>
                </div>
            }
        })
        .collect_view();
    view! {
        <Dialog id="shortcuts" title="Keyboard shortcuts" node_ref=dialog>
            <div>
                <dl class="keys">
                    <div><dt>"Search"</dt><dd><kbd>"/"</kbd></dd></div>
                    <div><dt>"Show this list"</dt><dd><kbd>"?"</kbd></dd></div>
                    <div><dt>"Close a menu or a dialog"</dt><dd><kbd>"Esc"</kbd></dd></div>
                    {rows}
                </dl>
            </div>
        </Dialog>
    }
}

fn typing(event: &KeyboardEvent) -> bool {
    event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok()).is_some_and(|element| {
        element.is_content_editable() || matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT")
    })
}

/// Whether there was a search field to focus.
fn focus_search() -> bool {
    document()
        .query_selector("input[type=search]")
        .ok()
        .flatten()
        .and_then(|field| field.dyn_into::<HtmlElement>().ok())
        .is_some_and(|field| field.focus().is_ok())
}
