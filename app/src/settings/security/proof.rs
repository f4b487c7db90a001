//! What asks for the password once more: new recovery codes, and the end of two-factor sign-in.

use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;
use serde::{Deserialize, Serialize};

use crate::error::AppError;
use crate::form::{FormState, Refusal};
use crate::settings::layout::failed;
use crate::ui::{Button, ButtonKind, Confirm, EmptyState, Glyph, InputKind, LinkButton, Need, TextInput};

/// What the page shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProofData {
    /// The person's address, for password managers.
    pub email: String,
    /// Why the form was refused.
    pub refusal: Option<Refusal>,
}

/// What the page of a step shows.
#[server(prefix = "/api/app", endpoint = "security/proof/page")]
pub async fn load_proof(step: String) -> Result<ProofData, AppError> {
    let session = crate::server::signed_in()?;
    if Step::from_path(&step).is_none() || !session.two_factor {
        return Err(crate::settings::not_found());
    }
    let refusal = crate::server::flash::take("/settings/security/proof").refusal;
    Ok(ProofData { email: session.user_email, refusal })
}

/// Replaces the recovery codes; the new ones are shown once.
#[server(prefix = "/api/app", endpoint = "security/two-factor/codes")]
pub async fn renew_recovery_codes(
    /// Present password.
    #[server(default)]
    password: String,
) -> Result<(), AppError> {
    use hub::accounts::two_factor::{self, Proof};

    let outcome = async {
        let (hub, actor) = crate::server::actor()?;
        let codes = two_factor::renew_recovery_codes(&hub, &actor, Proof::Password(&password)).await?;
        super::act::show_codes(codes);
        Ok(format!("{}?notice=codes-renewed", super::act::PAGE))
    };
    form(Step::RecoveryCodes).settle(outcome).await
}

/// Turns two-factor sign-in off.
#[server(prefix = "/api/app", endpoint = "security/two-factor/off")]
pub async fn disable_two_factor(
    /// Present password.
    #[server(default)]
    password: String,
) -> Result<(), AppError> {
    use hub::accounts::two_factor::{self, Proof};

    let outcome = async {
        let (hub, actor) = crate::server::actor()?;
        two_factor::disable(&hub, &actor, Proof::Password(&password)).await?;
        Ok(format!("{}?notice=two-factor-off", super::act::PAGE))
    };
    form(Step::Off).settle(outcome).await
}

#[cfg(feature = "ssr")]
fn form(step: Step) -> crate::server::FormAt {
    crate::server::FormAt::new("proof", "/settings/security/proof")
        .back_to(format!("/settings/security/{}", step.path()))
}

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    RecoveryCodes,
    Off,
}

impl Step {
    fn from_path(path: &str) -> Option<Self> {
        [Step::RecoveryCodes, Step::Off].into_iter().find(|step| step.path() == path)
    }

    const fn path(self) -> &'static str {
        match self {
            Step::RecoveryCodes => "recovery-codes",
            Step::Off => "two-factor-off",
        }
    }

    const fn title(self) -> &'static str {
        match self {
            Step::RecoveryCodes => "Make new recovery codes",
            Step::Off => "Turn off two-factor sign-in",
        }
    }
}

/// The password once more.
pub(crate) fn screen() -> AnyView {
    let params = use_params_map();
    let step = Memo::new(move |_| params.read().get("step").unwrap_or_default());
    let data = Resource::new(move || step.get(), load_proof);
    view! {
        <div class="page narrow">
            <Transition>
                {move || {
                    let step = step.with(|step| Step::from_path(step));
                    Suspend::new(async move {
                        match (data.await, step) {
                            (Ok(data), Some(step)) => page(data, step).into_any(),
                            (Ok(_), None) | (Err(AppError::NotFound), _) => nothing(),
                            (Err(error), _) => view! { <Title text="Security"/>{failed(&error)} }.into_any(),
                        }
                    })
                }}
            </Transition>
        </div>
    }
    .into_any()
}

fn page(data: ProofData, step: Step) -> impl IntoView {
    let state = FormState::new("proof", &["password"], data.refusal.as_ref());
    let (action, text, button) = match step {
        Step::RecoveryCodes => (
            RenewRecoveryCodes::PATH,
            "The codes that you have now stop working, and ten new ones are shown once.",
            view! { <Button kind=ButtonKind::Primary>"Make new codes"</Button> }.into_any(),
        ),
        Step::Off => (
            DisableTwoFactor::PATH,
            "Whoever learns your password can sign in then. The secret in your app and the recovery codes stop working.",
            view! { <Button kind=ButtonKind::Danger>"Turn it off"</Button> }.into_any(),
        ),
    };
    view! {
        <Title text=step.title()/>
        <Confirm title=step.title()>
            <form method="post" action=action>
                <div>
                    {state.notice()}
                    <p>{text}</p>
                    <input type="email" name="email" value=data.email autocomplete="username" hidden readonly/>
                    <TextInput
                        name="password"
                        label="Your password"
                        kind=InputKind::Password
                        autocomplete="current-password"
                        need=Need::Required
                        error=state.error("password")
                        focus=state.focus_first("password")
                    />
                </div>
                <div class="foot">
                    <LinkButton href="/settings/security">"Keep it as it is"</LinkButton>
                    {button}
                </div>
            </form>
        </Confirm>
    }
}

fn nothing() -> AnyView {
    view! {
        <Title text="Page not found"/>
        <EmptyState glyph=Glyph::Shield title="There is nothing to do here" text="Two-factor sign-in is off, or the address is mistyped.">
            <LinkButton href="/settings/security">"Show the security settings"</LinkButton>
        </EmptyState>
    }
    .into_any()
}
