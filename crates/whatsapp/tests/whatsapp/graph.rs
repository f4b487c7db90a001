//! Published answers become facts.

use domain::meta::{
    AccountMode, AccountReview, BusinessVerification, CanSend, CodeVerification, HealthEntityKind, MessagingLimit,
    NameStatus, NumberStatus, OnBehalfStatus, Platform, QualityRating, WabaStatus,
};
use domain::timezone::TimezoneId;
use domain::waba::{AccountType, WabaFacts};

use crate::examples;
use crate::server::{Server, ok, token};

async fn waba(path: &str) -> WabaFacts {
    let server = Server::start([ok(examples::file(path))]).await;
    server.graph().waba("1234567890123456", &token()).await.unwrap()
}

#[tokio::test]
async fn a_verified_account() {
    let facts = waba("graph/141").await;
    assert_eq!(
        facts,
        WabaFacts {
            external_id: "1234567890123456".to_owned(),
            name: "My Business WhatsApp Account".to_owned(),
            status: None,
            review: Some(AccountReview::Approved),
            business_verification: Some(BusinessVerification::Verified),
            account_type: AccountType::Shared,
            on_behalf: None,
            business_id: None,
            business_name: None,
            timezone: Some(TimezoneId(1)),
            namespace: Some("ba30dd89_2ebd_41e4_b805_f2c05ae04cc9".to_owned()),
            currency: None,
            country: Some("US".to_owned()),
            messaging_limit: None,
            can_send: None,
            health: Vec::new(),
            disable_date: None,
        }
    );
}

#[tokio::test]
async fn a_basic_account() {
    let facts = waba("graph/142").await;
    assert_eq!(facts.review, Some(AccountReview::Pending));
    assert_eq!(facts.business_verification, Some(BusinessVerification::from("UNVERIFIED")));
}

#[tokio::test]
async fn an_account_with_everything() {
    let facts = waba("synthetic/graph-waba").await;
    assert_eq!(facts.external_id, "102290129340398");
    assert_eq!(facts.status, Some(WabaStatus::Active));
    assert_eq!((facts.account_type, facts.on_behalf), (AccountType::OnBehalf, Some(OnBehalfStatus::Approved)));
    assert_eq!(facts.business_id.as_deref(), Some("506914307656634"));
    assert_eq!(facts.business_name.as_deref(), Some("Partner Agency"));
    assert_eq!(facts.timezone, Some(TimezoneId(57)));
    assert_eq!((facts.country.as_deref(), facts.currency.as_deref()), (Some("DE"), Some("EUR")));
    assert_eq!(facts.messaging_limit, Some(MessagingLimit::Tier10K));
    assert_eq!(facts.can_send, Some(CanSend::Blocked));
    let notes: Vec<_> =
        facts.health.iter().map(|entity| (&entity.kind, &entity.can_send, entity.notes.len())).collect();
    assert_eq!(
        notes,
        [
            (&HealthEntityKind::PhoneNumber, &CanSend::Limited, 1),
            (&HealthEntityKind::Waba, &CanSend::Blocked, 1),
            (&HealthEntityKind::App, &CanSend::Available, 0),
        ]
    );
    assert_eq!(
        facts.health[1].notes,
        ["There is an error with the payment method. Add a valid payment method. (141006)"]
    );
}

#[tokio::test]
async fn published_lists_of_numbers() {
    let server = Server::start([ok(examples::file("graph/121")), ok(examples::file("graph/122"))]).await;
    let graph = server.graph();
    let page = graph.phone_numbers("1", None, &token()).await.unwrap();
    assert_eq!((page.items.len(), page.unreadable.len()), (2, 0));
    assert!(page.next.is_none(), "the last page has cursors, but no next");
    let number = &page.items[0];
    assert_eq!(number.external_id, "1906385232743451");
    assert_eq!(number.number.e164(), "+16315555555");
    assert_eq!(number.name, "Jasper's Market");
    assert_eq!(number.status, NumberStatus::from("LINKED"));
    assert_eq!(number.quality, QualityRating::Green);
    assert_eq!(number.code_verification, Some(CodeVerification::Verified));
    assert_eq!(number.account_mode, Some(AccountMode::Live));
    assert_eq!(number.platform, Some(Platform::Cloud));
    assert_eq!(number.messaging_limit, Some(MessagingLimit::from("TIER_1K")));
    assert_eq!(number.official, Some(true));
    assert_eq!(page.items[1].quality, QualityRating::Unknown);
    assert_eq!(page.items[1].messaging_limit, Some(MessagingLimit::Tier50));

    let page = graph.phone_numbers("1", None, &token()).await.unwrap();
    assert_eq!(page.items[0].name, "My Business");
    assert_eq!(page.items[0].messaging_limit, None);
}

