//! How a template of the demo is written down. What it does not say is as with a healthy one.

use serde_json::{Map, Value, json};

use super::super::picture::{self, HEADER};
use crate::state::media::mark;

pub(super) struct Sample {
    pub name: &'static str,
    pub language: &'static str,
    pub category: &'static str,
    pub components: Vec<Value>,
    pub format: &'static str,
    pub status: &'static str,
    pub quality: &'static str,
    pub reason: &'static str,
    pub previous: Option<&'static str>,
    pub sub_category: Option<&'static str>,
    pub ttl: Option<i64>,
    pub kept: Map<String, Value>,
    pub extra: Map<String, Value>,
    pub files: Vec<SampleFile>,
}

pub(super) struct SampleFile {
    pub id: String,
    pub file_type: &'static str,
    seed: u8,
}

impl SampleFile {
    fn new(seed: u8, file_type: &'static str) -> Self {
        let kind = file_type.split('/').next().unwrap_or_default();
        Self { id: format!("demo_{kind}_{seed}"), file_type, seed }
    }

    pub fn bytes(&self) -> Vec<u8> {
        match self.file_type {
            "image/png" => picture::png(HEADER, self.seed),
            "video/mp4" => picture::mp4(),
            _ => picture::pdf("Sample document"),
        }
    }
}

pub(super) fn marketing(name: &'static str, language: &'static str) -> Sample {
    Sample::new(name, language, "MARKETING")
}

pub(super) fn utility(name: &'static str, language: &'static str) -> Sample {
    Sample::new(name, language, "UTILITY")
}

/// A code, with a button of this kind.
pub(super) fn code(name: &'static str, language: &'static str, button: Value) -> Sample {
    let mut sample = Sample::new(name, language, "AUTHENTICATION");
    sample.components = vec![
        json!({ "type": "BODY", "add_security_recommendation": true }),
        json!({ "type": "FOOTER", "code_expiration_minutes": 10 }),
        json!({ "type": "BUTTONS", "buttons": [button] }),
    ];
    sample
}

impl Sample {
    fn new(name: &'static str, language: &'static str, category: &'static str) -> Self {
        Self {
            name,
            language,
            category,
            components: Vec::new(),
            format: "POSITIONAL",
            status: "APPROVED",
            quality: "GREEN",
            reason: "NONE",
            previous: None,
            sub_category: None,
            ttl: None,
            kept: Map::new(),
            extra: Map::new(),
            files: Vec::new(),
        }
    }

    pub fn part(mut self, component: Value) -> Self {
        self.components.push(component);
        self
    }

    pub fn header(self, text: &str) -> Self {
        self.part(json!({ "type": "HEADER", "format": "TEXT", "text": text }))
    }

    pub fn header_with(self, text: &str, example: &str) -> Self {
        self.part(json!({
            "type": "HEADER", "format": "TEXT", "text": text, "example": { "header_text": [example] },
        }))
    }

    pub fn picture(self, seed: u8) -> Self {
        self.file("IMAGE", seed, "image/png")
    }

    pub fn film(self, seed: u8) -> Self {
        self.file("VIDEO", seed, "video/mp4")
    }

    pub fn document(self, seed: u8) -> Self {
        self.file("DOCUMENT", seed, "application/pdf")
    }

    pub fn place(self) -> Self {
        self.part(json!({ "type": "HEADER", "format": "LOCATION" }))
    }

    fn file(mut self, format: &str, seed: u8, file_type: &'static str) -> Self {
        let file = SampleFile::new(seed, file_type);
        let header = json!({ "type": "HEADER", "format": format, "example": { "header_handle": [mark(&file.id)] } });
        self.files.push(file);
        self.part(header)
    }

    pub fn body(self, text: &str, examples: &[&str]) -> Self {
        if examples.is_empty() {
            return self.part(json!({ "type": "BODY", "text": text }));
        }
        self.part(json!({ "type": "BODY", "text": text, "example": { "body_text": [examples] } }))
    }

    pub fn named_body(mut self, text: &str, examples: &[(&str, &str)]) -> Self {
        self.format = "NAMED";
        let examples: Vec<Value> =
            examples.iter().map(|(name, example)| json!({ "param_name": name, "example": example })).collect();
        self.part(json!({ "type": "BODY", "text": text, "example": { "body_text_named_params": examples } }))
    }

    pub fn footer(self, text: &str) -> Self {
        self.part(json!({ "type": "FOOTER", "text": text }))
    }

    pub fn buttons(self, buttons: Vec<Value>) -> Self {
        self.part(json!({ "type": "BUTTONS", "buttons": buttons }))
    }

    /// Cards with a picture, a line and a button each.
    pub fn cards(mut self, lines: &[&str], button: &Value) -> Self {
        let mut cards = Vec::new();
        for (line, seed) in lines.iter().zip(40..) {
            let file = SampleFile::new(seed, "image/png");
            let handle = mark(&file.id);
            self.files.push(file);
            cards.push(json!({ "components": [
                { "type": "HEADER", "format": "IMAGE", "example": { "header_handle": [handle] } },
                { "type": "BODY", "text": line },
                { "type": "BUTTONS", "buttons": [button] },
            ] }));
        }
        self.part(json!({ "type": "CAROUSEL", "cards": cards }))
    }

    pub fn status(mut self, status: &'static str) -> Self {
        self.status = status;
        self
    }

    /// New, so that there is no quality yet.
    pub fn pending(mut self) -> Self {
        self.quality = "UNKNOWN";
        self.status("PENDING")
    }

    pub fn rejected(mut self, reason: &'static str) -> Self {
        self.quality = "UNKNOWN";
        self.reason = reason;
        self.status("REJECTED")
    }

    pub fn quality(mut self, score: &'static str) -> Self {
        self.quality = score;
        self
    }

    pub fn was(mut self, category: &'static str) -> Self {
        self.previous = Some(category);
        self
    }

    pub fn ttl(mut self, seconds: i64) -> Self {
        self.ttl = Some(seconds);
        self
    }

    pub fn sub_category(mut self, name: &'static str) -> Self {
        self.sub_category = Some(name);
        self
    }

    pub fn kept(mut self, key: &str, value: Value) -> Self {
        self.kept.insert(key.to_owned(), value);
        self
    }

    pub fn unasked(mut self, key: &str, value: Value) -> Self {
        self.extra.insert(key.to_owned(), value);
        self
    }
}

pub(super) fn quick(text: &str) -> Value {
    json!({ "type": "QUICK_REPLY", "text": text })
}

pub(super) fn link(text: &str, url: &str) -> Value {
    json!({ "type": "URL", "text": text, "url": url })
}

/// A link with a parameter at its end.
pub(super) fn link_with(text: &str, url: &str, example: &str) -> Value {
    json!({ "type": "URL", "text": text, "url": format!("{url}{{{{1}}}}"), "example": [format!("{url}{example}")] })
}

pub(super) fn call(text: &str, number: &str) -> Value {
    json!({ "type": "PHONE_NUMBER", "text": text, "phone_number": number })
}

/// A button that has a type and a label.
pub(super) fn plain(kind: &str, text: &str) -> Value {
    json!({ "type": kind, "text": text })
}
