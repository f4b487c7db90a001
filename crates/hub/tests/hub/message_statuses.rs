//! Statuses of messages: the furthest one is kept, whatever order they come in.

use domain::account::Organisation;
use domain::ids::ChannelKey;
use serde_json::json;
use store::{channels, message_statuses};

use crate::support::{World, bodies};

async fn key(world: &World, number_id: &str) -> ChannelKey {
    let card = world.card(number_id).await;
    let mut conn = world.hub.store.read().await.unwrap();
    channels::find(&mut conn, Organisation::Partner(world.partner), &card.id).await.unwrap().unwrap().key
}

/// How many messages are sent, delivered, read, failed.
async fn counts(world: &World, channel: ChannelKey) -> [i64; 4] {
    let mut conn = world.hub.store.read().await.unwrap();
    let mut counts = [0; 4];
    for (count, status) in counts.iter_mut().zip(["sent", "delivered", "read", "failed"]) {
        *count = message_statuses::count(&mut conn, channel, status).await.unwrap();
    }
    counts
}

store::on_both_engines! {
    async fn a_message_goes_forward_in_whatever_order_reports_come(test: TestStore) {
        let world = World::start(test).await;
        let account = world.account(2).await;
        let (waba, number) = (account.waba_id.as_str(), account.number_ids[0].as_str());
        let channel = key(&world, number).await;
        world.post(bodies::statuses(waba, number, &[("wamid.1", "read"), ("wamid.2", "sent")])).await;
        world.post(bodies::statuses(waba, number, &[("wamid.1", "sent"), ("wamid.1", "delivered")])).await;
        world.post(bodies::statuses(waba, number, &[("wamid.2", "delivered"), ("wamid.3", "failed")])).await;
        world.post(bodies::statuses(waba, number, &[("wamid.3", "sent"), ("wamid.4", "teleported")])).await;
        assert_eq!(counts(&world, channel).await, [0, 1, 1, 1]);
        assert_eq!(counts(&world, key(&world, &account.number_ids[1]).await).await, [0; 4]);
        world.meta.send_duplicate_last().await.unwrap();
        world.hear().await;
        assert_eq!(counts(&world, channel).await, [0, 1, 1, 1]);
        assert_eq!(world.news().await, [], "messages are no news");
    }

    async fn a_thousand_statuses_in_one_post_are_all_kept(test: TestStore) {
        let world = World::start(test).await;
        let account = world.account(1).await;
        let ids: Vec<String> = (0..1_000).map(|number| format!("wamid.{number}")).collect();
        let reported: Vec<(&str, &str)> = ids.iter().map(|id| (id.as_str(), "delivered")).collect();
        world.post(bodies::statuses(&account.waba_id, &account.number_ids[0], &reported)).await;
        assert_eq!(counts(&world, key(&world, &account.number_ids[0]).await).await, [0, 1_000, 0, 0]);
    }

    async fn messages_that_come_in_are_not_kept(test: TestStore) {
        let world = World::start(test).await;
        let account = world.account(1).await;
        let value = json!({
            "messaging_product": "whatsapp",
            "metadata": { "phone_number_id": account.number_ids[0], "display_phone_number": "12015550100" },
            "messages": [{ "id": "wamid.in", "from": "491701234567", "timestamp": "1790000000", "type": "text",
                "text": { "body": "hello" } }],
        });
        world.post(bodies::post(&account.waba_id, &[bodies::change("messages", &value)])).await;
        let channel = key(&world, &account.number_ids[0]).await;
        assert_eq!(counts(&world, channel).await, [0; 4]);
        let mut conn = world.hub.store.read().await.unwrap();
        assert_eq!(store::webhooks::counted_fields(&mut conn).await.unwrap(), []);
        assert_eq!(store::webhooks::backlog(&mut conn).await.unwrap(), 0);
    }
}
