use domain::account::{Actor, Role};
use domain::channel::ChannelCard;
use domain::ids::PartnerId;
use domain::permission::PaymentType;
use http::StatusCode;
use hub::accounts::sessions::{self, Who};
use hub::{accounts, channels};
use store::on_both_engines;
use store::testing::TestStore;

use crate::support::{Answer, Browser, PASSWORD, TestHub, Wishes, actor, fact, text};

/// A partner with the demo's first account, and what the partner's owner sees.
struct Shop {
    hub: TestHub,
    partner: PartnerId,
    waba: String,
    owner: Browser,
}

impl Shop {
    async fn open(test: TestStore) -> Self {
        let hub = TestHub::start_with(test, Wishes { demo: true, ..Wishes::default() }).await;
        let partner = hub.partner("Nordstern Connect").await;
        hub.partner_user("owner@partner.example", &partner, Role::Owner).await;
        let account = simulator::demo::accounts().remove(0);
        let client = hub.client(&partner, &account.client_name).await;
        hub.client_user("owner@client.example", &partner, &client, Role::Owner).await;
        hub.connect(&partner, &client, &account.waba_id, &account.token).await;
        let owner = hub.sign_in("owner@partner.example", PASSWORD).await;
        Self { hub, partner, waba: account.waba_id, owner }
    }

    async fn cards(&self, browser: &Browser) -> Vec<ChannelCard> {
        channels::list(&self.hub.hub, &actor(&self.hub, browser).await, &Default::default()).await.unwrap().cards
    }

    async fn card(&self, display_name: &str) -> ChannelCard {
        self.cards(&self.owner).await.into_iter().find(|card| card.name == display_name).unwrap()
    }

    /// Connects one more account of the demo, paid by its client, to the partner.
    async fn connect_direct(&self, index: usize) {
        let account = simulator::demo::accounts().remove(index);
        let client = self.hub.client(&self.partner, &account.client_name).await;
        let sides = (&self.partner, &client);
        self.hub.connect_paid_by(PaymentType::Direct, sides, &account.waba_id, &account.token).await;
    }

    async fn details(&self, card: &ChannelCard) -> Answer {
        self.owner.get(&format!("/numbers/{}/details", card.id)).await
    }
}

