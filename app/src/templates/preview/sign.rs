//! The signs of the phone: drawn where they stand, because no other page needs them.

use leptos::tachys::html::InertElement;

macro_rules! pictures {
    ($($(#[$meta:meta])* $Name:ident => $shape:literal,)+) => {
        /// What a sign shows.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Picture { $($(#[$meta])* $Name),+ }

        const fn svg(picture: Picture) -> &'static str {
            match picture {
                $(Picture::$Name => concat!(r#"<svg class="i" viewBox="0 0 16 16" aria-hidden="true">"#, $shape, "</svg>"),)+
            }
        }
    };
}

pictures! {
    /// A quick reply.
    Reply => r#"<path d="M6.5 3.5 2.5 7l4 3.5V8.25c3.5 0 5.5 1 7 4.25-.25-4-2.5-6.5-7-6.75z"/>"#,
    /// Opens a page.
    Link => r#"<path d="M6.5 3.5H3.75A1.25 1.25 0 0 0 2.5 4.75v7.5a1.25 1.25 0 0 0 1.25 1.25h7.5a1.25 1.25 0 0 0 1.25-1.25V9.5M9.5 2.5h4v4M13.5 2.5 7.5 8.5"/>"#,
    /// Calls.
    Call => r#"<path d="M3 2.75h2.5L6.75 6 5.25 7.25a8 8 0 0 0 3.5 3.5L10 9.25l3.25 1.25V13a.75.75 0 0 1-.75.75A10.25 10.25 0 0 1 2.25 3.5.75.75 0 0 1 3 2.75z"/>"#,
    /// Copies a code.
    Copy => r#"<rect x="5.5" y="5.5" width="8" height="8" rx="1.5"/><path d="M3.25 10.5h-.5A1.25 1.25 0 0 1 1.5 9.25v-6.5A1.25 1.25 0 0 1 2.75 1.5h6.5a1.25 1.25 0 0 1 1.25 1.25v.5"/>"#,
    /// Opens a list.
    List => r#"<path d="M6 4h7.5M6 8h7.5M6 12h7.5M2.75 4h.05M2.75 8h.05M2.75 12h.05"/>"#,
    /// An image.
    Image => r#"<rect x="2" y="2.75" width="12" height="10.5" rx="1.5"/><circle cx="5.5" cy="6" r="1.25"/><path d="m2.5 12 3.75-3.5 2.5 2.25L11 8.5l3 3"/>"#,
    /// A video.
    Video => r#"<circle cx="8" cy="8" r="6"/><path d="M6.5 5.5v5L11 8z" fill="currentColor"/>"#,
    /// A document, a form.
    Document => r#"<path d="M3.5 1.75h6l3 3v9.5h-9zM9.5 1.75v3h3M5.75 8h4.5M5.75 10.75h4.5"/>"#,
    /// A place.
    Location => r#"<path d="M8 14.25S3.25 10 3.25 6.5a4.75 4.75 0 0 1 9.5 0C12.75 10 8 14.25 8 14.25z"/><circle cx="8" cy="6.5" r="1.75"/>"#,
    /// A product.
    Product => r#"<path d="M3.25 5.25h9.5l.75 8.5h-11zM5.5 7V4.5a2.5 2.5 0 0 1 5 0V7"/>"#,
    /// An offer.
    Gift => r#"<path d="M2.5 5.5h11v2.75h-11zM3.5 8.25h9v5.5h-9zM8 5.5v8.25M8 5.5C6 5.5 4.75 4.5 5.25 3.25S7.75 3 8 5.5c.25-2.5 2.25-3.5 2.75-2.25S10 5.5 8 5.5z"/>"#,
}

/// The sign; the words stand beside it.
pub(super) fn picture(picture: Picture) -> InertElement {
    InertElement::new(svg(picture))
}
