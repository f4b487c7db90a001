//! Kinds of numbers, with everything that the domain derives for them. Names and ids are marks that SQL replaces.

use domain::activation::Activation;
use domain::channel::{ChannelFacts, ChannelView, Contract, Lifecycle};
use domain::ids::{ChannelId, ClientId};
use domain::meta::{
    AccountMode, AccountReview, BusinessVerification, CodeVerification, MessagingLimit, NameStatus, NumberStatus,
    OnBehalfStatus, Platform, QualityRating, WabaStatus,
};
use domain::permission::PaymentType;
use domain::phone::PhoneNumber;
use domain::prompt::Who;
use domain::waba::{AccountType, TokenState, WabaFacts};

use crate::Failure;

/// One row of the table of kinds.
#[derive(Clone, Debug)]
pub struct Kind {
    /// Number: (shape × 3 + account) × 2 + payment.
    pub k: i64,
    /// The texts, in the order of the table's columns.
    pub texts: [String; 12],
    /// Whether anybody, the client, the partner, Meta has something to do.
    pub acts: [bool; 4],
}

/// Shapes of numbers: status, quality, limit, code, display name. The SQL says how often each occurs.
fn shapes() -> [(NumberStatus, QualityRating, Option<MessagingLimit>, CodeVerification, NameStatus); 12] {
    use CodeVerification as C;
    use MessagingLimit as L;
    use NameStatus as N;
    use NumberStatus as S;
    use QualityRating as Q;
    [
        (S::Connected, Q::Green, Some(L::Tier10K), C::Verified, N::Approved),
        (S::Connected, Q::Yellow, Some(L::Tier2K), C::Verified, N::Approved),
        (S::Connected, Q::Red, Some(L::Tier2K), C::Verified, N::Approved),
        (S::Pending, Q::Unknown, None, C::Verified, N::Approved),
        (S::Pending, Q::Unknown, None, C::NotVerified, N::PendingReview),
        (S::Connected, Q::Green, Some(L::Tier250), C::Verified, N::PendingReview),
        (S::Connected, Q::Green, Some(L::Tier100K), C::Verified, N::Declined),
        (S::Flagged, Q::Red, Some(L::Tier10K), C::Verified, N::Approved),
        (S::RateLimited, Q::Yellow, Some(L::Tier10K), C::Verified, N::Approved),
        (S::Restricted, Q::Red, Some(L::Tier250), C::Verified, N::Approved),
        (S::Disconnected, Q::Unknown, None, C::Expired, N::Approved),
        (S::Banned, Q::Red, Some(L::Tier250), C::Verified, N::Approved),
    ]
}

/// Every kind.
///
/// # Errors
/// A mark is not a valid value; the data cannot be made then.
pub fn all() -> Result<Vec<Kind>, Failure> {
    let mut kinds = Vec::new();
    for (shape, (status, quality, limit, code, name_status)) in (0..).zip(shapes()) {
        for account in 0..3 {
            for payment in 0..2 {
                let channel = ChannelFacts {
                    external_id: "CHANNELEXTERNAL".to_owned(),
                    number: PhoneNumber::parse("+999 999 999999")?,
                    name: "DISPLAYNAME".to_owned(),
                    name_status: Some(name_status.clone()),
                    requested_name: None,
                    requested_name_status: None,
                    status: status.clone(),
                    quality: quality.clone(),
                    messaging_limit: limit.clone(),
                    code_verification: Some(code.clone()),
                    platform: Some(Platform::Cloud),
                    account_mode: Some(AccountMode::Live),
                    throughput: Some("STANDARD".to_owned()),
                    official: Some(false),
                    can_send: None,
                    health: Vec::new(),
                };
                kinds.push(kind((shape * 3 + account) * 2 + payment, &channel, account, payment)?);
            }
        }
    }
    Ok(kinds)
}

fn account(kind: i64) -> WabaFacts {
    let on_behalf = kind == 1;
    WabaFacts {
        external_id: "WABAEXTERNAL".to_owned(),
        name: "WABANAME".to_owned(),
        status: Some(WabaStatus::Active),
        review: Some(AccountReview::Approved),
        business_verification: Some(if kind == 2 {
            BusinessVerification::NotVerified
        } else {
            BusinessVerification::Verified
        }),
        account_type: if on_behalf { AccountType::OnBehalf } else { AccountType::Shared },
        on_behalf: on_behalf.then_some(OnBehalfStatus::Approved),
        business_id: None,
        business_name: None,
        timezone: None,
        namespace: None,
        currency: Some("EUR".to_owned()),
        country: Some("DE".to_owned()),
        messaging_limit: None,
        can_send: None,
        health: Vec::new(),
        disable_date: None,
    }
}

fn kind(k: i64, channel: &ChannelFacts, account_kind: i64, payment: i64) -> Result<Kind, Failure> {
    let waba = account(account_kind);
    let payment = if payment == 0 { PaymentType::Partner } else { PaymentType::Direct };
    let contract = Contract { payment, permission: payment.default_permission(), lifecycle: Lifecycle::Open };
    let view = ChannelView { channel, waba: &waba, contract: &contract, token: TokenState::Valid };
    let card = view.card(&ChannelId::parse("CHANNELID")?, &ClientId::parse("CLIENTID")?, "CLIENTNAME");
    let Activation { message_on_behalf, business_verification, number_registration } = view.activation();
    Ok(Kind {
        k,
        acts: [
            !card.prompts.is_empty(),
            card.waits_for(Who::Client),
            card.waits_for(Who::Partner),
            card.waits_for(Who::Meta),
        ],
        texts: [
            serde_json::to_string(&card)?,
            serde_json::to_string(channel)?,
            serde_json::to_string(&waba)?,
            payment.code().to_owned(),
            contract.permission.code().to_owned(),
            card.state.code().to_owned(),
            card.quality.code().to_owned(),
            card.limit.as_ref().map_or("", |limit| limit.code()).to_owned(),
            card.account_type.code().to_owned(),
            message_on_behalf.code().to_owned(),
            business_verification.as_ref().map_or("", |status| status.code()).to_owned(),
            number_registration.code().to_owned(),
        ],
    })
}
