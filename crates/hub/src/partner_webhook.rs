//! The webhook of a partner: where its events go, how they are signed, and what came of it.

mod secret;
mod trial;

pub use secret::{reveal, rotate};
pub use trial::test;

pub use crate::deliveries::signing::SigningSecret;
pub use store::partner_webhooks::Switch;

use domain::Timestamp;
use domain::account::{Actor, Capability, Organisation};
use domain::delivery::Target;
use domain::ids::WebhookId;
use domain::webhook_address::{Headers, WebhookAddress};
use store::deliveries::attempts::Attempt;
use store::deliveries::{self, queues};
use store::partner_webhooks::{self, NewWebhook, PartnerWebhook};
use store::{Conn, StoreError, Tx};

use crate::accounts::audit::{self, Action, Entry};
use crate::accounts::require;
use crate::channel_webhooks::{WebhookForm, open_headers, seal_headers};
use crate::deliveries::last_attempts;
use crate::deliveries::signing::Signing;
use crate::{Hub, HubError};

/// What secrets are sealed for.
const SECRET_PURPOSE: &str = "webhook secret";

/// The webhook, as the people of the partner see it.
#[derive(Clone, Debug)]
pub struct Seen {
    /// Where events go.
    pub address: WebhookAddress,
    /// What goes along.
    pub headers: Headers,
    /// Whether it is used.
    pub switch: Switch,
    /// Until when the secret before the present one signs as well.
    pub old_secret_until: Option<Timestamp>,
    /// The newest attempts, newest first.
    pub attempts: Vec<Attempt>,
}

/// What a webhook is used with.
pub(crate) struct Opened {
    pub address: WebhookAddress,
    pub headers: Headers,
    pub signing: Signing,
}

/// The partner's webhook; nothing where it has none.
///
/// # Errors
/// [`HubError::NotFound`] on the side of a client.
pub async fn show(hub: &Hub, actor: &Actor) -> Result<Option<Seen>, HubError> {
    of_partner(actor)?;
    let mut conn = hub.store.read().await?;
    let Some(webhook) = partner_webhooks::of_partner(&mut conn, actor.organisation.partner()).await? else {
        return Ok(None);
    };
    drop(conn);
    let now = hub.clock.now();
    Ok(Some(Seen {
        headers: open_headers(hub, &webhook.headers)?,
        old_secret_until: webhook.old_secret.map(|(_, until)| until).filter(|until| now < *until),
        attempts: last_attempts(hub, actor, Target::Partner(webhook.key)).await?,
        address: webhook.address,
        switch: webhook.switch,
    }))
}

/// As [`save`], with what a person has typed.
///
/// # Errors
/// As [`save`], and [`HubError::Invalid`] for what cannot be taken.
pub async fn save_form(hub: &Hub, actor: &Actor, form: &WebhookForm) -> Result<(), HubError> {
    of_partner(actor)?;
    let mut conn = hub.store.read().await?;
    let present = partner_webhooks::of_partner(&mut conn, actor.organisation.partner()).await?;
    drop(conn);
    let present = present.map(|webhook| open_headers(hub, &webhook.headers)).transpose()?.unwrap_or_default();
    let webhook = form.read(&present)?;
    save(hub, actor, webhook.address, &webhook.headers).await
}

/// Says where events go from now on. The first time, a signing secret is made as well; events are delivered that happen
/// from then on. What waits goes to the new address.
///
/// # Errors
/// [`HubError::NotFound`] on the side of a client.
pub async fn save(hub: &Hub, actor: &Actor, address: WebhookAddress, headers: &Headers) -> Result<(), HubError> {
    of_partner(actor)?;
    let (worker, actor, now) = (hub.clone(), *actor, hub.clock.now());
    let sealed = seal_headers(hub, headers)?;
    let secret = seal_secret(hub, &SigningSecret::fresh(&hub.random))?;
    hub.store
        .write(move |tx| {
            Box::pin(async move {
                let partner = actor.organisation.partner();
                let place = address.place().to_owned();
                match partner_webhooks::of_partner(tx, partner).await? {
                    Some(webhook) => {
                        partner_webhooks::redirect(tx, webhook.key, &address, &sealed, now).await?;
                        queues::wake(tx, Target::Partner(webhook.key), now).await?;
                    }
                    None => {
                        let id = WebhookId::from_entropy(worker.random.entropy());
                        let new = NewWebhook { id, partner, address, headers: sealed, secret, at: now };
                        partner_webhooks::insert(tx, &new).await.map_err(made_meanwhile)?;
                    }
                }
                record(&worker, tx, &actor, Action::WebhookChanged, place).await
            })
        })
        .await?;
    hub.signals.deliveries.notify_one();
    Ok(())
}

