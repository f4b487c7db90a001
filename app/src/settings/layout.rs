//! What the pages of the settings have in common.

use domain::account::OrganisationKind;
use domain::state::Tone;
use leptos::prelude::*;

use crate::error::AppError;
use crate::frame::FrameState;
use crate::ui::{Notice, PageHeader};

/// A page of the settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Profile,
    Security,
    Organisation,
    Users,
    /// The partner's own.
    Integration,
    /// The client's own.
    Partner,
}

impl Place {
    const ALL: [Place; 6] =
        [Place::Profile, Place::Security, Place::Organisation, Place::Users, Place::Integration, Place::Partner];

    const fn href(self) -> &'static str {
        match self {
            Place::Profile => "/settings",
            Place::Security => "/settings/security",
            Place::Organisation => "/settings/organisation",
            Place::Users => "/settings/users",
            Place::Integration => "/settings/integration",
            Place::Partner => "/settings/partner",
        }
    }

    /// The Client Hub calls the settings of the organisation by a name of their own.
    pub(super) const fn label(self, kind: OrganisationKind) -> &'static str {
        match (self, kind) {
            (Place::Profile, _) => "Your profile",
            (Place::Security, _) => "Security",
            (Place::Organisation, OrganisationKind::Partner) => "Organisation",
            (Place::Organisation, OrganisationKind::Client) => "Organization Settings",
            (Place::Users, _) => "Users",
            (Place::Integration, _) => "Integration",
            (Place::Partner, _) => "Partner",
        }
    }

    /// Whether a side has it.
    fn is_of(self, kind: OrganisationKind) -> bool {
        match self {
            Place::Integration => kind == OrganisationKind::Partner,
            Place::Partner => kind == OrganisationKind::Client,
            Place::Profile | Place::Security | Place::Organisation | Place::Users => true,
        }
    }
}

/// Heading, the way between the pages, and the cards of one of them.
#[component]
pub(super) fn Layout(
    /// The page that is shown.
    here: Place,
    /// Its cards.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="page">
            <PageHeader title="Settings"/>
            <div class="settings">
                <nav class="side" aria-label="Settings"><ul>{links(here)}</ul></nav>
                <div class="stack">{children()}</div>
            </div>
        </div>
    }
}

fn links(here: Place) -> impl IntoView {
    let frame = use_context::<FrameState>();
    let kind = frame.and_then(FrameState::get_untracked).map_or(OrganisationKind::Partner, |data| data.kind);
    Place::ALL
        .into_iter()
        .filter(|place| place.is_of(kind))
        .map(|place| {
            let current = (place == here).then_some("page");
            view! { <li><a href=place.href() aria-current=current>{place.label(kind)}</a></li> }
        })
        .collect_view()
}

/// A page that could not be loaded.
pub(super) fn failed(error: &AppError) -> AnyView {
    let sentence = error.to_string();
    view! { <Notice tone=Tone::Caution><p>{sentence}</p></Notice> }.into_any()
}
