//! The partner asks a client for the permission of some of its numbers: a link, to copy or by e-mail, that leads to the
//! onboarding's screen of permissions. What the client does there, or in its settings, answers the request.

use domain::Timestamp;
use domain::account::{Actor, Capability, Organisation, Role};
use domain::email::Email;
use domain::ids::{ChannelId, ClientId, ClientKey, PartnerKey};
use domain::onboarding::bracketed;
use domain::permission::Permission;
use store::channels::{self, Channel};
use store::clients::ClientRow;
use store::mails::NewMail;
use store::permission_requests::{self, NewRequest, PermissionRequest};
use store::{Conn, Tx, clients, memberships, partners, users};
use url::Url;

use crate::accounts::audit::{self, Action, Entry};
use crate::accounts::invitations::invite;
use crate::accounts::place::Place;
use crate::accounts::require;
use crate::mail::{self, texts};
use crate::{Hub, HubError};

/// More numbers than a page of the list has.
const MOST: usize = 100;

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
    /// It is mailed to this address, which is for one client only.
    Mailed(String),
    /// Each client gets it at its contact address; the partner copies the links of those that have none.
    MailedToContacts,
}

/// A request that was made of one client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// What the client is called.
    pub client: String,
    /// Where it decides.
    pub link: String,
    /// The address to which the link was mailed, where it was.
    pub sent_to: Option<String>,
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

/// Asks for the permission of the chosen numbers: one request per client, in the order of the choice. Numbers that are
/// shared meanwhile are left out. Where nobody of a client can sign in yet, a mailed request invites whoever gets it as its
/// owner.
///
/// # Errors
/// [`HubError::Invalid`] where nothing is chosen, too much, or for an address that cannot be taken; [`HubError::Conflict`]
/// where everything is shared already, or one address is given for several clients; [`HubError::Forbidden`] where people
/// have to be invited and the actor may not; [`HubError::NotFound`] for a number of somebody else and on the client's side.
pub async fn ask(hub: &Hub, actor: &Actor, chosen: &[ChannelId], way: Way) -> Result<Vec<Asked>, HubError> {
    let partner = partner_of(actor)?;
    require(actor, Capability::ManageNumbers)?;
    if chosen.is_empty() {
        return Err(HubError::invalid("channels", "Choose at least one number."));
    }
    let mut conn = hub.store.read().await?;
    let name = partners::get(&mut conn, partner).await?.ok_or(HubError::NotFound)?;
    let person = users::get(&mut conn, actor.user).await?.ok_or(HubError::SignInRequired)?.name;
    let wanted = by_client(&mut conn, actor, chosen).await?;
    if wanted.is_empty() {
        return Err(HubError::Conflict("The permission is shared already.".to_owned()));
    }
    let mut prepared = Vec::new();
    for (client, channels) in wanted {
        let email = address(&way, &client)?;
        let people = people_of(&mut conn, partner, client.key).await?;
        let link = link(hub, name.id.as_str(), &client.id, &channels)?;
        let letter = match &email {
            None => None,
            Some(email) => {
                let numbers: Vec<&str> = channels.iter().map(|channel| channel.facts.number.display()).collect();
                let text = texts::permission_request(&name.name, &person, &client.name, &numbers, &link);
                Some(mail::compose(hub, email, text)?)
            }
        };
        prepared.push(Prepared { client, channels, email, people, link, letter });
    }
    drop(conn);
    if 1 < prepared.len() && matches!(way, Way::Mailed(_)) {
        return Err(HubError::Conflict(
            "The numbers belong to several clients, and one address is not for all of them. Send each client its own."
                .to_owned(),
        ));
    }
    invite_owners(hub, actor, &prepared).await?;
    let (actor, now) = (*actor, hub.clock.now());
    let asked = hub
        .store
        .write(move |tx| {
            Box::pin(async move {
                let mut asked = Vec::new();
                for request in prepared {
                    asked.push(keep(tx, &actor, &person, request, now).await?);
                }
                Ok::<_, HubError>(asked)
            })
        })
        .await?;
    if asked.iter().any(|request| request.sent_to.is_some()) {
        hub.signals.mail.notify_one();
    }
    Ok(asked)
}

