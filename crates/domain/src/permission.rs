//! The partner's permission to create a channel's API key, and who pays for the channel. [`Terms::after`] is the one
//! place that says who may change what.

use crate::account::OrganisationKind;
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

closed_enum! {
    /// Who wants a change.
    pub enum Party {
        Client = "client" => "Client",
        Partner = "partner" => "Partner",
        Hub = "hub" => "Partner Hub",
    }
}

impl From<OrganisationKind> for Party {
    fn from(kind: OrganisationKind) -> Self {
        match kind {
            OrganisationKind::Partner => Self::Partner,
            OrganisationKind::Client => Self::Client,
        }
    }
}

closed_enum! {
    /// What a client answers when its partner asks for the permission of a channel.
    pub enum Answer {
        Given = "given" => "Shared",
        Refused = "refused" => "Not shared",
    }
}

closed_enum! {
    /// What somebody wants of a channel's permission; the last two are what follows when somebody else pays.
    pub enum Wish {
        Share = "share" => "Shared with the partner",
        Revoke = "revoke" => "Revoked",
        GiveBack = "give_back" => "Given back",
        TurnDirect = "turn_direct" => "Payment turned to the client",
        TurnPartner = "turn_partner" => "Payment turned to the partner",
    }
}

closed_enum! {
    /// What becomes of the keys that the partner has made when its permission ends: keys that exist keep
    /// working, so that nothing goes silent, unless somebody wants them to end.
    pub enum PartnerKeys {
        Keep = "keep" => "The partner's keys keep working",
        Revoke = "revoke" => "The partner's keys end at once",
    }
}

/// Why a permission stays as it is.
#[derive(Clone, Copy, Debug, thiserror::Error, PartialEq, Eq)]
pub enum Kept {
    /// The client would take back what the partner pays for.
    #[error("The partner pays for this number, so the permission stays shared. Only the partner can give it back.")]
    PartnerPays,
    /// Nobody takes a permission for itself.
    #[error("Only the client can share this permission.")]
    ClientShares,
    /// The partner gives back; it does not revoke.
    #[error("Only the client can revoke this permission. The partner can give it back.")]
    ClientRevokes,
    /// The client revokes; it does not give back.
    #[error("Only the partner can give this permission back.")]
    PartnerGivesBack,
    /// Who pays changes with the subscription alone.
    #[error("Who pays for a number changes with its subscription, and not here.")]
    NotHere,
}

/// Who pays for a channel, and whether the partner has the permission.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Terms {
    /// Who pays.
    pub payment: PaymentType,
    /// Whether the partner may create its API keys.
    pub permission: Permission,
}

impl Terms {
    /// What a new channel begins with.
    pub const fn of_new(payment: PaymentType) -> Self {
        Self { payment, permission: payment.default_permission() }
    }

    /// The terms once the wish is done; the same ones where it was done before. A client may always share, and so
    /// undo that a partner that pays has given back, for the partner can take nothing for itself (hub API, 1.1).
    ///
    /// # Errors
    /// [`Kept`] where this party may not want it now.
    pub const fn after(self, party: Party, wish: Wish) -> Result<Self, Kept> {
        use {PaymentType as Pay, Permission as P};
        let Self { payment, permission } = self;
        match (wish, party, payment) {
            (Wish::Share, Party::Client, _) => Ok(Self { permission: P::Shared, payment }),
            (Wish::Share, Party::Partner | Party::Hub, _) => Err(Kept::ClientShares),
            (Wish::Revoke, Party::Client, Pay::Direct) => Ok(Self { permission: P::Missing, payment }),
            (Wish::Revoke, Party::Client, Pay::Partner) => match permission {
                P::Missing => Ok(self),
                P::Shared => Err(Kept::PartnerPays),
            },
            (Wish::Revoke, Party::Partner | Party::Hub, _) => Err(Kept::ClientRevokes),
            (Wish::GiveBack, Party::Partner, _) => Ok(Self { permission: P::Missing, payment }),
            (Wish::GiveBack, Party::Client | Party::Hub, _) => Err(Kept::PartnerGivesBack),
            (Wish::TurnDirect, Party::Hub, _) => Ok(Self { permission, payment: Pay::Direct }),
            (Wish::TurnPartner, Party::Hub, Pay::Direct) => Ok(Self::of_new(Pay::Partner)),
            (Wish::TurnPartner, Party::Hub, Pay::Partner) => Ok(self),
            (Wish::TurnDirect | Wish::TurnPartner, Party::Client | Party::Partner, _) => Err(Kept::NotHere),
        }
    }

