//! Sending a template message (`POST /{number}/messages`; Meta, "Send message templates").

use domain::open_enum;
use domain::templates::Language;
use reqwest::Method;
use serde::Deserialize;
use serde_json::json;

use super::pace::Scope;
use super::request::{Call, malformed, read};
use super::{AccessToken, Graph, GraphError};
use crate::template::SendComponents;
use crate::wire::{List, Nested, Text};

open_enum! {
    /// What Meta does with a template message that it has taken (`message_status`; Meta, "Send message templates").
    pub enum MessageStatus {
        Accepted = "ACCEPTED" => "accepted",
        Held = "HELD_FOR_QUALITY_ASSESSMENT" => "held until the quality of the template is known",
        Paused = "PAUSED" => "held back, because the template is paused",
    }
}

/// Meta's answer about a message that it has taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakenMessage {
    /// Meta's id of it, by which webhooks tell what became of it.
    pub id: String,
    /// What Meta does with it, where it says so.
    pub status: Option<MessageStatus>,
}

impl Graph {
    /// Sends a template to one person, whose number is written in digits with its country code. It is never sent
    /// twice, even when no answer came.
    ///
    /// # Errors
    /// [`GraphError`].
    pub async fn send_template(
        &self,
        number: &str,
        to: &str,
        name: &str,
        language: &Language,
        components: &SendComponents,
        token: &AccessToken,
    ) -> Result<TakenMessage, GraphError> {
        #[derive(Deserialize, Default)]
        #[serde(default)]
        struct Wire<'a> {
            #[serde(borrow)]
            messages: List<Nested<MessageWire<'a>>>,
        }
        let mut template = json!({ "name": name, "language": { "code": language.code() } });
        if !components.as_json().is_empty() {
            template["components"] = components.as_json().to_vec().into();
        }
        let body = json!({
            "messaging_product": "whatsapp",
            "recipient_type": "individual",
            "to": to,
            "type": "template",
            "template": template,
        });
        let call = Call::new(Method::POST, &[number, "messages"], token, Scope::Object(number)).json(&body);
        let answer = self.send(&call).await?;
        let wire: Wire<'_> = read(&answer)?;
        let taken = wire.messages.objects().find_map(|message| {
            Some(TakenMessage {
                id: message.id.owned()?,
                status: message.message_status.owned().map(MessageStatus::from),
            })
        });
        taken.ok_or_else(|| malformed("the message has no id"))
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct MessageWire<'a> {
    #[serde(borrow)]
    id: Text<'a>,
    #[serde(borrow)]
    message_status: Text<'a>,
}
