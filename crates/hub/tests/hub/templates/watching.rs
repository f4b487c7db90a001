//! Templates as Meta tells of them: by a sync, and by webhooks.

use domain::account::Organisation;
use domain::event::EventKind;
use domain::templates::{Category, Quality, TemplateQuery, TemplateSort, TemplateStatus, TemplatesAt};
use hub::HubError;
use hub::templates::{Place, TemplateChange};
use simulator::{NewTemplate, NewWaba, TemplateChange as AtMeta};

use super::support::{Account, at_meta};
use crate::support::{World, actor, news, partner};

store::on_both_engines! {
    async fn the_first_sync_brings_every_template_without_notifications(test: TestStore) {
        let world = World::start(test).await;
        let added = world.meta.add_waba(NewWaba { numbers: 1, ..NewWaba::default() }).await.unwrap();
        let many = NewTemplate { copies: 250, ..at_meta("welcome", "en_US") };
        world.meta.add_template(&added.waba_id, many).await.unwrap();
        let client = world.client("Nordlicht").await;
        world.try_connect(client, &added.waba_id, &added.token).await.unwrap();
        world.sync_due().await;
        let told = world.news().await;
        assert!(told.iter().all(|(kind, ..)| *kind != EventKind::TemplateCreated), "{told:?}");
        let number = world.card(&added.number_ids[0]).await.id;
        let place = Place::Number(number);
        let first = hub::templates::list(&world.hub, &world.owner, &place, &TemplateQuery::default()).await.unwrap();
        assert_eq!(first.page.templates.len(), hub::templates::PAGE_SIZE);
        assert!(first.page.has_next && !first.page.has_previous);
    }

    async fn languages_of_a_name_stand_together_on_one_page(test: TestStore) {
        let world = World::start(test).await;
        let mut all = Vec::new();
        for n in 0..60 {
            for language in ["en_US", "de", "ar"] {
                all.push(at_meta(&format!("name_{n:02}"), language));
            }
        }
        let account = Account::with(world, all).await;
        let (mut names, mut query) = (Vec::new(), TemplateQuery::default());
        loop {
            let place = Place::Number(account.number.clone());
            let found = hub::templates::list(&account.world.hub, &account.world.owner, &place, &query).await.unwrap();
            for three in found.page.templates.chunks(3) {
                assert!(three.len() == 3 && three.iter().all(|it| it.name == three[0].name), "{three:?}");
                names.push(three[0].name.clone());
            }
            let Some(last) = found.page.templates.last().filter(|_| found.page.has_next) else { break };
            query = query.at(TemplatesAt::After(last.id.clone()));
        }
        assert_eq!(names, (0..60).map(|n| format!("name_{n:02}")).collect::<Vec<_>>());
    }

    async fn search_looks_into_names_and_texts_and_filters_narrow(test: TestStore) {
        let world = World::start(test).await;
        let rejected = NewTemplate {
            status: "REJECTED".to_owned(),
            rejected_reason: "SCAM".to_owned(),
            category: "MARKETING".to_owned(),
            components: vec![serde_json::json!({ "type": "BODY", "text": "Grüße aus Köln" })],
            ..at_meta("spring_greetings", "de")
        };
        let account = Account::with(world, vec![rejected, at_meta("order_update", "en_US")]).await;
        let found = |search: &str| TemplateQuery { search: search.to_owned(), ..TemplateQuery::default() };
        for (search, names) in [
            ("KOLN", vec!["spring_greetings"]),
            ("order_up", vec!["order_update"]),
            ("order%up", vec![]),
            ("", vec!["order_update", "spring_greetings"]),
        ] {
            let all: Vec<_> = account.list(&found(search)).await.into_iter().map(|it| it.name).collect();
            assert_eq!(all, names, "{search}");
        }
        let query = TemplateQuery { status: Some(TemplateStatus::Rejected), ..TemplateQuery::default() };
        let refused = account.list(&query).await;
        assert_eq!(refused.len(), 1);
        assert_eq!(refused[0].rejection.as_deref(), Some("SCAM"));
        let query = TemplateQuery {
            category: Some(Category::Marketing),
            sort: TemplateSort::Changed,
            ..TemplateQuery::default()
        };
        assert_eq!(account.list(&query).await.len(), 1);
    }

    async fn webhooks_change_status_quality_and_category_at_once(test: TestStore) {
        let account = Account::with(World::start(test).await, vec![at_meta("order_update", "en_US")]).await;
        let world = &account.world;
        let id = account.only().await.id;
        let meta_id = meta_id(&account).await;
        let change = |change: AtMeta| world.meta.change_template(&meta_id, change);
        change(AtMeta { quality_score: Some("YELLOW".to_owned()), ..AtMeta::default() }).await.unwrap();
        world.hear().await;
        assert_eq!(account.only().await.quality, Quality::Yellow);
        change(AtMeta { quality_score: Some("RED".to_owned()), ..AtMeta::default() }).await.unwrap();
        world.hear().await;
        assert_eq!(account.only().await.status, TemplateStatus::Paused);
        world.meta.advance(3 * 3_600 + 1).await;
        world.hear().await;
        assert_eq!(account.only().await.status, TemplateStatus::Approved);
        let announced = AtMeta {
            category: Some("MARKETING".to_owned()),
            category_in_seconds: Some(86_400),
            ..AtMeta::default()
        };
        change(announced).await.unwrap();
        world.hear().await;
        let stored = hub::templates::show(&world.hub, &world.owner, &id).await.unwrap();
        assert_eq!(stored.template.notes.next_category, Some(Category::Marketing));
        assert!(stored.template.notes.next_category_at.is_some());
        world.meta.advance(86_401).await;
        world.hear().await;
        let stored = hub::templates::show(&world.hub, &world.owner, &id).await.unwrap();
        assert_eq!(stored.template.facts.template.category, Category::Marketing);
        assert_eq!(stored.template.notes.next_category, None);
        let changes: Vec<_> = stored.history.iter().map(|entry| entry.change).collect();
        for change in [
            TemplateChange::Quality,
            TemplateChange::Status,
            TemplateChange::CategoryAnnounced,
            TemplateChange::Category,
            TemplateChange::Found,
        ] {
            assert!(changes.contains(&change), "{change} in {changes:?}");
        }
        let told = world.news().await;
        let about = "order_update (English (US))";
        assert!(told.contains(&news(EventKind::TemplateStatusChanged, about, "Active → Paused")), "{told:?}");
        assert!(told.contains(&news(EventKind::TemplateCategoryImpending, about, "Utility → Marketing")), "{told:?}");
        assert!(told.contains(&news(EventKind::TemplateCategoryChanged, about, "Utility → Marketing")), "{told:?}");
    }

    async fn a_template_that_meta_no_longer_lists_goes_and_its_history_stays(test: TestStore) {
        let account = Account::with(World::start(test).await, vec![at_meta("order_update", "en_US")]).await;
        let world = &account.world;
        let meta_id = meta_id(&account).await;
        let deleted = AtMeta { event: Some("DELETED".to_owned()), announce: simulator::Announce::Silent, ..AtMeta::default() };
        world.meta.change_template(&meta_id, deleted).await.unwrap();
        let changed = hub::templates::sync_now(&world.hub, &world.owner, &account.number).await.unwrap();
        assert_eq!((changed.gone, changed.words().as_str()), (1, "1 gone"));
        assert!(account.list(&TemplateQuery::default()).await.is_empty());
        let told = world.news().await;
        assert_eq!(told.iter().map(|(kind, ..)| *kind).collect::<Vec<_>>(), [EventKind::TemplateDeleted]);
    }

    async fn templates_of_somebody_else_are_not_there(test: TestStore) {
        let account = Account::with(World::start(test).await, vec![at_meta("order_update", "en_US")]).await;
        let world = &account.world;
        let id = account.only().await.id;
        let stranger = actor(Organisation::Partner(partner(&world.hub.store, &world.hub.random, "Stranger").await));
        let seen = hub::templates::show(&world.hub, &stranger, &id).await.map(|_| ());
        assert!(matches!(seen, Err(HubError::NotFound)), "{seen:?}");
        let place = Place::Number(account.number.clone());
        let listed = hub::templates::list(&world.hub, &stranger, &place, &TemplateQuery::default()).await.map(|_| ());
        assert!(matches!(listed, Err(HubError::NotFound)), "{listed:?}");
        let all = hub::templates::list(&world.hub, &stranger, &Place::Everywhere, &TemplateQuery::default()).await;
        assert!(all.unwrap().page.templates.is_empty());
    }
}

async fn meta_id(account: &Account) -> String {
    let id = account.only().await.id;
    let view = hub::templates::show(&account.world.hub, &account.world.owner, &id).await.unwrap();
    view.template.facts.meta_id
}
