//! The API on a port of its own, a hub behind it, and a simulator in the place of Meta.

use std::sync::Arc;
use std::time::Duration;

use domain::Timestamp;
use domain::account::{Actor, Organisation, Role};
use domain::api_key::Overlap;
use domain::ids::{ChannelId, PartnerId, PartnerKey, UserKey};
use domain::list::ListQuery;
use domain::network::Networks;
use domain::permission::PaymentType;
use domain::text::Name;
use hub::accounts::clients::{self, ClientForm};
use hub::wabas::Connect;
use hub::{Clock, Hub, Outbound, Random, Sealer, Settings, Signals};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use simulator::{AddedWaba, Handle, NewWaba, Seed, Simulator};
use store::testing::TestStore;
use tokio_util::sync::{CancellationToken, DropGuard};
use url::Url;
use whatsapp::graph::{GraphVersion, Jitter, Pause};
use whatsapp::http::{HttpSettings, Route};
use whatsapp::{Graph, GraphConfig};

const APP_ID: &str = "634974688087057";
const APP_SECRET: &str = "app-secret";
/// The time of everything that happens until the clock is moved.
const NOW: Timestamp = Timestamp(1_790_000_000_000);
/// Whom messages go to.
pub const RECIPIENT: &str = "4930901820";
/// A template that every account has.
pub const TEMPLATE: &str = "order_update";

/// The API, with one partner whose owner acts in the hub.
pub struct World {
    pub hub: Hub,
    pub meta: Handle,
    pub owner: Actor,
    pub client: reqwest::Client,
    url: String,
    _running: DropGuard,
    pub test: TestStore,
}

/// A number with a key.
pub struct Line {
    pub id: ChannelId,
    pub number_id: String,
    pub account: AddedWaba,
    pub key: String,
}

/// An answer, read to its end.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: reqwest::header::HeaderMap,
    pub text: String,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|_| panic!("no JSON: {self:?}"))
    }

    /// The sentence of a refusal in Graph's form.
    pub fn refused(&self, status: u16) -> String {
        assert_eq!(self.status.as_u16(), status, "{self:?}");
        let error = &self.json()["error"];
        assert_eq!((error["type"].as_str(), error["code"].is_i64()), (Some("OAuthException"), true), "{self:?}");
        error["message"].as_str().unwrap().to_owned()
    }
}

impl World {
    pub async fn start(test: TestStore) -> Self {
        let mut config = simulator::Config::new(APP_ID, APP_SECRET, "verify-token");
        config.clock = simulator::Clock::Fixed(NOW.seconds());
        config.seed = Seed::Empty;
        config.template_review_delay = Duration::from_secs(3_600);
        let simulator = Simulator::bind(config).await.unwrap();
        let (meta, stop) = (simulator.handle(), CancellationToken::new());
        tokio::spawn(simulator.run(stop.clone()));
        let hub = hub(&test, &meta.base_url());
        let partner = partner(&hub).await;
        let owner = Actor { user: UserKey(1), organisation: Organisation::Partner(partner), role: Role::Owner };
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let served = axum::serve(listener, messaging::router(hub.clone()));
        tokio::spawn(served.with_graceful_shutdown(stop.clone().cancelled_owned()).into_future());
        let settings = HttpSettings { route: Route::Direct, ..HttpSettings::default() };
        let client = whatsapp::http::client(&settings).unwrap();
        Self { hub, meta, owner, client, url, _running: stop.drop_guard(), test }
    }

    /// A new account with this many numbers, and a key of each.
    pub async fn lines(&self, numbers: usize) -> Vec<Line> {
        self.lines_of(&self.owner, numbers).await
    }

    /// Somebody who owns another partner.
    pub async fn other_owner(&self) -> Actor {
        let partner = partner(&self.hub).await;
        Actor { organisation: Organisation::Partner(partner), ..self.owner }
    }

    /// A new account of this owner's partner with this many numbers, and a key of each.
    pub async fn lines_of(&self, owner: &Actor, numbers: usize) -> Vec<Line> {
        let account = self.meta.add_waba(NewWaba { numbers, ..NewWaba::default() }).await.unwrap();
        let form = ClientForm { name: "Nordlicht".to_owned(), country: "DE".to_owned(), ..ClientForm::default() };
        let client = clients::create(&self.hub, owner, &form).await.unwrap().key;
        let wanted = Connect {
            partner: owner.organisation.partner(),
            client,
            external_id: account.waba_id.clone(),
            token: account.token.as_str().into(),
            payment: PaymentType::Partner,
            by: "operator".to_owned(),
        };
        hub::wabas::connect(&self.hub, wanted).await.unwrap();
        self.sync().await;
        let mut lines = Vec::new();
        for number_id in &account.number_ids {
            let query = ListQuery { search: number_id.clone(), ..ListQuery::default() };
            let id = hub::channels::list(&self.hub, owner, &query).await.unwrap().cards[0].id.clone();
            let key = self.key_by(owner, &id).await;
            lines.push(Line { id, number_id: number_id.clone(), account: account.clone(), key });
        }
        lines
    }

