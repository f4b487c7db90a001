//! Writing, sending, changing, copying, testing and deleting templates.

use domain::templates::changes::says_the_same;
use domain::templates::validate::Rule;
use domain::templates::{Language, Template, TemplateQuery, TemplateStatus};
use hub::HubError;
use hub::templates::{Beginning, Extent, Purpose, Submitted, TestMessage};
use simulator::NewTemplate;

use super::support::{Account, at_meta, order_update};
use crate::support::{World, user};

store::on_both_engines! {
    async fn a_draft_is_kept_per_person_and_sent_once(test: TestStore) {
        let account = Account::with(World::start(test).await, Vec::new()).await;
        let world = &account.world;
        let draft = account.draft(order_update()).await;
        let kept = hub::templates::draft(&world.hub, &world.owner, &draft).await.unwrap();
        assert_eq!(kept.draft.template, order_update());
        let mut other = world.owner;
        other.user = user(world, "other@example.com").await;
        let seen = hub::templates::draft(&world.hub, &other, &draft).await.map(|_| ());
        assert!(matches!(seen, Err(HubError::NotFound)), "{seen:?}");
        let (one, two) = tokio::join!(
            hub::templates::submit(&world.hub, &world.owner, &draft),
            hub::templates::submit(&world.hub, &world.owner, &draft),
        );
        assert!([&one, &two].iter().any(|it| matches!(it, Ok(Submitted::Done(_)))), "{one:?} {two:?}");
        assert_eq!(world.meta.templates(&account.at_meta.waba_id).await.unwrap().len(), 1);
        let again = account.submit(&draft).await;
        assert_eq!(again, Submitted::Done(account.only().await.id));
        let late = hub::templates::save_draft(&world.hub, &world.owner, &draft, order_update()).await;
        assert!(matches!(late, Err(HubError::Conflict(_))), "{late:?}");
    }

    async fn the_status_follows_the_review(test: TestStore) {
        let account = Account::with(World::start(test).await, Vec::new()).await;
        account.submitted(order_update()).await;
        assert_eq!(account.only().await.status, TemplateStatus::Pending);
        account.world.meta.settle_template_reviews().await;
        account.world.hear().await;
        assert_eq!(account.only().await.status, TemplateStatus::Approved);
    }

    async fn what_meta_would_refuse_is_not_sent(test: TestStore) {
        let account = Account::with(World::start(test).await, Vec::new()).await;
        let draft = account.draft(Template { name: "Order Update".to_owned(), ..order_update() }).await;
        let Submitted::Findings(findings) = account.submit(&draft).await else { panic!("it was sent") };
        assert!(findings.iter().any(|finding| finding.path == "name"), "{findings:?}");
        assert!(account.world.meta.templates(&account.at_meta.waba_id).await.unwrap().is_empty());
    }

    async fn a_refusal_of_meta_stands_at_its_field_and_the_draft_can_be_sent_again(test: TestStore) {
        let account = Account::with(World::start(test).await, Vec::new()).await;
        let world = &account.world;
        // Unknown to the hub: it was made at Meta after the last sync.
        world.meta.add_template(&account.at_meta.waba_id, at_meta("order_update", "en_US")).await.unwrap();
        let draft = account.draft(order_update()).await;
        let Submitted::Refused(refusal) = account.submit(&draft).await else { panic!("it was taken") };
        assert_eq!(refusal.field, "language");
        let shown = hub::templates::draft(&world.hub, &world.owner, &draft).await.unwrap();
        assert_eq!(shown.refusal, Some(refusal));
        let renamed = Template { name: "order_update_2".to_owned(), ..order_update() };
        hub::templates::save_draft(&world.hub, &world.owner, &draft, renamed).await.unwrap();
        assert!(matches!(account.submit(&draft).await, Submitted::Done(_)));
    }

    async fn a_name_is_not_taken_twice_in_a_language(test: TestStore) {
        let account = Account::with(World::start(test).await, vec![at_meta("order_update", "en_US")]).await;
        let draft = account.draft(order_update()).await;
        let Submitted::Findings(findings) = account.submit(&draft).await else { panic!("it was sent") };
        assert!(findings.iter().any(|finding| finding.rule == Rule::NameTaken), "{findings:?}");
    }

    async fn an_approved_template_is_edited_once_a_day(test: TestStore) {
        let account = Account::with(World::start(test).await, Vec::new()).await;
        let world = &account.world;
        let id = account.submitted(order_update()).await;
        world.meta.settle_template_reviews().await;
        world.hear().await;
        let edit = async |words: &str| {
            let from = Beginning::From(Purpose::Edit(id.clone()));
            let draft = hub::templates::start(&world.hub, &world.owner, from).await?;
            let mut template = order_update();
            let json = serde_json::to_string(&template).unwrap().replace("tomorrow", words);
            template = serde_json::from_str(&json).unwrap();
            hub::templates::save_draft(&world.hub, &world.owner, &draft, template).await.unwrap();
            hub::templates::submit(&world.hub, &world.owner, &draft).await
        };
        assert_eq!(edit("on Monday").await.unwrap(), Submitted::Done(id.clone()));
        world.meta.settle_template_reviews().await;
        world.hear().await;
        let refused = edit("on Tuesday").await;
        assert!(matches!(&refused, Err(HubError::Conflict(why)) if why.contains("24 hours")), "{refused:?}");
        let view = hub::templates::show(&world.hub, &world.owner, &id).await.unwrap();
        let edited = view.history.iter().find(|entry| entry.change == hub::templates::TemplateChange::Edited).unwrap();
        let before = edited.before.as_ref().unwrap();
        assert!(says_the_same(&before.content, &order_update().content), "{before:?}");
        assert_eq!(edited.actor, "Somebody");
    }

    async fn a_copy_goes_to_other_accounts_with_a_result_for_each(test: TestStore) {
        let account = Account::with(World::start(test).await, vec![at_meta("order_update", "en_US")]).await;
        let world = &account.world;
        let id = account.only().await.id;
        let second = world.account(1).await;
        world.meta.set_template_review_delay(3_600);
        let targets = hub::templates::targets(&world.hub, &world.owner, &id).await.unwrap();
        assert_eq!(targets.len(), 1);
        let copy = hub::templates::copy_to(&world.hub, &world.owner, &id, &targets[0].id).await;
        assert!(copy.is_ok(), "{copy:?}");
        assert_eq!(world.meta.templates(&second.waba_id).await.unwrap().len(), 1);
        let again = hub::templates::copy_to(&world.hub, &world.owner, &id, &targets[0].id).await;
        assert!(matches!(again, Err(HubError::Conflict(_))), "{again:?}");
    }

    async fn a_template_is_deleted_with_its_name_typed_and_the_name_is_locked(test: TestStore) {
        let world = World::start(test).await;
        let both = vec![at_meta("order_update", "en_US"), at_meta("order_update", "de")];
        let account = Account::with(world, both).await;
        let world = &account.world;
        let id = account.list(&TemplateQuery::default()).await[0].id.clone();
        let refused = hub::templates::delete(&world.hub, &world.owner, &id, Extent::All, "order").await;
        assert!(matches!(refused, Err(HubError::Invalid { field: "typed", .. })), "{refused:?}");
        let gone = hub::templates::delete(&world.hub, &world.owner, &id, Extent::Language, "order_update").await;
        assert_eq!(gone.unwrap(), 1);
        let left = account.only().await;
        assert_eq!(left.language, Language::from_wire("en_US"));
        hub::templates::delete(&world.hub, &world.owner, &left.id, Extent::All, " order_update ").await.unwrap();
        let draft = account.draft(order_update()).await;
        let Submitted::Findings(findings) = account.submit(&draft).await else { panic!("it was sent") };
        assert!(findings.iter().any(|finding| finding.rule == Rule::NameLocked), "{findings:?}");
    }

    async fn what_was_deleted_here_does_not_come_back_while_meta_still_delivers(test: TestStore) {
        let account = Account::with(World::start(test).await, vec![at_meta("order_update", "en_US")]).await;
        let world = &account.world;
        let id = account.only().await.id;
        hub::templates::delete(&world.hub, &world.owner, &id, Extent::Language, "order_update").await.unwrap();
        let going = NewTemplate { status: "PENDING_DELETION".to_owned(), ..at_meta("order_update", "en_US") };
        let other = NewTemplate { status: "PENDING_DELETION".to_owned(), ..at_meta("deleted_elsewhere", "en_US") };
        for template in [going, other] {
            world.meta.add_template(&account.at_meta.waba_id, template).await.unwrap();
        }
        hub::templates::sync_now(&world.hub, &world.owner, &account.number).await.unwrap();
        assert_eq!(account.only().await.name, "deleted_elsewhere");
    }

    async fn a_test_message_goes_out_with_its_places_filled(test: TestStore) {
        let account = Account::with(World::start(test).await, Vec::new()).await;
        let world = &account.world;
        let id = account.submitted(order_update()).await;
        let message = |to: &str, value: &str| TestMessage {
            from: account.number.clone(),
            template: id.clone(),
            to: to.to_owned(),
            values: vec![("body.1".to_owned(), value.to_owned())],
        };
        let early = hub::templates::send_test(&world.hub, &world.owner, &message("+4930901820", "1")).await;
        assert!(matches!(early, Err(HubError::Conflict(_))), "{early:?}");
        world.meta.settle_template_reviews().await;
        world.hear().await;
        let nobody = hub::templates::send_test(&world.hub, &world.owner, &message("call me", "1")).await;
        assert!(matches!(nobody, Err(HubError::Invalid { field: "to", .. })), "{nobody:?}");
        let empty = hub::templates::send_test(&world.hub, &world.owner, &message("+4930901820", "")).await;
        assert!(matches!(empty, Err(HubError::Invalid { field: "values", .. })), "{empty:?}");
        let sent = hub::templates::send_test(&world.hub, &world.owner, &message("+49 30 901820", "4711")).await;
        let answer = format!("Meta has answered: accepted, {}", sent.unwrap().id);
        let history = hub::templates::show(&world.hub, &world.owner, &id).await.unwrap().history;
        assert!(history[0].detail.ends_with(&answer), "{answer} in {history:?}");
        assert!(world.meta.messages().to_string().contains("order_update"));
    }
}
