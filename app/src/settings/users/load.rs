//! What the page shows.

use domain::account::Role;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::error::AppError;
use crate::form::Refusal;
use crate::words::Moment;

/// One of the people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserItem {
    /// The person's id.
    pub id: String,
    /// What the person is called.
    pub name: String,
    /// The person's address.
    pub email: String,
    /// The person's role.
    pub role: Role,
    /// Whether signing in asks for a one-time password.
    pub two_factor: bool,
    /// Member since.
    pub since: Moment,
    /// Whether it is whoever looks.
    pub you: bool,
}

/// One open invitation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvitationItem {
    /// By which it is sent again or taken back.
    pub id: String,
    /// Who is invited.
    pub email: String,
    /// As what.
    pub role: Role,
    /// Who invited.
    pub invited_by: String,
    /// When.
    pub created: Moment,
    /// Until when it can be accepted.
    pub ends_at: String,
    /// Whether that time has passed.
    pub expired: bool,
}

/// What the page shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UsersData {
    /// The people, by name.
    pub users: Vec<UserItem>,
    /// The open invitations, the newest first.
    pub invitations: Vec<InvitationItem>,
    /// Whether whoever looks may change any of it.
    pub manages: bool,
    /// The link of an invitation that was just made.
    pub link: Option<String>,
    /// Why a form was refused.
    pub refusal: Option<Refusal>,
}

/// What the page shows.
#[server(prefix = "/api/app", endpoint = "users/page")]
pub async fn load_users() -> Result<UsersData, AppError> {
    use hub::accounts::place::Place;

    let (hub, actor) = crate::server::actor()?;
    let now = hub.clock.now();
    let flash = crate::server::flash::take("/settings/users");
    let users = hub::accounts::members::list(&hub, &actor, &Place::Own).await?;
    let invitations = hub::accounts::invitations::list(&hub, &actor, &Place::Own).await?;
    let users = users.into_iter().map(|member| UserItem {
        id: member.id.to_string(),
        name: member.name,
        email: member.email,
        role: member.role,
        two_factor: member.two_factor,
        since: Moment::new(member.since, now),
        you: member.you,
    });
    let invitations = invitations.into_iter().map(|open| InvitationItem {
        id: open.id.to_string(),
        email: open.email,
        role: open.role,
        invited_by: open.invited_by,
        created: Moment::new(open.created_at, now),
        ends_at: open.ends_at.to_words(),
        expired: open.expired,
    });
    Ok(UsersData {
        users: users.collect(),
        invitations: invitations.collect(),
        manages: actor.role.may(domain::account::Capability::ManageUsers),
        link: flash.secrets.into_iter().next(),
        refusal: flash.refusal,
    })
}
