//! What an owner does with users and invitations.

use leptos::prelude::*;

use crate::error::AppError;

/// Invites somebody. The link is sent by e-mail, and shown once.
#[server(prefix = "/api/app", endpoint = "users/invite")]
pub async fn invite_user(
    /// Address.
    #[server(default)]
    email: String,
    /// The role, by its code.
    #[server(default)]
    role: String,
) -> Result<(), AppError> {
    use hub::accounts::place::Place;

    let form = crate::server::FormAt::new("invite", PAGE).keep("email", &email).keep("role", &role);
    let outcome = async {
        let (hub, actor) = crate::server::actor()?;
        let role = read_role(&role)?;
        let invited = hub::accounts::invitations::invite(&hub, &actor, &Place::Own, &email, role).await?;
        show_once(invited.link);
        Ok(PAGE.to_owned())
    };
    form.settle(outcome).await
}

/// Sends an invitation again, with a new link.
#[server(prefix = "/api/app", endpoint = "users/invitation/resend")]
pub async fn resend_invitation(
    /// Which one, by its id.
    #[server(default)]
    id: String,
) -> Result<(), AppError> {
    let outcome = async {
        let (hub, actor) = crate::server::actor()?;
        let id = domain::ids::InvitationId::parse(&id).map_err(|_| crate::settings::not_found())?;
        show_once(hub::accounts::invitations::resend(&hub, &actor, &id).await?.link);
        Ok(PAGE.to_owned())
    };
    crate::server::FormAt::new("users", PAGE).settle(outcome).await
}

/// Takes an invitation back.
#[server(prefix = "/api/app", endpoint = "users/invitation/revoke")]
pub async fn revoke_invitation(
    /// Which one, by its id.
    #[server(default)]
    id: String,
) -> Result<(), AppError> {
    let outcome = async {
        let (hub, actor) = crate::server::actor()?;
        let id = domain::ids::InvitationId::parse(&id).map_err(|_| crate::settings::not_found())?;
        hub::accounts::invitations::revoke(&hub, &actor, &id).await?;
        Ok(format!("{PAGE}?notice=invitation-revoked"))
    };
    crate::server::FormAt::new("users", PAGE).settle(outcome).await
}

/// Changes what somebody may do.
#[server(prefix = "/api/app", endpoint = "users/role")]
pub async fn change_role(
    /// Which one, by its id.
    #[server(default)]
    id: String,
    /// The role, by its code.
    #[server(default)]
    role: String,
) -> Result<(), AppError> {
    let outcome = async {
        let (hub, actor) = crate::server::actor()?;
        let id = domain::ids::UserId::parse(&id).map_err(|_| crate::settings::not_found())?;
        hub::accounts::members::change_role(&hub, &actor, &id, read_role(&role)?).await?;
        Ok(format!("{PAGE}?notice=role-changed"))
    };
    crate::server::FormAt::new("users", PAGE).settle(outcome).await
}

#[cfg(feature = "ssr")]
const PAGE: &str = "/settings/users";

#[cfg(feature = "ssr")]
fn read_role(role: &str) -> Result<domain::account::Role, AppError> {
    domain::account::Role::from_code(role)
        .ok_or_else(|| AppError::Invalid { field: "role".to_owned(), message: "Choose one of the roles.".to_owned() })
}

#[cfg(feature = "ssr")]
fn show_once(link: String) {
    let flash = crate::server::flash::Flash { refusal: None, secrets: vec![link] };
    crate::server::flash::put(PAGE, flash);
}
