//! Choosing a new password, with a link that came by mail.

use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;
use serde::{Deserialize, Serialize};

use super::auth::{Auth, dead_end, failed, help};
use crate::error::AppError;
use crate::form::{FormState, Refusal};
use crate::ui::{Button, ButtonKind, ButtonSize, InputKind, Need, TextInput};

/// What the page shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResetData {
    /// Whose password it is.
    pub email: String,
    /// Why the form was refused.
    pub refusal: Option<Refusal>,
    /// Whom to ask.
    pub support: String,
}

/// What the page of a link shows.
#[server(prefix = "/api/public", endpoint = "reset-password/page")]
pub async fn load_reset(token: String) -> Result<ResetData, AppError> {
    let hub = crate::server::hub()?;
    let refusal = crate::server::flash::take("/reset-password").refusal;
    let email = hub::accounts::reset::look(&hub, &token).await?;
    Ok(ResetData { email: email.as_str().to_owned(), refusal, support: hub.settings.support_contact.clone() })
}

/// Sets the new password, once per link, and leads to the sign-in.
#[server(prefix = "/api/public", endpoint = "reset-password")]
pub async fn set_password(
    /// The token of the link.
    #[server(default)]
    token: String,
    /// The new password.
    #[server(default)]
    new_password: String,
) -> Result<(), AppError> {
    let form = crate::server::FormAt::new("reset", "/reset-password").back_to(format!("/reset-password/{token}"));
    let outcome = async {
        let hub = crate::server::hub()?;
        let mark = hub::accounts::reset::complete(&hub, &token, &new_password).await?;
        crate::server::leave();
        crate::server::mark(&mark);
        Ok("/sign-in?notice=password-set".to_owned())
    };
    form.settle(outcome).await
}

/// Choosing a new password.
pub(crate) fn screen() -> AnyView {
    let params = use_params_map();
    let token = Memo::new(move |_| params.read().get("token").unwrap_or_default());
    let data = Resource::new(move || token.get(), load_reset);
    view! {
        <Title text="Set a new password"/>
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

fn page(data: ResetData, token: String) -> impl IntoView {
    let state = FormState::new("reset", &["new_password"], data.refusal.as_ref());
    view! {
        <section class="card" aria-labelledby="title">
            <h1 id="title">"Set a new password"</h1>
            <p>"For "<bdi>{data.email.clone()}</bdi></p>
            {state.notice()}
            <form class="form" method="post" action=SetPassword::PATH>
                <input type="hidden" name="token" value=token/>
                // For password managers, which file the new password under this name.
                <input type="email" name="email" value=data.email autocomplete="username" hidden readonly/>
                <TextInput
                    name="new_password"
                    label="New password"
                    hint="At least 12 characters. A few words are easier to keep than a short riddle.".to_owned()
                    kind=InputKind::Password
                    autocomplete="new-password"
                    need=Need::Required
                    error=state.error("new_password")
                    focus=state.focus_first("new_password")
                />
                <Button kind=ButtonKind::Primary size=ButtonSize::Wide>"Set the password"</Button>
            </form>
        </section>
        {help(&data.support)}
    }
}

fn used_up() -> AnyView {
    let text = "It was used before, a newer one was sent, or it is too old. Ask for another one.".to_owned();
    dead_end("This link no longer works", text, "/forgot-password", "Ask for a new link")
}
