//! What nobody has published, and what is damaged.

use domain::Timestamp;
use domain::templates::header::Sample;
use domain::templates::{
    ButtonKind, Category, Component, Content, Examples, HeaderKind, NamedExample, ParameterFormat, Quality,
    RejectionReason, TemplateStatus,
};
use serde_json::{Value, json};
use whatsapp::template::{self, UnreadableTemplate};

fn with_parts(parts: Value) -> Value {
    json!({ "name": "n", "language": "en_US", "category": "MARKETING", "components": parts })
}

fn content(parts: Value) -> Content {
    template::read(&with_parts(parts)).unwrap().content
}

/// What is written after these parts were read.
fn written(parts: Value) -> Value {
    template::write(&template::read(&with_parts(parts)).unwrap())["components"].clone()
}

#[test]
fn either_case_is_read_and_upper_case_is_written() {
    let lower = json!({
        "name": "promo", "language": "en-us", "category": "utility", "parameter_format": "named",
        "components": [
            { "type": "header", "format": "image", "example": { "header_handle": ["4::aW"] } },
            { "type": "body", "text": "Hi {{first_name}}", "example": {
                "body_text_named_params": [{ "param_name": "first_name", "example": "Ana" }] } },
            { "type": "buttons", "buttons": [
                { "type": "quick_reply", "text": "Yes" },
                { "type": "otp", "otp_type": "one_tap", "text": "Copy" },
                { "type": "copy_code", "example": ["CODE1"] },
            ] },
            { "type": "call_permission_request" },
        ],
    });
    let template = template::read(&lower).unwrap();
    assert_eq!(template.category, Category::Utility);
    assert_eq!(template.content.parameter_format, Some(ParameterFormat::Named));
    let body = template.content.body().unwrap();
    let named = NamedExample { name: "first_name".into(), value: "Ana".into() };
    assert_eq!(body.examples, Examples::Named(vec![named]));
    assert_eq!(
        template::write(&template),
        json!({
            "name": "promo", "language": "en_US", "category": "UTILITY", "parameter_format": "NAMED",
            "components": [
                { "type": "HEADER", "format": "IMAGE", "example": { "header_handle": ["4::aW"] } },
                { "type": "BODY", "text": "Hi {{first_name}}", "example": {
                    "body_text_named_params": [{ "param_name": "first_name", "example": "Ana" }] } },
                { "type": "BUTTONS", "buttons": [
                    { "type": "QUICK_REPLY", "text": "Yes" },
                    { "type": "OTP", "otp_type": "ONE_TAP", "text": "Copy" },
                    { "type": "COPY_CODE", "example": "CODE1" },
                ] },
                { "type": "CALL_PERMISSION_REQUEST" },
            ],
        })
    );
}

#[test]
fn the_bodys_examples_are_read_flat_and_written_nested() {
    for (given, expected) in [
        (json!(["a", "b"]), json!([["a", "b"]])),
        (json!([["a", "b"]]), json!([["a", "b"]])),
        (json!([["a", 2], ["c", "d"]]), json!([["a", "2"], ["c", "d"]])),
        (json!([["a"], { "x": 1 }]), json!([["a"], { "x": 1 }])),
        (json!([[]]), json!([[]])),
        (json!("a"), json!("a")),
        (json!(null), json!(null)),
    ] {
        let part = json!([{ "type": "BODY", "text": "t", "example": { "body_text": given } }]);
        let parts = written(part);
        assert_eq!(parts[0]["example"]["body_text"], expected);
        assert_eq!(written(parts.clone()), parts);
    }
    let body = content(json!([{ "type": "BODY", "text": "t", "example": { "body_text": ["a", "b"] } }]));
    assert_eq!(body.body().unwrap().examples, Examples::Positional(vec!["a".into(), "b".into()]));
}

#[test]
fn headers_examples_are_a_flat_list() {
    let header =
        json!([{ "type": "HEADER", "format": "TEXT", "text": "{{1}}", "example": { "header_text": [["x"]] } }]);
    assert_eq!(written(header)[0]["example"], json!({ "header_text": ["x"] }));
    let named = json!([{ "type": "HEADER", "format": "TEXT", "text": "{{a}}",
        "example": { "header_text_named_params": [{ "param_name": "a", "example": "x" }] } }]);
    assert_eq!(written(named.clone()), named);
}

