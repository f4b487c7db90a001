//! The partner's permission to create a channel's API key, and who pays for the channel.

use crate::closed_enum;

closed_enum! {
    /// Whether the partner may create API keys for the channel.
    pub enum Permission {
        Shared = "shared" => "Shared",
        Missing = "missing" => "Missing",
    }
}

closed_enum! {
    /// Who pays for the channel.
    pub enum PaymentType {
        Partner = "partner" => "Partner",
        Direct = "direct" => "Client (direct)",
    }
}

impl PaymentType {
    /// Accounts paid by the partner share the permission from the start; accounts paid by the client do not.
    pub const fn default_permission(self) -> Permission {
        match self {
            PaymentType::Partner => Permission::Shared,
            PaymentType::Direct => Permission::Missing,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn partner_paid_accounts_share_from_the_start() {
        assert_eq!(PaymentType::Partner.default_permission(), Permission::Shared);
        assert_eq!(PaymentType::Direct.default_permission(), Permission::Missing);
    }
}
