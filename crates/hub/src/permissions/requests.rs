//! The partner asks a client for the permission of some of its numbers: a link, to copy or by e-mail, that leads to the
//! onboarding's screen of permissions. What the client does there, or in its settings, answers the request.

use domain::account::{Actor, Capability, Organisation, Role};
use domain::email::Email;
use domain::ids::{ChannelId, ClientId, ClientKey, PartnerKey};
use domain::onboarding::bracketed;
use domain::permission::Permission;
use store::channels::{self, Channel};
use store::clients::ClientRow;
use store::permission_requests::{self, NewRequest, PermissionRequest};
use store::{Conn, clients, memberships, partners, users};
use url::Url;

use crate::accounts::audit::{self, Action, Entry};
use crate::accounts::invitations::invite;
use crate::accounts::place::Place;
use crate::accounts::require;
use crate::mail::{self, texts};
use crate::{Hub, HubError};

/// What can be asked of a client.
#[derive(Clone, Debug)]
pub struct Askable {
    /// The client.
    pub client: ClientRow,
    /// Its numbers whose permission is missing, each with the last request, the oldest first.
    pub numbers: Vec<(ChannelId, String, Option<PermissionRequest>)>,
    /// Whether somebody of the client can sign in to answer.
    pub people: People,
}

/// Whether somebody of a client can sign in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum People {
    /// Somebody can.
    Some,
    /// Nobody can yet.
    Nobody,
}

/// How a link reaches the client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Way {
    /// The partner copies it.
    Copied,
    /// It is mailed to this address.
    Mailed(String),
}

/// What can be asked of the client of a number.
///
/// # Errors
/// [`HubError::NotFound`] for a number of somebody else, and on the client's side.
pub async fn askable(hub: &Hub, actor: &Actor, number: &ChannelId) -> Result<Askable, HubError> {
    let partner = partner_of(actor)?;
    let mut conn = hub.store.read().await?;
    let channel = channels::find(&mut conn, actor.organisation, number).await?.ok_or(HubError::NotFound)?;
    let client = clients::get(&mut conn, partner, channel.client).await?.ok_or(HubError::NotFound)?;
    let mut numbers = Vec::new();
    for channel in missing(&mut conn, partner, client.key).await? {
        let last = permission_requests::last(&mut conn, channel.key).await?;
        numbers.push((channel.id, channel.facts.number.display().to_owned(), last));
    }
    let people = people_of(&mut conn, partner, client.key).await?;
    Ok(Askable { client, numbers, people })
}

/// The last request for a number; nothing where it was never asked for, or where the permission is there.
///
/// # Errors
/// [`HubError::NotFound`] for a number of somebody else.
pub async fn last_request(hub: &Hub, actor: &Actor, number: &ChannelId) -> Result<Option<PermissionRequest>, HubError> {
    let mut conn = hub.store.read().await?;
    let channel = channels::find(&mut conn, actor.organisation, number).await?.ok_or(HubError::NotFound)?;
    if channel.contract.terms().permission == Permission::Shared {
        return Ok(None);
    }
    Ok(permission_requests::last(&mut conn, channel.key).await?)
}

