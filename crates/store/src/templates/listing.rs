//! The templates of one account for programs: filtered, sorted, and taken by offset or by cursor.

use domain::ids::{TemplateKey, WabaKey};
use domain::templates::Language;

use super::{Row, StoredTemplate, select_template};
use crate::sql::Sql;
use crate::{Conn, StoreError};

/// What a template has to be like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Filter {
    /// Its public id.
    Id(String),
    /// Its name.
    Name(String),
    /// Its status, as Meta writes it.
    Status(String),
    /// Its category, as Meta writes it.
    Category(String),
    /// Its language.
    Language(Language),
}

/// All of these at once.
pub type Filters = Vec<Filter>;

/// The order of a list by offset.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// By name and language.
    #[default]
    Name,
    /// The other way round.
    NameBackwards,
    /// The oldest first.
    Oldest,
    /// The newest first.
    Newest,
}

/// Which part of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slice {
    /// From this place on, in an order.
    Offset(usize, Order),
    /// What comes after this one, by age, or the beginning.
    After(Option<TemplateKey>),
    /// What comes before this one, by age.
    Before(TemplateKey),
}

/// At most `limit` templates of an account; those before a cursor come in the same order as all others.
///
/// # Errors
/// The database refuses.
pub async fn list(
    conn: &mut Conn,
    waba: WabaKey,
    filters: &[Filter],
    slice: Slice,
    limit: usize,
) -> Result<Vec<StoredTemplate>, StoreError> {
    let mut sql = Sql::new(select_template!("where "));
    narrow(&mut sql, waba, filters);
    match slice {
        Slice::Offset(_, Order::Name) => sql.push(" order by t.name, t.language, t.n"),
        Slice::Offset(_, Order::NameBackwards) => sql.push(" order by t.name desc, t.language desc, t.n desc"),
        Slice::Offset(_, Order::Oldest) => sql.push(" order by t.n"),
        Slice::Offset(_, Order::Newest) => sql.push(" order by t.n desc"),
        Slice::After(None) => sql.push(" order by t.n"),
        Slice::After(Some(key)) => sql.bind(" and t.n > ? order by t.n", [key.0.into()]),
        Slice::Before(key) => sql.bind(" and t.n < ? order by t.n desc", [key.0.into()]),
    };
    sql.limit(limit);
    if let Slice::Offset(offset, _) = slice {
        sql.bind(" offset ?", [i64::try_from(offset).unwrap_or(i64::MAX).into()]);
    }
    let mut rows = sql.all::<Row>(conn).await?;
    if matches!(slice, Slice::Before(_)) {
        rows.reverse();
    }
    rows.into_iter().map(StoredTemplate::try_from).collect()
}

/// How many templates of an account are like this.
///
/// # Errors
/// The database refuses.
pub async fn count(conn: &mut Conn, waba: WabaKey, filters: &[Filter]) -> Result<usize, StoreError> {
    let mut sql = Sql::new("select count(*) from templates t where ");
    narrow(&mut sql, waba, filters);
    let rows = sql.all::<(i64,)>(conn).await?;
    Ok(rows.first().map_or(0, |(count,)| usize::try_from(*count).unwrap_or_default()))
}

fn narrow(sql: &mut Sql, waba: WabaKey, filters: &[Filter]) {
    sql.bind("t.waba_n = ?", [waba.0.into()]);
    for filter in filters {
        match filter {
            Filter::Id(id) => sql.bind(" and t.id = ?", [id.as_str().into()]),
            Filter::Name(name) => sql.bind(" and t.name = ?", [name.as_str().into()]),
            Filter::Status(status) => sql.bind(" and t.status = ?", [status.as_str().into()]),
            Filter::Category(category) => sql.bind(" and t.category = ?", [category.as_str().into()]),
            Filter::Language(language) => sql.bind(" and t.language = ?", [language.code().into()]),
        };
    }
}
