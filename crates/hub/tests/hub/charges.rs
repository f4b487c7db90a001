//! What deliveries cost: each message once, priced by the card, on the balance of who pays, held where there is no rate.

use domain::account::Organisation;
use domain::ids::ChannelKey;
use domain::ledger::Account;
use domain::money::Micros;
use domain::permission::{PaymentType, Permission};
use domain::time::Date;
use hub::{charges, rates};
use store::channels;
use store::ledger::{self, Holder};
use store::testing::TestStore;

use crate::support::{World, bodies};

pub(crate) const CARD: &str = "Market,Currency,Marketing,Utility,Authentication,Authentication-International,Service\n\
    Germany,EUR,0.1131,0.0456,0.0456,n/a,n/a\nFrance,EUR,0.0712,0.0248,0.0248,n/a,n/a\n";
/// A card like Meta's, with tiers; prices are invented.
const TIERS: &str =
    "Market,Currency,Category,From,To,Rate\nGermany,EUR,Utility,1,2,0.0500\nGermany,EUR,Utility,3,,0.0400\n";
const JULY: Date = Date { year: 2026, month: 7, day: 1 };
pub(crate) const GERMAN: &str = "491701234567";

pub(crate) struct Set {
    pub world: World,
    pub waba: String,
    pub number: String,
    channel: ChannelKey,
}

impl Set {
    /// A number that this side pays for.
    pub async fn up(test: TestStore, payment: PaymentType) -> Self {
        let world = World::start(test).await;
        let account = world.account(1).await;
        let number = account.number_ids[0].clone();
        let id = world.card(&number).await.id;
        world.set_contract(&id, payment, Permission::Shared).await;
        let mut conn = world.hub.store.read().await.unwrap();
        let channel = channels::find(&mut conn, Organisation::Partner(world.partner), &id).await.unwrap().unwrap().key;
        drop(conn);
        Self { world, waba: account.waba_id, number, channel }
    }

    pub async fn import(&self, card: &str) -> u64 {
        rates::import(&self.world.hub, card.as_bytes(), JULY, "test").await.unwrap().released
    }

    pub async fn report(&self, recipient: &str, reported: &[(&str, &str, &str)]) {
        self.world.post(bodies::billed(&self.waba, &self.number, recipient, reported)).await;
    }

    /// Posts everything that waits.
    pub async fn post(&self) {
        while charges::post_waiting(&self.world.hub).await.unwrap() != 0 {}
    }

    async fn of(&self, holder: Holder, account: Account) -> i64 {
        let mut conn = self.world.hub.store.read().await.unwrap();
        assert_eq!(ledger::check(&mut conn, self.world.partner).await.unwrap(), [], "the ledger agrees with itself");
        ledger::of(&mut conn, holder, account).await.unwrap().0
    }

    async fn balance(&self) -> i64 {
        self.of(Holder::Channel(self.world.partner, self.channel), Account::Balance).await
    }

    /// Messages and costs by category and market.
    async fn days(&self) -> Vec<(String, String, u64, i64)> {
        let mut conn = self.world.hub.store.read().await.unwrap();
        let last = Date { year: 2027, month: 12, day: 31 };
        let days = store::charges::days(&mut conn, self.channel, JULY, last).await.unwrap();
        let told =
            |day: store::charges::Day| (day.category.to_string(), day.market.to_string(), day.messages, day.cost.0);
        days.into_iter().map(told).collect()
    }

    async fn held(&self) -> usize {
        let mut conn = self.world.hub.store.read().await.unwrap();
        store::charges::held(&mut conn, self.channel, 100).await.unwrap()
    }
}

