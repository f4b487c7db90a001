//! E-mail address and password.

use domain::state::Tone;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_meta::Title;
use leptos_router::hooks::use_location;
use serde::{Deserialize, Serialize};

use super::auth::{Auth, failed, help};
use super::sign_out::SignOutForm;
use crate::error::AppError;
use crate::form::{FormState, Refusal};
use crate::ui::{Button, ButtonKind, ButtonSize, InputKind, Need, NoticeFromQuery, NoticeText, TextInput};

/// What the page shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignInData {
    /// Where to go then: a page of the hub, or nothing.
    pub next: String,
    /// Why the form was refused.
    pub refusal: Option<Refusal>,
    /// The address of whoever is signed in already, but belongs to no organisation.
    pub without_organisation: Option<String>,
    /// Whom to ask.
    pub support: String,
}

/// What the page shows; whoever is signed in is sent on. `query` is what follows the address's `?`.
#[server(prefix = "/api/public", endpoint = "sign-in/page")]
pub async fn load_sign_in(query: String) -> Result<SignInData, AppError> {
    use hub::accounts::sessions::Who;

    let hub = crate::server::hub()?;
    let next = next_in(&query);
    let mut without_organisation = None;
    match use_context::<std::sync::Arc<Who>>().as_deref() {
        Some(Who::SignedIn(_)) => crate::server::go_to(&crate::server::local_or(&next, "/numbers")),
        Some(Who::WithoutOrganisation(person)) => without_organisation = Some(person.email.clone()),
        Some(Who::CodeAwaited | Who::Nobody) | None => {}
    }
    Ok(SignInData {
        next,
        refusal: crate::server::flash::take("/sign-in").refusal,
        without_organisation,
        support: hub.settings.support_contact.clone(),
    })
}

/// Signs in, or asks for the one-time password; then leads to `next`, a page of the hub.
#[server(prefix = "/api/public", endpoint = "sign-in")]
pub async fn sign_in(
    /// Address.
    #[server(default)]
    email: String,
    /// Present password.
    #[server(default)]
    password: String,
    /// Where to go then: a page of the hub.
    #[server(default)]
    next: String,
) -> Result<(), AppError> {
    use hub::accounts::sign_in::{SignIn, with_password};

    let form = crate::server::FormAt::new("sign-in", "/sign-in").keep("email", &email);
    let form = form.back_to(with_next("/sign-in", &next));
    let outcome = async {
        let (hub, browser) = (crate::server::hub()?, expect_context::<hub::accounts::browser::Browser>());
        Ok(match with_password(&hub, &email, &password, &browser).await? {
            SignIn::Done(session) => {
                crate::server::enter(&session)?;
                after_sign_in(&session, &next)
            }
            SignIn::CodeNeeded(session) => {
                crate::server::enter(&session)?;
                with_next("/sign-in/code", &next)
            }
        })
    };
    form.settle(outcome).await
}

/// Where a sign-in leads: whoever belongs to no organisation can only accept invitations.
#[cfg(feature = "ssr")]
pub(super) fn after_sign_in(session: &hub::accounts::sessions::NewSession, next: &str) -> String {
    use hub::accounts::sessions::Opens;

    match session.opens {
        Opens::Organisation => crate::server::local_or(next, "/numbers"),
        Opens::Nothing if next.starts_with("/invitation/") => crate::server::local_or(next, "/sign-in"),
        Opens::Nothing => "/sign-in".to_owned(),
    }
}

/// The page of the hub that a query names as `next`; empty where there is none. The router's own reading of queries
/// decodes them twice.
#[cfg(feature = "ssr")]
pub(super) fn next_in(query: &str) -> String {
    let mut pairs = form_urlencoded::parse(query.trim_start_matches('?').as_bytes());
    let next = pairs.find(|(name, _)| name == "next").map(|(_, next)| next).unwrap_or_default();
    crate::server::local_or(&next, "")
}

/// The address of a page that leads on to `next`, where that is a page of the hub.
#[cfg(feature = "ssr")]
pub(crate) fn with_next(page: &str, next: &str) -> String {
    let next = crate::server::local_or(next, "");
    if next.is_empty() {
        return page.to_owned();
    }
    let next: String = form_urlencoded::byte_serialize(next.as_bytes()).collect();
    format!("{page}?next={next}")
}

/// The sign-in.
pub(crate) fn screen() -> AnyView {
    let query = use_location().search;
    let data = Resource::new(move || query.get(), load_sign_in);
    view! {
        <Title text="Sign in"/>
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

fn page(data: SignInData) -> impl IntoView {
    let card = match data.without_organisation {
        Some(email) => without_organisation(email).into_any(),
        None => form(&FormState::new("sign-in", &["email", "password"], data.refusal.as_ref()), data.next).into_any(),
    };
    view! {
        {card}
        {help(&data.support)}
    }
}

fn form(state: &FormState, next: String) -> impl IntoView + use<> {
    view! {
        <section class="card" aria-labelledby="title">
            <h1 id="title">"Sign in"</h1>
            <NoticeFromQuery words/>
            {state.notice()}
            <form class="form" method="post" action=SignIn::PATH>
                <input type="hidden" name="next" value=next/>
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
                <TextInput
                    name="password"
                    label="Password"
                    kind=InputKind::Password
                    autocomplete="current-password"
                    need=Need::Required
                    error=state.error("password")
                    focus=state.focus("password")
                />
                <Button kind=ButtonKind::Primary size=ButtonSize::Wide>"Sign in"</Button>
            </form>
            <p class="aside"><a href="/forgot-password">"Forgot your password?"</a></p>
        </section>
    }
}

fn without_organisation(email: String) -> impl IntoView {
    view! {
        <section class="card" aria-labelledby="title">
            <h1 id="title">"You belong to no organisation"</h1>
            <p>{format!("You are signed in as {email}. To see numbers here, open the link of an invitation, or ask an owner of the organisation to invite this address.")}</p>
            <SignOutForm/>
        </section>
    }
}

fn words(code: &str) -> Option<NoticeText> {
    Some(match code {
        "signed-out" => NoticeText { tone: Tone::Positive, text: "You are signed out." },
        "password-set" => {
            NoticeText { tone: Tone::Positive, text: "Your new password is set. Sign in with it to continue." }
        }
        "code-expired" => {
            NoticeText { tone: Tone::Caution, text: "The code was awaited for too long. Enter your password again." }
        }
        _ => return None,
    })
}
