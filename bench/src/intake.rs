//! Webhook intake: how many updates a second become durable, and when the last one is visible.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use ring::hmac;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection, SqliteConnection};
use store::EngineKind;

use crate::data::Portfolio;
use crate::databases::{CARDS, Database, SMALL, copy, filled};
use crate::report::{Figure, say, table};
use crate::server::{APP_SECRET, Server};
use crate::{Failure, load};

/// How many updates.
const UPDATES: usize = 30_000;
/// How many connections Meta is taken to use.
const CONNECTIONS: usize = 64;
/// When looking for the last update is given up.
const PATIENCE: Duration = Duration::from_secs(60);

/// Measures and prints.
///
/// # Errors
/// The server or the database fails.
pub async fn measure() -> Result<(), Failure> {
    let database = copy(&filled(EngineKind::Sqlite, &[SMALL, CARDS]).await?, "intake.sqlite")?;
    let server = Server::start(&database, "intake")?;
    let mut state = open(&database).await?;
    let number = external_id(&SMALL, 0);
    let (outcome, visible_after) = {
        let arguments = ["--address", &server.address.to_string(), "--connections", &CONNECTIONS.to_string()]
            .into_iter()
            .chain(["--webhooks", &UPDATES.to_string(), "--number", &number])
            .map(str::to_owned)
            .collect::<Vec<_>>();
        let outcome = tokio::task::spawn_blocking(move || load::apply(&arguments)).await??;
        let answered = Instant::now();
        while visible(&mut state).await? < UPDATES as i64 && answered.elapsed() < PATIENCE {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        (outcome, answered.elapsed())
    };
    let kept = visible(&mut state).await?;
    let stored = stored(&mut state).await?;
    state.close().await?;
    drop(server);
    let figures = [
        Figure::at_least(
            format!("durable updates, {UPDATES} posts on {CONNECTIONS} connections"),
            outcome.rate(),
            3_000.0,
            "/s",
        ),
        Figure::fact("p50", crate::report::number(outcome.p50, "ms")),
        Figure::at_most("p99", outcome.p99, 100.0, "ms"),
        Figure::at_most("the last is visible after its post by", visible_after.as_secs_f64(), 10.0, "s"),
        Figure::at_most("answered otherwise than 200", outcome.failed as f64, 0.0, ""),
        Figure::at_least("bodies stored", stored as f64, UPDATES as f64, ""),
        Figure::at_least("messages in the state", kept as f64, UPDATES as f64, ""),
    ];
    say(&table("Webhook intake, SQLite, synchronous=FULL", &figures));
    Ok(())
}

/// Meta's id of a number of the portfolio.
fn external_id(portfolio: &Portfolio, index: i64) -> String {
    (100_000_000_000_000 + portfolio.row(index)).to_string()
}

async fn open(database: &Database) -> Result<SqliteConnection, Failure> {
    let file = database.url.trim_start_matches("sqlite:");
    Ok(SqliteConnectOptions::new().filename(file).read_only(true).connect().await?)
}

async fn visible(state: &mut SqliteConnection) -> Result<i64, Failure> {
    Ok(sqlx::query_scalar("select count(*) from message_statuses").fetch_one(state).await?)
}

async fn stored(state: &mut SqliteConnection) -> Result<i64, Failure> {
    Ok(sqlx::query_scalar("select count(*) from webhook_bodies").fetch_one(state).await?)
}

/// A signed post with one status of a message that no other post names.
pub fn request(address: SocketAddr, number: &str, message: usize) -> Vec<u8> {
    let body = format!(
        r#"{{"object":"whatsapp_business_account","entry":[{{"id":"1000100000000000","changes":[{{"value":{{"messaging_product":"whatsapp","metadata":{{"display_phone_number":"491710000001","phone_number_id":"{number}"}},"statuses":[{{"id":"wamid.HBgLNDkxNzE{message:08}FQIAERgSQjE5RjA3","status":"delivered","timestamp":"1790000100","recipient_id":"4915{message:08}","conversation":{{"id":"{message:032x}","origin":{{"type":"utility"}}}},"pricing":{{"billable":true,"pricing_model":"PMP","category":"utility","type":"regular"}}}}]}},"field":"messages"}}]}}]}}"#
    );
    let key = hmac::Key::new(hmac::HMAC_SHA256, APP_SECRET.as_bytes());
    let signature: String =
        hmac::sign(&key, body.as_bytes()).as_ref().iter().map(|byte| format!("{byte:02x}")).collect();
    format!(
        "POST /webhooks/whatsapp HTTP/1.1\r\nHost: {address}\r\nContent-Type: application/json\r\nUser-Agent: facebookexternalua\r\nX-Hub-Signature-256: sha256={signature}\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
    .into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_post_is_json_about_another_message() {
        let body = |message| {
            let request = String::from_utf8(request("127.0.0.1:80".parse().unwrap(), "1", message)).unwrap();
            let (_, body) = request.split_once("\r\n\r\n").unwrap();
            serde_json::from_str::<serde_json::Value>(body).unwrap()
        };
        let status = |message| body(message)["entry"][0]["changes"][0]["value"]["statuses"][0].clone();
        assert_ne!(status(1)["id"], status(2)["id"]);
        assert_ne!(status(1)["recipient_id"], status(2)["recipient_id"]);
    }
}
