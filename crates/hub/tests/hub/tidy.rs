//! What is deleted when its time is over.

use hub::housekeeping::tidy;

use crate::support::{World, bodies};
use serde_json::json;

const DAY: i64 = 86_400;

async fn stored(world: &World) -> i64 {
    store::webhooks::stored(&mut world.hub.store.read().await.unwrap()).await.unwrap()
}

store::on_both_engines! {
    async fn bodies_go_after_their_days_and_duplicates_are_still_known(test: TestStore) {
        let world = World::start(test).await;
        let account = world.account(1).await;
        let value = json!({ "event": "ACCOUNT_VIOLATION", "violation_info": { "violation_type": "SCAM" } });
        world.post(bodies::account_update(&account.waba_id, &value)).await;
        assert_eq!(world.news().await.len(), 1);
        world.hub.clock.advance(7 * DAY - 1);
        tidy(&world.hub).await.unwrap();
        assert_eq!(stored(&world).await, 1);
        world.hub.clock.advance(2);
        tidy(&world.hub).await.unwrap();
        assert_eq!(stored(&world).await, 0);
        world.meta.send_duplicate_last().await.unwrap();
        world.hear().await;
        assert_eq!(world.news().await, [], "Meta repeats for seven days");
        assert_eq!(tidy(&world.hub).await.unwrap(), 0, "nothing more to do");
    }

    async fn what_waits_to_be_applied_is_kept_however_old(test: TestStore) {
        let world = World::start(test).await;
        hub::webhooks::receive(&world.hub, bodies::post("1", &[]).into()).await.unwrap();
        world.hub.clock.advance(30 * DAY);
        tidy(&world.hub).await.unwrap();
        assert_eq!(stored(&world).await, 1);
        assert_eq!(world.apply().await, 1);
        tidy(&world.hub).await.unwrap();
        assert_eq!(stored(&world).await, 0);
    }

    async fn the_log_of_changes_is_short(test: TestStore) {
        let world = World::start(test).await;
        world.account(5).await;
        let all = world.changes().await;
        assert!(5 < all.len());
        world.hub.clock.advance(3_601);
        tidy(&world.hub).await.unwrap();
        assert_eq!(world.changes().await, all[all.len() - 1..]);
    }
}
