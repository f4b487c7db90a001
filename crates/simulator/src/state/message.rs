//! Messages that were sent.

use std::collections::{HashMap, VecDeque};

use serde_json::{Value, json};

/// The messages that are remembered.
const REMEMBERED: usize = 1_000;

/// What was sent, and to whom nothing can be delivered.
#[derive(Default)]
pub(crate) struct Messages {
    sent: VecDeque<Message>,
    /// The error code for a recipient, by digits.
    pub undeliverable: HashMap<String, i64>,
}

/// A template message.
#[derive(Clone)]
pub(crate) struct Message {
    pub id: String,
    pub waba_id: String,
    pub number_id: String,
    pub display: String,
    /// Digits only.
    pub to: String,
    pub template_id: String,
    pub category: String,
    pub template: Value,
    pub status: &'static str,
}

impl Messages {
    pub fn add(&mut self, message: Message) {
        if self.sent.len() == REMEMBERED {
            self.sent.pop_front();
        }
        self.sent.push_back(message);
    }

    pub fn get_mut(&mut self, id: &str) -> Option<&mut Message> {
        self.sent.iter_mut().rev().find(|message| message.id == id)
    }

    pub fn describe(&self) -> Value {
        self.sent
            .iter()
            .map(|message| {
                json!({
                    "id": message.id,
                    "waba_id": message.waba_id,
                    "phone_number_id": message.number_id,
                    "to": message.to,
                    "template_id": message.template_id,
                    "template": message.template,
                    "status": message.status,
                })
            })
            .collect()
    }
}
