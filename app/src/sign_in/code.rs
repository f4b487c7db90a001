//! The one-time password, or a recovery code.

use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_meta::Title;
use leptos_router::hooks::use_location;
use serde::{Deserialize, Serialize};

use super::auth::{Auth, failed, help};
use crate::error::AppError;
use crate::form::{FormState, Refusal};
use crate::ui::{Button, ButtonKind, ButtonSize, InputKind, Need, TextInput};

/// What the page shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CodeData {
    /// Where to go then: a page of the hub, or nothing.
    pub next: String,
    /// Whether a recovery code is asked for.
    pub recovery: bool,
    /// Where the other kind of code is asked for.
    pub other: String,
    /// Why the form was refused.
    pub refusal: Option<Refusal>,
    /// Whom to ask.
    pub support: String,
}

/// What the page shows; whoever did not enter a password is sent to the sign-in. `query` is what follows the
/// address's `?`.
#[server(prefix = "/api/public", endpoint = "sign-in/code/page")]
pub async fn load_code(query: String) -> Result<CodeData, AppError> {
    use hub::accounts::sessions::Who;

    let hub = crate::server::hub()?;
    let next = super::page::next_in(&query);
    let recovery = query.trim_start_matches('?').split('&').any(|pair| pair == "with=recovery");
    match use_context::<std::sync::Arc<Who>>().as_deref() {
        Some(Who::CodeAwaited) => {}
        Some(Who::SignedIn(_)) => crate::server::go_to(&crate::server::local_or(&next, "/numbers")),
        Some(Who::WithoutOrganisation(_) | Who::Nobody) | None => {
            crate::server::go_to(&super::page::with_next("/sign-in", &next));
        }
    }
    Ok(CodeData {
        other: address(!recovery, &next),
        next,
        recovery,
        refusal: crate::server::flash::take("/sign-in/code").refusal,
        support: hub.settings.support_contact.clone(),
    })
}

/// The second step of signing in; then leads to `next`, a page of the hub.
#[server(prefix = "/api/public", endpoint = "sign-in/code")]
pub async fn enter_code(
    /// The code.
    #[server(default)]
    code: String,
    /// `recovery` where a recovery code is asked for.
    #[server(default)]
    with: String,
    /// Where to go then: a page of the hub.
    #[server(default)]
    next: String,
) -> Result<(), AppError> {
    let form = crate::server::FormAt::new("code", "/sign-in/code").back_to(address(with == "recovery", &next));
    let outcome = async {
        let (hub, browser) = (crate::server::hub()?, expect_context::<hub::accounts::browser::Browser>());
        let token = browser.session.clone().unwrap_or_default();
        match hub::accounts::sign_in::with_code(&hub, &token, &code, &browser).await {
            Ok(session) => {
                crate::server::enter(&session)?;
                Ok(super::page::after_sign_in(&session, &next))
            }
            Err(hub::HubError::SignInRequired) => Ok("/sign-in?notice=code-expired".to_owned()),
            Err(error) => Err(error.into()),
        }
    };
    form.settle(outcome).await
}

/// Where a code is asked for.
#[cfg(feature = "ssr")]
fn address(recovery: bool, next: &str) -> String {
    let page = super::page::with_next("/sign-in/code", next);
    match (recovery, page.contains('?')) {
        (false, _) => page,
        (true, true) => format!("{page}&with=recovery"),
        (true, false) => format!("{page}?with=recovery"),
    }
}

/// The second step of signing in.
pub(crate) fn screen() -> AnyView {
    let query = use_location().search;
    let data = Resource::new(move || query.get(), load_code);
    view! {
        <Title text="Enter the code"/>
        <Auth>
            <Transition>
                {move || Suspend::new(async move {
                    match data.await {
                        Ok(data) => page(data).into_any(),
                        Err(error) => failed(&error),
                    }
                })}
            </Transition>
        </Auth>
    }
    .into_any()
}

/// A code from the app is six digits; a recovery code has letters, which a phone's keypad of digits does not.
struct Way {
    with: &'static str,
    line: &'static str,
    label: &'static str,
    kind: InputKind,
    autocomplete: &'static str,
    other_words: &'static str,
}

const APP: Way = Way {
    with: "app",
    line: "Open your authenticator app and enter the six digits it shows for Partner Hub.",
    label: "Code",
    kind: InputKind::OneTimeCode,
    autocomplete: "one-time-code",
    other_words: "Use a recovery code",
};

const RECOVERY: Way = Way {
    with: "recovery",
    line: "Enter one of the recovery codes that you kept when you set up two-factor sign-in. Each works once.",
    label: "Recovery code",
    kind: InputKind::Text,
    autocomplete: "off",
    other_words: "Use the authenticator app",
};

fn page(data: CodeData) -> impl IntoView {
    let state = FormState::new("code", &["code"], data.refusal.as_ref());
    let way = if data.recovery { RECOVERY } else { APP };
    view! {
        <section class="card" aria-labelledby="title">
            <h1 id="title">"Enter the code"</h1>
            <p>{way.line}</p>
            {state.notice()}
            <form class="form" method="post" action=EnterCode::PATH>
                <input type="hidden" name="next" value=data.next/>
                <input type="hidden" name="with" value=way.with/>
                <TextInput
                    name="code"
                    label=way.label
                    kind=way.kind
                    autocomplete=way.autocomplete
                    need=Need::Required
                    error=state.error("code")
                    focus=state.focus_first("code")
                />
                <Button kind=ButtonKind::Primary size=ButtonSize::Wide>"Sign in"</Button>
            </form>
            <p class="aside"><a href=data.other>{way.other_words}</a>" or "<a href="/sign-in">"sign in as somebody else"</a>"."</p>
        </section>
        {help(&data.support)}
    }
}
