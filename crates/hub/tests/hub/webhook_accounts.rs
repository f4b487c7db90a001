//! What Meta tells of an account changes the account and all of its numbers, in one step.

use domain::event::EventKind;
use domain::meta::{AccountReview, BusinessVerification, WabaStatus};
use domain::prompt::PromptCode;
use domain::state::ChannelState;
use hub::wabas::Synced;
use serde_json::json;
use simulator::{Ban, NumberChange, WabaChange};

use crate::support::{News, World, bodies, news};

const NUMBERS: [&str; 2] = ["+1 201 555 0100", "+1 201 555 0101"];

/// News of both numbers after news of the account.
fn with_numbers(account: News, change: &str) -> Vec<News> {
    let numbers = NUMBERS.iter().map(|number| news(EventKind::ChannelStatusChanged, number, change));
    [account].into_iter().chain(numbers).collect()
}

async fn states(world: &World) -> Vec<ChannelState> {
    world.cards().await.iter().map(|card| card.state).collect()
}

store::on_both_engines! {
    async fn a_rejected_account_rejects_its_numbers(test: TestStore) {
        let world = World::start(test).await;
        let account = world.account(2).await;
        world.meta.set_account_review(&account.waba_id, "REJECTED").await.unwrap();
        world.hear().await;
        let reviewed = news(EventKind::AccountReviewChanged, "Nordlicht", "Approved → Rejected");
        assert_eq!(world.news().await, with_numbers(reviewed, "Connected → Rejected"));
        for id in &account.number_ids {
            let details = world.details(id).await;
            assert_eq!(details.waba.review, Some(AccountReview::Rejected));
            assert_eq!((details.card.state, details.card.prompts), (ChannelState::Rejected, vec![PromptCode::AccountRejected]));
        }
        world.meta.set_account_review(&account.waba_id, "PENDING").await.unwrap();
        world.hear().await;
        assert_eq!(states(&world).await, [ChannelState::InReview; 2]);
    }

    async fn a_review_that_arrives_late_is_put_right_by_a_sync(test: TestStore) {
        let world = World::start(test).await;
        let account = world.account(1).await;
        world.meta.set_account_review(&account.waba_id, "REJECTED").await.unwrap();
        world.hear().await;
        // What Meta could not deliver for hours comes after what happened later.
        let late = bodies::change("account_review_update", &json!({ "decision": "PENDING" }));
        world.post(bodies::post(&account.waba_id, &[late])).await;
        assert_eq!(states(&world).await, [ChannelState::InReview]);
        assert_eq!(world.sync_due().await, [Synced::Done { numbers: 1 }]);
        assert_eq!(states(&world).await, [ChannelState::Rejected]);
    }

    async fn a_disabled_account_comes_back_when_it_is_reinstated(test: TestStore) {
        let world = World::start(test).await;
        let account = world.account(2).await;
        world.meta.disable_waba(&account.waba_id).await.unwrap();
        world.hear().await;
        let disabled = news(EventKind::AccountStatusChanged, "Nordlicht", "Active → Disabled");
        assert_eq!(world.news().await, with_numbers(disabled, "Connected → Disabled"));
        assert_eq!(world.card(&account.number_ids[0]).await.prompts, [PromptCode::AccountDisabled]);
        world.sync_due().await;
        assert_eq!(world.news().await, [], "the sync agrees");
        assert_eq!(states(&world).await, [ChannelState::Disabled; 2]);

        world.meta.reinstate_waba(&account.waba_id).await.unwrap();
        world.hear().await;
        let back = news(EventKind::AccountStatusChanged, "Nordlicht", "Disabled → Active");
        assert_eq!(world.news().await, with_numbers(back, "Disabled → Connected"));
    }

    async fn an_announced_disabling_names_its_day_even_after_a_sync(test: TestStore) {
        let world = World::start(test).await;
        let account = world.account(2).await;
        let ban = Ban { state: "SCHEDULE_FOR_DISABLE".to_owned(), date: Some("January 31, 2027".to_owned()) };
        world.meta.change_waba(&account.waba_id, WabaChange { ban: Some(ban), ..WabaChange::default() }).await.unwrap();
        world.hear().await;
        let details = world.details(&account.number_ids[0]).await;
        assert_eq!(details.waba.status, Some(WabaStatus::ScheduledForDisable));
        assert_eq!(details.waba.disable_date.as_deref(), Some("January 31, 2027"));
        assert_eq!(details.card.prompts, [PromptCode::AccountScheduledForDisable]);
        world.sync_due().await;
        let details = world.details(&account.number_ids[0]).await;
        assert_eq!(details.waba.disable_date.as_deref(), Some("January 31, 2027"), "Meta tells the day only once");
    }

    async fn a_violation_and_an_alert_are_told_in_words(test: TestStore) {
        let world = World::start(test).await;
        let account = world.account(1).await;
        let change = WabaChange { violation_type: Some("ADULT".to_owned()), ..WabaChange::default() };
        world.meta.change_waba(&account.waba_id, change).await.unwrap();
        let change = NumberChange { official_business_account: Some(false), ..NumberChange::default() };
        world.meta.change_number(&account.number_ids[0], change).await.unwrap();
        world.hear().await;
        assert_eq!(
            world.news().await,
            [
                news(EventKind::AccountViolation, "Nordlicht", "adult"),
                news(
                    EventKind::AccountAlert,
                    "Nordlicht",
                    "Your phone number is not eligible for an Official Business Account."
                ),
            ]
        );
    }

    async fn the_verification_of_the_business_comes_with_the_sync(test: TestStore) {
        let world = World::start(test).await;
        let account = world.account(2).await;
        world.meta.set_business_verification(&account.waba_id, "rejected").await.unwrap();
        world.hear().await;
        assert_eq!(world.news().await, []);
        assert_eq!(world.sync_due().await, [Synced::Done { numbers: 2 }]);
        let told = news(EventKind::BusinessVerificationChanged, "Nordlicht", "Verified → Rejected");
        assert_eq!(world.news().await, [told]);
        let details = world.details(&account.number_ids[0]).await;
        assert_eq!(details.waba.business_verification, Some(BusinessVerification::Rejected));
        assert_eq!(details.card.prompts, [PromptCode::BusinessRefused]);
    }

    async fn another_country_is_kept_without_news(test: TestStore) {
        let world = World::start(test).await;
        let account = world.account(1).await;
        let change = WabaChange { country: Some("BR".to_owned()), ..WabaChange::default() };
        world.meta.change_waba(&account.waba_id, change).await.unwrap();
        world.hear().await;
        assert_eq!(world.details(&account.number_ids[0]).await.waba.country.as_deref(), Some("BR"));
        assert_eq!(world.news().await, []);
    }

    async fn a_deleted_account_asks_for_nothing(test: TestStore) {
        let world = World::start(test).await;
        let account = world.account(2).await;
        let change = WabaChange { event: Some("ACCOUNT_DELETED".to_owned()), ..WabaChange::default() };
        world.meta.change_waba(&account.waba_id, change).await.unwrap();
        world.hear().await;
        let deleted = news(EventKind::AccountStatusChanged, "Nordlicht", "Active → Deleted");
        assert_eq!(world.news().await, with_numbers(deleted, "Connected → Deleted"));
        assert!(world.cards().await.iter().all(|card| card.prompts.is_empty()));
    }

    async fn a_verified_account_is_verified(test: TestStore) {
        let world = World::start(test).await;
        let account = world.account(1).await;
        world.meta.set_business_verification(&account.waba_id, "pending").await.unwrap();
        world.hear().await;
        world.sync_due().await;
        world.news().await;
        let value = json!({ "event": "VERIFIED_ACCOUNT", "phone_number": "12015550100" });
        world.post(bodies::account_update(&account.waba_id, &value)).await;
        let told = news(EventKind::BusinessVerificationChanged, "Nordlicht", "Pending → Verified");
        assert_eq!(world.news().await, [told]);
    }

    async fn an_event_that_the_hub_does_not_know_is_counted(test: TestStore) {
        let world = World::start(test).await;
        let account = world.account(1).await;
        let change = WabaChange { event: Some("ACCOUNT_TELEPORTED".to_owned()), ..WabaChange::default() };
        world.meta.change_waba(&account.waba_id, change).await.unwrap();
        world.hear().await;
        let mut conn = world.hub.store.read().await.unwrap();
        let counted = store::webhooks::counted_fields(&mut conn).await.unwrap();
        assert_eq!(counted, [("account_update ACCOUNT_TELEPORTED".to_owned(), 1)]);
        assert_eq!(world.news().await, []);
    }
}
