//! What is found about a template because of what else its account has.

use domain::ids::TemplateId;
use domain::templates::validate::{Finding, Rule};
use domain::templates::{Component, Language, Template};
use hub::HubError;
use hub::templates::{Beginning, HistoryEntry, Purpose, TemplateChange};
use simulator::NewTemplate;

use super::support::{Account, at_meta, order_update};
use crate::support::World;

/// What is found about the account, as a sentence for each rule.
async fn found(account: &Account, purpose: Option<Purpose>, template: Template) -> Vec<(Rule, String)> {
    let (hub, owner) = (&account.world.hub, &account.world.owner);
    let draft = match purpose {
        Some(purpose) => hub::templates::start(hub, owner, Beginning::From(purpose)).await.unwrap(),
        None => account.draft(template.clone()).await,
    };
    let kept = hub::templates::save_draft(hub, owner, &draft, template).await.unwrap();
    let opened = hub::templates::draft(hub, owner, &draft).await.unwrap().findings;
    assert_eq!(kept, opened, "the editor is told the same whenever it asks");
    let of_account = |finding: Finding| finding.rule.is_about_the_account().then_some((finding.rule, finding.message));
    kept.into_iter().filter_map(of_account).collect()
}

fn rules(found: &[(Rule, String)]) -> Vec<Rule> {
    found.iter().map(|(rule, _)| *rule).collect()
}

fn named(name: &str) -> Template {
    Template { name: name.to_owned(), ..order_update() }
}

fn saying(name: &str, body: &str) -> Template {
    let json = serde_json::to_string(&named(name)).unwrap();
    serde_json::from_str(&json.replace("arrives tomorrow", body)).unwrap()
}

/// A template at Meta that says what `order_update` says.
fn twin(name: &str) -> NewTemplate {
    let parts = order_update().content.components.into_iter().filter_map(|part| match part {
        Component::Body(body) => Some(serde_json::json!({
            "type": "BODY", "text": body.text, "example": { "body_text": [["4711"]] }
        })),
        Component::Footer(footer) => Some(serde_json::json!({ "type": "FOOTER", "text": footer.text })),
        _ => None,
    });
    NewTemplate { components: parts.collect(), ..at_meta(name, "en_US") }
}

async fn id_of(account: &Account, name: &str) -> TemplateId {
    let all = account.list(&Default::default()).await;
    all.into_iter().find(|template| template.name == name).unwrap().id
}

