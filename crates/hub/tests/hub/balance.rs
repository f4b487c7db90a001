//! What a number has left and what its deliveries have cost, as both sides see it.

use domain::account::{Actor, Organisation};
use domain::ids::ChannelId;
use domain::money::{Currency, Micros};
use domain::period::Period;
use domain::permission::{PaymentType, Permission};
use hub::HubError;
use hub::balance::{Balance, Seen, Total, csv, of_channel};

use crate::charges::{CARD, GERMAN, Set};
use crate::support::{NOW, actor, bodies, partner};

const FRENCH: &str = "33612345678";

impl Set {
    /// The partner, and the number.
    async fn sides(&self) -> (Actor, ChannelId) {
        (actor(Organisation::Partner(self.world.partner)), self.world.card(&self.number).await.id)
    }

    async fn seen(&self, period: Period) -> Seen {
        let (owner, id) = self.sides().await;
        match of_channel(&self.world.hub, &owner, &id, period).await.unwrap() {
            Balance::OfNumber(seen) => *seen,
            Balance::OfPartner => panic!("the client pays"),
        }
    }

    /// A delivery of some hours ago.
    async fn deliver(&self, hours_ago: i64, recipient: &str, id: &str, category: &str) {
        let body = bodies::billed(&self.waba, &self.number, recipient, &[(id, "delivered", category)]);
        let (now, then) = (NOW.seconds().to_string(), NOW.plus_seconds(-hours_ago * 3600).seconds().to_string());
        self.world.post(body.replace(&now, &then)).await;
    }
}

store::on_both_engines! {
    async fn charges_are_added_up_in_the_days_of_the_account(test: TestStore) {
        let set = Set::up(test, PaymentType::Direct).await;
        set.import(CARD).await;
        // It is 07:13 on 21 September in Los Angeles, where the account is.
        set.deliver(0, GERMAN, "wamid.1", "utility").await;
        set.deliver(1, GERMAN, "wamid.2", "service").await;
        set.deliver(8, FRENCH, "wamid.3", "marketing").await;
        set.deliver(6 * 24, GERMAN, "wamid.4", "utility").await;
        set.deliver(7 * 24, GERMAN, "wamid.5", "utility").await;
        set.deliver(14 * 24, GERMAN, "wamid.6", "utility").await;
        set.post().await;

        let week = set.seen(Period::Week).await;
        assert_eq!((week.zone, week.currency, week.held), ("America/Los_Angeles", Currency::Eur, 1));
        assert_eq!((week.days.first.to_string(), week.days.last.to_string()), ("2026-09-15".into(), "2026-09-21".into()));
        assert_eq!(week.balance, Micros(-(4 * 45_600 + 71_200)));
        assert_eq!(week.sums.total, Total { messages: 3, cost: Micros(2 * 45_600 + 71_200) });
        assert_eq!((week.before, week.growth), (Total { messages: 1, cost: Micros(45_600) }, Some(256)));
        let days: Vec<_> =
            week.sums.days.iter().filter(|day| day.total.messages != 0).map(|day| (day.day.day, day.total.cost.0)).collect();
        assert_eq!(days, [(15, 45_600), (20, 71_200), (21, 45_600)]);
        let categories: Vec<_> = week.sums.categories.iter().map(|part| (part.of.code(), part.share)).collect();
        assert_eq!(categories, [("utility", 56), ("marketing", 44)]);
        let markets: Vec<_> = week.sums.markets.iter().map(|part| (part.of.as_str(), part.total.messages)).collect();
        assert_eq!(markets, [("Germany", 2), ("France", 1)]);

        let last_month = set.seen(Period::LastMonth).await;
        assert_eq!((last_month.sums.total, last_month.growth), (Total::default(), None));
        assert_eq!(set.seen(Period::ThisMonth).await.sums.total.messages, 5);

        let (owner, id) = set.sides().await;
        let client = set.world.client_of(&id).await;
        for side in [owner, client] {
            let file = csv(&set.world.hub, &side, &id, Period::Week).await.unwrap();
            assert!(file.name.starts_with("charges-") && file.name.ends_with("-2026-09-15-to-2026-09-21.csv"), "{}", file.name);
            assert_eq!(
                file.text,
                "\u{feff}Day,Category,Market,Messages,Cost,Currency\r\n\
                 2026-09-15,Utility,Germany,1,0.0456,EUR\r\n\
                 2026-09-20,Marketing,France,1,0.0712,EUR\r\n\
                 2026-09-21,Utility,Germany,1,0.0456,EUR\r\n"
            );
        }
    }

    async fn what_the_partner_pays_for_is_on_no_page_of_the_number(test: TestStore) {
        let set = Set::up(test, PaymentType::Partner).await;
        set.import(CARD).await;
        set.deliver(0, GERMAN, "wamid.1", "utility").await;
        set.post().await;
        let (owner, id) = set.sides().await;
        for side in [owner, set.world.client_of(&id).await] {
            assert_eq!(of_channel(&set.world.hub, &side, &id, Period::Week).await.unwrap(), Balance::OfPartner);
            assert!(matches!(csv(&set.world.hub, &side, &id, Period::Week).await, Err(HubError::Conflict(_))));
        }
        set.world.set_contract(&id, PaymentType::Direct, Permission::Shared).await;
        let seen = set.seen(Period::Week).await;
        assert_eq!((seen.balance, seen.sums.total), (Micros(0), Total::default()), "what it paid before is not the client's");
    }

    async fn a_number_of_somebody_else_is_not_there(test: TestStore) {
        let set = Set::up(test, PaymentType::Direct).await;
        let other = partner(&set.world.hub.store, &set.world.hub.random, "Somebody else").await;
        let (stranger, id) = (actor(Organisation::Partner(other)), set.sides().await.1);
        assert!(matches!(of_channel(&set.world.hub, &stranger, &id, Period::Week).await, Err(HubError::NotFound)));
        assert!(matches!(csv(&set.world.hub, &stranger, &id, Period::Week).await, Err(HubError::NotFound)));
    }
}
