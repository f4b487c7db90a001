//! Sending a template message (`POST /{number}/messages`; Meta, "Send message templates").

use domain::templates::Language;
use reqwest::Method;
use serde::Deserialize;
use serde_json::json;

use super::pace::Scope;
use super::request::{Call, malformed, read};
use super::{AccessToken, Graph, GraphError};
use crate::template::SendComponents;
use crate::wire::{List, Nested, Text};

impl Graph {
    /// Sends a template to one person, whose number is written in digits with its country code; answers the
    /// message's id, by which webhooks tell what became of it. It is never sent twice, even when no answer came.
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
    ) -> Result<String, GraphError> {
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
        let id = wire.messages.objects().find_map(|message| message.id.owned());
        id.ok_or_else(|| malformed("the message has no id"))
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct MessageWire<'a> {
    #[serde(borrow)]
    id: Text<'a>,
}
