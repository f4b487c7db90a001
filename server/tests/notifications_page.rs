use domain::account::Role;
use domain::ids::{ClientId, PartnerId};
use http::StatusCode;
use store::on_both_engines;
use store::testing::TestStore;

use crate::support::{Answer, Browser, PASSWORD, TestHub, Wishes, text};

/// A partner with the demo's first account, whose three numbers were added.
struct Shop {
    hub: TestHub,
    partner: PartnerId,
    client: ClientId,
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
        hub.connect(&partner, &client, &account.waba_id, &account.token).await;
        let owner = hub.sign_in("owner@partner.example", PASSWORD).await;
        Self { hub, partner, client, waba: account.waba_id, owner }
    }

    /// Changes the quality of a number and applies what Meta tells.
    async fn rate(&self, number: usize, rating: &str) {
        let numbers = self.hub.meta.number_ids(&self.waba).await.unwrap();
        self.hub.meta.set_quality(&numbers[number], rating).await.unwrap();
        self.hub.meta.webhooks_settled().await;
        self.hub.apply_webhooks().await;
        self.hub.sync_accounts().await;
    }
}

/// The ids of the unread notifications on a page.
fn unread(page: &Answer) -> Vec<String> {
    let forms = page.body.split("name=\"event\" value=\"").skip(1);
    forms.map(|form| form.split_once('"').unwrap().0.to_owned()).collect()
}

/// What the bell says.
fn bell(page: &Answer) -> String {
    let (_, bell) = page.body.split_once("href=\"/notifications\" aria-label=\"").unwrap();
    bell.split_once('"').unwrap().0.to_owned()
}

