//! Every published webhook, and those that nobody has published, become the expected updates.

use domain::Timestamp;
use domain::meta::{AccountReview, MessagingLimit, NameStatus, WabaStatus};
use whatsapp::webhook::{
    self, AccountUpdate, AlertSeverity, BanState, BusinessCapability, DeliveryStatus, NameDecision, PartnerAccount,
    Pricing, QualityEvent, Restriction, Update, UpdateBody,
};

use crate::examples;

fn updates(path: &str) -> Vec<Update> {
    webhook::parse(&examples::file(path)).unwrap().updates
}

fn only(path: &str) -> Update {
    let mut updates = updates(path);
    assert_eq!(updates.len(), 1, "{path}");
    updates.remove(0)
}

fn account(name: &str) -> AccountUpdate {
    match only(&format!("synthetic/account_update-{name}")).body {
        UpdateBody::Account(update) => update,
        other => panic!("{name}: {other:?}"),
    }
}

#[test]
fn every_published_message_is_a_status_or_came_in() {
    for example in examples::folder("webhooks/messages") {
        let delivery = webhook::parse(&example.body).unwrap();
        assert!(delivery.unknown_fields.is_empty(), "{}", example.name);
        assert!(!delivery.updates.is_empty(), "{}", example.name);
        let (_, expected) = example.name.split_once('-').unwrap();
        let (what, kind) = expected.split_once('-').unwrap();
        for update in delivery.updates {
            assert!(update.at.is_some() && !update.waba_id.is_empty(), "{}", example.name);
            match update.body {
                UpdateBody::Status(status) => {
                    assert_eq!((what, status.status), ("status", DeliveryStatus::from(kind)), "{}", example.name);
                    assert!(status.sender.phone_number_id.is_some() && status.recipient.is_some());
                    let failed = kind == "failed";
                    assert_eq!(status.errors.iter().all(|error| error.code.is_some()) && failed, failed);
                    assert_eq!(status.errors.is_empty(), !failed, "{}", example.name);
                }
                UpdateBody::Inbound(message) => {
                    assert_eq!((what, message.kind.as_deref()), ("message", Some(kind)), "{}", example.name);
                    assert!(message.receiver.phone_number_id.is_some() && message.from.is_some());
                }
                other => panic!("{}: {other:?}", example.name),
            }
        }
    }
}

#[test]
fn people_without_a_number_have_metas_id() {
    let UpdateBody::Inbound(message) = only("webhooks/messages/130").body else { panic!() };
    assert_eq!(message.from.as_deref(), Some("BSUID_123"));
    let UpdateBody::Inbound(message) = only("webhooks/messages/131").body else { panic!() };
    assert_eq!(message.from.as_deref(), Some("PHONE_NUMBER"));
}

#[test]
fn details_of_errors_are_kept() {
    let UpdateBody::Status(status) = only("webhooks/messages/093").body else { panic!() };
    let error = &status.errors[0];
    assert_eq!((error.code, error.title.as_deref()), (Some(131_047), Some("Re-engagement message")));
    assert!(error.details.as_ref().unwrap().starts_with("Message failed to send because more than 24 hours"));
}

#[test]
fn pricing_of_both_models_is_read() {
    let UpdateBody::Status(status) = only("webhooks/messages/098").body else { panic!() };
    assert_eq!(status.pricing.unwrap().model.as_deref(), Some("CBP"));
    assert_eq!(status.conversation.unwrap().origin.as_deref(), Some("business_initiated"));
    let UpdateBody::Status(status) = only("synthetic/messages-status_pmp").body else { panic!() };
    assert_eq!(
        status.pricing,
        Some(Pricing {
            billable: Some(true),
            model: Some("PMP".to_owned()),
            kind: Some("regular".to_owned()),
            category: Some("authentication-international".to_owned()),
        })
    );
}

