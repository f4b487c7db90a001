//! Messages a second through the messaging API to a stand-in for Meta that answers at once, beside the stand-in alone.

use std::net::{Ipv4Addr, SocketAddr};

use axum::Router;
use axum::body::Body;
use axum::http::header::CONTENT_TYPE;
use axum::serve::ListenerExt;
use bytes::Bytes;
use ring::aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use ring::digest;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection};
use store::EngineKind;

use crate::beside::Beside;
use crate::client::{Client, post_json};
use crate::databases::{CARDS, Database, SMALL, copy, filled, keep};
use crate::load;
use crate::report::{Figure, number, say, table};
use crate::server::{ENCRYPTION_KEY, Server, free_port};
use crate::wire::Keep;
use crate::{Failure, Options};

/// How many messages are under way at the same time.
const CONNECTIONS: usize = 64;
/// A key as the hub makes them: 12 letters or digits, an underscore, 40 more.
const KEY: &str = "benchbench12_0123456789012345678901234567890123456789";
const MESSAGE: &str = r#"{"messaging_product":"whatsapp","recipient_type":"individual","to":"4930901820","type":"template","template":{"name":"order_update","language":{"code":"en_US"},"components":[{"type":"body","parameters":[{"type":"text","text":"Jim"},{"type":"text","text":"800"}]}]}}"#;
const ANSWER: &str = r#"{"messaging_product":"whatsapp","contacts":[{"input":"4930901820","wa_id":"4930901820"}],"messages":[{"id":"wamid.HBgLNDkzMDkwMTgyMBUCABEYEjlBM0NBMEJGMkQ2NDNFRTk2NQA=","message_status":"accepted"}]}"#;

/// Measures and prints.
///
/// # Errors
/// The server fails, or answers otherwise than Meta does.
pub async fn measure(options: &Options) -> Result<(), Failure> {
    let database = copy(&filled(EngineKind::Sqlite, &[SMALL, CARDS]).await?, "messages.sqlite")?;
    give_key(&database).await?;
    let stub = Beside::start("meta", &[])?;
    let api = SocketAddr::from((Ipv4Addr::LOCALHOST, free_port()?));
    let settings = [
        ("MESSAGING_URL", format!("http://localhost:{}", api.port())),
        ("META_GRAPH_URL", format!("http://{}", stub.address)),
    ];
    let server = Server::start_with(&database, "messages", &settings)?;
    let request = |address: SocketAddr| post_json(&address.to_string(), "/messages", &[("D360-API-KEY", KEY)], MESSAGE);
    let answer = Client::connect(api)?.send(&request(api), Keep::Body)?;
    if answer.status() != 200 || answer.text() != ANSWER {
        return Err(format!("a message is answered with {}: {}", answer.status(), answer.text()).into());
    }
    let alone = load::repeat(stub.address, &keep("stub.request", &request(stub.address))?, CONNECTIONS, options)?;
    let before = server.memory("VmRSS")?;
    let file = keep("message.request", &request(api))?;
    let worked = server.processor_time()?;
    let first = load::repeat(api, &file, CONNECTIONS, options)?;
    let worked = server.processor_time()? - worked;
    let between = server.memory("VmRSS")?;
    let hub = load::repeat(api, &file, CONNECTIONS, options)?;
    let after = server.memory("VmRSS")?;
    drop(server);

    let figures = [
        Figure::at_least("messages/s through the hub", hub.rate(), 2_000.0, ""),
        Figure::fact("p50", number(hub.p50, "ms")),
        Figure::fact("p99", number(hub.p99, "ms")),
        Figure::at_most("answered otherwise than 200", (first.failed + hub.failed) as f64, 0.0, ""),
        Figure::fact("processor time of the hub per message", number(1000.0 * worked / first.sent as f64, "ms")),
        Figure::fact("the stand-in alone: messages/s", number(alone.rate(), "")),
        Figure::fact("through the hub takes so many times as long", number(alone.rate() / hub.rate(), "")),
        Figure::fact("memory of the hub before", number(before, "MiB")),
        Figure::fact("memory after the first run", number(between, "MiB")),
        Figure::at_most("memory after the second run", after, between * 1.1, "MiB"),
    ];
    say(&table(&format!("Messaging API, SQLite, {CONNECTIONS} connections, a stand-in for Meta beside it"), &figures));
    Ok(())
}

/// Gives the first number a key, and its account a token, as the hub keeps them.
async fn give_key(database: &Database) -> Result<(), Failure> {
    let file = database.url.trim_start_matches("sqlite:");
    let mut connection = SqliteConnectOptions::new().filename(file).connect().await?;
    let channel = SMALL.row(0);
    let (prefix, _) = KEY.split_once('_').unwrap_or_default();
    sqlx::query("update channels set state = 'connected', ended = false, last_day = null where n = $1")
        .bind(channel)
        .execute(&mut connection)
        .await?;
    sqlx::query(
        "update wabas set token = $2, token_state = 'valid' where n = (select waba_n from channels where n = $1)",
    )
    .bind(channel)
    .bind(sealed(b"EAAGbench")?)
    .execute(&mut connection)
    .await?;
    sqlx::query(
        "insert into api_keys (prefix, key_hash, channel_n, side, made_by, created_at)
         values ($1, $2, $3, 'partner', 'Bench', 0)",
    )
    .bind(prefix)
    .bind(digest::digest(&digest::SHA256, KEY.as_bytes()).as_ref())
    .bind(channel)
    .execute(&mut connection)
    .await?;
    Ok(connection.close().await?)
}

/// A token as the hub seals it: a nonce, and AES-256-GCM for its purpose behind it.
fn sealed(token: &[u8]) -> Result<Vec<u8>, Failure> {
    let key: Vec<u8> = (0..ENCRYPTION_KEY.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&ENCRYPTION_KEY[at..at + 2], 16))
        .collect::<Result<_, _>>()?;
    let key = UnboundKey::new(&AES_256_GCM, &key).map_err(|_| "the key does not fit")?;
    let nonce = [7; 12];
    let mut text = token.to_vec();
    LessSafeKey::new(key)
        .seal_in_place_append_tag(
            Nonce::assume_unique_for_key(nonce),
            Aad::from(b"waba access token".as_slice()),
            &mut text,
        )
        .map_err(|_| "the token cannot be sealed")?;
    Ok([nonce.as_slice(), &text].concat())
}

/// Where the stand-in listens.
#[derive(Clone, Debug, clap::Args)]
pub struct Meta {
    #[arg(long)]
    address: SocketAddr,
}

/// Takes every message, until it is ended.
///
/// # Errors
/// The address is taken.
pub async fn serve_meta(meta: &Meta) -> Result<(), Failure> {
    let handler = |body: Body| async move {
        // What was sent is read to its end, as Meta would.
        let _ = axum::body::to_bytes(body, 1024 * 1024).await;
        ([(CONTENT_TYPE, "application/json; charset=UTF-8")], Bytes::from_static(ANSWER.as_bytes()))
    };
    let listener = tokio::net::TcpListener::bind(meta.address).await?.tap_io(|stream| {
        // Without it the kernel waits for acknowledgements; a connection that refuses is measured with that.
        let _ = stream.set_nodelay(true);
    });
    axum::serve(listener, Router::new().fallback(handler)).await?;
    Ok(())
}
