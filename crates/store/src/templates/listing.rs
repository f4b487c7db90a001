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

/// What a list by offset is sorted by; what is the same in that stands by name and language.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SortKey {
    /// Name and language.
    #[default]
    Name,
    /// When it was added.
    Age,
    /// Status.
    Status,
    /// Category.
    Category,
    /// Language.
    Language,
}

/// Which way round.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Direction {
    /// The smallest or oldest first.
    #[default]
    Forwards,
    /// The largest or newest first.
    Backwards,
}

/// The order of a list by offset.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Order(pub SortKey, pub Direction);

impl Order {
    const fn sql(self) -> &'static str {
        use Direction::{Backwards, Forwards};
        match (self.0, self.1) {
            (SortKey::Name, Forwards) => " order by t.name, t.language, t.n",
            (SortKey::Name, Backwards) => " order by t.name desc, t.language desc, t.n desc",
            (SortKey::Age, Forwards) => " order by t.n",
            (SortKey::Age, Backwards) => " order by t.n desc",
            (SortKey::Status, Forwards) => " order by t.status, t.name, t.language, t.n",
            (SortKey::Status, Backwards) => " order by t.status desc, t.name, t.language, t.n",
            (SortKey::Category, Forwards) => " order by t.category, t.name, t.language, t.n",
            (SortKey::Category, Backwards) => " order by t.category desc, t.name, t.language, t.n",
            (SortKey::Language, Forwards) => " order by t.language, t.name, t.n",
            (SortKey::Language, Backwards) => " order by t.language desc, t.name, t.n",
        }
    }
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
        Slice::Offset(_, order) => sql.push(order.sql()),
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
