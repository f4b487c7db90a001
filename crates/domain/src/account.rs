//! Who a person is in the hub: organisations, roles and what each role may do.

use serde::{Deserialize, Serialize};

use crate::closed_enum;
use crate::ids::{ClientKey, PartnerKey, UserKey};

closed_enum! {
    /// Role of a person in an organisation.
    pub enum Role {
        Owner = "owner" => "Owner",
        Member = "member" => "Member",
    }
}

closed_enum! {
    /// The two sides of the hub.
    pub enum OrganisationKind {
        Partner = "partner" => "Partner",
        Client = "client" => "Client",
    }
}

/// The organisation that a request speaks for. A client always belongs to one partner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Organisation {
    /// The partner itself.
    Partner(PartnerKey),
    /// One client of a partner.
    Client(PartnerKey, ClientKey),
}

impl Organisation {
    /// Which side this is.
    pub const fn kind(self) -> OrganisationKind {
        match self {
            Organisation::Partner(_) => OrganisationKind::Partner,
            Organisation::Client(..) => OrganisationKind::Client,
        }
    }

    /// The partner: itself, or the one that the client belongs to.
    pub const fn partner(self) -> PartnerKey {
        match self {
            Organisation::Partner(partner) | Organisation::Client(partner, _) => partner,
        }
    }

    /// The client, on the client's side.
    pub const fn client(self) -> Option<ClientKey> {
        match self {
            Organisation::Partner(_) => None,
            Organisation::Client(_, client) => Some(client),
        }
    }
}

/// Who acts in a request: a signed-in person in one of its organisations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Actor {
    /// The person.
    pub user: UserKey,
    /// The organisation chosen for this session.
    pub organisation: Organisation,
    /// The person's role there.
    pub role: Role,
}

closed_enum! {
    /// What a role can be allowed.
    pub enum Capability {
        ViewNumbers = "view_numbers" => "See the numbers",
        ManageNumbers = "manage_numbers" => "Manage the numbers",
        ManageUsers = "manage_users" => "Invite and remove users",
        ManageBilling = "manage_billing" => "Top up, refund and cancel",
        ManageSecrets = "manage_secrets" => "Manage signing secrets and Partner API keys",
    }
}

impl Role {
    /// Owners may do everything; members all but users, billing and secrets.
    pub const fn may(self, capability: Capability) -> bool {
        match (self, capability) {
            (Role::Owner, _) => true,
            (Role::Member, Capability::ViewNumbers | Capability::ManageNumbers) => true,
            (Role::Member, _) => false,
        }
    }
}

closed_enum! {
    /// How a person wants the list of numbers drawn.
    pub enum ListView {
        Cards = "cards" => "Cards",
        Rows = "rows" => "Compressed list",
    }
}

closed_enum! {
    /// Which colours a person wants.
    pub enum Theme {
        System = "system" => "Like the device",
        Light = "light" => "Light",
        Dark = "dark" => "Dark",
    }
}

/// Why a text is not a country.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("Enter the country as two letters, such as DE.")]
pub struct InvalidCountry;

/// A country by its two letters (ISO 3166-1 alpha-2), in capitals. Which codes are assigned changes, so any
/// two letters are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Country([u8; 2]);

impl Country {
    /// Reads two letters in any case.
    pub fn parse(text: &str) -> Result<Self, InvalidCountry> {
        match *text.trim().to_ascii_uppercase().as_bytes() {
            [first, second] if first.is_ascii_uppercase() && second.is_ascii_uppercase() => Ok(Self([first, second])),
            _ => Err(InvalidCountry),
        }
    }

    /// The two letters.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_are_two_letters() {
        assert_eq!(Country::parse(" de ").unwrap().as_str(), "DE");
        for bad in ["", "D", "DEU", "1A", "é"] {
            assert_eq!(Country::parse(bad), Err(InvalidCountry), "{bad}");
        }
    }

    #[test]
    fn members_may_all_but_users_billing_and_secrets() {
        for capability in Capability::ALL {
            assert!(Role::Owner.may(*capability));
            let refused =
                matches!(capability, Capability::ManageUsers | Capability::ManageBilling | Capability::ManageSecrets);
            assert_eq!(Role::Member.may(*capability), !refused, "{capability}");
        }
    }
}
