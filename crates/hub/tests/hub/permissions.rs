//! The permission of a channel: who may change it, when it holds, and what is told of it.

use domain::account::{Actor, Organisation, Role};
use domain::channel::ChannelCard;
use domain::event::EventKind;
use domain::ids::{ChannelId, ChannelKey};
use domain::list::PageAt;
use domain::permission::{PartnerKeys, PaymentType, Permission, Wish};
use hub::permissions::{self, Listed};
use hub::wabas::{Connect, Synced};
use hub::{HubError, accounts};
use simulator::NewWaba;
use store::testing::TestStore;

use crate::support::{NOW, News, World, actor, news, partner, user};

const NUMBER: &str = "+1 201 555 0100";

/// A client with numbers, and one of its members.
struct Client {
    world: World,
    member: Actor,
    numbers: Vec<String>,
}

impl Client {
    async fn paid_by(test: TestStore, payment: PaymentType, numbers: usize) -> Self {
        let world = World::start(test).await;
        let new = NewWaba { name: Some("Nordlicht".to_owned()), numbers, ..NewWaba::default() };
        let added = world.meta.add_waba(new).await.unwrap();
        let client = world.client("Nordlicht").await;
        let wanted = Connect {
            partner: world.partner,
            client,
            external_id: added.waba_id,
            token: added.token.as_str().into(),
            payment,
            by: "operator".to_owned(),
        };
        hub::wabas::connect(&world.hub, wanted).await.unwrap();
        assert_eq!(world.sync_due().await, [Synced::Done { numbers }]);
        world.news().await;
        let organisation = Organisation::Client(world.partner, client);
        let person = user(&world, "member@client.example").await;
        let member = Actor { user: person, organisation, role: Role::Member };
        Self { world, member, numbers: added.number_ids }
    }

    async fn card(&self) -> ChannelCard {
        self.world.card(&self.numbers[0]).await
    }

    async fn permission(&self) -> Permission {
        self.card().await.permission
    }

    async fn set(&self, actor: &Actor, wish: Wish) -> Result<(), HubError> {
        permissions::set(&self.world.hub, actor, &self.card().await.id, wish, PartnerKeys::Keep).await
    }

    async fn refused(&self, actor: &Actor, wish: Wish) -> String {
        let before = self.card().await;
        let refused = self.set(actor, wish).await.unwrap_err();
        assert!(matches!(refused, HubError::Conflict(_)), "{refused:?}");
        assert_eq!(self.card().await, before);
        refused.to_string()
    }

    async fn listed(&self) -> Listed {
        permissions::of_client(&self.world.hub, &self.member, PageAt::First).await.unwrap().channels.remove(0)
    }

    async fn turn(&self, to: PaymentType) {
        let (hub, key) = (self.world.hub.clone(), self.key().await);
        let turned = self.world.hub.store.write::<_, HubError, _>(move |tx| {
            Box::pin(async move { permissions::turn_payment(&hub, tx, key, to).await })
        });
        turned.await.unwrap();
    }

    async fn key(&self) -> ChannelKey {
        let mut conn = self.world.hub.store.read().await.unwrap();
        let id = self.card().await.id;
        store::channels::find(&mut conn, self.member.organisation, &id).await.unwrap().unwrap().key
    }

    /// The permission as a use case reads it that writes what depends on it.
    async fn as_of_now(&self) -> Permission {
        let (organisation, id) = (self.world.owner.organisation, self.card().await.id);
        let read = self.world.hub.store.write::<_, HubError, _>(move |tx| {
            Box::pin(async move { Ok(permissions::as_of_now(tx, organisation, &id).await?.contract.permission) })
        });
        read.await.unwrap()
    }
}

fn granted() -> News {
    news(EventKind::ChannelPermissionGranted, NUMBER, "By Somebody, Nordlicht")
}

fn revoked(by: &str) -> News {
    news(EventKind::ChannelPermissionRevoked, NUMBER, by)
}