on_both_engines! {
    async fn the_overview_shows_state_actions_and_health(test: TestStore) {
        let shop = Shop::open(test).await;
        let card = shop.card("Kessler Vorbestellung").await;
        let page = shop.owner.get(&format!("/numbers/{}", card.id)).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.body.contains("<title>Overview · +49 30 23125002 · Partner Hub</title>"), "{}", page.body);
        let words = text(&page.body);
        for expected in [
            "Bäckerei Kessler", "Connected", "The number is registered with Meta and can send and receive messages.",
            "What to do", "Nobody has to do anything.", "Health", "Phone number", "WhatsApp Business Account",
            "Business portfolio", "App", "Can send", "Medium", "100K / day", "Shared", "Last complete sync", "just now",
            "Number connected",
        ] {
            assert!(words.contains(expected), "{expected} in {words}");
        }
        assert!(!words.contains("Danger zone"), "{words}");
        assert!(page.body.contains(&format!("href=\"/numbers/{}/balance\"", card.id)), "{}", page.body);
    }

    async fn what_has_to_be_done_says_who_and_where(test: TestStore) {
        let shop = Shop::open(test).await;
        let card = shop.card("Kessler München").await;
        let numbers = shop.hub.meta.number_ids(&shop.waba).await.unwrap();
        shop.hub.meta.set_business_verification(&shop.waba, "not_verified").await.unwrap();
        shop.hub.meta.set_status(&numbers[2], "BANNED").await.unwrap();
        shop.hub.meta.webhooks_settled().await;
        shop.hub.apply_webhooks().await;
        shop.hub.sync_accounts().await;

        let address = format!("/numbers/{}", card.id);
        let page = shop.owner.get(&address).await;
        let words = text(&page.body);
        assert!(page.body.contains("id=\"actions\""));
        for expected in ["Banned", "Appeal the ban", "Verify the business with Meta", "Client must act", "Open at Meta"] {
            assert!(words.contains(expected), "{expected} in {words}");
        }
        assert!(page.body.contains("href=\"https://business.facebook.com/business-support-home\""));
        let (_, recent) = words.split_once("Latest changes").unwrap();
        for expected in ["Status changed from Connected to Banned", "Business verification changed from Verified to Not verified"] {
            assert!(recent.contains(expected), "{expected} in {recent}");
        }
        let client = shop.hub.sign_in("owner@client.example", PASSWORD).await;
        let page = client.get(&address).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(text(&page.body).contains("Client (you) must act"));
    }

    async fn the_details_show_every_fact(test: TestStore) {
        let shop = Shop::open(test).await;
        let card = shop.card("Kessler Vorbestellung").await;
        let page = shop.details(&card).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.body.contains("<title>Details · +49 30 23125002 · Partner Hub</title>"), "{}", page.body);
        let facts = channels::details(&shop.hub.hub, &actor(&shop.hub, &shop.owner).await, &card.id).await.unwrap();
        let zone = facts.waba.timezone.unwrap();
        let zone = format!("{} {}", zone.0, zone.name().unwrap());
        let (business, namespace) = (facts.waba.business_id.unwrap(), facts.waba.namespace.unwrap());
        for (label, value) in [
            ("Phone number", "+49 30 23125002"),
            ("WhatsApp display name", "Kessler Vorbestellung Approved"),
            ("Messaging limit", "100K / day Portfolio-wide: all numbers of the business portfolio share it."),
            ("Quality rating", "Medium"),
            ("Hosting platform type", "Cloud API"),
            ("Partner API Key Permission", "Shared The partner pays for this number, so the permission is shared from the start. Give permission back"),
            ("WhatsApp Business Account name", "Kessler Filialen"),
            ("WhatsApp Business Account type", "Shared Connected by embedded signup; the client owns the account."),
            ("Timezone ID", &zone),
            ("Facebook Business Manager ID", &format!("{business} Kessler & Söhne Backwaren GmbH")),
            ("WhatsApp Business Account ID", &shop.waba),
            ("Namespace", &namespace),
            ("Phone number ID", &facts.facts.external_id),
            ("Message on behalf", "Not needed"),
            ("Meta business verification", "Verified"),
            ("Number registration", "Registered"),
            ("Name", "Bäckerei Kessler"),
            ("Legal name", "Bäckerei Kessler"),
            ("Client ID", card.client_id.as_str()),
            ("Last complete sync", "just now"),
            ("Access token", "Valid"),
        ] {
            assert_eq!(fact(&page.body, label), value, "{label}");
        }
        for section in ["WhatsApp Channel", "WhatsApp Business Account", "Activation statuses", "Client", "History of changes", "Danger zone"] {
            assert!(page.body.contains(&format!(">{section}</h2>")), "{section}");
        }
        for button in ["Copy the Facebook Business Manager ID", "Copy the WhatsApp Business Account ID", "Copy the namespace"] {
            assert!(page.body.contains(&format!("aria-label=\"{button}\"")), "{button}");
        }
        let words = text(&page.body);
        assert!(!words.contains("Billing"), "{words}");
    }

    async fn accounts_that_clients_pay_for_and_on_behalf_accounts_say_so(test: TestStore) {
        let shop = Shop::open(test).await;
        let account = simulator::demo::accounts().iter().position(|account| account.client_name == "מאפיית הגליל").unwrap();
        shop.connect_direct(account).await;
        let card = shop.card("מאפיית הגליל").await;
        let page = shop.details(&card).await;
        assert_eq!(
            fact(&page.body, "Partner API Key Permission"),
            "Missing Only the client may generate API keys for this number, until it shares the permission. Request permission"
        );
        assert_eq!(
            fact(&page.body, "WhatsApp Business Account type"),
            "OBO On behalf of the client, by the classic signup."
        );
        assert_eq!(fact(&page.body, "Message on behalf"), "Denied");
    }

    async fn the_history_of_the_quality_stands_beside_it(test: TestStore) {
        let shop = Shop::open(test).await;
        let card = shop.card("Kessler Vorbestellung").await;
        let numbers = shop.hub.meta.number_ids(&shop.waba).await.unwrap();
        shop.hub.hub.clock.advance(3 * 3600);
        shop.hub.meta.set_quality(&numbers[1], "RED").await.unwrap();
        shop.hub.meta.webhooks_settled().await;
        shop.hub.apply_webhooks().await;
        shop.hub.sync_accounts().await;
        shop.hub.hub.clock.advance(180);
        let page = shop.details(&card).await;
        assert_eq!(fact(&page.body, "Quality rating"), "Low Quality rating fell from Medium to Low , 3 min ago");
        let (_, history) = page.body.split_once(">History of changes</h2>").unwrap();
        let words = text(history);
        let (quality, connected) = (words.find("fell from Medium to Low"), words.find("Number connected"));
        assert!(quality.is_some() && quality < connected, "newest first: {words}");
        assert!(history.contains("title=\"22 Nov 2026, 12:00 UTC\""), "{history}");
    }

    async fn numbers_of_others_are_not_there(test: TestStore) {
        let shop = Shop::open(test).await;
        let card = shop.card("Kessler Vorbestellung").await;
        let other = shop.hub.partner("Harbour Messaging").await;
        shop.hub.partner_user("owner@other.example", &other, Role::Owner).await;
        let stranger = shop.hub.sign_in("owner@other.example", PASSWORD).await;
        let bookshop = shop.hub.client(&shop.partner, "Bookshop").await;
        shop.hub.client_user("owner@bookshop.example", &shop.partner, &bookshop, Role::Owner).await;
        let neighbour = shop.hub.sign_in("owner@bookshop.example", PASSWORD).await;

        let own = card.id.to_string();
        for (browser, id) in [(&stranger, own.as_str()), (&neighbour, own.as_str()), (&shop.owner, "nobodyCH"), (&shop.owner, "a.b")] {
            for page in [format!("/numbers/{id}"), format!("/numbers/{id}/details")] {
                let answer = browser.get(&page).await;
                assert_eq!(answer.status, StatusCode::NOT_FOUND, "{page}");
                assert!(answer.body.contains("<title>Number not found · Partner Hub</title>"), "{page}");
                assert!(answer.body.contains("class=\"rail\""), "it stands inside the frame: {page}");
                let words = text(&answer.body);
                assert!(words.contains("There is no such number"), "{words}");
                assert!(!answer.body.contains("23125002"), "{page}");
            }
        }
        for endpoint in ["/api/app/number-overview", "/api/app/number-details"] {
            assert_eq!(stranger.post_form(endpoint, &[("id", &own)]).await.status, StatusCode::NOT_FOUND);
        }
        let answer = stranger.post_form("/api/app/sync-now", &[("number", &own)]).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
    }

    async fn clients_see_the_pages_of_their_own_numbers(test: TestStore) {
        let shop = Shop::open(test).await;
        let client = shop.hub.sign_in("owner@client.example", PASSWORD).await;
        let cards = shop.cards(&client).await;
        assert_eq!(cards.len(), 3);
        for card in cards {
            for page in ["", "/details"] {
                let answer = client.get(&format!("/numbers/{}{page}", card.id)).await;
                assert_eq!(answer.status, StatusCode::OK);
                assert!(text(&answer.body).contains(card.number.display()));
            }
        }
    }

    async fn a_sync_can_be_asked_for_once_a_minute(test: TestStore) {
        let shop = Shop::open(test).await;
        let card = shop.card("Kessler München").await;
        let number = card.id.to_string();
        let ask = async || shop.owner.post_form("/api/app/sync-now", &[("number", &number), ("page", "details")]).await;
        let page = format!("/numbers/{number}/details");

        let answer = ask().await;
        assert_eq!(answer.status, StatusCode::FOUND);
        assert_eq!(answer.header("location"), format!("{page}?error=sync"));
        let words = text(&shop.owner.get(&format!("{page}?error=sync")).await.body);
        assert!(words.contains("Meta was not asked: the account was synced less than a minute ago"), "{words}");

        shop.hub.hub.clock.advance(120);
        assert_eq!(fact(&shop.owner.get(&page).await.body, "Last complete sync"), "2 min ago");
        let numbers = shop.hub.meta.number_ids(&shop.waba).await.unwrap();
        shop.hub.meta.set_messaging_limit(&numbers[0], "TIER_10K").await.unwrap();
        shop.hub.meta.webhooks_settled().await;
        let answer = ask().await;
        assert_eq!(answer.header("location"), format!("{page}?notice=sync"));
        let words = text(&shop.owner.get(&format!("{page}?notice=sync")).await.body);
        assert!(words.contains("Meta is being asked."), "{words}");
        shop.hub.sync_accounts().await;
        let after = shop.owner.get(&page).await;
        assert_eq!(fact(&after.body, "Last complete sync"), "just now");
        assert!(fact(&after.body, "Messaging limit").starts_with("10K / day"));

        let Who::SignedIn(client) = sessions::who(
            &shop.hub.hub,
            &shop.hub.sign_in("owner@client.example", PASSWORD).await.cookie("__Host-session").unwrap(),
        )
        .await
        .unwrap() else { panic!("not signed in") };
        for reader in [actor(&shop.hub, &shop.owner).await, client.actor] {
            assert_eq!(asked(&shop.hub, &reader).await, ["+49 89 99998010"]);
        }
    }

    async fn a_refused_token_pauses_the_sync_and_says_so(test: TestStore) {
        let shop = Shop::open(test).await;
        let card = shop.card("Kessler München").await;
        shop.hub.meta.revoke_token(&shop.waba).await.unwrap();
        shop.hub.hub.clock.advance(7 * 86_400);
        shop.hub.hub.store.write(move |tx| Box::pin(async move {
            let waba = store::wabas::find_by_external_id(tx, &shop.waba.clone()).await?.unwrap();
            store::wabas::sync_soon(tx, waba.key, domain::Timestamp(0)).await
        })).await.unwrap();
        shop.hub.sync_accounts().await;
        let owner = shop.hub.sign_in("owner@partner.example", PASSWORD).await;
        let page = owner.get(&format!("/numbers/{}", card.id)).await;
        let words = text(&page.body);
        for expected in [
            "Reconnect with Meta", "Partner (you) must act", "partner-hub waba connect", "Refused by Meta",
            "The sync is paused until the account is reconnected with Meta.",
        ] {
            assert!(words.contains(expected), "{expected} in {words}");
        }
        assert!(!words.contains("Sync now"), "{words}");
        let program = owner.ask(http::Method::POST, "/api/app/sync-now")
            .header("content-type", "application/x-www-form-urlencoded")
            .header("origin", &shop.hub.origin)
            .body(format!("number={}", card.id))
            .send()
            .await;
        assert_eq!(program.status, StatusCode::CONFLICT, "{}", program.body);
    }
}

/// The numbers for which somebody has asked for a sync.
async fn asked(hub: &TestHub, actor: &Actor) -> Vec<String> {
    let log = accounts::audit::list(&hub.hub, actor, None, 100).await.unwrap();
    let asked = log.into_iter().filter(|entry| entry.action == "Asked Meta for the facts of the account");
    asked.map(|entry| entry.subject).collect()
}
