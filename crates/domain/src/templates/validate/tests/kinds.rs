//! Carousels, offers, call permissions and authentication templates.

use super::{body, footer, rules};
use crate::templates::button::{Otp, OtpKind, SupportedApp};
use crate::templates::testing::samples::{self, authentication, call_permission, carousel, offer, product_carousel};
use crate::templates::{Button, ButtonKind, Card, Category, Component, Extra, HeaderKind, MediaKind, Template};

fn cards(template: &mut Template) -> &mut Vec<Card> {
    let part = template.content.components.iter_mut().find_map(|part| match part {
        Component::Carousel { cards, .. } => Some(cards),
        _ => None,
    });
    part.unwrap()
}

/// Puts a part in the place of another, on each card.
fn on_cards(template: &mut Template, index: usize, part: &Component) {
    for card in cards(template) {
        card.components[index] = part.clone();
    }
}

fn offered(template: &mut Template, text: &str) {
    for part in &mut template.content.components {
        if let Component::Offer(offer) = part {
            offer.text = text.into();
        }
    }
}

fn buttons(list: Vec<Button>) -> Component {
    samples::buttons(list)
}

fn password(template: &mut Template, change: impl FnOnce(&mut Otp)) {
    for part in &mut template.content.components {
        if let Component::Buttons { buttons, .. } = part
            && let ButtonKind::Otp(otp) = &mut buttons[0].kind
        {
            return change(otp);
        }
    }
}

fn app(template: &mut Template, package_name: &str, signature_hash: &str) {
    let app = SupportedApp { package_name: package_name.into(), signature_hash: signature_hash.into() };
    password(template, |otp| otp.apps = vec![app]);
}

fn code_button() -> Button {
    Button::new(ButtonKind::Otp(Otp::new(OtpKind::CopyCode)), "Copy code")
}

