//! What Meta tells of a number changes its state at once, and the sync that follows brings the rest.

use domain::event::EventKind;
use domain::meta::{MessagingLimit, NameStatus, NumberStatus, QualityRating};
use domain::prompt::PromptCode;
use domain::state::ChannelState;
use simulator::NumberChange;

use crate::support::{World, bodies, news};
use serde_json::json;

const FIRST: &str = "+1 201 555 0100";

store::on_both_engines! {
    async fn a_flagged_number_is_flagged_until_it_is_not(test: TestStore) {
        let world = World::start(test).await;
        let account = world.account(2).await;
        let number = &account.number_ids[0];
        world.meta.set_status(number, "FLAGGED").await.unwrap();
        world.hear().await;
        assert_eq!(world.news().await, [], "the webhook is a hint to look");
        assert_eq!(world.sync_due().await.len(), 1);
        assert_eq!(world.news().await, [news(EventKind::ChannelStatusChanged, FIRST, "Connected → Flagged")]);
        let card = world.card(number).await;
        assert_eq!((card.state, card.prompts), (ChannelState::Flagged, vec![PromptCode::QualityLow]));
        assert_eq!(world.card(&account.number_ids[1]).await.state, ChannelState::Connected);

        world.meta.set_status(number, "CONNECTED").await.unwrap();
        world.hear().await;
        world.sync_due().await;
        assert_eq!(world.news().await, [news(EventKind::ChannelStatusChanged, FIRST, "Flagged → Connected")]);
        assert_eq!(world.card(number).await.state, ChannelState::Connected);
    }

    async fn a_quality_rating_arrives_with_the_sync_that_the_webhook_asks_for(test: TestStore) {
        let world = World::start(test).await;
        let account = world.account(1).await;
        world.meta.set_quality(&account.number_ids[0], "YELLOW").await.unwrap();
        world.hear().await;
        assert_eq!(world.news().await, [], "the webhook does not carry the rating");
        assert_eq!(world.sync_due().await.len(), 1);
        assert_eq!(world.news().await, [news(EventKind::PhoneNumberQualityChanged, FIRST, "High → Medium")]);
        assert_eq!(world.card(&account.number_ids[0]).await.quality, QualityRating::Yellow);
    }

    async fn a_rating_that_falls_is_told_once_with_the_flag_that_comes_of_it(test: TestStore) {
        let world = World::start(test).await;
        let account = world.account(2).await;
        world.meta.set_quality(&account.number_ids[0], "RED").await.unwrap();
        let flagged = NumberChange {
            quality_rating: Some("RED".to_owned()),
            status: Some("FLAGGED".to_owned()),
            ..NumberChange::default()
        };
        world.meta.change_number(&account.number_ids[1], flagged).await.unwrap();
        world.hear().await;
        world.sync_due().await;
        let mut told = world.news().await;
        told.sort();
        let change = |number| news(EventKind::PhoneNumberQualityChanged, number, "High → Low");
        assert_eq!(told, [change(FIRST), change("+1 201 555 0101")]);
        let states: Vec<ChannelState> = world.cards().await.iter().map(|card| card.state).collect();
        assert_eq!(states, [ChannelState::Connected, ChannelState::Flagged]);
        let told = &world.details(&account.number_ids[1]).await.history[0].data;
        assert_eq!(told.detail.as_deref(), Some("Meta has flagged the number."));
    }

    async fn two_changes_that_look_the_same_are_both_looked_up(test: TestStore) {
        let world = World::start(test).await;
        let account = world.account(1).await;
        let number = &account.number_ids[0];
        world.meta.set_quality(number, "RED").await.unwrap();
        world.hear().await;
        assert_eq!(world.sync_due().await.len(), 1);
        assert_eq!(world.news().await, [news(EventKind::PhoneNumberQualityChanged, FIRST, "High → Low")]);
        // In the same second: what Meta posts is the same to the last letter.
        let status = Some("FLAGGED".to_owned());
        let change = NumberChange { status, announce: simulator::Announce::Silent, ..NumberChange::default() };
        world.meta.change_number(number, change).await.unwrap();
        world.meta.send_duplicate_last().await.unwrap();
        world.hear().await;
        assert_eq!(world.sync_due().await.len(), 1);
        assert_eq!(world.news().await, [news(EventKind::ChannelStatusChanged, FIRST, "Connected → Flagged")]);
    }

    async fn a_limit_changes_for_each_number_of_the_portfolio_once(test: TestStore) {
        let world = World::start(test).await;
        let account = world.account(2).await;
        let before = world.card(&account.number_ids[1]).await.limit;
        world.meta.set_messaging_limit(&account.number_ids[0], "TIER_10K").await.unwrap();
        world.hear().await;
        assert_eq!(world.card(&account.number_ids[0]).await.limit, Some(MessagingLimit::Tier10K));
        world.sync_due().await;
        let mut told = world.news().await;
        told.sort();
        let change = format!("{} → 10K / day", before.unwrap().label());
        assert_eq!(
            told,
            [
                news(EventKind::MessagingLimitChanged, FIRST, &change),
                news(EventKind::MessagingLimitChanged, "+1 201 555 0101", &change),
            ]
        );
        for id in &account.number_ids {
            assert_eq!(world.card(id).await.limit, Some(MessagingLimit::Tier10K));
        }
    }

    async fn a_display_name_is_declined_or_approved(test: TestStore) {
        let world = World::start(test).await;
        let account = world.account(1).await;
        let number = &account.number_ids[0];
        world.meta.set_name_status(number, "DECLINED").await.unwrap();
        world.hear().await;
        assert_eq!(world.news().await, [news(EventKind::DisplayNameReviewed, FIRST, "Approved → Declined")]);
        assert_eq!(world.card(number).await.prompts, [PromptCode::DisplayNameDeclined]);
        world.sync_due().await;

        let change = NumberChange {
            name_status: Some("APPROVED".to_owned()),
            requested_verified_name: Some("春風茶館 ☕".to_owned()),
            ..NumberChange::default()
        };
        world.meta.change_number(number, change).await.unwrap();
        world.hear().await;
        assert_eq!(
            world.news().await,
            [
                news(EventKind::DisplayNameChanged, FIRST, "Nordlicht → 春風茶館 ☕"),
                news(EventKind::DisplayNameReviewed, FIRST, "Declined → Approved"),
            ]
        );
        let details = world.details(number).await;
        assert_eq!((details.facts.name.as_str(), details.facts.name_status), ("春風茶館 ☕", Some(NameStatus::Approved)));
        assert_eq!(details.card.prompts, []);
        world.sync_due().await;
        assert_eq!(world.news().await, [], "the sync agrees");
    }

    async fn a_declined_new_name_leaves_the_name_in_force_as_it_is(test: TestStore) {
        let world = World::start(test).await;
        let account = world.account(1).await;
        let number = &account.number_ids[0];
        for (status, decided, word, why) in [
            ("PENDING_REVIEW", NameStatus::PendingReview, "In review", None),
            ("DECLINED", NameStatus::Declined, "Declined", Some("NAME_FORMAT_UNACCEPTABLE")),
        ] {
            let change = NumberChange {
                name_status: Some(status.to_owned()),
                requested_verified_name: Some("Café Süd".to_owned()),
                rejection_reason: why.map(str::to_owned),
                ..NumberChange::default()
            };
            world.meta.change_number(number, change).await.unwrap();
            world.hear().await;
            assert_eq!(world.news().await, [news(EventKind::DisplayNameReviewed, FIRST, word)]);
            let details = world.details(number).await;
            assert_eq!((details.facts.name.as_str(), details.facts.name_status), ("Nordlicht", Some(NameStatus::Approved)));
            assert_eq!(details.card.prompts, []);
            let detail = details.history[0].data.detail.clone().unwrap();
            assert!(detail.contains("Café Süd") && why.is_none_or(|_| detail.contains("name format unacceptable")), "{detail}");
            world.sync_due().await;
            assert_eq!(world.news().await, [], "the sync agrees");
            let facts = world.details(number).await.facts;
            assert_eq!((facts.requested_name.as_deref(), facts.requested_name_status), (Some("Café Süd"), Some(decided)));
        }
    }

    async fn a_banned_number_is_banned_after_the_sync(test: TestStore) {
        let world = World::start(test).await;
        let account = world.account(2).await;
        world.meta.set_status(&account.number_ids[0], "BANNED").await.unwrap();
        world.hear().await;
        assert_eq!(world.news().await, [news(EventKind::AccountViolation, "Nordlicht", "scam")]);
        world.sync_due().await;
        assert_eq!(world.news().await, [news(EventKind::ChannelStatusChanged, FIRST, "Connected → Banned")]);
        let card = world.card(&account.number_ids[0]).await;
        assert_eq!((card.state, card.prompts), (ChannelState::Banned, vec![PromptCode::NumberBanned]));
        assert_eq!(world.card(&account.number_ids[1]).await.state, ChannelState::Connected);
    }

    async fn a_restricted_number_ends_restricted_and_its_sister_does_not(test: TestStore) {
        let world = World::start(test).await;
        let account = world.account(2).await;
        world.meta.set_status(&account.number_ids[0], "RESTRICTED").await.unwrap();
        world.hear().await;
        let told = world.news().await;
        let why = news(EventKind::AccountRestriction, "Nordlicht", "restricted biz initiated messaging");
        assert!(told.contains(&why), "{told:?}");
        assert_eq!(world.card(&account.number_ids[0]).await.state, ChannelState::Restricted);
        world.sync_due().await;
        let details = world.details(&account.number_ids[0]).await;
        assert_eq!((details.card.state, details.facts.status), (ChannelState::Restricted, NumberStatus::Restricted));
        assert_eq!(details.card.prompts, [PromptCode::NumberRestricted]);
        assert_eq!(world.card(&account.number_ids[1]).await.state, ChannelState::Connected);
    }

    async fn a_higher_throughput_is_looked_up(test: TestStore) {
        let world = World::start(test).await;
        let account = world.account(1).await;
        let change = NumberChange { throughput: Some("HIGH".to_owned()), ..NumberChange::default() };
        world.meta.change_number(&account.number_ids[0], change).await.unwrap();
        world.hear().await;
        world.sync_due().await;
        assert_eq!(world.details(&account.number_ids[0]).await.facts.throughput.as_deref(), Some("HIGH"));
    }

    async fn values_that_meta_has_yet_to_invent_are_kept_and_shown(test: TestStore) {
        let world = World::start(test).await;
        let account = world.account(1).await;
        let number = &account.number_ids[0];
        world.meta.set_status(number, "UNDER_APPEAL").await.unwrap();
        world.hear().await;
        world.sync_due().await;
        let told = world.news().await;
        assert!(told.iter().any(|(_, about, what)| about == FIRST && what.ends_with("→ UNDER_APPEAL")), "{told:?}");
        let details = world.details(number).await;
        assert_eq!((details.card.state, details.facts.status.code()), (ChannelState::Unknown, "UNDER_APPEAL"));
    }

    async fn a_number_that_is_not_known_yet_comes_with_the_sync(test: TestStore) {
        let world = World::start(test).await;
        let account = world.account(1).await;
        let new = world.meta.add_numbers(&account.waba_id, 1).await.unwrap().remove(0);
        world.meta.set_name_status(&new, "PENDING_REVIEW").await.unwrap();
        world.hear().await;
        assert_eq!(world.news().await, []);
        world.sync_due().await;
        assert_eq!(world.news().await, [news(EventKind::ChannelCreated, "+1 201 555 0101", "Nordlicht")]);
        assert_eq!(world.card(&new).await.prompts, [PromptCode::DisplayNameInReview]);
    }

    async fn a_number_of_another_account_is_left_alone(test: TestStore) {
        let world = World::start(test).await;
        let (first, second) = (world.account(1).await, world.account(1).await);
        let value = json!({ "display_phone_number": "12015550100", "event": "FLAGGED", "current_limit": "TIER_1K" });
        world.post(bodies::post(&second.waba_id, &[bodies::change("phone_number_quality_update", &value)])).await;
        assert_eq!(world.news().await, []);
        assert_eq!(world.card(&first.number_ids[0]).await.state, ChannelState::Connected);
    }
}