/// Asks for the permission of the chosen numbers, all of one client; answers the link. Numbers that are shared meanwhile
/// are left out. Where nobody of the client can sign in yet, a mailed request invites whoever gets it as its owner.
///
/// # Errors
/// [`HubError::Invalid`] where nothing is chosen, or for an address that cannot be taken; [`HubError::Conflict`] where
/// the numbers belong to several clients or are shared already; [`HubError::NotFound`] for a number of somebody else and
/// on the client's side.
pub async fn ask(hub: &Hub, actor: &Actor, chosen: &[ChannelId], way: Way) -> Result<String, HubError> {
    let partner = partner_of(actor)?;
    require(actor, Capability::ManageNumbers)?;
    if chosen.is_empty() {
        return Err(HubError::invalid("channels", "Choose at least one number."));
    }
    let email = match &way {
        Way::Copied => None,
        Way::Mailed(text) => Some(Email::parse(text).map_err(|error| HubError::invalid("email", error))?),
    };
    let mut conn = hub.store.read().await?;
    let name = partners::get(&mut conn, partner).await?.ok_or(HubError::NotFound)?;
    let person = users::get(&mut conn, actor.user).await?.ok_or(HubError::SignInRequired)?.name;
    let mut wanted: Vec<Channel> = Vec::new();
    for id in chosen {
        wanted.push(channels::find(&mut conn, actor.organisation, id).await?.ok_or(HubError::NotFound)?);
    }
    let client = wanted.first().map(|channel| channel.client).ok_or(HubError::NotFound)?;
    if wanted.iter().any(|channel| channel.client != client) {
        return Err(HubError::Conflict("The numbers belong to several clients. Ask each client by itself.".to_owned()));
    }
    wanted.retain(|channel| channel.contract.terms().permission == Permission::Missing);
    if wanted.is_empty() {
        return Err(HubError::Conflict("The permission is shared already.".to_owned()));
    }
    let client = clients::get(&mut conn, partner, client).await?.ok_or(HubError::NotFound)?;
    let people = people_of(&mut conn, partner, client.key).await?;
    drop(conn);
    if let (Some(email), People::Nobody) = (&email, people) {
        // Somebody of this client has to answer, not of a new one that a sign-up would make.
        invite(hub, actor, &Place::Client(client.id.clone()), email.as_str(), Role::Owner).await?;
    }
    let link = link(hub, name.id.as_str(), &client.id, &wanted)?;
    let letter = match &email {
        None => None,
        Some(email) => {
            let numbers: Vec<&str> = wanted.iter().map(|channel| channel.facts.number.display()).collect();
            Some(mail::compose(
                hub,
                email,
                texts::permission_request(&name.name, &person, &client.name, &numbers, &link),
            )?)
        }
    };
    let (actor, now, mailed) = (*actor, hub.clock.now(), letter.is_some());
    hub.store
        .write(move |tx| {
            Box::pin(async move {
                let sent_to = email.map(|email| email.as_str().to_owned());
                let new = NewRequest { user: actor.user, asked_by: person, sent_to, at: now };
                for channel in &wanted {
                    permission_requests::insert(tx, channel.key, &new).await?;
                    let log = Organisation::Client(partner, channel.client);
                    let entry =
                        Entry::new((&actor).into(), log, Action::PermissionRequested, channel.facts.number.display())
                            .channel(channel.key);
                    let detail =
                        new.sent_to.as_deref().map_or("by a link".to_owned(), |to| format!("by e-mail to {to}"));
                    audit::record(tx, entry.detail(detail), now).await?;
                }
                if let Some(letter) = letter {
                    mail::queue(tx, &letter).await?;
                }
                Ok::<_, HubError>(())
            })
        })
        .await?;
    if mailed {
        hub.signals.mail.notify_one();
    }
    Ok(link)
}

/// Where the client decides.
fn link(hub: &Hub, partner: &str, client: &ClientId, channels: &[Channel]) -> Result<String, HubError> {
    let page = hub.settings.page(&format!("/dashboard/app/{partner}/permissions"));
    let ids = bracketed(channels.iter().map(|channel| channel.id.as_str()));
    let query = [("next", "login"), ("client_id", client.as_str()), ("channels", ids.as_str())];
    Ok(Url::parse_with_params(&page, query).map_err(HubError::internal)?.into())
}

async fn missing(conn: &mut Conn, partner: PartnerKey, client: ClientKey) -> Result<Vec<Channel>, HubError> {
    let mut all = channels::of_client(conn, partner, client).await?;
    all.retain(|channel| channel.contract.terms().permission == Permission::Missing);
    Ok(all)
}

async fn people_of(conn: &mut Conn, partner: PartnerKey, client: ClientKey) -> Result<People, HubError> {
    let members = memberships::members(conn, Organisation::Client(partner, client)).await?;
    Ok(if members.is_empty() { People::Nobody } else { People::Some })
}

fn partner_of(actor: &Actor) -> Result<PartnerKey, HubError> {
    match actor.organisation {
        Organisation::Partner(partner) => Ok(partner),
        Organisation::Client(..) => Err(HubError::NotFound),
    }
}
