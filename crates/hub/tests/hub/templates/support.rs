//! An account with templates at Meta.

use domain::ids::{ChannelId, DraftId, TemplateId};
use domain::templates::starters::Starter;
use domain::templates::{Component, Examples, Template, TemplateQuery};
use hub::templates::{Beginning, ListedTemplate, Place, Submitted};
use simulator::{AddedWaba, NewTemplate};

use crate::support::{World, user};

/// An account whose first number manages its templates.
pub struct Account {
    pub world: World,
    pub at_meta: AddedWaba,
    pub number: ChannelId,
}

impl Account {
    /// With these templates at Meta, read by a sync.
    pub async fn with(world: World, templates: Vec<NewTemplate>) -> Self {
        // Drafts belong to a person who is there: the first one is the owner.
        assert_eq!(user(&world, "owner@example.com").await, world.owner.user);
        let at_meta = world.account(1).await;
        let number = world.card(&at_meta.number_ids[0]).await.id;
        let account = Self { world, at_meta, number };
        account.world.meta.set_template_review_delay(3_600);
        for template in templates {
            account.world.meta.add_template(&account.at_meta.waba_id, template).await.unwrap();
        }
        hub::templates::sync_now(&account.world.hub, &account.world.owner, &account.number).await.unwrap();
        account.world.news().await;
        account
    }

    pub async fn list(&self, query: &TemplateQuery) -> Vec<ListedTemplate> {
        let place = Place::Number(self.number.clone());
        hub::templates::list(&self.world.hub, &self.world.owner, &place, query).await.unwrap().page.templates
    }

    pub async fn only(&self) -> ListedTemplate {
        let all = self.list(&TemplateQuery::default()).await;
        assert_eq!(all.len(), 1, "{all:?}");
        all[0].clone()
    }

    pub async fn draft(&self, template: Template) -> DraftId {
        let beginning = Beginning::New(self.number.clone(), Starter::Text);
        let id = hub::templates::start(&self.world.hub, &self.world.owner, beginning).await.unwrap();
        hub::templates::save_draft(&self.world.hub, &self.world.owner, &id, template).await.unwrap();
        id
    }

    pub async fn submit(&self, id: &DraftId) -> Submitted {
        hub::templates::submit(&self.world.hub, &self.world.owner, id).await.unwrap()
    }

    pub async fn submitted(&self, template: Template) -> TemplateId {
        let draft = self.draft(template).await;
        match self.submit(&draft).await {
            Submitted::Done(id) => id,
            other => panic!("{other:?}"),
        }
    }
}

/// A template that Meta approves.
pub fn order_update() -> Template {
    let mut template = Starter::Text.template(domain::templates::Language::from_wire("en_US"));
    template.name = "order_update".to_owned();
    for part in &mut template.content.components {
        if let Component::Body(body) = part {
            body.text = Some("Your order {{1}} has left our shop in Berlin and arrives tomorrow.".to_owned());
            body.examples = Examples::Positional(vec!["4711".to_owned()]);
        }
    }
    template
}

/// The same as it stands at Meta.
pub fn at_meta(name: &str, language: &str) -> NewTemplate {
    NewTemplate { name: name.to_owned(), language: language.to_owned(), ..NewTemplate::default() }
}
