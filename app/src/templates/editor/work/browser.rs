//! Small things that only a browser does. On the server nobody calls them.

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{HtmlElement, HtmlTextAreaElement};

use super::wrap::Selected;

/// Moves the focus to what has this id, once it is drawn.
pub(in super::super) fn focus_soon(id: String) {
    request_animation_frame(move || {
        let element = document().get_element_by_id(&id).and_then(|element| element.dyn_into::<HtmlElement>().ok());
        if let Some(element) = element {
            // Where the browser refuses, the focus stays where it is.
            drop(element.focus());
        }
    });
}

/// Asks before something is replaced. A browser that cannot ask leaves it as it is.
pub(in super::super) fn is_sure(question: &str) -> bool {
    window().confirm_with_message(question).unwrap_or(false)
}

/// The text of a field with what is selected in it.
pub(in super::super) fn selected(id: &str) -> Option<Selected> {
    let field = text_area(id)?;
    let (start, end) = (field.selection_start().ok()??, field.selection_end().ok()??);
    Some(Selected { text: field.value(), start, end })
}

/// Selects in a field what is selected in the text, once the field has it.
pub(in super::super) fn select_soon(id: String, selected: &Selected) {
    let (start, end) = (selected.start, selected.end);
    request_animation_frame(move || {
        if let Some(field) = text_area(&id) {
            drop(field.focus());
            drop(field.set_selection_range(start, end));
        }
    });
}

fn text_area(id: &str) -> Option<HtmlTextAreaElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

/// What this tab keeps of a draft that could not be kept elsewhere.
#[cfg(feature = "hydrate")]
pub(in super::super) mod tab {
    use domain::templates::Template;

    fn storage() -> Option<web_sys::Storage> {
        web_sys::window()?.session_storage().ok()?
    }

    fn key(draft: &str) -> String {
        format!("draft-{draft}")
    }

    /// Keeps a template. A browser without room for it loses it with the page, as it would without this.
    pub(in super::super::super) fn put(draft: &str, template: &Template) {
        if let (Some(storage), Ok(text)) = (storage(), serde_json::to_string(template)) {
            drop(storage.set_item(&key(draft), &text));
        }
    }

    /// What was kept.
    pub(in super::super::super) fn get(draft: &str) -> Option<Template> {
        let text = storage()?.get_item(&key(draft)).ok()??;
        serde_json::from_str(&text).ok()
    }

    /// Forgets it.
    pub(in super::super::super) fn forget(draft: &str) {
        if let Some(storage) = storage() {
            drop(storage.remove_item(&key(draft)));
        }
    }
}

/// The server has no tab.
#[cfg(not(feature = "hydrate"))]
pub(in super::super) mod tab {
    use domain::templates::Template;

    /// Nothing is kept.
    pub(in super::super::super) fn put(_draft: &str, _template: &Template) {}

    /// Nothing was kept.
    pub(in super::super::super) fn get(_draft: &str) -> Option<Template> {
        None
    }

    /// There is nothing to forget.
    pub(in super::super::super) fn forget(_draft: &str) {}
}
