//! The category.

use domain::templates::Category;
use leptos::prelude::*;

use super::super::model::id_of;
use super::super::state::Editor;
use super::section;

/// The categories, each with what belongs in it (Meta, template categorization).
pub(super) fn section(editor: Editor) -> AnyView {
    let is_code = Memo::new(move |_| editor.template.with(|template| template.category == Category::Authentication));
    let fields = move || {
        if let Some(why) = editor.lock("category").or_else(|| is_code.get().then(|| CODE.to_owned())) {
            let now = editor.template.with_untracked(|template| template.category.label().to_owned());
            return view! { <div class="field fixed"><p>{now}</p><p class="hint">{why}</p></div> }.into_any();
        }
        choices(editor)
    };
    section::section(editor, "category", "Category", fields.into_any())
}

const CODE: &str =
    "Meta writes the text of one-time passwords. Choose another kind of template to write the text yourself.";

fn choices(editor: Editor) -> AnyView {
    let value = editor.value("category");
    let radio = |code: String, label: String, note: &'static str| {
        let (chosen, set) = (code.clone(), code.clone());
        view! {
            <label class="check">
                <input
                    type="radio"
                    name="category"
                    value=code.clone()
                    checked=value.with_untracked(|value| *value == code)
                    prop:checked=move || value.with(|value| *value == chosen)
                    on:change=move |_| editor.set("category", &set)
                />
                <span>{label}<small>{note}</small></span>
            </label>
        }
    };
    let known = [
        (Category::Utility, "Follows something that the person did or asked for: an order, a booking, a payment."),
        (Category::Marketing, "Offers, news, invitations, and everything that is not one of the others."),
    ];
    let mut radios: Vec<_> =
        known.into_iter().map(|(it, note)| radio(it.code().to_owned(), it.label().to_owned(), note)).collect();
    // One that Meta added later can be kept.
    if let Category::Other(code) = editor.template.with_untracked(|template| template.category.clone())
        && !code.is_empty()
    {
        radios.push(radio(code.to_string(), code.to_string(), "As Meta has it."));
    }
    view! {
        <fieldset class="group" id=format!("{}-choice", id_of("category"))>
            <legend class="vh">"Category"</legend>
            {radios}
            <p class="hint">"The category decides the price. Meta refuses a template whose text does not fit it. One-time passwords are kinds of their own."</p>
        </fieldset>
    }
    .into_any()
}
