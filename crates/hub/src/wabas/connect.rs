//! Connecting an account with a token: checked at Graph, stored encrypted, followed by a first sync.

use domain::event::{EventData, EventKind, NewEvent};
use domain::ids::{ClientKey, PartnerKey, WabaId, WabaKey};
use domain::permission::PaymentType;
use domain::waba::TokenState;
use secrecy::{ExposeSecret, SecretString};
use store::audit::{self, NewEntry};
use store::wabas::{self, NewWaba};
use whatsapp::{AccessToken, GraphError, GraphErrorKind};

use crate::channels::save;
use crate::{Hub, HubError};

/// What seals access tokens.
pub(super) const TOKEN_PURPOSE: &str = "waba access token";

/// An account to be connected.
#[derive(Debug)]
pub struct Connect {
    /// The partner that manages it.
    pub partner: PartnerKey,
    /// The client that owns it.
    pub client: ClientKey,
    /// Meta's id.
    pub external_id: String,
    /// A token that may manage it.
    pub token: SecretString,
    /// Who pays for its numbers.
    pub payment: PaymentType,
    /// Who connects it, for the audit log.
    pub by: String,
}

/// How an account was connected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Connected {
    /// It was not known before.
    New(WabaKey),
    /// It was there; its token was replaced.
    Again(WabaKey),
}

impl Connected {
    /// The account.
    pub const fn key(&self) -> WabaKey {
        match self {
            Connected::New(key) | Connected::Again(key) => *key,
        }
    }
}

/// Connects an account, or gives a connected one a new token. Its first sync is due at once.
///
/// # Errors
/// Meta refuses the token or does not know the account; somebody else has connected it.
pub async fn connect(hub: &Hub, wanted: Connect) -> Result<Connected, HubError> {
    let token = AccessToken::new(wanted.token.expose_secret());
    let facts = hub.graph.waba(&wanted.external_id, &token).await.map_err(upstream)?;
    hub.graph.subscribe_app(&wanted.external_id, &token).await.map_err(upstream)?;
    let token = hub
        .sealer
        .seal(&hub.random, TOKEN_PURPOSE, wanted.token.expose_secret().as_bytes())
        .map_err(HubError::internal)?;
    let worker = hub.clone();
    let connected = hub
        .store
        .write(move |tx| {
            Box::pin(async move {
                let now = worker.clock.now();
                let connected = match wabas::find_by_external_id(tx, &wanted.external_id).await? {
                    Some(known) if known.partner != wanted.partner || known.client != wanted.client => {
                        return Err(HubError::Conflict(
                            "This account is connected already, to another client. Disconnect it there first."
                                .to_owned(),
                        ));
                    }
                    Some(known) => {
                        wabas::replace_token(tx, known.key, &token, now).await?;
                        save::change_token_state(&worker, tx, &known, TokenState::Valid).await?;
                        Connected::Again(known.key)
                    }
                    None => {
                        let id = WabaId::from_entropy(worker.random.entropy());
                        let new = NewWaba {
                            id,
                            partner: wanted.partner,
                            client: wanted.client,
                            payment: wanted.payment,
                            facts: &facts,
                            token,
                            at: now,
                        };
                        let key = wabas::insert(tx, &new).await?;
                        if let Some(waba) = wabas::find(tx, key).await? {
                            let event = NewEvent {
                                kind: EventKind::AccountConnected,
                                data: EventData::about(waba.facts.name.as_str()),
                            };
                            save::tell(&worker, tx, &waba, save::Concerns::Account, &[event]).await?;
                        }
                        Connected::New(key)
                    }
                };
                let entry = NewEntry {
                    partner: Some(wanted.partner),
                    client: Some(wanted.client),
                    channel: None,
                    user: None,
                    actor: wanted.by,
                    action: "account_connected",
                    subject: facts.name.clone(),
                    detail: wanted.external_id,
                    at: now,
                };
                audit::append(tx, &entry).await?;
                Ok(connected)
            })
        })
        .await?;
    hub.signals.sync.notify_one();
    Ok(connected)
}

/// Meta's refusal in words for the person: Meta's own sentence where it sent one.
pub(super) fn upstream(error: GraphError) -> HubError {
    let message = match (&error.user_message, error.kind) {
        (Some(sentence), _) => sentence.clone(),
        (None, GraphErrorKind::TokenRefused) => {
            "Meta refuses the access token. Make a new one and try again.".to_owned()
        }
        (None, GraphErrorKind::NotFound) => "Meta does not know this account, or the token may not see it.".to_owned(),
        (None, _) => error.to_string(),
    };
    HubError::Upstream { message }
}
