use domain::account::Role;
use domain::ids::ChannelId;
use domain::permission::PaymentType;
use http::StatusCode;
use hub::accounts::place::Place;
use store::on_both_engines;
use store::testing::TestStore;

use crate::support::{Browser, PASSWORD, TestHub, actor, fact, field_error, newest_mail, submit, text};

/// A partner with a client that pays for its two numbers itself; both sides are signed in.
struct Sides {
    hub: TestHub,
    partner: Browser,
    client: Browser,
    /// The newest first.
    numbers: Vec<ChannelId>,
}

impl Sides {
    async fn open(test: TestStore) -> Self {
        let hub = TestHub::start(test).await;
        let id = hub.partner("Nordstern Connect").await;
        hub.partner_user("owner@partner.example", &id, Role::Owner).await;
        let client = hub.client(&id, "Café Nord").await;
        hub.client_user("member@client.example", &id, &client, Role::Owner).await;
        let new = simulator::NewWaba { name: Some("Nordlicht".to_owned()), numbers: 2, ..Default::default() };
        let added = hub.meta.add_waba(new).await.unwrap();
        hub.connect_paid_by(PaymentType::Direct, (&id, &client), &added.waba_id, &added.token).await;
        let partner = hub.sign_in("owner@partner.example", PASSWORD).await;
        let client = hub.sign_in("member@client.example", PASSWORD).await;
        let who = actor(&hub, &partner).await;
        let cards = hub::channels::list(&hub.hub, &who, &Default::default()).await.unwrap().cards;
        let numbers = cards.into_iter().map(|card| card.id).collect();
        Self { hub, partner, client, numbers }
    }

    fn page(&self) -> String {
        format!("/numbers/{}/request-permission", self.numbers[0])
    }

    async fn permission(&self, browser: &Browser) -> String {
        fact(&browser.get(&format!("/numbers/{}/details", self.numbers[0])).await.body, "Partner API Key Permission")
    }
}

