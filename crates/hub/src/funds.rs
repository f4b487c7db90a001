//! Payments into a channel's balance. A payment is kept before the provider hears of it, and credited once, when the
//! provider says that it is paid: nothing is lost or doubled by a crash or by an answer that does not come.

use domain::Timestamp;
use domain::account::{Actor, Capability, Organisation};
use domain::document::DocumentKind;
use domain::ids::{ChannelId, PaymentId};
use domain::ledger::Posting;
use domain::money::Currency;
use domain::permission::PaymentType;
use domain::top_up::{FeeRate, PaymentState, TopUpAmount};
use payments::{Charge, CheckoutId, CheckoutState, Gateway, GatewayError, NewCheckout, RequestKey};
use store::channels::{self, Channel};
use store::documents;
use store::ledger::{self, Holder, Note, Posted};
use store::payments::{self as kept, NewPayment, PaymentRow};
use store::{StoreError, Tx, partners};
use url::Url;

use crate::accounts::audit::{self, Action, By, Entry};
use crate::accounts::require;
use crate::{Hub, HubError, permissions};

/// How long the provider's page can be paid.
const OPEN_FOR_SECONDS: i64 = 23 * 3_600;
/// Between two looks at a payment nobody has told about.
const LOOK_EVERY_SECONDS: i64 = 300;

/// A payment to begin.
#[derive(Clone, Debug)]
pub struct TopUp {
    /// How much is credited.
    pub amount: TopUpAmount,
    /// What is paid on top.
    pub fee: FeeRate,
    /// The name of the request: sent again it is the same payment.
    pub key: RequestKey,
}

/// A payment that has begun.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Begun {
    /// Its name.
    pub id: PaymentId,
    /// The provider's page, where it is paid.
    pub page: Url,
}

/// Begins a payment into a channel's balance.
///
/// # Errors
/// [`HubError::NotFound`] for a channel of somebody else, [`HubError::Forbidden`] for members, [`HubError::Conflict`] for
/// a channel that its partner pays for and for a key that was used for something else, [`HubError::Upstream`] where the
/// provider refuses or does not answer; the same request can be sent again then.
pub async fn top_up(
    hub: &Hub,
    gateway: &Gateway,
    actor: &Actor,
    id: &ChannelId,
    top_up: TopUp,
) -> Result<Begun, HubError> {
    let payment = keep(hub, actor, id, top_up).await?;
    if let (Some(page), PaymentState::Open) = (page_of(&payment), payment.state) {
        return Ok(Begun { id: payment.id, page });
    }
    if payment.state != PaymentState::Open {
        return Err(HubError::Conflict(
            "This payment is settled already. Begin a new one to add more funds.".to_owned(),
        ));
    }
    let request: NewCheckout = serde_json::from_str(&payment.request).map_err(HubError::internal)?;
    let checkout = gateway.begin(&request).await.map_err(refused)?;
    let (key, look_at) = (payment.key, hub.clock.now().plus_seconds(LOOK_EVERY_SECONDS));
    let (name, page) = (checkout.id.as_str().to_owned(), checkout.url.to_string());
    hub.store.write(move |tx| Box::pin(async move { kept::begun(tx, key, (&name, &page), look_at).await })).await?;
    Ok(Begun { id: payment.id, page: checkout.url })
}

fn page_of(payment: &PaymentRow) -> Option<Url> {
    payment.address.as_deref().and_then(|page| Url::parse(page).ok())
}

fn refused(error: GatewayError) -> HubError {
    HubError::Upstream { message: error.to_string() }
}

/// Keeps the payment before anybody outside hears of it; the one that the key has begun already, if there is one.
async fn keep(hub: &Hub, actor: &Actor, id: &ChannelId, top_up: TopUp) -> Result<PaymentRow, HubError> {
    let (worker, actor, id) = (hub.clone(), *actor, id.clone());
    hub.store
        .write(move |tx| {
            Box::pin(async move {
                let channel = payable(tx, &actor, &id).await?;
                let (amount, fee) = (top_up.amount.minor(), top_up.fee.of(top_up.amount));
                if let Some(known) = kept::by_key(tx, top_up.key.as_str()).await? {
                    let is_same = (known.channel, known.amount, known.fee) == (channel.key, amount, fee);
                    return if is_same { Ok(known) } else { Err(used_key()) };
                }
                let currency = partners::currency(tx, channel.partner).await?;
                let request = request(&worker, &channel, &top_up, currency)?;
                let payment = PaymentId::from_entropy(worker.random.entropy());
                let (name, at) = (audit::name_of(tx, actor.user).await?, worker.clock.now());
                let new = NewPayment {
                    id: &payment,
                    partner: channel.partner,
                    channel: channel.key,
                    key: top_up.key.as_str(),
                    request: &request,
                    amount,
                    fee,
                    asked_by: &name,
                    at,
                };
                kept::insert(tx, &new).await?;
                let log = Organisation::Client(channel.partner, channel.client);
                let entry = Entry::new(By::Actor(actor), log, Action::TopUpBegun, channel.facts.number.display());
                audit::record(tx, entry.channel(channel.key).detail(amount.display(currency)), at).await?;
                kept::by_key(tx, top_up.key.as_str()).await?.ok_or(HubError::NotFound)
            })
        })
        .await
}

/// The answer to a key that was used for something else.
pub(crate) fn used_key() -> HubError {
    HubError::Conflict("This request was used for something else already. Reload the page and try again.".to_owned())
}

