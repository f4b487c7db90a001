//! A hub, a simulator in the place of Meta, and the address at which the hub takes webhooks.

pub mod bodies;
mod news;
mod receiver;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use domain::Timestamp;
use domain::account::{Actor, Organisation, Role};
use domain::channel::ChannelCard;
use domain::details::ChannelDetails;
use domain::ids::{ChannelId, ClientKey, PartnerId, PartnerKey, UserId, UserKey};
use domain::list::{ListQuery, PageAt};
use domain::network::Networks;
use domain::permission::{PaymentType, Permission};
use domain::text::Name;
use hub::accounts::clients::{self, ClientForm};
use hub::wabas::{Connect, Connected, Synced};
use hub::{Clock, Hub, HubError, Outbound, Random, Sealer, Settings, Signals};
use simulator::{AddedWaba, Handle, NewWaba, Seed, Simulator};
use store::Store;
use store::changes::{self, Change};
use store::testing::TestStore;
use tokio_util::sync::{CancellationToken, DropGuard};
use url::Url;
use whatsapp::graph::{GraphVersion, Jitter, Pause};
use whatsapp::{Graph, GraphConfig};

pub use news::{News, news};

use receiver::Receiver;

pub const APP_ID: &str = "634974688087057";
pub const APP_SECRET: &str = "app-secret";
pub const VERIFY_TOKEN: &str = "verify-token";
/// The time of everything that happens until the clock is moved.
pub const NOW: Timestamp = Timestamp(1_790_000_000_000);
/// Seconds between two syncs of an account.
pub const INTERVAL: i64 = 3_600;

/// A hub with one partner, whose owner acts in it.
pub struct World {
    pub hub: Hub,
    pub meta: Handle,
    pub partner: PartnerKey,
    pub owner: Actor,
    told: Mutex<usize>,
    _running: DropGuard,
    pub test: TestStore,
}

/// A simulator that ends with the guard, and its webhooks at `callback`.
pub async fn meta(seed: Seed, callback: Option<Url>, secret: &str) -> (Handle, DropGuard) {
    let mut config = simulator::Config::new(APP_ID, secret, VERIFY_TOKEN);
    config.clock = simulator::Clock::Fixed(NOW.seconds());
    config.seed = seed;
    config.webhook_url = callback;
    config.retry = simulator::Retry { first: Duration::from_millis(1), longest: Duration::from_millis(1), attempts: 2 };
    let simulator = Simulator::bind(config).await.unwrap();
    let (handle, stop) = (simulator.handle(), CancellationToken::new());
    tokio::spawn(simulator.run(stop.clone()));
    (handle, stop.drop_guard())
}

/// A client of Graph that waits for nothing.
pub fn graph(meta: &Handle) -> Graph {
    let version = GraphVersion::parse("v24.0").unwrap();
    let mut config = GraphConfig::new(meta.base_url(), version, APP_ID, APP_SECRET.into());
    config.pause = Pause::new(|_| std::future::ready(()));
    config.jitter = Jitter::new(|| 0.0);
    config.timeouts.request = Duration::from_secs(20);
    Graph::new(config).unwrap()
}

impl World {
    pub async fn start(test: TestStore) -> Self {
        Self::with(test, Seed::Empty, APP_SECRET).await
    }

    pub async fn demo(test: TestStore) -> Self {
        Self::with(test, Seed::Demo, APP_SECRET).await
    }

    /// With a Meta that signs its webhooks with this secret.
    pub async fn with(test: TestStore, seed: Seed, secret: &str) -> Self {
        let receiver = Receiver::bind().await;
        let (meta, running) = meta(seed, Some(receiver.url()), secret).await;
        let settings = Settings {
            hub_url: Url::parse("http://localhost:8080/").unwrap(),
            messaging_url: None,
            support_contact: "support@example.com".to_owned(),
            sync_every_seconds: INTERVAL,
            keep_payloads_days: 7,
            signup_config: Some("900000000000001".to_owned()),
            default_redirect: "http://app.360dialog.io".parse().unwrap(),
        };
        let hub = Hub {
            store: test.store.clone(),
            clock: Clock::fixed(NOW),
            random: Random::seeded(1),
            sealer: Sealer::from_hex(&"ab".repeat(32)).unwrap(),
            settings: Arc::new(settings),
            graph: graph(&meta),
            outbound: Outbound::new(Networks::loopback(), Duration::from_millis(500)).unwrap(),
            signals: Signals::default(),
            process: "one".into(),
        };
        receiver.serve(hub.clone());
        let partner = partner(&hub.store, &hub.random, "Partner").await;
        let owner = actor(Organisation::Partner(partner));
        Self { hub, meta, partner, owner, told: Mutex::default(), _running: running, test }
    }

    pub async fn client(&self, name: &str) -> ClientKey {
        let form = ClientForm {
            name: name.to_owned(),
            legal_name: format!("{name} GmbH"),
            contact_email: "contact@client.example".to_owned(),
            country: "DE".to_owned(),
            ..ClientForm::default()
        };
        clients::create(&self.hub, &self.owner, &form).await.unwrap().key
    }

    pub async fn try_connect(&self, client: ClientKey, waba_id: &str, token: &str) -> Result<Connected, HubError> {
        let wanted = Connect {
            partner: self.partner,
            client,
            external_id: waba_id.to_owned(),
            token: token.into(),
            payment: PaymentType::Partner,
            by: "operator".to_owned(),
        };
        hub::wabas::connect(&self.hub, wanted).await
    }

