//! Creating templates: what is taken, and what is refused with which subcode.

use serde_json::{Value, json};
use simulator::{AddedWaba, Clock, NewTemplate, NewWaba};

use crate::support::{Answer, NOW, Running, config, start, start_empty};

fn welcome() -> Value {
    json!({
        "name": "welcome_note",
        "language": "en_US",
        "category": "UTILITY",
        "components": [
            { "type": "body", "text": "Hello {{1}}, welcome to our {{2}} service.", "example": { "body_text": [["Ann", "book"]] } },
        ],
    })
}

fn with(field: &str, value: Value) -> Value {
    let mut template = welcome();
    template[field] = value;
    template
}

/// A marketing template with this body and these further components.
fn of(components: Value) -> Value {
    let mut template = with("components", components);
    template["category"] = "MARKETING".into();
    template
}

fn plain_body() -> Value {
    json!({ "type": "BODY", "text": "Our new hours start on Monday." })
}

async fn create(simulator: &Running, waba: &AddedWaba, template: &Value) -> Answer {
    simulator.post_json(&waba.token, &format!("{}/message_templates", waba.waba_id), template).await
}

#[tokio::test]
async fn a_creation_answers_id_status_and_category_and_reads_in_capitals() {
    let mut config = config();
    config.template_review_delay = std::time::Duration::from_secs(60);
    let simulator = start(config).await;
    let waba = simulator.waba(1).await;
    let template = json!({
        "name": "welcome_note",
        "language": "en_US",
        "category": "utility",
        "parameter_format": "named",
        "message_send_ttl_seconds": 600,
        "cta_url_link_tracking_opted_out": true,
        "components": [
            { "type": "header", "format": "text", "text": "Hello" },
            {
                "type": "body",
                "text": "Hello {{first_name}}, welcome to our shop by the water.",
                "example": { "body_text_named_params": [{ "param_name": "first_name", "example": "Ann" }] },
            },
            { "type": "buttons", "buttons": [{ "type": "url", "text": "Shop", "url": "https://example.com" }] },
        ],
    });
    let created = create(&simulator, &waba, &template).await;
    assert_eq!(created.status, 200, "{}", created.text);
    let created = created.json();
    assert_eq!(created["status"], "PENDING");
    assert_eq!(created["category"], "UTILITY");
    let id = created["id"].as_str().unwrap();
    let node = simulator.get(&waba.token, id).await.json();
    assert_eq!(
        node,
        json!({
            "name": "welcome_note",
            "parameter_format": "NAMED",
            "components": [
                { "type": "HEADER", "format": "TEXT", "text": "Hello" },
                {
                    "type": "BODY",
                    "text": "Hello {{first_name}}, welcome to our shop by the water.",
                    "example": { "body_text_named_params": [{ "param_name": "first_name", "example": "Ann" }] },
                },
                { "type": "BUTTONS", "buttons": [{ "type": "URL", "text": "Shop", "url": "https://example.com" }] },
            ],
            "language": "en_US",
            "status": "PENDING",
            "category": "UTILITY",
            "id": id,
        })
    );
    let fields = "quality_score,rejected_reason,previous_category,last_updated_time,message_send_ttl_seconds,\
                  health_status,library_template_name,cta_url_link_tracking_opted_out";
    let node = simulator.get(&waba.token, &format!("{id}?fields={fields}")).await.json();
    assert_eq!(node["quality_score"], json!({ "score": "UNKNOWN", "date": NOW }));
    assert_eq!(node["rejected_reason"], "NONE");
    assert_eq!(node["message_send_ttl_seconds"], 600);
    assert_eq!(node["cta_url_link_tracking_opted_out"], true);
    assert_eq!(node["last_updated_time"], "2026-09-21T14:13:20+0000");
    assert_eq!(node["health_status"]["can_send_message"], "LIMITED");
    assert_eq!(node["health_status"]["entities"][0]["entity_type"], "MESSAGE_TEMPLATE");
    assert!(node.get("library_template_name").is_none());
    let wrong = simulator.get(&waba.token, &format!("{id}?fields=colour")).await;
    assert_eq!(wrong.json()["error"]["code"], 100);
    let stranger = simulator.waba(1).await;
    assert_eq!(simulator.get(&stranger.token, id).await.json()["error"]["error_subcode"], 33);
}

