use hub::accounts::reset;
use hub::mail::{Delivered, Mailer, deliver_due};

use crate::postbox::Postbox;
use crate::world::{World, at};

const NOTHING: Delivered = Delivered { sent: 0, failed: 0 };
const SENT: Delivered = Delivered { sent: 1, failed: 0 };
const FAILED: Delivered = Delivered { sent: 0, failed: 1 };

store::on_both_engines! {
    async fn a_mail_is_sent_once(test: TestStore) {
        let world = World::new(test).await;
        let postbox = Postbox::open().await;
        reset::request(&world.hub, "anna@example.com", &at("192.0.2.1")).await.unwrap();
        let mailer = postbox.mailer();
        let (one, other) = tokio::join!(deliver_due(&world.hub, &mailer), deliver_due(&world.hub, &mailer));
        assert_eq!(one.unwrap().sent + other.unwrap().sent, 1);
        world.wait(86_400);
        assert_eq!(deliver_due(&world.hub, &postbox.mailer()).await.unwrap(), NOTHING);
        assert_eq!(postbox.letters().len(), 1);
    }

    async fn a_mail_that_is_refused_for_now_is_tried_again_ever_later(test: TestStore) {
        let world = World::new(test).await;
        let postbox = Postbox::open().await;
        postbox.refuse(Some("451 come back later"));
        reset::request(&world.hub, "anna@example.com", &at("192.0.2.1")).await.unwrap();
        assert_eq!(deliver_due(&world.hub, &postbox.mailer()).await.unwrap(), FAILED);
        for delay in [60, 300, 1800, 7200, 18_000, 36_000] {
            world.wait(delay - 1);
            assert_eq!(deliver_due(&world.hub, &postbox.mailer()).await.unwrap(), NOTHING, "{delay}");
            world.wait(1);
            assert_eq!(deliver_due(&world.hub, &postbox.mailer()).await.unwrap(), FAILED, "{delay}");
        }
        assert!(world.test.holds("come back later").await, "the reason is kept");
        postbox.refuse(None);
        world.wait(86_400);
        assert_eq!(deliver_due(&world.hub, &postbox.mailer()).await.unwrap(), SENT);
        assert_eq!(postbox.letters().len(), 1);
    }

    async fn a_mail_that_is_refused_for_good_is_given_up(test: TestStore) {
        let world = World::new(test).await;
        let postbox = Postbox::open().await;
        postbox.refuse(Some("550 no such mailbox"));
        reset::request(&world.hub, "anna@example.com", &at("192.0.2.1")).await.unwrap();
        assert_eq!(deliver_due(&world.hub, &postbox.mailer()).await.unwrap(), FAILED);
        postbox.refuse(None);
        world.wait(30 * 86_400);
        assert_eq!(deliver_due(&world.hub, &postbox.mailer()).await.unwrap(), NOTHING);
    }

    async fn a_mail_survives_a_server_that_is_down_and_a_process_that_dies(test: TestStore) {
        let world = World::new(test).await;
        let postbox = Postbox::open().await;
        let down = Mailer::smtp("smtp://127.0.0.1:9", "hub@example.com").unwrap();
        reset::request(&world.hub, "anna@example.com", &at("192.0.2.1")).await.unwrap();
        assert_eq!(deliver_due(&world.hub, &down).await.unwrap(), FAILED);
        assert!(down.check().await.is_err());
        assert!(postbox.mailer().check().await.is_ok());
        world.wait(60);
        // Claimed by a process that never comes back.
        let now = world.hub.clock.now();
        let claimed = world
            .hub
            .store
            .write(move |tx| Box::pin(async move { store::mails::claim(tx, now, now.plus_seconds(900), 20).await }))
            .await
            .unwrap();
        assert_eq!(claimed.len(), 1);
        assert_eq!(deliver_due(&world.hub, &postbox.mailer()).await.unwrap(), NOTHING);
        world.wait(900);
        assert_eq!(deliver_due(&world.hub, &postbox.mailer()).await.unwrap(), SENT);
    }

    async fn without_a_mail_server_mails_go_to_the_log(test: TestStore) {
        let world = World::new(test).await;
        reset::request(&world.hub, "anna@example.com", &at("192.0.2.1")).await.unwrap();
        assert_eq!(deliver_due(&world.hub, &Mailer::Log).await.unwrap(), SENT);
        assert_eq!(deliver_due(&world.hub, &Mailer::Log).await.unwrap(), NOTHING);
    }
}
