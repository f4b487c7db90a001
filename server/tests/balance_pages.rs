use domain::account::Role;
use domain::ids::ChannelId;
use domain::permission::PaymentType;
use domain::time::Date;
use http::StatusCode;
use serde_json::json;
use simulator::NewWaba;
use store::on_both_engines;
use store::testing::TestStore;

use crate::support::{Browser, PASSWORD, Shop, TestHub, actor, fact, text};

const CARD: &[u8] = b"Market,Currency,Marketing,Utility\nGermany,EUR,0.1131,0.0456\nFrance,EUR,0.0712,0.0248\n";

/// A number that its client pays for.
struct Direct {
    hub: TestHub,
    waba: String,
    meta_number: String,
    number: ChannelId,
    partner: Browser,
    client: Browser,
}

impl Direct {
    async fn open(test: TestStore) -> Self {
        let hub = TestHub::start(test).await;
        let partner = hub.partner("Nordstern Connect").await;
        hub.partner_user("owner@partner.example", &partner, Role::Owner).await;
        let client = hub.client(&partner, "Café Nord").await;
        hub.client_user("owner@client.example", &partner, &client, Role::Owner).await;
        let new = NewWaba { name: Some("Nordlicht".to_owned()), numbers: 1, ..Default::default() };
        let added = hub.meta.add_waba(new).await.unwrap();
        hub.connect_paid_by(PaymentType::Direct, (&partner, &client), &added.waba_id, &added.token).await;
        let from = Date { year: 2020, month: 1, day: 1 };
        hub::rates::import(&hub.hub, CARD, from, "Test rates").await.unwrap();
        let partner = hub.sign_in("owner@partner.example", PASSWORD).await;
        let client = hub.sign_in("owner@client.example", PASSWORD).await;
        let who = actor(&hub, &partner).await;
        let number = hub::channels::list(&hub.hub, &who, &Default::default()).await.unwrap().cards[0].id.clone();
        Self { hub, waba: added.waba_id, meta_number: added.number_ids[0].clone(), number, partner, client }
    }

    fn at(&self, rest: &str) -> String {
        format!("/numbers/{}/balance{rest}", self.number)
    }

    /// Meta reports that messages were delivered now.
    async fn deliver(&self, messages: &[(&str, &str, &str)]) {
        let now = self.hub.hub.clock.now().seconds().to_string();
        let statuses = messages.iter().map(|(id, to, category)| {
            let pricing = json!({ "billable": true, "pricing_model": "PMP", "type": "regular", "category": category });
            json!({ "id": id, "status": "delivered", "timestamp": now, "recipient_id": to, "pricing": pricing })
        });
        let value = json!({
            "messaging_product": "whatsapp",
            "metadata": { "display_phone_number": "12015550100", "phone_number_id": self.meta_number },
            "statuses": statuses.collect::<Vec<_>>(),
        });
        let change = json!({ "field": "messages", "value": value });
        let body =
            json!({ "object": "whatsapp_business_account", "entry": [{ "id": self.waba, "changes": [change] }] });
        assert_eq!(self.hub.post_webhook(body.to_string().as_bytes()).await.status, StatusCode::OK);
        self.hub.apply_webhooks().await;
        while hub::charges::post_waiting(&self.hub.hub).await.unwrap() != 0 {}
    }
}

on_both_engines! {
    async fn charges_stand_by_day_category_and_country_on_both_sides(test: TestStore) {
        let number = Direct::open(test).await;
        number
            .deliver(&[
                ("wamid.1", "491701234567", "utility"),
                ("wamid.2", "491701234567", "marketing"),
                ("wamid.3", "33612345678", "utility"),
                ("wamid.4", "15551234567", "utility"),
                ("wamid.5", "491701234567", "<b>new</b>"),
            ])
            .await;
        for side in [&number.partner, &number.client] {
            let page = side.get(&number.at("?period=7d")).await;
            assert_eq!(page.status, StatusCode::OK);
            assert!(page.body.contains("<title>Balance · +1 201 555 0100 · Partner Hub</title>"), "{}", page.body);
            let words = text(&page.body);
            assert!(words.contains("−€0.19"), "rounded down: {words}");
            assert!(words.contains("2 deliveries are held."), "{words}");
            assert_eq!((fact(&page.body, "Total"), fact(&page.body, "Messages")), ("€0.1835".to_owned(), "3".to_owned()));
            assert!(words.contains("Germany 2 67 % €0.1587 France 1 33 % €0.0248"), "{words}");
            assert!(words.contains("Marketing 1 €0.1131 62 % Utility 2 €0.0704 38 %"), "{words}");
            assert!(page.body.contains("role=\"img\" aria-label=\"Cost by day from "), "{}", page.body);
            assert!(page.body.contains("class=\"series-1\"") && !page.body.contains("style="), "{}", page.body);
            assert!(page.body.contains(&format!("href=\"{}\" aria-current=\"true\"", number.at("?period=7d"))), "{}", page.body);
        }
        let file = number.client.get(&number.at(".csv?period=7d")).await;
        assert_eq!((file.status, file.header("content-type")), (StatusCode::OK, "text/csv; charset=utf-8"));
        assert!(file.header("content-disposition").starts_with("attachment; filename=\"charges-12015550100-"));
        assert_eq!(file.header("cache-control"), "no-store");
        assert!(file.body.starts_with("Day,Category,Market,Messages,Cost,Currency\r\n"), "{}", file.body);
        assert!(file.body.contains(",Marketing,Germany,1,0.1131,EUR\r\n"), "{}", file.body);
        assert_eq!(file.body.lines().count(), 4, "{}", file.body);
        let last_month = number.client.get(&number.at("?period=last-month")).await;
        assert!(text(&last_month.body).contains("Nothing was charged"), "{}", text(&last_month.body));
    }

    async fn an_empty_page_says_what_will_stand_there(test: TestStore) {
        let number = Direct::open(test).await;
        let page = number.client.get(&number.at("")).await;
        let words = text(&page.body);
        assert!(words.contains("€0.00") && words.contains("Nothing was charged"), "{words}");
        assert!(words.contains("Charges are approximate until Meta's invoice."), "{words}");
        assert!(!page.body.contains("balance.csv") && !words.contains("held"), "{words}");
        let unknown = number.client.get(&number.at("?period=%3Cb%3E")).await;
        assert!(unknown.body.contains(&format!("href=\"{}\" aria-current=\"true\"", number.at("?period=30d"))), "{}", unknown.body);
    }

    async fn a_number_that_the_partner_pays_for_says_where_its_money_is(test: TestStore) {
        let shop = Shop::open(test, Vec::new()).await;
        let address = format!("/numbers/{}/balance", shop.number);
        let client = shop.client().await;
        for (side, whose) in [(&shop.owner, "You pay for this number"), (&client, "Your partner pays for this number")] {
            let page = side.get(&address).await;
            let words = text(&page.body);
            assert!(words.contains("This number draws on the partner's shared balance"), "{words}");
            assert!(words.contains(whose) && words.contains("direct billing") && !words.contains("Total"), "{words}");
            assert_eq!(side.get(&format!("{address}.csv")).await.status, StatusCode::CONFLICT);
        }
    }
}
