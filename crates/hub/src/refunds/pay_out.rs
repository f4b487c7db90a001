use domain::document::DocumentKind;
use domain::ledger::Posting;
use domain::refund::RefundState;
use payments::{Gateway, GatewayError, NewRefund, PaymentRef, Refund, RequestKey, Sum, WhichRefund};
use store::ledger::{self, Holder, Note};
use store::payments::{self as kept, PaymentRow};
use store::refunds::{self, RefundRow};
use store::{StoreError, Tx, documents, partners};

use crate::{Hub, HubError};

/// Between two questions to the provider.
const LOOK_EVERY_SECONDS: i64 = 300;
/// A bank may send back what was paid out; it is looked at for so long.
const WATCH_SECONDS: i64 = 30 * 86_400;
const WATCH_EVERY_SECONDS: i64 = 86_400;

/// Moves the refunds that are due on; answers how many there were.
///
/// # Errors
/// The database refuses.
pub async fn drive_due(hub: &Hub, gateway: &Gateway) -> Result<usize, HubError> {
    let due = refunds::due(&mut hub.store.read().await?, hub.clock.now()).await?;
    for refund in &due {
        pay_out(hub, gateway, refund).await?;
    }
    Ok(due.len())
}

/// Asks the provider to pay a refund out, or how it stands. An answer that is not clear changes nothing: the same question
/// is asked again later, with the same key.
///
/// # Errors
/// The database refuses.
pub async fn pay_out(hub: &Hub, gateway: &Gateway, refund: &RefundRow) -> Result<RefundState, HubError> {
    let mut conn = hub.store.read().await?;
    let payment = kept::get(&mut conn, refund.payment).await?.ok_or(HubError::NotFound)?;
    let currency = partners::currency(&mut conn, refund.partner).await?;
    drop(conn);
    let answer = match refund.state {
        RefundState::Requested => gateway.refund(&request(refund, &payment, currency)?).await.map(Some),
        RefundState::Processing | RefundState::PaidOut => gateway.refund_state(&which(refund, &payment)?).await,
        RefundState::Failed => return Ok(refund.state),
    };
    let (worker, refund) = (hub.clone(), refund.clone());
    hub.store.write(move |tx| Box::pin(async move { settle(&worker, tx, &refund, &payment, answer).await })).await
}

fn request(refund: &RefundRow, payment: &PaymentRow, currency: domain::money::Currency) -> Result<NewRefund, HubError> {
    let total = domain::money::Minor(refund.amount.0.saturating_add(refund.fee.0));
    Ok(NewRefund {
        key: key_of(refund)?,
        payment: reference(payment)?,
        sum: Sum::new(total, currency).map_err(HubError::internal)?,
    })
}

fn which(refund: &RefundRow, payment: &PaymentRow) -> Result<WhichRefund, HubError> {
    match &refund.provider_id {
        Some(id) => Ok(WhichRefund::Id(payments::RefundId::parse(id).map_err(HubError::internal)?)),
        None => Ok(WhichRefund::Request { key: key_of(refund)?, payment: reference(payment)? }),
    }
}

fn key_of(refund: &RefundRow) -> Result<RequestKey, HubError> {
    RequestKey::parse(&refund.request).map_err(HubError::internal)
}

fn reference(payment: &PaymentRow) -> Result<PaymentRef, HubError> {
    PaymentRef::parse(payment.reference.as_deref().unwrap_or_default()).map_err(HubError::internal)
}

async fn settle(
    hub: &Hub,
    tx: &mut Tx,
    refund: &RefundRow,
    payment: &PaymentRow,
    answer: Result<Option<Refund>, GatewayError>,
) -> Result<RefundState, HubError> {
    let now = hub.clock.now();
    let (next, provider_id, problem) = match answer {
        Ok(Some(Refund { id, state })) => match state {
            payments::RefundState::Processing => (RefundState::Processing, Some(id), None),
            payments::RefundState::PaidOut => (RefundState::PaidOut, Some(id), None),
            payments::RefundState::Failed(why) => (RefundState::Failed, Some(id), Some(why)),
        },
        // Only the request itself can be refused for good; see the gateway.
        Err(GatewayError::Refused(why)) => (RefundState::Failed, None, Some(why)),
        Ok(None) | Err(GatewayError::Unclear(_)) => (refund.state, None, None),
    };
    let look_at = match next {
        RefundState::Failed => None,
        RefundState::PaidOut if now.plus_seconds(-WATCH_SECONDS) < refund.created_at => Some(WATCH_EVERY_SECONDS),
        RefundState::PaidOut => None,
        RefundState::Requested | RefundState::Processing => Some(LOOK_EVERY_SECONDS),
    };
    let look_at = look_at.map(|seconds| now.plus_seconds(seconds));
    if !refund.state.can_become(next) {
        let names = (provider_id.as_ref().map(payments::RefundId::as_str), None);
        refunds::advance(tx, refund.key, (refund.state, refund.state), names, (now, look_at)).await?;
        return Ok(refund.state);
    }
    let names = (provider_id.as_ref().map(payments::RefundId::as_str), problem.as_deref());
    if refunds::advance(tx, refund.key, (refund.state, next), names, (now, look_at)).await? {
        post(hub, tx, (refund, payment), next).await?;
    }
    Ok(next)
}

/// What a new state means for the ledger. What was reserved and fails goes back with a document that cancels the credit note.
async fn post(
    hub: &Hub,
    tx: &mut Tx,
    (refund, payment): (&RefundRow, &PaymentRow),
    next: RefundState,
) -> Result<(), StoreError> {
    let (amount, fee, now) = (refund.amount, refund.fee, hub.clock.now());
    let posting = match (refund.state, next) {
        (_, RefundState::PaidOut) => Posting::refund_paid(amount, fee),
        (RefundState::PaidOut, RefundState::Failed) => Posting::refund_returned(amount, fee),
        (_, RefundState::Failed) => Posting::refund_released(amount, fee),
        (_, RefundState::Requested | RefundState::Processing) => return Ok(()),
    };
    let posting = posting.ok_or(StoreError::GivenUp("a refund beyond 64 bits"))?;
    let key = format!("refund:{}:{}", refund.id, next.code());
    let note = Note { key: &key, cause: refund.id.as_str(), at: now };
    ledger::post(tx, Holder::Channel(refund.partner, refund.channel), &posting, &note).await?;
    if next == RefundState::Failed {
        let back = |minor: domain::money::Minor| domain::money::Minor(-minor.0);
        kept::give_back(tx, payment.key, back(amount), back(fee)).await?;
        documents::issue(tx, DocumentKind::Cancellation, payment, Some(refund.key), (amount, fee), now).await?;
    }
    Ok(())
}
