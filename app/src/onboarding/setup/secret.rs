//! The secret that signs links: made once, shown once, replaced after a question.

use domain::state::Tone;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_meta::Title;

use super::SetupData;
use crate::error::AppError;
use crate::form::FormState;
use crate::ui::{Button, ButtonKind, Card, Confirm, CopyButton, LinkButton, Notice};

/// Under which the new secret is left to the page.
#[cfg(feature = "ssr")]
pub(super) const SHOWN: &str = "/settings/integration/link-secret";

/// Since when there is a secret, in words; for the question whether to replace it.
#[server(prefix = "/api/app", endpoint = "onboarding/link-secret/page")]
pub async fn load_link_secret() -> Result<Option<String>, AppError> {
    let (hub, actor) = crate::server::actor()?;
    Ok(hub::onboarding::link_secret_since(&hub, &actor).await?.map(|at| at.to_words()))
}

/// Makes a secret, and shows it once.
#[server(prefix = "/api/app", endpoint = "onboarding/link-secret/make")]
pub async fn make_link_secret(
    /// `yes` replaces the one that is there.
    #[server(default)]
    replace: String,
) -> Result<(), AppError> {
    use hub::onboarding::Replaces;

    const PAGE: &str = "/settings/integration";
    let outcome = async {
        let (hub, actor) = crate::server::actor()?;
        let replaces = if replace == "yes" { Replaces::Present } else { Replaces::Nothing };
        let secret = hub::onboarding::make_link_secret(&hub, &actor, replaces).await?;
        let flash = crate::server::flash::Flash { refusal: None, secrets: vec![secret.reveal().to_owned()] };
        crate::server::flash::put(SHOWN, flash);
        Ok(format!("{PAGE}?notice=link-secret#signed-links"))
    };
    let back = format!("{PAGE}#signed-links");
    crate::server::FormAt::new("link-secret", super::address::FLASH).back_to(back).settle(outcome).await
}

/// What signing is for, and the secret.
pub(super) fn card(data: &SetupData) -> impl IntoView + use<> {
    let state = FormState::new("link-secret", &[], data.refusal.as_ref());
    let shown = data.secret.clone().map(|secret| {
        view! {
            <div class="secret">
                <code>{secret.clone()}</code>
                <CopyButton value=secret label="Copy the secret for signed links"/>
            </div>
            <p>"Keep it where you keep passwords: this page shows it this once."</p>
        }
    });
    let since = match (&data.secret_since, &data.secret) {
        (Some(_), Some(_)) => None,
        (Some(at), None) => Some(format!("There is a secret since {at}. It is not shown again.")),
        (None, _) => Some("There is no secret yet: links of yours are not signed.".to_owned()),
    };
    let act = match (&data.secret_since, data.may_sign) {
        (_, false) => view! { <footer>"Secrets are for owners of the organisation."</footer> }.into_any(),
        (None, true) => view! {
            <footer class="btns">
                <form method="post" action=MakeLinkSecret::PATH><Button>"Make a secret for links"</Button></form>
            </footer>
        }
        .into_any(),
        (Some(_), true) => view! {
            <footer class="btns"><LinkButton href="/settings/integration/link-secret">"Replace the secret"</LinkButton></footer>
        }
        .into_any(),
    };
    view! {
        <Card id="signed-links" title="Signed links">
            <div class="stack">
                {state.notice()}
                <p>"Your system can sign an onboarding link, so that what it says is known to come from you. A signed link is good once, and for five minutes. The secret has nothing to do with your webhook."</p>
                {since.map(|words| view! { <p>{words}</p> })}
                {shown}
            </div>
            {act}
        </Card>
    }
}

/// The decision to replace the secret.
pub(crate) fn screen() -> AnyView {
    let data = Resource::new(|| (), |()| load_link_secret());
    view! {
        <div class="page narrow">
            <Transition>
                {move || Suspend::new(async move {
                    match data.await {
                        Ok(since) => view! { <Title text="Replace the secret for links"/>{question(since)} }.into_any(),
                        Err(AppError::NotFound) => crate::no_page(),
                        Err(error) => view! {
                            <Title text="Replace the secret for links"/>
                            <Notice tone=Tone::Caution><p>{error.to_string()}</p></Notice>
                        }
                        .into_any(),
                    }
                })}
            </Transition>
        </div>
    }
    .into_any()
}

fn question(since: Option<String>) -> impl IntoView {
    let line = match since {
        Some(at) => format!(
            "The secret of {at} ends at once: links that your system signs with it are refused. Have your system ready for the new one."
        ),
        None => "There is no secret yet. The new one is shown once.".to_owned(),
    };
    view! {
        <Confirm title="Replace the secret for signed links">
            <form method="post" action=MakeLinkSecret::PATH>
                <input type="hidden" name="replace" value="yes"/>
                <div><p>{line}</p></div>
                <div class="foot">
                    <LinkButton href="/settings/integration#signed-links">"Keep the secret"</LinkButton>
                    <Button kind=ButtonKind::Danger>"Replace the secret"</Button>
                </div>
            </form>
        </Confirm>
    }
}
