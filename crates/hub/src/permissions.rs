//! The partner's permission to create a channel's API key: who has given it, and its changes. The rules stand in
//! [`domain::permission`]; nothing of it is cached, so a change holds for the very next request.

mod requests;
mod selection;

pub use requests::{Askable, Asked, People, Way, ask, askable, last_request};
pub use selection::{Missing, missing, open_requests};
pub use store::permission_requests::PermissionRequest;

use domain::account::{Actor, Capability, Organisation, OrganisationKind};
use domain::channel::ChannelCard;
use domain::ids::{ChannelId, ChannelKey};
use domain::list::{ListQuery, PageAt};
use domain::permission::{Answer, Kept, PartnerKeys, Party, PaymentType, Terms, Wish};
use store::channels::Channel;
use store::permission_changes::{self, Origin, PermissionChange};
use store::wabas::{self, Waba};
use store::{Conn, StoreError, Tx, channels, partners, permission_requests, users};

use crate::accounts::audit::{self, Action, By, Entry};
use crate::accounts::require;
use crate::api_keys;
use crate::channels::{list, save};
use crate::{Hub, HubError};

/// A channel of the client with its permission.
#[derive(Clone, Debug)]
pub struct Listed {
    /// What the list knows of it: number, permission, who pays.
    pub card: ChannelCard,
    /// Since when it is so, and by whom.
    pub origin: Origin,
}

/// A page of the client's channels.
#[derive(Clone, Debug)]
pub struct Permissions {
    /// The channels, the newest first.
    pub channels: Vec<Listed>,
    /// Whether there are some before the first.
    pub has_previous: bool,
    /// Whether there are some after the last.
    pub has_next: bool,
}

/// Where a channel stands, for whoever is about to change it.
#[derive(Clone, Debug)]
pub struct Standing {
    /// The number, as people read it.
    pub number: String,
    /// What the partner is called.
    pub partner: String,
    /// Who pays, and whether the permission is there.
    pub terms: Terms,
}

/// A page of the running channels of the actor's client, with who changed their permission last.
///
/// # Errors
/// [`HubError::NotFound`] on the partner's side, whose list of numbers shows the permission.
pub async fn of_client(hub: &Hub, actor: &Actor, page: PageAt) -> Result<Permissions, HubError> {
    if actor.organisation.kind() == OrganisationKind::Partner {
        return Err(HubError::NotFound);
    }
    let page = list(hub, actor, &ListQuery { page, ..ListQuery::default() }).await?;
    let mut conn = hub.store.read().await?;
    let ids = page.cards.iter().map(|card| &card.id);
    let mut origins = permission_changes::origins(&mut conn, actor.organisation, ids).await?;
    let listed = page.cards.into_iter().filter_map(|card| {
        let at = origins.iter().position(|origin| origin.channel == card.id)?;
        Some(Listed { origin: origins.swap_remove(at), card })
    });
    Ok(Permissions { channels: listed.collect(), has_previous: page.has_previous, has_next: page.has_next })
}

/// Where a channel stands.
///
/// # Errors
/// [`HubError::NotFound`] for a channel of somebody else.
pub async fn of_channel(hub: &Hub, actor: &Actor, id: &ChannelId) -> Result<Standing, HubError> {
    let mut conn = hub.store.read().await?;
    let channel = channels::find(&mut conn, actor.organisation, id).await?.ok_or(HubError::NotFound)?;
    let partner = partner_name(&mut conn, &channel).await?;
    Ok(Standing { number: channel.facts.number.display().to_owned(), partner, terms: channel.contract.terms() })
}