#[test]
fn samples_are_told_apart() {
    let address = "https://scontent.whatsapp.net/v/t61.29466-34/x.jpg?ccb=1";
    let parts = json!([{ "type": "HEADER", "format": "DOCUMENT", "example": { "header_handle": [address] } }]);
    let read = content(parts.clone());
    let HeaderKind::Media(media) = &read.header().unwrap().kind else { panic!() };
    assert_eq!(media.samples, [Sample::Address(address.to_owned())]);
    assert_eq!(written(parts.clone()), parts);
    let alone = json!([{ "type": "HEADER", "format": "GIF", "example": { "header_handle": "4::aW" } }]);
    assert_eq!(written(alone)[0]["example"]["header_handle"], json!(["4::aW"]));
}

#[test]
fn what_is_not_known_is_written_back_at_every_level() {
    let parts = json!([
        { "type": "HEADER", "format": "HOLOGRAM", "depth": 3, "text": "t" },
        { "type": "HEADER", "format": "TEXT", "text": "t", "extra": null,
          "example": { "header_text": ["x"], "header_url": ["y"] } },
        { "type": "BODY", "text": "t", "example": { "body_text": [["x"]], "tone": "warm" }, "new": [1, { "a": 2 }] },
        { "type": "FOOTER", "text": "t", "new": true },
        { "type": "LIMITED_TIME_OFFER", "new": 1,
          "limited_time_offer": { "text": "Ends soon", "has_expiration": true, "colour": "red" } },
        { "type": "BUTTONS", "new": 1, "buttons": [
            { "type": "REMINDER", "text": "Remind me", "at": { "day": 1 } },
            { "type": "URL", "text": "Open", "url": "https://example.com/{{1}}", "example": ["https://example.com/1"],
              "app_deep_link": { "android_deep_link": "x" } },
            { "type": "OTP", "otp_type": "ZERO_TAP", "zero_tap_terms_accepted": true, "autofill_text": "Fill", "new": 1,
              "supported_apps": [{ "package_name": "com.a", "signature_hash": "K8a/AINcGX7" }] },
            { "type": "FLOW", "text": "Go", "flow_id": "7", "flow_action": "navigate", "navigate_screen": "A", "icon": "X" },
        ] },
        { "type": "CAROUSEL", "new": 1, "cards": [
            { "new": 1, "components": [{ "type": "BODY", "text": "c", "new": 1 }, { "type": "SPARKLE" }] },
        ] },
        { "type": "CALL_PERMISSION_REQUEST", "new": 1 },
        { "type": "CONFETTI", "colours": ["red"] },
    ]);
    assert_eq!(written(parts.clone()), parts);
    let read = content(parts);
    assert_eq!(read.offer().unwrap().extra["limited_time_offer"], json!({ "colour": "red" }));
    assert!(matches!(&read.buttons()[0].kind, ButtonKind::Other(code) if &**code == "REMINDER"));
}

#[test]
fn damaged_parts_do_not_lose_the_template() {
    let damaged = json!([
        { "type": "HEADER", "text": "no format" },
        { "type": "header", "format": "TEXT" },
        { "type": "BUTTONS", "buttons": { "not": "a list" } },
        { "type": "BUTTONS", "buttons": ["not an object"] },
        { "type": "CAROUSEL", "cards": [{ "no": "components" }] },
        { "type": "LIMITED_TIME_OFFER", "limited_time_offer": { "has_expiration": true } },
        { "no": "type" },
        { "type": 7 },
    ]);
    assert_eq!(written(damaged.clone()), damaged);
    assert!(content(damaged).components.iter().all(|part| matches!(part, Component::Other(_))));

    let partly = json!([
        { "type": "BODY", "text": 7, "example": [], "add_security_recommendation": "maybe" },
        { "type": "FOOTER", "code_expiration_minutes": { "x": 1 } },
        { "type": "BUTTONS", "buttons": [
            { "type": "URL", "url": ["x"] }, { "type": "PHONE_NUMBER" }, { "type": "OTP", "text": "t" },
            { "type": "OTP", "otp_type": "ONE_TAP", "package_name": "a" },
            { "type": "OTP", "otp_type": "ONE_TAP", "supported_apps": [{ "package_name": "a" }] },
        ] },
    ]);
    assert_eq!(written(partly.clone()), partly);
    assert_eq!(
        written(json!([null, 5, "x", { "type": "BODY", "text": "t" }])),
        json!([{ "type": "BODY", "text": "t" }])
    );
    let no_list = with_parts(json!({ "type": "BODY" }));
    assert_eq!(template::write(&template::read(&no_list).unwrap()), no_list);
}

