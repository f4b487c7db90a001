//! Accepting an invitation.

mod load;
mod page;

pub use load::{AcceptAsNew, AcceptInvitation, InvitationData, Viewer, load_invitation};
pub use page::InvitationRoute;
