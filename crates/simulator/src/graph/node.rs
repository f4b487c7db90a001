//! Which node an id names, and which edge a path names.

use axum::http::Method;
use serde_json::Value;

use super::call::Call;
use super::error::GraphError;
use super::fields::{Field, Node, parse, select};
use super::{
    app, attachments, auth, business, business_wabas, phone_number, phone_numbers, subscribed_apps, subscriptions, waba,
};
use super::{commerce, encryption, messages, profile, register, templates, uploads};
use crate::state::World;

/// What an id names, for the token that asks.
pub(crate) enum Kind {
    App,
    Business,
    Waba,
    Number,
    Template,
    File,
}

/// `GET /{id}?fields=`.
pub(crate) fn get(call: &Call<'_>, id: &str) -> Result<Value, GraphError> {
    let fields = asked(call)?;
    match resolve(call, id)? {
        Kind::App => select(&app::AppNode::new(call), &fields),
        Kind::Business => {
            let world = call.shared().world();
            select(&business::BusinessNode::of(&world, id)?, &fields)
        }
        Kind::Waba => {
            let world = call.shared().world();
            select(&waba::WabaNode::of(call, &world, id)?, &fields)
        }
        Kind::Number => {
            let world = call.shared().world();
            select(&phone_number::NumberNode::of(call, &world, id)?, &fields)
        }
        Kind::Template => {
            let world = call.shared().world();
            select(&templates::node::TemplateNode::of(call, &world, id)?, &fields)
        }
        Kind::File => attachments::get(call, id),
    }
}

/// `POST /{id}`: changes of the node itself.
pub(crate) fn post(call: &Call<'_>, id: &str) -> Result<Value, GraphError> {
    match resolve(call, id)? {
        Kind::Number => phone_number::post(call, id),
        Kind::Template => templates::edit::post(call, id),
        Kind::App | Kind::Business | Kind::Waba | Kind::File => Err(GraphError::no_such_object("post", id)),
    }
}

/// `DELETE /{id}`: files alone are deleted by their id.
pub(crate) fn delete(call: &Call<'_>, id: &str) -> Result<Value, GraphError> {
    match resolve(call, id)? {
        Kind::File => attachments::delete(call, id),
        _ => Err(GraphError::no_such_object("delete", id)),
    }
}

/// `/{id}/{edge}`: one line per edge and method.
pub(crate) async fn edge(call: &Call<'_>, id: &str, edge: &str) -> Result<Value, GraphError> {
    let kind = resolve(call, id)?;
    match (kind, edge, &call.method) {
        (Kind::App, "subscriptions", &Method::GET) => subscriptions::get(call),
        (Kind::App, "subscriptions", &Method::POST) => subscriptions::post(call).await,
        (Kind::App, "subscriptions", &Method::DELETE) => subscriptions::delete(call),
        (Kind::App, "uploads", &Method::POST) => uploads::start(call),
        (Kind::Business, "client_whatsapp_business_accounts", &Method::GET) => business_wabas::clients(call, id),
        (Kind::Business, "owned_whatsapp_business_accounts", &Method::GET) => business_wabas::owned(call, id),
        (Kind::Number, "media", &Method::POST) => attachments::post(call, id),
        (Kind::Number, "messages", &Method::POST) => messages::post(call, id),
        (Kind::Number, "register", &Method::POST) => register::post(call, id),
        (Kind::Number, "whatsapp_business_profile", &Method::GET) => profile::get(call, id),
        (Kind::Number, "whatsapp_business_profile", &Method::POST) => profile::post(call, id),
        (Kind::Number, "whatsapp_commerce_settings", &Method::GET) => commerce::get(call, id),
        (Kind::Number, "whatsapp_commerce_settings", &Method::POST) => commerce::post(call, id),
        (Kind::Number, "whatsapp_business_encryption", &Method::GET) => encryption::get(call, id),
        (Kind::Number, "whatsapp_business_encryption", &Method::POST) => encryption::post(call, id),
        (Kind::Template, "unpause", &Method::POST) => templates::edit::unpause(call, id),
        (Kind::Waba, "message_templates", &Method::GET) => templates::list::get(call, id),
        (Kind::Waba, "message_templates", &Method::POST) => templates::create::post(call, id),
        (Kind::Waba, "message_templates", &Method::DELETE) => templates::delete::delete(call, id),
        (Kind::Waba, "phone_numbers", &Method::GET) => phone_numbers::get(call, id),
        (Kind::Waba, "subscribed_apps", &Method::GET) => subscribed_apps::get(call, id),
        (Kind::Waba, "subscribed_apps", &Method::POST) => subscribed_apps::post(call, id).await,
        (Kind::Waba, "subscribed_apps", &Method::DELETE) => subscribed_apps::delete(call, id),
        (kind, _, &Method::GET) => Err(GraphError::no_such_field(edge, kind.name())),
        _ => Err(GraphError::no_such_object(&call.method.as_str().to_ascii_lowercase(), id)),
    }
}

impl Kind {
    fn name(&self) -> &'static str {
        match self {
            Self::App => app::AppNode::KIND,
            Self::Business => business::BusinessNode::KIND,
            Self::Waba => waba::WabaNode::KIND,
            Self::Number => phone_number::NumberNode::KIND,
            Self::Template => templates::node::TemplateNode::KIND,
            Self::File => "WhatsAppMedia",
        }
    }
}

/// The fields that the call asks for, as text or as a JSON list; none means the default ones.
pub(crate) fn asked(call: &Call<'_>) -> Result<Vec<Field>, GraphError> {
    if let Some(Value::Array(items)) = call.params.json("fields") {
        let names: Vec<&str> = items.iter().filter_map(Value::as_str).collect();
        return parse(&names.join(","));
    }
    parse(&call.params.text("fields").unwrap_or_default())
}

/// What the id names. The token is checked first, so that nobody learns which ids exist; "not
/// yours" and "not there" are the same answer.
fn resolve(call: &Call<'_>, id: &str) -> Result<Kind, GraphError> {
    let shared = call.shared();
    if auth::is_app_token(call) {
        if id == shared.config.app_id {
            return Ok(Kind::App);
        }
        return Err(missing(call, id));
    }
    let world = shared.world();
    let token = auth::user_token(call, &world)?;
    if id == shared.config.app_id {
        return Ok(Kind::App);
    }
    if world.wabas.contains_key(id) && token.reach.covers(id) {
        return Ok(Kind::Waba);
    }
    if waba_of_number(&world, id).is_some_and(|waba| token.reach.covers(waba)) {
        return Ok(Kind::Number);
    }
    if world.templates.get(id).is_some_and(|template| token.reach.covers(&template.waba_id)) {
        return Ok(Kind::Template);
    }
    let owner = world.attachments.get(id).and_then(|file| waba_of_number(&world, &file.number_id));
    if owner.is_some_and(|waba| token.reach.covers(waba)) {
        return Ok(Kind::File);
    }
    if world.businesses.contains_key(id) && auth::sees_business(&world, token, id) {
        return Ok(Kind::Business);
    }
    Err(missing(call, id))
}

fn waba_of_number<'w>(world: &'w World, id: &str) -> Option<&'w str> {
    world.numbers.get(id).map(|number| number.waba_id.as_str())
}

fn missing(call: &Call<'_>, id: &str) -> GraphError {
    GraphError::no_such_object(&call.method.as_str().to_ascii_lowercase(), id)
}