    /// An account with this many numbers at Meta, connected and synced. What has happened so far is no news.
    pub async fn account(&self, numbers: usize) -> AddedWaba {
        let name = Some("Nordlicht".to_owned());
        let added = self.meta.add_waba(NewWaba { name, numbers, ..NewWaba::default() }).await.unwrap();
        let client = self.client("Nordlicht").await;
        self.try_connect(client, &added.waba_id, &added.token).await.unwrap();
        assert_eq!(self.sync_due().await, [Synced::Done { numbers }]);
        self.news().await;
        added
    }

    /// Syncs every account that is due.
    pub async fn sync_due(&self) -> Vec<Synced> {
        let mut done = Vec::new();
        while let Some(synced) = hub::wabas::sync_next_due(&self.hub).await.unwrap() {
            done.push(synced);
        }
        done
    }

    /// Waits until Meta has delivered its webhooks, and applies them.
    pub async fn hear(&self) {
        self.meta.webhooks_settled().await;
        self.apply().await;
    }

    /// Applies what waits; answers how many bodies that were.
    pub async fn apply(&self) -> usize {
        let mut applied = 0;
        loop {
            match hub::webhooks::process_waiting(&self.hub).await.unwrap() {
                0 => return applied,
                some => applied += some,
            }
        }
    }

    /// Sends this body as Meta does, and applies it.
    pub async fn post(&self, body: impl Into<bytes::Bytes>) {
        self.meta.send_webhook(body).await.unwrap();
        self.hear().await;
    }

    /// Everything that open pages were told.
    pub async fn changes(&self) -> Vec<Change> {
        changes::after(&mut self.hub.store.read().await.unwrap(), 0, 1_000_000).await.unwrap()
    }

    /// Every card of the list, oldest first, on all of its pages.
    pub async fn cards(&self) -> Vec<ChannelCard> {
        let mut query = ListQuery { sort: domain::list::Sort::Oldest, ..ListQuery::default() };
        let mut cards: Vec<ChannelCard> = Vec::new();
        loop {
            let page = hub::channels::list(&self.hub, &self.owner, &query).await.unwrap();
            cards.extend(page.cards);
            if !page.has_next {
                return cards;
            }
            query = query.at(PageAt::After(cards[cards.len() - 1].id.clone()));
        }
    }

    /// The card of the number with this id at Meta.
    pub async fn card(&self, number_id: &str) -> ChannelCard {
        let query = ListQuery { search: number_id.to_owned(), ..ListQuery::default() };
        let cards = hub::channels::list(&self.hub, &self.owner, &query).await.unwrap().cards;
        assert_eq!(cards.len(), 1, "{number_id}");
        cards[0].clone()
    }

    pub async fn details(&self, number_id: &str) -> ChannelDetails {
        let card = self.card(number_id).await;
        let details = hub::channels::details(&self.hub, &self.owner, &card.id).await.unwrap();
        assert_eq!(details.card, card, "the list and the details page show the same");
        details
    }

    /// Sets who pays for a channel and whether its permission is shared, and nothing that follows from it.
    pub async fn set_contract(&self, channel: &ChannelId, payment: PaymentType, permission: Permission) {
        let (owner, channel) = (self.owner.organisation, channel.clone());
        let set = self.hub.store.write::<_, store::StoreError, _>(move |tx| {
            Box::pin(async move {
                let key = store::channels::standing(tx, owner, &channel).await?.unwrap().key;
                store::testing::set_payment(tx, key, payment).await?;
                store::testing::set_permission(tx, key, permission).await
            })
        });
        set.await.unwrap();
    }

    /// The client that owns a channel, as its owner.
    pub async fn client_of(&self, channel: &ChannelId) -> Actor {
        let mut conn = self.hub.store.read().await.unwrap();
        let found = store::channels::standing(&mut conn, self.owner.organisation, channel).await.unwrap().unwrap();
        actor(Organisation::Client(found.partner, found.client))
    }

    /// The same hub, asking another Meta.
    pub fn asking(&self, meta: &Handle) -> Hub {
        Hub { graph: graph(meta), ..self.hub.clone() }
    }
}

pub fn actor(organisation: Organisation) -> Actor {
    Actor { user: UserKey(1), organisation, role: Role::Owner }
}

pub async fn partner(store: &Store, random: &Random, name: &str) -> PartnerKey {
    let (id, name) = (PartnerId::from_entropy(random.entropy()), Name::parse(name).unwrap());
    let created = store.write::<_, store::StoreError, _>(move |tx| {
        Box::pin(async move { store::partners::create(tx, &id, &name, NOW).await })
    });
    created.await.unwrap()
}

pub async fn user(world: &World, email: &str) -> UserKey {
    let new = store::users::NewUser {
        id: UserId::from_entropy(world.hub.random.entropy()),
        email: domain::email::Email::parse(email).unwrap(),
        name: Name::parse("Somebody").unwrap(),
        password_hash: None,
        at: NOW,
    };
    let created = world
        .hub
        .store
        .write::<_, store::StoreError, _>(move |tx| Box::pin(async move { store::users::create(tx, &new).await }));
    created.await.unwrap()
}

/// Waits for something that is bound to happen; a test that waits in vain fails instead of hanging.
pub async fn soon<T>(what: &str, happens: impl Future<Output = T>) -> T {
    let limit = Duration::from_secs(60);
    tokio::time::timeout(limit, happens).await.unwrap_or_else(|_| panic!("{what}: it did not happen"))
}
