//! The webhooks of templates, in Meta's shape (Webhooks reference: `message_template_status_update`,
//! `message_template_quality_update`, `message_template_components_update`, `template_category_update`).

use serde_json::{Map, Value, json};

use crate::changes::Update;
use crate::state::template::Template;

/// `message_template_status_update`; `more` are `other_info`, `disable_info` or `rejection_info`.
pub(crate) fn status(template: &Template, event: &str, reason: Option<&str>, more: &[(&str, Value)]) -> Update {
    let mut value = about(template);
    value.insert("event".to_owned(), event.into());
    value.insert("reason".to_owned(), reason.map(Value::from).unwrap_or_default());
    value.insert("message_template_category".to_owned(), template.category.as_str().into());
    value.extend(more.iter().map(|(key, value)| ((*key).to_owned(), value.clone())));
    update(template, "message_template_status_update", value)
}

/// What `other_info` says of a pause or its end.
pub(crate) fn other_info(title: &str, description: &str) -> (&'static str, Value) {
    ("other_info", json!({ "title": title, "description": description }))
}

/// `message_template_quality_update`.
pub(crate) fn quality(template: &Template, previous: &str) -> Update {
    let mut value = about(template);
    value.insert("previous_quality_score".to_owned(), previous.into());
    value.insert("new_quality_score".to_owned(), template.quality_score.as_str().into());
    update(template, "message_template_quality_update", value)
}

/// `template_category_update` with the change that is to come. `new_category` is the present one.
pub(crate) fn impending_category(template: &Template, correct: &str, due: i64) -> Update {
    let mut value = about(template);
    value.insert("correct_category".to_owned(), correct.into());
    value.insert("new_category".to_owned(), template.category.as_str().into());
    value.insert("category_update_timestamp".to_owned(), due.into());
    update(template, "template_category_update", value)
}

/// `template_category_update` with the change that has come.
pub(crate) fn category(template: &Template, previous: &str) -> Update {
    let mut value = about(template);
    value.insert("previous_category".to_owned(), previous.into());
    value.insert("new_category".to_owned(), template.category.as_str().into());
    update(template, "template_category_update", value)
}

/// `message_template_components_update`: body, and header, footer and buttons where there are some. Of
/// all template webhooks it alone prints the language with an underscore.
pub(crate) fn components(template: &Template) -> Update {
    let mut value = about(template);
    value.insert("message_template_language".to_owned(), template.language.as_str().into());
    value.insert("message_template_element".to_owned(), template.text("BODY").into());
    for (kind, key) in [("HEADER", "message_template_title"), ("FOOTER", "message_template_footer")] {
        let text = template.text(kind);
        if !text.is_empty() {
            value.insert(key.to_owned(), text.into());
        }
    }
    let buttons: Vec<Value> = template.buttons().iter().map(button).collect();
    if !buttons.is_empty() {
        value.insert("message_template_buttons".to_owned(), buttons.into());
    }
    update(template, "message_template_components_update", value)
}

fn button(button: &Value) -> Value {
    let mut told = json!({
        "message_template_button_type": button["type"],
        "message_template_button_text": button["text"],
    });
    for (field, key) in
        [("url", "message_template_button_url"), ("phone_number", "message_template_button_phone_number")]
    {
        if !button[field].is_null() {
            told[key] = button[field].clone();
        }
    }
    told
}

/// The id is a number here, and the language has a hyphen: `en-US`.
fn about(template: &Template) -> Map<String, Value> {
    let mut value = Map::new();
    let id = template.id.parse::<u64>().map_or_else(|_| template.id.as_str().into(), Value::from);
    value.insert("message_template_id".to_owned(), id);
    value.insert("message_template_name".to_owned(), template.name.as_str().into());
    value.insert("message_template_language".to_owned(), template.language.replace('_', "-").into());
    value
}

fn update(template: &Template, field: &'static str, value: Map<String, Value>) -> Update {
    Update::new(&template.waba_id, field, Value::Object(value))
}
