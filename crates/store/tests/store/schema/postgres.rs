//! The schema as PostgreSQL describes it.

use sqlx::PgConnection;

use super::{Facts, column, index, key, reference};

pub async fn facts(connection: &mut PgConnection) -> Facts {
    let mut facts = Facts::new();
    columns(connection, &mut facts).await;
    constraints(connection, &mut facts).await;
    indexes(connection, &mut facts).await;
    facts
}

async fn columns(connection: &mut PgConnection, facts: &mut Facts) {
    let columns: Vec<(String, String, String, bool, Option<String>)> = sqlx::query_as(
        "select t.relname::text, a.attname::text, format_type(a.atttypid, a.atttypmod), a.attnotnull,
                pg_get_expr(d.adbin, d.adrelid)
         from pg_class t
         join pg_attribute a on a.attrelid = t.oid and 0 < a.attnum and not a.attisdropped
         left join pg_attrdef d on d.adrelid = t.oid and d.adnum = a.attnum
         where t.relkind = 'r' and t.relnamespace = 'public'::regnamespace and t.relname <> '_sqlx_migrations'",
    )
    .fetch_all(connection)
    .await
    .unwrap();
    for (table, name, kind, required, default) in &columns {
        facts.insert(column(table, name, kind, *required, default.as_deref()));
    }
}

async fn constraints(connection: &mut PgConnection, facts: &mut Facts) {
    type Constraint = (String, String, Vec<String>, Option<String>, Option<Vec<String>>, String);
    let constraints: Vec<Constraint> = sqlx::query_as(
        "select t.relname::text, c.contype::text,
                array(select a.attname::text from unnest(c.conkey) with ordinality k (n, place)
                      join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.n order by k.place),
                o.relname::text,
                array(select a.attname::text from unnest(c.confkey) with ordinality k (n, place)
                      join pg_attribute a on a.attrelid = c.confrelid and a.attnum = k.n order by k.place),
                c.confdeltype::text
         from pg_constraint c join pg_class t on t.oid = c.conrelid left join pg_class o on o.oid = c.confrelid
         where t.relnamespace = 'public'::regnamespace and t.relname <> '_sqlx_migrations'",
    )
    .fetch_all(connection)
    .await
    .unwrap();
    for (table, kind, columns, other, other_columns, on_delete) in constraints {
        let fact = match (kind.as_str(), other, other_columns) {
            ("p", ..) => key(&table, "primary key", &columns),
            ("u", ..) => key(&table, "unique", &columns),
            ("f", Some(other), Some(to)) => reference(&table, &columns[0], &other, &to[0], words(&on_delete)),
            // PostgreSQL 18 also lists each NOT NULL here; the columns tell of those.
            ("n", ..) => continue,
            _ => panic!("{table} has a constraint of an unknown kind: {kind}"),
        };
        facts.insert(fact);
    }
}

fn words(on_delete: &str) -> &'static str {
    match on_delete {
        "a" => "no action",
        "r" => "restrict",
        "c" => "cascade",
        "n" => "set null",
        "d" => "set default",
        other => panic!("unknown action {other}"),
    }
}

async fn indexes(connection: &mut PgConnection, facts: &mut Facts) {
    type Index = (String, String, bool, Vec<String>, Option<String>);
    let indexes: Vec<Index> = sqlx::query_as(
        "select t.relname::text, i.relname::text, x.indisunique,
                array(select a.attname::text from unnest(x.indkey::int2[]) with ordinality k (n, place)
                      join pg_attribute a on a.attrelid = t.oid and a.attnum = k.n order by k.place),
                pg_get_expr(x.indpred, x.indrelid)
         from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class t on t.oid = x.indrelid
         where t.relnamespace = 'public'::regnamespace and t.relname <> '_sqlx_migrations'
           and not exists (select 1 from pg_constraint c where c.conindid = x.indexrelid and c.contype in ('p', 'u'))",
    )
    .fetch_all(connection)
    .await
    .unwrap();
    for (table, name, unique, columns, only) in &indexes {
        facts.insert(index(table, name, *unique, columns, only.as_deref()));
    }
}
