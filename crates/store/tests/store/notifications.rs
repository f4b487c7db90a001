//! Events as one person reads them, in each of its organisations.

use domain::account::Organisation;
use domain::event::{EventData, EventKind, NewEvent};
use domain::ids::{ClientKey, EventId, PartnerKey, UserKey};
use store::Store;
use store::events::{self, EventScope};
use store::notifications::{self, COUNT_UP_TO, Notification, NotificationQuery, Read};

use crate::support::{NOW, client, commit, entropy, partner, user};

/// A partner with two clients, an event for each of them and one of its own, and a person.
struct Office {
    store: Store,
    partner: PartnerKey,
    clients: [ClientKey; 2],
    person: UserKey,
}

impl Office {
    async fn open(store: &Store) -> Self {
        let partner = partner(store, "One").await;
        let first = client(store, partner, "First", "a@first.example").await.key;
        let second = client(store, partner, "Second", "a@second.example").await.key;
        let person = user(store, "person@example.com").await;
        let office = Self { store: store.clone(), partner, clients: [first, second], person };
        office.tell(None, EventKind::AccountAlert, "own").await;
        office.tell(Some(first), EventKind::ClientCreated, "first").await;
        office.tell(Some(second), EventKind::ClientCreated, "second").await;
        office
    }

    async fn tell(&self, client: Option<ClientKey>, kind: EventKind, subject: &'static str) -> EventId {
        let id = EventId::from_entropy(entropy());
        let (scope, written) =
            (EventScope { partner: self.partner, client, waba: None, channel: None, template: None }, id.clone());
        commit!(self.store, |tx| {
            let event = NewEvent { kind, data: EventData::about(subject) };
            events::append(tx, scope, &event, &written, NOW).await
        })
        .unwrap();
        id
    }

    fn partner_side(&self) -> Organisation {
        Organisation::Partner(self.partner)
    }

    fn client_side(&self, client: usize) -> Organisation {
        Organisation::Client(self.partner, self.clients[client])
    }

    async fn page(&self, side: Organisation, query: &NotificationQuery) -> Vec<Notification> {
        let mut conn = self.store.read().await.unwrap();
        notifications::page(&mut conn, side, self.person, query, 50).await.unwrap()
    }

    /// Subjects and whether they were read, newest first.
    async fn list(&self, side: Organisation) -> Vec<(String, Read)> {
        let page = self.page(side, &NotificationQuery::default()).await;
        page.into_iter().map(|one| (one.event.data.subject, one.read)).collect()
    }

    async fn unread(&self, side: Organisation) -> i64 {
        notifications::unread(&mut self.store.read().await.unwrap(), side, self.person).await.unwrap()
    }

    async fn mark(&self, side: Organisation, event: &EventId) -> bool {
        let (person, event) = (self.person, event.clone());
        commit!(self.store, |tx| notifications::mark_read(tx, side, person, &event, NOW).await).unwrap()
    }

    async fn mark_all(&self, side: Organisation) {
        let person = self.person;
        commit!(self.store, |tx| notifications::mark_all_read(tx, side, person, NOW).await).unwrap();
    }
}

fn rows(list: &[(&str, Read)]) -> Vec<(String, Read)> {
    list.iter().map(|(subject, read)| ((*subject).to_owned(), *read)).collect()
}