on_both_engines! {
    async fn the_partner_asks_by_e_mail_and_the_client_answers(test: TestStore) {
        let sides = Sides::open(test).await;
        assert!(sides.permission(&sides.partner).await.contains("Request permission"));
        let page = sides.partner.get(&sides.page()).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.body);
        let (first, second) = (sides.numbers[0].as_str(), sides.numbers[1].as_str());
        let none = sides.partner.post_form("/api/app/permission/ask", &[("id", first), ("how", "mail")]).await;
        let back = sides.partner.get(none.header("location")).await;
        assert!(text(&back.body).contains("Choose at least one number."), "{}", text(&back.body));
        let fields = [("id", first), ("channels[0]", first), ("how", "mail"), ("email", "nobody")];
        let wrong = sides.partner.post_form("/api/app/permission/ask", &fields).await;
        assert_ne!(field_error(&sides.partner.get(wrong.header("location")).await.body, "email"), "");

        let fields = [("id", first), ("channels[0]", first), ("channels[1]", second), ("how", "mail"), ("email", "post@client.example")];
        let asked = sides.partner.post_form("/api/app/permission/ask", &fields).await;
        let page = sides.partner.get(asked.header("location")).await;
        let words = text(&page.body);
        assert!(words.contains("on its way to post@client.example") && words.contains("not answered yet"), "{words}");
        assert!(sides.permission(&sides.partner).await.contains("by e-mail to post@client.example: not answered yet"));

        let mail = newest_mail(&sides.hub).await.unwrap();
        assert_eq!((mail.to.as_str(), mail.subject.as_str()), ("post@client.example", "Nordstern Connect asks for a permission"));
        assert!(mail.body.contains("+1 201 555 0100") && mail.body.contains("+1 201 555 0101"), "{}", mail.body);
        let start = sides.client.get(&mail.link(&sides.hub)).await;
        let landed = submit(&sides.client, &start, "Go on as Café Nord", &[]).await;
        let words = text(&landed.page.body);
        assert!(words.contains("What may Nordstern Connect use?"), "{words}");
        assert_eq!(landed.page.body.matches("checked").count(), 2, "what is asked for is ticked");
        submit(&sides.client, &landed.page, "Save and go back to Nordstern Connect", &[("channels[0]", first)]).await;
        assert!(sides.permission(&sides.partner).await.starts_with("Shared"));
        let other = sides.partner.get(&format!("/numbers/{second}/details")).await;
        let words = fact(&other.body, "Partner API Key Permission");
        assert!(words.starts_with("Missing") && words.contains("not shared on"), "{words}");
    }

    async fn a_link_alone_is_shown_and_sent_to_nobody(test: TestStore) {
        let sides = Sides::open(test).await;
        let page = sides.partner.get(&sides.page()).await;
        assert!(text(&page.body).contains("+1 201 555 0100"));
        let id = sides.numbers[0].as_str();
        let made = sides.partner.post_form("/api/app/permission/ask", &[("id", id), ("channels[0]", id), ("how", "link")]).await;
        let page = sides.partner.get(made.header("location")).await;
        assert!(page.body.contains("/permissions?next=login&amp;client_id="), "{}", page.body);
        assert!(newest_mail(&sides.hub).await.is_none());
        assert!(sides.permission(&sides.partner).await.contains("by a link: not answered yet"));
    }

    async fn a_client_without_people_is_invited_with_the_request(test: TestStore) {
        let hub = TestHub::start(test).await;
        let id = hub.partner("Nordstern Connect").await;
        hub.partner_user("owner@partner.example", &id, Role::Owner).await;
        let client = hub.client(&id, "Café Nord").await;
        let new = simulator::NewWaba { name: Some("Nordlicht".to_owned()), numbers: 1, ..Default::default() };
        let added = hub.meta.add_waba(new).await.unwrap();
        hub.connect_paid_by(PaymentType::Direct, (&id, &client), &added.waba_id, &added.token).await;
        let partner = hub.sign_in("owner@partner.example", PASSWORD).await;
        let who = actor(&hub, &partner).await;
        let number = hub::channels::list(&hub.hub, &who, &Default::default()).await.unwrap().cards[0].id.clone();
        let page = partner.get(&format!("/numbers/{number}/request-permission")).await;
        assert!(text(&page.body).contains("Nobody of this client can sign in yet."), "{}", text(&page.body));
        let number = number.as_str();
        let fields = [("id", number), ("channels[0]", number), ("how", "mail"), ("email", "post@client.example")];
        partner.post_form("/api/app/permission/ask", &fields).await;
        let open = hub::accounts::invitations::list(&hub.hub, &who, &Place::Client(client)).await.unwrap();
        assert_eq!((open[0].email.as_str(), open[0].role), ("post@client.example", Role::Owner));
    }

    async fn several_clients_are_asked_at_once_each_by_itself(test: TestStore) {
        let sides = Sides::open(test).await;
        let partner = hub::onboarding::partner_of(&sides.hub.hub, &actor(&sides.hub, &sides.partner).await).await.unwrap();
        let who = actor(&sides.hub, &sides.partner).await;
        let form = hub::accounts::clients::ClientForm {
            name: "Bakery".to_owned(),
            contact_email: "post@bakery.example".to_owned(),
            ..Default::default()
        };
        let bakery = hub::accounts::clients::create(&sides.hub.hub, &who, &form).await.unwrap().id;
        sides.hub.client_user("owner@bakery.example", &partner, &bakery, Role::Owner).await;
        let new = simulator::NewWaba { name: Some("Bakery".to_owned()), numbers: 1, ..Default::default() };
        let added = sides.hub.meta.add_waba(new).await.unwrap();
        sides.hub.connect_paid_by(PaymentType::Direct, (&partner, &bakery), &added.waba_id, &added.token).await;
        assert!(sides.partner.get("/clients").await.body.contains("href=\"/permission-requests\""));
        let page = sides.partner.get("/permission-requests").await;
        assert_eq!(page.body.matches("type=\"checkbox\"").count(), 3, "{}", text(&page.body));
        let none = sides.partner.post_form("/api/app/permission/requests/ask", &[("how", "link")]).await;
        assert!(text(&sides.partner.get(none.header("location")).await.body).contains("Choose at least one number."));

        let cards = hub::channels::list(&sides.hub.hub, &who, &Default::default()).await.unwrap().cards;
        let fields: Vec<(String, &str)> =
            cards.iter().enumerate().map(|(n, card)| (format!("channels[{n}]"), card.id.as_str())).collect();
        let mut fields: Vec<(&str, &str)> = fields.iter().map(|(name, id)| (name.as_str(), *id)).collect();
        fields.push(("how", "mail"));
        let asked = sides.partner.post_form("/api/app/permission/requests/ask", &fields).await;
        let page = sides.partner.get(asked.header("location")).await;
        let (_, list) = page.body.split_once("id=\"asked\"").unwrap();
        let (list, numbers) = list.split_once("id=\"ask\"").unwrap();
        // The other one has no contact address.
        assert_eq!(list.matches("Send this link to the client.").count(), 1, "{}", text(list));
        assert!(list.contains("On its way to post@bakery.example"), "{}", text(list));
        for client in ["Café Nord", "Bakery"] {
            assert!(text(list).contains(client), "{}", text(list));
        }
        assert_eq!(list.matches("<code>").count(), 2);
        assert_eq!(text(numbers).matches("by a link: not answered yet").count(), 2, "{}", text(numbers));
        let bakers: Vec<&str> = list.split("client_id=").skip(1).filter(|rest| rest.starts_with(bakery.as_str())).collect();
        assert!(!bakers.is_empty() && !bakers[0].split('<').next().unwrap().contains("%2C"), "one number: {bakers:?}");
        let mail = newest_mail(&sides.hub).await.unwrap();
        assert_eq!(mail.to, "post@bakery.example");
        assert!(!mail.body.contains("+1 201 555 0100"), "only its own number: {}", mail.body);
        assert_eq!(sides.client.get("/permission-requests").await.status, StatusCode::NOT_FOUND);
    }

    async fn only_the_numbers_own_partner_asks(test: TestStore) {
        let sides = Sides::open(test).await;
        let other = sides.hub.partner("Südwind").await;
        sides.hub.partner_user("owner@other.example", &other, Role::Owner).await;
        let stranger = sides.hub.sign_in("owner@other.example", PASSWORD).await;
        for browser in [&sides.client, &stranger] {
            assert_eq!(browser.get(&sides.page()).await.status, StatusCode::NOT_FOUND);
        }
        assert!(!sides.permission(&sides.client).await.contains("Request permission"));
    }
}
