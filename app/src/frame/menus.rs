//! The menus of the frame.

use domain::account::OrganisationKind;
use leptos::prelude::*;

use super::FrameData;
use crate::ui::{Avatar, AvatarShape, Count, Glyph};

/// The organisation of this session, and the way to another one.
#[component]
pub(super) fn OrganisationMenu(
    /// What the frame shows.
    data: FrameData,
) -> impl IntoView {
    let side = match data.kind {
        OrganisationKind::Partner => "Partner Hub".to_owned(),
        OrganisationKind::Client => format!("Client of {}", data.partner),
    };
    let switch = data.can_switch.then(|| {
        view! { <li><a href="/organisations">{Glyph::UpDown.view()}"Switch organisation"</a></li> }
    });
    view! {
        <details class="menu start org-switch" name="m">
            <summary>
                <Avatar name=data.organisation.clone() shape=AvatarShape::Organisation/>
                <span><b dir="auto">{data.organisation.clone()}</b><small>{side}</small></span>
                {Glyph::UpDown.view()}
            </summary>
            <ul>
                {switch}
                <li><a href="/settings/organisation">{Glyph::Organisation.view()}"Organization Settings"</a></li>
                <li><a href="/settings/users">{Glyph::People.view()}"Users"</a></li>
            </ul>
        </details>
    }
}

/// The bell with the number of unread notifications.
#[component]
pub(super) fn Bell(
    /// How many are unread; 100 means that many or more.
    unread: u32,
) -> impl IntoView {
    let name = match unread {
        0 => "Notifications".to_owned(),
        1..100 => format!("Notifications, {unread} unread"),
        _ => "Notifications, more than 99 unread".to_owned(),
    };
    view! {
        <a class="btn ghost icon bell" href="/notifications" aria-label=name>
            {Glyph::Bell.view()}
            <Count value=unread/>
        </a>
    }
}

/// The person, and the way out.
#[component]
pub(super) fn ProfileMenu(
    /// What the frame shows.
    data: FrameData,
) -> impl IntoView {
    let partner = (data.kind == OrganisationKind::Client)
        .then(|| view! { <li><a href="/settings/partner">{Glyph::Organisation.view()}"Partner"</a></li> });
    view! {
        <details class="menu" name="m">
            <summary class="btn ghost icon" aria-label="Profile"><Avatar name=data.user_name/></summary>
            <ul>
                <li class="head">{data.user_email}</li>
                <li><a href="/settings">{Glyph::Person.view()}"Your profile"</a></li>
                <li><a href="/settings/security">{Glyph::Shield.view()}"Security"</a></li>
                {partner}
                <li><hr/></li>
                <li><form method="post" action="/sign-out"><button>{Glyph::SignOut.view()}"Sign out"</button></form></li>
            </ul>
        </details>
    }
}
