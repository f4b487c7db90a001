//! Icons: one small set, drawn once per page and referred to by name, about 60 bytes each time.

use leptos::prelude::*;
use leptos::tachys::html::InertElement;

macro_rules! glyphs {
    ($($(#[$meta:meta])* $Name:ident = $id:literal => $shape:literal,)+) => {
        /// What an icon shows.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Glyph { $($(#[$meta])* $Name),+ }

        impl Glyph {
            /// Every glyph.
            pub const ALL: &'static [Glyph] = &[$(Glyph::$Name),+];

            /// The element that shows it.
            pub const fn svg(self) -> &'static str {
                match self {
                    $(Glyph::$Name => concat!(r##"<svg class="i" aria-hidden="true"><use href="#i-"##, $id, r#""></use></svg>"#),)+
                }
            }
        }

        const SPRITE: &str = concat!(
            r#"<svg class="sprite" aria-hidden="true" width="0" height="0">"#,
            $(r#"<symbol id="i-"#, $id, r#"" viewBox="0 0 16 16">"#, $shape, "</symbol>",)+
            "</svg>",
        );
    };
}

glyphs! {
    /// Filled disc: it works.
    Ok = "ok" => r#"<circle cx="8" cy="8" r="5" fill="currentColor" stroke="none"/>"#,
    /// Half disc: in progress.
    Progress = "wip" => r#"<circle cx="8" cy="8" r="4.75"/><path d="M8 3.25a4.75 4.75 0 0 1 0 9.5z" fill="currentColor" stroke="none"/>"#,
    /// Triangle: somebody has to act.
    Act = "act" => r#"<path d="M8 2.75 14 13H2z" fill="currentColor" stroke-width="1"/>"#,
    /// Square: blocked.
    Stop = "stop" => r#"<rect x="3.25" y="3.25" width="9.5" height="9.5" rx="1" fill="currentColor" stroke="none"/>"#,
    /// Ring: off.
    Off = "off" => r#"<circle cx="8" cy="8" r="4.5"/>"#,
    /// No bar of three.
    Bars0 = "q0" => r#"<path d="M3.5 12.5v-2M8 12.5v-5M12.5 12.5v-9" stroke-width="2.5" opacity=".3"/>"#,
    /// One bar of three.
    Bars1 = "q1" => r#"<path d="M3.5 12.5v-2" stroke-width="2.5"/><path d="M8 12.5v-5M12.5 12.5v-9" stroke-width="2.5" opacity=".3"/>"#,
    /// Two bars of three.
    Bars2 = "q2" => r#"<path d="M3.5 12.5v-2M8 12.5v-5" stroke-width="2.5"/><path d="M12.5 12.5v-9" stroke-width="2.5" opacity=".3"/>"#,
    /// Three bars of three.
    Bars3 = "q3" => r#"<path d="M3.5 12.5v-2M8 12.5v-5M12.5 12.5v-9" stroke-width="2.5"/>"#,
    /// A menu opens.
    Down = "down" => r#"<path d="m4 6 4 4 4-4"/>"#,
    /// Sorted upwards; turned over by the style sheet for downwards.
    Up = "up" => r#"<path d="M8 13V3.5M4 7.5l4-4 4 4"/>"#,
    /// A choice opens.
    UpDown = "updown" => r#"<path d="m5 6 3-3 3 3M5 10l3 3 3-3"/>"#,
    /// One page back.
    Previous = "prev" => r#"<path d="m10 4-4 4 4 4"/>"#,
    /// One page on.
    Next = "next" => r#"<path d="m6 4 4 4-4 4"/>"#,
    /// Close, take away.
    Close = "x" => r#"<path d="m4 4 8 8M12 4l-8 8"/>"#,
    /// Add.
    Plus = "plus" => r#"<path d="M8 3.5v9M3.5 8h9"/>"#,
    /// Done, chosen.
    Check = "check" => r#"<path d="m3 8.5 3.25 3.25L13 5"/>"#,
    /// Search.
    Search = "search" => r#"<circle cx="7" cy="7" r="4.25"/><path d="m10.25 10.25 3.25 3.25"/>"#,
    /// Notifications.
    Bell = "bell" => r#"<path d="M4 6.5a4 4 0 0 1 8 0c0 3.5 1.5 4.5 1.5 4.5h-11S4 10 4 6.5M6.75 13.5a1.5 1.5 0 0 0 2.5 0"/>"#,
    /// What else can be done.
    More = "more" => r#"<g fill="currentColor" stroke="none"><circle cx="3.25" cy="8" r="1.25"/><circle cx="8" cy="8" r="1.25"/><circle cx="12.75" cy="8" r="1.25"/></g>"#,
    /// Settings of a view.
    Sliders = "sliders" => r#"<path d="M2 4.5h6.5M12.5 4.5H14M2 11.5h1.5M7.5 11.5H14"/><circle cx="10.5" cy="4.5" r="2"/><circle cx="5.5" cy="11.5" r="2"/>"#,
    /// Settings of the organisation or the person.
    Settings = "settings" => r#"<circle cx="8" cy="8" r="2"/><path d="M8 1.75v1.5M8 12.75v1.5M1.75 8h1.5M12.75 8h1.5M3.6 3.6l1.05 1.05M11.35 11.35l1.05 1.05M12.4 3.6l-1.05 1.05M4.65 11.35 3.6 12.4"/><circle cx="8" cy="8" r="4.75"/>"#,
    /// A number.
    Phone = "phone" => r#"<rect x="4" y="1.75" width="8" height="12.5" rx="1.75"/><path d="M7 11.75h2"/>"#,
    /// Templates.
    Template = "template" => r#"<path d="M2.75 3.25h10.5v7.5H7l-3 2.5v-2.5H2.75z"/><path d="M5.25 6h5.5M5.25 8.25h3.5"/>"#,
    /// Clients, users.
    People = "people" => r#"<circle cx="6" cy="5.25" r="2.5"/><path d="M1.75 13.25a4.25 4.25 0 0 1 8.5 0M10.75 3a2.5 2.5 0 0 1 0 4.5M12 9.5a4.25 4.25 0 0 1 2.25 3.75"/>"#,
    /// A file comes.
    Download = "download" => r#"<path d="M8 2.5v7.75M4.5 7 8 10.5 11.5 7M2.75 13.5h10.5"/>"#,
    /// Copies.
    Copy = "copy" => r#"<rect x="5.5" y="5.5" width="8" height="8" rx="1.5"/><path d="M3.25 10.5h-.5A1.25 1.25 0 0 1 1.5 9.25v-6.5A1.25 1.25 0 0 1 2.75 1.5h6.5a1.25 1.25 0 0 1 1.25 1.25v.5"/>"#,
    /// A key, a permission.
    Key = "key" => r#"<circle cx="5.25" cy="10.75" r="3"/><path d="m7.5 8.5 6-6M11 5l2 2"/>"#,
    /// Something to know.
    Info = "info" => r#"<circle cx="8" cy="8" r="6"/><path d="M8 7.5v3.25M8 5.1v.05"/>"#,
    /// A person.
    Person = "person" => r#"<circle cx="8" cy="5" r="2.75"/><path d="M2.75 13.75a5.25 5.25 0 0 1 10.5 0"/>"#,
    /// An organisation.
    Organisation = "org" => r#"<path d="M3 14V3.25A1.25 1.25 0 0 1 4.25 2h5A1.25 1.25 0 0 1 10.5 3.25V14M10.5 6.5h1.25A1.25 1.25 0 0 1 13 7.75V14M1.75 14h12.5M5.5 5h2.5M5.5 8h2.5M5.5 11h2.5"/>"#,
    /// Leaves the hub.
    SignOut = "sign-out" => r#"<path d="M6.25 14H3.25A1.25 1.25 0 0 1 2 12.75v-9.5A1.25 1.25 0 0 1 3.25 2h3M10.5 11l3-3-3-3M13.5 8h-7.25"/>"#,
    /// Leads to another site.
    External = "external" => r#"<path d="M6.5 3.5H3.75A1.25 1.25 0 0 0 2.5 4.75v7.5a1.25 1.25 0 0 0 1.25 1.25h7.5a1.25 1.25 0 0 0 1.25-1.25V9.5M9.5 2.5h4v4M13.5 2.5 7.5 8.5"/>"#,
    /// The mark of the hub.
    Brand = "brand" => r#"<circle cx="8" cy="8" r="2.25" fill="currentColor" stroke="none"/><path d="M12.7 5.3A5.4 5.4 0 1 1 10.7 3.3"/>"#,
    /// Security.
    Shield = "shield" => r#"<path d="M8 1.75 13 3.5v4.25c0 3.25-2.25 5.5-5 6.5-2.75-1-5-3.25-5-6.5V3.5z"/>"#,
    /// History, time.
    Clock = "clock" => r#"<circle cx="8" cy="8" r="6"/><path d="M8 4.5V8l2.25 1.75"/>"#,
    /// E-mail.
    Mail = "mail" => r#"<rect x="1.75" y="3.25" width="12.5" height="9.5" rx="1.5"/><path d="m2.25 4.5 5.75 4.25 5.75-4.25"/>"#,
    /// Fetched again.
    Sync = "sync" => r#"<path d="M13.5 3v3.25h-3.25M13.25 6.25A5.5 5.5 0 0 0 3.4 5M2.5 13V9.75h3.25M2.75 9.75A5.5 5.5 0 0 0 12.6 11"/>"#,
    /// Rows.
    List = "list" => r#"<path d="M2.5 4h11M2.5 8h11M2.5 12h11"/>"#,
    /// Cards.
    Grid = "grid" => r#"<rect x="2.5" y="2.5" width="4.5" height="4.5" rx="1"/><rect x="9" y="2.5" width="4.5" height="4.5" rx="1"/><rect x="2.5" y="9" width="4.5" height="4.5" rx="1"/><rect x="9" y="9" width="4.5" height="4.5" rx="1"/>"#,
    /// Keyboard shortcuts.
    Keyboard = "keyboard" => r#"<rect x="1.5" y="4" width="13" height="8.5" rx="1.5"/><path d="M4 6.75h.05M6.65 6.75h.05M9.3 6.75h.05M11.95 6.75h.05M5 9.75h6"/>"#,
}

impl Glyph {
    /// The icon as a view: text that was put together at compile time, hydrated as one node. Attributes
    /// cannot be added to it from outside.
    pub fn view(self) -> InertElement {
        InertElement::new(self.svg())
    }
}

/// An icon. It says nothing to a screen reader; the word stands beside it, or in the `aria-label` of the button.
#[component]
pub fn Icon(
    /// What it shows.
    glyph: Glyph,
) -> impl IntoView {
    glyph.view()
}

/// The drawings themselves, once per document. Stands after `<App/>` at the end of `<body>` in the shell:
/// before it, it would be taken for the first element of the application when the page is hydrated.
#[component]
pub fn Sprite() -> impl IntoView {
    InertElement::new(SPRITE)
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;
    use crate::ui::Markup;

    #[test]
    fn every_icon_refers_to_a_drawing() {
        for glyph in Glyph::ALL {
            let id = glyph.svg().split('#').nth(1).and_then(|rest| rest.split('"').next()).unwrap();
            assert_eq!(SPRITE.matches(&format!("<symbol id=\"{id}\"")).count(), 1, "{id}");
        }
    }

    #[test]
    fn an_icon_is_short_and_silent() {
        let html = Markup::of(view! { <p><Icon glyph=Glyph::Check/></p> }).html();
        assert_eq!(&*html, r##"<p><svg class="i" aria-hidden="true"><use href="#i-check"></use></svg></p>"##);
    }
}
