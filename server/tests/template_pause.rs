use domain::templates::TemplateStatus;
use http::StatusCode;
use hub::templates::TemplateChange;
use simulator::{Announce, NewTemplate, TemplateChange as AtMeta};
use store::on_both_engines;

use crate::support::{Shop, actor, fact, land, submit, template, text};

fn paused() -> NewTemplate {
    NewTemplate { status: "PAUSED".to_owned(), ..template("welcome", "en_US", "Hello out there") }
}

on_both_engines! {
    async fn a_pause_is_ended_from_the_page(test: TestStore) {
        let shop = Shop::open(test, vec![paused()]).await;
        let id = shop.templates().await[0].id.clone();
        let page = shop.owner.get(&format!("/templates/{id}")).await;
        assert_eq!(fact(&page.body, "Status"), "Paused");
        let done = submit(&shop.owner, &page, "Unpause", &[]).await;
        assert_eq!(done.at, format!("/templates/{id}?notice=unpaused"));
        assert_eq!(fact(&done.page.body, "Status"), "Active");
        let words = text(&done.page.body);
        assert!(words.contains("Meta has ended the pause") && !words.contains("Unpause "), "{words}");
        assert_eq!(shop.templates().await[0].status, TemplateStatus::Approved);

        let who = actor(&shop.hub, &shop.owner).await;
        let history = hub::templates::show(&shop.hub.hub, &who, &id).await.unwrap().history;
        let told: Vec<_> = history.iter().map(|entry| (entry.change, entry.detail.as_str())).collect();
        assert_eq!(told[..2], [(TemplateChange::Status, "Paused → Active"), (TemplateChange::Unpaused, "")]);
        assert_ne!(history[1].actor, "Meta");
        let log = hub::accounts::audit::list(&shop.hub.hub, &who, None, 10).await.unwrap();
        assert_eq!(log[0].action, "Unpaused a template");
        // What the webhook says is known by then.
        shop.hub.meta.webhooks_settled().await;
        shop.hub.apply_webhooks().await;
        let after = hub::templates::show(&shop.hub.hub, &who, &id).await.unwrap().history;
        assert_eq!(after.len(), history.len());
    }

    async fn metas_refusal_is_told_in_its_words(test: TestStore) {
        let shop = Shop::open(test, vec![paused()]).await;
        let id = shop.templates().await[0].id.clone();
        let page = shop.owner.get(&format!("/templates/{id}")).await;
        let over = AtMeta { event: Some("APPROVED".to_owned()), announce: Announce::Silent, ..AtMeta::default() };
        let at_meta = shop.hub.meta.templates(&shop.waba).await.unwrap()[0]["id"].as_str().unwrap().to_owned();
        shop.hub.meta.change_template(&at_meta, over).await.unwrap();
        let refused = submit(&shop.owner, &page, "Unpause", &[]).await;
        assert_eq!(refused.at, format!("/templates/{id}"));
        assert!(text(&refused.page.body).contains("Only a paused template can be unpaused."), "{}", refused.page.body);
        let again = shop.owner.get(&refused.at).await;
        assert!(!text(&again.body).contains("Only a paused template"), "{}", again.body);
    }

    async fn what_is_not_paused_has_nothing_to_end(test: TestStore) {
        let shop = Shop::open(test, vec![template("welcome", "en_US", "Hello out there")]).await;
        let id = shop.templates().await[0].id.to_string();
        let page = shop.owner.get(&format!("/templates/{id}")).await;
        assert!(!page.body.contains("Unpause"), "{}", page.body);
        let asked = shop.hub.meta.request_count();
        let sent = shop.owner.post_form("/api/app/template/unpause", &[("id", &id)]).await;
        let landed = land(&shop.owner, &sent).await;
        assert!(text(&landed.page.body).contains("It is not paused."), "{}", landed.page.body);
        assert_eq!(shop.hub.meta.request_count(), asked, "Meta is not asked for what it would refuse");
        let none = shop.owner.post_form("/api/app/template/unpause", &[("id", "none")]).await;
        assert_eq!(none.header("location"), "/templates/none");
        assert_eq!(shop.owner.get("/templates/none").await.status, StatusCode::NOT_FOUND);
    }
}
