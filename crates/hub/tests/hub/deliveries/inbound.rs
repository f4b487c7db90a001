//! What Meta sends for a number goes on to the number's own webhook, as it came.

use domain::account::Organisation;
use domain::api_key::Overlap;
use domain::ids::ChannelId;
use domain::webhook_address::{Headers, WebhookAddress};
use hub::HubError;
use hub::api_keys::{self, Caller};
use hub::channel_webhooks::{self, Override, Several, Webhook, WebhookForm};
use simulator::AddedWaba;

use super::listener::{Listener, Reply};
use super::support::{deliver, payloads};
use crate::support::{World, actor, bodies, partner, user};

async fn caller(world: &World, channel: &ChannelId) -> Caller {
    let key = api_keys::generate(&world.hub, &world.owner, channel, Overlap::None).await.unwrap();
    api_keys::authenticate(&world.hub, key.reveal()).await.unwrap().unwrap()
}

fn to(address: &WebhookAddress) -> Option<Webhook> {
    let headers = Headers::parse([("Authorization", "Bearer of the number")]).unwrap();
    Some(Webhook { address: address.clone(), headers })
}

/// An account with two numbers; the first one has a webhook.
async fn with_webhook(world: &World) -> (AddedWaba, Listener) {
    let account = world.account(2).await;
    let listener = Listener::start().await;
    let first = world.card(&account.number_ids[0]).await.id;
    let caller = caller(world, &first).await;
    channel_webhooks::set_of_channel(&world.hub, &caller, to(&listener.address)).await.unwrap();
    (account, listener)
}

fn message(number: &str, id: &str) -> String {
    format!(
        r#"{{ "value":{{"messaging_product":"whatsapp","metadata":{{"display_phone_number":"12015550100","phone_number_id":"{number}"}},"contacts":[{{"profile":{{"name":"Zo\u00eb"}},"wa_id":"491701234567"}}],"messages":[{{"from":"491701234567","id":"{id}","timestamp":"1790000000","text":{{"body":"very private \/ 1.0"}},"type":"text"}}]}},"field":"messages" }}"#
    )
}

