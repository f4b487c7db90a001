//! A server on loopback that gives the answers it was told, in order, and remembers what it was asked.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::HeaderMap;
use axum::response::Response;
use domain::Timestamp;
use domain::money::{Currency, Minor};
use payments::{Charge, Gateway, NewCheckout, NewRefund, PaymentRef, RequestKey, Stripe, StripeConfig, Sum};
use secrecy::SecretString;
use tokio::net::TcpListener;
use url::Url;
use whatsapp::http::{HttpSettings, Route};

pub const WEBHOOK_SECRET: &str = "whsec_of_tests";

/// An answer.
pub enum Answer {
    /// A status and a body.
    Whole(u16, String),
    /// Half of the body that its length announces.
    Cut,
    /// None.
    Hang,
}

pub fn ok(file: &str) -> Answer {
    Answer::Whole(200, recorded(file))
}

pub fn error(status: u16, file: &str) -> Answer {
    Answer::Whole(status, recorded(&format!("error_{file}")))
}

pub fn recorded(file: &str) -> String {
    let path = format!("{}/tests/data/stripe/{file}.json", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// A request as it came.
#[derive(Clone, Debug)]
pub struct Seen {
    /// Method and path.
    pub call: String,
    pub query: Vec<(String, String)>,
    pub headers: HeaderMap,
    pub form: Vec<(String, String)>,
}

impl Seen {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }

    pub fn form(&self, name: &str) -> Option<&str> {
        self.form.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    pub fn query(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

#[derive(Clone, Default)]
pub struct Server {
    answers: Arc<Mutex<VecDeque<Answer>>>,
    seen: Arc<Mutex<Vec<Seen>>>,
}

impl Server {
    pub fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap().clone()
    }

    pub fn calls(&self) -> Vec<String> {
        self.seen().into_iter().map(|seen| seen.call).collect()
    }
}

/// Stripe that gives these answers, and the gateway to it.
pub async fn stripe(answers: impl IntoIterator<Item = Answer>) -> (Gateway, Server) {
    let server = Server { answers: Arc::new(Mutex::new(answers.into_iter().collect())), seen: Arc::default() };
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let router = Router::new().fallback(answer).with_state(server.clone());
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    (gateway(&format!("http://{address}")), server)
}

pub fn gateway(base: &str) -> Gateway {
    let settings = HttpSettings { route: Route::Direct, ..HttpSettings::default() };
    let config = StripeConfig {
        base_url: Url::parse(base).unwrap(),
        api_key: SecretString::from("rk_test_of_tests"),
        webhook_secret: SecretString::from(WEBHOOK_SECRET),
        timeout: Duration::from_millis(500),
    };
    Gateway::Stripe(Stripe::new(config, whatsapp::http::client(&settings).unwrap()))
}

async fn answer(State(server): State<Server>, request: Request) -> Response {
    let (head, body) = request.into_parts();
    let body = to_bytes(body, 1 << 20).await.unwrap();
    let pairs = |text: &[u8]| {
        let address = format!("http://x/?{}", std::str::from_utf8(text).unwrap());
        Url::parse(&address).unwrap().query_pairs().into_owned().collect::<Vec<_>>()
    };
    server.seen.lock().unwrap().push(Seen {
        call: format!("{} {}", head.method, head.uri.path()),
        query: pairs(head.uri.query().unwrap_or_default().as_bytes()),
        form: pairs(&body),
        headers: head.headers,
    });
    let next = server.answers.lock().unwrap().pop_front();
    let json = || Response::builder().header("content-type", "application/json").header("request-id", "req_hub1");
    match next {
        Some(Answer::Whole(status, body)) => json().status(status).body(Body::from(body)).unwrap(),
        Some(Answer::Cut) => json().header("content-length", "1000").body(Body::from("{\"id\":")).unwrap(),
        Some(Answer::Hang) => std::future::pending().await,
        None => json().status(418).body(Body::from("no answer was told")).unwrap(),
    }
}

pub fn key(text: &str) -> RequestKey {
    RequestKey::parse(text).unwrap()
}

pub fn url(text: &str) -> Url {
    Url::parse(text).unwrap()
}

pub fn payment() -> PaymentRef {
    PaymentRef::parse("pi_3Q0hubPaid").unwrap()
}

pub fn sum(amount: i64) -> Sum {
    Sum::new(Minor(amount), Currency::Eur).unwrap()
}

/// € 50.00 and a fee of € 1.50.
pub fn new_checkout() -> NewCheckout {
    NewCheckout {
        key: key("topup-1"),
        charge: Charge::new(Minor(5_000), Minor(150), Currency::Eur).unwrap(),
        title: "Top-up of +49 30 1234567 & more".to_owned(),
        success: url("https://hub.example/balance?paid=1&of=topup-1"),
        cancel: url("https://hub.example/balance"),
        expires_at: Timestamp(1_795_003_600_999),
    }
}

pub fn new_refund() -> NewRefund {
    NewRefund { key: key("refund-1"), payment: payment(), sum: sum(5_150) }
}
