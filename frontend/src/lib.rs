//! The entry point of the browser: takes over the page that the server has rendered.

// Its view is one large type.
#![recursion_limit = "256"]

use leptos::prelude::document;
use leptos::tachys::dom::body;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::spawn_local;

/// Called once by the page's script.
#[wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    // Most pages are parts of their own, which have to be here before the page can be taken over.
    spawn_local(async {
        leptos::mount::hydrate_from_async(body(), app::App).await.forget();
        mark();
    });
}

/// Bytes that nothing uses. Texts of parts that are loaded later leave the first load when the build is split, but only
/// where what is left does not grow by its padding; whatever is not used is left out then and makes up for it. Without
/// this it is luck whether the first load has 66 or 163 KB of data.
#[used]
static ROOM_FOR_PADDING: [u8; 4096] = [1; 4096];

/// Leaves `data-hydrated` on `<html>`: from here on the page answers to scripts. The browser suite waits for it.
fn mark() {
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute("data-hydrated", "");
    }
}
