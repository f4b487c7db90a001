//! Settings: of the person, and of the organisation.

mod layout;
mod organisation;
mod profile;
mod removal;
mod security;
mod users;

pub use organisation::{OrganisationData, OrganisationRoute, load_organisation};
pub use profile::{ProfileData, ProfileRoute, SaveProfile, load_profile};
pub use removal::{RemovalData, RemovalRoute, RemoveUser, load_removal};
pub use security::{
    BeginTwoFactor, ChangePassword, ConfirmTwoFactor, DisableTwoFactor, ProofRoute, RenewRecoveryCodes, RevokeOthers,
    RevokeSession, SecurityData, SecurityRoute, SessionItem, TwoFactor, load_proof, load_security,
};
pub use users::{ChangeRole, InviteUser, ResendInvitation, RevokeInvitation, UsersData, UsersRoute, load_users};

/// Something that is not there, or not theirs.
#[cfg(feature = "ssr")]
fn not_found() -> crate::error::AppError {
    crate::error::AppError::from(hub::HubError::NotFound)
}