/// A channel whose client pays, for somebody who may handle its money.
pub(crate) async fn payable(tx: &mut Tx, actor: &Actor, id: &ChannelId) -> Result<Channel, HubError> {
    let channel = permissions::as_of_now(tx, actor.organisation, id).await?;
    require(actor, Capability::ManageBilling)?;
    match channel.contract.payment {
        PaymentType::Direct => Ok(channel),
        PaymentType::Partner => Err(HubError::Conflict(
            "The partner pays for this number from its own balance: there are no funds of the number's own.".to_owned(),
        )),
    }
}

fn request(hub: &Hub, channel: &Channel, top_up: &TopUp, currency: Currency) -> Result<String, HubError> {
    let charge = Charge::new(top_up.amount.minor(), top_up.fee.of(top_up.amount), currency)
        .map_err(|error| HubError::invalid("amount", error))?;
    let back = |outcome: &str| {
        let page = hub.settings.page(&format!("/numbers/{}/balance?payment={outcome}", channel.id));
        Url::parse(&page).map_err(HubError::internal)
    };
    let checkout = NewCheckout {
        key: top_up.key.clone(),
        charge,
        title: format!("Funds for {}", channel.facts.number.display()),
        success: back("done")?,
        cancel: back("cancelled")?,
        expires_at: hub.clock.now().plus_seconds(OPEN_FOR_SECONDS),
    };
    serde_json::to_string(&checkout).map_err(HubError::internal)
}

/// Asks the provider how a payment stands and credits it once it is paid. Called when the provider has told of it, when the
/// payer comes back, and from time to time.
///
/// # Errors
/// The database refuses. A provider that does not answer is asked again later.
pub async fn look_at(hub: &Hub, gateway: &Gateway, payment: &PaymentRow) -> Result<PaymentState, HubError> {
    let (true, Some(name)) = (payment.state.can_become(PaymentState::Paid), &payment.checkout) else {
        return Ok(payment.state);
    };
    let name = CheckoutId::parse(name).map_err(HubError::internal)?;
    let found = gateway.checkout(&name).await;
    let (worker, payment) = (hub.clone(), payment.clone());
    hub.store.write(move |tx| Box::pin(async move { settle(&worker, tx, &payment, found).await })).await
}

async fn settle(
    hub: &Hub,
    tx: &mut Tx,
    payment: &PaymentRow,
    found: Result<CheckoutState, GatewayError>,
) -> Result<PaymentState, HubError> {
    let now = hub.clock.now();
    let later = Some(now.plus_seconds(LOOK_EVERY_SECONDS));
    let (next, reference) = match found {
        Ok(CheckoutState::Paid { payment }) => (PaymentState::Paid, Some(payment)),
        Ok(CheckoutState::Expired) => (PaymentState::Expired, None),
        Ok(CheckoutState::Processing) => (PaymentState::Processing, None),
        // That the question was refused says nothing about the payment.
        Ok(CheckoutState::Open) | Err(_) => {
            kept::look_at(tx, payment.key, later).await?;
            return Ok(payment.state);
        }
    };
    if !payment.state.can_become(next) {
        kept::look_at(tx, payment.key, later).await?;
        return Ok(payment.state);
    }
    let (paid_at, look_at) = match next {
        PaymentState::Paid => (Some(now), None),
        PaymentState::Expired => (None, None),
        PaymentState::Open | PaymentState::Processing => (None, later),
    };
    let reference = reference.as_ref().map(payments::PaymentRef::as_str);
    if kept::advance(tx, payment.key, (payment.state, next), reference, (paid_at, look_at)).await?
        && next == PaymentState::Paid
    {
        credit(tx, payment, now).await?;
    }
    Ok(next)
}

/// Credits what was paid, and issues the invoice.
async fn credit(tx: &mut Tx, payment: &PaymentRow, now: Timestamp) -> Result<(), StoreError> {
    let holder = Holder::Channel(payment.partner, payment.channel);
    let posting =
        Posting::top_up(payment.amount, payment.fee).ok_or(StoreError::GivenUp("a payment beyond 64 bits"))?;
    let key = format!("payment:{}", payment.id);
    let note = Note { key: &key, cause: payment.id.as_str(), at: now };
    if let Posted::Now(_) = ledger::post(tx, holder, &posting, &note).await? {
        documents::issue(tx, DocumentKind::Invoice, payment, None, (payment.amount, payment.fee), now).await?;
    }
    Ok(())
}

/// Looks at the payments that are due; answers how many there were.
///
/// # Errors
/// The database refuses.
pub async fn look_at_due(hub: &Hub, gateway: &Gateway) -> Result<usize, HubError> {
    let due = kept::due(&mut hub.store.read().await?, hub.clock.now()).await?;
    for payment in &due {
        look_at(hub, gateway, payment).await?;
    }
    Ok(due.len())
}

/// The newest payments of a channel.
///
/// # Errors
/// [`HubError::NotFound`] for a channel of somebody else.
pub async fn paid(hub: &Hub, actor: &Actor, id: &ChannelId) -> Result<Vec<PaymentRow>, HubError> {
    let mut conn = hub.store.read().await?;
    let channel = channels::find(&mut conn, actor.organisation, id).await?.ok_or(HubError::NotFound)?;
    Ok(kept::paid(&mut conn, channel.key).await?)
}
