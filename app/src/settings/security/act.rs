//! What a person does about passwords, codes and sessions.

use leptos::prelude::*;

use crate::error::AppError;

/// Changes the password; every other browser is signed out.
#[server(prefix = "/api/app", endpoint = "security/password")]
pub async fn change_password(
    /// Present password.
    #[server(default)]
    password: String,
    /// The new password.
    #[server(default)]
    new_password: String,
) -> Result<(), AppError> {
    let outcome = async {
        let (hub, actor) = crate::server::actor()?;
        let keep = crate::server::signed_in()?.session;
        hub::accounts::password::change(&hub, &actor, &keep, &password, &new_password).await?;
        Ok(format!("{PAGE}?notice=password-changed"))
    };
    crate::server::FormAt::new("password", PAGE).settle(outcome).await
}

/// Makes a secret for an authenticator app.
#[server(prefix = "/api/app", endpoint = "security/two-factor/begin")]
pub async fn begin_two_factor() -> Result<(), AppError> {
    let outcome = async {
        let (hub, actor) = crate::server::actor()?;
        hub::accounts::two_factor::begin(&hub, &actor).await?;
        Ok(format!("{PAGE}#two-factor"))
    };
    crate::server::FormAt::new("security", PAGE).settle(outcome).await
}

/// Turns two-factor sign-in on, with a code from the app; the recovery codes are shown once.
#[server(prefix = "/api/app", endpoint = "security/two-factor/confirm")]
pub async fn confirm_two_factor(
    /// The code.
    #[server(default)]
    code: String,
) -> Result<(), AppError> {
    let outcome = async {
        let (hub, actor) = crate::server::actor()?;
        let codes = hub::accounts::two_factor::confirm(&hub, &actor, &code).await?;
        show_codes(codes);
        Ok(format!("{PAGE}?notice=two-factor-on"))
    };
    crate::server::FormAt::new("two-factor", PAGE).settle(outcome).await
}

/// Signs one browser out.
#[server(prefix = "/api/app", endpoint = "security/sessions/end")]
pub async fn revoke_session(
    /// Which one, by its id.
    #[server(default)]
    id: String,
) -> Result<(), AppError> {
    let outcome = async {
        let (hub, actor) = crate::server::actor()?;
        let id = domain::ids::SessionId::parse(&id).map_err(|_| crate::settings::not_found())?;
        hub::accounts::sessions::revoke(&hub, &actor, &id).await?;
        Ok(format!("{PAGE}?notice=session-ended"))
    };
    crate::server::FormAt::new("security", PAGE).settle(outcome).await
}

/// Signs every other browser out.
#[server(prefix = "/api/app", endpoint = "security/sessions/end-others")]
pub async fn revoke_others() -> Result<(), AppError> {
    let outcome = async {
        let (hub, actor) = crate::server::actor()?;
        let keep = crate::server::signed_in()?.session;
        hub::accounts::sessions::revoke_others(&hub, &actor, &keep).await?;
        Ok(format!("{PAGE}?notice=sessions-ended"))
    };
    crate::server::FormAt::new("security", PAGE).settle(outcome).await
}

/// Where all of this stands.
#[cfg(feature = "ssr")]
pub(super) const PAGE: &str = "/settings/security";

/// Leaves recovery codes to the page, which shows them once.
#[cfg(feature = "ssr")]
pub(super) fn show_codes(codes: Vec<String>) {
    crate::server::flash::put(PAGE, crate::server::flash::Flash { refusal: None, secrets: codes });
}
