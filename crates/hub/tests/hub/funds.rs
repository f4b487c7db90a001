//! Funds and refunds: credited once, given back as it was shown and never more than there is, whatever the provider does and
//! however often somebody asks.

use std::sync::Arc;

use domain::account::Actor;
use domain::document::DocumentKind;
use domain::ids::ChannelId;
use domain::ledger::Account;
use domain::money::{Currency, Minor};
use domain::permission::{PaymentType, Permission};
use domain::refund::{FeeRule, RefundState, Refusal};
use domain::time::Date;
use domain::top_up::{FeeRate, PaymentState, TopUpAmount};
use hub::funds::{self, TopUp};
use hub::refunds::{self, Offer, Shown};
use hub::{HubError, charges, rates};
use payments::sandbox::{Behaviour, Outcome, SandboxConfig};
use payments::{CheckoutId, Gateway, RefundId, RequestKey, Sandbox};
use store::ledger::{self, Holder};
use store::refunds::RefundRow;
use store::testing::TestStore;

use crate::support::{NOW, World, bodies};

const FEE: FeeRate = FeeRate(350);
const JULY: Date = Date { year: 2026, month: 7, day: 1 };
const CARD: &str = "Market,Currency,Marketing,Utility\nGermany,EUR,0.1131,0.0456\n";

struct Set {
    world: World,
    gateway: Gateway,
    sandbox: Sandbox,
    client: Actor,
    id: ChannelId,
    channel: store::channels::Channel,
    waba: String,
    number: String,
    _directory: tempfile::TempDir,
}

impl Set {
    /// A number that its client pays for, and a provider.
    async fn up(test: TestStore) -> Self {
        let world = World::start(test).await;
        let account = world.account(1).await;
        let number = account.number_ids[0].clone();
        let id = world.card(&number).await.id;
        world.set_contract(&id, PaymentType::Direct, Permission::Shared).await;
        let client = world.client_of(&id).await;
        let mut conn = world.hub.store.read().await.unwrap();
        let channel = store::channels::find(&mut conn, client.organisation, &id).await.unwrap().unwrap();
        drop(conn);
        let directory = tempfile::tempdir().unwrap();
        let sandbox = Sandbox::open(SandboxConfig {
            directory: directory.path().to_owned(),
            hub: "https://hub.example".parse().unwrap(),
            secret: "sandbox-secret".to_owned().into(),
            now: Arc::new(|| NOW),
            usual: Behaviour::Works,
        })
        .unwrap();
        rates::import(&world.hub, CARD.as_bytes(), JULY, "test").await.unwrap();
        let gateway = Gateway::Sandbox(sandbox.clone());
        Self { world, gateway, sandbox, client, id, channel, waba: account.waba_id, number, _directory: directory }
    }

    fn wish(&self, amount: i64, key: &str) -> TopUp {
        let amount = TopUpAmount::new(Minor(amount), Currency::Eur).unwrap();
        TopUp { amount, fee: FEE, key: RequestKey::parse(key).unwrap() }
    }

    async fn begin(&self, amount: i64, key: &str) -> Result<CheckoutId, HubError> {
        let begun =
            funds::top_up(&self.world.hub, &self.gateway, &self.client, &self.id, self.wish(amount, key)).await?;
        Ok(CheckoutId::parse(begun.page.path_segments().unwrap().next_back().unwrap()).unwrap())
    }

    async fn look(&self, key: &str) -> PaymentState {
        let mut conn = self.world.hub.store.read().await.unwrap();
        let payment = store::payments::by_key(&mut conn, key).await.unwrap().unwrap();
        drop(conn);
        funds::look_at(&self.world.hub, &self.gateway, &payment).await.unwrap()
    }

    async fn pay(&self, amount: i64, key: &str) {
        let checkout = self.begin(amount, key).await.unwrap();
        self.sandbox.pay(&checkout).await.unwrap();
        assert_eq!(self.look(key).await, PaymentState::Paid);
    }