/// Does what the actor's side wants of a channel's permission, and lets the partner's keys end with it where that is
/// wanted. What was done before is done again without a trace.
///
/// # Errors
/// [`HubError::Conflict`] where the rules keep it as it is, [`HubError::NotFound`] for a channel of somebody else,
/// [`HubError::Forbidden`].
pub async fn set(hub: &Hub, actor: &Actor, id: &ChannelId, wish: Wish, keys: PartnerKeys) -> Result<(), HubError> {
    require(actor, Capability::ManageNumbers)?;
    let (worker, actor, id) = (hub.clone(), *actor, id.clone());
    hub.store
        .write(move |tx| {
            Box::pin(async move {
                let channel = as_of_now(tx, actor.organisation, &id).await?;
                let waba = account(tx, &channel).await?;
                let name = users::get(tx, actor.user).await?.map_or_else(|| "A person".to_owned(), |user| user.name);
                let side = match actor.organisation.kind() {
                    OrganisationKind::Client => waba.client_name.clone(),
                    OrganisationKind::Partner => partner_name(tx, &channel).await?,
                };
                let who = Who { party: actor.organisation.kind().into(), by: (&actor).into(), name, side: Some(side) };
                apply(&worker, tx, (&waba, &channel), wish, who).await?;
                if matches!(wish, Wish::Revoke | Wish::GiveBack) && keys == PartnerKeys::Revoke {
                    api_keys::end_those_of_partner(&worker, tx, &actor, &id).await?;
                }
                Ok(())
            })
        })
        .await
}

/// Lets somebody else pay for a channel from now on: the permission stays where the client pays, and is shared where
/// the partner does.
///
/// # Errors
/// [`HubError::NotFound`] when the channel is gone.
pub async fn turn_payment(hub: &Hub, tx: &mut Tx, channel: ChannelKey, to: PaymentType) -> Result<(), HubError> {
    let channel = channels::hold(tx, channel).await?.ok_or(HubError::NotFound)?;
    let waba = account(tx, &channel).await?;
    let wish = match to {
        PaymentType::Direct => Wish::TurnDirect,
        PaymentType::Partner => Wish::TurnPartner,
    };
    let who = Who { party: Party::Hub, by: By::Hub, name: Party::Hub.label().to_owned(), side: None };
    apply(hub, tx, (&waba, &channel), wish, who).await
}

/// A channel as it is in this transaction, which nobody else changes before its end: what depends on the permission,
/// as a new API key does, is written in the transaction that has read it here.
///
/// # Errors
/// [`HubError::NotFound`] for a channel of somebody else.
pub async fn as_of_now(tx: &mut Tx, organisation: Organisation, id: &ChannelId) -> Result<Channel, HubError> {
    let found = channels::find(tx, organisation, id).await?.ok_or(HubError::NotFound)?;
    channels::hold(tx, found.key).await?.ok_or(HubError::NotFound)
}

struct Who {
    party: Party,
    by: By,
    name: String,
    /// The person's organisation.
    side: Option<String>,
}

async fn apply(
    hub: &Hub,
    tx: &mut Tx,
    (waba, channel): (&Waba, &Channel),
    wish: Wish,
    who: Who,
) -> Result<(), HubError> {
    let before = channel.contract.terms();
    let terms = before.after(who.party, wish).map_err(|kept: Kept| HubError::Conflict(kept.to_string()))?;
    if terms == before {
        return Ok(());
    }
    let at = hub.clock.now();
    let words = match &who.side {
        Some(side) => format!("By {}, {side}", who.name),
        None => wish.label().to_owned(),
    };
    save::change_contract(hub, tx, waba, channel, &channel.contract.under(terms), &words).await?;
    let user = who.by.user();
    let change = PermissionChange { wish, terms, user, actor: who.name, at };
    permission_changes::append(tx, channel.key, &change).await?;
    if wish == Wish::Share {
        permission_requests::answer(tx, channel.key, Answer::Given, at).await?;
    }
    let log = Organisation::Client(channel.partner, channel.client);
    let entry = Entry::new(who.by, log, action(wish), channel.facts.number.display()).channel(channel.key);
    audit::record(tx, entry.detail(format!("{} → {}", words_of(before), words_of(terms))), at).await
}

const fn action(wish: Wish) -> Action {
    match wish {
        Wish::Share => Action::PermissionShared,
        Wish::Revoke => Action::PermissionRevoked,
        Wish::GiveBack => Action::PermissionGivenBack,
        Wish::TurnDirect | Wish::TurnPartner => Action::PaymentTurned,
    }
}

fn words_of(terms: Terms) -> String {
    format!("{}, paid by {}", terms.permission.label(), terms.payment.label())
}

async fn account(conn: &mut Conn, channel: &Channel) -> Result<Waba, HubError> {
    wabas::find(conn, channel.waba).await?.ok_or(HubError::NotFound)
}

async fn partner_name(conn: &mut Conn, channel: &Channel) -> Result<String, StoreError> {
    Ok(partners::get(conn, channel.partner).await?.map(|partner| partner.name).unwrap_or_default())
}
