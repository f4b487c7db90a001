//! What a template looks like on a phone, as data to be drawn: no HTML, nothing that depends on where it is drawn.

use serde::{Deserialize, Serialize};

use super::formatting::{Block, Inline, parse_with, plain};
use super::sample::SampleAt;
use super::{Body, Button, ButtonKind, Category, Component, Examples, Footer, Header, HeaderKind, MediaKind, Template};
use super::{authentication, button::OtpKind};
use crate::closed_enum;
use crate::ids::TemplateId;

closed_enum! {
    /// In which direction the language is written.
    pub enum Direction {
        LeftToRight = "ltr" => "Left to right",
        RightToLeft = "rtl" => "Right to left",
    }
}

closed_enum! {
    /// The sign on a button.
    pub enum Sign {
        Reply = "reply" => "Reply",
        Link = "link" => "Link",
        Call = "call" => "Call",
        Copy = "copy" => "Copy",
        Form = "form" => "Form",
        List = "list" => "List",
        None = "none" => "No sign",
    }
}

closed_enum! {
    /// What should be said beside a preview.
    pub enum Note {
        ManyButtons = "many_buttons" => "WhatsApp on a computer does not show templates with four or more buttons.",
        MixedButtons = "mixed_buttons" => "WhatsApp on a computer does not show templates that mix quick replies with other buttons.",
        Offer = "offer" => "WhatsApp on a computer does not show limited-time offers.",
        FixedText = "fixed_text" => "Meta writes this text, in the language of the template.",
    }
}

/// A message as a phone shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preview {
    /// In which direction it is read.
    pub direction: Direction,
    /// The language, as the `lang` attribute wants it.
    pub language: String,
    /// Above the body.
    pub header: Option<HeaderView>,
    /// The offer.
    pub offer: Option<OfferView>,
    /// The text, with examples in the place of parameters.
    pub body: Vec<Block>,
    /// Small print.
    pub footer: Option<String>,
    /// Every button.
    pub buttons: Vec<ButtonView>,
    /// The cards of a carousel.
    pub cards: Vec<CardView>,
    /// Whether it asks for the permission to call.
    pub asks_to_call: bool,
    /// What should be said beside it.
    pub notes: Vec<Note>,
}

/// What stands above the body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HeaderView {
    /// A line of bold text, not formatted otherwise.
    Text(Vec<Inline>),
    /// A file.
    Media {
        /// Its kind.
        kind: MediaKind,
        /// Where the sample can be fetched; an uploaded one cannot.
        sample: Option<String>,
    },
    /// A place on a map.
    Location,
    /// A product.
    Product,
    /// A format that the hub does not know.
    Other(String),
}

/// An offer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfferView {
    /// What is offered.
    pub text: String,
    /// The code that is copied, if there is one.
    pub code: Option<String>,
    /// Whether the phone counts down.
    pub has_expiration: bool,
}

/// A button.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ButtonView {
    /// Its sign.
    pub sign: Sign,
    /// Its label.
    pub text: String,
}

/// A card of a carousel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardView {
    /// Its medium or product.
    pub header: Option<HeaderView>,
    /// Its text.
    pub body: Vec<Block>,
    /// Its buttons: two at most are shown.
    pub buttons: Vec<ButtonView>,
}

impl Preview {
    /// What a phone shows of the buttons: all of three, else two and "See all options" (Meta, template components).
    pub fn shown_buttons(&self) -> &[ButtonView] {
        if self.has_more_buttons() { self.buttons.get(..2).unwrap_or_default() } else { &self.buttons }
    }

    /// Whether "See all options" stands below the buttons and opens the full list.
    pub fn has_more_buttons(&self) -> bool {
        3 < self.buttons.len()
    }

    /// With the hub's own addresses in place of Meta's, which end, and which no page of the hub may ask for.
    pub fn with_samples_of(mut self, template: &TemplateId) -> Self {
        self.header = self.header.map(|header| header.led_to(SampleAt::Message, template));
        for (index, card) in self.cards.iter_mut().enumerate() {
            card.header = card.header.take().map(|header| header.led_to(SampleAt::Card(index), template));
        }
        self
    }
}

impl HeaderView {
    fn led_to(self, at: SampleAt, template: &TemplateId) -> Self {
        match self {
            Self::Media { kind, sample: Some(_) } => Self::Media { kind, sample: Some(at.address(template)) },
            other => other,
        }
    }
}

