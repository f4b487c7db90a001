//! `messages` (Meta, webhook reference, messages): incoming messages, statuses of outgoing ones, errors.

use serde::{Deserialize, Serialize};

use super::change::{Origin, instant, object};
use super::dedupe::Key;
use super::{Delivery, Update, UpdateBody, status};
use crate::wire::{Int, List, Nested, Text};

/// The number of ours that a message or status belongs to (`metadata`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sender {
    /// Meta's id of the number.
    pub phone_number_id: Option<String>,
    /// The number as Meta writes it, digits.
    pub display_number: Option<String>,
}

/// A message that came in. What it says is not read: the hub does not process conversations.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InboundMessage {
    /// The number it came to.
    pub receiver: Sender,
    /// Id of the message: `wamid.…`.
    pub id: String,
    /// Who wrote it: digits of a number, or Meta's id of a person who does not show one.
    pub from: Option<String>,
    /// `text`, `image`, `interactive`, … (`type`).
    pub kind: Option<String>,
}

/// An error in a webhook (Meta, Cloud API error codes).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageError {
    /// Meta's code; the meaning is in it and in the details, not in the title.
    pub code: Option<i64>,
    /// Its title.
    pub title: Option<String>,
    /// Its message; often the title again.
    pub message: Option<String>,
    /// What went wrong with this message.
    pub details: Option<String>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Wire<'a> {
    #[serde(borrow)]
    metadata: Nested<MetadataWire<'a>>,
    #[serde(borrow)]
    contacts: List<Nested<ContactWire<'a>>>,
    #[serde(borrow)]
    statuses: List<Nested<status::Wire<'a>>>,
    #[serde(borrow)]
    messages: List<Nested<InboundWire<'a>>>,
    #[serde(borrow)]
    errors: List<Nested<ErrorWire<'a>>>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct MetadataWire<'a> {
    #[serde(borrow)]
    phone_number_id: Text<'a>,
    #[serde(borrow)]
    display_phone_number: Text<'a>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct ContactWire<'a> {
    #[serde(borrow)]
    wa_id: Text<'a>,
    #[serde(borrow)]
    user_id: Text<'a>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct InboundWire<'a> {
    #[serde(borrow)]
    id: Text<'a>,
    #[serde(borrow)]
    from: Text<'a>,
    #[serde(borrow)]
    from_user_id: Text<'a>,
    timestamp: Int,
    #[serde(borrow, rename = "type")]
    kind: Text<'a>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct ErrorWire<'a> {
    code: Int,
    #[serde(borrow)]
    title: Text<'a>,
    #[serde(borrow)]
    message: Text<'a>,
    #[serde(borrow)]
    details: Text<'a>,
    #[serde(borrow)]
    error_data: Nested<ErrorDataWire<'a>>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct ErrorDataWire<'a> {
    #[serde(borrow)]
    details: Text<'a>,
}

pub(super) fn errors(wire: &List<Nested<ErrorWire<'_>>>) -> Vec<MessageError> {
    wire.objects()
        .map(|error| MessageError {
            code: error.code.0,
            title: error.title.owned(),
            message: error.message.owned(),
            details: error.error_data.0.as_ref().and_then(|data| data.details.owned()).or(error.details.owned()),
        })
        .collect()
}

/// Adds the updates of a `messages` value; says whether all of it could be read, so that nothing is lost.
pub(super) fn read(delivery: &mut Delivery, origin: &Origin<'_>, value: &str) -> bool {
    let Some(wire) = object::<Wire<'_>>(value) else { return false };
    let sender = wire.metadata.0.as_ref().map_or_else(Sender::default, |metadata| Sender {
        phone_number_id: metadata.phone_number_id.owned(),
        display_number: metadata.display_phone_number.owned(),
    });
    let before = delivery.updates.len();
    let expected = wire.statuses.0.len() + wire.messages.0.len() + usize::from(!wire.errors.0.is_empty());
    delivery.updates.extend(wire.statuses.objects().filter_map(|status| status.update(origin, &sender)));
    let contact = wire.only_contact();
    let messages = wire.messages.objects().filter_map(|message| message.update(origin, &sender, contact));
    delivery.updates.extend(messages);
    let errors = errors(&wire.errors);
    if !errors.is_empty() {
        delivery.updates.push(origin.update("messages", value, UpdateBody::MessageErrors { sender, errors }));
    }
    0 < expected && delivery.updates.len() - before == expected
}

impl Wire<'_> {
    /// The person that the messages are from, when there is one alone.
    fn only_contact(&self) -> Option<&str> {
        let mut contacts = self.contacts.objects();
        let contact = contacts.next().filter(|_| contacts.next().is_none())?;
        contact.wa_id.get().or(contact.user_id.get())
    }
}

impl InboundWire<'_> {
    fn update(&self, origin: &Origin<'_>, receiver: &Sender, contact: Option<&str>) -> Option<Update> {
        let id = self.id.get()?;
        let body = InboundMessage {
            receiver: receiver.clone(),
            id: id.to_owned(),
            from: self.from.get().or(self.from_user_id.get()).or(contact).map(str::to_owned),
            kind: self.kind.owned(),
        };
        Some(Update {
            waba_id: origin.id.to_owned(),
            at: self.timestamp.0.map(instant).or(origin.at),
            dedupe: Key::new("inbound").text(id).finish(),
            body: UpdateBody::Inbound(Box::new(body)),
        })
    }
}
