//! The buttons of a template.

use serde::{Deserialize, Serialize};

use super::Extra;
use crate::open_enum;

/// What can be tapped.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Button {
    /// What a tap does.
    pub kind: ButtonKind,
    /// Its label; some kinds have one that Meta writes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Fields that the hub does not know.
    #[serde(default, skip_serializing_if = "Extra::is_empty")]
    pub extra: Extra,
}

impl Button {
    /// With a label and nothing unknown.
    pub fn new(kind: ButtonKind, text: impl Into<String>) -> Self {
        Self { kind, text: Some(text.into()), extra: Extra::new() }
    }
}

/// What a tap does (Meta, template components, button types).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ButtonKind {
    /// Answers with the label.
    QuickReply,
    /// Opens a page; its address may end with one parameter.
    Url {
        /// The address.
        url: String,
        /// The whole address with the parameter filled in: one, but a list on the wire.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        examples: Vec<String>,
    },
    /// Calls a number.
    PhoneNumber {
        /// As typed.
        number: String,
    },
    /// Copies a code.
    CopyCode {
        /// A code: a text, or a list of one, on the wire.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        examples: Vec<String>,
    },
    /// Copies or fills in a one-time password.
    Otp(Otp),
    /// Opens a form inside WhatsApp.
    Flow(Flow),
    /// Opens the catalog.
    Catalog,
    /// Opens several products.
    Mpm,
    /// Opens one product.
    Spm,
    /// Calls the business inside WhatsApp.
    VoiceCall,
    /// Shows an order to be paid.
    OrderDetails,
    /// A kind that Meta added later.
    Other(Box<str>),
}

impl ButtonKind {
    /// Its code as Meta writes it, for comparing kinds.
    pub fn code(&self) -> &str {
        match self {
            Self::QuickReply => "QUICK_REPLY",
            Self::Url { .. } => "URL",
            Self::PhoneNumber { .. } => "PHONE_NUMBER",
            Self::CopyCode { .. } => "COPY_CODE",
            Self::Otp(_) => "OTP",
            Self::Flow(_) => "FLOW",
            Self::Catalog => "CATALOG",
            Self::Mpm => "MPM",
            Self::Spm => "SPM",
            Self::VoiceCall => "VOICE_CALL",
            Self::OrderDetails => "ORDER_DETAILS",
            Self::Other(code) => code,
        }
    }

    /// The words that a person reads; an unknown kind is shown as it came.
    pub fn label(&self) -> &str {
        match self {
            Self::QuickReply => "Quick reply",
            Self::Url { .. } => "Link",
            Self::PhoneNumber { .. } => "Phone call",
            Self::CopyCode { .. } => "Copy a code",
            Self::Otp(_) => "One-time password",
            Self::Flow(_) => "Form",
            Self::Catalog => "Catalog",
            Self::Mpm => "Several products",
            Self::Spm => "One product",
            Self::VoiceCall => "WhatsApp call",
            Self::OrderDetails => "Order",
            Self::Other(code) => code,
        }
    }
}

open_enum! {
    /// How a one-time password reaches the app (Meta, authentication templates).
    pub enum OtpKind {
        CopyCode = "COPY_CODE" => "Copy code",
        OneTap = "ONE_TAP" => "One tap",
        ZeroTap = "ZERO_TAP" => "Zero tap",
    }
}

/// A one-time password's button.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Otp {
    /// How it reaches the app.
    pub kind: OtpKind,
    /// The label of the button that fills it in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub autofill_text: Option<String>,
    /// Zero tap only: that the terms are accepted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zero_tap_terms_accepted: Option<bool>,
    /// The apps that may read it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub apps: Vec<SupportedApp>,
    /// Whether the one app stood in the button itself, as Meta's older examples have it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub app_inline: bool,
}

impl Otp {
    /// Of a kind, with nothing else said.
    pub fn new(kind: OtpKind) -> Self {
        Self { kind, autofill_text: None, zero_tap_terms_accepted: None, apps: Vec::new(), app_inline: false }
    }
}

/// An Android app that may read a one-time password.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SupportedApp {
    /// At most 224 of `A-Za-z0-9_.`
    pub package_name: String,
    /// Exactly 11 of `A-Za-z0-9+/=`
    pub signature_hash: String,
}

/// A form inside WhatsApp.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flow {
    /// Meta's id of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Its name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Its definition.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub json: Option<String>,
    /// `navigate` or `data_exchange`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub action: Option<String>,
    /// Its first screen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub screen: Option<String>,
}
