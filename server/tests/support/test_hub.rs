//! The whole server on a fresh database.

use std::net::SocketAddr;

use clap::Parser;
use domain::Timestamp;
use domain::account::Role;
use domain::ids::{ClientId, PartnerId};
use domain::permission::PaymentType;
use hub::accounts::browser::Browser as HubBrowser;
use hub::accounts::clients::{self, ClientForm};
use hub::accounts::partners;
use hub::accounts::sign_in::{self, SignIn};
use hub::accounts::users::{self, OrganisationId};
use hub::live::Live;
use hub::wabas::{self, Connect, Synced};
use hub::{Clock, Hub, Random};
use partner_hub::cli::Cli;
use partner_hub::http::listener::Listener;
use partner_hub::http::{self, Web};
use partner_hub::metrics::Metrics;
use partner_hub::open;
use partner_hub::serving::Serving;
use partner_hub::site::Site;
use partner_hub::workers::Health;
use ring::hmac;
use simulator::{Config, Handle, Seed, Simulator};
use store::testing::TestStore;
use tokio_util::sync::CancellationToken;
use whatsapp::http::{HttpSettings, Route};

use super::browser::{Answer, Browser};

/// The password of everybody whom [`TestHub`] makes.
pub const PASSWORD: &str = "correct horse battery staple";

const APP_ID: &str = "100000000000001";
const APP_SECRET: &str = "the secret of no app";
/// What Meta presents in the handshake.
pub const VERIFY_TOKEN: &str = "a token that only tests know";

/// The server, its database and the stand-in for Meta. Everything ends with it.
pub struct TestHub {
    /// The use cases, for what a test prepares and looks up.
    pub hub: Hub,
    /// What the layers share, for routers of a test's own.
    pub web: Web,
    /// Where it listens.
    pub url: String,
    /// What it believes to be its address: `HUB_URL`.
    pub origin: String,
    /// The stand-in for Meta.
    pub meta: Handle,
    // The database goes away with it.
    _test: TestStore,
    stop: CancellationToken,
    serving: Option<Serving>,
    client: reqwest::Client,
}

/// How a test wants its hub.
#[derive(Default)]
pub struct Wishes<'a> {
    /// What stands behind the scheme and host: other settings, as flags.
    pub flags: &'a [&'a str],
    /// `HUB_URL`; the address on which it listens where empty.
    pub hub_url: &'a str,
    /// Whether the stand-in for Meta holds the demo's accounts.
    pub demo: bool,
    /// Static files.
    pub site: Option<Site>,
}

impl TestHub {
    /// A hub with nothing in it.
    pub async fn start(test: TestStore) -> Self {
        Self::start_with(test, Wishes::default()).await
    }

    /// A hub as the test wants it.
    pub async fn start_with(test: TestStore, wishes: Wishes<'_>) -> Self {
        let listener = Listener::bind(SocketAddr::from(([127, 0, 0, 1], 0))).await.unwrap();
        let url = format!("http://{}", listener.address().unwrap());
        let hub_url = if wishes.hub_url.is_empty() { url.as_str() } else { wishes.hub_url };

        let stop = CancellationToken::new();
        let mut simulator = Config::new(APP_ID, APP_SECRET, VERIFY_TOKEN);
        simulator.webhook_url = Some(format!("{url}/webhooks/whatsapp").parse().unwrap());
        simulator.seed = if wishes.demo { Seed::Demo } else { Seed::Empty };
        let simulator = Simulator::bind(simulator).await.unwrap();
        let meta = simulator.handle();
        tokio::spawn(simulator.run(stop.clone()));

        let key = "e2".repeat(32);
        let graph = meta.base_url().to_string();
        let mut line = vec!["partner-hub", "--hub-url", hub_url, "--database-url", &test.url, "--encryption-key", &key];
        line.extend(["--meta-app-id", APP_ID, "--meta-app-secret", APP_SECRET]);
        line.extend(["--meta-verify-token", VERIFY_TOKEN, "--meta-graph-url", &graph]);
        line.extend(["--meta-dialog-url", &graph, "--meta-signup-config-id", "100000000000002"]);
        line.extend(wishes.flags);
        line.push("serve");
        let config = Cli::try_parse_from(line).unwrap().settings.serve().unwrap();

        // 22 November 2026, 09:00 UTC.
        let clock = Clock::fixed(Timestamp::from_seconds(1_795_338_000));
        let hub = open::assemble(&config.hub, test.store.clone(), clock, Random::seeded(1)).unwrap();
        let live = Live::start(hub.store.clone(), stop.clone());
        let site = wishes.site.unwrap_or_else(Site::bare);
        let metrics = Metrics::install().unwrap();
        let web = Web::assemble(&config, hub.clone(), live, site, metrics, Health::default(), stop.clone());
        let serving = Serving::start(listener, http::router(&web), stop.clone()).unwrap();
        let settings = HttpSettings { route: Route::Direct, ..HttpSettings::default() };
        let client = whatsapp::http::client(&settings).unwrap();
        let origin = hub_url.to_owned();
        Self { hub, web, url, origin, meta, _test: test, stop, serving: Some(serving), client }
    }

