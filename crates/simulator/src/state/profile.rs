//! What a number shows of its business: its profile and its catalog.

use serde_json::{Value, json};

/// The profile (Business profiles). An empty text is a field that nobody has written.
#[derive(Clone, Default)]
pub(crate) struct Profile {
    pub about: String,
    pub address: String,
    pub description: String,
    pub email: String,
    pub websites: Vec<String>,
    pub vertical: String,
    /// The id of its file.
    pub picture: Option<String>,
}

/// The commerce settings (Set commerce settings).
#[derive(Clone)]
pub(crate) struct Commerce {
    pub catalog: Visibility,
    pub cart: Cart,
}

/// Whether the catalog is seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Visibility {
    Visible,
    Hidden,
}

/// Whether people can put products into a cart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cart {
    On,
    Off,
}

impl Profile {
    /// What a number begins with.
    pub fn new() -> Self {
        Self { about: "Hey there! I am using WhatsApp.".to_owned(), ..Self::default() }
    }

    /// A field as it is answered; `None` for one that nobody has written, which Meta leaves out.
    pub fn field(&self, name: &str) -> Option<Value> {
        let text = |text: &str| (!text.is_empty()).then(|| json!(text));
        match name {
            "about" => text(&self.about),
            "address" => text(&self.address),
            "description" => text(&self.description),
            "email" => text(&self.email),
            "vertical" => text(&self.vertical).or_else(|| Some(json!("UNDEFINED"))),
            "websites" => (!self.websites.is_empty()).then(|| json!(self.websites)),
            _ => None,
        }
    }
}

impl Commerce {
    /// What a number begins with.
    pub fn new() -> Self {
        Self { catalog: Visibility::Hidden, cart: Cart::On }
    }
}