/// Draws nothing, but says all that has to be drawn.
pub fn preview(template: &Template) -> Preview {
    let template = &authentication::editable(template);
    let content = &template.content;
    let is_authentication = template.category == Category::Authentication;
    let language = &template.language;
    let buttons = content.buttons();
    let code = buttons.iter().find_map(|button| match &button.kind {
        ButtonKind::CopyCode { examples } => examples.first().cloned(),
        _ => None,
    });
    Preview {
        direction: if language.is_right_to_left() { Direction::RightToLeft } else { Direction::LeftToRight },
        language: language.tag(),
        header: content.header().map(header),
        offer: content.offer().map(|offer| OfferView {
            text: offer.text.clone(),
            code,
            has_expiration: offer.has_expiration == Some(true),
        }),
        body: if is_authentication { fixed_body(content.body()) } else { body(content.body()) },
        footer: content.footer().and_then(footer),
        buttons: buttons.iter().map(button).collect(),
        cards: content.cards().iter().map(|card| card_view(&card.components)).collect(),
        asks_to_call: content.components.iter().any(|part| matches!(part, Component::CallPermissionRequest { .. })),
        notes: notes(template),
    }
}

fn header(header: &Header) -> HeaderView {
    match &header.kind {
        HeaderKind::Text { text, examples } => HeaderView::Text(plain(text, examples)),
        HeaderKind::Media(media) => HeaderView::Media { kind: media.kind, sample: media.address().map(str::to_owned) },
        HeaderKind::Location => HeaderView::Location,
        HeaderKind::Product => HeaderView::Product,
        HeaderKind::Other(format) => HeaderView::Other(format.to_string()),
    }
}

fn body(body: Option<&Body>) -> Vec<Block> {
    let text = body.and_then(|body| Some((body.text.as_deref()?, &body.examples)));
    text.map(|(text, examples)| parse_with(text, examples)).unwrap_or_default()
}

fn fixed_body(body: Option<&Body>) -> Vec<Block> {
    let recommends = body.is_some_and(|body| body.security_recommendation == Some(true));
    let recommendation =
        if recommends { format!(" {}", authentication::SECURITY_RECOMMENDATION) } else { String::new() };
    let code = Examples::Positional(vec!["123456".to_owned()]);
    parse_with(&format!("{}{recommendation}", authentication::BODY), &code)
}

fn footer(footer: &Footer) -> Option<String> {
    let text = footer.text.clone().filter(|text| !text.is_empty());
    text.or_else(|| footer.code_expiration_minutes.map(authentication::expires))
}

fn card_view(parts: &[Component]) -> CardView {
    let mut card = CardView { header: None, body: Vec::new(), buttons: Vec::new() };
    for part in parts {
        match part {
            Component::Header(part) => card.header = Some(header(part)),
            Component::Body(part) => card.body = body(Some(part)),
            Component::Buttons { buttons, .. } => card.buttons = buttons.iter().map(button).collect(),
            _ => {}
        }
    }
    card
}

/// A button without a label shows the one that Meta writes, in English.
fn button(button: &Button) -> ButtonView {
    let (sign, fixed) = match &button.kind {
        ButtonKind::QuickReply => (Sign::Reply, ""),
        ButtonKind::Url { .. } => (Sign::Link, ""),
        ButtonKind::PhoneNumber { .. } => (Sign::Call, ""),
        ButtonKind::VoiceCall => (Sign::Call, "Call on WhatsApp"),
        ButtonKind::CopyCode { .. } => (Sign::Copy, "Copy code"),
        ButtonKind::Otp(otp) if otp.kind == OtpKind::CopyCode => (Sign::Copy, "Copy code"),
        ButtonKind::Otp(otp) => (Sign::None, otp.autofill_text.as_deref().unwrap_or("Autofill")),
        ButtonKind::Flow(_) => (Sign::Form, ""),
        ButtonKind::Catalog => (Sign::None, "View catalog"),
        ButtonKind::Mpm => (Sign::List, "View items"),
        ButtonKind::Spm => (Sign::None, "View"),
        ButtonKind::OrderDetails => (Sign::None, "Review and pay"),
        ButtonKind::Other(kind) => (Sign::None, &**kind),
    };
    // The label of a one-tap button is the autofill text; its other one stands on the fallback.
    let own = button.text.as_deref().filter(|text| {
        !text.is_empty() && !matches!(&button.kind, ButtonKind::Otp(otp) if otp.autofill_text.is_some())
    });
    ButtonView { sign, text: own.unwrap_or(fixed).to_owned() }
}

fn notes(template: &Template) -> Vec<Note> {
    let content = &template.content;
    let buttons = content.buttons();
    let replies = buttons.iter().filter(|button| button.kind == ButtonKind::QuickReply).count();
    let mut notes = Vec::new();
    if template.category == Category::Authentication {
        notes.push(Note::FixedText);
    }
    if content.offer().is_some() {
        notes.push(Note::Offer);
    }
    if 4 <= buttons.len() {
        notes.push(Note::ManyButtons);
    } else if 0 < replies && replies < buttons.len() {
        notes.push(Note::MixedButtons);
    }
    notes
}

#[cfg(test)]
mod tests;
