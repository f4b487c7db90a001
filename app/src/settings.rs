//! Settings: of the person, and of the organisation.

pub(crate) mod integration;
mod layout;
mod logo;
pub(crate) mod organisation;
pub(crate) mod partner;
pub(crate) mod profile;
pub(crate) mod removal;
pub(crate) mod security;
pub(crate) mod users;

pub use integration::{
    IntegrationData, RemoveWebhook, RotateSecret, SaveWebhook, ShowSecret, TestWebhook, TurnWebhook, WebhookData,
    load_integration, load_webhook_removal,
};
pub use organisation::{OrganisationData, SetTimeZone, load_organisation, set_time_zone};
pub use partner::{EndingData, PartnerData, PermissionItem, SetPermission, load_ending, load_partner};
pub use profile::{ProfileData, SaveProfile, load_profile};
pub use removal::{RemovalData, RemoveUser, load_removal};
pub use security::{
    BeginTwoFactor, ChangePassword, ConfirmTwoFactor, DisableTwoFactor, ProofData, RenewRecoveryCodes, RevokeOthers,
    RevokeSession, SecurityData, SessionItem, TwoFactor, load_proof, load_security,
};
pub use users::{ChangeRole, InviteUser, ResendInvitation, RevokeInvitation, UsersData, load_users};

/// Something that is not there, or not theirs.
#[cfg(feature = "ssr")]
fn not_found() -> crate::error::AppError {
    crate::error::AppError::from(hub::HubError::NotFound)
}
