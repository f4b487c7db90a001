//! Buttons.

use super::rules;
use crate::templates::button::Flow;
use crate::templates::testing::samples::{self, with_button};
use crate::templates::{Button, ButtonKind, Component, Template};

fn buttons(template: &mut Template) -> &mut Vec<Button> {
    let part = template.content.components.iter_mut().find_map(|part| match part {
        Component::Buttons { buttons, .. } => Some(buttons),
        _ => None,
    });
    part.unwrap()
}

fn quick(text: &str) -> Template {
    with_button(ButtonKind::QuickReply, text)
}

fn link(url: &str) -> Template {
    with_button(ButtonKind::Url { url: url.into(), examples: vec!["https://example.com/1".into()] }, "Open")
}

fn call(number: &str) -> Template {
    with_button(ButtonKind::PhoneNumber { number: number.into() }, "Call")
}

fn code(example: &str) -> Template {
    with_button(ButtonKind::CopyCode { examples: vec![example.into()] }, "Copy code")
}

fn form(flow: Flow) -> Template {
    with_button(ButtonKind::Flow(flow), "Sign up")
}

fn again(template: &mut Template, times: usize) {
    let first = buttons(template)[0].clone();
    buttons(template).extend(std::iter::repeat_n(first, times));
}

/// A form that begins at a screen.
fn opening(action: &str) -> Flow {
    Flow { id: Some("1".into()), action: Some(action.into()), screen: Some("WELCOME_SCREEN".into()), ..Flow::default() }
}

rules! {
    buttons_too_many: quick("Yes"), |t| again(t, 10) => ["error buttons buttons_too_many"];
    ten_buttons: quick("Yes"), |t| again(t, 9) => [];
    url_buttons_too_many: link("https://example.com"), |t| again(t, 2) => ["error buttons url_buttons_too_many"];
    phone_buttons_too_many: call("+49 30 901820"), |t| again(t, 1) => ["error buttons phone_buttons_too_many"];
    copy_code_too_many: code("SUMMER"), |t| again(t, 1) => ["error buttons copy_code_too_many"];
    button_only_once: with_button(ButtonKind::VoiceCall, "Call"), |t| again(t, 1) => ["warning buttons button_only_once"];
    quick_replies_apart: samples::text(), |t| buttons(t).swap(1, 2) => ["error buttons quick_replies_apart"];
    quick_replies_at_the_end: samples::text(), |t| buttons(t).rotate_left(2) => [];
    button_text_missing: quick(" "), |t| () => ["error buttons[0].text button_text_missing"];
    button_text_too_long: quick(&"ä".repeat(26)), |t| () => ["error buttons[0].text button_text_too_long"];
    button_text_of_25_characters: quick(&"ä".repeat(25)), |t| () => [];
    button_text_parameters: quick("Yes {{1}}"), |t| () => ["error buttons[0].text button_text_parameters"];
    button_text_characters: quick("Yes 👍"), |t| () => ["warning buttons[0].text button_text_characters"];
    button_text_with_a_sign: quick("Book now!"), |t| () => [];

    url_invalid: link("example.com"), |t| () => ["error buttons[0].url url_invalid"];
    url_invalid_domain: link("https://{{1}}"), |t| () => ["error buttons[0].url url_invalid"];
    url_too_long: link(&format!("https://example.com/{}", "a".repeat(1981))), |t| () => ["error buttons[0].url url_too_long"];
    url_parameters: link("https://example.com/{{1}}/{{2}}"), |t| () => ["error buttons[0].url url_parameters"];
    url_parameter_place: link("https://example.com/{{1}}/track"), |t| () => ["error buttons[0].url url_parameter_place"];
    url_braces: link("https://example.com/{{1}"), |t| () => ["error buttons[0].url braces_unbalanced"];
    url_to_whatsapp: link("https://wa.me/493090182"), |t| () => ["error buttons[0].url url_to_whatsapp"];
    url_to_whatsapp_page: link("https://API.WhatsApp.com/send"), |t| () => ["error buttons[0].url url_to_whatsapp"];
    url_that_only_looks_so: link("https://notwa.me/493090182"), |t| () => [];
    url_example: with_button(ButtonKind::Url { url: "https://example.com/{{1}}".into(), examples: Vec::new() }, "Open"), |t| () => ["error buttons[0].example example_missing"];

    phone_missing: call(""), |t| () => ["error buttons[0].phone_number phone_missing"];
    phone_too_long: call(&"1".repeat(21)), |t| () => ["error buttons[0].phone_number phone_too_long"];
    phone_characters: call("our hotline"), |t| () => ["warning buttons[0].phone_number phone_characters"];
    code_too_long: code(&"A".repeat(21)), |t| () => ["error buttons[0].example code_too_long"];
    code_too_long_for_one_page: code(&"A".repeat(16)), |t| () => ["warning buttons[0].example code_too_long"];
    code_of_20_characters: code(&"A".repeat(20)), |t| () => ["warning buttons[0].example code_too_long"];
    code_of_15_characters: code(&"A".repeat(15)), |t| () => [];
    code_example: code(""), |t| () => ["error buttons[0].example example_missing"];
    flow_missing: form(Flow::default()), |t| () => ["error buttons[0].flow flow_missing"];
    flow_twice: form(Flow { id: Some("1".into()), name: Some("a".into()), ..Flow::default() }), |t| () => ["warning buttons[0].flow flow_twice"];
    flow_json: form(Flow { json: Some("{\"version\":".into()), ..Flow::default() }), |t| () => ["error buttons[0].flow.json flow_json"];
    flow_json_that_is_no_object: form(Flow { json: Some("5".into()), ..Flow::default() }), |t| () => ["error buttons[0].flow.json flow_json"];
    flow_json_alone: form(Flow { json: Some("{\"version\":\"5.0\"}".into()), ..Flow::default() }), |t| () => [];
    flow_screen: form(opening("data_exchange")), |t| () => ["warning buttons[0].flow.screen flow_screen"];
    flow_screen_to_navigate: form(opening("NAVIGATE")), |t| () => [];
    flow_screen_without_action: form(Flow { action: None, ..opening("") }), |t| () => [];
    product_button_alone: with_button(ButtonKind::Catalog, "View"), |t| buttons(t).push(Button::new(ButtonKind::QuickReply, "No")) => ["warning buttons[0] product_button_alone"];
    unknown_buttons_are_left_to_meta: with_button(ButtonKind::Other("POSTBACK".into()), ""), |t| () => [];
}
