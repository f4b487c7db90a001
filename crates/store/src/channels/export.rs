//! Channels in runs, for the download: each run is a query of its own, so that no transaction waits for a slow
//! reader.

use domain::account::Organisation;
use domain::activation::{MessageOnBehalf, NumberRegistration};
use domain::channel::Shown;
use domain::ids::ChannelKey;
use domain::list::ListQuery;
use domain::meta::BusinessVerification;

use super::page::{matches_plan, narrow, plan};
use crate::sql::Sql;
use crate::{Conn, StoreError};

/// One line of the download.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportRow {
    /// Row number, where the next run goes on.
    pub n: i64,
    /// The number, grouped.
    pub number: String,
    /// *Message on behalf*.
    pub message_on_behalf: MessageOnBehalf,
    /// *Meta business verification*; `None` where Meta does not say.
    pub business_verification: Option<BusinessVerification>,
    /// *Number registration*.
    pub number_registration: NumberRegistration,
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
    size: usize,
) -> Result<Vec<ExportRow>, StoreError> {
    let mut sql = Sql::new(RUN);
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
    sql.push(" order by c.n desc").limit(size).push(") as r");
    let found: Vec<(Option<String>,)> = sql.all(conn).await?;
    let lines = found.into_iter().next().and_then(|(lines,)| lines).unwrap_or_default();
    lines.split_terminator(LINE_END).map(read_line).collect()
}

/// Ends a line, and stands between its fields: the separators that ASCII has for this, which no name and no address
/// holds. What Meta says could hold anything, so it loses them.
const LINE_END: char = '\u{1e}';
const BETWEEN: char = '\u{1f}';

/// A run comes as one text: on SQLite each row is handed from one thread to another, which costs more than the row.
const RUN: &str = "select string_agg(r.line, '' order by r.n desc) from (
     select c.n, cast(c.n as text) || '\u{1f}' || c.number
         || '\u{1f}' || replace(replace(c.message_on_behalf, '\u{1e}', ' '), '\u{1f}', ' ')
         || '\u{1f}' || replace(replace(c.business_verification, '\u{1e}', ' '), '\u{1f}', ' ')
         || '\u{1f}' || c.number_registration
         || '\u{1f}' || k.legal_name || '\u{1f}' || coalesce(k.contact_email, '') || '\u{1e}' as line
     from channels c join clients k on k.n = c.client_n where ";

fn read_line(line: &str) -> Result<ExportRow, StoreError> {
    let fields: Vec<&str> = line.split(BETWEEN).collect();
    let [n, number, message_on_behalf, business_verification, number_registration, legal_name, contact_email] =
        fields[..]
    else {
        return Err(unreadable(line, "a name or address holds a separator"));
    };
    Ok(ExportRow {
        n: n.parse().map_err(|_| unreadable(line, "a row without its number"))?,
        number: number.to_owned(),
        message_on_behalf: message_on_behalf.into(),
        business_verification: (!business_verification.is_empty()).then(|| business_verification.into()),
        number_registration: NumberRegistration::from_code(number_registration)
            .ok_or_else(|| unreadable(line, "number_registration"))?,
        legal_name: legal_name.to_owned(),
        contact_email: (!contact_email.is_empty()).then(|| contact_email.to_owned()),
    })
}

fn unreadable(line: &str, what: &str) -> StoreError {
    let row = line.split(BETWEEN).next().and_then(|n| n.parse().ok()).unwrap_or_default();
    StoreError::Inconsistent { table: "channels", row, what: what.to_owned() }
}
