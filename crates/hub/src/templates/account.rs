//! The account that templates belong to, and what a call to Meta about it answers a person.

use domain::account::{Actor, Capability};
use domain::ids::{ChannelId, WabaKey};
use domain::waba::TokenState;
use store::wabas::{self, Waba};
use store::{Conn, channels, users};
use whatsapp::{AccessToken, GraphError};

use crate::wabas::token;
use crate::{Hub, HubError};

/// Refuses who may not write templates.
pub(super) fn may_write(actor: &Actor) -> Result<(), HubError> {
    if actor.role.may(Capability::ManageNumbers) { Ok(()) } else { Err(HubError::Forbidden) }
}

/// The account of a number that the actor may see.
pub(super) async fn of_channel(conn: &mut Conn, actor: &Actor, id: &ChannelId) -> Result<Waba, HubError> {
    let channel = channels::find(conn, actor.organisation, id).await?.ok_or(HubError::NotFound)?;
    of_key(conn, actor, channel.waba).await
}

/// An account that the actor may see.
pub(super) async fn of_key(conn: &mut Conn, actor: &Actor, key: WabaKey) -> Result<Waba, HubError> {
    let waba = wabas::find(conn, key).await?.ok_or(HubError::NotFound)?;
    let organisation = actor.organisation;
    let seen =
        waba.partner == organisation.partner() && organisation.client().is_none_or(|client| client == waba.client);
    if seen { Ok(waba) } else { Err(HubError::NotFound) }
}

/// The name that stands in the history for what the actor does.
pub(super) async fn author(conn: &mut Conn, actor: &Actor) -> Result<String, HubError> {
    Ok(users::get(conn, actor.user).await?.map_or_else(|| "A person".to_owned(), |row| row.name))
}

/// The token with which Meta is asked.
///
/// # Errors
/// [`HubError::Conflict`] while Meta refuses it.
pub(crate) fn token_of(hub: &Hub, waba: &Waba) -> Result<AccessToken, HubError> {
    let broken = || {
        HubError::Conflict("Meta refuses the access token of this account. Reconnect it with Meta first.".to_owned())
    };
    if waba.token_state == TokenState::Refused {
        return Err(broken());
    }
    token::open(hub, waba).ok_or_else(broken)
}

/// What a failed call means to a person.
pub(super) fn refused(error: &GraphError) -> HubError {
    tracing::warn!(%error, "Meta refused a call about templates");
    HubError::Upstream { message: words(error) }
}

/// Meta's own words for the person, or what it said to the program.
pub(crate) fn words(error: &GraphError) -> String {
    error.user_message.clone().or_else(|| error.details.clone()).unwrap_or_else(|| error.message.clone())
}
