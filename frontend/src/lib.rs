//! The entry point of the browser: takes over the page that the server has rendered.

use wasm_bindgen::prelude::wasm_bindgen;

/// Called once by the page's script.
#[wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_body(app::App);
    mark();
}

/// Leaves `data-hydrated` on `<html>`: from here on the page answers to scripts. The browser suite waits for it.
fn mark() {
    if let Some(root) = leptos::prelude::document().document_element() {
        let _ = root.set_attribute("data-hydrated", "");
    }
}
