//! Runs the SQL that makes the data.

use std::str::FromStr;

use sqlx::postgres::PgConnectOptions;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, PgConnection, SqliteConnection};

use super::{Portfolio, kinds, words};
use crate::Failure;

/// When the data was connected: a fixed instant, so that runs compare.
const NOW: i64 = 1_790_000_000_000;

const WORDS: &str = include_str!("words.sql");
const CLIENTS: &str = include_str!("clients.sql");
const ROWS: &str = include_str!("rows.sql");
const TERMS: &str = include_str!("terms.sql");
const INSERT: &str = include_str!("insert.sql");
const FORGET: &str = include_str!("forget.sql");

/// Changes when what is made changes: data that was kept is then made anew.
pub fn fingerprint(portfolios: &[Portfolio]) -> String {
    let sizes = format!("{portfolios:?}");
    let text = [WORDS, CLIENTS, ROWS, TERMS, INSERT, sizes.as_str()].concat();
    // FNV-1a, 64 bit.
    let hash = text
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
    format!("{hash:016x}")
}

/// A connection that makes data. Everything that it writes can be made again, so it does not wait for the disk.
enum Maker {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

/// Fills a migrated, empty database.
///
/// # Errors
/// The database refuses.
pub async fn fill(url: &str, portfolios: &[Portfolio]) -> Result<(), Failure> {
    let mut maker = Maker::open(url).await?;
    maker.vocabulary().await?;
    let indexes = maker.take_indexes().await?;
    for portfolio in portfolios {
        let Portfolio { partner, id, channels, mix } = *portfolio;
        let (first_kind, kinds) = mix.kinds();
        maker
            .run(&format!(
                "insert into partners (n, id, name, created_at) values ({partner}, '{id}', 'Partner of {channels}', {NOW})"
            ))
            .await?;
        for text in [CLIENTS, ROWS, TERMS, INSERT, FORGET] {
            let text = text
                .replace("{partner}", &partner.to_string())
                .replace("{count}", &channels.to_string())
                .replace("{first_kind}", &first_kind.to_string())
                .replace("{kinds}", &kinds.to_string())
                .replace("{now}", &NOW.to_string());
            maker.run(&text).await?;
        }
    }
    for index in indexes {
        maker.run(&index).await?;
    }
    maker.finish().await
}

impl Maker {
    async fn open(url: &str) -> Result<Self, Failure> {
        if url.starts_with("sqlite:") {
            let options = SqliteConnectOptions::from_str(url)?
                .journal_mode(SqliteJournalMode::Wal)
                .synchronous(SqliteSynchronous::Off)
                .foreign_keys(false)
                .pragma("cache_size", "-600000")
                .pragma("temp.cache_size", "-400000");
            return Ok(Self::Sqlite(options.connect().await?));
        }
        let mut connection = PgConnectOptions::from_str(url)?.connect().await?;
        // Without the checks of foreign keys, which cost more than the rows themselves.
        for setting in [
            "session_replication_role = replica",
            "synchronous_commit = off",
            "work_mem = '512MB'",
            "maintenance_work_mem = '1GB'",
        ] {
            sqlx::raw_sql(AssertSqlSafe(format!("set {setting}"))).execute(&mut connection).await?;
        }
        Ok(Self::Postgres(connection))
    }

    /// The text is this crate's own; only numbers are put into it.
    async fn run(&mut self, text: &str) -> Result<(), Failure> {
        let text = AssertSqlSafe(text.to_owned());
        match self {
            Maker::Sqlite(connection) => sqlx::raw_sql(text).execute(connection).await.map(|_| ())?,
            Maker::Postgres(connection) => sqlx::raw_sql(text).execute(connection).await.map(|_| ())?,
        }
        Ok(())
    }

    async fn vocabulary(&mut self) -> Result<(), Failure> {
        self.run(WORDS).await?;
        for (list, place, shown, folded) in words::all() {
            self.insert("insert into bench_words values ($1, $3, $2, $4)", &[list, shown], place, &[&folded], &[])
                .await?;
        }
        for kind in kinds::all()? {
            let texts: Vec<&str> = kind.texts.iter().map(String::as_str).collect();
            self.insert(
                "insert into bench_kinds (card, k, facts, waba_facts, payment, permission, state, quality, messaging_limit,
                   account_type, message_on_behalf, business_verification, number_registration,
                   acts_any, acts_client, acts_partner, acts_meta)
                 values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)",
                &texts[..1],
                kind.k,
                &texts[1..],
                &kind.acts,
            )
            .await?;
        }
        Ok(())
    }

    async fn insert(
        &mut self,
        text: &'static str,
        before: &[&str],
        number: i64,
        after: &[&str],
        flags: &[bool],
    ) -> Result<(), Failure> {
        macro_rules! bind_and_run {
            ($connection:expr) => {{
                let mut query = sqlx::query(text);
                for text in before {
                    query = query.bind(text.to_string());
                }
                query = query.bind(number);
                for text in after {
                    query = query.bind(text.to_string());
                }
                for flag in flags {
                    query = query.bind(*flag);
                }
                query.execute($connection).await.map(|_| ())?
            }};
        }
        match self {
            Maker::Sqlite(connection) => bind_and_run!(connection),
            Maker::Postgres(connection) => bind_and_run!(connection),
        }
        Ok(())
    }

    /// Takes the indexes of the channels away and answers how they are made: filling first and sorting once is
    /// quicker than seventeen insertions for each row.
    async fn take_indexes(&mut self) -> Result<Vec<String>, Failure> {
        let indexes: Vec<(String, String)> = match self {
            Maker::Sqlite(connection) => {
                sqlx::query_as("select name, sql from sqlite_master where type = 'index' and tbl_name = 'channels' and sql is not null")
                    .fetch_all(connection)
                    .await?
            }
            Maker::Postgres(connection) => {
                sqlx::query_as(
                    "select indexname::text, indexdef from pg_indexes where tablename = 'channels' and indexname not in (select conname from pg_constraint)",
                )
                .fetch_all(connection)
                .await?
            }
        };
        for (name, _) in &indexes {
            self.run(&format!("drop index {name}")).await?;
        }
        Ok(indexes.into_iter().map(|(_, text)| text).collect())
    }

    async fn finish(mut self) -> Result<(), Failure> {
        match &mut self {
            Maker::Sqlite(connection) => {
                // No `analyze`, since the hub never runs it there: with the samples that it takes, SQLite plans each
                // statement anew whenever other values are bound.
                sqlx::raw_sql("pragma wal_checkpoint(truncate)").execute(connection).await?;
            }
            Maker::Postgres(connection) => {
                // What rows come next must not collide with what was numbered here.
                for table in ["partners", "clients", "wabas", "channels"] {
                    let text =
                        format!("select setval(pg_get_serial_sequence('{table}', 'n'), (select max(n) from {table}))");
                    sqlx::raw_sql(AssertSqlSafe(text)).execute(&mut *connection).await?;
                }
                for table in ["partners", "clients", "wabas", "channels", "channel_terms"] {
                    let text = AssertSqlSafe(format!("vacuum (analyze) {table}"));
                    sqlx::raw_sql(text).execute(&mut *connection).await?;
                }
                sqlx::raw_sql("checkpoint").execute(connection).await?;
            }
        }
        match self {
            Maker::Sqlite(connection) => connection.close().await?,
            Maker::Postgres(connection) => connection.close().await?,
        }
        Ok(())
    }
}
