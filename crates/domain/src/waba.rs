//! A WhatsApp Business Account.

use serde::{Deserialize, Serialize};

use crate::closed_enum;
use crate::meta::{
    AccountReview, BusinessVerification, CanSend, HealthEntity, MessagingLimit, OnBehalfStatus, WabaStatus,
};
use crate::timezone::TimezoneId;

closed_enum! {
    /// How the account was signed up.
    pub enum AccountType {
        Shared = "shared" => "Shared",
        OnBehalf = "obo" => "OBO",
    }
}

closed_enum! {
    /// Whether Meta still takes the account's token.
    pub enum TokenState {
        Valid = "valid" => "Valid",
        Refused = "refused" => "Refused by Meta",
    }
}

/// What Meta says about a WABA, as far as the hub uses it. `None`: Meta did not say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WabaFacts {
    /// Meta's id.
    pub external_id: String,
    /// Name of the account.
    pub name: String,
    /// State of the account.
    pub status: Option<WabaStatus>,
    /// Meta's review.
    pub review: Option<AccountReview>,
    /// Meta's verification of the business behind it.
    pub business_verification: Option<BusinessVerification>,
    /// Classic signup or embedded signup.
    pub account_type: AccountType,
    /// State of the on-behalf-of relation, for classic signups.
    pub on_behalf: Option<OnBehalfStatus>,
    /// The owning Business Manager.
    pub business_id: Option<String>,
    /// Its name.
    pub business_name: Option<String>,
    /// Time zone.
    pub timezone: Option<TimezoneId>,
    /// Template namespace.
    pub namespace: Option<String>,
    /// Currency in which Meta bills the account.
    pub currency: Option<String>,
    /// Country, ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// Messaging limit of the portfolio.
    pub messaging_limit: Option<MessagingLimit>,
    /// Overall health.
    pub can_send: Option<CanSend>,
    /// Health of each entity.
    pub health: Vec<HealthEntity>,
    /// Text of the date on which Meta will disable the account, as Meta wrote it.
    pub disable_date: Option<String>,
}
