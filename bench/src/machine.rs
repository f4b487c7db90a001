//! What the figures were measured on.

use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection, PgConnection};

use crate::Failure;
use crate::report::say;

/// Prints cores, memory and engines.
///
/// # Errors
/// SQLite does not open.
pub async fn describe() -> Result<(), Failure> {
    let cores = std::thread::available_parallelism()?;
    let memory = std::fs::read_to_string("/proc/meminfo").unwrap_or_default();
    let memory = memory.lines().next().and_then(|line| line.split_whitespace().nth(1)).and_then(|kib| kib.parse().ok());
    let memory: f64 = memory.unwrap_or(0.0);
    let processor = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model =
        processor.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": ").map(|(_, name)| name));
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let mut sqlite = SqliteConnectOptions::new().in_memory(true).connect().await?;
    let sqlite: String = sqlx::query_scalar("select sqlite_version()").fetch_one(&mut sqlite).await?;
    say(&format!(
        "{cores} cores ({}), {:.0} GB, load {} before; SQLite {sqlite}; {}",
        model.unwrap_or("unknown"),
        memory / 1_000_000.0,
        load.split_whitespace().next().unwrap_or("?"),
        postgres().await.unwrap_or_else(|| "no PostgreSQL".to_owned()),
    ));
    Ok(())
}

async fn postgres() -> Option<String> {
    let url = std::env::var("TEST_POSTGRES_URL").ok()?;
    let mut connection = PgConnection::connect(&url).await.ok()?;
    let version: String = sqlx::query_scalar("show server_version").fetch_one(&mut connection).await.ok()?;
    let fsync: String = sqlx::query_scalar("show fsync").fetch_one(&mut connection).await.ok()?;
    connection.close().await.ok()?;
    Some(format!("PostgreSQL {version}, fsync {fsync}"))
}
