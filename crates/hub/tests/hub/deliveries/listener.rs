//! A system outside: it keeps what it gets and answers as it is told.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use domain::webhook_address::WebhookAddress;
use tokio::net::TcpListener;

/// What came.
#[derive(Clone, Debug)]
pub struct Got {
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Got {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).unwrap_or_else(|| panic!("no {name}")).to_str().unwrap()
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    pub fn event(&self) -> String {
        self.json()["event"].as_str().unwrap().to_owned()
    }
}

/// What is answered.
#[derive(Clone, Copy, Debug)]
pub enum Reply {
    Status(u16),
    Redirect,
    /// Not before the caller has lost patience.
    Never,
    /// More than anybody wants to read.
    Flood,
}

#[derive(Clone, Default)]
struct Kept {
    got: Arc<Mutex<Vec<Got>>>,
    replies: Arc<Mutex<VecDeque<Reply>>>,
}

pub struct Listener {
    pub address: WebhookAddress,
    kept: Kept,
}

impl Listener {
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}/in", listener.local_addr().unwrap());
        let kept = Kept::default();
        let router = Router::new().fallback(answer).with_state(kept.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { address: WebhookAddress::parse(&address).unwrap(), kept }
    }

    /// Answers the next requests like this, and all others with 200.
    pub fn replies(&self, replies: impl IntoIterator<Item = Reply>) {
        *self.kept.replies.lock().unwrap() = replies.into_iter().collect();
    }

    /// What has come since this was asked last.
    pub fn got(&self) -> Vec<Got> {
        std::mem::take(&mut *self.kept.got.lock().unwrap())
    }

    pub fn one(&self) -> Got {
        let mut got = self.got();
        assert_eq!(got.len(), 1, "{got:?}");
        got.remove(0)
    }
}

async fn answer(State(kept): State<Kept>, headers: HeaderMap, body: Bytes) -> Response {
    kept.got.lock().unwrap().push(Got { headers, body });
    let reply = kept.replies.lock().unwrap().pop_front().unwrap_or(Reply::Status(200));
    match reply {
        Reply::Status(status) => (StatusCode::from_u16(status).unwrap(), "the answer").into_response(),
        Reply::Redirect => (StatusCode::FOUND, [("location", "/elsewhere")]).into_response(),
        Reply::Never => {
            tokio::time::sleep(Duration::from_secs(30)).await;
            StatusCode::OK.into_response()
        }
        Reply::Flood => (StatusCode::BAD_REQUEST, "x".repeat(3_000_000)).into_response(),
    }
}
