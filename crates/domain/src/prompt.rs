//! Action prompts: what somebody has to do about a channel, derived from its statuses by one pure function.

use serde::{Deserialize, Serialize};

use crate::activation::{MessageOnBehalf, NumberRegistration};
use crate::channel::{ChannelView, Lifecycle};
use crate::closed_enum;
use crate::meta::{AccountReview, BusinessVerification, NameStatus, NumberStatus, QualityRating, WabaStatus};
use crate::subscription::Ending;
use crate::waba::TokenState;

closed_enum! {
    /// Who has to act.
    pub enum Who {
        Client = "client" => "Client",
        Partner = "partner" => "Partner",
        Meta = "meta" => "Meta",
    }
}

/// A prompt as it is shown and handed out: `{code, message, more_info, who}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActionPrompt {
    /// Stable code.
    pub code: PromptCode,
    /// What to do, in a few words.
    pub message: String,
    /// What it means and what follows.
    pub more_info: String,
    /// Who has to act.
    pub who: Who,
    /// Where it is done, where that is a page of Meta's.
    pub link: Option<String>,
}

macro_rules! prompts {
    ($($(#[$meta:meta])* $Code:ident = $code:literal, $who:ident, $message:literal, $more:literal, $link:expr;)+) => {
        closed_enum! {
            /// What can be asked of somebody, most urgent first.
            pub enum PromptCode { $($(#[$meta])* $Code = $code => $message),+ }
        }

        impl PromptCode {
            /// Who has to act.
            pub const fn who(self) -> Who {
                match self { $(Self::$Code => Who::$who,)+ }
            }

            /// What it means and what follows.
            pub const fn more_info(self) -> &'static str {
                match self { $(Self::$Code => $more,)+ }
            }

            /// Where it is done, where that is a page of Meta's.
            pub const fn link(self) -> Option<&'static str> {
                match self { $(Self::$Code => $link,)+ }
            }
        }
    };
}

const BUSINESS_SETTINGS: Option<&str> = Some("https://business.facebook.com/settings/security");
const ACCOUNT_QUALITY: Option<&str> = Some("https://business.facebook.com/business-support-home");
const MANAGER: Option<&str> = Some("https://business.facebook.com/wa/manage/phone-numbers/");

prompts! {
    ReconnectMeta = "reconnect_meta", Partner, "Reconnect with Meta",
        "Meta no longer accepts the access token of this account, so nothing is up to date since then. Connect the account again with a new token.", None;
    AccountDisabled = "account_disabled", Client, "Appeal the disabled account",
        "Meta has disabled the WhatsApp Business Account. Its owner can ask for a review in Meta's Business Support Home.", ACCOUNT_QUALITY;
    NumberBanned = "number_banned", Client, "Appeal the ban",
        "Meta has banned this number. Its owner can ask for a review in Meta's Business Support Home.", ACCOUNT_QUALITY;
    AccountScheduledForDisable = "account_scheduled_for_disable", Client, "Appeal before the account is disabled",
        "Meta will disable the WhatsApp Business Account on the date shown on the details page unless its owner appeals.", ACCOUNT_QUALITY;
    AccountRejected = "account_rejected", Client, "Appeal the rejected account",
        "Meta has rejected the account in its review. Its owner can ask for another review in Meta's Business Support Home.", ACCOUNT_QUALITY;
    AccountUnshared = "account_unshared", Client, "Share the account with the partner again",
        "The account is no longer shared with the partner, so the hub can neither see nor manage it.", BUSINESS_SETTINGS;
    NumberRestricted = "number_restricted", Client, "Solve the restriction",
        "Meta has restricted what can be sent. Business Support Home says why and for how long.", ACCOUNT_QUALITY;
    TakeOverPayment = "take_over_payment", Client, "Take over the payment",
        "The partner stops paying for this number, which ends with the day shown on its details page unless the client pays from then on.", None;
    VerifyNumber = "verify_number", Client, "Verify the number with a code",
        "Meta sends a code by text message or call. Until it is entered, the number cannot be registered.", MANAGER;
    VerifyNumberAgain = "verify_number_again", Client, "Verify the number again",
        "The proof of ownership has expired. Ask Meta for a new code and enter it.", MANAGER;
    RegisterNumber = "register_number", Partner, "Register the number with its PIN",
        "The number is verified but not registered for the API. Registration needs its six-digit PIN.", MANAGER;
    MessageOnBehalfAnswer = "approve_message_on_behalf", Client, "Approve messaging on behalf",
        "The client has to approve in its Meta Business settings that messages are sent on its behalf.", BUSINESS_SETTINGS;
    MessageOnBehalfRefused = "message_on_behalf_refused", Client, "Clear up the refused on-behalf request",
        "The request to send messages on the client's behalf was refused. It has to be sent and approved again.", BUSINESS_SETTINGS;
    VerifyBusiness = "verify_business", Client, "Verify the business with Meta",
        "Without verification the messaging limit stays low. It is done in the Security Centre of Meta Business settings.", BUSINESS_SETTINGS;
    BusinessMoreInfo = "business_more_info", Client, "Send Meta more information about the business",
        "Meta cannot complete the business verification with the documents it has.", BUSINESS_SETTINGS;
    BusinessRefused = "business_refused", Client, "Repeat the business verification",
        "Meta has refused, ended or withdrawn the verification of the business. It can be submitted again in the Security Centre.", BUSINESS_SETTINGS;
    DisplayNameDeclined = "display_name_declined", Client, "Choose another display name",
        "Meta has declined the display name. A name has to show its relation to the business and follow Meta's guidelines.", MANAGER;
    DisplayNameExpired = "display_name_expired", Partner, "Register the number again for its new name",
        "The approval of the display name has expired because the number was not registered in time.", MANAGER;
    QualityLow = "quality_low", Partner, "Improve the quality rating",
        "Recipients block or report messages of this number. Check who is written to, how often and with which templates.", MANAGER;
    SlowDown = "slow_down", Partner, "Send more slowly",
        "Meta limits the number because it sent too much in a short time. The limit ends by itself.", None;
    AccountInReview = "account_in_review", Meta, "Review of the account",
        "Meta reviews the WhatsApp Business Account, usually within 24 hours.", None;
    BusinessPending = "business_pending", Meta, "Verification of the business",
        "Meta checks the documents of the business. This takes from minutes to some days.", None;
    DisplayNameInReview = "display_name_in_review", Meta, "Review of the display name",
        "Meta reviews the display name, usually within a day.", None;
}

impl PromptCode {
    /// The prompt in full.
    pub fn prompt(self) -> ActionPrompt {
        ActionPrompt {
            code: self,
            message: self.label().to_owned(),
            more_info: self.more_info().to_owned(),
            who: self.who(),
            link: self.link().map(str::to_owned),
        }
    }
}

/// What somebody has to do about this channel, most urgent first. Ended and deleted numbers ask for nothing.
pub fn derive(view: &ChannelView<'_>) -> Vec<PromptCode> {
    use PromptCode as P;
    let (channel, waba) = (view.channel, view.waba);
    if matches!(view.contract.lifecycle, Lifecycle::Ended(_)) {
        return Vec::new();
    }
    if waba.status == Some(WabaStatus::Deleted)
        || matches!(channel.status, NumberStatus::Deleted | NumberStatus::Migrated)
    {
        return Vec::new();
    }
    let mut prompts = Vec::new();
    if view.token == TokenState::Refused {
        prompts.push(P::ReconnectMeta);
    }
    match waba.status {
        Some(WabaStatus::Disabled) => prompts.push(P::AccountDisabled),
        Some(WabaStatus::ScheduledForDisable) => prompts.push(P::AccountScheduledForDisable),
        Some(WabaStatus::Removed) => prompts.push(P::AccountUnshared),
        Some(WabaStatus::Restricted) => prompts.push(P::NumberRestricted),
        _ => {}
    }
    match channel.status {
        NumberStatus::Banned => prompts.push(P::NumberBanned),
        NumberStatus::Restricted => prompts.push(P::NumberRestricted),
        NumberStatus::RateLimited => prompts.push(P::SlowDown),
        _ => {}
    }
    match waba.review {
        Some(AccountReview::Rejected) => prompts.push(P::AccountRejected),
        Some(AccountReview::Restricted) => prompts.push(P::NumberRestricted),
        Some(AccountReview::Pending | AccountReview::Deferred) => prompts.push(P::AccountInReview),
        _ => {}
    }
    if matches!(view.contract.lifecycle, Lifecycle::Ending(Ending::Unpaid(_))) {
        prompts.push(P::TakeOverPayment);
    }
    let activation = view.activation();
    match activation.number_registration {
        NumberRegistration::CodeNeeded => prompts.push(P::VerifyNumber),
        NumberRegistration::Expired => prompts.push(P::VerifyNumberAgain),
        NumberRegistration::PinNeeded => prompts.push(P::RegisterNumber),
        NumberRegistration::Registered => {}
    }
    match activation.message_on_behalf {
        MessageOnBehalf::Submitted => prompts.push(P::MessageOnBehalfAnswer),
        MessageOnBehalf::Rejected | MessageOnBehalf::Denied => prompts.push(P::MessageOnBehalfRefused),
        _ => {}
    }
    match waba.business_verification {
        Some(BusinessVerification::NotVerified | BusinessVerification::PendingSubmission) => {
            prompts.push(P::VerifyBusiness)
        }
        Some(BusinessVerification::PendingNeedMoreInfo) => prompts.push(P::BusinessMoreInfo),
        Some(
            BusinessVerification::Rejected
            | BusinessVerification::Failed
            | BusinessVerification::Expired
            | BusinessVerification::Revoked,
        ) => {
            prompts.push(P::BusinessRefused);
        }
        Some(BusinessVerification::Pending) => prompts.push(P::BusinessPending),
        _ => {}
    }
    match channel.name_status {
        Some(NameStatus::Declined) => prompts.push(P::DisplayNameDeclined),
        Some(NameStatus::Expired) => prompts.push(P::DisplayNameExpired),
        Some(NameStatus::PendingReview) => prompts.push(P::DisplayNameInReview),
        _ => {}
    }
    if channel.quality == QualityRating::Red || channel.status == NumberStatus::Flagged {
        prompts.push(P::QualityLow);
    }
    prompts.sort_unstable();
    prompts.dedup();
    prompts
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::channel::{ChannelFacts, Contract};
    use crate::meta::{CodeVerification, OnBehalfStatus};
    use crate::permission::{PaymentType, Permission};
    use crate::phone::PhoneNumber;
    use crate::time::Date;
    use crate::waba::{AccountType, WabaFacts};

    /// A channel that asks for nothing, to be changed by each test.
    pub(crate) struct Sample {
        pub(crate) channel: ChannelFacts,
        pub(crate) waba: WabaFacts,
        pub(crate) contract: Contract,
        pub(crate) token: TokenState,
    }

    impl Sample {
        pub(crate) fn view(&self) -> ChannelView<'_> {
            ChannelView { channel: &self.channel, waba: &self.waba, contract: &self.contract, token: self.token }
        }
    }

    pub(crate) fn sample() -> Sample {
        Sample {
            channel: ChannelFacts {
                external_id: "106540352242922".into(),
                number: PhoneNumber::parse("+49 30 901820").unwrap(),
                name: "Café Nord".into(),
                name_status: Some(NameStatus::Approved),
                requested_name: None,
                requested_name_status: None,
                status: NumberStatus::Connected,
                quality: QualityRating::Green,
                messaging_limit: None,
                code_verification: Some(CodeVerification::Verified),
                platform: None,
                account_mode: None,
                throughput: None,
                official: None,
                can_send: None,
                health: Vec::new(),
            },
            waba: WabaFacts {
                external_id: "102290129340398".into(),
                name: "Nordlicht".into(),
                status: Some(WabaStatus::Active),
                review: Some(AccountReview::Approved),
                business_verification: Some(BusinessVerification::Verified),
                account_type: AccountType::Shared,
                on_behalf: None,
                business_id: None,
                business_name: None,
                timezone: None,
                namespace: None,
                currency: None,
                country: None,
                messaging_limit: None,
                can_send: None,
                health: Vec::new(),
                disable_date: None,
            },
            contract: Contract {
                payment: PaymentType::Partner,
                permission: Permission::Shared,
                lifecycle: Lifecycle::Open,
            },
            token: TokenState::Valid,
        }
    }

    fn prompts(change: impl FnOnce(&mut Sample)) -> Vec<PromptCode> {
        let mut sample = sample();
        change(&mut sample);
        derive(&sample.view())
    }

    macro_rules! rule {
        ($($name:ident: |$s:ident| $change:expr => [$($code:ident),*];)+) => {$(
            #[test]
            fn $name() {
                assert_eq!(prompts(|$s| $change), vec![$(PromptCode::$code),*] as Vec<PromptCode>);
            }
        )+};
    }

    rule! {
        a_healthy_number_asks_for_nothing: |_s| {} => [];
        a_refused_token_asks_to_reconnect: |s| s.token = TokenState::Refused => [ReconnectMeta];
        a_disabled_account_asks_for_an_appeal: |s| s.waba.status = Some(WabaStatus::Disabled) => [AccountDisabled];
        an_account_to_be_disabled_asks_for_an_appeal: |s| s.waba.status = Some(WabaStatus::ScheduledForDisable) => [AccountScheduledForDisable];
        an_account_taken_from_the_partner_asks_to_share_it: |s| s.waba.status = Some(WabaStatus::Removed) => [AccountUnshared];
        a_restricted_account_asks_to_solve_it: |s| s.waba.status = Some(WabaStatus::Restricted) => [NumberRestricted];
        a_banned_number_asks_for_an_appeal: |s| s.channel.status = NumberStatus::Banned => [NumberBanned];
        a_restricted_number_asks_to_solve_it: |s| s.channel.status = NumberStatus::Restricted => [NumberRestricted];
        a_rate_limited_number_asks_to_slow_down: |s| s.channel.status = NumberStatus::RateLimited => [SlowDown];
        a_flagged_number_asks_for_quality: |s| s.channel.status = NumberStatus::Flagged => [QualityLow];
        a_red_number_asks_for_quality: |s| s.channel.quality = QualityRating::Red => [QualityLow];
        a_rejected_account_asks_for_an_appeal: |s| s.waba.review = Some(AccountReview::Rejected) => [AccountRejected];
        a_restricted_review_asks_to_solve_it: |s| s.waba.review = Some(AccountReview::Restricted) => [NumberRestricted];
        an_account_in_review_waits_for_meta: |s| s.waba.review = Some(AccountReview::Pending) => [AccountInReview];
        an_unproved_number_asks_for_its_code: |s| { s.channel.status = NumberStatus::Pending; s.channel.code_verification = Some(CodeVerification::NotVerified) } => [VerifyNumber];
        an_expired_code_asks_for_a_new_one: |s| { s.channel.status = NumberStatus::Pending; s.channel.code_verification = Some(CodeVerification::Expired) } => [VerifyNumberAgain];
        a_proved_number_asks_for_its_pin: |s| s.channel.status = NumberStatus::Disconnected => [RegisterNumber];
        an_unanswered_on_behalf_request_asks_for_approval: |s| { s.waba.account_type = AccountType::OnBehalf; s.waba.on_behalf = Some(OnBehalfStatus::Submitted) } => [MessageOnBehalfAnswer];
        a_refused_on_behalf_request_asks_to_repeat_it: |s| { s.waba.account_type = AccountType::OnBehalf; s.waba.on_behalf = Some(OnBehalfStatus::Denied) } => [MessageOnBehalfRefused];
        an_unverified_business_asks_for_verification: |s| s.waba.business_verification = Some(BusinessVerification::NotVerified) => [VerifyBusiness];
        missing_documents_are_asked_for: |s| s.waba.business_verification = Some(BusinessVerification::PendingNeedMoreInfo) => [BusinessMoreInfo];
        a_revoked_verification_asks_to_repeat_it: |s| s.waba.business_verification = Some(BusinessVerification::Revoked) => [BusinessRefused];
        a_pending_verification_waits_for_meta: |s| s.waba.business_verification = Some(BusinessVerification::Pending) => [BusinessPending];
        a_declined_name_asks_for_another: |s| s.channel.name_status = Some(NameStatus::Declined) => [DisplayNameDeclined];
        an_expired_name_asks_for_registration: |s| s.channel.name_status = Some(NameStatus::Expired) => [DisplayNameExpired];
        a_name_in_review_waits_for_meta: |s| s.channel.name_status = Some(NameStatus::PendingReview) => [DisplayNameInReview];
        a_number_that_nobody_will_pay_for_asks_the_client_to: |s| s.contract.lifecycle = Lifecycle::of(None, Some(Date { year: 2026, month: 1, day: 31 })) => [TakeOverPayment];
        a_number_that_the_client_has_cancelled_asks_for_nothing: |s| s.contract.lifecycle = Lifecycle::of(Some(Date { year: 2026, month: 1, day: 31 }), Some(Date { year: 2026, month: 1, day: 31 })) => [];
        ended_numbers_ask_for_nothing: |s| { s.contract.lifecycle = Lifecycle::Ended(Date { year: 2026, month: 1, day: 31 }); s.token = TokenState::Refused } => [];
        deleted_numbers_ask_for_nothing: |s| { s.channel.status = NumberStatus::Deleted; s.channel.quality = QualityRating::Red } => [];
        the_most_urgent_comes_first: |s| { s.channel.quality = QualityRating::Red; s.token = TokenState::Refused; s.waba.business_verification = Some(BusinessVerification::Pending) } => [ReconnectMeta, QualityLow, BusinessPending];
        one_reason_is_named_once: |s| { s.channel.status = NumberStatus::Flagged; s.channel.quality = QualityRating::Red } => [QualityLow];
    }

    #[test]
    fn every_prompt_says_what_it_means() {
        for code in PromptCode::ALL {
            let prompt = code.prompt();
            assert!(prompt.more_info.ends_with('.'), "{code}");
            assert!(!prompt.message.ends_with('.'), "{code}");
            assert!(prompt.link.iter().all(|link| link.starts_with("https://")), "{code}");
        }
    }
}
