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

#[cfg(test)]
mod tests {
    use super::*;

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
