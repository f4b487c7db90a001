//! A valid template of every kind: the validator finds no error in any of them.

use crate::templates::button::{Flow, Otp, OtpKind, SupportedApp};
use crate::templates::header::Sample;
use crate::templates::{
    Body, Button, ButtonKind, Card, Category, Component, Content, Examples, Extra, Footer, Header, HeaderKind,
    Language, Media, MediaKind, Offer, Template,
};

/// All of them, with a name for each.
pub fn all() -> Vec<(&'static str, Template)> {
    vec![
        ("text", text()),
        ("media", media(MediaKind::Document)),
        ("location", location()),
        ("carousel", carousel()),
        ("product carousel", product_carousel()),
        ("offer", offer()),
        ("copy code", authentication(OtpKind::CopyCode)),
        ("one tap", authentication(OtpKind::OneTap)),
        ("zero tap", authentication(OtpKind::ZeroTap)),
        ("catalog", with_button(ButtonKind::Catalog, "View catalog")),
        ("several products", with_button(ButtonKind::Mpm, "View items")),
        ("one product", product()),
        ("form", with_button(ButtonKind::Flow(Flow { id: Some("123".into()), ..Flow::default() }), "Sign up")),
        ("voice call", with_button(ButtonKind::VoiceCall, "Call on WhatsApp")),
        ("coupon", with_button(ButtonKind::CopyCode { examples: vec!["SUMMER25".into()] }, "Copy code")),
        ("order", with_button(ButtonKind::OrderDetails, "Review and pay")),
        ("call permission", call_permission()),
    ]
}

/// A header, a body with two parameters, a footer and four buttons.
pub fn text() -> Template {
    template(
        Category::Utility,
        vec![
            header(HeaderKind::Text {
                text: "Your order {{1}}".into(),
                examples: Examples::Positional(vec!["12".into()]),
            }),
            body("Hello {{1}}, your order is on its way and will arrive on {{2}} at the latest.", &["Ana", "Monday"]),
            footer("Reply STOP to end"),
            buttons(vec![
                Button::new(ButtonKind::QuickReply, "Thanks"),
                Button::new(ButtonKind::QuickReply, "Stop"),
                Button::new(
                    ButtonKind::Url {
                        url: "https://example.com/orders/{{1}}".into(),
                        examples: vec!["https://example.com/orders/12".into()],
                    },
                    "Track",
                ),
                Button::new(ButtonKind::PhoneNumber { number: "+49 30 901820".into() }, "Call us"),
            ]),
        ],
    )
}

/// A file above a body.
pub fn media(kind: MediaKind) -> Template {
    template(Category::Utility, vec![media_header(kind), body("Here is your ticket for the concert.", &[])])
}

/// A place above a body.
pub fn location() -> Template {
    template(Category::Utility, vec![header(HeaderKind::Location), body("Your order waits for you here.", &[])])
}

/// Two cards with an image, a body and two buttons.
pub fn carousel() -> Template {
    let card = || Card {
        components: vec![
            media_header(MediaKind::Image),
            body("Fresh every {{1}} from our own garden.", &["Monday"]),
            buttons(vec![
                Button::new(ButtonKind::QuickReply, "Send me more"),
                Button::new(ButtonKind::Url { url: "https://example.com".into(), examples: Vec::new() }, "Buy"),
            ]),
        ],
        extra: Extra::new(),
    };
    template(Category::Marketing, vec![body("This is new in our shop:", &[]), cards(vec![card(), card()])])
}

/// Two cards with a product and its button.
pub fn product_carousel() -> Template {
    let card = || Card {
        components: vec![header(HeaderKind::Product), buttons(vec![Button::new(ButtonKind::Spm, "View")])],
        extra: Extra::new(),
    };
    template(Category::Marketing, vec![body("This is new in our shop:", &[]), cards(vec![card(), card()])])
}

/// An offer that ends.
pub fn offer() -> Template {
    template(
        Category::Marketing,
        vec![
            media_header(MediaKind::Image),
            Component::Offer(Offer { text: "Expiring offer!".into(), has_expiration: Some(true), extra: Extra::new() }),
            body("Good news, {{1}}! Use the code to get a quarter off.", &["Pablo"]),
            buttons(vec![
                Button::new(ButtonKind::CopyCode { examples: vec!["CARIBE25".into()] }, "Copy offer code"),
                Button::new(ButtonKind::Url { url: "https://example.com".into(), examples: Vec::new() }, "Book now"),
            ]),
        ],
    )
}

/// A one-time password.
pub fn authentication(kind: OtpKind) -> Template {
    let app = SupportedApp { package_name: "com.example.app".into(), signature_hash: "K8a/AINcGX7".into() };
    let otp = match kind {
        OtpKind::CopyCode => Otp::new(kind),
        OtpKind::ZeroTap => Otp { apps: vec![app], zero_tap_terms_accepted: Some(true), ..Otp::new(kind) },
        _ => Otp { apps: vec![app], autofill_text: Some("Autofill".into()), ..Otp::new(kind) },
    };
    template(
        Category::Authentication,
        vec![
            Component::Body(Body { security_recommendation: Some(true), ..Body::default() }),
            Component::Footer(Footer { code_expiration_minutes: Some(10), ..Footer::default() }),
            buttons(vec![Button::new(ButtonKind::Otp(otp), "Copy code")]),
        ],
    )
}

/// A product above a body.
pub fn product() -> Template {
    template(
        Category::Marketing,
        vec![
            header(HeaderKind::Product),
            body("Use the code 30OFF to get a third off.", &[]),
            buttons(vec![Button::new(ButtonKind::Spm, "View")]),
        ],
    )
}

/// Asks for the permission to call.
pub fn call_permission() -> Template {
    template(
        Category::Utility,
        vec![
            body("Hello {{1}}, may we call you about your order?", &["Ana"]),
            Component::CallPermissionRequest { extra: Extra::new() },
        ],
    )
}

/// A body above one button.
pub fn with_button(kind: ButtonKind, text: &str) -> Template {
    template(
        Category::Marketing,
        vec![body("Have a look at what is new in our shop.", &[]), buttons(vec![Button::new(kind, text)])],
    )
}

/// A template called `sample` in English.
pub fn template(category: Category, components: Vec<Component>) -> Template {
    let content = Content { components, ..Content::empty() };
    Template { name: "sample".into(), language: Language::from_wire("en_US"), category, content }
}

/// A header.
pub fn header(kind: HeaderKind) -> Component {
    Component::Header(Header::new(kind))
}

/// A header with an uploaded sample.
pub fn media_header(kind: MediaKind) -> Component {
    header(HeaderKind::Media(Media { kind, samples: vec![Sample::Handle("4::aW1hZ2U=".into())] }))
}

/// A body with an example for each parameter.
pub fn body(text: &str, examples: &[&str]) -> Component {
    let examples = Examples::Positional(examples.iter().map(|example| (*example).to_owned()).collect());
    Component::Body(Body { text: Some(text.into()), examples, ..Body::default() })
}

/// A footer.
pub fn footer(text: &str) -> Component {
    Component::Footer(Footer { text: Some(text.into()), ..Footer::default() })
}

/// Buttons.
pub fn buttons(buttons: Vec<Button>) -> Component {
    Component::Buttons { buttons, extra: Extra::new() }
}

/// A carousel.
pub fn cards(cards: Vec<Card>) -> Component {
    Component::Carousel { cards, extra: Extra::new() }
}
