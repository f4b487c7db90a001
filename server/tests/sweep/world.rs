//! Two partners with two clients each, everything that they have, and everything that only they may read.

use std::collections::BTreeMap;

use domain::account::{Actor, Role};
use domain::api_key::Overlap;
use domain::ids::{ClientId, PartnerId, UserKey};
use domain::templates::starters::Starter;
use hub::accounts::place::Place;
use hub::accounts::sessions::{self, SignedIn, Who};
use hub::accounts::users::{self, OrganisationId};
use hub::accounts::{audit, invitations, members};
use hub::channel_webhooks::WebhookForm;
use hub::{api_keys, channels, notifications, partner_webhook, templates};
use simulator::demo::DemoAccount;
use store::testing::TestStore;

use crate::support::{Browser, PASSWORD, TestHub, Wishes};

/// What an id is the id of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Number,
    Key,
    Template,
    Draft,
    Event,
    User,
    Session,
    Invitation,
    Organisation,
    Client,
}

/// A partner, or a client of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tenant {
    pub partner: usize,
    pub client: Option<usize>,
}

impl Tenant {
    /// Partners see what belongs to their clients, clients nothing but their own.
    fn sees(self, owner: Self) -> bool {
        self.partner == owner.partner && (self.client.is_none() || self.client == owner.client)
    }
}

/// Who may read something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Readers {
    /// A tenant, and its partner.
    Tenant(Tenant),
    /// A partner and all of its clients.
    PartnerAndClients(usize),
    /// One person.
    Person(UserKey),
}

/// A text that gives its owner away: a name, a number, an id.
#[derive(Clone, Debug)]
pub struct Marker {
    pub text: String,
    pub readers: Readers,
    /// Whether lists can be searched for it.
    pub searched: bool,
}

/// Something with an id.
#[derive(Clone, Debug)]
pub struct Object {
    pub kind: Kind,
    pub id: String,
    pub owner: Tenant,
    /// Whose it is alone.
    pub person: Option<UserKey>,
}

/// Somebody who is signed in.
pub struct Person {
    pub tenant: Tenant,
    pub role: Role,
    pub browser: Browser,
    pub actor: Actor,
    /// The newest change that concerns the person.
    pub last_change: i64,
}

impl Person {
    pub fn may_read(&self, marker: &Marker) -> bool {
        match marker.readers {
            Readers::Tenant(owner) => self.tenant.sees(owner),
            Readers::PartnerAndClients(partner) => self.tenant.partner == partner,
            Readers::Person(user) => self.actor.user == user,
        }
    }

    /// Whether the calls that take an object may find this one.
    pub fn may_reach(&self, object: &Object) -> bool {
        match object.kind {
            Kind::Number | Kind::Key | Kind::Template | Kind::Event | Kind::Invitation | Kind::Client => {
                self.tenant.sees(object.owner)
            }
            Kind::User | Kind::Organisation => self.tenant == object.owner,
            Kind::Draft | Kind::Session => Some(self.actor.user) == object.person,
        }
    }

    pub fn title(&self) -> String {
        format!("{:?} of {:?}", self.role, self.tenant)
    }
}

/// Everything.
pub struct World {
    pub hub: TestHub,
    /// Of each tenant first the member, then the owner.
    pub people: Vec<Person>,
    pub objects: Vec<Object>,
    pub markers: Vec<Marker>,
    /// The links of the open invitations.
    pub links: Vec<(Tenant, String)>,
}

impl World {
    pub async fn open(test: TestStore) -> Self {
        let hub = TestHub::start_with(test, Wishes { demo: true, ..Wishes::default() }).await;
        let mut world = Self { hub, people: Vec::new(), objects: Vec::new(), markers: Vec::new(), links: Vec::new() };
        let accounts = simulator::demo::accounts();
        let mut portfolios = accounts.chunk_by(|one, next| one.client_name == next.client_name);
        for (partner, name) in ["Nordstern Connect", "Westwind Messaging"].into_iter().enumerate() {
            let id = world.hub.partner(name).await;
            world.mark(name, Readers::PartnerAndClients(partner));
            for client in 0..2 {
                world.add_client(Tenant { partner, client: Some(client) }, &id, portfolios.next().unwrap()).await;
            }
            let tenant = Tenant { partner, client: None };
            world.add_people(tenant, &OrganisationId::Partner(id)).await;
            world.add_drafts(tenant).await;
            world.add_events(tenant).await;
            world.add_keys(tenant).await;
            world.add_webhook(tenant).await;
        }
        world.note_places().await;
        world.check_markers();
        world
    }