fn post(waba: &str, changes: &[String]) -> String {
    format!(r#"{{"object":"whatsapp_business_account","entry":[{{"id":"{waba}","changes":[{}]}}]}}"#, changes.join(","))
}

store::on_both_engines! {
    async fn each_change_goes_to_its_number_to_the_last_byte_and_is_forgotten(test: TestStore) {
        let world = World::start(test).await;
        let (account, listener) = with_webhook(&world).await;
        let [first, second] = [0, 1].map(|n| account.number_ids[n].as_str());
        let (one, two) = (message(first, "wamid.1"), message(first, "wamid.2"));
        world.post(post(&account.waba_id, &[one.clone(), message(second, "wamid.3"), two.clone()])).await;
        assert_eq!(payloads(&world).await, 2, "a number without a webhook gets nothing, and nothing of it is kept");
        deliver(&world).await;
        let mut got: Vec<String> =
            listener.got().iter().map(|one| String::from_utf8(one.body.to_vec()).unwrap()).collect();
        got.sort();
        assert_eq!(got, [post(&account.waba_id, &[one]), post(&account.waba_id, &[two])]);
        assert_eq!(payloads(&world).await, 0);
    }

    async fn headers_go_along_and_statuses_too(test: TestStore) {
        let world = World::start(test).await;
        let (account, listener) = with_webhook(&world).await;
        let body = bodies::statuses(&account.waba_id, &account.number_ids[0], &[("wamid.1", "sent"), ("wamid.1", "read")]);
        world.post(body.clone()).await;
        deliver(&world).await;
        let got = listener.one();
        assert_eq!(got.json(), serde_json::from_str::<serde_json::Value>(&body).unwrap());
        assert_eq!(got.header("authorization"), "Bearer of the number");
        assert!(got.headers.get("x-360dialog-signature").is_none(), "a number has no secret");
    }

    async fn what_meta_repeats_is_handed_on_once(test: TestStore) {
        let world = World::start(test).await;
        let (account, listener) = with_webhook(&world).await;
        let change = message(&account.number_ids[0], "wamid.1");
        world.post(post(&account.waba_id, std::slice::from_ref(&change))).await;
        world.meta.send_duplicate_last().await.unwrap();
        world.hear().await;
        deliver(&world).await;
        listener.one();
        world.hub.clock.advance(6 * 86_400);
        world.post(post(&account.waba_id, &[change.replace("\\u00eb", "ë")])).await;
        deliver(&world).await;
        assert_eq!(listener.got().len(), 0, "spelling alone makes nothing new");
        world.post(post(&account.waba_id, &[message(&account.number_ids[0], "wamid.2")])).await;
        deliver(&world).await;
        listener.one();
    }

    async fn it_is_tried_again_for_three_days_and_answers_are_not_kept(test: TestStore) {
        let world = World::start(test).await;
        let (account, listener) = with_webhook(&world).await;
        listener.replies([Reply::Status(500); 100]);
        world.post(post(&account.waba_id, &[message(&account.number_ids[0], "wamid.1")])).await;
        let began = world.hub.clock.now();
        while payloads(&world).await != 0 {
            deliver(&world).await;
            world.hub.clock.advance(3_600);
            assert!(world.hub.clock.now() < began.plus_seconds(4 * 86_400));
        }
        let tries = listener.got();
        assert!((9..15).contains(&tries.len()), "{}", tries.len());
        assert!(tries.iter().all(|one| one.header("webhook-id") == tries[0].header("webhook-id")));
        assert!(!world.test.holds("the answer").await);
    }

    async fn the_accounts_address_serves_numbers_without_one_and_several_get_the_same(test: TestStore) {
        let world = World::start(test).await;
        let (account, own) = with_webhook(&world).await;
        let (of_account, more) = (Listener::start().await, Listener::start().await);
        let second = world.card(&account.number_ids[1]).await.id;
        let caller = caller(&world, &second).await;
        channel_webhooks::set_of_account(&world.hub, &caller, to(&of_account.address), Override::Keep).await.unwrap();
        let named = channel_webhooks::NamedWebhook {
            name: domain::text::Name::parse("Archive").unwrap(),
            webhook: to(&more.address).unwrap(),
        };
        channel_webhooks::switch(&world.hub, &caller, Several::On, vec![named]).await.unwrap();
        let changes = [0, 1].map(|n| message(&account.number_ids[n], &format!("wamid.{n}")));
        world.post(post(&account.waba_id, &changes)).await;
        deliver(&world).await;
        assert_eq!((own.got().len(), of_account.got().len(), more.got().len()), (1, 1, 1));
    }

    async fn people_set_the_address_whoever_may_make_keys(test: TestStore) {
        let world = World::start(test).await;
        let (account, listener) = (world.account(1).await, Listener::start().await);
        let mut owner = world.owner;
        owner.user = user(&world, "ada@partner.example").await;
        let id = world.card(&account.number_ids[0]).await.id;
        let typed = |headers: &str| WebhookForm { address: listener.address.to_string(), headers: headers.to_owned() };
        channel_webhooks::save(&world.hub, &owner, &id, &typed("X-Key: hush")).await.unwrap();
        channel_webhooks::save(&world.hub, &owner, &id, &typed("x-key: ••••••••")).await.unwrap();
        let answer = channel_webhooks::test(&world.hub, &owner, &id).await.unwrap();
        assert!(answer.is_taken(), "{answer:?}");
        let got = listener.one();
        assert_eq!(got.header("x-key"), "hush");
        assert_eq!(got.json()["entry"][0]["id"], account.waba_id.as_str());
        let shown = channel_webhooks::show(&world.hub, &owner, &id).await.unwrap();
        assert_eq!((shown.own.unwrap().address, shown.attempts.len()), (listener.address.clone(), 1));

        let client = world.client_of(&id).await;
        let refused = channel_webhooks::save(&world.hub, &client, &id, &typed("")).await;
        assert!(matches!(refused, Err(HubError::Conflict(_))), "{refused:?}");
        let stranger = actor(Organisation::Partner(partner(&world.hub.store, &world.hub.random, "Stranger").await));
        for refused in [
            channel_webhooks::save(&world.hub, &stranger, &id, &typed("")).await,
            channel_webhooks::take_away(&world.hub, &stranger, &id).await,
            channel_webhooks::test(&world.hub, &stranger, &id).await.map(drop),
            channel_webhooks::show(&world.hub, &stranger, &id).await.map(drop),
        ] {
            assert!(matches!(refused, Err(HubError::NotFound)), "{refused:?}");
        }
        channel_webhooks::take_away(&world.hub, &owner, &id).await.unwrap();
        world.post(post(&account.waba_id, &[message(&account.number_ids[0], "wamid.1")])).await;
        deliver(&world).await;
        assert_eq!((listener.got().len(), payloads(&world).await), (0, 0));
    }

    async fn a_webhook_that_is_taken_away_gets_nothing_more(test: TestStore) {
        let world = World::start(test).await;
        let (account, listener) = with_webhook(&world).await;
        let id = world.card(&account.number_ids[0]).await.id;
        world.post(post(&account.waba_id, &[message(&account.number_ids[0], "wamid.1")])).await;
        let caller = caller(&world, &id).await;
        channel_webhooks::set_of_channel(&world.hub, &caller, None).await.unwrap();
        deliver(&world).await;
        assert_eq!((listener.got().len(), payloads(&world).await), (0, 0));
    }
}
