//! Templates of one account.

use domain::account::Role;
use domain::ids::ChannelId;
use domain::templates::TemplateQuery;
use hub::templates::{ListedTemplate, Place};
use simulator::NewTemplate;
use store::testing::TestStore;

use super::{Browser, PASSWORD, TestHub, Wishes, actor};

/// A partner with one account, whose templates these are.
pub struct Shop {
    pub hub: TestHub,
    pub waba: String,
    pub number: ChannelId,
    pub owner: Browser,
}

impl Shop {
    pub async fn open(test: TestStore, templates: Vec<NewTemplate>) -> Self {
        Self::open_with(test, Wishes::default(), templates).await
    }

    /// In a hub as the test wants it.
    pub async fn open_with(test: TestStore, wishes: Wishes<'_>, templates: Vec<NewTemplate>) -> Self {
        let hub = TestHub::start_with(test, wishes).await;
        hub.meta.set_template_review_delay(3_600);
        let partner = hub.partner("Nordstern Connect").await;
        hub.partner_user("owner@partner.example", &partner, Role::Owner).await;
        let client = hub.client(&partner, "Café Nord").await;
        let new = simulator::NewWaba { name: Some("Nordlicht".to_owned()), numbers: 1, ..Default::default() };
        let added = hub.meta.add_waba(new).await.unwrap();
        for template in templates {
            hub.meta.add_template(&added.waba_id, template).await.unwrap();
        }
        hub.connect(&partner, &client, &added.waba_id, &added.token).await;
        let owner = hub.sign_in("owner@partner.example", PASSWORD).await;
        let who = actor(&hub, &owner).await;
        let number = hub::channels::list(&hub.hub, &who, &Default::default()).await.unwrap().cards[0].id.clone();
        Self { hub, waba: added.waba_id, number, owner }
    }

    /// Somebody of the client, signed in.
    pub async fn client(&self) -> Browser {
        let who = actor(&self.hub, &self.owner).await;
        let partners = hub::accounts::partners::list(&self.hub.hub).await.unwrap();
        let partner = partners.into_iter().find(|it| it.key == who.organisation.partner()).unwrap().id;
        let details = hub::channels::details(&self.hub.hub, &who, &self.number).await.unwrap();
        self.hub.client_user("owner@client.example", &partner, &details.client.id, Role::Owner).await;
        self.hub.sign_in("owner@client.example", PASSWORD).await
    }

    /// Its templates, by name.
    pub async fn templates(&self) -> Vec<ListedTemplate> {
        let who = actor(&self.hub, &self.owner).await;
        let query = TemplateQuery::default();
        hub::templates::list(&self.hub.hub, &who, &Place::Everywhere, &query).await.unwrap().page.templates
    }

    /// The address of their list.
    pub fn list(&self) -> String {
        format!("/numbers/{}/templates", self.number)
    }
}

/// A template that has been approved.
pub fn template(name: &str, language: &str, body: &str) -> NewTemplate {
    let components = vec![serde_json::json!({ "type": "BODY", "text": body })];
    NewTemplate { name: name.to_owned(), language: language.to_owned(), components, ..NewTemplate::default() }
}