/// A request that is about to be made of one client.
struct Prepared {
    client: ClientRow,
    channels: Vec<Channel>,
    email: Option<Email>,
    people: People,
    link: String,
    letter: Option<NewMail>,
}

/// To whom the request of a client is mailed.
fn address(way: &Way, client: &ClientRow) -> Result<Option<Email>, HubError> {
    match way {
        Way::Copied => Ok(None),
        Way::Mailed(text) => Ok(Some(Email::parse(text).map_err(|error| HubError::invalid("email", error))?)),
        Way::MailedToContacts => Ok(client.contact_email.as_deref().and_then(|contact| Email::parse(contact).ok())),
    }
}

/// Somebody of a client has to answer, not of a new one that a sign-up would make.
async fn invite_owners(hub: &Hub, actor: &Actor, prepared: &[Prepared]) -> Result<(), HubError> {
    let without = prepared.iter().filter(|request| request.people == People::Nobody);
    let mailed = without.filter_map(|request| Some((&request.client, request.email.as_ref()?)));
    for (client, email) in mailed {
        invite(hub, actor, &Place::Client(client.id.clone()), email.as_str(), Role::Owner).await?;
    }
    Ok(())
}

async fn keep(tx: &mut Tx, actor: &Actor, person: &str, request: Prepared, now: Timestamp) -> Result<Asked, HubError> {
    let sent_to = request.email.map(|email| email.as_str().to_owned());
    let new = NewRequest { user: actor.user, asked_by: person.to_owned(), sent_to, at: now };
    for channel in &request.channels {
        permission_requests::insert(tx, channel.key, &new).await?;
        let log = Organisation::Client(channel.partner, channel.client);
        let entry = Entry::new(actor.into(), log, Action::PermissionRequested, channel.facts.number.display())
            .channel(channel.key);
        let detail = new.sent_to.as_deref().map_or("by a link".to_owned(), |to| format!("by e-mail to {to}"));
        audit::record(tx, entry.detail(detail), now).await?;
    }
    if let Some(letter) = request.letter {
        mail::queue(tx, &letter).await?;
    }
    Ok(Asked { client: request.client.name, link: request.link, sent_to: new.sent_to })
}

/// The numbers whose permission is missing among the chosen ones, client by client in the order of the choice.
pub(super) async fn by_client(
    conn: &mut Conn,
    actor: &Actor,
    chosen: &[ChannelId],
) -> Result<Vec<(ClientRow, Vec<Channel>)>, HubError> {
    if MOST < chosen.len() {
        return Err(HubError::invalid("channels", format!("Choose at most {MOST} numbers at once.")));
    }
    let partner = partner_of(actor)?;
    let mut found: Vec<(ClientRow, Vec<Channel>)> = Vec::new();
    for id in chosen {
        let channel = channels::find(conn, actor.organisation, id).await?.ok_or(HubError::NotFound)?;
        if channel.contract.terms().permission != Permission::Missing {
            continue;
        }
        match found.iter_mut().find(|(client, _)| client.key == channel.client) {
            Some((_, channels)) => channels.push(channel),
            None => {
                let client = clients::get(conn, partner, channel.client).await?.ok_or(HubError::NotFound)?;
                found.push((client, vec![channel]));
            }
        }
    }
    Ok(found)
}

/// Where the client decides.
pub(super) fn link(hub: &Hub, partner: &str, client: &ClientId, channels: &[Channel]) -> Result<String, HubError> {
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

pub(super) fn partner_of(actor: &Actor) -> Result<PartnerKey, HubError> {
    match actor.organisation {
        Organisation::Partner(partner) => Ok(partner),
        Organisation::Client(..) => Err(HubError::NotFound),
    }
}
