//! Password, two-factor sign-in and sessions.

mod act;
mod load;
mod password;
pub(crate) mod proof;
mod sessions;
mod two_factor;

pub use act::{BeginTwoFactor, ChangePassword, ConfirmTwoFactor, RevokeOthers, RevokeSession};
pub use load::{SecurityData, SessionItem, TwoFactor, load_security};
pub use proof::{DisableTwoFactor, ProofData, RenewRecoveryCodes, load_proof};

use domain::state::Tone;
use leptos::prelude::*;
use leptos_meta::Title;

use super::layout::{Layout, Place, failed};
use crate::form::FormState;
use crate::ui::{NoticeFromQuery, NoticeText};

/// Password, two-factor sign-in and sessions.
pub(crate) fn screen() -> AnyView {
    let data = Resource::new(|| (), |()| load_security());
    view! {
        <Title text="Security"/>
        <Layout here=Place::Security>
            <NoticeFromQuery words/>
            <Transition>
                {move || Suspend::new(async move {
                    match data.await {
                        Ok(data) => cards(data).into_any(),
                        Err(error) => failed(&error),
                    }
                })}
            </Transition>
        </Layout>
    }
    .into_any()
}

fn cards(data: SecurityData) -> impl IntoView {
    let refusal = data.refusal.as_ref();
    let others = FormState::new("security", &[], refusal);
    let password = FormState::new("password", &["password", "new_password"], refusal);
    let code = FormState::new("two-factor", &["code"], refusal);
    view! {
        {others.notice()}
        {two_factor::card(data.two_factor, data.recovery_codes, &code)}
        {password::card(&password, data.email)}
        {sessions::card(data.sessions)}
    }
}

fn words(code: &str) -> Option<NoticeText> {
    let text = match code {
        "password-changed" => "Your password is changed. Your other browsers are signed out.",
        "two-factor-on" => "Two-factor sign-in is on. Keep the recovery codes below: they are shown only now.",
        "two-factor-off" => "Two-factor sign-in is off. Signing in asks for the password alone.",
        "codes-renewed" => "These recovery codes replace the ones before. They are shown only now.",
        "session-ended" => "That browser is signed out.",
        "sessions-ended" => "Every other browser is signed out.",
        _ => return None,
    };
    let tone = if code == "two-factor-off" { Tone::Caution } else { Tone::Positive };
    Some(NoticeText { tone, text })
}
