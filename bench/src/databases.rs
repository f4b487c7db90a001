//! Where the data is kept, and making it where it is missing.

use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::time::Instant;

use sqlx::postgres::PgConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection};
use store::{EngineKind, Store};

use crate::Failure;
use crate::data::{Mix, Portfolio, maker};
use crate::report::say;

/// The small partner that stands beside the large one.
pub const SMALL: Portfolio = Portfolio { partner: 1, id: "benchSmallPA", channels: 1_000, mix: Mix::Ordinary };
/// The partner of a long run.
pub const MILLION: Portfolio = Portfolio { partner: 2, id: "benchLargePA", channels: 1_000_000, mix: Mix::Ordinary };
/// The large partner of a short run.
pub const SHORT: Portfolio = Portfolio { partner: 2, id: "benchLargePA", channels: 20_000, mix: Mix::Ordinary };
/// The partner whose every card asks for something.
pub const CARDS: Portfolio = Portfolio { partner: 3, id: "benchCardsPA", channels: 60, mix: Mix::AllWithPrompts };

/// A filled database.
#[derive(Clone, Debug)]
pub struct Database {
    /// Its address.
    pub url: String,
}

/// The directory that is kept between runs.
///
/// # Errors
/// It cannot be made.
pub fn directory() -> Result<PathBuf, Failure> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new("."));
    let directory = root.join(".dev/bench");
    std::fs::create_dir_all(&directory)?;
    Ok(directory)
}

/// Keeps a file in that directory.
///
/// # Errors
/// It cannot be written.
pub fn keep(name: &str, bytes: &[u8]) -> Result<PathBuf, Failure> {
    let file = directory()?.join(name);
    std::fs::write(&file, bytes)?;
    Ok(file)
}

/// The database with these partners; made if it is not there yet.
///
/// # Errors
/// The engine cannot be reached, or refuses.
pub async fn filled(engine: EngineKind, portfolios: &[Portfolio]) -> Result<Database, Failure> {
    let channels: i64 = portfolios.iter().map(|portfolio| portfolio.channels).sum();
    let name = format!("hub_{channels}_{}", maker::fingerprint(portfolios));
    let url = match engine {
        EngineKind::Sqlite => format!("sqlite:{}", directory()?.join(format!("{name}.sqlite")).display()),
        EngineKind::Postgres => postgres_url(&name)?,
    };
    if is_there(engine, &url, &name).await? && is_usable(&url).await {
        return Ok(Database { url });
    }
    let started = Instant::now();
    say(&format!("Making {channels} channels on {engine:?}; they are kept for the next run"));
    remove(engine, &url, &name).await?;
    if engine == EngineKind::Postgres {
        administrate(&format!("create database {name}")).await?;
    }
    let store = Store::connect(&url).await?;
    store.migrate().await?;
    store.close().await;
    maker::fill(&url, portfolios).await?;
    mark_complete(engine, &url, &name).await?;
    say(&format!("Made in {:.0} s", started.elapsed().as_secs_f64()));
    Ok(Database { url })
}

/// A copy of an SQLite database for a figure that writes.
///
/// # Errors
/// The file cannot be copied.
pub fn copy(database: &Database, name: &str) -> Result<Database, Failure> {
    let from = database.url.trim_start_matches("sqlite:");
    let to = directory()?.join(name);
    for suffix in ["", "-wal", "-shm"] {
        let file = format!("{}{suffix}", to.display());
        if Path::new(&file).exists() {
            std::fs::remove_file(file)?;
        }
    }
    std::fs::copy(from, &to)?;
    Ok(Database { url: format!("sqlite:{}", to.display()) })
}

fn postgres_url(name: &str) -> Result<String, Failure> {
    let server = std::env::var("TEST_POSTGRES_URL")
        .map_err(|_| Failure::from("set TEST_POSTGRES_URL, or start with ./dev bench, which starts a server"))?;
    let (base, _) = server.rsplit_once('/').ok_or("TEST_POSTGRES_URL names no database")?;
    Ok(format!("{base}/{name}"))
}

async fn administrate(text: &str) -> Result<(), Failure> {
    let mut connection = PgConnectOptions::from_str(&postgres_url("postgres")?)?.connect().await?;
    sqlx::raw_sql(AssertSqlSafe(text.to_owned())).execute(&mut connection).await?;
    connection.close().await?;
    Ok(())
}

async fn is_there(engine: EngineKind, url: &str, name: &str) -> Result<bool, Failure> {
    match engine {
        EngineKind::Sqlite => Ok(Path::new(&format!("{}.complete", url.trim_start_matches("sqlite:"))).exists()),
        EngineKind::Postgres => {
            let mut connection = PgConnectOptions::from_str(&postgres_url("postgres")?)?.connect().await?;
            let found: Option<(String,)> = sqlx::query_as(
                "select datname::text from pg_database where datname = $1 and shobj_description(oid, 'pg_database') = 'complete'",
            )
            .bind(name)
            .fetch_optional(&mut connection)
            .await?;
            connection.close().await?;
            Ok(found.is_some())
        }
    }
}

async fn mark_complete(engine: EngineKind, url: &str, name: &str) -> Result<(), Failure> {
    match engine {
        EngineKind::Sqlite => Ok(std::fs::write(format!("{}.complete", url.trim_start_matches("sqlite:")), "")?),
        EngineKind::Postgres => administrate(&format!("comment on database {name} is 'complete'")).await,
    }
}

/// Data of an earlier version is brought up to date as an operator's would be; where that fails it is made anew.
async fn is_usable(url: &str) -> bool {
    let Ok(store) = Store::connect(url).await else { return false };
    let usable = store.migrate().await.is_ok();
    store.close().await;
    usable
}

async fn remove(engine: EngineKind, url: &str, name: &str) -> Result<(), Failure> {
    match engine {
        EngineKind::Sqlite => {
            for suffix in ["", "-wal", "-shm", ".complete"] {
                let file = format!("{}{suffix}", url.trim_start_matches("sqlite:"));
                if Path::new(&file).exists() {
                    std::fs::remove_file(file)?;
                }
            }
            Ok(())
        }
        EngineKind::Postgres => administrate(&format!("drop database if exists {name} with (force)")).await,
    }
}
