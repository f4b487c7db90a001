use domain::templates::TemplateStatus;
use http::StatusCode;
use simulator::NewTemplate;
use store::on_both_engines;

use crate::support::{Shop, actor, fact, land, submit, template, text};

on_both_engines! {
    async fn the_list_groups_languages_and_says_what_is_wrong(test: TestStore) {
        let rejected = NewTemplate {
            status: "REJECTED".to_owned(),
            rejected_reason: "SCAM".to_owned(),
            ..template("win_now", "en_US", "You have won")
        };
        let both = vec![template("welcome", "en_US", "Welcome <b>home</b>"), template("welcome", "ar", "مرحبا"), rejected];
        let shop = Shop::open(test, both).await;
        for address in [shop.list(), "/templates".to_owned()] {
            let page = shop.owner.get(&address).await;
            assert_eq!(page.status, StatusCode::OK);
            assert_eq!(page.body.matches(">welcome</a>").count(), 1, "{}", page.body);
            assert!(page.body.contains("Welcome &lt;b&gt;home"), "{}", page.body);
            let words = text(&page.body);
            for expected in ["English (US)", "Arabic", "Active", "Rejected", "looks like fraud to Meta"] {
                assert!(words.contains(expected), "{expected} in {words}");
            }
        }
        let found = text(&shop.owner.get(&format!("{}?q=home", shop.list())).await.body);
        assert!(found.contains("welcome") && !found.contains("win_now"), "{found}");
        let none = text(&shop.owner.get(&format!("{}?status=PAUSED", shop.list())).await.body);
        assert!(none.contains("No template fits"), "{none}");
        let odd = text(&shop.owner.get(&format!("{}?status=FLYING", shop.list())).await.body);
        assert!(odd.contains("Left out, because it is not known here: status=FLYING"), "{odd}");
    }

    async fn one_template_shows_its_text_its_state_and_what_can_be_done(test: TestStore) {
        let shop = Shop::open(test, vec![template("welcome", "en_US", "Hello *you*, good to see you")]).await;
        let id = shop.templates().await[0].id.clone();
        let page = shop.owner.get(&format!("/templates/{id}")).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.body.contains("<title>welcome · English (US) · Partner Hub</title>"), "{}", page.body);
        assert_eq!(fact(&page.body, "Status"), "Active");
        assert_eq!(fact(&page.body, "Account"), "Nordlicht Café Nord");
        assert!(page.body.contains("Hello <b>you</b>, good"), "{}", page.body);
        let words = text(&page.body);
        for expected in ["Send test message", "Copy to accounts", "Edit", "Add language", "Delete template", "Found at Meta"] {
            assert!(words.contains(expected), "{expected} in {words}");
        }
        assert_eq!(shop.owner.get("/templates/none").await.status, StatusCode::NOT_FOUND);
    }

    async fn a_sync_brings_what_was_made_at_meta(test: TestStore) {
        let shop = Shop::open(test, Vec::new()).await;
        let page = shop.owner.get(&shop.list()).await;
        assert!(text(&page.body).contains("No templates yet"), "{}", page.body);
        shop.hub.meta.add_template(&shop.waba, template("welcome", "en_US", "Hello")).await.unwrap();
        let landed = submit(&shop.owner, &page, "Sync with Meta", &[]).await;
        assert_eq!(landed.at, format!("{}?notice=synced", shop.list()));
        assert!(text(&landed.page.body).contains("1 new"), "{}", landed.page.body);
    }

    async fn a_notification_leads_to_its_template_while_it_is_there(test: TestStore) {
        let shop = Shop::open(test, Vec::new()).await;
        shop.hub.meta.add_template(&shop.waba, template("welcome", "en_US", "Hello")).await.unwrap();
        let list = shop.owner.get(&shop.list()).await;
        submit(&shop.owner, &list, "Sync with Meta", &[]).await;
        let id = shop.templates().await[0].id.clone();
        let notes = shop.owner.get("/notifications?kind=template_created").await;
        assert!(notes.body.contains(&format!("<a href=\"/templates/{id}\"")), "{}", notes.body);
        let page = shop.owner.get(&format!("/templates/{id}/delete")).await;
        submit(&shop.owner, &page, "Delete template", &[("typed", "welcome")]).await;
        for kind in ["template_created", "template_deleted"] {
            let notes = shop.owner.get(&format!("/notifications?kind={kind}")).await;
            let (_, below) = notes.body.split_once("class=\"notes card\"").unwrap();
            assert!(below.contains("<a href=\"/templates\""), "{kind}: {}", notes.body);
        }
    }

    async fn the_overview_of_a_number_leads_to_what_can_be_sent(test: TestStore) {
        let waiting = NewTemplate { status: "PENDING".to_owned(), ..template("waiting", "en_US", "Not yet") };
        let shop = Shop::open(test, vec![template("welcome", "en_US", "Hello"), waiting]).await;
        let (overview, picked) = (format!("/numbers/{}", shop.number), format!("{}?status=APPROVED", shop.list()));
        let page = shop.owner.get(&overview).await;
        assert!(page.body.contains(&format!("href=\"{picked}\"")), "{}", page.body);
        let list = text(&shop.owner.get(&picked).await.body);
        assert!(list.contains("welcome") && !list.contains("waiting"), "{list}");

        let numbers = shop.hub.meta.number_ids(&shop.waba).await.unwrap();
        shop.hub.meta.set_status(&numbers[0], "BANNED").await.unwrap();
        shop.hub.meta.webhooks_settled().await;
        shop.hub.apply_webhooks().await;
        shop.hub.sync_accounts().await;
        let page = shop.owner.get(&overview).await;
        assert!(text(&page.body).contains("Banned") && !page.body.contains(&picked), "{}", page.body);
    }

    async fn deleting_asks_for_the_name(test: TestStore) {
        let shop = Shop::open(test, vec![template("welcome", "en_US", "Hello")]).await;
        let id = shop.templates().await[0].id.clone();
        let page = shop.owner.get(&format!("/templates/{id}/delete")).await;
        assert!(text(&page.body).contains("cannot be used again for 30 days"), "{}", page.body);
        let wrong = submit(&shop.owner, &page, "Delete template", &[("typed", "welcom")]).await;
        assert!(text(&wrong.page.body).contains("Type the name of the template: welcome"), "{}", wrong.page.body);
        let gone = submit(&shop.owner, &wrong.page, "Delete template", &[("typed", "welcome")]).await;
        assert_eq!(gone.at, format!("{}?notice=deleted", shop.list()));
        assert!(shop.templates().await.is_empty());
    }

    async fn a_copy_shows_the_result_for_each_account(test: TestStore) {
        let shop = Shop::open(test, vec![template("welcome", "en_US", "Hello out there")]).await;
        let id = shop.templates().await[0].id.clone();
        let page = shop.owner.get(&format!("/templates/{id}/copy")).await;
        assert!(text(&page.body).contains("There is no other account"), "{}", page.body);
        let partner = actor(&shop.hub, &shop.owner).await.organisation.partner();
        let partner = hub::accounts::partners::list(&shop.hub.hub).await.unwrap().into_iter().find(|it| it.key == partner);
        let (partner, added) = (partner.unwrap().id, shop.hub.meta.add_waba(Default::default()).await.unwrap());
        let client = shop.hub.client(&partner, "Café Süd").await;
        shop.hub.connect(&partner, &client, &added.waba_id, &added.token).await;
        let page = shop.owner.get(&format!("/templates/{id}/copy")).await;
        let (_, rest) = page.body.split_once("name=\"accounts[]\" value=\"").unwrap();
        let account = rest.split('"').next().unwrap().to_owned();
        let done = submit(&shop.owner, &page, "Copy template", &[("accounts[]", &account)]).await;
        assert!(text(&done.page.body).contains("Sent for review"), "{}", done.page.body);
        assert_eq!(shop.hub.meta.templates(&added.waba_id).await.unwrap().len(), 1);
        let again = submit(&shop.owner, &done.page, "Copy template", &[("accounts[]", &account)]).await;
        assert!(text(&again.page.body).contains("already has welcome"), "{}", again.page.body);
    }

    async fn what_cannot_be_edited_now_says_why_where_it_was_tried(test: TestStore) {
        let in_review = NewTemplate { status: "PENDING".to_owned(), ..template("welcome", "en_US", "Hello out there") };
        let shop = Shop::open(test, vec![in_review]).await;
        let id = shop.templates().await[0].id.to_string();
        // The page that was open offered it still.
        let sent = shop.owner.post_form("/api/app/templates/start", &[("template", &id), ("what", "edit")]).await;
        let landed = land(&shop.owner, &sent).await;
        assert_eq!(landed.at, format!("/templates/{id}"));
        // Once more than the buttons that are off say it.
        let told = |page: &str| text(page).matches("Meta reviews it, which usually takes less than 24 hours.").count();
        assert_eq!(told(&landed.page.body), told(&shop.owner.get(&landed.at).await.body) + 1);
        let gone = shop.owner.post_form("/api/app/templates/start", &[("number", "none")]).await;
        assert_eq!(gone.header("location"), "/numbers/none/templates");
    }

    async fn a_test_message_is_sent_from_the_template(test: TestStore) {
        let shop = Shop::open(test, vec![template("welcome", "en_US", "Hello out there")]).await;
        let id = shop.templates().await[0].id.clone();
        let page = shop.owner.get(&format!("/templates/{id}/test")).await;
        let number = shop.number.to_string();
        let wrong = submit(&shop.owner, &page, "Send test message", &[("from", &number), ("to", "nobody")]).await;
        assert!(wrong.at.ends_with("/test"), "{}", wrong.at);
        let sent = submit(&shop.owner, &page, "Send test message", &[("from", &number), ("to", "+49 30 901820")]).await;
        assert_eq!(sent.at, format!("/templates/{id}?notice=tested"));
        assert!(text(&sent.page.body).contains("Meta has taken the test message."), "{}", sent.page.body);
        assert!(text(&sent.page.body).contains("Test message sent"), "{}", sent.page.body);
    }

    async fn a_new_template_is_written_and_sent(test: TestStore) {
        let shop = Shop::open(test, Vec::new()).await;
        let page = shop.owner.get(&shop.list()).await;
        let editor = submit(&shop.owner, &page, "Add template", &[]).await;
        assert!(editor.at.starts_with("/templates/drafts/"), "{}", editor.at);
        assert_eq!(editor.page.status, StatusCode::OK, "{}", editor.page.body);
        assert!(text(&shop.owner.get(&shop.list()).await.body).contains("Your drafts"));
        assert!(shop.templates().await.iter().all(|it| it.status == TemplateStatus::Pending));
    }
}
