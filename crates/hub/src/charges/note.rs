use domain::Timestamp;
use domain::ids::{ChannelKey, PartnerKey};
use domain::permission::PaymentType;
use domain::rates::{Category, Market, is_billed};
use store::charges::{self, NewCharge};
use store::{StoreError, Tx, channels, wabas};
use whatsapp::webhook::{DeliveryStatus, MessageStatus};

use crate::calendar;

/// Who pays for a channel's messages, and by which calendar.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Terms {
    partner: PartnerKey,
    channel: ChannelKey,
    payment: PaymentType,
    zone: &'static str,
}

impl Terms {
    /// The terms of a channel as they are now.
    pub(crate) async fn of(tx: &mut Tx, partner: PartnerKey, channel: ChannelKey) -> Result<Option<Self>, StoreError> {
        let Some(found) = channels::get(tx, channel).await? else { return Ok(None) };
        let Some(waba) = wabas::find(tx, found.waba).await? else { return Ok(None) };
        let zone = calendar::zone_of(&waba.facts);
        Ok(Some(Self { partner, channel, payment: found.contract.payment, zone }))
    }
}

/// Notes a status that says that something billable was delivered. `delivered` may be skipped when a message is read.
pub(crate) async fn note(tx: &mut Tx, terms: &Terms, status: &MessageStatus, at: Timestamp) -> Result<(), StoreError> {
    let is_delivered =
        matches!(status.status, DeliveryStatus::Delivered | DeliveryStatus::Read | DeliveryStatus::Played);
    let Some(pricing) = status.pricing.as_ref().filter(|_| is_delivered) else { return Ok(()) };
    if !is_billed(pricing.kind.as_deref(), pricing.billable) {
        return Ok(());
    }
    let charge = NewCharge {
        message_id: &status.id,
        partner: terms.partner,
        channel: terms.channel,
        payment: terms.payment,
        market: Market::of(status.recipient.as_deref().unwrap_or_default()),
        category: Category::read(pricing.category.as_deref().unwrap_or("unknown")),
        day: calendar::day_in(terms.zone, at),
        at,
    };
    charges::note(tx, &charge).await
}
