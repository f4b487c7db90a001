//! What each update means for the state.

use std::collections::HashMap;

use domain::Timestamp;
use domain::delivery::Target;
use domain::event::{EventData, EventKind, NewEvent};
use domain::ids::{ChannelKey, PartnerKey};
use domain::meta::{BusinessVerification, NameStatus, WabaStatus};
use store::message_statuses::{self, MessageStatus};
use store::wabas::{self, Waba};
use store::{StoreError, Tx, channels, webhooks};
use whatsapp::webhook::{
    AccountAlert, AccountUpdate, Delivery, DeliveryStatus, NumberName, NumberQuality, Update, UpdateBody, WebhookNumber,
};

use crate::Hub;
use crate::channels::save;
use crate::charges::{self, Terms};
use crate::templates::received;

/// Applies updates within one transaction; remembers which channel a number belongs to.
pub(super) struct Applier<'h> {
    hub: &'h Hub,
    pub(super) channels: HashMap<String, Option<(ChannelKey, PartnerKey)>>,
    pub(super) targets: HashMap<ChannelKey, Vec<Target>>,
    terms: HashMap<ChannelKey, Option<Terms>>,
}

impl<'h> Applier<'h> {
    pub(super) fn new(hub: &'h Hub) -> Self {
        Self { hub, channels: HashMap::new(), targets: HashMap::new(), terms: HashMap::new() }
    }

    /// Applies each update that was not applied before.
    pub(super) async fn apply(
        &mut self,
        tx: &mut Tx,
        delivery: &Delivery,
        received_at: Timestamp,
    ) -> Result<(), StoreError> {
        for update in &delivery.updates {
            // Statuses of messages carry their own order and are kept by message: applying one twice changes
            // nothing, so they need no memory of their own.
            if let UpdateBody::Status(status) = &update.body {
                self.message_status(tx, status, update.at.unwrap_or(received_at)).await?;
                continue;
            }
            match (webhooks::first_time(tx, &update.dedupe, received_at).await?, &update.body) {
                (true, _) => self.update(tx, update, received_at).await?,
                // It says only that something may have changed, so two changes in one second look the same.
                (false, UpdateBody::NumberQuality(_)) => look_again(tx, &update.waba_id, received_at).await?,
                (false, _) => {}
            }
        }
        Ok(())
    }

    async fn update(&mut self, tx: &mut Tx, update: &Update, now: Timestamp) -> Result<(), StoreError> {
        match &update.body {
            UpdateBody::Status(_) | UpdateBody::Inbound(_) | UpdateBody::MessageErrors { .. } => return Ok(()),
            UpdateBody::Template { field, raw } | UpdateBody::Other { field, raw } => {
                return webhooks::count_field(tx, field, &clipped(raw), now).await;
            }
            _ => {}
        }
        let Some(waba) = wabas::find_by_external_id(tx, &update.waba_id).await? else {
            return webhooks::count_field(tx, "(account that is not connected)", &clipped(&update.waba_id), now).await;
        };
        match &update.body {
            UpdateBody::Account(account) => self.account(tx, &waba, account, now).await,
            UpdateBody::AccountReview { decision } => {
                let mut facts = waba.facts.clone();
                facts.review = Some(decision.clone());
                save::change_waba(self.hub, tx, &waba, facts).await?;
                // Meta repeats for days what it could not deliver, so an older decision may come last.
                wabas::sync_soon(tx, waba.key, now).await
            }
            UpdateBody::AccountAlert(alert) => self.alert(tx, &waba, alert).await,
            UpdateBody::NumberQuality(quality) => self.quality(tx, &waba, quality, now).await,
            UpdateBody::NumberName(name) => self.name(tx, &waba, name, now).await,
            UpdateBody::BusinessCapability(capability) => {
                let mut facts = waba.facts.clone();
                if capability.messaging_limit.is_some() {
                    facts.messaging_limit.clone_from(&capability.messaging_limit);
                }
                let waba = save::change_waba(self.hub, tx, &waba, facts).await?;
                wabas::sync_soon(tx, waba.key, now).await
            }
            body @ (UpdateBody::TemplateStatus(_)
            | UpdateBody::TemplateQuality(_)
            | UpdateBody::TemplateComponents(_)
            | UpdateBody::TemplateCategory(_)) => received::apply(self.hub, tx, &waba, body, now).await,
            UpdateBody::Status(_)
            | UpdateBody::Inbound(_)
            | UpdateBody::MessageErrors { .. }
            | UpdateBody::Template { .. }
            | UpdateBody::Other { .. } => Ok(()),
        }
    }

