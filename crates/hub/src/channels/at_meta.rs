//! A number with what a call to Meta about it needs, and what a failed call means to a person.

use std::time::Duration;

use domain::account::Actor;
use domain::ids::ChannelId;
use store::channels::{self, Channel};
use store::wabas::{self, Waba};
use whatsapp::{AccessToken, GraphError, GraphErrorKind};

use crate::templates::account::{self, token_of};
use crate::{Hub, HubError};

/// How long a page waits for Meta before it opens without what Meta knows.
const PATIENCE: Duration = Duration::from_secs(10);

/// A number, its account, and the token with which Meta is asked.
pub(crate) struct AtMeta {
    pub channel: Channel,
    pub waba: Waba,
    /// Why there is none, where the account has to be reconnected first.
    token: Result<AccessToken, HubError>,
}

impl AtMeta {
    /// A number that the actor may see.
    pub async fn find(hub: &Hub, actor: &Actor, id: &ChannelId) -> Result<Self, HubError> {
        let mut conn = hub.store.read().await?;
        let channel = channels::find(&mut conn, actor.organisation, id).await?.ok_or(HubError::NotFound)?;
        let waba = wabas::find(&mut conn, channel.waba).await?.ok_or(HubError::NotFound)?;
        let token = token_of(hub, &waba);
        Ok(Self { channel, waba, token })
    }

    /// Meta's id of the number, and the token.
    ///
    /// # Errors
    /// [`HubError::Conflict`] while Meta refuses the token.
    pub fn call(&self) -> Result<(&str, &AccessToken), HubError> {
        match &self.token {
            Ok(token) => Ok((&self.channel.facts.external_id, token)),
            Err(error) => Err(HubError::Conflict(error.to_string())),
        }
    }
}

/// What Meta answers to a read for which a page waits.
pub(crate) async fn answered<T>(read: impl Future<Output = Result<T, GraphError>>) -> Result<T, HubError> {
    match tokio::time::timeout(PATIENCE, read).await {
        Ok(answer) => answer.map_err(|error| refused(&error)),
        Err(_) => Err(HubError::Upstream { message: UNREACHED.to_owned() }),
    }
}

const UNREACHED: &str = "Meta does not answer right now. Try again in a moment.";

/// What a failed call means to a person: what passes is told without the words of programs.
pub(crate) fn refused(error: &GraphError) -> HubError {
    tracing::warn!(%error, "Meta refused a call about a number");
    let message = match error.kind {
        GraphErrorKind::Network
        | GraphErrorKind::Timeout
        | GraphErrorKind::Malformed
        | GraphErrorKind::Transient
        | GraphErrorKind::RetryFewTimes => UNREACHED.to_owned(),
        GraphErrorKind::RateLimited { .. } => {
            "Meta takes no more calls for this account right now. Try again in a few minutes.".to_owned()
        }
        GraphErrorKind::TokenRefused => {
            "Meta refuses the access token of this account. Reconnect it with Meta first.".to_owned()
        }
        _ => format!("Meta refused it: {}", account::words(error)),
    };
    HubError::Upstream { message }
}