#[tokio::test]
async fn refusals_have_metas_subcodes() {
    let simulator = start_empty().await;
    let waba = simulator.waba(1).await;
    let example = |text: &str| json!({ "type": "BODY", "text": text, "example": { "body_text": [["a"]] } });
    let two = |text: &str| json!({ "type": "BODY", "text": text, "example": { "body_text": [["a", "b"]] } });
    let button = |button: Value| of(json!([plain_body(), { "type": "BUTTONS", "buttons": [button] }]));
    let header = |header: Value| of(json!([header, plain_body()]));
    let long = "a".repeat(61);
    let cases: Vec<(&str, i64, Value)> = vec![
        ("name", 2_388_046, with("name", json!("Welcome Note"))),
        ("long name", 2_388_040, with("name", json!("a".repeat(513)))),
        ("long body", 2_388_040, of(json!([{ "type": "BODY", "text": "a".repeat(1_025) }]))),
        ("long header", 2_388_040, header(json!({ "type": "HEADER", "format": "TEXT", "text": long }))),
        ("long footer", 2_388_040, of(json!([plain_body(), { "type": "FOOTER", "text": long }]))),
        ("long label", 2_388_040, button(json!({ "type": "QUICK_REPLY", "text": "a".repeat(26) }))),
        ("header braces", 2_388_047, header(json!({ "type": "HEADER", "format": "TEXT", "text": "Hi {{1}" }))),
        (
            "two in the header",
            2_388_047,
            header(
                json!({ "type": "HEADER", "format": "TEXT", "text": "{{1}} and {{2}}", "example": { "header_text": ["a", "b"] } }),
            ),
        ),
        ("header format", 2_388_047, header(json!({ "type": "HEADER", "format": "SONG" }))),
        ("header markdown", 2_388_047, header(json!({ "type": "HEADER", "format": "TEXT", "text": "*Now*" }))),
        ("body braces", 2_388_072, of(json!([example("Hello {{1}, how do you do today?")]))),
        ("body gap", 2_388_072, of(json!([two("Hello {{1}}, how do you do {{3}} today?")]))),
        ("body named", 2_388_072, of(json!([example("Hello {{name}}, how do you do today?")]))),
        ("footer", 2_388_073, of(json!([plain_body(), { "type": "FOOTER", "text": "Bye {{1}} now" }]))),
        ("ratio", 2_388_293, of(json!([two("Hi {{1}} and {{2}} so")]))),
        ("leading", 2_388_299, of(json!([example("{{1}}, your order is on its way to you.")]))),
        ("trailing", 2_388_299, of(json!([example("Your order is on its way to you, {{1}}")]))),
        ("body example", 2_388_043, of(json!([{ "type": "BODY", "text": "Hello {{1}}, how do you do?" }]))),
        ("no body", 2_388_043, of(json!([{ "type": "FOOTER", "text": "Bye" }]))),
        ("file example", 2_388_043, header(json!({ "type": "HEADER", "format": "IMAGE" }))),
        ("URL example", 2_388_043, button(json!({ "type": "URL", "text": "Go", "url": "https://example.com/{{1}}" }))),
        (
            "unexpected",
            2_388_042,
            button(json!({ "type": "QUICK_REPLY", "text": "Yes", "url": "https://example.com" })),
        ),
        ("two bodies", 2_388_042, of(json!([plain_body(), plain_body()]))),
        ("wa.me", 2_388_081, button(json!({ "type": "URL", "text": "Chat", "url": "https://wa.me/15551234567" }))),
        (
            "authentication text",
            2_388_042,
            json!({
                "name": "code", "language": "en_US", "category": "AUTHENTICATION",
                "components": [
                    { "type": "BODY", "text": "Your code is here" },
                    { "type": "BUTTONS", "buttons": [{ "type": "OTP", "otp_type": "COPY_CODE" }] },
                ],
            }),
        ),
    ];
    for (what, subcode, template) in cases {
        let answer = create(&simulator, &waba, &template).await;
        assert_eq!(answer.status, 400, "{what}: {}", answer.text);
        let error = answer.json()["error"].clone();
        assert_eq!(error["code"], 100, "{what}");
        assert_eq!(error["error_subcode"], subcode, "{what}: {error}");
        assert_eq!(error["type"], "OAuthException");
        assert!(!error["error_user_title"].as_str().unwrap().is_empty());
        assert!(!error["error_user_msg"].as_str().unwrap().is_empty());
        assert!(error["fbtrace_id"].is_string());
        assert!(error["error_data"]["blame_field_specs"][0][0].is_string(), "{what}");
    }
}

