//! What a number shows of a catalog, and who may change it (Meta, "Set commerce settings").

use serde::{Deserialize, Serialize};

use crate::account::OrganisationKind;
use crate::waba::AccountType;

/// What a number shows of its catalog.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Commerce {
    /// Whether the catalog is seen, in the profile and in chats.
    pub is_catalog_visible: bool,
    /// Whether people can put products into a cart.
    pub is_cart_enabled: bool,
}

/// Who changes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Control {
    /// Whoever looks at it.
    Here,
    /// The client, in the Client Hub.
    ByClient,
    /// Support, because the account was signed up on behalf of the client.
    BySupport,
}

impl Commerce {
    /// What Meta begins with: the cart is on, the catalog is hidden.
    pub const FIRST: Self = Self { is_catalog_visible: false, is_cart_enabled: true };
}

impl Control {
    /// Who changes it, as this side sees an account of this type.
    pub const fn of(account: AccountType, viewer: OrganisationKind) -> Self {
        match (account, viewer) {
            (AccountType::OnBehalf, _) => Self::BySupport,
            (AccountType::Shared, OrganisationKind::Client) => Self::Here,
            (AccountType::Shared, OrganisationKind::Partner) => Self::ByClient,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_client_of_a_shared_account_changes_it() {
        use {AccountType as A, OrganisationKind as O};
        for (account, viewer, expected) in [
            (A::Shared, O::Client, Control::Here),
            (A::Shared, O::Partner, Control::ByClient),
            (A::OnBehalf, O::Client, Control::BySupport),
            (A::OnBehalf, O::Partner, Control::BySupport),
        ] {
            assert_eq!(Control::of(account, viewer), expected, "{account} {viewer}");
        }
    }
}
