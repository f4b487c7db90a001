//! The end of subscriptions: who may do what, in whose calendar, what is told of it, and that it ends once.

use domain::account::{Actor, Organisation, Role};
use domain::channel::{ChannelCard, Lifecycle};
use domain::event::EventKind;
use domain::ids::ChannelId;
use domain::list::ListQuery;
use domain::permission::{PaymentType, Permission};
use domain::prompt::PromptCode;
use domain::sending::Obstacle;
use domain::state::ChannelState;
use domain::subscription::Step;
use domain::time::Date;
use hub::confirmation::{Confirmation, Consent};
use hub::messaging::{Ask, Edge, NotAsked};
use hub::{HubError, accounts, subscriptions};
use store::testing::TestStore;

use crate::support::{NOW, World, actor, news, partner, user};

const NUMBER: &str = "+1 201 555 0100";
/// 30 days after [`NOW`], which is 21 September, to the end of the month.
const LAST_DAY: Date = Date { year: 2026, month: 10, day: 31 };
const DAY: i64 = 86_400;

fn confirmed() -> Confirmation {
    Confirmation { typed: "CANCEL".to_owned(), consent: Consent::Given, ..Confirmation::default() }
}

/// A client with one number that its partner pays for.
struct Client {
    world: World,
    /// The client's owner.
    client: Actor,
    external_id: String,
    id: ChannelId,
}

impl Client {
    async fn start(test: TestStore) -> Self {
        let world = World::start(test).await;
        let external_id = world.account(1).await.number_ids.remove(0);
        let id = world.card(&external_id).await.id;
        let person = user(&world, "ada@client.example").await;
        let organisation = world.client_of(&id).await.organisation;
        let joined = world.hub.store.write::<_, store::StoreError, _>(move |tx| {
            Box::pin(
                async move { store::memberships::create(tx, person, organisation, Role::Owner, NOW).await.map(drop) },
            )
        });
        joined.await.unwrap();
        Self { client: Actor { user: person, organisation, role: Role::Owner }, world, external_id, id }
    }

    async fn set(&self, actor: &Actor, step: Step) -> Result<(), HubError> {
        subscriptions::set(&self.world.hub, actor, &self.id, step, &confirmed()).await
    }

    async fn refused(&self, actor: &Actor, step: Step) -> String {
        let before = self.lifecycle().await;
        let refused = self.set(actor, step).await.unwrap_err();
        assert!(matches!(refused, HubError::Conflict(_)), "{refused:?}");
        assert_eq!(self.lifecycle().await, before);
        refused.to_string()
    }

    async fn card(&self) -> ChannelCard {
        self.world.card(&self.external_id).await
    }

    async fn standing(&self) -> subscriptions::Standing {
        subscriptions::of_channel(&self.world.hub, &self.client, &self.id).await.unwrap()
    }

    async fn lifecycle(&self) -> Lifecycle {
        self.standing().await.contract.lifecycle
    }

    async fn end_due(&self) -> u64 {
        subscriptions::end_due(&self.world.hub).await.unwrap()
    }

    /// Recipients of the mails that wait.
    async fn mails(&self) -> Vec<String> {
        let now = self.world.hub.clock.now();
        let due = self.world.hub.store.write::<_, store::StoreError, _>(move |tx| {
            Box::pin(async move { store::mails::claim(tx, now, now.plus_seconds(60), 100).await })
        });
        let mut all: Vec<String> = due
            .await
            .unwrap()
            .into_iter()
            .map(|mail| format!("{}: {}", mail.recipient.as_str(), mail.subject))
            .collect();
        all.sort_unstable();
        all
    }
}

