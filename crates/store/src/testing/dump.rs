//! Looks for a text anywhere in a database: secrets must not be found.

use sqlx::{AssertSqlSafe, Connection, PgConnection};

use crate::testing::TestStore;

impl TestStore {
    /// Whether the text stands in any row of any table, as text or as bytes.
    #[expect(clippy::expect_used, reason = "only tests call this; a database that cannot be read fails the test")]
    pub async fn holds(&self, text: &str) -> bool {
        let everything = match self.url.strip_prefix("sqlite:") {
            Some(path) => {
                let mut bytes = std::fs::read(path).expect("the database file");
                // What is not yet in the file itself stands in the log beside it.
                bytes.extend(std::fs::read(format!("{path}-wal")).unwrap_or_default());
                bytes
            }
            None => postgres(&self.url).await.expect("the database can be read").into_bytes(),
        };
        let hex: String = text.bytes().map(|byte| format!("{byte:02x}")).collect();
        [text, &hex].iter().any(|wanted| everything.windows(wanted.len()).any(|part| part == wanted.as_bytes()))
    }
}

async fn postgres(url: &str) -> Result<String, sqlx::Error> {
    let mut connection = PgConnection::connect(url).await?;
    let tables: Vec<(String,)> = sqlx::query_as("select tablename::text from pg_tables where schemaname = 'public'")
        .fetch_all(&mut connection)
        .await?;
    let mut everything = String::new();
    for (table,) in tables {
        let sql = AssertSqlSafe(format!("select t::text from {table} t"));
        let rows: Vec<(String,)> = sqlx::query_as(sql).fetch_all(&mut connection).await?;
        everything.extend(rows.into_iter().map(|(row,)| row + "\n"));
    }
    connection.close().await?;
    Ok(everything)
}