store::on_both_engines! {
    async fn a_partner_reads_all_and_a_client_its_own(test: TestStore) {
        let office = Office::open(&test.store).await;
        let all = rows(&[("second", Read::Unread), ("first", Read::Unread), ("own", Read::Unread)]);
        assert_eq!(office.list(office.partner_side()).await, all);
        assert_eq!(office.list(office.client_side(0)).await, rows(&[("first", Read::Unread)]));
        assert_eq!(office.unread(office.partner_side()).await, 3);
        assert_eq!(office.unread(office.client_side(1)).await, 1);

        let stranger = Organisation::Partner(partner(&test.store, "Two").await);
        assert_eq!(office.list(stranger).await, []);
        assert_eq!(office.unread(stranger).await, 0);
    }

    async fn one_is_marked_by_who_may_see_it(test: TestStore) {
        let office = Office::open(&test.store).await;
        let event = office.tell(Some(office.clients[0]), EventKind::TokenRefused, "refused").await;
        let stranger = Organisation::Partner(partner(&test.store, "Two").await);
        assert!(!office.mark(stranger, &event).await);
        assert!(!office.mark(office.client_side(1), &event).await);
        assert_eq!(office.unread(office.partner_side()).await, 4);
        assert!(office.mark(office.partner_side(), &event).await);
        assert!(office.mark(office.partner_side(), &event).await, "a second time changes nothing");
        assert_eq!(office.unread(office.partner_side()).await, 3);
        assert_eq!(office.list(office.partner_side()).await[0], ("refused".to_owned(), Read::Read));

        let unread = NotificationQuery { only: Some(Read::Unread), ..NotificationQuery::default() };
        let left = office.page(office.partner_side(), &unread).await;
        assert_eq!(left.iter().map(|one| one.event.data.subject.as_str()).collect::<Vec<_>>(), ["second", "first", "own"]);

        let colleague = user(&test.store, "colleague@example.com").await;
        let mut conn = test.store.read().await.unwrap();
        let of_colleague = notifications::unread(&mut conn, office.partner_side(), colleague).await.unwrap();
        assert_eq!(of_colleague, 4, "each person reads for itself");
    }

    async fn all_are_marked_up_to_now(test: TestStore) {
        let office = Office::open(&test.store).await;
        office.mark_all(office.partner_side()).await;
        assert_eq!(office.unread(office.partner_side()).await, 0);
        assert_eq!(office.unread(office.client_side(0)).await, 1, "another organisation of the person has its own mark");
        office.tell(None, EventKind::SyncFailed, "later").await;
        assert_eq!(office.unread(office.partner_side()).await, 1);
        let expected =
            [("later", Read::Unread), ("second", Read::Read), ("first", Read::Read), ("own", Read::Read)];
        assert_eq!(office.list(office.partner_side()).await, rows(&expected));
        office.mark_all(office.partner_side()).await;
        assert_eq!(office.unread(office.partner_side()).await, 0);
    }

    async fn marking_all_in_one_organisation_unmarks_nothing_in_another(test: TestStore) {
        let office = Office::open(&test.store).await;
        for notification in office.page(office.partner_side(), &NotificationQuery::default()).await {
            office.mark(office.partner_side(), &notification.event.id).await;
        }
        assert_eq!(office.unread(office.partner_side()).await, 0);
        office.mark_all(office.client_side(0)).await;
        assert_eq!(office.unread(office.partner_side()).await, 0, "a client's side marked all");
        assert_eq!(office.unread(office.client_side(0)).await, 0);
        assert_eq!(office.unread(office.client_side(1)).await, 0);
        office.mark_all(office.partner_side()).await;
        assert_eq!(office.unread(office.client_side(1)).await, 0, "the partner's side marked all");
    }

    async fn a_page_is_of_one_kind_and_goes_on_after_the_last(test: TestStore) {
        let office = Office::open(&test.store).await;
        let side = office.partner_side();
        let created = NotificationQuery { kind: Some(EventKind::ClientCreated), ..NotificationQuery::default() };
        let page = office.page(side, &created).await;
        assert_eq!(page.iter().map(|one| one.event.data.subject.as_str()).collect::<Vec<_>>(), ["second", "first"]);
        let next = NotificationQuery { after: Some(page[0].event.id.clone()), ..created };
        let page = office.page(side, &next).await;
        assert_eq!(page.iter().map(|one| one.event.data.subject.as_str()).collect::<Vec<_>>(), ["first"]);
        let mut conn = test.store.read().await.unwrap();
        let one = notifications::page(&mut conn, side, office.person, &NotificationQuery::default(), 1).await.unwrap();
        assert_eq!(one.len(), 1);
    }

    async fn the_count_stops_at_its_end(test: TestStore) {
        let office = Office::open(&test.store).await;
        for _ in 0..COUNT_UP_TO {
            office.tell(Some(office.clients[0]), EventKind::AccountAlert, "again").await;
        }
        assert_eq!(office.unread(office.partner_side()).await, COUNT_UP_TO);
        assert_eq!(office.unread(office.client_side(0)).await, COUNT_UP_TO);
    }
}
