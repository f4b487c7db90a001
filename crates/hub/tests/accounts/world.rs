//! Two partners, two clients, their people, and what those do.

use std::sync::Arc;
use std::time::Duration;

use domain::Timestamp;
use domain::account::{Actor, Role};
use domain::ids::PartnerId;
use domain::network::Networks;
use hub::accounts::browser::Browser;
use hub::accounts::clients::{self, ClientForm};
use hub::accounts::sessions::{self, NewSession, SignedIn};
use hub::accounts::sign_in::{self, SignIn};
use hub::accounts::users::{self, Added, OrganisationId};
use hub::accounts::{partners, two_factor};
use hub::mail::deliver_due;
use hub::{Clock, Hub, HubError, Outbound, Random, Sealer, Settings, Signals};
use store::testing::TestStore;
use totp_rs::Builder;

use crate::postbox::Postbox;

pub const PASSWORD: &str = "correct horse battery";

pub struct World {
    pub test: TestStore,
    pub hub: Hub,
    pub nordlicht: PartnerId,
    pub harbour: PartnerId,
    pub cafe: OrganisationId,
    pub bakery: OrganisationId,
}

impl World {
    /// Anna owns and Max serves Nordlicht, whose client is Café Nord with its owner Clara. Otto owns Harbour,
    /// whose client is the Bakery.
    pub async fn new(test: TestStore) -> Self {
        let hub = hub(&test);
        let nordlicht = partners::create(&hub, "Nordlicht").await.unwrap();
        let harbour = partners::create(&hub, "Harbour").await.unwrap();
        let cafe = client(&hub, &nordlicht, "Cafe Nord").await;
        let bakery = client(&hub, &harbour, "Bakery").await;
        let world = Self { test, hub, nordlicht, harbour, cafe, bakery };
        let own = OrganisationId::Partner(world.nordlicht.clone());
        world.adds("anna@example.com", "Anna", &own, Role::Owner).await;
        world.adds("max@example.com", "Max", &own, Role::Member).await;
        world.adds("clara@example.com", "Clara", &world.cafe, Role::Owner).await;
        world.adds("otto@example.com", "Otto", &OrganisationId::Partner(world.harbour.clone()), Role::Owner).await;
        world
    }

    pub async fn adds(&self, email: &str, name: &str, to: &OrganisationId, role: Role) -> Added {
        users::create(&self.hub, email, name, Some(PASSWORD), to, role).await.unwrap()
    }

    /// Signs in from a browser that was never seen before.
    pub async fn signs_in(&self, email: &str) -> NewSession {
        match self.tries(email, PASSWORD, &at("192.0.2.1")).await.unwrap() {
            SignIn::Done(session) => session,
            SignIn::CodeNeeded(_) => panic!("{email} was asked for a code"),
        }
    }

    pub async fn tries(&self, email: &str, password: &str, browser: &Browser) -> Result<SignIn, HubError> {
        sign_in::with_password(&self.hub, email, password, browser).await
    }

    pub async fn fails(&self, email: &str, times: usize, browser: &Browser) {
        for _ in 0..times {
            let answer = self.tries(email, "wrong horse battery", browser).await;
            assert!(matches!(answer, Err(HubError::Invalid { field: "password", .. })), "{answer:?}");
        }
    }

    pub async fn actor(&self, email: &str) -> Actor {
        let session = self.signs_in(email).await;
        self.page(&session).await.unwrap().actor
    }

    /// What a page knows about whoever opens it with this cookie.
    pub async fn page(&self, session: &NewSession) -> Option<SignedIn> {
        sessions::authenticate(&self.hub, session.token.as_str()).await.unwrap()
    }

    /// Opens a page and waits until that is noted, which happens beside the request.
    pub async fn uses(&self, session: &NewSession) {
        let page = self.page(session).await.expect("a session");
        let noted = async {
            loop {
                let all = sessions::list(&self.hub, &page.actor, &page.session).await.unwrap();
                if all.iter().any(|open| open.current && open.seen_at == self.hub.clock.now()) {
                    return;
                }
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(Duration::from_secs(20), noted).await.expect("the use is noted");
    }

    pub fn wait(&self, seconds: i64) {
        self.hub.clock.advance(seconds);
    }

    pub async fn deliver(&self, postbox: &Postbox) {
        while deliver_due(&self.hub, &postbox.mailer()).await.unwrap().sent != 0 {}
    }

    /// Turns two-factor sign-in on; answers the secret and the recovery codes.
    pub async fn turns_two_factor_on(&self, actor: &Actor) -> (String, Vec<String>) {
        let setup = two_factor::begin(&self.hub, actor).await.unwrap();
        let code = self.code(&setup.secret);
        (setup.secret, two_factor::confirm(&self.hub, actor, &code).await.unwrap())
    }

    /// What the app shows now.
    pub fn code(&self, secret: &str) -> String {
        let secret = totp_rs::Secret::try_from_base32(secret).unwrap();
        let totp = Builder::new().with_secret(secret).with_account_name("").build().unwrap();
        totp.generate(u64::try_from(self.hub.clock.now().seconds()).unwrap()).to_string()
    }
}

fn hub(test: &TestStore) -> Hub {
    let config = whatsapp::graph::GraphConfig::new(
        "http://127.0.0.1:9".parse().unwrap(),
        "v23.0".parse().unwrap(),
        "app",
        "secret".into(),
    );
    Hub {
        store: test.store.clone(),
        clock: Clock::fixed(Timestamp::from_seconds(1_795_338_180)),
        random: Random::seeded(1),
        sealer: Sealer::from_hex(&"5e".repeat(32)).unwrap(),
        settings: Arc::new(Settings {
            hub_url: "https://hub.example.com".parse().unwrap(),
            messaging_url: None,
            support_contact: "support@example.com".to_owned(),
            sync_every_seconds: 3600,
            keep_payloads_days: 7,
            signup_config: Some("900000000000001".to_owned()),
            default_redirect: "http://app.360dialog.io".parse().unwrap(),
        }),
        graph: whatsapp::Graph::new(config).unwrap(),
        outbound: Outbound::new(Networks::loopback(), Duration::from_millis(500)).unwrap(),
        signals: Signals::default(),
        process: "test".into(),
    }
}

async fn client(hub: &Hub, partner: &PartnerId, name: &str) -> OrganisationId {
    let key = partners::find(hub, partner).await.unwrap().key;
    let form = ClientForm { name: name.to_owned(), ..ClientForm::default() };
    let created = clients::create_as_operator(hub, key, &form).await.unwrap();
    OrganisationId::Client(partner.clone(), created.id)
}

/// A browser at this address.
pub fn at(address: &str) -> Browser {
    Browser {
        address: address.to_owned(),
        agent: "Mozilla/5.0 (X11; Linux x86_64) Firefox/128.0".to_owned(),
        ..Browser::default()
    }
}

pub fn until(answer: Result<SignIn, HubError>) -> Timestamp {
    match answer {
        Err(HubError::TooMany { until, .. }) => until,
        other => panic!("not refused for too many tries: {other:?}"),
    }
}

pub fn conflict<T: std::fmt::Debug>(answer: Result<T, HubError>) -> String {
    match answer {
        Err(HubError::Conflict(sentence)) => sentence,
        other => panic!("no conflict: {other:?}"),
    }
}

pub fn is_not_found<T>(answer: Result<T, HubError>) -> bool {
    matches!(answer, Err(HubError::NotFound))
}
