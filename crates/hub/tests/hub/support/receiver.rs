//! The address at which the hub takes webhooks, as its server has one: handshake, signature, stored before answered.

use axum::Router;
use axum::body::Bytes;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::routing::get;
use hub::Hub;
use tokio::net::TcpListener;
use url::Url;

use super::{APP_SECRET, VERIFY_TOKEN};

pub struct Receiver(TcpListener);

impl Receiver {
    pub async fn bind() -> Self {
        Self(TcpListener::bind("127.0.0.1:0").await.unwrap())
    }

    pub fn url(&self) -> Url {
        Url::parse(&format!("http://{}/webhooks/whatsapp", self.0.local_addr().unwrap())).unwrap()
    }

    pub fn serve(self, hub: Hub) {
        let router = Router::new().route("/webhooks/whatsapp", get(handshake).post(receive)).with_state(hub);
        tokio::spawn(async move { axum::serve(self.0, router).await });
    }
}

async fn handshake(RawQuery(query): RawQuery) -> Result<String, StatusCode> {
    let challenge = whatsapp::webhook::handshake(&query.unwrap_or_default(), &VERIFY_TOKEN.into());
    challenge.ok_or(StatusCode::FORBIDDEN)
}

async fn receive(State(hub): State<Hub>, headers: HeaderMap, body: Bytes) -> StatusCode {
    let signature = headers.get("x-hub-signature-256").and_then(|value| value.to_str().ok());
    if whatsapp::signature::verify(&APP_SECRET.into(), &body, signature).is_err() {
        return StatusCode::UNAUTHORIZED;
    }
    hub::webhooks::receive(&hub, body).await.unwrap();
    StatusCode::OK
}