/// Turns the webhook on or off. What happens while it is off is not delivered; what waited before goes on waiting, for as
/// long as it would be tried, and is sent when it is turned on again.
///
/// # Errors
/// [`HubError::NotFound`] on the side of a client, and where there is none.
pub async fn turn(hub: &Hub, actor: &Actor, switch: Switch) -> Result<(), HubError> {
    of_partner(actor)?;
    let (worker, actor, now) = (hub.clone(), *actor, hub.clock.now());
    hub.store
        .write(move |tx| {
            Box::pin(async move {
                let webhook = own(tx, &actor).await?;
                partner_webhooks::turn(tx, webhook.key, switch, now).await?;
                let action = match switch {
                    Switch::On => Action::WebhookTurnedOn,
                    Switch::Off => Action::WebhookTurnedOff,
                };
                if switch == Switch::On {
                    queues::wake(tx, Target::Partner(webhook.key), now).await?;
                }
                record(&worker, tx, &actor, action, webhook.address.place().to_owned()).await
            })
        })
        .await?;
    hub.signals.deliveries.notify_one();
    Ok(())
}

/// Removes the webhook with its secret. What waits is forgotten.
///
/// # Errors
/// [`HubError::NotFound`] on the side of a client, and where there is none.
pub async fn remove(hub: &Hub, actor: &Actor) -> Result<(), HubError> {
    of_partner(actor)?;
    let (worker, actor) = (hub.clone(), *actor);
    hub.store
        .write(move |tx| {
            Box::pin(async move {
                let webhook = own(tx, &actor).await?;
                partner_webhooks::remove(tx, webhook.key).await?;
                deliveries::drop_waiting(tx, Target::Partner(webhook.key)).await?;
                record(&worker, tx, &actor, Action::WebhookRemoved, webhook.address.place().to_owned()).await
            })
        })
        .await
}

/// The webhook with what is sealed of it.
pub(crate) fn open(hub: &Hub, webhook: PartnerWebhook) -> Result<Opened, HubError> {
    let now = hub.clock.now();
    let old = webhook.old_secret.filter(|(_, until)| now < *until);
    let signing = Signing {
        secret: open_secret(hub, &webhook.secret)?,
        old: old.map(|(sealed, _)| open_secret(hub, &sealed)).transpose()?,
    };
    Ok(Opened { address: webhook.address, headers: open_headers(hub, &webhook.headers)?, signing })
}

/// Clients have no such webhook and learn nothing of their partner's.
fn of_partner(actor: &Actor) -> Result<(), HubError> {
    match actor.organisation {
        Organisation::Partner(_) => require(actor, Capability::ManageNumbers),
        Organisation::Client(..) => Err(HubError::NotFound),
    }
}

async fn own(conn: &mut Conn, actor: &Actor) -> Result<PartnerWebhook, HubError> {
    partner_webhooks::of_partner(conn, actor.organisation.partner()).await?.ok_or(HubError::NotFound)
}

async fn record(hub: &Hub, tx: &mut Tx, actor: &Actor, action: Action, place: String) -> Result<(), HubError> {
    audit::record(tx, Entry::new(actor.into(), actor.organisation, action, place), hub.clock.now()).await
}

fn seal_secret(hub: &Hub, secret: &SigningSecret) -> Result<Vec<u8>, HubError> {
    hub.sealer.seal(&hub.random, SECRET_PURPOSE, secret.reveal().as_bytes()).map_err(HubError::internal)
}

fn open_secret(hub: &Hub, sealed: &[u8]) -> Result<SigningSecret, HubError> {
    let bytes = hub.sealer.open(SECRET_PURPOSE, sealed).map_err(HubError::internal)?;
    Ok(SigningSecret::kept(String::from_utf8(bytes).map_err(HubError::internal)?))
}

fn made_meanwhile(error: StoreError) -> HubError {
    match error {
        StoreError::Duplicate => {
            HubError::Conflict("Somebody else has set an address just now. Look at it and save again.".to_owned())
        }
        other => other.into(),
    }
}
