//! A server on loopback that gives the answers it was told, in order, and remembers what it was asked.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::http::header::{AUTHORIZATION, CONNECTION, CONTENT_LENGTH, CONTENT_TYPE, HeaderName, USER_AGENT};
use axum::response::Response;
use secrecy::SecretString;
use tokio::net::TcpListener;
use url::Url;
use whatsapp::graph::{GraphVersion, Jitter, Pause, Timeouts};
use whatsapp::{AccessToken, Graph, GraphConfig};

pub const TOKEN: &str = "EAASsecretTOKEN";
pub const APP_SECRET: &str = "app-secret-of-tests";

pub fn token() -> AccessToken {
    AccessToken::new(TOKEN)
}

/// An answer.
#[derive(Clone)]
pub enum Answer {
    /// Status, headers, body.
    Whole(u16, Vec<(&'static str, String)>, Vec<u8>),
    /// Half of the body that its length announces.
    Cut,
    /// None.
    Hang,
}

pub fn ok(body: impl Into<Vec<u8>>) -> Answer {
    Answer::Whole(200, Vec::new(), body.into())
}

pub fn error(status: u16, error: &str) -> Answer {
    Answer::Whole(status, Vec::new(), format!(r#"{{"error":{error}}}"#).into())
}

impl Answer {
    pub fn header(mut self, name: &'static str, value: &str) -> Self {
        if let Self::Whole(_, headers, _) = &mut self {
            headers.push((name, value.to_owned()));
        }
        self
    }
}

/// A request as it came.
#[derive(Clone, Debug)]
pub struct Seen {
    pub method: String,
    pub path: String,
    pub query: Vec<(String, String)>,
    pub authorization: String,
    pub user_agent: String,
    pub content_type: String,
    pub content_length: String,
    pub file_offset: String,
    pub body: Vec<u8>,
}

impl Seen {
    pub fn query(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The body as JSON.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    /// Method, path and query.
    pub fn line(&self) -> String {
        let query: Vec<String> = self.query.iter().map(|(name, value)| format!("{name}={value}")).collect();
        format!("{} {} {}", self.method, self.path, query.join("&")).trim_end().to_owned()
    }

    pub fn fields(&self) -> Vec<&str> {
        self.query("fields").unwrap_or_default().split(',').collect()
    }
}

#[derive(Clone)]
pub struct Server {
    pub url: Url,
    script: Arc<Script>,
    pauses: Arc<Mutex<Vec<Duration>>>,
}

struct Script {
    answers: Mutex<VecDeque<Answer>>,
    seen: Mutex<Vec<Seen>>,
}

impl Server {
    /// Gives these answers, then errors that no call expects.
    pub async fn start(answers: impl IntoIterator<Item = Answer>) -> Self {
        let script = Arc::new(Script { answers: Mutex::new(answers.into_iter().collect()), seen: Mutex::default() });
        let url = serve(Router::new().fallback(answer).with_state(Arc::clone(&script))).await;
        Self { url, script, pauses: Arc::default() }
    }

    pub fn seen(&self) -> Vec<Seen> {
        self.script.seen.lock().unwrap().clone()
    }

    /// How long the client has waited, without waiting.
    pub fn pauses(&self) -> Vec<Duration> {
        self.pauses.lock().unwrap().clone()
    }

    pub fn config(&self) -> GraphConfig {
        let mut config = config(self.url.clone());
        let pauses = Arc::clone(&self.pauses);
        config.pause = Pause::new(move |duration| {
            pauses.lock().unwrap().push(duration);
            async {}
        });
        config
    }

    pub fn graph(&self) -> Graph {
        Graph::new(self.config()).unwrap()
    }
}

pub fn config(url: Url) -> GraphConfig {
    let version = GraphVersion::parse("v23.0").unwrap();
    let mut config = GraphConfig::new(url, version, "67567674475", SecretString::from(APP_SECRET));
    config.jitter = Jitter::new(|| 1.0);
    config.timeouts = Timeouts { connect: Duration::from_secs(5), request: Duration::from_secs(20) };
    config
}

pub async fn serve(router: Router) -> Url {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap()).parse().unwrap();
    tokio::spawn(async move { axum::serve(listener, router).await });
    url
}

async fn answer(State(script): State<Arc<Script>>, request: Request) -> Response {
    let (request, body) = request.into_parts();
    let body = axum::body::to_bytes(body, 64 * 1024 * 1024).await.unwrap_or_default().to_vec();
    let header = |name: HeaderName| {
        request.headers.get(name).map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default()
    };
    script.seen.lock().unwrap().push(Seen {
        method: request.method.to_string(),
        path: request.uri.path().to_owned(),
        query: url::form_urlencoded::parse(request.uri.query().unwrap_or_default().as_bytes()).into_owned().collect(),
        authorization: header(AUTHORIZATION),
        user_agent: header(USER_AGENT),
        content_type: header(CONTENT_TYPE),
        content_length: header(CONTENT_LENGTH),
        file_offset: header(HeaderName::from_static("file_offset")),
        body,
    });
    let answer = script.answers.lock().unwrap().pop_front();
    match answer {
        Some(Answer::Whole(status, headers, body)) => {
            let mut response = Response::new(Body::from(body));
            *response.status_mut() = StatusCode::from_u16(status).unwrap();
            for (name, value) in headers {
                response.headers_mut().insert(name, value.parse().unwrap());
            }
            response
        }
        Some(Answer::Cut) => {
            let mut response = Response::new(Body::from(r#"{"id":"1","#));
            response.headers_mut().insert(CONTENT_LENGTH, 500.into());
            response.headers_mut().insert(CONNECTION, "close".parse().unwrap());
            response
        }
        Some(Answer::Hang) => std::future::pending().await,
        None => {
            let mut response = Response::new(Body::from("no answer was planned for this call"));
            *response.status_mut() = StatusCode::IM_A_TEAPOT;
            response
        }
    }
}
