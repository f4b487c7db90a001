//! The places: a rail at the side, a bar at the lower edge of a phone.

use domain::account::OrganisationKind;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::ui::Glyph;

struct Place {
    /// On whose side it is; on both where it is nobody's own.
    side: Option<OrganisationKind>,
    href: &'static str,
    glyph: Glyph,
    label: &'static str,
    short: Option<&'static str>,
}

const PLACES: &[Place] = &[
    Place { side: None, href: "/numbers", glyph: Glyph::Phone, label: "WhatsApp Accounts", short: Some("Accounts") },
    Place {
        side: Some(OrganisationKind::Partner),
        href: "/clients",
        glyph: Glyph::People,
        label: "Clients",
        short: None,
    },
    Place { side: None, href: "/templates", glyph: Glyph::Template, label: "Templates", short: None },
    Place { side: None, href: "/notifications", glyph: Glyph::Bell, label: "Notifications", short: None },
    Place { side: None, href: "/settings", glyph: Glyph::Settings, label: "Settings", short: None },
];

/// How many places the bar of a phone has room for; the others are in a sheet.
const ON_A_PHONE: usize = 4;

/// The places.
#[component]
pub(super) fn Rail(
    /// Which side the organisation of this session is on; nothing until that is known.
    kind: Option<OrganisationKind>,
) -> impl IntoView {
    let path = use_location().pathname;
    let places: Vec<_> = PLACES.iter().filter(|place| place.side.is_none() || place.side == kind).collect();
    let link = move |place: &'static Place| {
        let here = move || path.with(|path| path.starts_with(place.href)).then_some("page");
        view! {
            <li>
                <a href=place.href aria-current=here>{place.glyph.view()}<span data-s=place.short>{place.label}</span></a>
            </li>
        }
    };
    let rest = places.get(ON_A_PHONE..).filter(|rest| !rest.is_empty()).map(|rest| {
        view! {
            <li class="rest">
                <button type="button" popovertarget="rest">{Glyph::More.view()}<span>"More"</span></button>
                <ul id="rest" class="sheet" popover="auto">{rest.iter().map(|place| link(place)).collect_view()}</ul>
            </li>
        }
    });
    let links = places.iter().map(|place| link(place)).collect_view();
    view! { <nav class="rail" aria-label="Main"><ul>{links}{rest}</ul></nav> }
}
