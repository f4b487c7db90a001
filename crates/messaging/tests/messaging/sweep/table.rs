//! How each address of the API is called with the id of an object.
//!
//! An address or method that is missing here fails the test beside this file, so whoever adds one says here what it takes.

use reqwest::Method;

use crate::support::{Answer, World, answer};

/// What an id in a call stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// Nothing of the kind, or something that the key's own number keeps.
    Nothing,
    /// A file: those of others are refused.
    File,
    /// The query of a file's address at Meta's host: those of others are refused.
    Path,
    /// The name of a template: those of others are refused.
    Name,
    /// A filter of a list, which what others have is not in.
    Filter,
    /// A message: Meta alone knows whose it is.
    Message,
}

/// One way to call an address.
#[derive(Clone, Debug)]
pub struct Call {
    pub method: Method,
    /// The path as the router knows it.
    pub route: &'static str,
    /// Path and query; `{id}` stands for the id.
    address: &'static str,
    media_type: &'static str,
    /// The body; `{id}` stands for the id.
    body: &'static str,
    pub takes: Takes,
}

impl Call {
    /// Makes the call with this key.
    pub async fn send(&self, world: &World, key: &str, id: &str) -> Answer {
        let ask = world.ask(key, self.method.clone(), &self.address.replace("{id}", id));
        answer(ask.header("content-type", self.media_type).body(self.body.replace("{id}", id))).await
    }

    /// Whether the address is there to be refused, whoever asks.
    pub fn is_closed(&self) -> bool {
        self.method == Method::POST && self.route == "/{id}"
    }

    /// Whether the id stands where the place in a list is expected.
    pub fn is_cursor(&self) -> bool {
        self.address.contains("after={id}")
    }

    fn at(self, address: &'static str, takes: Takes) -> Self {
        Self { address, takes, ..self }
    }

    fn with(self, body: &'static str) -> Self {
        Self { body, ..self }
    }

    fn of(self, media_type: &'static str, body: &'static str) -> Self {
        Self { media_type, body, ..self }
    }
}

fn call(method: Method, route: &'static str) -> Call {
    Call { method, route, address: route, media_type: "application/json", body: "{}", takes: Takes::Nothing }
}

fn get(route: &'static str) -> Call {
    call(Method::GET, route)
}

fn post(route: &'static str, body: &'static str) -> Call {
    call(Method::POST, route).with(body)
}

const FORM: &str = "--b\r\nContent-Disposition: form-data; name=\"messaging_product\"\r\n\r\nwhatsapp\r\n\
                    --b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\
                    Content-Type: text/plain\r\n\r\nx\r\n--b--\r\n";

/// Every call, in an order in which all of them can be made.
pub fn calls() -> Vec<Call> {
    use Takes::{File, Filter, Message, Name, Path};
    let (put, patch, delete) = (Method::PUT, Method::PATCH, Method::DELETE);
    vec![
        get("/health_status"),
        get("/health_status").at("/health_status?fields=id&ids={id}&phone_number_id={id}", Filter),
        get("/whatsapp_business_profile"),
        get("/whatsapp_business_encryption"),
        get("/message_templates_library"),
        get("/message_templates"),
        get("/message_templates").at("/message_templates?name={id}", Filter),
        get("/message_templates").at("/message_templates?waba_account_id={id}&after={id}", Filter),
        get("/v1/configs/templates"),
        get("/v1/configs/templates").at("/v1/configs/templates?filters=%7B%22id%22%3A%22{id}%22%7D", Filter),
        get("/v1/configs/templates").at("/v1/configs/templates?filters=%7B%22name%22%3A%22{id}%22%7D", Filter),
        get("/v1/configs/templates")
            .at("/v1/configs/templates?filters=%7B%22waba_account_id%22%3A%22{id}%22%7D", Filter),
        get("/v1/configs/webhook"),
        get("/waba_webhook"),
        get("/multi_webhook"),
        get("/v1/health"),
        get("/v1/settings/business/profile"),
        get("/v1/settings/profile/about"),
        get("/v1/settings/profile/photo"),
        get("/{id}").at("/{id}", File),
        get("/v1/media/{id}").at("/v1/media/{id}", File),
        get("/whatsapp_business/attachments/").at("/whatsapp_business/attachments/?{id}", Path),
        get("/whatsapp_business/attachments").at("/whatsapp_business/attachments?{id}", Path),
        post("/messages", r#"{"messaging_product":"whatsapp","status":"read","message_id":"{id}"}"#)
            .at("/messages", Message),
        post("/v1/messages", r#"{"status":"read","message_id":"{id}"}"#).at("/v1/messages", Message),
        call(put.clone(), "/v1/messages/{id}").with(r#"{"status":"read"}"#).at("/v1/messages/{id}", Message),
        post("/v1/contacts", r#"{"contacts":["4930901820"]}"#),
        post("/media", "").of("multipart/form-data; boundary=b", FORM),
        post("/v1/media", "").of("text/plain", "x"),
        post("/whatsapp_business_profile", r#"{"messaging_product":"whatsapp","about":"Changed."}"#),
        post("/whatsapp_business_encryption", "").of("application/x-www-form-urlencoded", "business_public_key=x"),
        post("/v1/settings/business/profile", r#"{"address":"Changed."}"#),
        call(patch.clone(), "/v1/settings/profile/about").with(r#"{"text":"Changed."}"#),
        post("/v1/settings/profile/photo", "").of("image/png", "x"),
        call(delete.clone(), "/v1/settings/profile/photo"),
        post("/v1/configs/webhook", r#"{"url":"https://changed.example/"}"#),
        post("/waba_webhook", r#"{"url":"https://changed.example/","override_all":true}"#),
        post("/multi_webhook", r#"{"enabled":true,"destinations":[{"name":"new","url":"https://changed.example/"}]}"#),
        call(put, "/multi_webhook").with(r#"{"destinations":[{"name":"newer","url":"https://changed.example/"}]}"#),
        call(patch, "/multi_webhook").with(r#"{"name":"archive","url":"https://changed.example/"}"#),
        call(delete.clone(), "/multi_webhook").with(r#"{"name":"archive"}"#),
        post(
            "/v1/configs/templates",
            r#"{"name":"new","language":"en_US","category":"UTILITY","components":[{"type":"BODY","text":"Hi."}]}"#,
        ),
        post(
            "/message_templates",
            r#"{"name":"newer","language":"en_US","category":"UTILITY","components":[{"type":"BODY","text":"Hi."}]}"#,
        ),
        call(delete.clone(), "/message_templates").at("/message_templates?name={id}", Name),
        call(delete.clone(), "/message_templates").at("/message_templates?name=none&hsm_id={id}", Name),
        call(delete.clone(), "/v1/configs/templates/{name}").at("/v1/configs/templates/{id}", Name),
        post("/{id}", "{}").at("/{id}", File),
        call(delete.clone(), "/{id}").at("/{id}", File),
        call(delete, "/v1/media/{id}").at("/v1/media/{id}", File),
    ]
}
