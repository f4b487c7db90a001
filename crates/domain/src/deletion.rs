//! Asking Meta to delete an account: only its client can, and only Meta's own word says that it is done.

use crate::closed_enum;
use crate::meta::WabaStatus;
use crate::permission::Party;

/// What has to be typed before a request is recorded.
pub const DELETE_WORD: &str = "DELETE";

/// Where the owner of an account deletes it: Meta has no call for it.
pub const META_PAGE: &str = "https://business.facebook.com/settings/whatsapp-business-accounts";

closed_enum! {
    /// How a request for deletion stands, once it is recorded.
    pub enum DeletionState {
        Waiting = "waiting" => "Waiting for Meta",
        TakenBack = "taken_back" => "Taken back",
        Closed = "closed" => "Closed",
    }
}

/// Why a request for deletion is not taken.
#[derive(Clone, Copy, Debug, thiserror::Error, PartialEq, Eq)]
pub enum Refused {
    /// By Meta's rules only the owner of the account can ask.
    #[error("By Meta's rules only the client, as the owner of the account, can ask for its deletion.")]
    ClientAsks,
    /// It is gone already.
    #[error("Meta says that this account is deleted already.")]
    DeletedAlready,
}

/// Whether this party may ask for the deletion of an account in this state.
///
/// # Errors
/// Why it may not.
pub fn may_request(party: Party, status: Option<&WabaStatus>) -> Result<(), Refused> {
    match (party, status) {
        (Party::Partner | Party::Hub, _) => Err(Refused::ClientAsks),
        (Party::Client, Some(WabaStatus::Deleted)) => Err(Refused::DeletedAlready),
        (Party::Client, _) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_client_asks_and_only_for_what_is_there() {
        for status in [None, Some(WabaStatus::Active), Some(WabaStatus::Disabled), Some(WabaStatus::Removed)] {
            assert_eq!(may_request(Party::Client, status.as_ref()), Ok(()));
            assert_eq!(may_request(Party::Partner, status.as_ref()), Err(Refused::ClientAsks));
        }
        assert_eq!(may_request(Party::Client, Some(&WabaStatus::Deleted)), Err(Refused::DeletedAlready));
        assert_eq!(may_request(Party::Partner, Some(&WabaStatus::Deleted)), Err(Refused::ClientAsks));
    }
}
