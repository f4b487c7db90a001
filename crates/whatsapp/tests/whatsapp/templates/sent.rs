//! What a message says in the places of its template.

use std::collections::BTreeMap;

use domain::Timestamp;
use serde_json::{Value, json};
use whatsapp::template::{
    self, ButtonValue, HeaderValue, MediaSource, MediaValue, PartValues, SendValues, send_components,
};

fn components(parts: Value, values: &SendValues) -> Result<Value, String> {
    let body = json!({ "name": "n", "language": "en_US", "category": "MARKETING", "components": parts });
    let template = template::read(&body).unwrap();
    let components = send_components(&template, values).map_err(|missing| missing.place)?;
    Ok(components.as_json().to_vec().into())
}

fn body(values: &[(&str, &str)]) -> BTreeMap<String, String> {
    values.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
}

fn values(message: PartValues) -> SendValues {
    SendValues { message, ..SendValues::default() }
}

fn link(address: &str) -> HeaderValue {
    let source = MediaSource::Link(address.to_owned());
    HeaderValue::Media(MediaValue { source, file_name: None })
}

#[test]
fn numbered_parameters_come_in_their_order() {
    let parts = json!([{ "type": "BODY", "text": "{{2}} and {{1}}, {{2}} and {{10}}." }]);
    let message = PartValues { body: body(&[("1", "a"), ("2", "b"), ("10", "j")]), ..PartValues::default() };
    let text = |text: &str| json!({ "type": "text", "text": text });
    assert_eq!(
        components(parts.clone(), &values(message)).unwrap(),
        json!([{ "type": "body", "parameters": [text("a"), text("b"), text("j")] }])
    );
    let message = PartValues { body: body(&[("1", "a"), ("2", "")]), ..PartValues::default() };
    assert_eq!(components(parts, &values(message)), Err("body.2".to_owned()));
}

#[test]
fn named_parameters_say_their_names() {
    let parts = json!([
        { "type": "HEADER", "format": "TEXT", "text": "Hi {{who}}" },
        { "type": "BODY", "text": "{{who}}: {{what}}" },
        { "type": "FOOTER", "text": "bye" },
    ]);
    let message = PartValues {
        header: Some(HeaderValue::Text("Ana".into())),
        body: body(&[("who", "Ana"), ("what", "tea"), ("unused", "x")]),
        ..PartValues::default()
    };
    let named = |name: &str, text: &str| json!({ "type": "text", "parameter_name": name, "text": text });
    assert_eq!(
        components(parts, &values(message)).unwrap(),
        json!([
            { "type": "header", "parameters": [named("who", "Ana")] },
            { "type": "body", "parameters": [named("who", "Ana"), named("what", "tea")] },
        ])
    );
}

#[test]
fn a_template_without_places_needs_nothing() {
    let parts = json!([
        { "type": "HEADER", "format": "TEXT", "text": "Hi" },
        { "type": "BODY", "text": "Hello" },
        { "type": "BUTTONS", "buttons": [
            { "type": "QUICK_REPLY", "text": "Yes" },
            { "type": "URL", "text": "Open", "url": "https://example.com" },
            { "type": "PHONE_NUMBER", "text": "Call", "phone_number": "+15550051310" },
        ] },
    ]);
    assert_eq!(components(parts, &SendValues::default()).unwrap(), json!([]));
}

#[test]
fn headers_show_files_places_and_products() {
    let header = |format: &str, value: Option<HeaderValue>| {
        let parts = json!([{ "type": "HEADER", "format": format }]);
        let message = PartValues { header: value, ..PartValues::default() };
        components(parts, &values(message)).map(|parts| parts[0]["parameters"][0].clone())
    };
    let image = header("IMAGE", Some(link("https://example.com/a.png"))).unwrap();
    assert_eq!(image, json!({ "type": "image", "image": { "link": "https://example.com/a.png" } }));
    let source = MediaSource::Id("77".into());
    let document = HeaderValue::Media(MediaValue { source, file_name: Some("Bill.pdf".into()) });
    assert_eq!(
        header("DOCUMENT", Some(document)).unwrap(),
        json!({ "type": "document", "document": { "id": "77", "filename": "Bill.pdf" } })
    );
    let place = HeaderValue::Location {
        latitude: "37.4".into(),
        longitude: "-122.1".into(),
        name: "Shop".into(),
        address: "1 Street".into(),
    };
    assert_eq!(
        header("LOCATION", Some(place)).unwrap()["location"],
        json!({ "latitude": "37.4", "longitude": "-122.1", "name": "Shop", "address": "1 Street" })
    );
    let product = HeaderValue::Product { catalog: "1".into(), product: "sku".into() };
    assert_eq!(
        header("PRODUCT", Some(product)).unwrap()["product"],
        json!({ "catalog_id": "1", "product_retailer_id": "sku" })
    );
    assert_eq!(header("VIDEO", None), Err("header".to_owned()));
    assert_eq!(header("LOCATION", Some(link("x"))), Err("header".to_owned()));
}

