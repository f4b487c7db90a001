//! Clients, which a partner or the operator adds.

use domain::account::{Actor, Capability, Country, Organisation};
use domain::channel::{ChannelCard, Shown};
use domain::email::Email;
use domain::event::{Event, EventData, EventKind, NewEvent};
use domain::ids::{ClientId, ClientKey, PartnerKey};
use domain::list::ListQuery;
use domain::text::Name;
use store::channels::page as numbers;
use store::events::EventScope;
use store::{Tx, clients};

use crate::accounts::audit::{self, Action, By, Entry};
use crate::accounts::require;
use crate::events::{self, About};
use crate::{Hub, HubError};

pub use domain::client::ClientsQuery;
pub use store::clients::ClientRow;
pub use store::clients::page::{Listed, Page};

/// How many clients a page of the list has.
pub const PAGE_SIZE: usize = 50;
/// How many events the history of a client shows.
const HISTORY: usize = 30;
/// How many numbers the page of a client shows.
pub const NUMBERS: usize = 50;

/// What is typed about a new client.
#[derive(Clone, Debug, Default)]
pub struct ClientForm {
    /// What it is called.
    pub name: String,
    /// Its name in the register of companies; the name, where this is empty.
    pub legal_name: String,
    /// Where to write to; may be empty.
    pub contact_email: String,
    /// Two letters; may be empty.
    pub country: String,
    /// What its partner has noted about it.
    pub partner_payload: Option<String>,
}

/// A client that was added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Created {
    /// Its row number.
    pub key: ClientKey,
    /// Its id.
    pub id: ClientId,
}

/// Adds a client to the actor's partner.
///
/// # Errors
/// [`HubError::NotFound`] on the client's side, or a field that cannot be taken.
pub async fn create(hub: &Hub, actor: &Actor, form: &ClientForm) -> Result<Created, HubError> {
    let Organisation::Partner(partner) = actor.organisation else { return Err(HubError::NotFound) };
    require(actor, Capability::ManageNumbers)?;
    add(hub, By::Actor(*actor), partner, form).await
}

/// Adds a client to a partner, for the operator.
///
/// # Errors
/// A field that cannot be taken.
pub async fn create_as_operator(hub: &Hub, partner: PartnerKey, form: &ClientForm) -> Result<Created, HubError> {
    add(hub, By::Operator, partner, form).await
}

/// Everything about one client.
#[derive(Clone, Debug)]
pub struct ClientView {
    /// The client.
    pub client: ClientRow,
    /// Its running numbers, the newest first.
    pub numbers: Vec<ChannelCard>,
    /// Whether it has more of them.
    pub more_numbers: bool,
    /// Whether it has ended ones.
    pub has_ended: bool,
    /// What happened to them, the newest first.
    pub history: Vec<Event>,
}

/// A page of the clients of the actor's partner.
///
/// # Errors
/// [`HubError::NotFound`] on the client's side, [`HubError::TooSlow`] for a search that takes longer than a second.
pub async fn page(hub: &Hub, actor: &Actor, query: &ClientsQuery) -> Result<Page, HubError> {
    let Organisation::Partner(partner) = actor.organisation else { return Err(HubError::NotFound) };
    require(actor, Capability::ViewNumbers)?;
    Ok(clients::page::page(&mut hub.store.read().await?, partner, query, PAGE_SIZE).await?)
}

/// One client of the actor's partner.
///
/// # Errors
/// [`HubError::NotFound`] for a client of somebody else, and on the client's side.
pub async fn show(hub: &Hub, actor: &Actor, id: &ClientId) -> Result<ClientView, HubError> {
    let Organisation::Partner(partner) = actor.organisation else { return Err(HubError::NotFound) };
    require(actor, Capability::ViewNumbers)?;
    let mut conn = hub.store.read().await?;
    let client = clients::find(&mut conn, partner, id).await?.ok_or(HubError::NotFound)?;
    let whose = Organisation::Client(partner, client.key);
    let running = numbers::page(&mut conn, whose, &ListQuery::default(), NUMBERS).await?;
    let ended = ListQuery { shown: Shown::Ended, ..ListQuery::default() };
    let has_ended = !numbers::page(&mut conn, whose, &ended, 1).await?.cards.is_empty();
    let history = store::events::of_client(&mut conn, partner, client.key, HISTORY).await?;
    Ok(ClientView { client, numbers: running.cards, more_numbers: running.has_next, has_ended, history })
}

/// Gives clients of older versions what they are sorted and found by; for the start of a new version.
///
/// # Errors
/// The database refuses.
pub async fn give_words(hub: &Hub) -> Result<(), HubError> {
    while 0 < hub.store.write(|tx| Box::pin(clients::give_words(tx, 500))).await? {}
    Ok(())
}

/// The client with this id, of this partner.
///
/// # Errors
/// [`HubError::NotFound`].
pub async fn find(hub: &Hub, partner: PartnerKey, id: &ClientId) -> Result<ClientRow, HubError> {
    clients::find(&mut hub.store.read().await?, partner, id).await?.ok_or(HubError::NotFound)
}

/// The partner's clients in the order they came, at most `limit` of them after the one named.
///
/// # Errors
/// The database refuses.
pub async fn list(
    hub: &Hub,
    partner: PartnerKey,
    after: Option<ClientKey>,
    limit: u32,
) -> Result<Vec<ClientRow>, HubError> {
    Ok(clients::list(&mut hub.store.read().await?, partner, after, limit.min(1000) as usize).await?)
}

async fn add(hub: &Hub, by: By, partner: PartnerKey, form: &ClientForm) -> Result<Created, HubError> {
    let (worker, form) = (hub.clone(), form.clone());
    hub.store.write(move |tx| Box::pin(async move { add_in(&worker, tx, by, partner, &form).await })).await
}

/// Adds a client within a transaction.
///
/// # Errors
/// A field that cannot be taken.
pub(crate) async fn add_in(
    hub: &Hub,
    tx: &mut Tx,
    by: By,
    partner: PartnerKey,
    form: &ClientForm,
) -> Result<Created, HubError> {
    let name = Name::parse(&form.name).map_err(|error| HubError::invalid("name", error))?;
    let legal_name = match form.legal_name.trim() {
        "" => name.clone(),
        text => Name::parse(text).map_err(|error| HubError::invalid("legal_name", error))?,
    };
    let contact_email = match form.contact_email.trim() {
        "" => None,
        text => Some(Email::parse(text).map_err(|error| HubError::invalid("contact_email", error))?),
    };
    let country = match form.country.trim() {
        "" => None,
        text => Some(Country::parse(text).map_err(|error| HubError::invalid("country", error))?),
    };
    let at = hub.clock.now();
    let id = ClientId::from_entropy(hub.random.entropy());
    let partner_payload = form.partner_payload.clone();
    let new =
        clients::NewClient { id: id.clone(), partner, name, legal_name, contact_email, country, partner_payload, at };
    let key = clients::create(tx, &new).await?;
    let entry = Entry::new(by, Organisation::Client(partner, key), Action::ClientCreated, new.name.as_str());
    audit::record(tx, entry, at).await?;
    let scope = EventScope { partner, client: Some(key), waba: None, channel: None, template: None };
    let event = NewEvent { kind: EventKind::ClientCreated, data: EventData::about(new.name.as_str()) };
    events::publish(hub, tx, scope, About::Client(&new), &[event]).await?;
    Ok(Created { key, id })
}
