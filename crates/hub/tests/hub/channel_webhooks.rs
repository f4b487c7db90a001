//! Where the inbound webhooks of a channel go.

use domain::api_key::Overlap;
use domain::ids::ChannelId;
use domain::text::Name;
use domain::webhook_address::{Headers, WebhookAddress};
use hub::accounts::audit;
use hub::api_keys::{Caller, authenticate, generate};
use hub::channel_webhooks::{
    Change, MOST_DESTINATIONS, NamedWebhook, Overridden, Override, Several, Webhook, add, change, destinations,
    of_account, of_channel, remove, set_of_account, set_of_channel, several, switch,
};
use hub::{HubError, Sealer};
use store::channel_webhooks::Source;

use crate::support::World;

fn webhook(address: &str) -> Webhook {
    let headers = Headers::parse([("Authorization", format!("Bearer secret-of-{address}"))]).unwrap();
    Webhook { address: WebhookAddress::parse(address).unwrap(), headers }
}

fn named(name: &str, address: &str) -> NamedWebhook {
    NamedWebhook { name: Name::parse(name).unwrap(), webhook: webhook(address) }
}

async fn caller(world: &World, id: &ChannelId) -> Caller {
    let key = generate(&world.hub, &world.owner, id, Overlap::None).await.unwrap();
    authenticate(&world.hub, key.reveal()).await.unwrap().unwrap()
}

/// An account with two numbers, and a key of each.
async fn two(world: &World) -> [Caller; 2] {
    let account = world.account(2).await;
    let first = world.card(&account.number_ids[0]).await.id;
    let second = world.card(&account.number_ids[1]).await.id;
    [caller(world, &first).await, caller(world, &second).await]
}

async fn reached(world: &World, caller: &Caller) -> Vec<(Source, String)> {
    let mut conn = world.hub.store.read().await.unwrap();
    let all = destinations(&world.hub, &mut conn, caller.channel).await.unwrap();
    for one in &all {
        let header = format!("Bearer secret-of-{}", one.address.as_str().trim_end_matches('/'));
        assert_eq!(one.headers.iter().collect::<Vec<_>>(), [("authorization", header.as_str())]);
    }
    all.into_iter().map(|one| (one.source, one.address.place().to_owned())).collect()
}

fn destination(name: &str) -> Source {
    Source::Destination(Name::parse(name).unwrap())
}

fn places(list: &[(Source, &str)]) -> Vec<(Source, String)> {
    list.iter().map(|(source, place)| (source.clone(), (*place).to_owned())).collect()
}

