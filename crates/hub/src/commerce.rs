//! What a number shows of its catalog: seen by both sides, changed by the client of a shared account.

use domain::account::{Actor, Capability, Organisation};
use domain::commerce::{Commerce, Control};
use domain::ids::ChannelId;
use store::changes::{self, Topic};

use crate::accounts::audit::{self, Action, Entry};
use crate::accounts::require;
use crate::channels::at_meta::{AtMeta, answered, refused};
use crate::{Hub, HubError};

/// What the page of the catalog shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// What Meta has; why it could not be read, and what to do.
    pub settings: Result<Commerce, String>,
    /// Who changes it.
    pub control: Control,
}

/// What Meta has. Where it does not answer, the page opens all the same.
///
/// # Errors
/// [`HubError::NotFound`] for a number of somebody else.
pub async fn open(hub: &Hub, actor: &Actor, id: &ChannelId) -> Result<Seen, HubError> {
    let number = AtMeta::find(hub, actor, id).await?;
    let settings = match read(hub, &number).await {
        Ok(settings) => Ok(settings),
        Err(error @ (HubError::Upstream { .. } | HubError::Conflict(_))) => Err(error.to_string()),
        Err(error) => return Err(error),
    };
    Ok(Seen { settings, control: control(&number, actor) })
}

/// Changes what the number shows, unless it is not `seen` any more, which is what the form began with.
///
/// # Errors
/// [`HubError::Conflict`] for whoever may not change it, or when it has changed meanwhile; [`HubError::Upstream`] with
/// Meta's words; [`HubError::NotFound`] for a number of somebody else; [`HubError::Forbidden`].
pub async fn set(hub: &Hub, actor: &Actor, id: &ChannelId, seen: Commerce, wanted: Commerce) -> Result<(), HubError> {
    require(actor, Capability::ManageNumbers)?;
    let number = AtMeta::find(hub, actor, id).await?;
    match control(&number, actor) {
        Control::Here => {}
        Control::ByClient => {
            let sentence = "Only the client can change this, in the Client Hub. Ask the client to do it.";
            return Err(HubError::Conflict(sentence.to_owned()));
        }
        Control::BySupport => {
            let sentence = "This account was signed up on behalf of the client, so support changes this.";
            return Err(HubError::Conflict(sentence.to_owned()));
        }
    }
    let current = read(hub, &number).await?;
    if current == wanted {
        return Ok(());
    }
    if current != seen {
        let sentence =
            "Somebody has changed this since you opened the page. It stands here as it is now; change it again.";
        return Err(HubError::Conflict(sentence.to_owned()));
    }
    let (phone, token) = number.call()?;
    hub.graph.set_commerce(phone, wanted, token).await.map_err(|error| refused(&error))?;
    let (actor, now, channel) = (*actor, hub.clock.now(), number.channel);
    hub.store
        .write(move |tx| {
            Box::pin(async move {
                let of = Organisation::Client(channel.partner, channel.client);
                let entry = Entry::new((&actor).into(), of, Action::CatalogChanged, channel.facts.number.display());
                let detail = format!("{} → {}", in_words(current), in_words(wanted));
                audit::record(tx, entry.channel(channel.key).detail(detail), now).await?;
                let (partner, client) = (channel.partner, Some(channel.client));
                Ok(changes::record(tx, partner, client, Some(channel.key), Topic::Channel, now).await?)
            })
        })
        .await
}

async fn read(hub: &Hub, number: &AtMeta) -> Result<Commerce, HubError> {
    let (id, token) = number.call()?;
    answered(hub.graph.commerce(id, token)).await
}

fn control(number: &AtMeta, actor: &Actor) -> Control {
    Control::of(number.waba.facts.account_type, actor.organisation.kind())
}

fn in_words(commerce: Commerce) -> String {
    let catalog = if commerce.is_catalog_visible { "visible" } else { "hidden" };
    let cart = if commerce.is_cart_enabled { "on" } else { "off" };
    format!("catalog {catalog}, cart {cart}")
}
