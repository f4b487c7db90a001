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
        assert_eq!(list[0].event.kind, EventKind::ChannelStatusChanged);
        assert!(list[0].event.channel.is_some(), "it leads to its number");

        notifications::mark_read(&world.hub, &person, list[0].event.id.clone()).await.unwrap();
        assert_eq!(notifications::unread(&world.hub, &person).await.unwrap(), unread - 1);
        let query = NotificationQuery { only: Some(Read::Unread), ..NotificationQuery::default() };
        let left = notifications::list(&world.hub, &person, &query).await.unwrap();
        assert!(left.iter().all(|one| one.event.id != list[0].event.id));

        notifications::mark_all_read(&world.hub, &person).await.unwrap();
        assert_eq!(notifications::unread(&world.hub, &person).await.unwrap(), 0);
    }

    async fn what_a_number_has_come_to_is_told_where_it_is_asked_for(test: TestStore) {
        let world = World::start(test).await;
        world.account(1).await;
        let shown = async |kind| {
            let query = NotificationQuery { kind, ..NotificationQuery::default() };
            let list = notifications::list(&world.hub, &world.owner, &query).await.unwrap();
            list.into_iter().map(|one| one.event.kind).collect::<Vec<_>>()
        };
        let all = shown(None).await;
        assert!(all.contains(&EventKind::ChannelCreated) && all.iter().all(|kind| !kind.is_a_milestone()), "{all:?}");
        assert_eq!(shown(Some(EventKind::ChannelLive)).await, [EventKind::ChannelLive]);
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
        world.account(60).await;
        let first = notifications::list(&world.hub, &world.owner, &NotificationQuery::default()).await.unwrap();
        assert_eq!(first.len(), PAGE_SIZE + 1);
        let after = Some(first[PAGE_SIZE - 1].event.id.clone());
        let query = NotificationQuery { after, ..NotificationQuery::default() };
        let second = notifications::list(&world.hub, &world.owner, &query).await.unwrap();
        assert_eq!(second[0].event.id, first[PAGE_SIZE].event.id);
        assert_eq!(second.len(), 60 + 2 - PAGE_SIZE, "each number, the account and its client");
    }
}
