//! A running simulator, a client for it, and somebody who receives its webhooks.

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::routing::get;
use serde_json::Value;
use simulator::{AddedWaba, Clock, Config, Handle, NewWaba, Retry, Seed, Simulator};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use url::Url;

pub const APP_ID: &str = "634974688087057";
pub const APP_SECRET: &str = "app-secret";
pub const VERIFY_TOKEN: &str = "verify-token";
pub const NOW: i64 = 1_790_000_000;

/// A simulator on a free port; stops when dropped.
pub struct Running {
    pub handle: Handle,
    pub client: reqwest::Client,
    address: SocketAddr,
    shutdown: CancellationToken,
}

/// What came back.
pub struct Answer {
    pub status: u16,
    pub headers: reqwest::header::HeaderMap,
    pub text: String,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|_| panic!("no JSON: {}", self.text))
    }

    pub fn header(&self, name: &str) -> String {
        self.headers.get(name).unwrap_or_else(|| panic!("no {name}")).to_str().unwrap().to_owned()
    }
}

pub fn config() -> Config {
    let mut config = Config::new(APP_ID, APP_SECRET, VERIFY_TOKEN);
    config.clock = Clock::Fixed(NOW);
    config.retry = Retry { first: Duration::from_millis(1), longest: Duration::from_millis(4), attempts: 4 };
    config
}

pub async fn start(config: Config) -> Running {
    let simulator = Simulator::bind(config).await.unwrap();
    let shutdown = CancellationToken::new();
    let handle = simulator.handle();
    let address = simulator.address();
    tokio::spawn(simulator.run(shutdown.clone()));
    Running { handle, client: client(), address, shutdown }
}

pub async fn start_empty() -> Running {
    start(config()).await
}

pub async fn start_demo() -> Running {
    let mut config = config();
    config.seed = Seed::Demo;
    start(config).await
}

#[expect(clippy::disallowed_methods, reason = "the tests stand alone and have their client here")]
fn client() -> reqwest::Client {
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder().no_proxy().timeout(Duration::from_secs(20)).build().unwrap()
}

impl Drop for Running {
    fn drop(&mut self) {
        self.shutdown.cancel();
    }
}

impl Running {
    pub fn url(&self, path: &str) -> Url {
        Url::parse(&format!("http://{}{path}", self.address)).unwrap()
    }

    pub async fn waba(&self, numbers: usize) -> AddedWaba {
        let new = NewWaba { numbers, ..NewWaba::default() };
        self.handle.add_waba(new).await.unwrap()
    }

    /// `GET /v24.0/{path}` with a bearer token.
    pub async fn get(&self, token: &str, path: &str) -> Answer {
        self.get_url(token, self.url(&format!("/v24.0/{path}"))).await
    }

    pub async fn get_url(&self, token: &str, url: Url) -> Answer {
        answer(self.client.get(url).bearer_auth(token)).await
    }

    pub async fn get_app(&self, path: &str) -> Answer {
        self.get(&app_token(), path).await
    }

    pub async fn post(&self, token: &str, path: &str, form: &[(&str, &str)]) -> Answer {
        let url = self.url(&format!("/v24.0/{path}"));
        answer(self.client.post(url).bearer_auth(token).form(form)).await
    }

    pub async fn post_json(&self, token: &str, path: &str, body: &Value) -> Answer {
        let url = self.url(&format!("/v24.0/{path}"));
        answer(self.client.post(url).bearer_auth(token).json(body)).await
    }

    /// One of the controls, with a body.
    pub async fn control(&self, path: &str, body: &Value) -> Answer {
        let url = self.url(&format!("/_simulator/{path}"));
        answer(self.client.post(url).json(body)).await
    }

    /// One of the controls that only look.
    pub async fn look(&self, path: &str) -> Value {
        answer(self.client.get(self.url(&format!("/_simulator/{path}")))).await.json()
    }

