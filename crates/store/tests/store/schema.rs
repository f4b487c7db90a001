//! The two migrated schemas are one: the same tables, columns, keys and indexes on both engines.

mod postgres;
mod sqlite;

use std::collections::BTreeSet;

use sqlx::{Connection, Executor, PgConnection, SqliteConnection};
use store::EngineKind;
use store::testing::TestStore;

/// A schema, one line per fact.
type Facts = BTreeSet<String>;

/// A column: its kind of type, whether it may be empty, its default.
fn column(table: &str, name: &str, kind: &str, required: bool, default: Option<&str>) -> String {
    let kind = match kind.to_lowercase().as_str() {
        "integer" | "bigint" => "whole number".to_owned(),
        "blob" | "bytea" => "bytes".to_owned(),
        other => other.to_owned(),
    };
    let required = if required { "required" } else { "optional" };
    let default = default.map(|value| format!(", {} unless given", plain(value))).unwrap_or_default();
    format!("{table}.{name} is {kind}, {required}{default}")
}

fn key(table: &str, what: &str, columns: &[String]) -> String {
    format!("{table} has {what} ({})", columns.join(", "))
}

fn reference(table: &str, column: &str, other: &str, other_column: &str, on_delete: &str) -> String {
    format!("{table}.{column} refers to {other}.{other_column}, on delete {}", on_delete.to_lowercase())
}

fn index(table: &str, name: &str, unique: bool, columns: &[String], only: Option<&str>) -> String {
    let unique = if unique { "unique index" } else { "index" };
    let only = only.map(|condition| format!(" where {}", plain(condition))).unwrap_or_default();
    format!("{table} has {unique} {name} ({}){only}", columns.join(", "))
}

/// An expression without what only one engine writes.
fn plain(expression: &str) -> String {
    let bare = expression.to_lowercase().replace("::text", "").replace(['(', ')'], " ");
    bare.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn differences(sqlite: &Facts, postgres: &Facts) -> Vec<String> {
    let only = |engine: &str, one: &Facts, other: &Facts| -> Vec<String> {
        one.difference(other).map(|fact| format!("only {engine}: {fact}")).collect()
    };
    [only("SQLite", sqlite, postgres), only("PostgreSQL", postgres, sqlite)].concat()
}

struct Both {
    sqlite: SqliteConnection,
    postgres: PgConnection,
    _stores: (TestStore, TestStore),
}

impl Both {
    async fn migrated() -> Self {
        let stores = (TestStore::new(EngineKind::Sqlite).await, TestStore::new(EngineKind::Postgres).await);
        let sqlite = SqliteConnection::connect(&stores.0.url).await.unwrap();
        let postgres = PgConnection::connect(&stores.1.url).await.unwrap();
        Self { sqlite, postgres, _stores: stores }
    }

    async fn differences(&mut self) -> Vec<String> {
        differences(&sqlite::facts(&mut self.sqlite).await, &postgres::facts(&mut self.postgres).await)
    }
}

#[tokio::test]
async fn both_engines_have_the_same_schema() {
    let mut both = Both::migrated().await;
    assert_eq!(both.differences().await, Vec::<String>::new());
    let facts = sqlite::facts(&mut both.sqlite).await;
    for fact in [
        "channels.digits is text, required",
        "channels.last_day is text, optional",
        "channels.ended is boolean, required, false unless given",
        "channels has unique (external_id)",
        "channels.waba_n refers to wabas.n, on delete no action",
        "channel_terms has primary key (partner_n, term, channel_n)",
        "channels has index channels_name (partner_n, ended, name_key, n)",
        "memberships has unique index memberships_partner (user_n, partner_n) where client_n is null",
        "webhook_bodies.body is bytes, required",
    ] {
        assert!(facts.contains(fact), "{fact}\n{facts:#?}");
    }
}

#[tokio::test]
async fn what_one_engine_lacks_is_named() {
    for (sqlite, postgres, named) in [
        ("", "alter table webhook_fields drop column sample", "only SQLite: webhook_fields.sample is text, required"),
        ("alter table partners add column motto text", "", "only SQLite: partners.motto is text, optional"),
        (
            "drop index channels_name",
            "",
            "only PostgreSQL: channels has index channels_name (partner_n, ended, name_key, n)",
        ),
        ("", "alter table wabas drop constraint wabas_external_id_key", "only SQLite: wabas has unique (external_id)"),
        ("", "alter table clients alter column name drop not null", "only PostgreSQL: clients.name is text, optional"),
        (
            "",
            "alter table channels drop constraint channels_waba_n_fkey",
            "only SQLite: channels.waba_n refers to wabas.n, on delete no action",
        ),
        ("", "alter table leases alter column until type text", "only PostgreSQL: leases.until is text, required"),
        ("drop table leases", "", "only PostgreSQL: leases has primary key (name)"),
    ] {
        let mut both = Both::migrated().await;
        if !sqlite.is_empty() {
            both.sqlite.execute(sqlite).await.unwrap();
        }
        if !postgres.is_empty() {
            both.postgres.execute(postgres).await.unwrap();
        }
        let found = both.differences().await;
        assert!(found.iter().any(|difference| difference == named), "{named}: {found:#?}");
    }
}
