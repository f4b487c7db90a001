//! Components as Meta answers them: the enums in capitals, everything else as it came.

use serde_json::{Value, json};

use crate::state::media::{Media, mark, marked};

/// The enums in capitals, at every depth.
pub(crate) fn components(mut value: Vec<Value>) -> Vec<Value> {
    for component in &mut value {
        capitals(component);
    }
    value
}

fn capitals(object: &mut Value) {
    let Value::Object(map) = object else {
        return;
    };
    for (key, value) in map.iter_mut() {
        match (key.as_str(), value) {
            ("type" | "format" | "otp_type" | "flow_action", Value::String(text)) => {
                *text = text.to_ascii_uppercase();
            }
            ("buttons" | "cards" | "components", Value::Array(items)) => items.iter_mut().for_each(capitals),
            _ => {}
        }
    }
}

/// Replaces upload handles by what stands for their files. Handles that name no file stay: the rules
/// have refused them.
pub(crate) fn keep_files(components: &mut [Value], media: &Media) {
    each_handle(components, &mut |text| {
        if let Some(file) = media.of_handle(text) {
            *text = mark(&file.id);
        }
    });
}

/// The components with the addresses of the files in them.
pub(crate) fn published(components: &[Value], base: &str, media: &Media) -> Vec<Value> {
    let mut components = components.to_vec();
    each_handle(&mut components, &mut |text| {
        if let Some(id) = marked(text) {
            *text = media.address(base, id);
        }
    });
    components
}

/// What Meta writes into an authentication template: the body and the footer are its own words.
pub(crate) fn complete_authentication(components: &mut [Value]) {
    for component in components {
        match component["type"].as_str() {
            Some("BODY") => {
                let mut text = "*{{1}}* is your verification code.".to_owned();
                if component["add_security_recommendation"] == true {
                    text.push_str(" For your security, do not share this code.");
                }
                component["text"] = text.into();
                component["example"] = json!({ "body_text": [["123456"]] });
            }
            Some("FOOTER") => {
                if let Some(minutes) = component["code_expiration_minutes"].as_i64() {
                    component["text"] = format!("This code expires in {minutes} minutes.").into();
                }
            }
            _ => {}
        }
    }
}

fn each_handle(components: &mut [Value], change: &mut impl FnMut(&mut String)) {
    for component in components {
        let Value::Object(map) = component else {
            continue;
        };
        if let Some(Value::Array(handles)) = map.get_mut("example").and_then(|example| example.get_mut("header_handle"))
        {
            for handle in handles {
                if let Value::String(text) = handle {
                    change(text);
                }
            }
        }
        if let Some(Value::Array(cards)) = map.get_mut("cards") {
            for card in cards {
                if let Some(Value::Array(parts)) = card.get_mut("components") {
                    each_handle(parts, change);
                }
            }
        }
    }
}
