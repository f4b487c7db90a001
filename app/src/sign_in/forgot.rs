//! Asking for a link that sets a new password.

use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use serde::{Deserialize, Serialize};

use super::auth::{Auth, failed, help};
use crate::error::AppError;
use crate::form::{FormState, Refusal};
use crate::ui::{Button, ButtonKind, ButtonSize, InputKind, LinkButton, Need, TextInput};

/// What the page shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ForgotData {
    /// Why the form was refused.
    pub refusal: Option<Refusal>,
    /// Whom to ask.
    pub support: String,
}

/// What the page shows.
#[server(prefix = "/api/public", endpoint = "forgot-password/page")]
pub async fn load_forgot() -> Result<ForgotData, AppError> {
    Ok(ForgotData {
        support: crate::server::hub()?.settings.support_contact.clone(),
        refusal: crate::server::flash::take("/forgot-password").refusal,
    })
}

/// Sends a link, if somebody has this address; the answer is the same if nobody has.
#[server(prefix = "/api/public", endpoint = "forgot-password")]
pub async fn ask_for_reset(
    /// Address.
    #[server(default)]
    email: String,
) -> Result<(), AppError> {
    let form = crate::server::FormAt::new("forgot", "/forgot-password").keep("email", &email);
    let outcome = async {
        let (hub, browser) = (crate::server::hub()?, expect_context::<hub::accounts::browser::Browser>());
        hub::accounts::reset::request(&hub, &email, &browser).await?;
        Ok("/forgot-password?sent=1".to_owned())
    };
    form.settle(outcome).await
}

/// Asking for a new password.
pub(crate) fn screen() -> AnyView {
    let query = use_query_map();
    let sent = Memo::new(move |_| query.read().get_str("sent").is_some());
    let data = Resource::new(|| (), |()| load_forgot());
    view! {
        <Title text="Ask for a new password"/>
        <Auth>
            <Transition>
                {move || {
                    let sent = sent.get();
                    Suspend::new(async move {
                        match data.await {
                            Ok(data) if sent => answer(&data).into_any(),
                            Ok(data) => page(&data).into_any(),
                            Err(error) => failed(&error),
                        }
                    })
                }}
            </Transition>
        </Auth>
    }
    .into_any()
}

fn page(data: &ForgotData) -> impl IntoView + use<> {
    let state = FormState::new("forgot", &["email"], data.refusal.as_ref());
    view! {
        <section class="card" aria-labelledby="title">
            <h1 id="title">"Ask for a new password"</h1>
            <p>"A link by e-mail lets you choose a new one. Your other browsers are signed out then."</p>
            {state.notice()}
            <form class="form" method="post" action=AskForReset::PATH>
                <TextInput
                    name="email"
                    label="E-mail"
                    kind=InputKind::Email
                    autocomplete="username"
                    need=Need::Required
                    value=state.value("email", "")
                    error=state.error("email")
                    focus=state.focus_first("email")
                />
                <Button kind=ButtonKind::Primary size=ButtonSize::Wide>"Send the link"</Button>
            </form>
            <p class="aside"><a href="/sign-in">"Back to the sign-in"</a></p>
        </section>
        {help(&data.support)}
    }
}

fn answer(data: &ForgotData) -> impl IntoView + use<> {
    view! {
        <section class="card" aria-labelledby="title">
            <h1 id="title">"Look into your mail"</h1>
            <p>"If there is an account with this address, a link is on its way. It works once, within an hour. Nothing there? Look among the junk mail, and check the address."</p>
            <LinkButton href="/forgot-password" size=ButtonSize::Wide>"Send another link"</LinkButton>
            <p class="aside"><a href="/sign-in">"Back to the sign-in"</a></p>
        </section>
        {help(&data.support)}
    }
}