store::on_both_engines! {
    async fn a_message_is_charged_once_however_often_and_in_whatever_order_it_is_reported(test: TestStore) {
        let set = Set::up(test, PaymentType::Direct).await;
        set.import(CARD).await;
        set.report(GERMAN, &[("wamid.1", "read", "marketing"), ("wamid.2", "sent", "utility")]).await;
        set.report(GERMAN, &[("wamid.1", "delivered", "marketing"), ("wamid.1", "sent", "marketing")]).await;
        set.post().await;
        assert_eq!(set.balance().await, -113_100, "what is only sent costs nothing yet");
        set.report(GERMAN, &[("wamid.2", "delivered", "utility"), ("wamid.3", "failed", "utility")]).await;
        set.report("33612345678", &[("wamid.4", "delivered", "utility")]).await;
        set.post().await;
        set.report(GERMAN, &[("wamid.2", "delivered", "utility"), ("wamid.1", "read", "marketing")]).await;
        set.post().await;
        assert_eq!(set.balance().await, -(113_100 + 45_600 + 24_800));
        assert_eq!(set.days().await, [
            ("marketing".to_owned(), "Germany".to_owned(), 1, 113_100),
            ("utility".to_owned(), "France".to_owned(), 1, 24_800),
            ("utility".to_owned(), "Germany".to_owned(), 1, 45_600),
        ]);
        let partner = Holder::Partner(set.world.partner);
        assert_eq!(set.of(partner, Account::Balance).await, 0);
        assert_eq!(set.of(partner, Account::Charges).await, 113_100 + 45_600 + 24_800);
    }

    async fn what_the_partner_pays_for_is_on_its_own_balance(test: TestStore) {
        let set = Set::up(test, PaymentType::Partner).await;
        set.import(CARD).await;
        set.report(GERMAN, &[("wamid.1", "delivered", "utility"), ("wamid.2", "delivered", "utility")]).await;
        set.post().await;
        assert_eq!(set.balance().await, 0);
        assert_eq!(set.of(Holder::Partner(set.world.partner), Account::Balance).await, -91_200);
    }

    async fn without_a_rate_a_delivery_is_held_until_there_is_one(test: TestStore) {
        let set = Set::up(test, PaymentType::Direct).await;
        set.report(GERMAN, &[("wamid.1", "delivered", "utility"), ("wamid.2", "delivered", "service")]).await;
        set.post().await;
        assert_eq!((set.balance().await, set.held().await), (0, 2));
        assert_eq!(set.import(CARD).await, 2);
        set.post().await;
        assert_eq!((set.balance().await, set.held().await), (-45_600, 1), "the card has no rate for service messages");
        assert_eq!(set.days().await.len(), 1);
    }

    async fn the_volume_of_the_month_decides_the_tier(test: TestStore) {
        let set = Set::up(test, PaymentType::Direct).await;
        set.import(TIERS).await;
        set.report(GERMAN, &[("wamid.1", "delivered", "utility")]).await;
        set.post().await;
        set.report(GERMAN, &[("wamid.2", "delivered", "utility"), ("wamid.3", "delivered", "utility"), ("wamid.4", "delivered", "utility")]).await;
        set.post().await;
        assert_eq!(set.balance().await, -(50_000 + 50_000 + 40_000 + 40_000));
    }

    async fn what_meta_gives_free_is_not_charged(test: TestStore) {
        let set = Set::up(test, PaymentType::Direct).await;
        set.import(CARD).await;
        let body = bodies::billed(&set.waba, &set.number, GERMAN, &[("wamid.1", "delivered", "utility")]);
        set.world.post(body.replace("\"regular\"", "\"free_customer_service\"")).await;
        set.post().await;
        assert_eq!((set.balance().await, set.held().await), (0, 0));
    }

    async fn processes_that_post_at_the_same_time_post_each_message_once(test: TestStore) {
        let set = Set::up(test, PaymentType::Direct).await;
        set.import(CARD).await;
        let ids: Vec<String> = (0..600).map(|number| format!("wamid.{number}")).collect();
        let reported: Vec<(&str, &str, &str)> = ids.iter().map(|id| (id.as_str(), "delivered", "utility")).collect();
        set.report(GERMAN, &reported).await;
        let all = (0..8).map(|process| {
            let mut hub = set.world.hub.clone();
            hub.process = format!("process {process}").into();
            tokio::spawn(async move { charges::post_waiting(&hub).await.unwrap() })
        });
        let mut posted = 0;
        for one in all.collect::<Vec<_>>() {
            posted += one.await.unwrap();
        }
        assert_eq!(posted, 600);
        assert_eq!(set.balance().await, -600 * 45_600);
    }

    async fn what_stands_in_the_ledger_stays(test: TestStore) {
        let set = Set::up(test, PaymentType::Direct).await;
        set.import(CARD).await;
        set.report(GERMAN, &[("wamid.1", "delivered", "utility")]).await;
        set.post().await;
        for (sql, what) in [
            ("update entries set amount = 0", "changed entries"),
            ("delete from entries", "deleted entries"),
            ("update postings set at = 0", "changed postings"),
            ("delete from postings", "deleted postings"),
        ] {
            assert!(store::testing::try_execute(&set.world.test.url, sql).await.is_err(), "{what}");
        }
        assert_eq!(set.balance().await, Micros(-45_600).0);
    }
}
