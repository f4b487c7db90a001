//! The bell and the notifications page.

use domain::account::Organisation;
use domain::event::EventKind;
use hub::HubError;
use hub::notifications::{self, NotificationQuery, PAGE_SIZE, Read};

use crate::support::{World, actor, partner, user};

store::on_both_engines! {
    async fn a_person_reads_one_then_all(test: TestStore) {
        let world = World::start(test).await;
        let account = world.account(3).await;
        let mut person = world.owner;
        person.user = user(&world, "person@example.com").await;
        world.meta.set_account_review(&account.waba_id, "REJECTED").await.unwrap();
        world.hear().await;
        let unread = notifications::unread(&world.hub, &person).await.unwrap();
        let list = notifications::list(&world.hub, &person, &NotificationQuery::default()).await.unwrap();
        assert_eq!(unread, i64::try_from(list.len()).unwrap());
        assert_eq!(list[0].event.kind, EventKind::TemplateMessagingDisabled);
        assert_eq!(list[1].event.kind, EventKind::ChannelStatusChanged);
        assert!(list[0].event.channel.is_some(), "it leads to its number");

        notifications::mark_read(&world.hub, &person, list[0].event.id.clone()).await.unwrap();
        assert_eq!(notifications::unread(&world.hub, &person).await.unwrap(), unread - 1);
        let query = NotificationQuery { only: Some(Read::Unread), ..NotificationQuery::default() };
        let left = notifications::list(&world.hub, &person, &query).await.unwrap();
        assert!(left.iter().all(|one| one.event.id != list[0].event.id));

        notifications::mark_all_read(&world.hub, &person).await.unwrap();
        assert_eq!(notifications::unread(&world.hub, &person).await.unwrap(), 0);
    }

    async fn an_event_of_somebody_else_is_not_found(test: TestStore) {
        let world = World::start(test).await;
        world.account(1).await;
        let list = notifications::list(&world.hub, &world.owner, &NotificationQuery::default()).await.unwrap();
        let stranger = partner(&world.hub.store, &world.hub.random, "Stranger").await;
        let mut somebody = actor(Organisation::Partner(stranger));
        somebody.user = user(&world, "somebody@example.com").await;
        let refused = notifications::mark_read(&world.hub, &somebody, list[0].event.id.clone()).await;
        assert!(matches!(refused, Err(HubError::NotFound)), "{refused:?}");
        assert_eq!(notifications::list(&world.hub, &somebody, &NotificationQuery::default()).await.unwrap(), []);
    }

    async fn one_more_than_a_page_says_that_there_is_another(test: TestStore) {
        let world = World::start(test).await;
        world.account(11).await;
        let first = notifications::list(&world.hub, &world.owner, &NotificationQuery::default()).await.unwrap();
        assert_eq!(first.len(), PAGE_SIZE + 1);
        let after = Some(first[PAGE_SIZE - 1].event.id.clone());
        let query = NotificationQuery { after, ..NotificationQuery::default() };
        let second = notifications::list(&world.hub, &world.owner, &query).await.unwrap();
        assert_eq!(second[0].event.id, first[PAGE_SIZE].event.id);
        assert_eq!(second.len(), 11 * 5 + 2 - PAGE_SIZE, "what each number came to, the account and its client");
    }
}