store::on_both_engines! {
    async fn another_template_that_says_the_same_is_named(test: TestStore) {
        let account = Account::with(World::start(test).await, vec![twin("twin"), at_meta("other", "en_US")]).await;
        let doubled = found(&account, None, named("order_update")).await;
        assert_eq!(rules(&doubled), [Rule::TextTaken]);
        assert!(doubled[0].1.contains("`twin`"), "{doubled:?}");
        assert_eq!(found(&account, None, saying("order_update", "arrives on Monday")).await, []);
        let german = Template { language: Language::from_wire("de"), ..named("twin") };
        assert_eq!(found(&account, None, german).await, [], "another language of that name");
    }

    async fn an_edited_template_is_compared_with_others_alone(test: TestStore) {
        let account = Account::with(World::start(test).await, vec![twin("twin"), at_meta("other", "en_US")]).await;
        let edit = async |name: &str| Some(Purpose::Edit(id_of(&account, name).await));
        assert_eq!(found(&account, edit("twin").await, named("twin")).await, []);
        assert_eq!(rules(&found(&account, edit("other").await, named("other")).await), [Rule::TextTaken]);
    }

    async fn a_full_account_takes_no_new_template_but_an_edit(test: TestStore) {
        let many = NewTemplate { copies: 250, ..at_meta("welcome", "en_US") };
        let account = Account::with(World::start(test).await, vec![many]).await;
        let (meta, waba) = (&account.world.meta, &account.at_meta.waba_id);
        for (business, name, expected) in [
            ("not_verified", "APPROVED", vec![Rule::TooManyTemplates]),
            ("verified", "DECLINED", vec![Rule::TooManyTemplates]),
            ("verified", "APPROVED", vec![]),
        ] {
            meta.set_business_verification(waba, business).await.unwrap();
            meta.set_name_status(&account.at_meta.number_ids[0], name).await.unwrap();
            account.world.hub.clock.advance(2 * crate::support::INTERVAL);
            account.world.sync_due().await;
            let found = found(&account, None, named("order_update")).await;
            assert_eq!(rules(&found), expected, "{business} {name}: {found:?}");
        }
        meta.set_business_verification(waba, "not_verified").await.unwrap();
        account.world.hub.clock.advance(2 * crate::support::INTERVAL);
        account.world.sync_due().await;
        let edit = Purpose::Edit(id_of(&account, "welcome").await);
        assert_eq!(found(&account, Some(edit), named("welcome")).await, []);
    }

    async fn a_hundred_creations_an_hour_are_enough(test: TestStore) {
        let account = Account::with(World::start(test).await, Vec::new()).await;
        account.submitted(named("first")).await;
        let now = account.world.hub.clock.now();
        let waba = {
            let mut conn = account.world.hub.store.read().await.unwrap();
            let partner = account.world.partner;
            store::wabas::of_partner(&mut conn, partner).await.unwrap()[0].key
        };
        let written: Result<(), store::StoreError> = account.world.hub.store.write(move |tx| Box::pin(async move {
            for _ in 0..99 {
                let (actor, detail) = ("Ana".to_owned(), String::new());
                let entry = HistoryEntry { change: TemplateChange::Submitted, actor, detail, before: None, at: now };
                store::templates::history::append(tx, waba, ("gone", &Language::from_wire("de")), &entry).await?;
            }
            Ok(())
        })).await;
        written.unwrap();
        let other = || saying("order_update", "arrives on Monday");
        assert_eq!(rules(&found(&account, None, other()).await), [Rule::TooManyCreations]);
        account.world.hub.clock.advance(3_601);
        assert_eq!(found(&account, None, other()).await, []);
    }

    async fn a_copy_is_not_sent_where_the_account_stands_against_it(test: TestStore) {
        let account = Account::with(World::start(test).await, vec![twin("order_update")]).await;
        let world = &account.world;
        let (full, twins) = (world.account(1).await, world.account(1).await);
        let many = NewTemplate { copies: 250, ..at_meta("welcome", "en_US") };
        world.meta.add_template(&full.waba_id, many).await.unwrap();
        world.meta.set_business_verification(&full.waba_id, "not_verified").await.unwrap();
        world.meta.add_template(&twins.waba_id, twin("twin")).await.unwrap();
        world.hub.clock.advance(2 * crate::support::INTERVAL);
        world.sync_due().await;
        let id = account.only().await.id;
        let targets = hub::templates::targets(&world.hub, &world.owner, &id).await.unwrap();
        for (at_meta, sentence, there) in [(&full, "this account has 250", 250), (&twins, "the template `twin` says the same", 1)] {
            let target = targets.iter().find(|waba| waba.facts.external_id == at_meta.waba_id).unwrap();
            let refused = hub::templates::copy_to(&world.hub, &world.owner, &id, &target.id).await;
            assert!(matches!(&refused, Err(HubError::Conflict(why)) if why.contains(sentence)), "{refused:?}");
            assert_eq!(world.meta.templates(&at_meta.waba_id).await.unwrap().len(), there);
        }
    }

    async fn templates_of_before_are_compared_once_they_have_their_keys(test: TestStore) {
        let url = test.url.clone();
        let account = Account::with(World::start(test).await, vec![twin("twin")]).await;
        store::testing::execute(&url, "update templates set text_key = null").await;
        assert_eq!(found(&account, None, named("order_update")).await, []);
        hub::templates::give_text_keys(&account.world.hub).await.unwrap();
        assert_eq!(rules(&found(&account, None, named("order_update")).await), [Rule::TextTaken]);
    }
}
