//! What the page of an invitation shows, and what it does.

use domain::account::{OrganisationKind, Role};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::error::AppError;
use crate::form::Refusal;

/// Who has opened the link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Viewer {
    /// Somebody without an account: chooses a name and a password.
    New,
    /// Somebody whose address has an account, and who is not signed in.
    Known,
    /// The person who is invited, signed in.
    Invited,
    /// Somebody else, signed in with this address.
    Other(String),
}

/// What the page shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvitationData {
    /// What the organisation is called.
    pub organisation: String,
    /// Which side it is on.
    pub kind: OrganisationKind,
    /// What its partner is called.
    pub partner: String,
    /// Who is invited.
    pub email: String,
    /// As what.
    pub role: Role,
    /// Who invited.
    pub invited_by: String,
    /// Until when it can be accepted.
    pub ends_at: String,
    /// Who has opened the link.
    pub viewer: Viewer,
    /// Where somebody signs in to come back here.
    pub sign_in: String,
    /// Why the form was refused.
    pub refusal: Option<Refusal>,
    /// Whom to ask.
    pub support: String,
}

/// The invitation of a link.
#[server(prefix = "/api/public", endpoint = "invitation/page")]
pub async fn load_invitation(token: String) -> Result<InvitationData, AppError> {
    use hub::accounts::sessions::Who;

    let hub = crate::server::hub()?;
    let who = use_context::<std::sync::Arc<Who>>();
    let refusal = crate::server::flash::take("/invitation").refusal;
    let found = hub::accounts::invitations::look(&hub, &token).await?;
    let signed_in = match who.as_deref() {
        Some(Who::SignedIn(session)) => Some(session.user_email.clone()),
        Some(Who::WithoutOrganisation(person)) => Some(person.email.clone()),
        Some(Who::CodeAwaited | Who::Nobody) | None => None,
    };
    let viewer = match signed_in {
        Some(email) if email == found.email => Viewer::Invited,
        Some(email) => Viewer::Other(email),
        None if found.has_account => Viewer::Known,
        None => Viewer::New,
    };
    Ok(InvitationData {
        organisation: found.organisation_name,
        kind: found.organisation_kind,
        partner: found.partner_name,
        email: found.email,
        role: found.role,
        invited_by: found.invited_by,
        ends_at: found.ends_at.to_words(),
        viewer,
        sign_in: crate::sign_in::with_next("/sign-in", &format!("/invitation/{token}")),
        refusal,
        support: hub.settings.support_contact.clone(),
    })
}

/// Accepts an invitation as a new person, and opens the organisation.
#[server(prefix = "/api/public", endpoint = "invitation/new")]
pub async fn accept_as_new(
    /// The token of the link.
    #[server(default)]
    token: String,
    /// What the person is called.
    #[server(default)]
    name: String,
    /// The new password.
    #[server(default)]
    new_password: String,
) -> Result<(), AppError> {
    use hub::accounts::invitations::{Acceptance, accept};

    let form = form(&token).keep("name", &name);
    let outcome = async {
        let (hub, browser) = (crate::server::hub()?, expect_context::<hub::accounts::browser::Browser>());
        let person = Acceptance::New { name: &name, password: &new_password };
        crate::server::enter(&accept(&hub, &token, person, &browser).await?)?;
        Ok("/numbers".to_owned())
    };
    form.settle(outcome).await
}

/// Accepts an invitation as whoever is signed in, and opens the organisation.
#[server(prefix = "/api/public", endpoint = "invitation/accept")]
pub async fn accept_invitation(
    /// The token of the link.
    #[server(default)]
    token: String,
) -> Result<(), AppError> {
    use hub::accounts::invitations::{Acceptance, accept};

    let outcome = async {
        let (hub, browser) = (crate::server::hub()?, expect_context::<hub::accounts::browser::Browser>());
        let session = browser.session.clone().unwrap_or_default();
        crate::server::enter(&accept(&hub, &token, Acceptance::SignedIn(&session), &browser).await?)?;
        Ok("/numbers".to_owned())
    };
    form(&token).settle(outcome).await
}

#[cfg(feature = "ssr")]
fn form(token: &str) -> crate::server::FormAt {
    crate::server::FormAt::new("invitation", "/invitation").back_to(format!("/invitation/{token}"))
}
