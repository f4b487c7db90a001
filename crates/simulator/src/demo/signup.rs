//! What an operator types to connect a WABA.

/// What the hub's operator types when connecting one WABA of the demo.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DemoAccount {
    /// The client's name in the hub, in its own script.
    pub client_name: String,
    /// The company's legal name.
    pub legal_name: String,
    /// The client's contact.
    pub contact_email: String,
    /// ISO 3166 country code of two letters.
    pub country: String,
    /// Who pays.
    pub payment: PaymentType,
    /// Whether the client wants the partner to have the permission for API keys.
    pub permission: Permission,
    /// The WABA to connect.
    pub waba_id: String,
    /// A token that opens this WABA.
    pub token: String,
}

/// Who pays for a client's numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaymentType {
    /// The partner.
    Partner,
    /// The client itself.
    Direct,
}

impl PaymentType {
    /// `partner` or `direct`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Partner => "partner",
            Self::Direct => "direct",
        }
    }
}

/// Whether the client lets the partner make API keys for its numbers. Partner-paid clients do from
/// the start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Permission {
    /// It does.
    Shared,
    /// It has not been asked, or has refused.
    Missing,
}

impl Permission {
    /// `shared` or `missing`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Shared => "shared",
            Self::Missing => "missing",
        }
    }
}
