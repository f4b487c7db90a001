//! The accounts page under load, beside a bare handler that returns the same bytes.

use std::net::SocketAddr;
use std::path::PathBuf;

use axum::Router;
use axum::http::header::CONTENT_TYPE;
use axum::routing::get;
use axum::serve::ListenerExt;
use bytes::Bytes;
use store::EngineKind;

use crate::beside::Beside;
use crate::client::{self, Client};
use crate::databases::{CARDS, SMALL, filled, keep};
use crate::load;
use crate::report::{Figure, number, say, table};
use crate::server::{Server, people};
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
    let hub = load::repeat(server.address, &file, CONNECTIONS, options)?;
    let worked = server.processor_time()? - worked;
    let memory = server.memory("VmRSS")?;
    drop(server);

    let body = keep("page.html", page.body())?;
    let bare = Beside::start("bare", &["--body".as_ref(), body.as_os_str()])?;
    let file = keep("bare.request", &client::get("localhost", "/numbers", &cookie, "identity"))?;
    let same = load::repeat(bare.address, &file, CONNECTIONS, options)?;
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
