//! Webhooks of the object `whatsapp_business_account` (Meta, Webhooks, "Overview" and the reference of each field):
//! the handshake, and the body as a list of updates.
//!
//! One update is one thing that happened: a change with three message statuses gives three updates, so that each of
//! them is processed once however Meta groups them when it sends them again.

mod account;
mod alert;
mod capability;
mod change;
mod dedupe;
mod hand_on;
mod handshake;
mod message;
mod number;
mod parse;
mod status;
mod template;

use std::collections::BTreeMap;

use domain::Timestamp;
use domain::meta::AccountReview;
use serde::{Deserialize, Serialize};

pub use account::{AccountUpdate, BanState, PartnerAccount, Restriction};
pub use alert::{AccountAlert, AlertSeverity};
pub use capability::BusinessCapability;
pub use change::FIELDS;
pub use hand_on::{NumberChange, changes_of_numbers, test_message};
pub use handshake::handshake;
pub use message::{InboundMessage, MessageError, Sender};
pub use number::{NameDecision, NumberName, NumberQuality, QualityEvent, WebhookNumber};
pub use parse::{WebhookError, parse};
pub use status::{Conversation, DeliveryStatus, MessageStatus, Pricing};
pub use template::{
    CategoryChange, TemplateCategoryUpdate, TemplateComponentsUpdate, TemplateEvent, TemplateQualityUpdate,
    TemplateStatusUpdate, WebhookButton, WebhookTemplate,
};

/// What one POST carried.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delivery {
    /// Everything that happened, in Meta's order. Meta puts up to 1,000 changes into one POST.
    pub updates: Vec<Update>,
    /// How often each field came that is kept verbatim because the hub does not know it ([`UpdateBody::Other`]).
    pub unknown_fields: BTreeMap<String, u32>,
}

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Update {
    /// Meta's id of the account it happened to: the entry's id, or the client's account where the value names it
    /// (an entry of a partner event carries the id of the partner's business). Empty when Meta named none.
    pub waba_id: String,
    /// When it happened: the entry's time, or the time of the message or status. Webhooks of messages have no other.
    pub at: Option<Timestamp>,
    /// The same for each delivery of this update, another for any other update.
    pub dedupe: [u8; 32],
    /// What happened.
    pub body: UpdateBody,
}

/// What happened. Statuses and messages are boxed, since a POST may carry a thousand of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum UpdateBody {
    /// Something happened to the account (`account_update`).
    Account(AccountUpdate),
    /// Meta has reviewed the account (`account_review_update`).
    AccountReview {
        /// What it decided.
        decision: AccountReview,
    },
    /// Meta raises an alert (`account_alerts`).
    AccountAlert(AccountAlert),
    /// Quality, throughput or limit of a number changed (`phone_number_quality_update`).
    NumberQuality(NumberQuality),
    /// Meta has reviewed a display name (`phone_number_name_update`).
    NumberName(NumberName),
    /// The portfolio's limits changed (`business_capability_update`).
    BusinessCapability(BusinessCapability),
    /// A message was sent, delivered, read, or failed (`messages`, `statuses`).
    Status(Box<MessageStatus>),
    /// A message came in (`messages`, `messages`).
    Inbound(Box<InboundMessage>),
    /// Meta reports errors of a number outside of any message (`messages`, `errors`).
    MessageErrors {
        /// The number.
        sender: Sender,
        /// The errors.
        errors: Vec<MessageError>,
    },
    /// Meta has reviewed, paused, disabled or deleted a template (`message_template_status_update`).
    TemplateStatus(Box<TemplateStatusUpdate>),
    /// People take a template better or worse (`message_template_quality_update`).
    TemplateQuality(TemplateQualityUpdate),
    /// A template says something else (`message_template_components_update`).
    TemplateComponents(Box<TemplateComponentsUpdate>),
    /// The category of a template changes (`template_category_update`).
    TemplateCategory(TemplateCategoryUpdate),
    /// Anything else that happened to a template (`message_template_*`, `template_*`), or a value that does not look
    /// like its field's; kept verbatim.
    Template {
        /// Which field.
        field: String,
        /// Its value as it came, JSON.
        raw: String,
    },
    /// A field that the hub does not know, or a value that does not look like its field's. Kept verbatim and counted.
    Other {
        /// Which field; empty when the body had none.
        field: String,
        /// Its value as it came, JSON.
        raw: String,
    },
}
