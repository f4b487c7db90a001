//! The ledger: postings and their entries, which are only ever added, and the balances that they sum up to.

mod check;

use domain::Timestamp;
use domain::ids::{ChannelKey, PartnerKey};
use domain::ledger::{Account, Posting};
use domain::money::Micros;

pub use check::{Fault, check};

use crate::conn::{execute, fetch_one, fetch_optional};
use crate::error::ensure_affected;
use crate::{Conn, StoreError, Tx, dialect};

/// Whose balance it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Holder {
    /// The partner, for all numbers that it pays for.
    Partner(PartnerKey),
    /// A number that its client pays for.
    Channel(PartnerKey, ChannelKey),
}

impl Holder {
    /// The partner in whose ledger it stands.
    pub const fn partner(self) -> PartnerKey {
        match self {
            Self::Partner(partner) | Self::Channel(partner, _) => partner,
        }
    }

    const fn channel(self) -> Option<i64> {
        match self {
            Self::Partner(_) => None,
            Self::Channel(_, channel) => Some(channel.0),
        }
    }
}

/// What stands beside a posting.
#[derive(Clone, Debug)]
pub struct Note<'a> {
    /// The same for the same thing: it is posted once.
    pub key: &'a str,
    /// What caused it, by its id.
    pub cause: &'a str,
    /// When.
    pub at: Timestamp,
}

/// Row number of a posting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PostingKey(pub i64);

/// Whether something was posted now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Posted {
    /// It is posted now.
    Now(PostingKey),
    /// It was posted before, and nothing has changed.
    Before(PostingKey),
}

/// Adds a posting to the ledger of a holder and its entries to the balances, once for each key.
///
/// # Errors
/// The database refuses.
pub async fn post(tx: &mut Tx, holder: Holder, posting: &Posting, note: &Note<'_>) -> Result<Posted, StoreError> {
    let inserted = fetch_optional!(
        &mut **tx,
        (i64,),
        "insert into postings (partner_n, channel_n, key, reason, cause, at) values ($1, $2, $3, $4, $5, $6)
         on conflict (key) do nothing returning n",
        holder.partner().0,
        holder.channel(),
        note.key,
        posting.reason().code(),
        note.cause,
        note.at.millis(),
    )?;
    let Some((n,)) = inserted else {
        let (n,) = fetch_one!(&mut **tx, (i64,), "select n from postings where key = $1", note.key)?;
        return Ok(Posted::Before(PostingKey(n)));
    };
    for entry in posting.entries() {
        let account = account(tx, holder, entry.account).await?;
        execute!(
            tx,
            "insert into entries (account_n, posting_n, amount) values ($1, $2, $3)",
            account,
            n,
            entry.amount.0
        )?;
        let changed =
            execute!(tx, "update ledger_accounts set balance = balance + $2 where n = $1", account, entry.amount.0)?;
        ensure_affected("change a balance", 1, changed)?;
    }
    Ok(Posted::Now(PostingKey(n)))
}

/// The row of an account, made where there is none yet. Only a balance has a holder of its own.
async fn account(tx: &mut Tx, holder: Holder, account: Account) -> Result<i64, StoreError> {
    let channel = if account == Account::Balance { holder.channel() } else { None };
    if let Some(n) = find(tx, holder.partner(), channel, account).await? {
        return Ok(n);
    }
    execute!(
        tx,
        "insert into ledger_accounts (partner_n, channel_n, account) values ($1, $2, $3) on conflict do nothing",
        holder.partner().0,
        channel,
        account.code(),
    )?;
    let n = find(tx, holder.partner(), channel, account).await?;
    n.ok_or(StoreError::RowsAffected { what: "open an account", expected: 1, actual: 0 })
}

async fn find(
    conn: &mut Conn,
    partner: PartnerKey,
    channel: Option<i64>,
    account: Account,
) -> Result<Option<i64>, StoreError> {
    let found = match channel {
        None => fetch_optional!(
            conn,
            (i64,),
            "select n from ledger_accounts where partner_n = $1 and account = $2 and channel_n is null",
            partner.0,
            account.code(),
        )?,
        Some(channel) => fetch_optional!(
            conn,
            (i64,),
            "select n from ledger_accounts where channel_n = $1 and account = $2",
            channel,
            account.code(),
        )?,
    };
    Ok(found.map(|(n,)| n))
}

/// A balance; zero where nothing was ever posted.
///
/// # Errors
/// The database refuses.
pub async fn balance(conn: &mut Conn, holder: Holder) -> Result<Micros, StoreError> {
    of(conn, holder, Account::Balance).await
}

/// What an account of the partner, or a holder's balance, sums up to.
///
/// # Errors
/// The database refuses.
pub async fn of(conn: &mut Conn, holder: Holder, account: Account) -> Result<Micros, StoreError> {
    let channel = if account == Account::Balance { holder.channel() } else { None };
    let Some(n) = find(conn, holder.partner(), channel, account).await? else { return Ok(Micros(0)) };
    Ok(Micros(fetch_one!(conn, (i64,), "select balance from ledger_accounts where n = $1", n)?.0))
}

/// A balance that nobody else changes until the end of the transaction.
///
/// # Errors
/// The database refuses.
pub async fn hold_balance(tx: &mut Tx, holder: Holder) -> Result<Micros, StoreError> {
    let n = account(tx, holder, Account::Balance).await?;
    dialect::hold_row(tx, "select n from ledger_accounts where n = $1 for no key update", n).await?;
    Ok(Micros(fetch_one!(&mut **tx, (i64,), "select balance from ledger_accounts where n = $1", n)?.0))
}
