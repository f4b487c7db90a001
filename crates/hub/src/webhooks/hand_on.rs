//! Handing on what Meta sends for a number.

use std::collections::hash_map::Entry;

use domain::Timestamp;
use domain::delivery::DeliveryKind;
use domain::ids::{ChannelKey, PartnerKey, base62};
use store::deliveries::{self, NewDelivery};
use store::{StoreError, Tx, channels};
use whatsapp::webhook::NumberChange;

use super::apply::Applier;
use crate::channel_webhooks;

/// Letters and digits of an id: all that 16 bytes fill.
const ID: usize = 22;

impl Applier<'_> {
    /// Hands on what is addressed to numbers that have a webhook, each change once however often Meta repeats it. What is
    /// addressed to others is not kept.
    pub(super) async fn hand_on(
        &mut self,
        tx: &mut Tx,
        changes: &[NumberChange],
        received_at: Timestamp,
    ) -> Result<(), StoreError> {
        for change in changes {
            let Some((channel, partner)) = self.channel(tx, &change.number_id).await? else { continue };
            let targets = match self.targets.entry(channel) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(unknown) => unknown.insert(channel_webhooks::targets(tx, channel).await?),
            };
            for target in targets {
                let delivery = NewDelivery {
                    id: id(change),
                    partner,
                    target: *target,
                    kind: DeliveryKind::Inbound,
                    name: change.field.clone(),
                    payload: change.body.clone().into_bytes(),
                    at: received_at,
                };
                deliveries::enqueue(tx, &delivery).await?;
            }
        }
        Ok(())
    }

    /// The channel with this id at Meta, and its partner.
    pub(super) async fn channel(
        &mut self,
        tx: &mut Tx,
        number: &str,
    ) -> Result<Option<(ChannelKey, PartnerKey)>, StoreError> {
        if let Some(known) = self.channels.get(number) {
            return Ok(*known);
        }
        let found = channels::keys_by_external_id(tx, number).await?;
        self.channels.insert(number.to_owned(), found);
        Ok(found)
    }
}

/// Made of what the change says, so that a repeated one is known.
fn id(change: &NumberChange) -> String {
    let mut digest = [0; 16];
    digest.copy_from_slice(&change.dedupe[..16]);
    base62(digest, ID)
}