on_both_engines! {
    async fn what_happened_stands_under_its_day_and_leads_to_its_number(test: TestStore) {
        let shop = Shop::open(test).await;
        shop.hub.hub.clock.advance(4 * 3600);
        shop.rate(1, "RED").await;
        shop.hub.hub.clock.advance(3600);
        let page = shop.owner.get("/notifications").await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.body.contains("<title>Notifications · Partner Hub</title>"));
        let words = text(&page.body);
        assert!(words.contains("Today Unread: Quality rating of +49 30 23125002 fell from Medium to Low Bäckerei Kessler · 1 h ago"), "{words}");
        assert!(words.contains("+49 30 23125001 was connected as Bäckerei Kessler"), "{words}");
        assert!(words.contains("The account Kessler Filialen was connected"), "{words}");
        assert!(page.body.contains("<a href=\"/numbers/") && page.body.contains("<a href=\"/numbers?q="), "{}", page.body);
        let all = unread(&page).len();
        assert_eq!(bell(&page), format!("Notifications, {all} unread"));

        shop.hub.hub.clock.advance(12 * 3600);
        let owner = shop.hub.sign_in("owner@partner.example", PASSWORD).await;
        let words = text(&owner.get("/notifications").await.body);
        assert!(words.contains("Yesterday") && !words.contains("Today"), "{words}");
    }

    async fn one_is_read_by_the_person_who_marks_it(test: TestStore) {
        let shop = Shop::open(test).await;
        shop.hub.partner_user("member@partner.example", &shop.partner, Role::Member).await;
        let member = shop.hub.sign_in("member@partner.example", PASSWORD).await;
        let before = unread(&shop.owner.get("/notifications").await);
        let fields = [("event", before[0].as_str()), ("back", "show=unread")];
        let answer = shop.owner.post_form("/api/app/notification-read", &fields).await;
        assert_eq!(answer.status, StatusCode::FOUND);
        assert_eq!(answer.header("location"), "/notifications?show=unread");

        let page = shop.owner.get("/notifications?show=unread").await;
        assert_eq!(unread(&page), before[1..]);
        assert_eq!(bell(&page), format!("Notifications, {} unread", before.len() - 1));
        let all = shop.owner.get("/notifications").await;
        assert_eq!(all.body.matches("<li class=\"new ").count(), before.len() - 1);
        assert_eq!(unread(&member.get("/notifications").await), before);
    }

    async fn all_are_read_at_once_and_new_ones_are_unread_again(test: TestStore) {
        let shop = Shop::open(test).await;
        let answer = shop.owner.post_form("/api/app/notifications-read", &[("back", "")]).await;
        assert_eq!(answer.header("location"), "/notifications");
        let page = shop.owner.get("/notifications").await;
        assert_eq!((unread(&page).len(), bell(&page).as_str()), (0, "Notifications"));
        assert!(!text(&page.body).contains("Mark all as read"));
        let words = text(&shop.owner.get("/notifications?show=unread").await.body);
        assert!(words.contains("Everything is read"), "{words}");

        shop.rate(0, "YELLOW").await;
        let page = shop.owner.get("/notifications?show=unread").await;
        assert_eq!((unread(&page).len(), bell(&page).as_str()), (1, "Notifications, 1 unread"));
    }

    async fn kinds_can_be_chosen_and_what_is_unknown_is_left_out(test: TestStore) {
        let shop = Shop::open(test).await;
        shop.rate(1, "RED").await;
        let page = shop.owner.get("/notifications?kind=phone_number_quality_changed").await;
        assert_eq!(unread(&page).len(), 1);
        assert!(text(&page.body).contains("fell from Medium to Low"));
        let words = text(&shop.owner.get("/notifications?kind=account_violation").await.body);
        assert!(words.contains("No notification of this kind") && words.contains("Show all notifications"), "{words}");
        let page = shop.owner.get("/notifications?kind=party&show=everything&after=..%2F").await;
        assert_eq!((page.status, unread(&page).len() > 1), (StatusCode::OK, true));
    }

    async fn older_ones_stand_on_pages_of_their_own(test: TestStore) {
        let shop = Shop::open(test).await;
        shop.hub.meta.add_numbers(&shop.waba, 60).await.unwrap();
        shop.hub.meta.webhooks_settled().await;
        shop.hub.hub.clock.advance(7 * 86_400);
        shop.hub.sync_accounts().await;
        let owner = shop.hub.sign_in("owner@partner.example", PASSWORD).await;
        let mut seen = Vec::new();
        let mut address = "/notifications?kind=channel_created".to_owned();
        let mut pages = 0;
        loop {
            let page = owner.get(&address).await;
            seen.extend(unread(&page));
            pages += 1;
            let Some((_, next)) = page.body.split_once("rel=\"next\" href=\"") else { break };
            address = next.split_once('"').unwrap().0.replace("&amp;", "&");
        }
        assert_eq!((pages, seen.len()), (2, 63));
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), 63, "none is shown twice");
    }

    async fn nobody_reads_or_marks_what_happened_to_others(test: TestStore) {
        let shop = Shop::open(test).await;
        let event = unread(&shop.owner.get("/notifications").await).remove(0);
        let other = shop.hub.partner("Harbour Messaging").await;
        shop.hub.partner_user("owner@other.example", &other, Role::Owner).await;
        let bookshop = shop.hub.client(&shop.partner, "Bookshop").await;
        shop.hub.client_user("owner@bookshop.example", &shop.partner, &bookshop, Role::Owner).await;
        for email in ["owner@other.example", "owner@bookshop.example"] {
            let stranger = shop.hub.sign_in(email, PASSWORD).await;
            let page = stranger.get("/notifications").await;
            assert_eq!(page.status, StatusCode::OK);
            assert!(!page.body.contains("23125001"), "{email}");
            let answer = stranger.post_form("/api/app/notification-read", &[("event", &event)]).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{email}");
            stranger.post_form("/api/app/notifications-read", &[]).await;
        }
        assert!(unread(&shop.owner.get("/notifications").await).contains(&event));
        shop.hub.client_user("owner@client.example", &shop.partner, &shop.client, Role::Owner).await;
        let client = shop.hub.sign_in("owner@client.example", PASSWORD).await;
        assert!(text(&client.get("/notifications").await.body).contains("+49 30 23125001 was connected as Bäckerei Kessler"));
    }

    async fn an_empty_page_says_what_comes(test: TestStore) {
        let hub = TestHub::start(test).await;
        let page = hub.owner().await.get("/notifications").await;
        let words = text(&page.body);
        assert!(words.contains("No notifications yet"), "{words}");
        assert!(!words.contains("Show all notifications"), "{words}");
    }
}