    /// The change of the permission that this party can make now, if any.
    pub fn open_to(self, party: Party) -> Option<Wish> {
        let mut wishes = [Wish::Share, Wish::Revoke, Wish::GiveBack].into_iter();
        wishes.find(|wish| self.after(party, *wish).is_ok_and(|after| after != self))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PARTNER_SHARED: Terms = Terms { payment: PaymentType::Partner, permission: Permission::Shared };
    const PARTNER_MISSING: Terms = Terms { payment: PaymentType::Partner, permission: Permission::Missing };
    const DIRECT_SHARED: Terms = Terms { payment: PaymentType::Direct, permission: Permission::Shared };
    const DIRECT_MISSING: Terms = Terms { payment: PaymentType::Direct, permission: Permission::Missing };
    /// The columns of the table.
    const TERMS: [Terms; 4] = [PARTNER_SHARED, PARTNER_MISSING, DIRECT_SHARED, DIRECT_MISSING];

    #[test]
    fn partner_paid_accounts_share_from_the_start() {
        assert_eq!(Terms::of_new(PaymentType::Partner), PARTNER_SHARED);
        assert_eq!(Terms::of_new(PaymentType::Direct), DIRECT_MISSING);
    }

    #[test]
    fn every_wish_of_every_party_has_its_outcome() {
        use {Kept as K, Party as By, Wish as W};
        let all = |kept: Kept| [Err(kept); 4];
        let table = [
            (By::Client, W::Share, [PARTNER_SHARED, PARTNER_SHARED, DIRECT_SHARED, DIRECT_SHARED].map(Ok)),
            (By::Client, W::Revoke, [Err(K::PartnerPays), Ok(PARTNER_MISSING), Ok(DIRECT_MISSING), Ok(DIRECT_MISSING)]),
            (By::Client, W::GiveBack, all(K::PartnerGivesBack)),
            (By::Client, W::TurnDirect, all(K::NotHere)),
            (By::Client, W::TurnPartner, all(K::NotHere)),
            (By::Partner, W::Share, all(K::ClientShares)),
            (By::Partner, W::Revoke, all(K::ClientRevokes)),
            (By::Partner, W::GiveBack, [PARTNER_MISSING, PARTNER_MISSING, DIRECT_MISSING, DIRECT_MISSING].map(Ok)),
            (By::Partner, W::TurnDirect, all(K::NotHere)),
            (By::Partner, W::TurnPartner, all(K::NotHere)),
            (By::Hub, W::Share, all(K::ClientShares)),
            (By::Hub, W::Revoke, all(K::ClientRevokes)),
            (By::Hub, W::GiveBack, all(K::PartnerGivesBack)),
            (By::Hub, W::TurnDirect, [DIRECT_SHARED, DIRECT_MISSING, DIRECT_SHARED, DIRECT_MISSING].map(Ok)),
            (By::Hub, W::TurnPartner, [PARTNER_SHARED, PARTNER_MISSING, PARTNER_SHARED, PARTNER_SHARED].map(Ok)),
        ];
        assert_eq!(table.len(), Party::ALL.len() * Wish::ALL.len());
        for (party, wish, outcomes) in table {
            for (terms, outcome) in TERMS.into_iter().zip(outcomes) {
                assert_eq!(terms.after(party, wish), outcome, "{party} {wish} {terms:?}");
            }
        }
    }

    #[test]
    fn the_partner_never_gains_a_permission_and_a_wish_is_done_once() {
        for terms in TERMS {
            for party in Party::ALL {
                for wish in Wish::ALL {
                    let Ok(after) = terms.after(*party, *wish) else { continue };
                    assert_eq!(after.after(*party, *wish), Ok(after), "{party} {wish} {terms:?}");
                    let gained = terms.permission == Permission::Missing && after.permission == Permission::Shared;
                    assert!(!gained || *party != Party::Partner, "{wish} {terms:?}");
                }
            }
        }
    }

    #[test]
    fn what_can_be_changed_now_is_offered() {
        let offered = |party| TERMS.map(|terms| terms.open_to(party));
        assert_eq!(offered(Party::Client), [None, Some(Wish::Share), Some(Wish::Revoke), Some(Wish::Share)]);
        assert_eq!(offered(Party::Partner), [Some(Wish::GiveBack), None, Some(Wish::GiveBack), None]);
        assert_eq!(offered(Party::Hub), [None; 4]);
    }
}