    /// A new account with one number.
    pub async fn line(&self) -> Line {
        self.lines(1).await.remove(0)
    }

    /// A new key of a channel, in the place of the older ones.
    pub async fn key(&self, id: &ChannelId) -> String {
        self.key_by(&self.owner, id).await
    }

    async fn key_by(&self, owner: &Actor, id: &ChannelId) -> String {
        let key = hub::api_keys::generate(&self.hub, owner, id, Overlap::None).await.unwrap();
        key.reveal().to_owned()
    }

    /// An approved template of the account, so that there is something to send.
    pub async fn template(&self, line: &Line) {
        let body = json!({
            "name": TEMPLATE, "language": "en_US", "category": "UTILITY",
            "components": [{ "type": "BODY", "text": "Your order is on its way." }],
        });
        let url = self.meta.base_url().join(&format!("v24.0/{}/message_templates", line.account.waba_id)).unwrap();
        let made = self.client.post(url).bearer_auth(&line.account.token).json(&body).send().await.unwrap();
        assert_eq!(made.status(), 200);
        self.meta.settle_template_reviews().await;
    }

    /// Does the syncs that are due.
    pub async fn sync(&self) {
        while hub::wabas::sync_next_due(&self.hub).await.unwrap().is_some() {}
    }

    /// A request with a key; an empty one is not sent.
    pub fn ask(&self, key: &str, method: Method, path: &str) -> reqwest::RequestBuilder {
        let request = self.client.request(method, format!("{}{path}", self.url));
        if key.is_empty() { request } else { request.header("D360-API-KEY", key) }
    }

    pub async fn get(&self, key: &str, path: &str) -> Answer {
        answer(self.ask(key, Method::GET, path)).await
    }

    pub async fn send(&self, key: &str, method: Method, path: &str, body: &Value) -> Answer {
        answer(self.ask(key, method, path).json(body)).await
    }

    pub async fn post(&self, key: &str, path: &str, body: &Value) -> Answer {
        self.send(key, Method::POST, path, body).await
    }

    /// The calls to Graph that this brings, as `METHOD path`.
    pub fn asked_of_meta(&self, since: usize) -> Vec<String> {
        let lines = self.meta.requests();
        lines.iter().skip(since).map(|line| format!("{} {}", line.method, line.path)).collect()
    }
}

/// A message that Meta takes.
pub fn message() -> Value {
    json!({
        "messaging_product": "whatsapp", "recipient_type": "individual", "to": RECIPIENT, "type": "template",
        "template": { "name": TEMPLATE, "language": { "code": "en_US" } },
    })
}

pub async fn answer(request: reqwest::RequestBuilder) -> Answer {
    let response = request.send().await.unwrap();
    let (status, headers) = (response.status(), response.headers().clone());
    assert!(!headers.contains_key("set-cookie"), "the API sets no cookies");
    Answer { status, headers, text: response.text().await.unwrap() }
}

/// A hub over this database that asks this Graph.
pub fn hub(test: &TestStore, graph: &Url) -> Hub {
    let mut config = GraphConfig::new(graph.clone(), GraphVersion::parse("v24.0").unwrap(), APP_ID, APP_SECRET.into());
    config.pause = Pause::new(|_| std::future::ready(()));
    config.jitter = Jitter::new(|| 0.0);
    config.timeouts.request = Duration::from_secs(20);
    let settings = Settings {
        hub_url: Url::parse("http://localhost:8080/").unwrap(),
        messaging_url: Url::parse("http://localhost:8081/").ok(),
        support_contact: "support@example.com".to_owned(),
        sync_every_seconds: 3_600,
        keep_payloads_days: 7,
        signup_config: None,
        default_redirect: "http://app.360dialog.io".parse().unwrap(),
    };
    Hub {
        store: test.store.clone(),
        clock: Clock::fixed(NOW),
        random: Random::seeded(1),
        sealer: Sealer::from_hex(&"ab".repeat(32)).unwrap(),
        settings: Arc::new(settings),
        graph: Graph::new(config).unwrap(),
        outbound: Outbound::new(Networks::loopback(), Duration::from_millis(500)).unwrap(),
        signals: Signals::default(),
        process: "one".into(),
    }
}

async fn partner(hub: &Hub) -> PartnerKey {
    let (id, name) = (PartnerId::from_entropy(hub.random.entropy()), Name::parse("Partner").unwrap());
    let created = hub.store.write::<_, store::StoreError, _>(move |tx| {
        Box::pin(async move { store::partners::create(tx, &id, &name, NOW).await })
    });
    created.await.unwrap()
}
