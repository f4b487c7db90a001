//! What surrounds every page of the way: whose it is, and how far it has come.

use leptos::prelude::*;
use leptos_meta::Title;

use crate::error::AppError;
use crate::sign_in::{Auth, dead_end};
use crate::ui::{Avatar, AvatarShape, AvatarSize, SkipLink};

/// How far the way has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum At {
    /// An account.
    Account,
    /// Meta's sign-up.
    Connect,
    /// What is shared.
    Share,
}

const STEPS: [(At, &str); 3] = [(At::Account, "Account"), (At::Connect, "WhatsApp"), (At::Share, "Permission")];

/// A narrow column under the partner's name, with the steps of the way.
#[component]
pub(super) fn Branded(
    /// What the partner is called.
    partner: String,
    /// Where its logo stands.
    logo: Option<String>,
    /// How far the way has come.
    at: At,
    /// The cards.
    children: Children,
) -> impl IntoView {
    let steps = STEPS
        .iter()
        .map(|(step, label)| {
            let class = if *step < at { "done" } else { "" };
            view! { <li class=class aria-current=(*step == at).then_some("step")>{*label}</li> }
        })
        .collect_view();
    let mark = match logo {
        // The name stands beside it.
        Some(src) => view! { <img class="logo" src=src alt=""/> }.into_any(),
        None => {
            view! { <Avatar name=partner.clone() shape=AvatarShape::Organisation size=AvatarSize::Big/> }.into_any()
        }
    };
    view! {
        <SkipLink/>
        <main class="auth onboarding" id="main" tabindex="-1">
            <p class="brand">{mark}<bdi>{partner}</bdi></p>
            <ol class="stages" aria-label="Steps">{steps}</ol>
            {children()}
        </main>
    }
}

/// A link that leads nowhere, with what can be done about it.
pub(super) fn broken(error: &AppError) -> AnyView {
    let (title, text) = match error {
        AppError::NotFound => (
            "This link leads nowhere",
            "It is mistyped, has ended, or belongs to somebody else. Open the link on your partner's page again, or ask for a new one.".to_owned(),
        ),
        AppError::SignInRequired => ("Sign in to go on", "Then open the link again.".to_owned()),
        other => ("This link cannot be followed", other.to_string()),
    };
    view! {
        <Title text=title/>
        <Auth>{dead_end(title, text, "/sign-in", "Go to the sign-in")}</Auth>
    }
    .into_any()
}
