//! The places: a rail at the side, a bar at the lower edge of a phone.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::ui::Glyph;

struct Place {
    href: &'static str,
    glyph: Glyph,
    label: &'static str,
    short: Option<&'static str>,
}

const PLACES: &[Place] = &[
    Place { href: "/numbers", glyph: Glyph::Phone, label: "WhatsApp Accounts", short: Some("Accounts") },
    Place { href: "/templates", glyph: Glyph::Template, label: "Templates", short: None },
    Place { href: "/notifications", glyph: Glyph::Bell, label: "Notifications", short: None },
    Place { href: "/settings", glyph: Glyph::Settings, label: "Settings", short: None },
];

/// The places.
#[component]
pub(super) fn Rail() -> impl IntoView {
    let path = use_location().pathname;
    let links = PLACES
        .iter()
        .map(|place| {
            let here = move || path.with(|path| path.starts_with(place.href)).then_some("page");
            view! {
                <li>
                    <a href=place.href aria-current=here>{place.glyph.view()}<span data-s=place.short>{place.label}</span></a>
                </li>
            }
        })
        .collect_view();
    view! { <nav class="rail" aria-label="Main"><ul>{links}</ul></nav> }
}
