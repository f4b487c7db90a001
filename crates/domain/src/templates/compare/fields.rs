//! A template as a list of fields with words for values.

use crate::templates::header::Sample;
use crate::templates::{
    Body, Button, ButtonKind, Component, Content, Examples, Extra, Footer, Header, HeaderKind, Offer, Template,
};

/// One field.
pub(super) struct Field {
    pub(super) path: String,
    pub(super) label: String,
    pub(super) value: String,
}

pub(super) fn of_template(template: &Template) -> Vec<Field> {
    let mut list = List::default();
    list.add("name", "Name", &template.name);
    list.add("language", "Language", template.language.label());
    list.add("category", "Category", template.category.label());
    list.content(&template.content);
    list.fields
}

pub(super) fn of_content(content: &Content) -> Vec<Field> {
    let mut list = List::default();
    list.content(content);
    list.fields
}

/// The fields so far, and the card whose fields are being added.
#[derive(Default)]
struct List {
    fields: Vec<Field>,
    path: String,
    label: String,
}

impl List {
    fn add(&mut self, path: &str, label: &str, value: impl Into<String>) {
        let label = if self.label.is_empty() {
            label.to_owned()
        } else {
            format!("{}{}", self.label, label.to_ascii_lowercase())
        };
        self.fields.push(Field { path: format!("{}{path}", self.path), label, value: value.into() });
    }

    fn add_some(&mut self, path: &str, label: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.add(path, label, value);
        }
    }

    /// What the hub does not know is shown as it came.
    fn extra(&mut self, path: &str, extra: &Extra) {
        for (key, value) in extra {
            self.add(&format!("{path}.{key}"), key, value.to_string());
        }
    }

    fn content(&mut self, content: &Content) {
        if content.is_named() {
            self.add("parameter_format", "Parameters", "Names");
        }
        for (index, part) in content.components.iter().enumerate() {
            self.part(part, index);
        }
        if let Some(seconds) = content.ttl_seconds {
            self.add("ttl", "Time to live in seconds", seconds.to_string());
        }
        self.extra("template", &content.extra);
    }

    fn part(&mut self, part: &Component, index: usize) {
        match part {
            Component::Header(header) => self.header(header),
            Component::Body(body) => self.body(body),
            Component::Footer(footer) => self.footer(footer),
            Component::Buttons { buttons, extra } => {
                for (index, button) in buttons.iter().enumerate() {
                    self.button(button, index);
                }
                self.extra("buttons", extra);
            }
            Component::Carousel { cards, extra } => {
                for (number, card) in cards.iter().enumerate() {
                    let outer = (self.path.clone(), self.label.clone());
                    self.path = format!("carousel[{number}].");
                    self.label = format!("Card {}: ", number + 1);
                    for (index, part) in card.components.iter().enumerate() {
                        self.part(part, index);
                    }
                    self.extra("card", &card.extra);
                    (self.path, self.label) = outer;
                }
                self.extra("carousel", extra);
            }
            Component::Offer(Offer { text, has_expiration, extra }) => {
                self.add("offer.text", "Offer", text);
                self.add_some("offer.has_expiration", "Offer ends", has_expiration.map(yes_or_no));
                self.extra("offer", extra);
            }
            Component::CallPermissionRequest { extra } => {
                self.add("call_permission_request", "Permission to call", "Asked for");
                self.extra("call_permission_request", extra);
            }
            Component::Other(extra) => self.extra(&format!("other[{index}]"), extra),
        }
    }

    fn header(&mut self, header: &Header) {
        match &header.kind {
            HeaderKind::Text { text, examples } => {
                self.add("header.text", "Header", text);
                self.examples("header.example", examples);
            }
            HeaderKind::Media(media) => {
                self.add("header", "Header", media.kind.label());
                if let Some(sample) = media.samples.first() {
                    let words = match sample {
                        Sample::Address(_) => "The file that Meta has".to_owned(),
                        Sample::Handle(handle) => format!("The uploaded file {handle}"),
                    };
                    self.add("header.example", "Sample of the header", words);
                }
            }
            HeaderKind::Location => self.add("header", "Header", "Location"),
            HeaderKind::Product => self.add("header", "Header", "Product"),
            HeaderKind::Other(format) => self.add("header", "Header", &**format),
        }
        self.extra("header", &header.extra);
    }

    fn body(&mut self, body: &Body) {
        self.add_some("body.text", "Body", body.text.as_deref());
        self.examples("body.example", &body.examples);
        let recommended = body.security_recommendation.map(yes_or_no);
        self.add_some("body.security_recommendation", "Security recommendation", recommended);
        self.extra("body", &body.extra);
    }

    fn footer(&mut self, footer: &Footer) {
        self.add_some("footer.text", "Footer", footer.text.as_deref());
        let minutes = footer.code_expiration_minutes.map(|minutes| minutes.to_string());
        self.add_some("footer.code_expiration_minutes", "Minutes until the code ends", minutes.as_deref());
        self.extra("footer", &footer.extra);
    }

    fn examples(&mut self, path: &str, examples: &Examples) {
        let add = |list: &mut Self, key: &str, value: &str| {
            list.add(&format!("{path}.{key}"), &format!("Example of {{{{{key}}}}}"), value);
        };
        match examples {
            Examples::Positional(values) => {
                values.iter().enumerate().for_each(|(index, value)| add(self, &(index + 1).to_string(), value));
            }
            Examples::Named(values) => values.iter().for_each(|example| add(self, &example.name, &example.value)),
        }
    }

    fn button(&mut self, button: &Button, index: usize) {
        let path = format!("buttons[{index}]");
        let label = format!("Button {}", index + 1);
        let mut add = |field: &str, words: &str, value: Option<&str>| {
            self.add_some(&format!("{path}{field}"), &format!("{label}{words}"), value);
        };
        add("", "", Some(button.kind.label()));
        add(".text", ": text", button.text.as_deref());
        match &button.kind {
            ButtonKind::Url { url, examples } => {
                add(".url", ": link", Some(url));
                add(".example", ": example", examples.first().map(String::as_str));
            }
            ButtonKind::PhoneNumber { number } => add(".phone_number", ": number", Some(number)),
            ButtonKind::CopyCode { examples } => add(".example", ": example", examples.first().map(String::as_str)),
            ButtonKind::Otp(otp) => {
                add(".otp", ": way", Some(otp.kind.label()));
                add(".autofill_text", ": text to fill in", otp.autofill_text.as_deref());
                add(".zero_tap_terms_accepted", ": terms", otp.zero_tap_terms_accepted.map(yes_or_no));
                for (index, app) in otp.apps.iter().enumerate() {
                    let words = format!("{} {}", app.package_name, app.signature_hash);
                    add(&format!(".apps[{index}]"), ": app", Some(&words));
                }
            }
            ButtonKind::Flow(flow) => {
                for value in [&flow.id, &flow.name, &flow.json] {
                    add(".flow", ": form", value.as_deref());
                }
                add(".flow_action", ": action", flow.action.as_deref());
                add(".flow_screen", ": first screen", flow.screen.as_deref());
            }
            _ => {}
        }
        self.extra(&path, &button.extra);
    }
}

fn yes_or_no(value: bool) -> &'static str {
    if value { "Yes" } else { "No" }
}
