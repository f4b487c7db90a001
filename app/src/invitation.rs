//! Accepting an invitation.

mod load;
pub(crate) mod page;

pub use load::{AcceptAsNew, AcceptInvitation, InvitationData, Viewer, load_invitation};