store::on_both_engines! {
    async fn a_channels_own_address_comes_before_that_of_its_account(test: TestStore) {
        let world = World::start(test).await;
        let [one, other] = two(&world).await;
        assert_eq!(reached(&world, &one).await, []);
        assert_eq!(of_channel(&world.hub, &one).await.unwrap(), None);

        set_of_account(&world.hub, &one, Some(webhook("https://all.example")), Override::Keep).await.unwrap();
        for caller in [&one, &other] {
            assert_eq!(reached(&world, caller).await, places(&[(Source::Account, "all.example")]));
            assert_eq!(of_account(&world.hub, caller).await.unwrap().numbers.len(), 2);
        }
        set_of_channel(&world.hub, &one, Some(webhook("https://one.example"))).await.unwrap();
        assert_eq!(of_channel(&world.hub, &one).await.unwrap(), Some(webhook("https://one.example")));
        assert_eq!(reached(&world, &one).await, places(&[(Source::Channel, "one.example")]));
        assert_eq!(reached(&world, &other).await, places(&[(Source::Account, "all.example")]));

        set_of_channel(&world.hub, &one, None).await.unwrap();
        assert_eq!(reached(&world, &one).await, places(&[(Source::Account, "all.example")]));
    }

    async fn the_address_of_an_account_can_take_the_place_of_all_others(test: TestStore) {
        let world = World::start(test).await;
        let [one, other] = two(&world).await;
        set_of_channel(&world.hub, &one, Some(webhook("https://one.example"))).await.unwrap();
        let all = || Some(webhook("https://all.example"));
        assert_eq!(set_of_account(&world.hub, &other, all(), Override::Keep).await.unwrap(), Overridden(0));
        assert_eq!(reached(&world, &one).await, places(&[(Source::Channel, "one.example")]));
        assert_eq!(set_of_account(&world.hub, &other, all(), Override::All).await.unwrap(), Overridden(1));
        assert_eq!(reached(&world, &one).await, places(&[(Source::Account, "all.example")]));
        set_of_account(&world.hub, &one, None, Override::All).await.unwrap();
        assert_eq!(reached(&world, &one).await, []);
        assert!(of_account(&world.hub, &other).await.unwrap().webhook.is_none());
    }

    async fn further_destinations_come_beside_the_address_while_they_are_on(test: TestStore) {
        let world = World::start(test).await;
        let [one, other] = two(&world).await;
        set_of_channel(&world.hub, &one, Some(webhook("https://one.example"))).await.unwrap();
        switch(&world.hub, &one, Several::On, vec![named("b", "https://b.example"), named("a", "https://a.example")])
            .await
            .unwrap();
        add(&world.hub, &one, vec![named("again", "https://one.example")]).await.unwrap();
        let both = [(Source::Channel, "one.example"), (destination("b"), "b.example"), (destination("a"), "a.example")];
        assert_eq!(reached(&world, &one).await, places(&both), "each address is there once");
        assert_eq!(reached(&world, &other).await, []);

        set_of_channel(&world.hub, &one, None).await.unwrap();
        assert_eq!(reached(&world, &one).await.len(), 3, "they need no other address");
        switch(&world.hub, &one, Several::Off, vec![]).await.unwrap();
        assert_eq!(reached(&world, &one).await, []);
        let kept = several(&world.hub, &one).await.unwrap();
        assert_eq!((kept.several, kept.list.len()), (Several::Off, 3));
    }

    async fn destinations_are_changed_by_their_name(test: TestStore) {
        let world = World::start(test).await;
        let [one, other] = two(&world).await;
        switch(&world.hub, &one, Several::On, vec![named("a", "https://a.example")]).await.unwrap();
        let again = add(&world.hub, &one, vec![named("b", "https://b.example"), named("a", "https://c.example")]).await;
        assert!(matches!(again, Err(HubError::Conflict(_))), "{again:?}");
        let twice = add(&world.hub, &one, vec![named("b", "https://b.example"), named("b", "https://c.example")]).await;
        assert!(matches!(twice, Err(HubError::Conflict(_))), "{twice:?}");
        assert_eq!(reached(&world, &one).await, places(&[(destination("a"), "a.example")]), "all or nothing");

        switch(&world.hub, &one, Several::On, vec![named("a", "https://new.example")]).await.unwrap();
        assert_eq!(reached(&world, &one).await, places(&[(destination("a"), "new.example")]));

        let name = |name| Name::parse(name).unwrap();
        let to = |address| Change { address: Some(WebhookAddress::parse(address).unwrap()), headers: None };
        let without = Change { address: None, headers: Some(Headers::default()) };
        change(&world.hub, &one, vec![(name("a"), to("https://newer.example"))]).await.unwrap();
        change(&world.hub, &one, vec![(name("a"), without)]).await.unwrap();
        let now = several(&world.hub, &one).await.unwrap().list;
        assert_eq!((now[0].webhook.address.place(), now[0].webhook.headers.is_empty()), ("newer.example", true));
        for (caller, named) in [(&one, "b"), (&one, "A"), (&other, "a")] {
            let missing = change(&world.hub, caller, vec![(name(named), to("https://x.example"))]).await;
            assert!(matches!(missing, Err(HubError::NotFound)), "{missing:?}");
            assert!(matches!(remove(&world.hub, caller, name(named)).await, Err(HubError::NotFound)));
        }
        remove(&world.hub, &one, name("a")).await.unwrap();
        assert_eq!(several(&world.hub, &one).await.unwrap().list, []);

        let many = (0..=MOST_DESTINATIONS).map(|n| named(&format!("n{n}"), "https://a.example")).collect();
        let too_many = add(&world.hub, &one, many).await;
        assert!(matches!(too_many, Err(HubError::Conflict(_))), "{too_many:?}");
    }

    async fn headers_are_sealed_and_the_log_says_who_sends_messages_where(test: TestStore) {
        let world = World::start(test).await;
        let [one, _] = two(&world).await;
        set_of_channel(&world.hub, &one, Some(webhook("https://one.example/path"))).await.unwrap();
        set_of_account(&world.hub, &one, Some(webhook("https://all.example")), Override::Keep).await.unwrap();
        switch(&world.hub, &one, Several::On, vec![named("a", "https://a.example")]).await.unwrap();
        assert!(world.test.holds("one.example").await, "the search finds what is there");
        assert!(!world.test.holds("secret-of-").await);

        let log = audit::of_channel(&world.hub, &world.owner, one.channel, None, 3).await.unwrap();
        let words: Vec<_> = log.iter().rev().map(|entry| (entry.action.as_str(), entry.detail.as_str())).collect();
        assert_eq!(words, [
            ("Changed where a number's messages go", "one.example"),
            ("Changed where an account's messages go", "all.example"),
            ("Changed where else a number's messages go", "switched on"),
        ]);
        assert!(log.iter().all(|entry| entry.actor.starts_with("API key ")), "{log:?}");

        let mut elsewhere = world.hub.clone();
        elsewhere.sealer = Sealer::from_hex(&"cd".repeat(32)).unwrap();
        let mut conn = elsewhere.store.read().await.unwrap();
        assert!(matches!(destinations(&elsewhere, &mut conn, one.channel).await, Err(HubError::Internal(_))));
    }
}
