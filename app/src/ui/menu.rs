//! What else can be done here.

use leptos::prelude::*;

/// Where the panel opens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MenuSide {
    /// Beneath, its end under the button's end.
    #[default]
    End,
    /// Beneath, its start under the button's start.
    Start,
    /// Above.
    Up,
}

/// A menu: `<details>`, so it opens without a script; opening one closes the others. The children are `<li>`s.
/// [`close_menus_from_outside`](super::close_menus_from_outside) closes it for a click elsewhere and Escape.
#[component]
pub fn Menu<S: IntoView + 'static, C: IntoView + 'static>(
    /// Look of the button, empty for none.
    #[prop(default = "btn")]
    class: &'static str,
    /// Where the panel opens.
    #[prop(optional)]
    side: MenuSide,
    /// Name of the button, where it shows only an icon.
    #[prop(optional)]
    label: Option<&'static str>,
    /// What the button shows.
    summary: S,
    /// The `<li>`s.
    children: TypedChildren<C>,
) -> impl IntoView {
    let menu = match side {
        MenuSide::End => "menu",
        MenuSide::Start => "menu start",
        MenuSide::Up => "menu up",
    };
    let class = (!class.is_empty()).then_some(class);
    view! {
        <details class=menu name="m">
            <summary class=class>{summary}{label.map(|label| view! { <span class="vh">{label}</span> })}</summary>
            <ul>{children.into_inner()()}</ul>
        </details>
    }
}
