//! Buttons and links that look like them.

use leptos::prelude::*;

/// What a button is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// One of several things to do.
    #[default]
    Plain,
    /// The one action of the page.
    Primary,
    /// Ends or removes something.
    Danger,
    /// No border until it is pointed at.
    Ghost,
}

/// How much room it takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonSize {
    /// 32 px, 44 px where a finger points.
    #[default]
    Normal,
    /// 28 px, 44 px where a finger points.
    Small,
    /// A square for an icon; the name stands beside it, [visually hidden](super::VisuallyHidden).
    Icon,
    /// A small square for an icon.
    SmallIcon,
    /// As wide as what it stands in.
    Wide,
}

/// What pressing it does to a form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonType {
    /// Sends the form.
    #[default]
    Submit,
    /// Nothing.
    Button,
}

/// Where a link leads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LinkTarget {
    /// A page of this application, opened by its router.
    #[default]
    Page,
    /// A route of the hub that the router does not know: a file, a redirect to a sign-in elsewhere.
    Server,
    /// Another site.
    Elsewhere,
}

impl LinkTarget {
    const fn rel(self) -> Option<&'static str> {
        match self {
            Self::Page => None,
            Self::Server => Some("external"),
            Self::Elsewhere => Some("external noopener"),
        }
    }
}

const fn class(kind: ButtonKind, size: ButtonSize) -> &'static str {
    use {ButtonKind as K, ButtonSize as S};
    match (kind, size) {
        (K::Plain, S::Normal) => "btn",
        (K::Plain, S::Small) => "btn small",
        (K::Plain, S::Icon) => "btn icon",
        (K::Plain, S::SmallIcon) => "btn icon small",
        (K::Plain, S::Wide) => "btn wide",
        (K::Primary, S::Normal) => "btn primary",
        (K::Primary, S::Small) => "btn primary small",
        (K::Primary, S::Icon) => "btn primary icon",
        (K::Primary, S::SmallIcon) => "btn primary icon small",
        (K::Primary, S::Wide) => "btn primary wide",
        (K::Danger, S::Normal) => "btn danger",
        (K::Danger, S::Small) => "btn danger small",
        (K::Danger, S::Icon) => "btn danger icon",
        (K::Danger, S::SmallIcon) => "btn danger icon small",
        (K::Danger, S::Wide) => "btn danger wide",
        (K::Ghost, S::Normal) => "btn ghost",
        (K::Ghost, S::Small) => "btn ghost small",
        (K::Ghost, S::Icon) => "btn ghost icon",
        (K::Ghost, S::SmallIcon) => "btn ghost icon small",
        (K::Ghost, S::Wide) => "btn ghost wide",
    }
}

/// A button. Its words are a verb with its object. `name` and `value` go in as `attr:name`, `attr:value`.
#[component]
pub fn Button<C: IntoView + 'static>(
    /// What it is for.
    #[prop(optional)]
    kind: ButtonKind,
    /// How much room it takes.
    #[prop(optional)]
    size: ButtonSize,
    /// What it does to its form.
    #[prop(optional)]
    r#type: ButtonType,
    /// True while the request that it started runs.
    #[prop(optional, into)]
    busy: Option<Signal<bool>>,
    /// Words, perhaps an icon before them.
    children: TypedChildren<C>,
) -> impl IntoView {
    let form_type = match r#type {
        ButtonType::Submit => None,
        ButtonType::Button => Some("button"),
    };
    view! {
        <button
            class=class(kind, size)
            type=form_type
            aria-disabled=move || busy.is_some_and(|busy| busy.get()).then_some("true")
        >
            {children.into_inner()()}
        </button>
    }
}

/// A link that looks like a button, because it leads to doing something.
#[component]
pub fn LinkButton<C: IntoView + 'static>(
    /// Where it leads.
    #[prop(into)]
    href: String,
    /// What it is for.
    #[prop(optional)]
    kind: ButtonKind,
    /// How much room it takes.
    #[prop(optional)]
    size: ButtonSize,
    /// Whether the router may open it.
    #[prop(optional)]
    target: LinkTarget,
    /// Words, perhaps an icon before them.
    children: TypedChildren<C>,
) -> impl IntoView {
    view! {
        <a class=class(kind, size) href=href rel=target.rel()>
            {children.into_inner()()}
        </a>
    }
}

/// A button that cannot be used now. Pressed, it says why, with or without a script.
#[component]
pub fn OffButton<C: IntoView + 'static>(
    /// Verb and object, as on the button in its place.
    label: &'static str,
    /// One or more `<p>`: why, and what to do instead.
    children: TypedChildren<C>,
) -> impl IntoView {
    view! {
        <details class="off">
            <summary class="btn" aria-disabled="true">{label}</summary>
            <div>{children.into_inner()()}</div>
        </details>
    }
}