    async fn account(
        &self,
        tx: &mut Tx,
        waba: &Waba,
        update: &AccountUpdate,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let mut facts = waba.facts.clone();
        let mut told = None;
        match update {
            AccountUpdate::Ban { state, date } => {
                facts.status = state.waba_status().or(facts.status);
                facts.disable_date.clone_from(date);
            }
            AccountUpdate::Violation { kind } => {
                told = Some((EventKind::AccountViolation, words(kind)));
            }
            AccountUpdate::Restriction { restrictions } => {
                facts.status = Some(WabaStatus::Restricted);
                let list: Vec<String> = restrictions.iter().map(|restriction| words(&restriction.kind)).collect();
                told = Some((EventKind::AccountRestriction, list.join(", ")));
            }
            AccountUpdate::Verified { .. } => facts.business_verification = Some(BusinessVerification::Verified),
            AccountUpdate::Deleted => facts.status = Some(WabaStatus::Deleted),
            AccountUpdate::Offboarded => facts.status = Some(WabaStatus::from("OFFBOARDED")),
            AccountUpdate::PartnerRemoved(_) | AccountUpdate::AppUninstalled(_) => {
                facts.status = Some(WabaStatus::Removed)
            }
            AccountUpdate::Reconnected | AccountUpdate::PartnerAdded(_) | AccountUpdate::AppInstalled(_) => {
                facts.status = Some(WabaStatus::Active);
            }
            AccountUpdate::PrimaryCountry { country } => facts.country = Some(country.clone()),
            AccountUpdate::Certification { status, rejection_reasons } => {
                let detail = [vec![words(status)], rejection_reasons.iter().map(|reason| words(reason)).collect()]
                    .concat()
                    .join(", ");
                told = Some((EventKind::AccountAlert, format!("Certification: {detail}")));
            }
            AccountUpdate::Noted { event, raw } => {
                return webhooks::count_field(tx, &format!("account_update {event}"), &clipped(raw), now).await;
            }
        }
        let waba = save::change_waba(self.hub, tx, waba, facts).await?;
        if let Some((kind, detail)) = told {
            let event = NewEvent { kind, data: EventData::about(waba.facts.name.as_str()).because(detail) };
            save::tell(self.hub, tx, &waba, save::Concerns::Account, &[event]).await?;
        }
        wabas::sync_soon(tx, waba.key, now).await
    }

    async fn alert(&self, tx: &mut Tx, waba: &Waba, alert: &AccountAlert) -> Result<(), StoreError> {
        let detail = alert.description.clone().unwrap_or_else(|| words(&alert.kind));
        let event = NewEvent {
            kind: EventKind::AccountAlert,
            data: EventData::about(waba.facts.name.as_str()).because(detail),
        };
        save::tell(self.hub, tx, waba, save::Concerns::Account, &[event]).await
    }

    async fn quality(
        &self,
        tx: &mut Tx,
        waba: &Waba,
        update: &NumberQuality,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        // Neither the rating nor the status of the number is in this webhook, only that one of them may have changed: the
        // sync that follows brings both at once, so that a reader of the history is told once.
        wabas::sync_soon(tx, waba.key, now).await?;
        if update.limit.is_none() {
            return Ok(());
        }
        let Some(channel) = by_number(tx, waba, &update.number).await? else { return Ok(()) };
        let mut facts = channel.facts.clone();
        facts.messaging_limit.clone_from(&update.limit);
        save::change(self.hub, tx, (waba, waba), &channel, &facts).await
    }

