//! Webhook bodies that the simulator does not send by itself.

use serde_json::{Value, json};

use super::NOW;

/// A POST with these changes of one account.
pub fn post(waba_id: &str, changes: &[Value]) -> String {
    entry(json!({ "id": waba_id, "time": NOW.seconds(), "changes": changes }))
}

/// A change of a field.
pub fn change(field: &str, value: &Value) -> Value {
    json!({ "field": field, "value": value })
}

/// A POST with one update of `account_update`.
pub fn account_update(waba_id: &str, value: &Value) -> String {
    post(waba_id, &[change("account_update", value)])
}

/// A POST with statuses of messages, which has no time of its own: id, status.
pub fn statuses(waba_id: &str, number_id: &str, reported: &[(&str, &str)]) -> String {
    let statuses: Vec<Value> = reported.iter().map(|(id, status)| status_of(id, status)).collect();
    statuses_of(waba_id, number_id, &statuses)
}

/// A POST with statuses of messages to `recipient` that Meta bills: id, status, category.
pub fn billed(waba_id: &str, number_id: &str, recipient: &str, reported: &[(&str, &str, &str)]) -> String {
    let statuses: Vec<Value> = reported
        .iter()
        .map(|(id, status, category)| {
            let mut value = status_of(id, status);
            value["recipient_id"] = json!(recipient);
            value["pricing"] =
                json!({ "billable": true, "pricing_model": "PMP", "type": "regular", "category": category });
            value
        })
        .collect();
    statuses_of(waba_id, number_id, &statuses)
}

fn statuses_of(waba_id: &str, number_id: &str, statuses: &[Value]) -> String {
    let value = json!({
        "messaging_product": "whatsapp",
        "metadata": { "display_phone_number": "12015550100", "phone_number_id": number_id },
        "statuses": statuses,
    });
    entry(json!({ "id": waba_id, "changes": [change("messages", &value)] }))
}

fn status_of(id: &str, status: &str) -> Value {
    let mut value =
        json!({ "id": id, "status": status, "timestamp": NOW.seconds().to_string(), "recipient_id": "491701234567" });
    if status == "failed" {
        value["errors"] = json!([{ "code": 131_026, "title": "Message undeliverable" }]);
    }
    value
}

fn entry(entry: Value) -> String {
    json!({ "object": "whatsapp_business_account", "entry": [entry] }).to_string()
}