    /// A message that costs 0.0456.
    async fn send(&self, message: &str) {
        let at = bodies::billed(&self.waba, &self.number, "491701234567", &[(message, "delivered", "utility")]);
        // After every payment so far.
        let later = NOW.plus_seconds(60).seconds().to_string();
        self.world
            .post(at.replace(&format!("\"timestamp\":\"{}\"", NOW.seconds()), &format!("\"timestamp\":\"{later}\"")))
            .await;
        while charges::post_waiting(&self.world.hub).await.unwrap() != 0 {}
    }

    async fn of(&self, account: Account) -> i64 {
        let mut conn = self.world.hub.store.read().await.unwrap();
        assert_eq!(ledger::check(&mut conn, self.channel.partner).await.unwrap(), [], "the ledger agrees with itself");
        ledger::of(&mut conn, Holder::Channel(self.channel.partner, self.channel.key), account).await.unwrap().0
    }

    async fn offer(&self) -> Result<Offer, Refusal> {
        refunds::preview(&self.world.hub, &self.client, &self.id).await.unwrap()
    }

    async fn ask(&self, key: &str, shown: &Shown) -> Result<RefundRow, HubError> {
        refunds::ask(&self.world.hub, &self.client, &self.id, &RequestKey::parse(key).unwrap(), shown).await
    }

    async fn drive(&self, key: &str) -> RefundState {
        let mut conn = self.world.hub.store.read().await.unwrap();
        let refund = store::refunds::by_key(&mut conn, key).await.unwrap().unwrap();
        drop(conn);
        refunds::pay_out(&self.world.hub, &self.gateway, &refund).await.unwrap()
    }

    async fn documents(&self) -> Vec<(DocumentKind, i64)> {
        let mut conn = self.world.hub.store.read().await.unwrap();
        let all = store::documents::of_channel(&mut conn, self.channel.key).await.unwrap();
        all.into_iter().rev().map(|document| (document.kind, document.number)).collect()
    }
}