    async fn add_client(&mut self, tenant: Tenant, partner: &PartnerId, portfolio: &[DemoAccount]) {
        let name = &portfolio[0].client_name;
        let client: ClientId = self.hub.client(partner, name).await;
        self.markers.push(Marker { text: name.clone(), readers: Readers::Tenant(tenant), searched: true });
        for account in portfolio {
            self.hub.connect(partner, &client, &account.waba_id, &account.token).await;
        }
        self.add(Kind::Client, client.to_string(), tenant, None);
        self.add_people(tenant, &OrganisationId::Client(partner.clone(), client)).await;
        self.add_numbers(tenant).await;
        self.add_templates(tenant).await;
        self.add_drafts(tenant).await;
        self.add_events(tenant).await;
    }

    /// A key for a number of each of its clients, which the partner has made.
    async fn add_keys(&mut self, tenant: Tenant) {
        let actor = self.owner(tenant).actor;
        for client in 0..2 {
            let owner = Tenant { client: Some(client), ..tenant };
            let whose = self.owner(owner).actor;
            let cards = channels::list(&self.hub.hub, &whose, &Default::default()).await.unwrap().cards;
            let running = cards.into_iter().find(|card| card.state.runs()).unwrap();
            let key = api_keys::generate(&self.hub.hub, &actor, &running.id, Overlap::None).await.unwrap();
            self.add(Kind::Key, key.prefix().to_string(), owner, None);
            self.mark(key.reveal(), Readers::Tenant(owner));
        }
    }

    /// The partner's webhook, with its secrets.
    async fn add_webhook(&mut self, tenant: Tenant) {
        let (actor, partner) = (self.owner(tenant).actor, tenant.partner);
        let address = format!("http://127.0.0.1:9/events-of-partner-{partner}");
        let form =
            WebhookForm { address: address.clone(), headers: format!("Authorization: Bearer of-partner-{partner}") };
        partner_webhook::save_form(&self.hub.hub, &actor, &form).await.unwrap();
        let secret = partner_webhook::reveal(&self.hub.hub, &actor).await.unwrap();
        for text in [address.as_str(), &format!("Bearer of-partner-{partner}"), secret.reveal()] {
            self.mark(text, Readers::Tenant(tenant));
        }
    }

    /// Some of its templates.
    async fn add_templates(&mut self, tenant: Tenant) {
        let (actor, place) = (self.owner(tenant).actor, templates::Place::Everywhere);
        let found = templates::list(&self.hub.hub, &actor, &place, &Default::default()).await.unwrap();
        assert!(found.page.templates.len() > 1, "{tenant:?} has templates");
        for template in found.page.templates.iter().take(2) {
            self.add(Kind::Template, template.id.to_string(), tenant, None);
        }
    }

    /// What its people are writing.
    async fn add_drafts(&mut self, tenant: Tenant) {
        let actors: Vec<_> = self.people.iter().filter(|it| it.tenant == tenant).map(|it| it.actor).collect();
        for actor in actors {
            let number = channels::list(&self.hub.hub, &actor, &Default::default()).await.unwrap().cards[0].id.clone();
            let beginning = templates::Beginning::New(number, Starter::Text);
            let draft = templates::start(&self.hub.hub, &actor, beginning).await.unwrap();
            self.add(Kind::Draft, draft.to_string(), tenant, Some(actor.user));
        }
    }

    /// A member and an owner with two sessions each, and an open invitation.
    async fn add_people(&mut self, tenant: Tenant, organisation: &OrganisationId) {
        for role in [Role::Member, Role::Owner] {
            let n = self.people.len();
            let (email, name) = (format!("person{n:02}@sweep.example"), format!("Person {n:02}"));
            users::create(&self.hub.hub, &email, &name, Some(PASSWORD), organisation, role).await.unwrap();
            self.mark(&email, Readers::Tenant(tenant));
            self.mark(&name, Readers::Tenant(tenant));
            // The first browser only stays signed in; its session is one that could be ended.
            let (_, other) = self.sign_in(&email).await;
            let (browser, session) = self.sign_in(&email).await;
            let user = session.actor.user;
            self.add(Kind::User, session.user_id.to_string(), tenant, None);
            for session in [&other, &session] {
                self.add(Kind::Session, session.session.to_string(), tenant, Some(user));
            }
            if role == Role::Owner {
                self.add(Kind::Organisation, session.organisation_id.clone(), tenant, None);
            }
            self.people.push(Person { tenant, role, browser, actor: session.actor, last_change: 0 });
        }
        let n = self.people.len();
        let (owner, email) = (self.owner(tenant).actor, format!("invited{n:02}@sweep.example"));
        let invited = invitations::invite(&self.hub.hub, &owner, &Place::Own, &email, Role::Member).await.unwrap();
        self.mark(&email, Readers::Tenant(tenant));
        self.add(Kind::Invitation, invited.id.to_string(), tenant, None);
        let (_, token) = invited.link.rsplit_once('/').unwrap();
        self.mark(token, Readers::Tenant(tenant));
        self.links.push((tenant, token.to_owned()));
    }

