//! What channels come to, as people and partners' systems are told.

use domain::event::EventKind::{
    self, ChannelLive, ChannelReady, ChannelRunning, TemplateMessagingDisabled, TemplateMessagingEnabled,
};
use simulator::{NewWaba, NumberChange};

use crate::support::{INTERVAL, World};

const ALL: [EventKind; 4] = [ChannelReady, ChannelRunning, ChannelLive, TemplateMessagingEnabled];

/// The kinds of what has come since this was asked last.
async fn since(world: &World, seen: &mut usize) -> Vec<EventKind> {
    let all = world.milestones().await;
    let new = all[*seen..].iter().map(|(kind, _)| *kind).collect();
    *seen = all.len();
    new
}

store::on_both_engines! {
    async fn a_number_comes_to_everything_with_its_registration(test: TestStore) {
        let (world, mut seen) = (World::start(test).await, 0);
        let added = world.meta.add_waba(NewWaba { numbers: 1, ..NewWaba::default() }).await.unwrap();
        let number = &added.number_ids[0];
        let status = |status: &str| {
            let announce = simulator::Announce::Silent;
            NumberChange { status: Some(status.to_owned()), announce, ..NumberChange::default() }
        };
        world.meta.change_number(number, status("PENDING")).await.unwrap();
        let client = world.client("Nordlicht").await;
        world.try_connect(client, &added.waba_id, &added.token).await.unwrap();
        world.sync_due().await;
        assert_eq!(since(&world, &mut seen).await, []);
        for (to, expected) in [
            ("CONNECTED", &ALL[..]),
            ("FLAGGED", &[]),
            ("BANNED", &[TemplateMessagingDisabled]),
            ("CONNECTED", &ALL),
            ("RESTRICTED", &[TemplateMessagingDisabled]),
            ("CONNECTED", &[TemplateMessagingEnabled]),
        ] {
            world.meta.change_number(number, status(to)).await.unwrap();
            world.hub.clock.advance(2 * INTERVAL);
            world.sync_due().await;
            assert_eq!(since(&world, &mut seen).await, expected, "{to}");
        }
        world.hub.clock.advance(2 * INTERVAL);
        world.sync_due().await;
        assert_eq!(since(&world, &mut seen).await, [], "each is told once");
    }

    async fn a_refused_token_stops_the_templates_of_every_number(test: TestStore) {
        let (world, mut seen) = (World::start(test).await, 0);
        let account = world.account(2).await;
        since(&world, &mut seen).await;
        world.meta.revoke_token(&account.waba_id).await.unwrap();
        world.hub.clock.advance(2 * INTERVAL);
        world.sync_due().await;
        assert_eq!(since(&world, &mut seen).await, [TemplateMessagingDisabled; 2]);
    }
}
