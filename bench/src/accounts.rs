//! The accounts page under load, beside a bare handler that returns the same bytes.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use axum::Router;
use axum::http::header::CONTENT_TYPE;
use axum::routing::get;
use axum::serve::ListenerExt;
use bytes::Bytes;
use store::EngineKind;

use crate::client::{self, Client};
use crate::databases::{CARDS, SMALL, directory, filled};
use crate::load::{self, Outcome};
use crate::report::{Figure, number, say, table};
use crate::server::{Server, free_port, people};
use crate::wire::Keep;
use crate::{Failure, Options};

const CONNECTIONS: usize = 10;
const PAGE: usize = 50;
/// How the page marks each of them.
pub const CARD: &str = " id=\"c-";

/// Measures and prints.
///
/// # Errors
/// The server fails, or the page is not what it should be.
pub async fn measure(options: &Options) -> Result<(), Failure> {
    let database = filled(EngineKind::Sqlite, &[SMALL, CARDS]).await?;
    people(&database, &[CARDS])?;
    let server = Server::start(&database, "accounts")?;
    let cookie = server.sign_in(&CARDS)?;
    let request = client::get(&server.host, "/numbers", &cookie, "identity");
    let page = Client::connect(server.address)?.send(&request, Keep::Body)?;
    let text = page.text();
    let cards = text.matches(CARD).count();
    let prompts = text.matches("class=\"todo\"").count();
    if page.status() != 200 || cards != PAGE {
        return Err(format!("the page answers {} with {cards} cards instead of {PAGE}", page.status()).into());
    }
    let file = keep("page.request", &request)?;
    let worked = server.processor_time()?;
    let hub = under_load(server.address, &file, options)?;
    let worked = server.processor_time()? - worked;
    let memory = server.memory("VmRSS")?;
    drop(server);

    let body = keep("page.html", page.body())?;
    let bare = Bare::start(&body)?;
    let file = keep("bare.request", &client::get("localhost", "/numbers", &cookie, "identity"))?;
    let same = under_load(bare.address, &file, options)?;
    drop(bare);

    let figures = [
        Figure::at_least("requests/s", hub.rate(), 4_000.0, ""),
        Figure::fact("p50", number(hub.p50, "ms")),
        Figure::at_most("p99", hub.p99, 10.0, "ms"),
        Figure::at_most("answered otherwise than 200", hub.failed as f64, 0.0, ""),
        Figure::fact("processor time of the server per page", number(1000.0 * worked / hub.sent as f64, "ms")),
        Figure::fact("bytes per page", number(page.length() as f64, "")),
        Figure::fact("cards, of them with actions", format!("{cards}, {prompts}")),
        Figure::fact("memory of the server after that", number(memory, "MiB")),
        Figure::fact("bare handler, the same bytes: requests/s", number(same.rate(), "")),
        Figure::fact("bare handler: p99", number(same.p99, "ms")),
        Figure::fact("the page takes so many times the bare handler's time", number(same.rate() / hub.rate(), "")),
    ];
    say(&table(&format!("Accounts page, SQLite, signed in, {CONNECTIONS} connections"), &figures));
    Ok(())
}

fn keep(name: &str, bytes: &[u8]) -> Result<PathBuf, Failure> {
    let file = directory()?.join(name);
    std::fs::write(&file, bytes)?;
    Ok(file)
}

fn under_load(address: SocketAddr, request: &Path, options: &Options) -> Result<Outcome, Failure> {
    load::apply(&[
        "--address".to_owned(),
        address.to_string(),
        "--connections".to_owned(),
        CONNECTIONS.to_string(),
        "--seconds".to_owned(),
        options.seconds.to_string(),
        "--request".to_owned(),
        request.display().to_string(),
    ])
}

/// The bare handler, in a process of its own as the hub is.
struct Bare {
    process: Child,
    address: SocketAddr,
}

impl Bare {
    fn start(body: &Path) -> Result<Self, Failure> {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, free_port()?));
        let process = Command::new(std::env::current_exe()?)
            .args(["bare", "--address", &address.to_string(), "--body"])
            .arg(body)
            .stdin(Stdio::null())
            .spawn()?;
        let bare = Self { process, address };
        let until = Instant::now() + Duration::from_secs(10);
        while Client::connect(address).is_err() {
            if until < Instant::now() {
                return Err("the bare handler did not start".into());
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        Ok(bare)
    }
}

impl Drop for Bare {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// What the bare handler answers, and where.
#[derive(Clone, Debug, clap::Args)]
pub struct BareHandler {
    #[arg(long)]
    address: SocketAddr,
    #[arg(long)]
    body: PathBuf,
}

/// Serves the bytes of a file until it is ended.
///
/// # Errors
/// The address is taken.
pub async fn serve_bare(bare: &BareHandler) -> Result<(), Failure> {
    let body = Bytes::from(std::fs::read(&bare.body)?);
    let handler = move || {
        let body = body.clone();
        async move { ([(CONTENT_TYPE, "text/html; charset=utf-8")], body) }
    };
    let listener = tokio::net::TcpListener::bind(bare.address).await?.tap_io(|stream| {
        // Without it the kernel waits for acknowledgements; a connection that refuses is measured with that.
        let _ = stream.set_nodelay(true);
    });
    axum::serve(listener, Router::new().route("/numbers", get(handler))).await?;
    Ok(())
}
