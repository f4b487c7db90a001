use domain::ids::PartnerKey;

use crate::conn::fetch_all;
use crate::{Conn, StoreError};

/// Where the ledger does not agree with itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The entries of a posting do not sum to zero.
    Unbalanced {
        /// Its key.
        posting: String,
        /// What they sum to, in micro-units.
        sum: i64,
    },
    /// The balance of an account is not the sum of its entries.
    Balance {
        /// The account's row.
        row: i64,
        /// What is kept, in micro-units.
        kept: i64,
        /// What the entries sum to, in micro-units.
        sum: i64,
    },
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Unbalanced { posting, sum } => write!(f, "the entries of posting {posting} sum to {sum}"),
            Self::Balance { row, kept, sum } => {
                write!(f, "ledger account {row} has a balance of {kept}, its entries sum to {sum}")
            }
        }
    }
}

/// Adds up a partner's ledger and compares; empty where everything agrees.
///
/// # Errors
/// The database refuses.
pub async fn check(conn: &mut Conn, partner: PartnerKey) -> Result<Vec<Fault>, StoreError> {
    let unbalanced = fetch_all!(
        conn,
        (String, i64),
        "select p.key, cast(sum(e.amount) as bigint) from postings p join entries e on e.posting_n = p.n
         where p.partner_n = $1 group by p.n, p.key having sum(e.amount) <> 0",
        partner.0,
    )?;
    let balances = fetch_all!(
        conn,
        (i64, i64, i64),
        "select a.n, a.balance, cast(coalesce(sum(e.amount), 0) as bigint) from ledger_accounts a
           left join entries e on e.account_n = a.n
         where a.partner_n = $1 group by a.n, a.balance having a.balance <> coalesce(sum(e.amount), 0)",
        partner.0,
    )?;
    let unbalanced = unbalanced.into_iter().map(|(posting, sum)| Fault::Unbalanced { posting, sum });
    let balances = balances.into_iter().map(|(row, kept, sum)| Fault::Balance { row, kept, sum });
    Ok(unbalanced.chain(balances).collect())
}