#[tokio::test]
async fn published_single_numbers() {
    for (path, status, name_status, verification) in [
        ("graph/085", NumberStatus::Unknown, None, None),
        ("graph/086", NumberStatus::Unknown, Some(NameStatus::AvailableWithoutReview), None),
        ("graph/087", NumberStatus::Unknown, None, Some(CodeVerification::Verified)),
        ("graph/088", NumberStatus::Unknown, Some(NameStatus::Approved), Some(CodeVerification::Verified)),
        ("graph/119", NumberStatus::Connected, Some(NameStatus::Approved), Some(CodeVerification::Verified)),
        ("graph/120", NumberStatus::Unverified, Some(NameStatus::None), Some(CodeVerification::from("UNVERIFIED"))),
    ] {
        let server = Server::start([ok(examples::file(path))]).await;
        let facts = server.graph().phone_number("106853218861309", &token()).await.unwrap();
        assert_eq!((facts.status, facts.name_status, facts.code_verification), (status, name_status, verification));
        assert!(facts.number.e164().starts_with("+1"), "{path}");
    }
}

#[tokio::test]
async fn a_number_with_everything_among_some_that_cannot_be_read() {
    let server = Server::start([ok(examples::file("synthetic/graph-phone_numbers"))]).await;
    let page = server.graph().phone_numbers("102290129340398", None, &token()).await.unwrap();
    let number = &page.items[0];
    assert_eq!(number.number.display(), "+49 30 901820");
    assert_eq!(number.requested_name.as_deref(), Some("Lucky Shrub Berlin"));
    assert_eq!(number.requested_name_status, Some(NameStatus::PendingReview));
    assert_eq!(number.name_status, Some(NameStatus::PendingReview));
    assert_eq!(number.throughput.as_deref(), Some("STANDARD"));
    assert_eq!(number.official, Some(false));
    assert_eq!(number.messaging_limit, Some(MessagingLimit::Tier2K), "the portfolio's limit comes first");
    assert_eq!(number.can_send, Some(CanSend::Blocked));
    assert_eq!(number.health.len(), 3);

    let other = &page.items[1];
    assert_eq!(other.external_id, "106540352242925");
    assert_eq!(other.status, NumberStatus::from("SOMETHING_NEW"));
    assert_eq!(other.quality, QualityRating::Unknown);
    assert_eq!(other.messaging_limit, Some(MessagingLimit::from("TIER_1K")));

    assert_eq!(page.items.len(), 2);
    let unreadable: Vec<_> = page.unreadable.iter().map(|item| (item.id.as_deref(), item.number.as_deref())).collect();
    assert_eq!(
        unreadable,
        [(Some("106540352242923"), None), (Some("106540352242924"), Some("not a number")), (None, None)]
    );
    assert!(page.next.is_some());
}

#[tokio::test]
async fn lists_of_accounts_are_read_field_by_field() {
    for path in ["graph/073", "graph/075"] {
        let list: serde_json::Value = serde_json::from_slice(&examples::file(path)).unwrap();
        for account in list["data"].as_array().unwrap() {
            let server = Server::start([ok(account.to_string())]).await;
            let facts = server.graph().waba("1", &token()).await.unwrap();
            assert_eq!(Some(facts.name.as_str()), account["name"].as_str());
            assert_eq!(facts.account_type, AccountType::Shared);
            assert!(facts.timezone.is_some());
        }
    }
}

#[tokio::test]
async fn a_number_without_its_digits_is_no_number() {
    let server = Server::start(std::iter::repeat_n(ok(r#"{"id":"1"}"#), 9)).await;
    let error = server.graph().phone_number("1", &token()).await.unwrap_err();
    assert_eq!(error.kind, whatsapp::GraphErrorKind::Malformed);
}