rules! {
    carousel_category: carousel(), |t| t.category = Category::Utility => ["error carousel carousel_category"];
    carousel_cards: carousel(), |t| cards(t).truncate(1) => ["error carousel carousel_cards"];
    carousel_cards_most: carousel(), |t| { let card = cards(t)[0].clone(); *cards(t) = vec![card; 11] } => ["error carousel carousel_cards"];
    cards_differ: carousel(), |t| { cards(t)[1].components.remove(1); } => ["error carousel[1] cards_differ"];
    cards_differ_in_media: carousel(), |t| cards(t)[1].components[0] = samples::media_header(MediaKind::Video) => ["error carousel[1] cards_differ"];
    card_header: carousel(), |t| on_cards(t, 0, &samples::header(HeaderKind::Location)) => ["error carousel[0].header card_header", "error carousel[1].header card_header"];
    card_buttons: carousel(), |t| on_cards(t, 2, &buttons(vec![Button::new(ButtonKind::QuickReply, "a"); 3])) => ["error carousel[0].buttons card_buttons", "error carousel[1].buttons card_buttons"];
    card_buttons_kind: carousel(), |t| on_cards(t, 2, &buttons(vec![Button::new(ButtonKind::Spm, "View")])) => ["error carousel[0].buttons[0] card_buttons", "error carousel[1].buttons[0] card_buttons"];
    card_parts: product_carousel(), |t| for card in cards(t) { card.components.push(samples::footer("Small print")) } => ["warning carousel[0].footer card_parts", "warning carousel[1].footer card_parts"];
    card_body_too_long: carousel(), |t| on_cards(t, 1, &samples::body(&"ä".repeat(161), &[])) => ["error carousel[0].body.text body_too_long", "error carousel[1].body.text body_too_long"];
    card_parameter_example: carousel(), |t| on_cards(t, 1, &samples::body("Fresh every {{1}} from our own garden.", &[])) => ["error carousel[0].body.example.1 example_missing", "error carousel[1].body.example.1 example_missing"];
    carousel_parts: carousel(), |t| t.content.components.push(samples::footer("Small print")) => ["warning footer carousel_parts"];

    offer_category: offer(), |t| t.category = Category::Utility => ["error offer offer_category"];
    offer_text: offer(), |t| offered(t, "Seventeen letters") => ["error offer.text offer_text"];
    offer_text_missing: offer(), |t| offered(t, " ") => ["error offer.text offer_text"];
    offer_header: offer(), |t| t.content.components[0] = samples::header(HeaderKind::Location) => ["error header offer_header"];
    offer_footer: offer(), |t| t.content.components.push(samples::footer("Small print")) => ["error footer.text offer_footer"];
    offer_buttons: offer(), |t| { t.content.components.pop(); } => ["warning buttons offer_buttons", "warning buttons offer_buttons"];
    offer_buttons_order: offer(), |t| if let Some(Component::Buttons { buttons, .. }) = t.content.components.last_mut() { buttons.reverse() } => ["warning buttons[1] offer_buttons"];

    call_permission_category: call_permission(), |t| t.category = Category::Other("SERVICE".into()) => ["warning category category_unknown", "error call_permission_request call_permission_category"];
    call_permission_parts: call_permission(), |t| t.content.components.push(buttons(vec![Button::new(ButtonKind::QuickReply, "No")])) => ["error buttons call_permission_parts"];

    authentication_text: authentication(OtpKind::CopyCode), |t| body(t).text = Some("Your code is {{1}}.".into()) => ["error body.text authentication_text"];
    authentication_text_of_the_footer: authentication(OtpKind::CopyCode), |t| footer(t).text = Some("Bye".into()) => ["error footer.text authentication_text"];
    authentication_text_of_a_button: authentication(OtpKind::OneTap), |t| password(t, |otp| otp.autofill_text = Some("https://example.com".into())) => ["error buttons[0].autofill_text authentication_text"];
    authentication_label: authentication(OtpKind::OneTap), |t| password(t, |otp| otp.autofill_text = Some("a".repeat(26))) => ["error buttons[0].autofill_text button_text_too_long"];
    authentication_parts: authentication(OtpKind::CopyCode), |t| t.content.components.push(samples::media_header(MediaKind::Image)) => ["error header authentication_parts"];
    authentication_button: authentication(OtpKind::CopyCode), |t| t.content.components[2] = buttons(vec![code_button(), code_button()]) => ["error buttons[1] authentication_button"];
    authentication_button_missing: authentication(OtpKind::CopyCode), |t| { t.content.components.pop(); } => ["error buttons authentication_button"];
    authentication_button_kind: authentication(OtpKind::CopyCode), |t| t.content.components[2] = buttons(vec![code_button(), Button::new(ButtonKind::QuickReply, "No")]) => ["error buttons[1] authentication_button"];
    authentication_body: authentication(OtpKind::CopyCode), |t| { t.content.components.remove(0); } => ["error body body_missing"];
    authentication_only: samples::with_button(ButtonKind::Otp(Otp::new(OtpKind::CopyCode)), "Copy"), |t| body(t).security_recommendation = Some(true) => ["error buttons[0] authentication_only", "error body.security_recommendation authentication_only"];
    authentication_only_minutes: samples::text(), |t| footer(t).code_expiration_minutes = Some(10) => ["error footer.code_expiration_minutes authentication_only"];
    code_minutes: authentication(OtpKind::CopyCode), |t| footer(t).code_expiration_minutes = Some(91) => ["error footer.code_expiration_minutes code_minutes"];
    code_minutes_least: authentication(OtpKind::CopyCode), |t| footer(t).code_expiration_minutes = Some(0) => ["error footer.code_expiration_minutes code_minutes"];
    apps_missing: authentication(OtpKind::OneTap), |t| password(t, |otp| otp.apps.clear()) => ["error buttons[0].apps apps_missing"];
    package_name: authentication(OtpKind::OneTap), |t| app(t, "com example", "K8a/AINcGX7") => ["error buttons[0].apps[0].package_name package_name"];
    package_name_length: authentication(OtpKind::OneTap), |t| app(t, &"a".repeat(225), "K8a/AINcGX7") => ["error buttons[0].apps[0].package_name package_name"];
    signature_hash: authentication(OtpKind::OneTap), |t| app(t, "com.example", "K8a/AINcGX") => ["error buttons[0].apps[0].signature_hash signature_hash"];
    signature_hash_characters: authentication(OtpKind::OneTap), |t| app(t, "com.example", "K8a/AINcGX#") => ["error buttons[0].apps[0].signature_hash signature_hash"];
    zero_tap_terms: authentication(OtpKind::ZeroTap), |t| password(t, |otp| otp.zero_tap_terms_accepted = Some(false)) => ["error buttons[0].zero_tap_terms_accepted zero_tap_terms"];
    unknown_parts_are_left_to_meta: samples::text(), |t| t.content.components.push(Component::Other(Extra::new())) => [];
}
