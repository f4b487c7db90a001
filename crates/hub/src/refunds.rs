//! Giving back what was paid into a channel's balance. What the dialog shows and what is done come from one function; asking
//! reserves the amount at once, the payout follows, and what fails goes back to where it came from.

mod pay_out;

pub use pay_out::{drive_due, pay_out};

use domain::account::{Actor, Organisation};
use domain::document::DocumentKind;
use domain::ids::{ChannelId, PaymentId, RefundId};
use domain::ledger::Posting;
use domain::money::{Currency, Micros, Minor};
use domain::permission::PaymentType;
use domain::refund::{self, Preview, Refusal, Usage};
use payments::RequestKey;
use store::channels::{self, Channel};
use store::ledger::{self, Holder, Note};
use store::payments::{self as kept, PaymentRow};
use store::refunds::{self, NewRefund, RefundRow};
use store::{Conn, StoreError, Tx, charges as noted, documents, partners};

use crate::accounts::audit::{self, Action, By, Entry};
use crate::funds::{payable, used_key};
use crate::{Hub, HubError, charges};

/// What a refund would give back now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// The payment that it goes against.
    pub payment: PaymentId,
    /// The balance now.
    pub balance: Micros,
    /// The currency.
    pub currency: Currency,
    /// What is given back, and why.
    pub preview: Preview,
}

/// What the person saw and confirmed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// The payment.
    pub payment: PaymentId,
    /// What leaves the balance.
    pub amount: Minor,
    /// What of the fee goes back with it.
    pub fee: Minor,
}

impl From<&Offer> for Shown {
    fn from(offer: &Offer) -> Self {
        Self { payment: offer.payment.clone(), amount: offer.preview.amount, fee: offer.preview.fee }
    }
}

/// What a refund of a channel's funds would give back now, or why there is nothing.
///
/// # Errors
/// [`HubError::NotFound`] for a channel of somebody else and for one that its partner pays for.
pub async fn preview(hub: &Hub, actor: &Actor, id: &ChannelId) -> Result<Result<Offer, Refusal>, HubError> {
    charges::post_all(hub).await?;
    let mut conn = hub.store.read().await?;
    let channel = channels::find(&mut conn, actor.organisation, id).await?.ok_or(HubError::NotFound)?;
    if channel.contract.payment != PaymentType::Direct {
        return Err(HubError::NotFound);
    }
    let balance = ledger::balance(&mut conn, Holder::Channel(channel.partner, channel.key)).await?;
    Ok(offer(&mut conn, &channel, balance).await?.map(|(offer, _)| offer))
}