    pub async fn delete(&self, token: &str, path: &str) -> Answer {
        let url = self.url(&format!("/v24.0/{path}"));
        answer(self.client.delete(url).bearer_auth(token)).await
    }

    /// Subscribes the app to everything and the WABA to the app.
    pub async fn subscribe(&self, receiver: &Receiver, waba: &AddedWaba) {
        let answer = self
            .post(
                &app_token(),
                &format!("{APP_ID}/subscriptions"),
                &[
                    ("object", "whatsapp_business_account"),
                    ("callback_url", receiver.url.as_str()),
                    ("verify_token", VERIFY_TOKEN),
                    (
                        "fields",
                        "messages,account_update,account_review_update,account_alerts,\
                         phone_number_quality_update,phone_number_name_update,\
                         business_capability_update,message_template_status_update,\
                         message_template_quality_update,message_template_components_update,\
                         template_category_update",
                    ),
                ],
            )
            .await;
        assert_eq!(answer.status, 200, "{}", answer.text);
        let path = format!("{}/subscribed_apps", waba.waba_id);
        assert_eq!(self.post(&waba.token, &path, &[]).await.status, 200);
    }
}

pub fn app_token() -> String {
    format!("{APP_ID}|{APP_SECRET}")
}

pub async fn answer(request: reqwest::RequestBuilder) -> Answer {
    let answer = request.send().await.unwrap();
    Answer { status: answer.status().as_u16(), headers: answer.headers().clone(), text: answer.text().await.unwrap() }
}

/// A webhook endpoint that keeps what it gets and answers as told.
pub struct Receiver {
    pub url: Url,
    inbox: Arc<Inbox>,
}

#[derive(Default)]
struct Inbox {
    received: Mutex<Vec<Received>>,
    refusals: Mutex<VecDeque<u16>>,
}

#[derive(Clone)]
pub struct Received {
    pub signature: String,
    pub body: Bytes,
}

impl Received {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    /// The one change in it: entry id, field, value.
    pub fn change(&self) -> (String, String, Value) {
        let json = self.json();
        let entry = &json["entry"][0];
        let change = &entry["changes"][0];
        (
            entry["id"].as_str().unwrap().to_owned(),
            change["field"].as_str().unwrap().to_owned(),
            change["value"].clone(),
        )
    }
}

impl Receiver {
    pub async fn start() -> Self {
        let inbox = Arc::new(Inbox::default());
        let router = Router::new().route("/hook", get(confirm).post(receive)).with_state(inbox.clone());
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = Url::parse(&format!("http://{}/hook", listener.local_addr().unwrap())).unwrap();
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { url, inbox }
    }

    /// The next webhooks get these answers, all later ones 200.
    pub fn refuse_with(&self, statuses: &[u16]) {
        self.inbox.refusals.lock().unwrap().extend(statuses);
    }

    pub fn received(&self) -> Vec<Received> {
        self.inbox.received.lock().unwrap().clone()
    }

    pub fn changes(&self) -> Vec<(String, String, Value)> {
        self.received().iter().map(Received::change).collect()
    }
}

async fn confirm(RawQuery(query): RawQuery) -> Result<String, StatusCode> {
    let query = query.unwrap_or_default();
    let get = |name: &str| {
        url::form_urlencoded::parse(query.as_bytes())
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.into_owned())
            .unwrap_or_default()
    };
    if get("hub.mode") == "subscribe" && get("hub.verify_token") == VERIFY_TOKEN {
        return Ok(get("hub.challenge"));
    }
    Err(StatusCode::FORBIDDEN)
}

async fn receive(State(inbox): State<Arc<Inbox>>, headers: HeaderMap, body: Bytes) -> StatusCode {
    let signature =
        headers.get("x-hub-signature-256").and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
    inbox.received.lock().unwrap().push(Received { signature, body });
    let refusal = inbox.refusals.lock().unwrap().pop_front();
    refusal.map_or(StatusCode::OK, |status| StatusCode::from_u16(status).unwrap())
}