#[tokio::test]
async fn refusals_without_a_known_subcode_are_errors_100() {
    let simulator = start_empty().await;
    let waba = simulator.waba(1).await;
    let button = |list: Value| of(json!([plain_body(), { "type": "BUTTONS", "buttons": list }]));
    let reply = json!({ "type": "QUICK_REPLY", "text": "Yes" });
    let link = json!({ "type": "URL", "text": "Go", "url": "https://example.com" });
    let file = |handle: &str| json!({ "type": "HEADER", "format": "IMAGE", "example": { "header_handle": [handle] } });
    let cases: Vec<(&str, Value)> = vec![
        ("language", with("language", json!("en-US"))),
        ("category of 2022", with("category", json!("TRANSACTIONAL"))),
        ("format", with("parameter_format", json!("ROMAN"))),
        ("ttl", with("message_send_ttl_seconds", json!(5))),
        ("component", of(json!([plain_body(), { "type": "POSTCARD" }]))),
        ("components as text", of(json!("BODY"))),
        ("three links", button(json!([link, link, link]))),
        ("eleven replies", button(json!(vec![reply.clone(); 11]))),
        ("mixed", button(json!([reply, link, reply]))),
        (
            "inner parameter",
            button(json!([{ "type": "URL", "text": "Go", "url": "https://e.com/{{1}}/x", "example": ["x"] }])),
        ),
        ("a URL as handle", of(json!([file("https://example.com/a.png"), plain_body()]))),
        ("a strange handle", of(json!([file("4::aW1hZ2UvcG5n:ARxyz"), plain_body()]))),
        ("one card", of(json!([plain_body(), { "type": "CAROUSEL", "cards": [{ "components": [] }] }]))),
    ];
    for (what, template) in cases {
        let answer = create(&simulator, &waba, &template).await;
        assert_eq!(answer.status, 400, "{what}: {}", answer.text);
        assert_eq!(answer.json()["error"]["code"], 100, "{what}");
    }
    for missing in ["name", "language", "category", "components"] {
        let answer = create(&simulator, &waba, &with(missing, Value::Null)).await;
        assert_eq!(answer.json()["error"]["message"], format!("(#100) The parameter {missing} is required."));
    }
}

#[tokio::test]
async fn a_name_is_there_once_in_each_language() {
    let simulator = start_empty().await;
    let waba = simulator.waba(1).await;
    assert_eq!(create(&simulator, &waba, &welcome()).await.status, 200);
    let again = create(&simulator, &waba, &welcome()).await.json();
    assert_eq!(again["error"]["error_subcode"], 2_388_024);
    assert_eq!(create(&simulator, &waba, &with("language", json!("en_GB"))).await.status, 200);
}

#[tokio::test]
async fn authentication_templates_get_metas_words() {
    let simulator = start_empty().await;
    let waba = simulator.waba(1).await;
    let app = json!([{ "package_name": "com.example.shop", "signature_hash": "K8a/AINcGX7" }]);
    for (name, button) in [
        ("copy", json!({ "type": "otp", "otp_type": "copy_code", "text": "Copy code" })),
        ("tap", json!({ "type": "OTP", "otp_type": "ONE_TAP", "autofill_text": "Autofill", "supported_apps": app })),
        (
            "zero",
            json!({ "type": "OTP", "otp_type": "ZERO_TAP", "zero_tap_terms_accepted": true, "supported_apps": app }),
        ),
    ] {
        let template = json!({
            "name": name, "language": "en_US", "category": "AUTHENTICATION",
            "components": [
                { "type": "BODY", "add_security_recommendation": true },
                { "type": "FOOTER", "code_expiration_minutes": 5 },
                { "type": "BUTTONS", "buttons": [button] },
            ],
        });
        let created = create(&simulator, &waba, &template).await;
        assert_eq!(created.status, 200, "{name}: {}", created.text);
        let node = simulator.get(&waba.token, created.json()["id"].as_str().unwrap()).await.json();
        assert!(node["components"][0]["text"].as_str().unwrap().starts_with("*{{1}}* is your verification code."));
        assert_eq!(node["components"][1]["text"], "This code expires in 5 minutes.");
    }
}