/// The one place where a refund is computed.
async fn offer(
    conn: &mut Conn,
    channel: &Channel,
    balance: Micros,
) -> Result<Result<(Offer, PaymentRow), Refusal>, StoreError> {
    let paid = kept::paid(conn, channel.key).await?;
    let mut payments = Vec::with_capacity(paid.len());
    for payment in &paid {
        let used = match payment.paid_at {
            Some(at) if !noted::any_since(conn, channel.key, at).await? => Usage::Unused,
            _ => Usage::Used,
        };
        payments.push(payment.for_refund(used));
    }
    let preview = match refund::preview(balance, &payments) {
        Ok(preview) => preview,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let Some(payment) = paid.into_iter().nth(preview.payment) else { return Ok(Err(Refusal::Payment)) };
    let currency = partners::currency(conn, channel.partner).await?;
    Ok(Ok((Offer { payment: payment.id.clone(), balance, currency, preview }, payment)))
}

/// Asks for a refund: exactly what was shown, once for each key. The amount is reserved and the credit note issued; the
/// payout follows.
///
/// # Errors
/// [`HubError::NotFound`] for a channel of somebody else, [`HubError::Forbidden`] for members, [`HubError::Conflict`]
/// where there is nothing to refund, where something else would be given back than was shown, and for a key that was used
/// for something else. Nothing is done then.
pub async fn ask(
    hub: &Hub,
    actor: &Actor,
    id: &ChannelId,
    key: &RequestKey,
    shown: &Shown,
) -> Result<RefundRow, HubError> {
    charges::post_all(hub).await?;
    let (worker, actor, id, key, shown) = (hub.clone(), *actor, id.clone(), key.clone(), shown.clone());
    let asked = hub
        .store
        .write(move |tx| {
            Box::pin(async move {
                let channel = payable(tx, &actor, &id).await?;
                // Whoever asks at the same time waits here, and then sees what this one has done.
                let holder = Holder::Channel(channel.partner, channel.key);
                let balance = ledger::hold_balance(tx, holder).await?;
                if let Some(known) = refunds::by_key(tx, key.as_str()).await? {
                    return same(tx, &channel, known, &shown).await;
                }
                let (offer, payment) = offer(tx, &channel, balance)
                    .await?
                    .map_err(|refusal| HubError::Conflict(refusal.label().to_owned()))?;
                if Shown::from(&offer) != shown {
                    return Err(changed());
                }
                reserve(&worker, tx, &actor, (&channel, &payment), (&offer, &key)).await
            })
        })
        .await?;
    hub.signals.refunds.notify_one();
    Ok(asked)
}

fn changed() -> HubError {
    HubError::Conflict(
        "The balance has changed since the amount was shown, and nothing was done. Look at the new amount and confirm it."
            .to_owned(),
    )
}

/// The refund of a key that was sent before, where it was the same request.
async fn same(conn: &mut Conn, channel: &Channel, known: RefundRow, shown: &Shown) -> Result<RefundRow, HubError> {
    let payment = kept::get(conn, known.payment).await?.ok_or(HubError::NotFound)?;
    let then = Shown { payment: payment.id, amount: known.amount, fee: known.fee };
    if known.channel == channel.key && then == *shown { Ok(known) } else { Err(used_key()) }
}

async fn reserve(
    hub: &Hub,
    tx: &mut Tx,
    actor: &Actor,
    (channel, payment): (&Channel, &PaymentRow),
    (offer, key): (&Offer, &RequestKey),
) -> Result<RefundRow, HubError> {
    let (amount, fee, now) = (offer.preview.amount, offer.preview.fee, hub.clock.now());
    let (id, name) = (RefundId::from_entropy(hub.random.entropy()), audit::name_of(tx, actor.user).await?);
    let new = NewRefund {
        id: &id,
        partner: channel.partner,
        channel: channel.key,
        payment: payment.key,
        key: key.as_str(),
        amount,
        fee,
        asked_by: &name,
        at: now,
    };
    let refund = refunds::insert(tx, &new).await?;
    kept::give_back(tx, payment.key, amount, fee).await?;
    let posting = Posting::refund_reserved(amount, fee).ok_or(StoreError::GivenUp("a refund beyond 64 bits"))?;
    let posted = format!("refund:{id}:reserved");
    let note = Note { key: &posted, cause: id.as_str(), at: now };
    ledger::post(tx, Holder::Channel(channel.partner, channel.key), &posting, &note).await?;
    documents::issue(tx, DocumentKind::CreditNote, payment, Some(refund), (amount, fee), now).await?;
    let log = Organisation::Client(channel.partner, channel.client);
    let entry = Entry::new(By::Actor(*actor), log, Action::RefundRequested, channel.facts.number.display());
    let detail = offer.preview.total().display(offer.currency);
    audit::record(tx, entry.channel(channel.key).detail(detail), now).await?;
    refunds::get(tx, refund).await?.ok_or(HubError::NotFound)
}

/// The refunds of a channel, the newest first.
///
/// # Errors
/// [`HubError::NotFound`] for a channel of somebody else.
pub async fn of_channel(hub: &Hub, actor: &Actor, id: &ChannelId) -> Result<Vec<RefundRow>, HubError> {
    let mut conn = hub.store.read().await?;
    let channel = channels::find(&mut conn, actor.organisation, id).await?.ok_or(HubError::NotFound)?;
    Ok(refunds::of_channel(&mut conn, channel.key).await?)
}
