//! Invoices, credit notes and the documents that cancel a credit note, numbered without gaps for each partner and kind.

use domain::Timestamp;
use domain::document::DocumentKind;
use domain::ids::ChannelKey;
use domain::money::Minor;

use crate::conn::{fetch_all, fetch_one};
use crate::payments::{PaymentKey, PaymentRow};
use crate::refunds::RefundKey;
use crate::rows::not_a;
use crate::{Conn, StoreError, Tx, dialect};

/// A document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// What it is.
    pub kind: DocumentKind,
    /// Its number among the partner's of this kind, from 1.
    pub number: i64,
    /// The payment that it is about.
    pub payment: PaymentKey,
    /// The refund that it is about.
    pub refund: Option<RefundKey>,
    /// The amount.
    pub amount: Minor,
    /// The processing fee.
    pub fee: Minor,
    /// When it was issued.
    pub at: Timestamp,
}

/// Issues a document with the next number; answers the number.
///
/// # Errors
/// The database refuses.
pub async fn issue(
    tx: &mut Tx,
    kind: DocumentKind,
    payment: &PaymentRow,
    refund: Option<RefundKey>,
    (amount, fee): (Minor, Minor),
    at: Timestamp,
) -> Result<i64, StoreError> {
    // Numbers follow each other without gaps, so whoever issues one holds up the others of this partner until its commit.
    dialect::hold_row(tx, "select n from partners where n = $1 for no key update", payment.partner.0).await?;
    let (number,) = fetch_one!(
        &mut **tx,
        (i64,),
        "insert into documents (partner_n, channel_n, kind, number, payment_n, refund_n, amount, fee, at)
         select $1, $2, $3, coalesce(max(d.number), 0) + 1, $4, $5, $6, $7, $8
           from documents d where d.partner_n = $1 and d.kind = $3
         returning number",
        payment.partner.0,
        payment.channel.0,
        kind.code(),
        payment.key.0,
        refund.map(|refund| refund.0),
        amount.0,
        fee.0,
        at.millis(),
    )?;
    Ok(number)
}

/// The documents of a channel, the newest first, at most 100.
///
/// # Errors
/// The database refuses.
pub async fn of_channel(conn: &mut Conn, channel: ChannelKey) -> Result<Vec<Document>, StoreError> {
    let rows = fetch_all!(
        conn,
        (i64, String, i64, i64, Option<i64>, i64, i64, i64),
        "select n, kind, number, payment_n, refund_n, amount, fee, at from documents
         where channel_n = $1 order by n desc limit 100",
        channel.0,
    )?;
    let read =
        |(n, kind, number, payment, refund, amount, fee, at): (i64, String, i64, i64, Option<i64>, i64, i64, i64)| {
            Ok(Document {
                kind: DocumentKind::from_code(&kind).ok_or_else(|| not_a("documents", n, "kind", &kind))?,
                number,
                payment: PaymentKey(payment),
                refund: refund.map(RefundKey),
                amount: Minor(amount),
                fee: Minor(fee),
                at: Timestamp(at),
            })
        };
    rows.into_iter().map(read).collect()
}