    async fn name(&self, tx: &mut Tx, waba: &Waba, update: &NumberName, now: Timestamp) -> Result<(), StoreError> {
        wabas::sync_soon(tx, waba.key, now).await?;
        let Some(channel) = by_number(tx, waba, &update.number).await? else { return Ok(()) };
        let mut facts = channel.facts.clone();
        let status = update.decision.name_status();
        let another = update.requested_name.as_ref().filter(|name| **name != facts.name);
        match (another, &status) {
            (Some(name), Some(NameStatus::Approved)) => {
                facts.name.clone_from(name);
                (facts.requested_name, facts.requested_name_status) = (None, None);
            }
            // The name in force stays in force, with the review that it had.
            (Some(name), Some(decided)) => {
                facts.requested_name = (*decided == NameStatus::PendingReview).then(|| name.clone());
                facts.requested_name_status = facts.requested_name.is_some().then(|| decided.clone());
                save::change(self.hub, tx, (waba, waba), &channel, &facts).await?;
                let detail = update.reason.as_ref().map_or(name.clone(), |reason| format!("{name}: {}", words(reason)));
                let data =
                    EventData::about(facts.number.display()).changed(None, Some(decided.label())).because(detail);
                let reviewed = NewEvent { kind: EventKind::DisplayNameReviewed, data };
                return save::tell(self.hub, tx, waba, save::Concerns::Number(channel.key), &[reviewed]).await;
            }
            _ => {}
        }
        if status.is_some() {
            facts.name_status = status;
        }
        save::change(self.hub, tx, (waba, waba), &channel, &facts).await
    }

    async fn message_status(
        &mut self,
        tx: &mut Tx,
        status: &whatsapp::webhook::MessageStatus,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let Some(number) = &status.sender.phone_number_id else { return Ok(()) };
        let Some((channel, partner)) = self.channel(tx, number).await? else { return Ok(()) };
        let reported = MessageStatus {
            message_id: &status.id,
            channel,
            status: status.status.code(),
            rank: rank(&status.status),
            at,
            error_code: status.errors.first().and_then(|error| error.code),
        };
        message_statuses::report(tx, &reported).await?;
        if status.pricing.is_none() {
            return Ok(());
        }
        let terms = match self.terms.get(&channel) {
            Some(terms) => *terms,
            None => *self.terms.entry(channel).or_insert(Terms::of(tx, partner, channel).await?),
        };
        match terms {
            Some(terms) => charges::note(tx, &terms, status, at).await,
            None => Ok(()),
        }
    }
}

async fn look_again(tx: &mut Tx, waba_id: &str, now: Timestamp) -> Result<(), StoreError> {
    match wabas::find_by_external_id(tx, waba_id).await? {
        Some(waba) => wabas::sync_soon(tx, waba.key, now).await,
        None => Ok(()),
    }
}

/// A message goes from sent to delivered to read to played; one that failed or was deleted stays so.
fn rank(status: &DeliveryStatus) -> i64 {
    match status {
        DeliveryStatus::Other(_) => 0,
        DeliveryStatus::Sent => 1,
        DeliveryStatus::Delivered => 2,
        DeliveryStatus::Read => 3,
        DeliveryStatus::Played => 4,
        DeliveryStatus::Failed => 5,
        DeliveryStatus::Deleted => 6,
    }
}

async fn by_number(tx: &mut Tx, waba: &Waba, number: &WebhookNumber) -> Result<Option<channels::Channel>, StoreError> {
    match &number.number {
        Some(number) => channels::find_by_digits(tx, waba.key, &number.digits()).await,
        None => Ok(None),
    }
}

/// Meta's code as words: `RESTRICTED_BIZ_INITIATED_MESSAGING` becomes `restricted biz initiated messaging`.
fn words(code: &str) -> String {
    code.replace('_', " ").to_lowercase()
}

/// As much of a value as a sample needs.
fn clipped(text: &str) -> String {
    text.chars().take(500).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_only_goes_forward() {
        let life = [DeliveryStatus::Sent, DeliveryStatus::Delivered, DeliveryStatus::Read, DeliveryStatus::Failed];
        assert!(life.windows(2).all(|pair| rank(&pair[0]) < rank(&pair[1])));
        assert_eq!(rank(&DeliveryStatus::from("teleported")), 0);
    }
}
