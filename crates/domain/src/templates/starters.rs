//! What an editor begins with: for each kind of template its parts, still empty.

use super::button::{Flow, Otp, OtpKind, SupportedApp};
use super::{
    Body, Button, ButtonKind, Card, Category, Component, Content, Extra, Footer, Header, HeaderKind, Language, Media,
    MediaKind, Offer, Template,
};
use crate::closed_enum;

closed_enum! {
    /// Kinds of templates that an editor offers.
    pub enum Starter {
        Text = "text" => "Text",
        Media = "media" => "Text with an image, video or document",
        Carousel = "carousel" => "Carousel",
        LimitedTimeOffer = "limited_time_offer" => "Limited-time offer",
        Coupon = "coupon" => "Coupon code",
        Catalog = "catalog" => "Catalog",
        SeveralProducts = "several_products" => "Several products",
        OneProduct = "one_product" => "One product",
        Flow = "flow" => "Form",
        OrderDetails = "order_details" => "Order to be paid",
        VoiceCall = "voice_call" => "WhatsApp call",
        CallPermission = "call_permission" => "Permission to call",
        CopyCode = "copy_code" => "Code to copy",
        OneTap = "one_tap" => "Code with one tap",
        ZeroTap = "zero_tap" => "Code without a tap",
    }
}

impl Starter {
    /// The category that it begins with: where several are possible, the one with the stricter rules is left to choose.
    pub const fn category(self) -> Category {
        match self {
            Self::Text | Self::Media | Self::Flow | Self::OrderDetails | Self::VoiceCall | Self::CallPermission => {
                Category::Utility
            }
            Self::Carousel
            | Self::LimitedTimeOffer
            | Self::Coupon
            | Self::Catalog
            | Self::SeveralProducts
            | Self::OneProduct => Category::Marketing,
            Self::CopyCode | Self::OneTap | Self::ZeroTap => Category::Authentication,
        }
    }

    /// An empty template of this kind.
    pub fn template(self, language: Language) -> Template {
        let content = Content { components: self.components(), ..Content::empty() };
        Template { name: String::new(), language, category: self.category(), content }
    }

    fn components(self) -> Vec<Component> {
        match self {
            Self::Text => vec![body()],
            Self::Media => vec![image(), body()],
            Self::Carousel => {
                let card = || Card {
                    components: vec![image(), body(), buttons(vec![Button::new(ButtonKind::QuickReply, "")])],
                    extra: Extra::new(),
                };
                vec![body(), Component::Carousel { cards: vec![card(), card()], extra: Extra::new() }]
            }
            Self::LimitedTimeOffer => vec![
                image(),
                Component::Offer(Offer { has_expiration: Some(true), ..Offer::default() }),
                body(),
                buttons(vec![
                    Button::new(ButtonKind::CopyCode { examples: Vec::new() }, "Copy code"),
                    Button::new(ButtonKind::Url { url: String::new(), examples: Vec::new() }, ""),
                ]),
            ],
            Self::Coupon => with_button(ButtonKind::CopyCode { examples: Vec::new() }, "Copy code"),
            Self::Catalog => with_button(ButtonKind::Catalog, "View catalog"),
            Self::SeveralProducts => with_button(ButtonKind::Mpm, "View items"),
            Self::OneProduct => {
                vec![header(HeaderKind::Product), body(), buttons(vec![Button::new(ButtonKind::Spm, "View")])]
            }
            Self::Flow => with_button(ButtonKind::Flow(Flow::default()), ""),
            Self::OrderDetails => with_button(ButtonKind::OrderDetails, "Review and pay"),
            Self::VoiceCall => with_button(ButtonKind::VoiceCall, "Call on WhatsApp"),
            Self::CallPermission => vec![body(), Component::CallPermissionRequest { extra: Extra::new() }],
            Self::CopyCode => authentication(Otp::new(OtpKind::CopyCode)),
            Self::OneTap => authentication(Otp { apps: vec![SupportedApp::default()], ..Otp::new(OtpKind::OneTap) }),
            Self::ZeroTap => authentication(Otp {
                apps: vec![SupportedApp::default()],
                zero_tap_terms_accepted: Some(false),
                ..Otp::new(OtpKind::ZeroTap)
            }),
        }
    }
}

fn body() -> Component {
    Component::Body(Body { text: Some(String::new()), ..Body::default() })
}

fn header(kind: HeaderKind) -> Component {
    Component::Header(Header::new(kind))
}

fn image() -> Component {
    header(HeaderKind::Media(Media { kind: MediaKind::Image, samples: Vec::new() }))
}

fn buttons(buttons: Vec<Button>) -> Component {
    Component::Buttons { buttons, extra: Extra::new() }
}

fn with_button(kind: ButtonKind, text: &str) -> Vec<Component> {
    vec![body(), buttons(vec![Button::new(kind, text)])]
}

/// Without labels: Meta writes them in the language of the template.
fn authentication(otp: Otp) -> Vec<Component> {
    vec![
        Component::Body(Body { security_recommendation: Some(true), ..Body::default() }),
        Component::Footer(Footer { code_expiration_minutes: Some(10), ..Footer::default() }),
        buttons(vec![Button { kind: ButtonKind::Otp(otp), text: None, extra: Extra::new() }]),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::templates::validate::{Rule, Surroundings, validate};

    /// What is still to be filled in, and nothing that would have to be taken away again.
    #[test]
    fn a_starter_only_lacks_what_a_person_writes() {
        for starter in Starter::ALL {
            let template = starter.template(Language::from_wire("en"));
            for finding in validate(&template, &Surroundings::unknown()) {
                let to_fill_in = matches!(
                    finding.rule,
                    Rule::NameMissing
                        | Rule::BodyMissing
                        | Rule::SampleMissing
                        | Rule::ExampleMissing
                        | Rule::ButtonTextMissing
                        | Rule::UrlInvalid
                        | Rule::OfferText
                        | Rule::FlowMissing
                        | Rule::PackageName
                        | Rule::SignatureHash
                        | Rule::ZeroTapTerms
                );
                assert!(to_fill_in, "{starter}: {finding:?}");
            }
        }
    }
}