store::on_both_engines! {
    async fn what_is_paid_is_credited_once_without_its_fee(test: TestStore) {
        let set = Set::up(test).await;
        let checkout = set.begin(5_000, "first").await.unwrap();
        assert_eq!(set.begin(5_000, "first").await.unwrap(), checkout, "the same request is the same payment");
        assert!(matches!(set.begin(6_000, "first").await, Err(HubError::Conflict(_))));
        assert_eq!((set.look("first").await, set.of(Account::Balance).await), (PaymentState::Open, 0));
        set.sandbox.pay(&checkout).await.unwrap();
        set.sandbox.behave([Behaviour::TimesOutBefore]);
        assert_eq!(set.look("first").await, PaymentState::Open, "no answer changes nothing");
        assert_eq!(set.look("first").await, PaymentState::Paid);
        assert_eq!(set.look("first").await, PaymentState::Paid);
        assert_eq!(set.of(Account::Balance).await, 50_000_000);
        assert_eq!(set.of(Account::Fees).await, 1_750_000);
        assert_eq!(set.of(Account::Provider).await, -51_750_000);
        assert_eq!(set.documents().await, [(DocumentKind::Invoice, 1)]);
        assert!(matches!(set.begin(5_000, "first").await, Err(HubError::Conflict(_))), "it is settled");
    }

    async fn a_page_that_the_provider_made_without_answering_is_found_again(test: TestStore) {
        let set = Set::up(test).await;
        set.sandbox.behave([Behaviour::TimesOutAfter]);
        assert!(matches!(set.begin(5_000, "first").await, Err(HubError::Upstream { .. })));
        set.pay(5_000, "first").await;
        assert_eq!(set.of(Account::Balance).await, 50_000_000);
    }

    async fn unused_funds_go_back_with_their_fee_and_used_ones_without(test: TestStore) {
        let set = Set::up(test).await;
        set.pay(5_000, "first").await;
        let offer = set.offer().await.unwrap();
        assert_eq!((offer.preview.amount, offer.preview.fee, offer.preview.fee_rule), (Minor(5_000), Minor(175), FeeRule::Included));
        set.send("wamid.1").await;
        let used = set.offer().await.unwrap();
        assert_eq!((used.preview.amount, used.preview.fee, used.preview.fee_rule), (Minor(4_995), Minor(0), FeeRule::Used));
        // What was shown before the message is not what would be done now.
        let refused = set.ask("one", &Shown::from(&offer)).await.unwrap_err();
        assert!(refused.to_string().starts_with("The balance has changed"), "{refused}");
        assert_eq!(set.documents().await, [(DocumentKind::Invoice, 1)]);
        let asked = set.ask("one", &Shown::from(&used)).await.unwrap();
        assert_eq!((asked.state, asked.amount), (RefundState::Requested, Minor(4_995)));
        assert_eq!(set.of(Account::Balance).await, 50_000_000 - 45_600 - 49_950_000);
        assert_eq!(set.of(Account::Refunds).await, 49_950_000, "reserved at once");
        assert_eq!(set.drive("one").await, RefundState::PaidOut);
        assert_eq!((set.of(Account::Refunds).await, set.of(Account::Provider).await), (0, -51_750_000 + 49_950_000));
        assert_eq!(set.documents().await, [(DocumentKind::Invoice, 1), (DocumentKind::CreditNote, 1)]);
        assert_eq!(set.offer().await, Err(Refusal::Balance));
    }

    async fn a_refund_that_fails_goes_back_with_a_document_of_its_own(test: TestStore) {
        let set = Set::up(test).await;
        set.pay(5_000, "first").await;
        let shown = Shown::from(&set.offer().await.unwrap());
        set.ask("one", &shown).await.unwrap();
        set.sandbox.behave([Behaviour::TimesOutAfter]);
        assert_eq!(set.drive("one").await, RefundState::Requested, "no answer is no failure");
        assert_eq!(set.drive("one").await, RefundState::PaidOut, "the same request is the same refund");
        let mut conn = set.world.hub.store.read().await.unwrap();
        let name = store::refunds::by_key(&mut conn, "one").await.unwrap().unwrap().provider_id.unwrap();
        drop(conn);
        let why = Outcome::Failed("The account is closed.".to_owned());
        set.sandbox.settle_refund(&RefundId::parse(&name).unwrap(), why).await.unwrap();
        assert_eq!(set.drive("one").await, RefundState::Failed, "a bank sends back what was paid out");
        assert_eq!((set.of(Account::Balance).await, set.of(Account::Fees).await), (50_000_000, 1_750_000));
        assert_eq!(set.documents().await, [
            (DocumentKind::Invoice, 1),
            (DocumentKind::CreditNote, 1),
            (DocumentKind::Cancellation, 1),
        ]);
        assert_eq!(Shown::from(&set.offer().await.unwrap()), shown, "it can be asked for again");

        set.ask("two", &shown).await.unwrap();
        set.sandbox.behave([Behaviour::Refuses]);
        assert_eq!(set.drive("two").await, RefundState::Failed);
        assert_eq!((set.of(Account::Balance).await, set.of(Account::Refunds).await), (50_000_000, 0));
    }

    async fn one_key_is_one_refund_however_many_ask_at_once(test: TestStore) {
        let set = Arc::new(Set::up(test).await);
        set.pay(5_000, "first").await;
        set.pay(3_000, "second").await;
        let shown = Shown::from(&set.offer().await.unwrap());
        assert_eq!(shown.amount, Minor(3_000), "the most recent payment");
        let same = at_once(&set, &shown, |_| "one".to_owned()).await;
        let first = same[0].as_ref().unwrap();
        assert!(same.iter().all(|answer| answer.as_ref().is_ok_and(|refund| refund == first)), "equal answers to equal requests");
        assert_eq!(set.of(Account::Refunds).await, 31_050_000);

        let shown = Shown::from(&set.offer().await.unwrap());
        let other = at_once(&set, &shown, |number| format!("other-{number}")).await;
        assert_eq!(other.iter().filter(|answer| answer.is_ok()).count(), 1, "one of them; the others see what it did");
        assert!(other.iter().all(|answer| matches!(answer, Ok(_) | Err(HubError::Conflict(_)))));
        assert_eq!((set.of(Account::Balance).await, set.of(Account::Refunds).await), (0, 82_800_000));
        assert!(matches!(set.ask("one", &shown).await, Err(HubError::Conflict(_))), "the key belongs to another refund");
    }

    async fn what_is_charged_meanwhile_is_never_given_back(test: TestStore) {
        let set = Arc::new(Set::up(test).await);
        set.pay(5_000, "first").await;
        let messages = tokio::spawn({
            let set = set.clone();
            async move {
                for number in 0..40 {
                    set.send(&format!("wamid.{number}")).await;
                }
            }
        });
        let mut asked = 0;
        for round in 0..8 {
            let Ok(offer) = set.offer().await else { continue };
            let answers = at_once(&set, &Shown::from(&offer), |number| format!("{round}-{number}")).await;
            asked += answers.iter().filter(|answer| answer.is_ok()).count();
        }
        messages.await.unwrap();
        let left = set.of(Account::Balance).await;
        let reserved = set.of(Account::Refunds).await - set.of(Account::Fees).await.min(0).abs();
        assert!(reserved <= 51_750_000, "{asked} refunds of {reserved}");
        assert_eq!(left, 50_000_000 - 40 * 45_600 - refunded(&set).await);
    }

    async fn who_may_handle_funds(test: TestStore) {
        let set = Set::up(test).await;
        let member = Actor { role: domain::account::Role::Member, ..set.client };
        let wish = || set.wish(5_000, "first");
        let refused = funds::top_up(&set.world.hub, &set.gateway, &member, &set.id, wish()).await;
        assert!(matches!(refused, Err(HubError::Forbidden)));
        let stranger = crate::support::partner(&set.world.hub.store, &set.world.hub.random, "Stranger").await;
        let somebody = crate::support::actor(domain::account::Organisation::Partner(stranger));
        let refused = funds::top_up(&set.world.hub, &set.gateway, &somebody, &set.id, wish()).await;
        assert!(matches!(refused, Err(HubError::NotFound)));
        assert!(matches!(refunds::preview(&set.world.hub, &somebody, &set.id).await, Err(HubError::NotFound)));
        set.world.set_contract(&set.id, PaymentType::Partner, Permission::Shared).await;
        let refused = funds::top_up(&set.world.hub, &set.gateway, &set.client, &set.id, wish()).await;
        assert!(matches!(refused, Err(HubError::Conflict(_))));
    }
}

/// 64 requests at the same time, each with the key of its number.
async fn at_once(set: &Arc<Set>, shown: &Shown, key: impl Fn(usize) -> String) -> Vec<Result<RefundRow, HubError>> {
    let all: Vec<_> = (0..64)
        .map(|number| {
            let (set, shown, key) = (set.clone(), shown.clone(), key(number));
            tokio::spawn(async move { set.ask(&key, &shown).await })
        })
        .collect();
    let mut answers = Vec::with_capacity(all.len());
    for one in all {
        answers.push(one.await.unwrap());
    }
    answers
}

/// What has left the balance by refunds, in micro-units.
async fn refunded(set: &Set) -> i64 {
    let mut conn = set.world.hub.store.read().await.unwrap();
    let all = store::refunds::of_channel(&mut conn, set.channel.key).await.unwrap();
    all.into_iter().map(|refund| refund.amount.0 * 10_000).sum()
}
