//! People and organisations: signing in, sessions, two-factor sign-in, passwords, invitations, members.
//!
//! Tokens, recovery codes and passwords are kept as hashes, one-time-password secrets and the texts of mails
//! encrypted. Whatever a stranger can ask (sign in, reset) answers the same, after the same work, whether the
//! account exists or not.

pub mod audit;
pub mod browser;
pub mod clients;
pub(crate) mod hashing;
pub mod housekeeping;
pub mod invitations;
pub mod members;
pub mod partners;
pub mod password;
pub mod place;
pub mod profile;
pub mod reset;
pub mod sessions;
pub mod sign_in;
pub(crate) mod throttle;
pub mod token;
pub mod two_factor;
pub mod users;

use domain::account::{Actor, Capability};

use crate::HubError;

/// Refuses what the actor's role does not allow.
///
/// # Errors
/// [`HubError::Forbidden`].
pub fn require(actor: &Actor, capability: Capability) -> Result<(), HubError> {
    if actor.role.may(capability) { Ok(()) } else { Err(HubError::Forbidden) }
}
