//! What the frame shows.

use domain::account::{OrganisationKind, Role};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::error::AppError;

/// What the frame shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FrameData {
    /// The person.
    pub user_name: String,
    /// The person's address.
    pub user_email: String,
    /// The organisation of this session.
    pub organisation: String,
    /// Which side it is on.
    pub kind: OrganisationKind,
    /// The partner, on the client's side.
    pub partner: String,
    /// The person's role there.
    pub role: Role,
    /// Whether there are other organisations to switch to.
    pub can_switch: bool,
    /// Unread notifications; 100 means that many or more.
    pub unread: u32,
}

/// Who is signed in, and what waits for them.
#[server(prefix = "/api/app", endpoint = "frame")]
pub async fn load_frame() -> Result<FrameData, AppError> {
    let (hub, session) = (crate::server::hub()?, crate::server::signed_in()?);
    let unread = hub::notifications::unread(&hub, &session.actor).await?;
    Ok(FrameData {
        user_name: session.user_name,
        user_email: session.user_email,
        organisation: session.organisation_name,
        kind: session.organisation_kind,
        partner: session.partner_name,
        role: session.actor.role,
        can_switch: session.other_organisations,
        unread: u32::try_from(unread).unwrap_or(0),
    })
}
