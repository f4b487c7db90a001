//! Channels in runs, for the download: each run is a query of its own, so that no transaction waits for a slow
//! reader.

use domain::account::Organisation;
use domain::channel::Shown;
use domain::ids::ChannelKey;
use domain::list::ListQuery;

use super::page::{matches_plan, narrow, plan};
use crate::sql::Sql;
use crate::{Conn, StoreError};

/// One line of the download.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct ExportRow {
    /// Row number, where the next run goes on.
    pub n: i64,
    /// The number, grouped.
    pub number: String,
    /// *Message on behalf*.
    pub message_on_behalf: String,
    /// *Meta business verification*; empty where Meta does not say.
    pub business_verification: String,
    /// *Number registration*.
    pub number_registration: String,
    /// The client's legal name.
    pub legal_name: String,
    /// The client's e-mail address.
    pub contact_email: Option<String>,
}

/// Which channels are downloaded.
#[derive(Clone, Debug)]
pub enum ExportScope {
    /// All that are connected.
    AllAccounts,
    /// What the list shows, on all of its pages.
    TheseResults(Box<ListQuery>),
}

/// The next run, newest first, after the channel `after`.
///
/// # Errors
/// The database refuses.
pub async fn run(
    conn: &mut Conn,
    organisation: Organisation,
    scope: &ExportScope,
    after: Option<ChannelKey>,
    size: i64,
) -> Result<Vec<ExportRow>, StoreError> {
    let mut sql = Sql::new(
        "select c.n, c.number, c.message_on_behalf, c.business_verification, c.number_registration, k.legal_name, k.contact_email
         from channels c join clients k on k.n = c.client_n where ",
    );
    match scope {
        ExportScope::AllAccounts => {
            narrow(&mut sql, organisation, &ListQuery { shown: Shown::Open, ..ListQuery::default() })
        }
        ExportScope::TheseResults(query) => {
            narrow(&mut sql, organisation, query);
            if let Some(plan) = plan(query) {
                matches_plan(&mut sql, &plan);
            }
        }
    }
    if let Some(after) = after {
        sql.bind(" and c.n < ?", [after.0.into()]);
    }
    sql.bind(" order by c.n desc limit ?", [size.into()]);
    sql.all(conn).await
}