store::on_both_engines! {
    async fn a_client_that_pays_shares_and_revokes_at_once(test: TestStore) {
        let client = Client::paid_by(test, PaymentType::Direct, 1).await;
        assert_eq!(client.permission().await, Permission::Missing);
        let listed = client.listed().await;
        assert_eq!((listed.card.permission, listed.origin.last), (Permission::Missing, None));
        assert_eq!(listed.origin.connected_at, NOW);

        client.world.hub.clock.advance(60);
        let pages_told = client.world.changes().await.len();
        client.set(&client.member, Wish::Share).await.unwrap();
        assert_eq!((client.permission().await, client.as_of_now().await), (Permission::Shared, Permission::Shared));
        assert_eq!(client.world.news().await, [granted()]);
        let told = client.world.changes().await.split_off(pages_told);
        assert!(told.iter().any(|change| change.topic == store::changes::Topic::Channel), "{told:?}");
        let last = client.listed().await.origin.last.unwrap();
        assert_eq!((last.wish, last.actor.as_str(), last.at), (Wish::Share, "Somebody", NOW.plus_seconds(60)));
        assert_eq!(last.user, Some(client.member.user));

        client.set(&client.member, Wish::Share).await.unwrap();
        assert_eq!(client.world.news().await, [], "what is done is not done twice");
        client.set(&client.member, Wish::Revoke).await.unwrap();
        assert_eq!((client.permission().await, client.as_of_now().await), (Permission::Missing, Permission::Missing));
        assert_eq!(client.world.news().await, [revoked("By Somebody, Nordlicht")]);

        for reader in [&client.member, &client.world.owner] {
            let log = accounts::audit::list(&client.world.hub, reader, None, 2).await.unwrap();
            let log: Vec<_> = log.iter().map(|entry| (entry.action.as_str(), entry.actor.as_str(), entry.subject.as_str())).collect();
            assert_eq!(log, [
                ("Revoked the API key permission", "Somebody", NUMBER),
                ("Shared the API key permission", "Somebody", NUMBER),
            ]);
        }
    }

    async fn what_was_chosen_outlives_every_sync(test: TestStore) {
        let client = Client::paid_by(test, PaymentType::Direct, 1).await;
        client.set(&client.member, Wish::Share).await.unwrap();
        for (quality, wish, permission) in
            [("RED", Wish::Revoke, Permission::Shared), ("GREEN", Wish::Share, Permission::Missing)]
        {
            client.world.meta.set_quality(&client.numbers[0], quality).await.unwrap();
            client.world.hear().await;
            client.world.hub.clock.advance(2 * crate::support::INTERVAL);
            assert_eq!(client.world.sync_due().await, [Synced::Done { numbers: 1 }]);
            assert_eq!(client.permission().await, permission, "{quality}");
            client.set(&client.member, wish).await.unwrap();
        }
    }

    async fn what_the_partner_pays_for_is_its_own_to_give_back(test: TestStore) {
        let client = Client::paid_by(test, PaymentType::Partner, 1).await;
        assert_eq!(client.permission().await, Permission::Shared);
        let words = client.refused(&client.member, Wish::Revoke).await;
        assert!(words.starts_with("The partner pays for this number"), "{words}");
        let owner = client.world.owner;
        for wish in [Wish::Share, Wish::Revoke, Wish::TurnDirect, Wish::TurnPartner] {
            client.refused(&owner, wish).await;
        }
        client.refused(&client.member, Wish::GiveBack).await;
        assert_eq!(client.world.news().await, []);

        client.set(&owner, Wish::GiveBack).await.unwrap();
        assert_eq!(client.permission().await, Permission::Missing);
        assert_eq!(client.world.news().await, [revoked("By Somebody, Partner")]);
        let words = client.refused(&owner, Wish::Share).await;
        assert_eq!(words, "Only the client can share this permission.");
        client.set(&client.member, Wish::Share).await.unwrap();
        assert_eq!(client.world.news().await, [granted()]);
    }

    async fn the_permission_follows_who_pays(test: TestStore) {
        let client = Client::paid_by(test, PaymentType::Partner, 1).await;
        client.turn(PaymentType::Direct).await;
        let card = client.card().await;
        assert_eq!((card.payment, card.permission), (PaymentType::Direct, Permission::Shared), "it stays");
        assert_eq!(client.listed().await.origin.last.unwrap().wish, Wish::TurnDirect);
        assert_eq!(client.world.news().await, []);
        client.set(&client.member, Wish::Revoke).await.unwrap();
        client.world.news().await;
        client.turn(PaymentType::Partner).await;
        let card = client.card().await;
        assert_eq!((card.payment, card.permission), (PaymentType::Partner, Permission::Shared));
        let told = news(EventKind::ChannelPermissionGranted, NUMBER, "Payment turned to the partner");
        assert_eq!(client.world.news().await, [told]);
        client.refused(&client.member, Wish::Revoke).await;
    }

    async fn numbers_of_others_are_not_there(test: TestStore) {
        let client = Client::paid_by(test, PaymentType::Direct, 1).await;
        let world = &client.world;
        let stranger = partner(&world.hub.store, &world.hub.random, "Stranger").await;
        let neighbour = world.client("Neighbour").await;
        let id = client.card().await.id;
        for side in [Organisation::Partner(stranger), Organisation::Client(world.partner, neighbour)] {
            let other = actor(side);
            for wish in Wish::ALL {
                let answer = permissions::set(&world.hub, &other, &id, *wish, PartnerKeys::Revoke).await;
                assert!(matches!(answer, Err(HubError::NotFound)), "{side:?} {wish}");
            }
            assert!(matches!(permissions::of_channel(&world.hub, &other, &id).await, Err(HubError::NotFound)));
        }
        let nobody = ChannelId::parse("nobodyCH").unwrap();
        let answer = permissions::set(&world.hub, &client.member, &nobody, Wish::Share, PartnerKeys::Keep).await;
        assert!(matches!(answer, Err(HubError::NotFound)));
        let list = permissions::of_client(&world.hub, &world.owner, PageAt::First).await;
        assert!(matches!(list, Err(HubError::NotFound)), "the partner has its own list");
        let empty = actor(Organisation::Client(world.partner, neighbour));
        assert!(permissions::of_client(&world.hub, &empty, PageAt::First).await.unwrap().channels.is_empty());
    }

    async fn many_numbers_come_in_pages(test: TestStore) {
        let client = Client::paid_by(test, PaymentType::Direct, 53).await;
        let page = async |at| permissions::of_client(&client.world.hub, &client.member, at).await.unwrap();
        let first = page(PageAt::First).await;
        assert_eq!((first.channels.len(), first.has_previous, first.has_next), (50, false, true));
        let last = first.channels.last().unwrap().card.id.clone();
        let second = page(PageAt::After(last)).await;
        assert_eq!((second.channels.len(), second.has_previous, second.has_next), (3, true, false));
        let back = page(PageAt::Before(second.channels[0].card.id.clone())).await;
        assert_eq!(back.channels[0].card.id, first.channels[0].card.id);
    }
}
