//! Connecting accounts and reading them for the first time, and again.

use domain::activation::NumberRegistration;
use domain::event::EventKind;
use domain::meta::QualityRating;
use domain::state::ChannelState;
use domain::waba::AccountType;
use hub::wabas::Synced;
use serde_json::Value;
use store::changes::Topic;

use crate::support::{INTERVAL, NOW, World, news};

/// Connects every account of the demo; answers Meta's ids of all numbers.
async fn connect_demo(world: &World) -> Vec<String> {
    let mut numbers = Vec::new();
    let mut last: Option<(String, domain::ids::ClientKey)> = None;
    for account in simulator::demo::accounts() {
        let client = match last {
            Some((name, key)) if name == account.client_name => key,
            _ => world.client(&account.client_name).await,
        };
        world.try_connect(client, &account.waba_id, &account.token).await.unwrap();
        assert!(world.meta.is_subscribed(&account.waba_id).await.unwrap());
        numbers.extend(world.meta.number_ids(&account.waba_id).await.unwrap());
        last = Some((account.client_name, client));
    }
    numbers
}

fn text<'a>(node: &'a Value, name: &str) -> &'a str {
    node[name].as_str().unwrap_or_else(|| panic!("no {name} in {node}"))
}

store::on_both_engines! {
    async fn every_number_of_the_demo_arrives_as_meta_has_it(test: TestStore) {
        let world = World::demo(test).await;
        let numbers = connect_demo(&world).await;
        assert!(30 <= numbers.len());
        let accounts = simulator::demo::accounts().len();
        let progress = async || hub::wabas::progress(&world.hub, &world.owner).await.unwrap();
        let waiting = progress().await.unwrap();
        assert_eq!((waiting.done as usize, waiting.accounts as usize), (0, accounts));
        let synced = world.sync_due().await;
        assert_eq!(synced.len(), accounts);
        let read: usize = synced.iter().map(|one| if let Synced::Done { numbers } = one { *numbers } else { 0 }).sum();
        assert_eq!(read, numbers.len());
        assert_eq!(progress().await, None);

        for id in &numbers {
            let node = world.meta.number(id).await.unwrap();
            let details = world.details(id).await;
            let facts = &details.facts;
            assert_eq!(facts.status.code(), text(&node, "status"));
            assert_eq!(facts.quality.code(), text(&node, "quality_rating"));
            assert_eq!(facts.name, text(&node, "verified_name"));
            let digits: String = text(&node, "display_phone_number").chars().filter(char::is_ascii_digit).collect();
            assert_eq!(facts.number.digits(), digits);
            assert_eq!(details.sync.synced_at, Some(NOW));
            assert_eq!(details.sync.error, None);
        }
        let created = world.news().await.into_iter().filter(|(kind, ..)| *kind == EventKind::ChannelCreated).count();
        assert_eq!(created, numbers.len());
        assert_eq!(world.cards().await.len(), numbers.len());
    }

    async fn the_demo_shows_what_people_have_to_do(test: TestStore) {
        let world = World::demo(test).await;
        connect_demo(&world).await;
        world.sync_due().await;
        let cards = world.cards().await;
        let of = |name: &str| cards.iter().find(|card| card.name == name).unwrap_or_else(|| panic!("no {name}"));
        for (name, state) in [
            ("Bäckerei Kessler", ChannelState::Connected),
            ("Harbour Lane Events", ChannelState::RateLimited),
            ("Lumen Dental Recall", ChannelState::Flagged),
            ("Lumen Dental East", ChannelState::InReview),
            ("Montfaucon Livraison", ChannelState::Pending),
            ("النخيل للتوصيل", ChannelState::Restricted),
            ("आरोग्य लैब", ChannelState::Disconnected),
            ("ดอยหลวง โรงคั่ว", ChannelState::Banned),
            ("春風禮盒", ChannelState::Migrated),
            ("さくら古書", ChannelState::Deleted),
            ("한빛 여행사", ChannelState::Unknown),
            ("Ζαχαροπλαστείο Άνεμος", ChannelState::Disabled),
        ] {
            assert_eq!(of(name).state, state, "{name}");
        }
        assert_eq!(of("Пекарна Слънчоглед").account_type, AccountType::OnBehalf);
        assert_eq!(of("Bäckerei Kessler").account_type, AccountType::Shared);
        let codes = |name: &str| of(name).prompts.iter().map(|prompt| prompt.code()).collect::<Vec<_>>();
        assert_eq!(codes("Bäckerei Kessler"), Vec::<&str>::new());
        assert_eq!(codes("Lumen Dental East"), ["verify_number_again", "account_in_review", "business_pending"]);
        assert_eq!(codes("ดอยหลวง โรงคั่ว"), ["number_banned", "account_rejected", "business_refused", "quality_low"]);
        assert_eq!(codes("מאפיית הגליל"), ["message_on_behalf_refused", "verify_business"]);
    }

    async fn a_second_sync_finds_nothing_new(test: TestStore) {
        let world = World::demo(test).await;
        connect_demo(&world).await;
        let mut first = world.sync_due().await;
        world.news().await;
        let (cards, told) = (world.cards().await, world.changes().await.len());
        world.hub.clock.advance(INTERVAL + INTERVAL / 10);
        let mut second = world.sync_due().await;
        // Each account has a turn of its own, so that they come in another order.
        for synced in [&mut first, &mut second] {
            synced.sort_by_key(|one| format!("{one:?}"));
        }
        assert_eq!(second, first);
        assert_eq!(world.news().await, []);
        assert_eq!(world.cards().await, cards);
        let later = world.changes().await.split_off(told);
        assert!(later.iter().all(|change| change.topic == Topic::Sync), "{later:?}");
        assert_eq!(later.len(), first.len());
    }

    async fn an_account_with_many_numbers_is_read_page_by_page(test: TestStore) {
        let world = World::start(test).await;
        let before = world.meta.requests().len();
        let account = world.account(130).await;
        let lists = world.meta.requests().split_off(before).into_iter().filter(|call| call.path.ends_with("/phone_numbers"));
        assert_eq!(lists.count(), 3);
        let cards = world.cards().await;
        let mut digits = Vec::new();
        for id in &account.number_ids {
            digits.push(text(&world.meta.number(id).await.unwrap(), "display_phone_number").replace(['+', ' ', '-'], ""));
        }
        let listed: Vec<String> = cards.iter().map(|card| card.number.digits()).collect();
        assert_eq!(listed, digits, "oldest first is Meta's order");
    }

    async fn what_no_webhook_told_is_found_by_the_next_sync(test: TestStore) {
        let world = World::start(test).await;
        let account = world.account(2).await;
        let number = &account.number_ids[0];
        let change = simulator::NumberChange {
            quality_rating: Some("YELLOW".to_owned()),
            code_verification_status: Some("EXPIRED".to_owned()),
            announce: simulator::Announce::Silent,
            ..simulator::NumberChange::default()
        };
        world.meta.change_number(number, change).await.unwrap();
        world.meta.add_numbers(&account.waba_id, 1).await.unwrap();
        assert_eq!(world.sync_due().await, [], "it is not due yet");
        world.hub.clock.advance(INTERVAL + INTERVAL / 10);
        assert_eq!(world.sync_due().await, [Synced::Done { numbers: 3 }]);
        assert_eq!(
            world.news().await,
            [
                news(EventKind::PhoneNumberQualityChanged, "+1 201 555 0100", "High → Medium"),
                news(EventKind::NumberVerificationChanged, "+1 201 555 0100", "Verified → Expired"),
                news(EventKind::ChannelCreated, "+1 201 555 0102", "Nordlicht"),
            ]
        );
        let details = world.details(number).await;
        assert_eq!(details.facts.quality, QualityRating::Yellow);
        assert_eq!(details.activation.number_registration, NumberRegistration::Registered);
        assert_eq!(details.history.len(), 4, "both changes, the connection of the number and that of its account");
    }
}