#[test]
fn numbers_come_as_texts_too() {
    let read = template::read(&json!({
        "name": "n", "language": "en", "category": "AUTHENTICATION", "message_send_ttl_seconds": "120",
        "components": [
            { "type": "BODY", "add_security_recommendation": "true" },
            { "type": "FOOTER", "code_expiration_minutes": "10" },
            { "type": "BUTTONS", "buttons": [{ "type": "PHONE_NUMBER", "text": "Call", "phone_number": 15550051310_u64 }] },
        ],
    }));
    let body = template::write(&read.unwrap());
    assert_eq!(body["message_send_ttl_seconds"], json!(120));
    assert_eq!(body["components"][0]["add_security_recommendation"], json!(true));
    assert_eq!(body["components"][1]["code_expiration_minutes"], json!(10));
    assert_eq!(body["components"][2]["buttons"][0]["phone_number"], json!("15550051310"));
}

#[test]
fn what_only_graph_writes_is_not_sent_back() {
    let node = json!({
        "id": 7, "name": "n", "language": "de", "category": "UTILITY", "status": "rejected",
        "quality_score": { "score": "YELLOW", "date": 1758754645 }, "rejected_reason": "INVALID_FORMAT",
        "previous_category": "MARKETING", "correct_category": "MARKETING",
        "last_updated_time": "2026-01-31T08:30:00+0000", "library_template_name": "l", "health_status": {},
        "message_send_ttl_seconds": 3600, "sub_category": "ORDER_STATUS", "display_format": "ORDER_DETAILS",
        "cta_url_link_tracking_opted_out": true, "components": [],
    });
    let facts = template::facts(&node).unwrap();
    assert_eq!((facts.meta_id.as_str(), &facts.status), ("7", &TemplateStatus::Rejected));
    assert_eq!((facts.quality, facts.rejection), (Some(Quality::Yellow), Some(RejectionReason::InvalidFormat)));
    assert_eq!(facts.previous_category, Some(Category::Marketing));
    assert_eq!(facts.changed_at.map(Timestamp::to_rfc3339).as_deref(), Some("2026-01-31T08:30:00Z"));
    assert_eq!(
        template::write(&facts.template),
        json!({
            "name": "n", "language": "de", "category": "UTILITY", "message_send_ttl_seconds": 3600,
            "sub_category": "ORDER_STATUS", "display_format": "ORDER_DETAILS", "cta_url_link_tracking_opted_out": true,
        })
    );
    assert_eq!(
        template::write_edit(&facts.template.content, None),
        json!({ "message_send_ttl_seconds": 3600, "cta_url_link_tracking_opted_out": true })
    );
    let copy = json!({ "name": "n", "language": "de", "category": "UTILITY", "library_template_name": "l" });
    assert_eq!(template::write(&template::read(&copy).unwrap()), copy, "a creation may name its model");
}

#[test]
fn a_node_that_says_little_is_read() {
    let node = json!({ "id": "7", "name": "n", "language": "de", "category": "UTILITY",
        "rejected_reason": "NONE", "quality_score": "GREEN", "last_updated_time": "soon" });
    let facts = template::facts(&node).unwrap();
    assert_eq!((facts.status.code(), facts.rejection, facts.changed_at), ("", None, None));
    assert_eq!((facts.quality, facts.previous_category), (Some(Quality::Green), None));
    for field in ["id", "category", "language", "name"] {
        let mut without = node.clone();
        without.as_object_mut().unwrap().remove(field);
        assert_eq!(template::facts(&without), Err(UnreadableTemplate::Missing(field)));
    }
    assert_eq!(template::facts(&json!([])), Err(UnreadableTemplate::NotAnObject));
}

#[test]
fn a_number_keeps_its_last_digit_while_it_is_stored() {
    let part: Value = serde_json::from_str(r#"{"type":"CONFETTI","weight":2.2940817173323283e259}"#).unwrap();
    let kept = content(json!([part.clone()]));
    let stored: Content = serde_json::from_str(&serde_json::to_string(&kept).unwrap()).unwrap();
    assert_eq!(stored, kept);
    assert_eq!(serde_json::from_str::<Value>(&part.to_string()).unwrap(), part);
}
