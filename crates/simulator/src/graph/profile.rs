//! `/{number}/whatsapp_business_profile` (Business profiles).

use serde_json::{Map, Value, json};

use super::call::Call;
use super::error::GraphError;
use super::fields::Node as _;
use super::node::asked;
use super::phone_number::NumberNode;
use crate::state::World;

/// What can be asked for.
const FIELDS: &[&str] =
    &["about", "address", "description", "email", "messaging_product", "profile_picture_url", "websites", "vertical"];

/// The texts with the most characters of each.
const TEXTS: &[(&str, usize)] = &[("about", 139), ("address", 256), ("description", 512), ("email", 128)];

const WEBSITES: usize = 2;
const WEBSITE: usize = 256;

const VERTICALS: &[&str] = &[
    "ALCOHOL",
    "APPAREL",
    "AUTO",
    "BEAUTY",
    "EDU",
    "ENTERTAIN",
    "EVENT_PLAN",
    "FINANCE",
    "GOVT",
    "GROCERY",
    "HEALTH",
    "HOTEL",
    "NONPROFIT",
    "ONLINE_GAMBLING",
    "OTC_DRUGS",
    "OTHER",
    "PHYSICAL_GAMBLING",
    "PROF_SERVICES",
    "RESTAURANT",
    "RETAIL",
    "TRAVEL",
];

/// `GET ?fields=`: without fields nothing but the product.
pub(crate) fn get(call: &Call<'_>, id: &str) -> Result<Value, GraphError> {
    let world = call.shared().world();
    let profile = &world.number(id)?.profile;
    let mut entry = Map::new();
    for field in asked(call)? {
        let name = field.name.as_str();
        if !FIELDS.contains(&name) {
            return Err(GraphError::no_such_field(name, NumberNode::KIND));
        }
        let value = match name {
            "profile_picture_url" => profile.picture.as_ref().map(|picture| picture_url(call, &world, picture)),
            other => profile.field(other),
        };
        if let Some(value) = value {
            entry.insert(name.to_owned(), value);
        }
    }
    entry.insert("messaging_product".to_owned(), json!("whatsapp"));
    Ok(json!({ "data": [entry] }))
}

fn picture_url(call: &Call<'_>, world: &World, picture: &str) -> Value {
    world.media.address(call.handle.base_url().as_str(), picture).into()
}

/// `POST`: writes the fields that are given, and none of them when one is refused.
pub(crate) fn post(call: &Call<'_>, id: &str) -> Result<Value, GraphError> {
    let product = call.params.required("messaging_product")?;
    if product != "whatsapp" {
        return Err(GraphError::invalid_parameter("Param messaging_product must be one of {WHATSAPP}"));
    }
    let mut world = call.shared().world();
    let mut profile = world.number(id)?.profile.clone();
    for (name, most) in TEXTS {
        let Some(text) = call.params.text(name) else { continue };
        if *most < text.chars().count() {
            return Err(GraphError::invalid_parameter(&format!(
                "Param {name} must be at most {most} characters long."
            )));
        }
        let place = match *name {
            "about" => &mut profile.about,
            "address" => &mut profile.address,
            "description" => &mut profile.description,
            _ => &mut profile.email,
        };
        *place = text;
    }
    if call.params.text("about").is_some_and(|about| about.trim().is_empty()) {
        return Err(GraphError::invalid_parameter("Param about must be at least 1 characters long."));
    }
    if !(profile.email.is_empty() || is_email(&profile.email)) {
        return Err(GraphError::invalid_parameter("Param email must be a valid email address."));
    }
    if call.params.text("websites").is_some() {
        profile.websites = websites(call)?;
    }
    if let Some(vertical) = call.params.text("vertical") {
        if !(vertical.is_empty() || VERTICALS.contains(&vertical.as_str())) {
            return Err(GraphError::invalid_parameter(&format!(
                "Param vertical must be one of {{{}}} - got \"{vertical}\".",
                VERTICALS.join(", ")
            )));
        }
        profile.vertical = vertical;
    }
    if let Some(handle) = call.params.text("profile_picture_handle") {
        let file = world.media.of_handle(&handle).filter(|file| file.file_type.starts_with("image/"));
        let file = file.ok_or_else(|| {
            GraphError::invalid_parameter("Param profile_picture_handle is not a valid handle of an image.")
        })?;
        profile.picture = Some(file.id.clone());
    }
    world.number_mut(id)?.profile = profile;
    Ok(json!({ "success": true }))
}

fn websites(call: &Call<'_>) -> Result<Vec<String>, GraphError> {
    let websites = call.params.list("websites");
    if WEBSITES < websites.len() {
        return Err(GraphError::invalid_parameter("Param websites must have at most 2 elements."));
    }
    for (place, website) in websites.iter().enumerate() {
        if !(website.starts_with("http://") || website.starts_with("https://")) {
            return Err(GraphError::invalid_parameter(&format!("Param websites[{place}] must be a valid URL.")));
        }
        if WEBSITE < website.chars().count() {
            return Err(GraphError::invalid_parameter(&format!(
                "Param websites[{place}] must be at most {WEBSITE} characters long."
            )));
        }
    }
    Ok(websites)
}

fn is_email(text: &str) -> bool {
    text.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.') && !host.contains('@'))
}
