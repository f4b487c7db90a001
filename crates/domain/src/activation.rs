//! The three activation statuses that partners know from the account download.

use crate::meta::{BusinessVerification, CodeVerification, NumberStatus, OnBehalfStatus};
use crate::waba::AccountType;
use crate::{closed_enum, open_enum};

open_enum! {
    /// *Message on behalf*: the classic signup's relation to the client's business; not needed for Shared accounts.
    pub enum MessageOnBehalf {
        NotNeeded = "not_needed" => "Not needed",
        Submitted = "submitted" => "Submitted",
        Approved = "approved" => "Approved",
        Rejected = "rejected" => "Rejected",
        Denied = "denied" => "Denied",
    }
}

impl MessageOnBehalf {
    /// Shared accounts need none; an on-behalf account without a status counts as submitted.
    pub fn derive(account_type: AccountType, status: Option<&OnBehalfStatus>) -> Self {
        match (account_type, status) {
            (AccountType::Shared, _) => Self::NotNeeded,
            (AccountType::OnBehalf, None | Some(OnBehalfStatus::Submitted)) => Self::Submitted,
            (AccountType::OnBehalf, Some(OnBehalfStatus::Approved)) => Self::Approved,
            (AccountType::OnBehalf, Some(OnBehalfStatus::Rejected)) => Self::Rejected,
            (AccountType::OnBehalf, Some(OnBehalfStatus::Denied)) => Self::Denied,
            (AccountType::OnBehalf, Some(OnBehalfStatus::Other(code))) => Self::Other(code.clone()),
        }
    }
}

closed_enum! {
    /// *Number registration*: how far the number is on its way into the API.
    pub enum NumberRegistration {
        Registered = "registered" => "Registered",
        CodeNeeded = "code_needed" => "Code needed",
        PinNeeded = "pin_needed" => "PIN needed",
        Expired = "expired" => "Expired",
    }
}

impl NumberRegistration {
    /// A number that Meta has connected once is registered; otherwise its code decides, then the PIN is missing.
    pub fn derive(status: &NumberStatus, code: Option<&CodeVerification>) -> Self {
        use NumberStatus as S;
        match (status, code) {
            (S::Connected | S::Flagged | S::Restricted | S::RateLimited | S::Banned, _) => Self::Registered,
            (_, Some(CodeVerification::Expired)) => Self::Expired,
            (_, Some(CodeVerification::NotVerified)) | (S::Unverified, _) => Self::CodeNeeded,
            (S::Pending | S::Disconnected, _) => Self::PinNeeded,
            _ => Self::Registered,
        }
    }
}

/// The three together, as the download and the details page show them.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Activation {
    /// Message on behalf.
    pub message_on_behalf: MessageOnBehalf,
    /// Meta business verification.
    pub business_verification: Option<BusinessVerification>,
    /// Number registration.
    pub number_registration: NumberRegistration,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shared_accounts_need_no_message_on_behalf() {
        assert_eq!(
            MessageOnBehalf::derive(AccountType::Shared, Some(&OnBehalfStatus::Denied)),
            MessageOnBehalf::NotNeeded
        );
        assert_eq!(
            MessageOnBehalf::derive(AccountType::OnBehalf, Some(&OnBehalfStatus::Denied)),
            MessageOnBehalf::Denied
        );
        assert_eq!(MessageOnBehalf::derive(AccountType::OnBehalf, None), MessageOnBehalf::Submitted);
    }

    #[test]
    fn registration_follows_status_and_code() {
        use CodeVerification as C;
        use NumberRegistration as R;
        use NumberStatus as S;
        for (status, code, registration) in [
            (S::Connected, C::Expired, R::Registered),
            (S::Pending, C::NotVerified, R::CodeNeeded),
            (S::Pending, C::Expired, R::Expired),
            (S::Pending, C::Verified, R::PinNeeded),
            (S::Disconnected, C::Verified, R::PinNeeded),
            (S::Unverified, C::Verified, R::CodeNeeded),
        ] {
            assert_eq!(R::derive(&status, Some(&code)), registration, "{status} {code}");
        }
        assert_eq!(R::derive(&S::Connected, None), R::Registered);
    }
}
