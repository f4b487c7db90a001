//! `/v1/contacts`: whether somebody is on WhatsApp. Meta answers that no more, so every number is taken for valid, as
//! its API did at the end; one that is not fails when a message is sent to it.

use axum::Json;
use axum::body::Body;
use domain::phone::PhoneNumber;
use serde::Deserialize;
use serde_json::{Value, json};

use super::meta;
use crate::body;
use crate::key::Key;
use crate::refusal::Refusal;

/// The most contacts of a request.
const MOST: usize = 1_000;

#[derive(Deserialize)]
struct Asked {
    contacts: Vec<String>,
}

/// The contacts with their ids.
pub async fn check(Key(_): Key, body: Body) -> Result<Json<Value>, Refusal> {
    let Asked { contacts } = body::json(body).await?;
    if MOST < contacts.len() {
        return Err(Refusal::bad(format!("Ask for at most {MOST} contacts at once.")));
    }
    let contacts: Vec<Value> = contacts.iter().map(|input| contact(input)).collect();
    Ok(Json(json!({ "contacts": contacts, "meta": meta() })))
}

fn contact(input: &str) -> Value {
    let digits = input.trim().trim_start_matches('+');
    match PhoneNumber::parse(&format!("+{digits}")) {
        Ok(number) => json!({ "input": input, "status": "valid", "wa_id": number.digits() }),
        Err(_) => json!({ "input": input, "status": "invalid" }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_taken_for_valid() {
        for input in ["+49 30 901820", "4930901820"] {
            assert_eq!(contact(input), json!({ "input": input, "status": "valid", "wa_id": "4930901820" }));
        }
        for input in ["", "x", "+"] {
            assert_eq!(contact(input), json!({ "input": input, "status": "invalid" }));
        }
    }
}