    /// A browser without cookies.
    pub fn anonymous(&self) -> Browser {
        Browser::new(self.client.clone(), &self.url, &self.origin)
    }

    /// A browser at another site: the stand-in for Meta's pages.
    pub fn at_meta(&self) -> Browser {
        let url = self.meta.base_url();
        Browser::new(self.client.clone(), url.as_str().trim_end_matches('/'), url.as_str().trim_end_matches('/'))
    }

    /// A browser in which somebody is signed in.
    pub async fn sign_in(&self, email: &str, password: &str) -> Browser {
        let browser = HubBrowser { address: "127.0.0.1".to_owned(), ..HubBrowser::default() };
        let session = match sign_in::with_password(&self.hub, email, password, &browser).await.unwrap() {
            SignIn::Done(session) | SignIn::CodeNeeded(session) => session,
        };
        let browser = self.anonymous();
        browser.set_cookie("__Host-session", session.token.as_str());
        browser
    }

    /// A new partner.
    pub async fn partner(&self, name: &str) -> PartnerId {
        partners::create(&self.hub, name).await.unwrap()
    }

    /// A new client of a partner.
    pub async fn client(&self, partner: &PartnerId, name: &str) -> ClientId {
        let partner = partners::find(&self.hub, partner).await.unwrap();
        let form = ClientForm { name: name.to_owned(), ..ClientForm::default() };
        clients::create_as_operator(&self.hub, partner.key, &form).await.unwrap().id
    }

    /// A new person of a partner, with [`PASSWORD`].
    pub async fn partner_user(&self, email: &str, partner: &PartnerId, role: Role) {
        self.user(email, &OrganisationId::Partner(partner.clone()), role).await;
    }

    /// A new person of a client, with [`PASSWORD`].
    pub async fn client_user(&self, email: &str, partner: &PartnerId, client: &ClientId, role: Role) {
        self.user(email, &OrganisationId::Client(partner.clone(), client.clone()), role).await;
    }

    async fn user(&self, email: &str, organisation: &OrganisationId, role: Role) {
        users::create(&self.hub, email, "Test Person", Some(PASSWORD), organisation, role).await.unwrap();
    }

    /// A signed-in owner of a new partner, the shortest way to a page.
    pub async fn owner(&self) -> Browser {
        let partner = self.partner("Nordstern Connect").await;
        self.partner_user("owner@partner.example", &partner, Role::Owner).await;
        self.sign_in("owner@partner.example", PASSWORD).await
    }

    /// Connects an account that the stand-in for Meta holds, paid by the partner, and reads it.
    pub async fn connect(&self, partner: &PartnerId, client: &ClientId, waba_id: &str, token: &str) {
        self.connect_paid_by(PaymentType::Partner, (partner, client), waba_id, token).await;
    }

    /// Connects an account that the stand-in for Meta holds, and reads it.
    pub async fn connect_paid_by(
        &self,
        payment: PaymentType,
        (partner, client): (&PartnerId, &ClientId),
        waba_id: &str,
        token: &str,
    ) {
        let partner = partners::find(&self.hub, partner).await.unwrap().key;
        let client = clients::find(&self.hub, partner, client).await.unwrap().key;
        let wanted = Connect {
            partner,
            client,
            external_id: waba_id.to_owned(),
            token: token.into(),
            payment,
            by: "Test".to_owned(),
        };
        let connected = wabas::connect(&self.hub, wanted).await.unwrap();
        let synced = wabas::sync(&self.hub, connected.key()).await.unwrap();
        assert!(matches!(synced, Synced::Done { .. }), "{synced:?}");
    }

    /// What Meta sends: a body with its signature.
    pub async fn post_webhook(&self, body: &[u8]) -> Answer {
        let ask = self.anonymous().ask(::http::Method::POST, "/webhooks/whatsapp");
        ask.header("x-hub-signature-256", &signature(body)).body(body).send().await
    }

    /// Applies the webhooks that wait.
    pub async fn apply_webhooks(&self) {
        while hub::webhooks::process_waiting(&self.hub).await.unwrap() != 0 {}
    }

    /// How many stored webhooks wait.
    pub async fn waiting_webhooks(&self) -> i64 {
        store::webhooks::backlog(&mut self.hub.store.read().await.unwrap()).await.unwrap()
    }

    /// Does the syncs that are due.
    pub async fn sync_accounts(&self) {
        while wabas::sync_next_due(&self.hub).await.unwrap().is_some() {}
    }

    /// Asks the server to stop and waits until it has; `true` when nothing had to be cut off.
    pub async fn finish(&mut self, limit: std::time::Duration) -> bool {
        self.serving.take().unwrap().finish(limit).await
    }
}

impl Drop for TestHub {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}

/// `X-Hub-Signature-256` of a body.
pub fn signature(body: &[u8]) -> String {
    let key = hmac::Key::new(hmac::HMAC_SHA256, APP_SECRET.as_bytes());
    let digits: String = hmac::sign(&key, body).as_ref().iter().map(|byte| format!("{byte:02x}")).collect();
    format!("sha256={digits}")
}
