//! The page of an invitation.

use domain::account::OrganisationKind;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

use super::load::{AcceptAsNew, AcceptInvitation, InvitationData, Viewer, load_invitation};
use crate::error::AppError;
use crate::form::FormState;
use crate::sign_in::{Auth, SignOutForm, dead_end, failed, help};
use crate::ui::{Button, ButtonKind, ButtonSize, InputKind, LinkButton, Need, TextInput};

/// Accepting an invitation.
pub(crate) fn screen() -> AnyView {
    let params = use_params_map();
    let token = Memo::new(move |_| params.read().get("token").unwrap_or_default());
    let data = Resource::new(move || token.get(), load_invitation);
    view! {
        <Title text="Invitation"/>
        <Auth>
            <Transition>
                {move || {
                    let token = token.get();
                    Suspend::new(async move {
                        match data.await {
                            Ok(data) => page(data, token).into_any(),
                            Err(AppError::NotFound) => used_up(),
                            Err(error) => failed(&error),
                        }
                    })
                }}
            </Transition>
        </Auth>
    }
    .into_any()
}

fn page(data: InvitationData, token: String) -> impl IntoView {
    let state = FormState::new("invitation", &["name", "new_password"], data.refusal.as_ref());
    let what = match data.kind {
        OrganisationKind::Partner => format!("{} works as a partner on this hub.", data.organisation),
        OrganisationKind::Client => format!("{} is a client of {}.", data.organisation, data.partner),
    };
    let role = data.role.label().to_ascii_lowercase();
    let line = format!("{} invites you as {role}. {what}", data.invited_by);
    let next = format!("/invitation/{token}");
    let choice = match data.viewer {
        Viewer::New => as_new(&state, token, data.email).into_any(),
        Viewer::Known => view! {
            <p>{format!("There is an account for {}. Sign in with it, and this page comes back.", data.email)}</p>
            <LinkButton href=data.sign_in kind=ButtonKind::Primary size=ButtonSize::Wide>"Sign in to accept"</LinkButton>
        }
        .into_any(),
        Viewer::Invited => view! {
            <form class="form" method="post" action=AcceptInvitation::PATH>
                <input type="hidden" name="token" value=token/>
                <Button kind=ButtonKind::Primary size=ButtonSize::Wide>"Accept the invitation"</Button>
            </form>
        }
        .into_any(),
        Viewer::Other(email) => view! {
            <p>{format!("It is for {}, and you are signed in as {email}. Sign out to go on with it.", data.email)}</p>
            <SignOutForm next/>
        }
        .into_any(),
    };
    view! {
        <section class="card" aria-labelledby="title">
            <h1 id="title" dir="auto">{format!("Join {}", data.organisation)}</h1>
            <p dir="auto">{line}</p>
            {state.notice()}
            {choice}
            <p class="aside">{format!("The invitation can be accepted until {}.", data.ends_at)}</p>
        </section>
        {help(&data.support)}
    }
}

fn as_new(state: &FormState, token: String, email: String) -> impl IntoView + use<> {
    view! {
        <form class="form" method="post" action=AcceptAsNew::PATH>
            <input type="hidden" name="token" value=token/>
            <div class="field">
                <label for="email">"E-mail"</label>
                <input id="email" type="email" name="email" value=email autocomplete="username" readonly/>
            </div>
            <TextInput
                name="name"
                label="Your name"
                autocomplete="name"
                need=Need::Required
                value=state.value("name", "")
                error=state.error("name")
                focus=state.focus_first("name")
            />
            <TextInput
                name="new_password"
                label="Password"
                hint="At least 12 characters. A few words are easier to keep than a short riddle.".to_owned()
                kind=InputKind::Password
                autocomplete="new-password"
                need=Need::Required
                error=state.error("new_password")
                focus=state.focus("new_password")
            />
            <Button kind=ButtonKind::Primary size=ButtonSize::Wide>"Accept the invitation"</Button>
        </form>
    }
}

fn used_up() -> AnyView {
    let text = "It was accepted before, taken back, or is too old. Ask whoever invited you for a new one.".to_owned();
    dead_end("This invitation can no longer be accepted", text, "/sign-in", "Go to the sign-in")
}
