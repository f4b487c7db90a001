//! What webhooks tell about templates.

use domain::Timestamp;
use domain::templates::{Category, Language, Quality, RejectionReason, TemplateStatus};
use serde_json::{Value, json};
use whatsapp::webhook::{
    self, CategoryChange, TemplateEvent, TemplateStatusUpdate, UpdateBody, WebhookButton, WebhookTemplate,
};

use crate::examples;

fn only(path: &str) -> UpdateBody {
    let mut updates = webhook::parse(&examples::file(path)).unwrap().updates;
    assert_eq!(updates.len(), 1, "{path}");
    updates.remove(0).body
}

fn status(path: &str) -> TemplateStatusUpdate {
    match only(path) {
        UpdateBody::TemplateStatus(update) => *update,
        other => panic!("{path}: {other:?}"),
    }
}

fn order_update() -> WebhookTemplate {
    WebhookTemplate {
        id: "1689556908129832".to_owned(),
        name: "order_update".to_owned(),
        language: Some(Language::from_wire("en_US")),
    }
}

fn of(field: &str, value: &Value) -> UpdateBody {
    let body = json!({ "entry": [{ "id": "1", "time": 1, "changes": [{ "field": field, "value": value }] }] });
    webhook::parse(body.to_string().as_bytes()).unwrap().updates.remove(0).body
}

#[test]
fn published_statuses() {
    let update = status("webhooks/message_template_status_update/005");
    assert_eq!((&update.event, update.reason), (&TemplateEvent::Rejected, Some(RejectionReason::Scam)));
    assert_eq!(update.event.status(), Some(TemplateStatus::Rejected));
    assert_eq!(
        (update.template.id.as_str(), update.template.name.as_str()),
        ("905507062668800", "schedule_confirmation4")
    );
    assert_eq!(update.template.language, Some(Language::from_wire("pt_BR")));

    let update = status("webhooks/message_template_status_update/006");
    assert_eq!((update.event, update.reason), (TemplateEvent::Flagged, None));
    assert_eq!(update.template.language.unwrap().code(), "en_US");
    assert_eq!(update.disable_date.as_deref(), Some("January 31, 2021"));
}

#[test]
fn other_statuses() {
    let update = status("synthetic/message_template_status_update-approved");
    assert_eq!((update.template, update.event.status()), (order_update(), Some(TemplateStatus::Approved)));
    assert_eq!((update.reason, update.category), (None, Some(Category::Utility)));

    let update = status("synthetic/message_template_status_update-invalid_format");
    assert_eq!(update.reason, Some(RejectionReason::InvalidFormat));
    assert_eq!(update.description.as_deref(), Some("The parameters are next to each other."));
    assert_eq!(update.recommendation.as_deref(), Some("Put words between the parameters."));

    let update = status("synthetic/message_template_status_update-paused");
    assert_eq!(update.event.status(), Some(TemplateStatus::Paused));
    assert_eq!(update.title.as_deref(), Some("FIRST_PAUSE"));
    assert!(update.description.unwrap().contains("3 hours"));

    let update = status("synthetic/message_template_status_update-new_event");
    assert_eq!((update.event.code(), update.event.status()), ("POLISHED", None));
    assert_eq!(update.template, order_update(), "an id may be a text");
}

#[test]
fn every_event_but_two_says_the_status() {
    for event in TemplateEvent::KNOWN {
        let expected = match event {
            TemplateEvent::Unarchived => None,
            TemplateEvent::Reinstated => Some(TemplateStatus::Approved),
            event => Some(TemplateStatus::from(event.code())),
        };
        assert_eq!(event.status(), expected);
        assert!(!matches!(event.status(), Some(TemplateStatus::Other(_))));
    }
}

#[test]
fn quality_and_components() {
    let UpdateBody::TemplateQuality(update) = only("synthetic/message_template_quality_update") else { panic!() };
    assert_eq!((update.previous, update.quality), (Some(Quality::Green), Quality::Yellow));
    let UpdateBody::TemplateComponents(update) = only("synthetic/message_template_components_update") else { panic!() };
    assert_eq!(update.body.as_deref(), Some("Hi {{1}}, welcome."));
    assert_eq!((update.header.as_deref(), update.footer), (Some("Welcome"), None));
    assert_eq!(
        update.buttons,
        [WebhookButton {
            kind: "URL".to_owned(),
            text: Some("Open".to_owned()),
            url: Some("https://example.com".to_owned()),
            number: None,
        }]
    );
}

#[test]
fn categories_change_and_will_change() {
    let UpdateBody::TemplateCategory(update) = only("synthetic/template_category_update") else { panic!() };
    let done = CategoryChange::Done { previous: Some(Category::Utility), category: Category::Marketing };
    assert_eq!(update.change, done);
    let UpdateBody::TemplateCategory(update) = only("synthetic/template_category_update-impending") else { panic!() };
    assert_eq!(
        update.change,
        CategoryChange::Impending {
            current: Some(Category::Utility),
            next: Category::Marketing,
            at: Some(Timestamp::from_seconds(1_746_169_200)),
        }
    );
}

#[test]
fn what_does_not_look_like_its_field_is_kept() {
    let named = json!({ "message_template_id": 7, "message_template_name": "n" });
    for (field, value) in [
        ("message_template_status_update", named.clone()),
        ("message_template_status_update", json!({ "event": "APPROVED", "message_template_name": "n" })),
        ("message_template_quality_update", named.clone()),
        ("template_category_update", named.clone()),
        ("message_template_components_update", json!({})),
        ("template_correct_category_detection", named.clone()),
        ("message_template_status_update", json!("text")),
        ("message_template_status_update", json!(null)),
    ] {
        let UpdateBody::Template { field: kept, raw } = of(field, &value) else { panic!("{field} {value}") };
        assert_eq!((kept.as_str(), serde_json::from_str::<Value>(&raw).unwrap()), (field, value));
    }
    for field in webhook::FIELDS.into_iter().filter(|field| field.contains("template")) {
        let value = json!({
            "message_template_id": 7, "event": "APPROVED", "new_quality_score": "RED", "new_category": "UTILITY",
        });
        assert!(!matches!(of(field, &value), UpdateBody::Template { .. }), "{field}");
    }
}