store::on_both_engines! {
    async fn a_client_cancels_sees_the_date_and_takes_it_back(test: TestStore) {
        let client = Client::start(test).await;
        let standing = client.standing().await;
        assert_eq!((standing.last_day, standing.time_zone.as_str()), (LAST_DAY, "UTC"));
        assert_eq!((standing.number.as_str(), standing.partner.as_str()), (NUMBER, "Partner"));

        client.set(&client.client, Step::Cancel).await.unwrap();
        let card = client.card().await;
        assert_eq!((card.state, card.last_day), (ChannelState::Ending, Some(LAST_DAY)));
        let cancelled = news(EventKind::CancellationRequest, NUMBER, "31 Oct 2026");
        assert_eq!(client.world.news().await, [cancelled]);
        let given = client.standing().await.cancelled.unwrap();
        assert_eq!((given.last_day, given.change.unwrap().actor), (LAST_DAY, "Somebody".to_owned()));
        assert_eq!(client.mails().await, [""; 0]);

        client.world.hub.clock.advance(20 * DAY);
        client.set(&client.client, Step::Cancel).await.unwrap();
        assert_eq!(client.lifecycle().await.last_day(), Some(LAST_DAY), "a second click moves no date");
        assert_eq!(client.world.news().await, []);

        client.set(&client.client, Step::TakeBack).await.unwrap();
        assert_eq!(client.card().await.state, ChannelState::Connected);
        assert_eq!(client.world.news().await, [news(EventKind::CancellationRevoke, NUMBER, "31 Oct 2026 → not known")]);
        let log = accounts::audit::list(&client.world.hub, &client.client, None, 10).await.unwrap();
        let said: Vec<_> = log.iter().map(|entry| (entry.action.as_str(), entry.detail.as_str())).take(2).collect();
        assert_eq!(said, [
            ("Took the cancellation back", "Runs on"),
            ("Cancelled the subscription", "Last day 31 Oct 2026"),
        ]);
    }

    async fn what_meta_says_changes_no_notice(test: TestStore) {
        let client = Client::start(test).await;
        client.set(&client.client, Step::Cancel).await.unwrap();
        client.world.meta.change_number(&client.external_id, simulator::NumberChange {
            quality_rating: Some("RED".to_owned()),
            ..simulator::NumberChange::default()
        })
        .await
        .unwrap();
        client.world.hear().await;
        client.world.sync_due().await;
        let card = client.card().await;
        assert_eq!((card.state, card.last_day), (ChannelState::Ending, Some(LAST_DAY)));
        assert!(card.prompts.contains(&PromptCode::QualityLow), "{card:?}");
        client.world.hub.clock.advance(60 * DAY);
        assert_eq!(client.end_due().await, 1);
        client.world.hub.clock.advance(DAY);
        client.world.sync_due().await;
        assert_eq!(client.lifecycle().await, Lifecycle::Ended(LAST_DAY));
    }

    async fn only_owners_end_anything_and_only_with_the_word_and_the_tick(test: TestStore) {
        let client = Client::start(test).await;
        let (world, owner) = (&client.world, client.world.owner);
        for side in [client.client, owner] {
            let member = Actor { role: Role::Member, ..side };
            let step = if side == owner { Step::StopPaying } else { Step::Cancel };
            assert!(matches!(client.set(&member, step).await, Err(HubError::Forbidden)));
        }
        let no_tick = Confirmation { typed: "CANCEL".to_owned(), consent: Consent::Missing, ..Confirmation::default() };
        for (confirmation, wrong) in [(Confirmation::default(), "typed"), (no_tick, "consent")] {
            let refused = subscriptions::set(&world.hub, &client.client, &client.id, Step::Cancel, &confirmation).await;
            assert!(matches!(&refused, Err(HubError::Invalid { field, .. }) if *field == wrong), "{refused:?}");
        }
        let stranger = actor(Organisation::Partner(partner(&world.hub.store, &world.hub.random, "Other").await));
        for step in Step::ALL {
            assert!(matches!(client.set(&stranger, *step).await, Err(HubError::NotFound)), "{step}");
        }
        let looks = subscriptions::of_channel(&world.hub, &stranger, &client.id).await;
        assert!(matches!(looks, Err(HubError::NotFound)));
        for step in [Step::Cancel, Step::TakeBack, Step::TakeOver, Step::End] {
            client.refused(&owner, step).await;
        }
        for step in [Step::StopPaying, Step::KeepPaying, Step::TakeOver, Step::End] {
            client.refused(&client.client, step).await;
        }
        assert_eq!(client.lifecycle().await, Lifecycle::Open);
        assert_eq!(world.news().await, []);
    }

    async fn a_partner_stops_paying_and_the_client_is_told_and_takes_over(test: TestStore) {
        let client = Client::start(test).await;
        let owner = client.world.owner;
        client.set(&owner, Step::StopPaying).await.unwrap();
        let card = client.card().await;
        assert_eq!((card.state, card.last_day), (ChannelState::PaymentEnding, Some(LAST_DAY)));
        assert_eq!(card.prompts, [PromptCode::TakeOverPayment]);
        let subject = format!("Partner stops paying for {NUMBER} on 31 Oct 2026");
        assert_eq!(client.mails().await, [
            format!("ada@client.example: {subject}"),
            format!("contact@client.example: {subject}"),
        ]);
        client.set(&owner, Step::KeepPaying).await.unwrap();
        assert_eq!(client.lifecycle().await, Lifecycle::Open);
        assert_eq!(client.mails().await.len(), 2);
        client.refused(&client.client, Step::TakeOver).await;

        client.set(&owner, Step::StopPaying).await.unwrap();
        client.world.hub.clock.advance(2 * DAY);
        client.world.news().await;
        client.set(&client.client, Step::TakeOver).await.unwrap();
        let card = client.card().await;
        assert_eq!((card.state, card.last_day), (ChannelState::Connected, None));
        assert_eq!((card.payment, card.permission), (PaymentType::Direct, Permission::Shared));
        assert_eq!(client.world.news().await, [news(EventKind::CancellationRevoke, NUMBER, "31 Oct 2026 → not known")]);
        let said = client.refused(&owner, Step::StopPaying).await;
        assert_eq!(said, "The client pays for this number itself, so there is no payment to cancel.");
        client.world.hub.clock.advance(90 * DAY);
        assert_eq!(client.end_due().await, 0);
    }

    async fn a_number_ends_with_its_last_day_in_the_partners_calendar_and_once(test: TestStore) {
        let client = Client::start(test).await;
        let hub = &client.world.hub;
        accounts::partners::set_time_zone(hub, &client.world.owner, "America/New_York").await.unwrap();
        client.set(&client.world.owner, Step::StopPaying).await.unwrap();
        client.set(&client.client, Step::Cancel).await.unwrap();
        client.world.news().await;
        // Midnight of New York on 1 November 2026, still in summer time, is 04:00 UTC.
        let until = domain::Timestamp::from_seconds(1_793_505_600).millis() - hub.clock.now().millis();
        hub.clock.advance(until / 1_000 - 1);
        assert_eq!(client.end_due().await, 0);
        client.set(&client.client, Step::TakeBack).await.unwrap();
        client.set(&client.client, Step::Cancel).await.unwrap();
        assert_eq!(client.lifecycle().await.last_day(), Some(LAST_DAY), "the partner's notice holds");
        client.world.news().await;
        hub.clock.advance(1);
        assert_eq!(client.refused(&client.client, Step::TakeOver).await, "The last day of this number is over. It has ended.");
        let (one, other) = tokio::join!(client.end_due(), client.end_due());
        assert_eq!(one + other, 1);
        assert_eq!(client.end_due().await, 0);
        assert_eq!(client.world.news().await, [news(EventKind::CancellationProcessed, NUMBER, "31 Oct 2026")]);
        assert_eq!(client.lifecycle().await, Lifecycle::Ended(LAST_DAY));
        client.refused(&client.client, Step::TakeBack).await;
        let shown = domain::channel::Shown::Ended;
        let ended = ListQuery { shown, search: client.external_id.clone(), ..ListQuery::default() };
        let found = hub::channels::list(hub, &client.client, &ended).await.unwrap().cards;
        assert_eq!((found.len(), found[0].state, found[0].last_day), (1, ChannelState::Ended, Some(LAST_DAY)));
    }

    async fn a_key_of_a_number_that_has_ended_is_known_and_opens_nothing(test: TestStore) {
        let client = Client::start(test).await;
        let made = hub::api_keys::generate(&client.world.hub, &client.world.owner, &client.id, domain::api_key::Overlap::None).await.unwrap();
        let key = made.reveal().to_owned();
        client.set(&client.client, Step::Cancel).await.unwrap();
        assert!(hub::api_keys::authenticate(&client.world.hub, &key).await.unwrap().is_some());
        client.world.hub.clock.advance(60 * DAY);
        assert_eq!(client.end_due().await, 1);
        let caller = hub::api_keys::authenticate(&client.world.hub, &key).await.unwrap().unwrap();
        let asked = hub::messaging::ask(&client.world.hub, &caller, Ask::get(Edge::Number, Vec::new())).await;
        assert!(matches!(asked, Err(NotAsked::Obstacle(Obstacle::Ended))));
    }

    async fn a_time_zone_is_the_partners_owners_to_choose(test: TestStore) {
        let client = Client::start(test).await;
        let (hub, owner) = (&client.world.hub, client.world.owner);
        let set = |actor: Actor, zone: &'static str| async move { accounts::partners::set_time_zone(hub, &actor, zone).await };
        assert!(matches!(set(owner, "Europe/Nowhere").await, Err(HubError::Invalid { field: "time_zone", .. })));
        assert!(matches!(set(Actor { role: Role::Member, ..owner }, "Europe/Berlin").await, Err(HubError::Forbidden)));
        assert!(matches!(set(client.client, "Europe/Berlin").await, Err(HubError::NotFound)));
        set(owner, "Pacific/Kiritimati").await.unwrap();
        set(owner, "Pacific/Kiritimati").await.unwrap();
        assert_eq!(client.standing().await.time_zone, "Pacific/Kiritimati");
        let log = accounts::audit::list(hub, &owner, None, 1).await.unwrap();
        assert_eq!(log[0].detail, "UTC → Pacific/Kiritimati");
    }

    async fn a_client_counts_what_wants_its_attention(test: TestStore) {
        let client = Client::start(test).await;
        let hub = &client.world.hub;
        let counts = |actor: Actor| async move { subscriptions::counts(hub, &actor).await.unwrap() };
        assert_eq!(counts(client.world.owner).await, None);
        assert_eq!(counts(client.client).await, Some(subscriptions::Counts { running: 1, to_do: 0, ending: 0, unpaid: 0 }));
        subscriptions::set(&client.world.hub, &client.world.owner, &client.id, Step::StopPaying, &confirmed()).await.unwrap();
        assert_eq!(counts(client.client).await, Some(subscriptions::Counts { running: 1, to_do: 1, ending: 0, unpaid: 1 }));
    }
}
