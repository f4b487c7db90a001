//! What menus do once the page is alive: one listener for all of them, so that a menu itself is plain HTML.

use leptos::ev;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, HtmlElement};

/// What opens by `<details>` and floats above the page.
const FLOATING: [&str; 2] = ["details.menu[open]", "details.filter[open]"];

/// Closes open menus when something outside them, or a link in them, is clicked, and with Escape, which also
/// gives the focus back to the button. Called once, by the frame.
pub fn close_menus_from_outside() {
    Effect::new(|_| {
        let click = window_event_listener(ev::click, |event| {
            if let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) {
                close_all_but(&target);
            }
        });
        let escape = window_event_listener(ev::keydown, |event| {
            if event.key() == "Escape" {
                close_with_escape();
            }
        });
        on_cleanup(move || {
            click.remove();
            escape.remove();
        });
    });
}

fn open_ones() -> impl Iterator<Item = Element> {
    FLOATING.into_iter().filter_map(|selector| document().query_selector(selector).ok().flatten())
}

fn close_all_but(target: &Element) {
    let in_link = target.closest("a[href]").ok().flatten().is_some();
    if in_link {
        close_sheet();
    }
    for menu in open_ones() {
        if in_link || !menu.contains(Some(target)) {
            close(&menu);
        }
    }
}

/// A sheet closes by itself but for a link in it, which leads to a page beneath it.
fn close_sheet() {
    let sheet = document().query_selector(".sheet:popover-open").ok().flatten();
    if let Some(sheet) = sheet.and_then(|sheet| sheet.dyn_into::<HtmlElement>().ok()) {
        ignore(sheet.hide_popover());
    }
}

fn close_with_escape() {
    for menu in open_ones() {
        close(&menu);
        if let Some(button) = menu.first_element_child().and_then(|child| child.dyn_into::<HtmlElement>().ok()) {
            ignore(button.focus());
        }
    }
}

fn close(menu: &Element) {
    ignore(menu.remove_attribute("open"));
}

/// A refusal of the DOM here leaves the page as it was; there is nothing to tell anybody.
fn ignore<T, E>(result: Result<T, E>) {
    drop(result);
}
