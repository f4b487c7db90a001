//! What the pages of the clients show.

use domain::client::ClientState;
use domain::permission::{PaymentType, Permission};
use domain::state::ChannelState;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::error::AppError;
use crate::notifications::happening::Happening;
use crate::words::Moment;

/// A client among the others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClientItem {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// Its name in the register of companies, where that is another one.
    pub legal_name: Option<String>,
    /// Where to write to.
    pub email: Option<String>,
    /// How many numbers run.
    pub numbers: String,
    /// How it is.
    pub state: ClientState,
}

/// A page of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClientsData {
    /// What was searched for.
    pub search: String,
    /// The clients, by name.
    pub items: Vec<ClientItem>,
    /// Address of the page before.
    pub previous: Option<String>,
    /// Address of the page after.
    pub next: Option<String>,
}

/// A page of the clients; `query` is what follows the `?` of the address.
#[server(prefix = "/api/app", endpoint = "clients")]
pub async fn load_clients(query: String) -> Result<ClientsData, AppError> {
    use domain::client::{ClientsAt, ClientsQuery};
    use hub::subscriptions::COUNTED;

    let (hub, actor) = crate::server::actor()?;
    let pairs: Vec<_> = form_urlencoded::parse(query.trim_start_matches('?').as_bytes()).collect();
    let query = ClientsQuery::read(pairs.iter().map(|(name, value)| (name.as_ref(), value.as_ref())));
    let page = hub::accounts::clients::page(&hub, &actor, &query).await?;
    let (first, last) = (page.clients.first(), page.clients.last());
    let previous = first.filter(|_| page.has_previous).map(|it| query.at(ClientsAt::Before(it.id.clone())).address());
    let next = last.filter(|_| page.has_next).map(|it| query.at(ClientsAt::After(it.id.clone())).address());
    let items = page.clients.into_iter().map(|client| ClientItem {
        id: client.id.to_string(),
        legal_name: Some(client.legal_name).filter(|legal| *legal != client.name),
        name: client.name,
        email: client.contact_email,
        state: client.numbers.state(),
        numbers: match client.numbers.running {
            COUNTED.. => "99+".to_owned(),
            running => running.to_string(),
        },
    });
    Ok(ClientsData { items: items.collect(), previous, next, search: query.search })
}

/// A number of the client.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NumberItem {
    /// Id of the channel.
    pub id: String,
    /// The number in its groups.
    pub number: String,
    /// Display name; may be empty.
    pub name: String,
    /// How it is.
    pub state: ChannelState,
    /// Who pays.
    pub payment: PaymentType,
    /// Whether the partner may generate API keys.
    pub permission: Permission,
    /// Its last day, where it ends.
    pub last_day: Option<String>,
}

/// One of the client's people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// What the person is called.
    pub name: String,
    /// The person's address.
    pub email: String,
    /// The word for the role.
    pub role: String,
}

/// Everything about one client.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClientData {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// Its name in the register of companies.
    pub legal_name: String,
    /// Where to write to.
    pub email: Option<String>,
    /// Two letters of its country.
    pub country: Option<String>,
    /// What the partner has noted about it.
    pub payload: Option<String>,
    /// Since when it is a client.
    pub since: Moment,
    /// Its running numbers, the newest first.
    pub numbers: Vec<NumberItem>,
    /// Address of the list of all running ones, where there are more.
    pub more: Option<String>,
    /// Address of the list of ended ones, where there are some.
    pub ended: Option<String>,
    /// Its people.
    pub people: Vec<Person>,
    /// What happened, the newest first.
    pub history: Vec<Happening>,
    /// Whether the person may cancel payments.
    pub may_cancel: bool,
}

/// Everything about one client.
#[server(prefix = "/api/app", endpoint = "client")]
pub async fn load_client(id: String) -> Result<ClientData, AppError> {
    use domain::account::Capability;
    use domain::channel::Shown;
    use domain::list::ListQuery;
    use hub::accounts::place::Place;

    use crate::notifications::happening::{About, happening};

    let (hub, actor) = crate::server::actor()?;
    let id = domain::ids::ClientId::parse(&id).map_err(|_| hub::HubError::NotFound)?;
    let view = hub::accounts::clients::show(&hub, &actor, &id).await?;
    let people = hub::accounts::members::list(&hub, &actor, &Place::Client(id.clone())).await?;
    let now = hub.clock.now();
    let list = |shown| {
        let query = ListQuery { search: id.to_string(), shown, ..ListQuery::default() };
        format!("/numbers?{}", query.to_query_string())
    };
    Ok(ClientData {
        more: view.more_numbers.then(|| list(Shown::Open)),
        ended: view.has_ended.then(|| list(Shown::Ended)),
        id: id.to_string(),
        name: view.client.name,
        legal_name: view.client.legal_name,
        email: view.client.contact_email,
        country: view.client.country,
        payload: view.client.partner_payload,
        since: Moment::new(view.client.created_at, now),
        numbers: view
            .numbers
            .into_iter()
            .map(|card| NumberItem {
                id: card.id.to_string(),
                number: card.number.display().to_owned(),
                name: card.name,
                state: card.state,
                payment: card.payment,
                permission: card.permission,
                last_day: card.last_day.map(|day| day.to_words()),
            })
            .collect(),
        people: people
            .into_iter()
            .map(|member| Person { name: member.name, email: member.email, role: member.role.label().to_owned() })
            .collect(),
        history: view.history.iter().map(|event| happening(event, About::Named, now)).collect(),
        may_cancel: actor.role.may(Capability::ManageBilling),
    })
}