    async fn sign_in(&self, email: &str) -> (Browser, SignedIn) {
        let browser = self.hub.sign_in(email, PASSWORD).await;
        let token = browser.cookie("__Host-session").unwrap();
        match sessions::who(&self.hub.hub, &token).await.unwrap() {
            Who::SignedIn(session) => (browser, *session),
            _ => panic!("{email} is not signed in"),
        }
    }

    async fn add_numbers(&mut self, tenant: Tenant) {
        let actor = self.owner(tenant).actor;
        let cards = channels::list(&self.hub.hub, &actor, &Default::default()).await.unwrap().cards;
        assert!(cards.len() > 1, "{tenant:?} has numbers");
        for card in cards {
            let details = channels::details(&self.hub.hub, &actor, &card.id).await.unwrap();
            self.add(Kind::Number, card.id.to_string(), tenant, None);
            let waba = details.waba;
            for text in [card.number.display(), &waba.external_id, &waba.name] {
                self.markers.push(Marker { text: text.to_owned(), readers: Readers::Tenant(tenant), searched: true });
            }
            let others = [waba.business_id, waba.business_name, waba.namespace].into_iter().flatten();
            let others = others.chain([card.number.digits(), card.name, details.facts.external_id]);
            for text in others.chain([details.waba_id.to_string()]) {
                self.mark(&text, Readers::Tenant(tenant));
            }
        }
    }

    /// What has happened and is not yet known as something that happened to a client.
    async fn add_events(&mut self, tenant: Tenant) {
        let actor = self.owner(tenant).actor;
        let found = notifications::list(&self.hub.hub, &actor, &Default::default()).await.unwrap();
        for notification in found {
            let id = notification.event.id.to_string();
            if self.objects.iter().all(|object| object.id != id) {
                self.add(Kind::Event, id, tenant, None);
            }
        }
    }

    async fn note_places(&mut self) {
        let mut conn = self.hub.hub.store.read().await.unwrap();
        let log = store::changes::after(&mut conn, 0, 500).await.unwrap();
        assert!(log.len() < 500, "a page could not resume from the start");
        for person in &mut self.people {
            let organisation = person.actor.organisation;
            let own = log.iter().filter(|change| hub::live::concerns(organisation, change));
            person.last_change = own.map(|change| change.n).max().unwrap();
        }
    }

    /// A text of two tenants would give nobody away, and an empty one everybody.
    fn check_markers(&self) {
        let mut seen = BTreeMap::new();
        for marker in &self.markers {
            assert!(4 < marker.text.chars().count(), "{marker:?} is too short");
            let first = seen.entry(marker.text.clone()).or_insert(marker.readers);
            assert_eq!(*first, marker.readers, "{} belongs to two", marker.text);
        }
    }

    fn mark(&mut self, text: &str, readers: Readers) {
        self.markers.push(Marker { text: text.to_owned(), readers, searched: false });
    }

    fn add(&mut self, kind: Kind, id: String, owner: Tenant, person: Option<UserKey>) {
        self.mark(&id, person.map_or(Readers::Tenant(owner), Readers::Person));
        self.objects.push(Object { kind, id, owner, person });
    }

    fn owner(&self, tenant: Tenant) -> &Person {
        self.people.iter().find(|person| person.tenant == tenant && person.role == Role::Owner).unwrap()
    }

    /// One object of the person's own: of the people and the sessions the first, which is the one that can go. What
    /// a partner's clients have is theirs to lose.
    pub fn own(&self, person: &Person, kind: Kind) -> &str {
        let mut own: Vec<_> =
            self.objects.iter().filter(|object| object.kind == kind && person.may_reach(object)).collect();
        own.sort_by_key(|object| object.owner != person.tenant);
        &own[0].id
    }

    /// Everything that somebody could have changed, as everybody sees it.
    pub async fn state(&self) -> Vec<String> {
        let hub = &self.hub.hub;
        let mut state = Vec::new();
        for Person { actor, .. } in &self.people {
            state.push(format!("{:?}", channels::list(hub, actor, &Default::default()).await.unwrap()));
            state.push(format!("{:?}", members::list(hub, actor, &Place::Own).await.unwrap()));
            state.push(format!("{:?}", invitations::list(hub, actor, &Place::Own).await.unwrap()));
            state.push(format!("{:?}", notifications::list(hub, actor, &Default::default()).await.unwrap()));
            state.push(format!("{:?}", sessions::organisations(hub, actor).await.unwrap()));
            state.push(format!("{:?}", partner_webhook::show(hub, actor).await.ok()));
            state.push(format!("{:?}", audit::list(hub, actor, None, 200).await.unwrap()));
            let mut conn = hub.store.read().await.unwrap();
            let open = store::sessions::of_user(&mut conn, actor.user, hub.clock.now()).await.unwrap();
            state.push(format!("{:?}", open.iter().map(|row| row.id.to_string()).collect::<Vec<_>>()));
        }
        state
    }
}
