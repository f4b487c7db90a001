//! Statuses of messages (Meta, webhook reference, messages, status).

use domain::{Timestamp, open_enum};
use serde::{Deserialize, Serialize};

use super::change::{Origin, instant};
use super::dedupe::Key;
use super::message::{self, MessageError, Sender};
use super::{Update, UpdateBody};
use crate::wire::{Flag, Int, List, Nested, Text};

/// A message was sent, delivered, read, or failed. `delivered` may be skipped when the message is read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageStatus {
    /// The number that sent the message.
    pub sender: Sender,
    /// Id of the message: `wamid.…`.
    pub id: String,
    /// The recipient: digits of a number, or Meta's id of a person who does not show one.
    pub recipient: Option<String>,
    /// How far the message came.
    pub status: DeliveryStatus,
    /// What it costs.
    pub pricing: Option<Pricing>,
    /// The conversation it belongs to; since v24.0 only within a free entry point window.
    pub conversation: Option<Conversation>,
    /// Why it failed.
    pub errors: Vec<MessageError>,
}

open_enum! {
    /// How far a message came (`status`; lower case on the wire).
    pub enum DeliveryStatus {
        Sent = "sent" => "Sent",
        Delivered = "delivered" => "Delivered",
        Read = "read" => "Read",
        Played = "played" => "Played",
        Failed = "failed" => "Failed",
        Deleted = "deleted" => "Deleted",
    }
}

/// What a message costs. Comes with `sent` and with one of `delivered` and `read`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pricing {
    /// Whether Meta bills it; Meta retires this in favour of kind and category.
    pub billable: Option<bool>,
    /// `CBP` (per conversation, before July 2025) or `PMP` (per message).
    pub model: Option<String>,
    /// `regular`, `free_customer_service`, `free_entry_point` (`type`).
    pub kind: Option<String>,
    /// `marketing`, `utility`, `authentication`, `authentication-international`, `service`, …
    pub category: Option<String>,
}

/// The conversation that a message belongs to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conversation {
    /// Meta's id.
    pub id: Option<String>,
    /// What opened it (`origin.type`).
    pub origin: Option<String>,
    /// When it ends.
    pub expires: Option<Timestamp>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Wire<'a> {
    #[serde(borrow)]
    id: Text<'a>,
    #[serde(borrow)]
    recipient_id: Text<'a>,
    #[serde(borrow)]
    recipient_user_id: Text<'a>,
    #[serde(borrow)]
    status: Text<'a>,
    timestamp: Int,
    #[serde(borrow)]
    pricing: Nested<PricingWire<'a>>,
    #[serde(borrow)]
    conversation: Nested<ConversationWire<'a>>,
    #[serde(borrow)]
    errors: List<Nested<message::ErrorWire<'a>>>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct PricingWire<'a> {
    billable: Flag,
    #[serde(borrow)]
    pricing_model: Text<'a>,
    #[serde(borrow, rename = "type")]
    kind: Text<'a>,
    #[serde(borrow)]
    category: Text<'a>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct ConversationWire<'a> {
    #[serde(borrow)]
    id: Text<'a>,
    expiration_timestamp: Int,
    #[serde(borrow)]
    origin: Nested<OriginWire<'a>>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct OriginWire<'a> {
    #[serde(borrow, rename = "type")]
    kind: Text<'a>,
}

impl Wire<'_> {
    /// The update; its key is the message's id and the status, since Meta repeats a status with another time.
    pub fn update(&self, origin: &Origin<'_>, sender: &Sender) -> Option<Update> {
        let (id, status) = (self.id.get()?, self.status.get()?);
        let body = MessageStatus {
            sender: sender.clone(),
            id: id.to_owned(),
            recipient: self.recipient_id.owned().or_else(|| self.recipient_user_id.owned()),
            status: DeliveryStatus::from(status),
            pricing: self.pricing.0.as_ref().map(|pricing| Pricing {
                billable: pricing.billable.0,
                model: pricing.pricing_model.owned(),
                kind: pricing.kind.owned(),
                category: pricing.category.owned(),
            }),
            conversation: self.conversation.0.as_ref().map(|conversation| Conversation {
                id: conversation.id.owned(),
                origin: conversation.origin.0.as_ref().and_then(|origin| origin.kind.owned()),
                expires: conversation.expiration_timestamp.0.map(instant),
            }),
            errors: message::errors(&self.errors),
        };
        Some(Update {
            waba_id: origin.id.to_owned(),
            at: self.timestamp.0.map(instant).or(origin.at),
            dedupe: Key::new("status").text(id).text(status).finish(),
            body: UpdateBody::Status(Box::new(body)),
        })
    }
}