#[test]
fn buttons_keep_their_places() {
    let parts = json!([{ "type": "BUTTONS", "buttons": [
        { "type": "QUICK_REPLY", "text": "Yes" },
        { "type": "URL", "text": "Open", "url": "https://example.com/{{1}}" },
        { "type": "COPY_CODE", "example": "A" },
        { "type": "FLOW", "text": "Go", "flow_id": "7" },
        { "type": "QUICK_REPLY", "text": "No" },
    ] }]);
    let buttons = BTreeMap::from([
        (0, ButtonValue::Payload("yes".into())),
        (1, ButtonValue::UrlSuffix("order/7".into())),
        (2, ButtonValue::Code("25OFF".into())),
        (3, ButtonValue::Flow { token: None, data: Some(json!({ "a": 1 })) }),
    ]);
    let button = |sub_type: &str, index: &str, parameter: Value| json!({ "type": "button", "sub_type": sub_type, "index": index, "parameters": [parameter] });
    assert_eq!(
        components(parts.clone(), &values(PartValues { buttons, ..PartValues::default() })).unwrap(),
        json!([
            button("quick_reply", "0", json!({ "type": "payload", "payload": "yes" })),
            button("url", "1", json!({ "type": "text", "text": "order/7" })),
            button("copy_code", "2", json!({ "type": "coupon_code", "coupon_code": "25OFF" })),
            button(
                "flow",
                "3",
                json!({ "type": "action",
                "action": { "flow_token": "unused", "flow_action_data": { "a": 1 } } })
            ),
        ])
    );
    assert_eq!(components(parts, &SendValues::default()), Err("buttons.1".to_owned()));
}

#[test]
fn a_one_time_password_stands_in_body_and_button() {
    let parts = json!([
        { "type": "BODY", "add_security_recommendation": true },
        { "type": "BUTTONS", "buttons": [{ "type": "OTP", "otp_type": "COPY_CODE" }] },
    ]);
    let buttons = BTreeMap::from([(0, ButtonValue::Code("123456".into()))]);
    let code = json!({ "type": "text", "text": "123456" });
    assert_eq!(
        components(parts.clone(), &values(PartValues { buttons, ..PartValues::default() })).unwrap(),
        json!([
            { "type": "body", "parameters": [code] },
            { "type": "button", "sub_type": "url", "index": "0", "parameters": [code] },
        ])
    );
    assert_eq!(components(parts, &SendValues::default()), Err("buttons.0".to_owned()));
}

#[test]
fn cards_and_offers() {
    let card = json!({ "components": [
        { "type": "HEADER", "format": "IMAGE" },
        { "type": "BODY", "text": "Only {{1}}" },
    ] });
    let parts = json!([
        { "type": "BODY", "text": "New" },
        { "type": "LIMITED_TIME_OFFER", "limited_time_offer": { "text": "Sale", "has_expiration": true } },
        { "type": "CAROUSEL", "cards": [card, card] },
    ]);
    let of_card = |price: &str| PartValues {
        header: Some(link("https://example.com/a.png")),
        body: body(&[("1", price)]),
        ..PartValues::default()
    };
    let mut given = SendValues {
        cards: vec![of_card("1 €"), of_card("2 €")],
        offer_ends: Some(Timestamp::from_seconds(1_800_000_000)),
        ..SendValues::default()
    };
    let sent = components(parts.clone(), &given).unwrap();
    assert_eq!(
        sent[0],
        json!({ "type": "limited_time_offer", "parameters": [{ "type": "limited_time_offer",
            "limited_time_offer": { "expiration_time_ms": 1_800_000_000_000_i64 } }] })
    );
    assert_eq!(sent[1]["cards"][1]["card_index"], json!(1));
    assert_eq!(sent[1]["cards"][1]["components"][1]["parameters"][0]["text"], json!("2 €"));
    given.cards.truncate(1);
    assert_eq!(components(parts.clone(), &given), Err("cards.1.header".to_owned()));
    given.offer_ends = None;
    assert_eq!(components(parts, &given), Err("offer".to_owned()));
}
