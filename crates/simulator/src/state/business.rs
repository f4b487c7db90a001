//! A business portfolio: the owner of WABAs.

/// A business portfolio. Verification and messaging limit belong to it, and hold for all its
/// numbers (Messaging limits: "calculated and enforced at the business portfolio level").
#[derive(Clone)]
pub(crate) struct Business {
    pub id: String,
    pub name: String,
    /// Lower case on the wire, unlike all other statuses (WhatsApp Business Accounts).
    pub verification: String,
    /// `whatsapp_business_manager_messaging_limit`.
    pub messaging_limit: String,
}

impl Business {
    /// A verified business with 2,000 conversations a day.
    pub fn new(id: &str, name: &str) -> Self {
        Self {
            id: id.to_owned(),
            name: name.to_owned(),
            verification: "verified".to_owned(),
            messaging_limit: "TIER_2K".to_owned(),
        }
    }

    /// How many numbers the portfolio may hold: 2 at first, 20 once verified (Phone numbers).
    pub fn most_numbers(&self) -> u32 {
        if self.verification == "verified" { 20 } else { 2 }
    }
}
