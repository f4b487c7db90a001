//! The schema as SQLite describes it.

use sqlx::SqliteConnection;

use super::{Facts, column, index, key, reference};

pub async fn facts(connection: &mut SqliteConnection) -> Facts {
    let tables: Vec<(String,)> = sqlx::query_as(
        "select name from sqlite_master where type = 'table' and name not like 'sqlite_%' and name <> '_sqlx_migrations'",
    )
    .fetch_all(&mut *connection)
    .await
    .unwrap();
    let mut facts = Facts::new();
    for (table,) in tables {
        columns(connection, &table, &mut facts).await;
        references(connection, &table, &mut facts).await;
        indexes(connection, &table, &mut facts).await;
    }
    facts
}

async fn columns(connection: &mut SqliteConnection, table: &str, facts: &mut Facts) {
    let columns: Vec<(String, String, bool, Option<String>, i64)> =
        sqlx::query_as("select name, type, \"notnull\", dflt_value, pk from pragma_table_info($1) order by pk")
            .bind(table)
            .fetch_all(connection)
            .await
            .unwrap();
    for (name, kind, required, default, place_in_key) in &columns {
        // SQLite lets a primary key be empty unless it is told not to, and the hub never leaves one empty.
        facts.insert(column(table, name, kind, *required || 0 < *place_in_key, default.as_deref()));
    }
    let in_key: Vec<String> = columns.into_iter().filter(|column| 0 < column.4).map(|column| column.0).collect();
    facts.insert(key(table, "primary key", &in_key));
}

async fn references(connection: &mut SqliteConnection, table: &str, facts: &mut Facts) {
    let references: Vec<(String, String, String, String)> =
        sqlx::query_as("select \"from\", \"table\", \"to\", on_delete from pragma_foreign_key_list($1)")
            .bind(table)
            .fetch_all(connection)
            .await
            .unwrap();
    facts.extend(references.iter().map(|(from, other, to, on_delete)| reference(table, from, other, to, on_delete)));
}

async fn indexes(connection: &mut SqliteConnection, table: &str, facts: &mut Facts) {
    let indexes: Vec<(String, bool, String, Option<String>)> = sqlx::query_as(
        "select l.name, l.\"unique\", l.origin, m.sql from pragma_index_list($1) l left join sqlite_master m on m.name = l.name",
    )
    .bind(table)
    .fetch_all(&mut *connection)
    .await
    .unwrap();
    for (name, unique, origin, sql) in indexes {
        let columns: Vec<(String,)> = sqlx::query_as("select name from pragma_index_info($1) order by seqno")
            .bind(&name)
            .fetch_all(&mut *connection)
            .await
            .unwrap();
        let columns: Vec<String> = columns.into_iter().map(|(column,)| column).collect();
        let only = sql.as_deref().and_then(|sql| sql.split_once(" where ")).map(|(_, condition)| condition);
        match origin.as_str() {
            "pk" => {}
            "u" => {
                facts.insert(key(table, "unique", &columns));
            }
            _ => {
                facts.insert(index(table, &name, unique, &columns, only));
            }
        }
    }
}
