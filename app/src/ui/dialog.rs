//! Dialogs: a decision. Every dialog has a page of its own as well, for whoever has no script.

use leptos::ev::MouseEvent;
use leptos::html;
use leptos::prelude::*;

use super::Glyph;
use super::button::{ButtonKind, ButtonSize, LinkButton};

/// A native dialog. The children are a `<div>` with the matter and a `<div class="foot">` with the buttons, or one
/// `<form>` around both; the harmless button carries `autofocus`.
#[component]
pub fn Dialog<C: IntoView + 'static>(
    /// Unique on the page.
    id: &'static str,
    /// What is decided.
    #[prop(into)]
    title: String,
    /// Handle by which it is opened and closed.
    node_ref: NodeRef<html::Dialog>,
    /// Matter and buttons.
    children: TypedChildren<C>,
) -> impl IntoView {
    let title_id = format!("{id}-title");
    let named_by = title_id.clone();
    view! {
        <dialog class="dialog" id=id aria-labelledby=named_by node_ref=node_ref>
            <div class="head">
                <h2 id=title_id>{title}</h2>
                <form method="dialog">
                    <button class="btn ghost icon" aria-label="Close">{Glyph::Close.view()}</button>
                </form>
            </div>
            {children.into_inner()()}
        </dialog>
    }
}

/// The same matter as a page: heading, `<div>`, `<div class="foot">`.
#[component]
pub fn Confirm<C: IntoView + 'static>(
    /// What is decided.
    #[prop(into)]
    title: String,
    /// Matter and buttons, as in [`Dialog`].
    children: TypedChildren<C>,
) -> impl IntoView {
    view! {
        <section class="card confirm" aria-labelledby="confirm-title">
            <header><h1 id="confirm-title">{title}</h1></header>
            {children.into_inner()()}
        </section>
    }
}

/// Opens a dialog; without a script it is a link to the page with the same matter.
#[component]
pub fn DialogLink<C: IntoView + 'static>(
    /// The page.
    #[prop(into)]
    href: String,
    /// The dialog.
    dialog: NodeRef<html::Dialog>,
    /// What the button is for.
    #[prop(optional)]
    kind: ButtonKind,
    /// How much room it takes.
    #[prop(optional)]
    size: ButtonSize,
    /// Verb and object.
    children: TypedChildren<C>,
) -> impl IntoView {
    let open = move |event: MouseEvent| {
        // With a modifier the person wants the page, in a tab of its own.
        if event.ctrl_key() || event.meta_key() || event.shift_key() {
            return;
        }
        if let Some(dialog) = dialog.get_untracked()
            && dialog.show_modal().is_ok()
        {
            event.prevent_default();
        }
    };
    view! { <LinkButton href kind size on:click=open>{children.into_inner()()}</LinkButton> }
}