#[test]
fn each_status_of_a_change_is_an_update() {
    let updates = updates("synthetic/messages-three_statuses");
    let seen: Vec<_> = updates
        .iter()
        .map(|update| match &update.body {
            UpdateBody::Status(status) => {
                (status.id.chars().last(), status.status.clone(), update.at.map(Timestamp::seconds))
            }
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(
        seen,
        [
            (Some('1'), DeliveryStatus::Sent, Some(1_750_263_773)),
            (Some('1'), DeliveryStatus::Delivered, Some(1_750_263_775)),
            (Some('2'), DeliveryStatus::Sent, Some(1_750_263_776)),
        ]
    );
    let UpdateBody::Status(last) = &updates[2].body else { panic!() };
    assert_eq!(last.recipient.as_deref(), Some("16505551235"));
    assert_eq!(last.pricing.as_ref().unwrap().billable, Some(false));
    let conversation = last.conversation.as_ref().unwrap();
    assert_eq!(conversation.expires, Some(Timestamp::from_seconds(1_750_350_173)));
}

#[test]
fn errors_outside_of_messages_are_updates() {
    let update = only("synthetic/messages-errors");
    let UpdateBody::MessageErrors { sender, errors } = update.body else { panic!() };
    assert_eq!(sender.display_number.as_deref(), Some("15550783881"));
    assert_eq!(errors[0].code, Some(130_429));
}

#[test]
fn published_account_updates() {
    let update = only("webhooks/account_update/020");
    assert_eq!(update.waba_id, "whatsapp-business-account-id");
    assert_eq!(update.at, Some(Timestamp::from_seconds(1_604_703_058)));
    let UpdateBody::Account(AccountUpdate::Ban { state, date }) = update.body else { panic!() };
    assert_eq!(state.waba_status(), Some(WabaStatus::ScheduledForDisable));
    assert_eq!(date.as_deref(), Some("January 31, 2021"));

    let UpdateBody::Account(AccountUpdate::Restriction { restrictions }) = only("webhooks/account_update/021").body
    else {
        panic!()
    };
    let kinds: Vec<_> = restrictions.iter().map(|restriction| restriction.kind.as_str()).collect();
    assert_eq!(
        kinds,
        [
            "RESTRICTED_ADD_PHONE_NUMBER_ACTION",
            "RESTRICTED_BIZ_INITIATED_MESSAGING",
            "RESTRICTED_CUSTOMER_INITIATED_MESSAGING",
        ]
    );

    let number = Some("1111111111111".to_owned());
    assert_eq!(only("webhooks/account_update/022").body, UpdateBody::Account(AccountUpdate::Verified { number }));
}

#[test]
fn every_other_account_update() {
    assert_eq!(
        account("reinstated"),
        AccountUpdate::Ban { state: BanState::Reinstate, date: Some("February 12, 2025".to_owned()) }
    );
    assert_eq!(account("violation"), AccountUpdate::Violation { kind: "ADULT".to_owned() });
    assert_eq!(
        account("restriction"),
        AccountUpdate::Restriction {
            restrictions: vec![
                Restriction {
                    kind: "RESTRICTED_BIZ_INITIATED_MESSAGING".to_owned(),
                    expires: Some(Timestamp::from_seconds(1_739_925_824)),
                },
                Restriction { kind: "RESTRICTED_ADD_PHONE_NUMBER_ACTION".to_owned(), expires: None },
            ]
        }
    );
    assert_eq!(account("deleted"), AccountUpdate::Deleted);
    assert_eq!(account("offboarded"), AccountUpdate::Offboarded);
    assert_eq!(account("reconnected"), AccountUpdate::Reconnected);
    assert_eq!(account("country"), AccountUpdate::PrimaryCountry { country: "DE".to_owned() });
    assert_eq!(
        account("certification"),
        AccountUpdate::Certification {
            status: "FAILED".to_owned(),
            rejection_reasons: vec!["LEGAL_NAME_MISMATCH".to_owned(), "WEBSITE_NOT_MATCHING".to_owned()],
        }
    );
    let AccountUpdate::Noted { event, raw } = account("terms_signed") else { panic!() };
    assert_eq!(event, "MM_LITE_TERMS_SIGNED");
    assert!(raw.contains("MM_LITE_TERMS_SIGNED"));
}

#[test]
fn partner_events_belong_to_the_clients_account() {
    let expected = PartnerAccount {
        waba_id: Some("495709166956424".to_owned()),
        owner_business_id: Some("942647313864044".to_owned()),
        partner_app_id: Some("67567674475".to_owned()),
        solution_id: Some("774485461512159".to_owned()),
    };
    for (name, body) in [
        ("partner_added", AccountUpdate::PartnerAdded(expected.clone())),
        ("partner_removed", AccountUpdate::PartnerRemoved(expected.clone())),
        ("app_installed", AccountUpdate::AppInstalled(expected.clone())),
        ("app_uninstalled", AccountUpdate::AppUninstalled(expected.clone())),
    ] {
        let update = only(&format!("synthetic/account_update-{name}"));
        assert_eq!(update.waba_id, "495709166956424");
        assert_eq!(update.body, UpdateBody::Account(body));
    }
}

#[test]
fn an_event_that_lacks_its_details_is_kept() {
    for event in ["DISABLED_UPDATE", "ACCOUNT_VIOLATION", "BUSINESS_PRIMARY_LOCATION_COUNTRY_UPDATE", "NEW_EVENT"] {
        let body =
            format!(r#"{{"entry":[{{"changes":[{{"field":"account_update","value":{{"event":"{event}"}}}}]}}]}}"#);
        let update = webhook::parse(body.as_bytes()).unwrap().updates.remove(0);
        let raw = format!(r#"{{"event":"{event}"}}"#);
        assert_eq!(update.body, UpdateBody::Account(AccountUpdate::Noted { event: event.to_owned(), raw }));
    }
}

#[test]
fn reviews_and_alerts() {
    assert_eq!(
        only("synthetic/account_review_update").body,
        UpdateBody::AccountReview { decision: AccountReview::Rejected }
    );
    let UpdateBody::AccountAlert(alert) = only("synthetic/account_alerts").body else { panic!() };
    assert_eq!((alert.kind.as_str(), alert.severity), ("OBA_REJECTED", Some(AlertSeverity::Warning)));
    assert_eq!(alert.entity_id.as_deref(), Some("106540352242922"));
    let UpdateBody::AccountAlert(alert) = only("synthetic/account_alerts-flat").body else { panic!() };
    assert_eq!(alert.kind, "INCREASED_CAPABILITIES_ELIGIBILITY_FAILED");
    assert_eq!((alert.severity, alert.entity_id.as_deref()), (Some(AlertSeverity::Critical), Some("506914307656634")));
}

#[test]
fn quality_of_numbers() {
    let UpdateBody::NumberQuality(quality) = only("webhooks/phone_number_quality_update/002").body else { panic!() };
    assert_eq!((quality.event, quality.limit), (QualityEvent::Flagged, Some(MessagingLimit::Tier10K)));
    assert_eq!(quality.number.number.unwrap().e164(), "+16505551111");
    let path = "synthetic/phone_number_quality_update-onboarding";
    let UpdateBody::NumberQuality(quality) = only(path).body else { panic!() };
    assert_eq!(quality.event, QualityEvent::Onboarding);
    assert_eq!(quality.limit, Some(MessagingLimit::Tier250), "the portfolio's limit comes first");
    let path = "synthetic/phone_number_quality_update-downgrade";
    let UpdateBody::NumberQuality(quality) = only(path).body else { panic!() };
    assert_eq!((quality.old_limit, quality.limit), (Some(MessagingLimit::Tier100K), Some(MessagingLimit::Tier10K)));
}

#[test]
fn names_of_numbers() {
    let UpdateBody::NumberName(name) = only("webhooks/phone_number_name_update/002").body else { panic!() };
    assert_eq!((name.decision.name_status(), name.reason), (Some(NameStatus::Approved), None));
    assert_eq!(name.requested_name.as_deref(), Some("WhatsApp"));
    let UpdateBody::NumberName(name) = only("synthetic/phone_number_name_update-rejected").body else { panic!() };
    assert_eq!((name.decision, name.reason.as_deref()), (NameDecision::Rejected, Some("NAME_FORMAT_UNACCEPTABLE")));
    assert_eq!(name.requested_name.as_deref(), Some("Bäckerei 茶"));
}

#[test]
fn limits_come_as_tiers_and_as_numbers() {
    assert_eq!(
        only("synthetic/business_capability_update-tier").body,
        UpdateBody::BusinessCapability(BusinessCapability {
            messaging_limit: Some(MessagingLimit::Tier2K),
            messaging_limit_per_number: None,
            max_numbers_per_business: Some(20),
            max_numbers_per_waba: Some(2),
        })
    );
    assert_eq!(
        only("synthetic/business_capability_update-integer").body,
        UpdateBody::BusinessCapability(BusinessCapability {
            messaging_limit: Some(MessagingLimit::Tier2K),
            messaging_limit_per_number: Some(MessagingLimit::Unlimited),
            max_numbers_per_business: Some(25),
            max_numbers_per_waba: None,
        })
    );
}

#[test]
fn fields_that_the_hub_does_not_know_are_kept_and_counted() {
    for (path, expected) in [
        ("synthetic/security", "security"),
        ("webhooks/group_lifecycle_update/001", "group_lifecycle_update"),
        ("webhooks/group_participants_update/001", "group_participants_update"),
        ("webhooks/group_settings_update/001", "group_settings_update"),
        ("webhooks/fragment/001", ""),
    ] {
        let delivery = webhook::parse(&examples::file(path)).unwrap();
        assert_eq!(delivery.unknown_fields.into_iter().collect::<Vec<_>>(), [(expected.to_owned(), 1)], "{path}");
        let UpdateBody::Other { field, raw } = &delivery.updates[0].body else { panic!("{path}") };
        assert_eq!(field, expected);
        assert!(serde_json::from_str::<serde_json::Value>(raw).unwrap().is_object());
    }
}

#[test]
fn several_entries_keep_their_accounts_and_order() {
    let delivery = webhook::parse(&examples::file("synthetic/several_entries")).unwrap();
    let accounts: Vec<_> = delivery.updates.iter().map(|update| update.waba_id.as_str()).collect();
    assert_eq!(accounts, ["1", "2", "2"]);
    assert_eq!(delivery.unknown_fields.get("account_settings_update"), Some(&1));
}

#[test]
fn another_object_is_kept_but_not_believed() {
    let body = r#"{"object":"page","entry":[{"id":"1","changes":[{"field":"account_review_update",
        "value":{"decision":"APPROVED"}}]}]}"#;
    let delivery = webhook::parse(body.as_bytes()).unwrap();
    assert!(matches!(delivery.updates[0].body, UpdateBody::Other { .. }));
}

#[test]
fn a_status_without_an_id_is_not_lost() {
    let body = r#"{"entry":[{"id":"1","changes":[{"field":"messages","value":{"statuses":[
        {"id":"a","status":"sent"},{"status":"sent"}]}}]}]}"#;
    let updates = webhook::parse(body.as_bytes()).unwrap().updates;
    assert!(matches!(updates[0].body, UpdateBody::Status(_)));
    assert!(matches!(updates[1].body, UpdateBody::Other { .. }));
}

#[test]
fn a_thousand_changes_are_a_thousand_updates() {
    let change =
        |id: u32| format!(r#"{{"field":"messages","value":{{"statuses":[{{"id":"wamid.{id}","status":"read"}}]}}}}"#);
    let changes: Vec<String> = (0..1000).map(change).collect();
    let body = format!(r#"{{"entry":[{{"id":"1","changes":[{}]}}]}}"#, changes.join(","));
    assert_eq!(webhook::parse(body.as_bytes()).unwrap().updates.len(), 1000);
}