#[tokio::test]
async fn metas_own_examples_are_taken() {
    let simulator = start_empty().await;
    let waba = simulator.waba(1).await;
    // Meta's OpenAPI file (MIT): order delivery update, seasonal promotion, abandoned cart.
    for template in [
        json!({
            "category": "UTILITY", "language": "en_US", "name": "order_delivery_update",
            "components": [
                { "format": "LOCATION", "type": "HEADER" },
                {
                    "type": "BODY",
                    "text": "Good news {{1}}! Your order #{{2}} is on its way to the location above. Thank you for your order!",
                    "example": { "body_text": [["Mark", "566701"]] },
                },
                { "type": "FOOTER", "text": "To stop receiving delivery updates, tap the button below." },
                { "type": "BUTTONS", "buttons": [{ "type": "QUICK_REPLY", "text": "Stop Delivery Updates" }] },
            ],
        }),
        json!({
            "category": "MARKETING", "language": "en", "name": "seasonal_promotion_text_only",
            "components": [
                { "type": "HEADER", "format": "TEXT", "text": "Our {{1}} is on!", "example": { "header_text": ["Summer Sale"] } },
                {
                    "type": "BODY",
                    "text": "Shop now through {{1}} and use code {{2}} to get {{3}} off of all merchandise.",
                    "example": { "body_text": [["the end of August", "25OFF", "25%"]] },
                },
                { "type": "FOOTER", "text": "Use the buttons below to manage your marketing subscriptions" },
            ],
        }),
        json!({
            "category": "MARKETING", "language": "en_US", "name": "abandoned_cart",
            "components": [
                { "type": "HEADER", "format": "TEXT", "text": "Forget something {{1}}?", "example": { "header_text": ["Pablo"] } },
                {
                    "type": "BODY",
                    "text": "Looks like you left some items in your cart! Use code {{1}} and you can get 10% off of all of them!",
                    "example": { "body_text": [["10OFF"]] },
                },
                { "type": "BUTTONS", "buttons": [{ "type": "MPM", "text": "View items" }] },
            ],
        }),
    ] {
        let created = create(&simulator, &waba, &template).await;
        assert_eq!(created.status, 200, "{}", created.text);
    }
}

#[tokio::test]
async fn an_account_creates_a_hundred_an_hour() {
    let simulator = start_empty().await;
    let waba = simulator.waba(1).await;
    for number in 0..100 {
        let created = create(&simulator, &waba, &with("name", json!(format!("welcome_{number}")))).await;
        assert_eq!(created.status, 200, "{number}: {}", created.text);
    }
    let refused = create(&simulator, &waba, &with("name", json!("one_more"))).await;
    assert_eq!(refused.status, 400);
    assert_eq!(refused.json()["error"]["code"], 80_008);
    simulator.handle.advance(3_600).await;
    assert_eq!(create(&simulator, &waba, &with("name", json!("one_more"))).await.status, 200);
}

#[tokio::test]
async fn an_account_has_a_limit_and_a_verified_one_a_higher_one() {
    let simulator = start_empty().await;
    let waba = simulator.waba(1).await;
    let new = NewTemplate { copies: 250, ..NewTemplate::default() };
    simulator.handle.add_template(&waba.waba_id, new).await.unwrap();
    assert_eq!(create(&simulator, &waba, &with("name", json!("verified"))).await.status, 200);
    simulator.handle.set_business_verification(&waba.waba_id, "not_verified").await.unwrap();
    let refused = create(&simulator, &waba, &welcome()).await.json();
    assert_eq!(refused["error"]["error_subcode"], 2_388_019);
}

#[tokio::test]
async fn a_library_template_needs_no_review() {
    let mut config = config();
    config.clock = Clock::Fixed(NOW);
    let simulator = start(config).await;
    let waba = simulator.handle.add_waba(NewWaba::default()).await.unwrap();
    let template = json!({
        "name": "my_update", "language": "en_US", "category": "UTILITY", "library_template_name": "delivery_update_1",
    });
    let created = create(&simulator, &waba, &template).await.json();
    assert_eq!(created["status"], "APPROVED");
    let id = created["id"].as_str().unwrap();
    let node = simulator.get(&waba.token, &format!("{id}?fields=library_template_name")).await.json();
    assert_eq!(node["library_template_name"], "delivery_update_1");
}
