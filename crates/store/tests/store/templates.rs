//! Templates: what they say, how many there are, what was sent in the last hour, and which events are about them.

use domain::Timestamp;
use domain::event::{EventData, EventKind, NewEvent};
use domain::ids::{EventId, TemplateId, TemplateKey, WabaKey};
use domain::templates::starters::Starter;
use domain::templates::{Language, TemplateFacts, TemplateNotes, TemplateStatus};
use domain::waba::AccountType;
use store::Store;
use store::events::{self, EventScope};
use store::templates::history::{self, HistoryEntry, TemplateChange};
use store::templates::texts::{count, give_key, with_key, without_key};
use store::templates::{self, Derived, NewTemplate, TextKey};
use store::wabas::Waba;

use crate::support::{NOW, client, commit, entropy, partner, waba, waba_facts};

struct Account {
    store: Store,
    waba: Waba,
}

impl Account {
    async fn open(store: &Store, external_id: &str) -> Self {
        let partner = partner(store, "One").await;
        let client = client(store, partner, "First", &format!("{external_id}@first.example")).await;
        let waba = waba(store, &client, waba_facts(external_id, "Nordlicht", AccountType::Shared)).await;
        Self { store: store.clone(), waba }
    }

    fn key(&self) -> WabaKey {
        self.waba.key
    }

    async fn add(&self, name: &str, language: &str, status: TemplateStatus, text_key: TextKey) -> TemplateKey {
        let mut template = Starter::Text.template(Language::from_wire(language));
        template.name = name.to_owned();
        let facts = TemplateFacts {
            meta_id: format!("{name}.{language}"),
            template,
            status,
            quality: None,
            rejection: None,
            previous_category: None,
            changed_at: None,
        };
        let account = (self.waba.partner, self.waba.client, self.waba.key);
        commit!(self.store, |tx| {
            let new = NewTemplate {
                id: TemplateId::from_entropy(entropy()),
                account,
                facts: &facts,
                notes: &TemplateNotes::default(),
                derived: &Derived { excerpt: String::new(), wording: String::new(), text_key },
                at: NOW,
            };
            templates::insert(tx, &new).await
        })
        .unwrap()
    }

    async fn note(&self, change: TemplateChange, at: Timestamp) {
        let waba = self.waba.key;
        commit!(self.store, |tx| {
            let entry = HistoryEntry { change, actor: "Ana".to_owned(), detail: String::new(), before: None, at };
            history::append(tx, waba, ("welcome", &Language::from_wire("de")), &entry).await
        })
        .unwrap();
    }

    async fn found(&self, key: TextKey, but_named: &str) -> Option<String> {
        let mut conn = self.store.read().await.unwrap();
        with_key(&mut conn, self.key(), key, but_named).await.unwrap().map(|facts| facts.template.name)
    }
}

const APPROVED: TemplateStatus = TemplateStatus::Approved;

store::on_both_engines! {
    async fn a_text_is_found_under_another_name_of_the_same_account(test: TestStore) {
        let account = Account::open(&test.store, "1").await;
        let other = Account::open(&test.store, "2").await;
        account.add("welcome", "de", APPROVED, TextKey(7)).await;
        account.add("welcome", "en_US", APPROVED, TextKey(7)).await;
        account.add("silent", "de", APPROVED, TextKey::NOTHING).await;
        other.add("elsewhere", "de", APPROVED, TextKey(8)).await;
        assert_eq!(account.found(TextKey(7), "hello").await.as_deref(), Some("welcome"));
        assert_eq!(account.found(TextKey(7), "welcome").await, None, "languages of one name may say the same");
        assert_eq!(account.found(TextKey(8), "hello").await, None, "another account's");
        assert_eq!(account.found(TextKey::NOTHING, "hello").await, None);
    }

    async fn each_language_counts_but_not_what_is_being_deleted(test: TestStore) {
        let account = Account::open(&test.store, "1").await;
        let other = Account::open(&test.store, "2").await;
        for (language, status) in [
            ("de", APPROVED),
            ("en_US", TemplateStatus::Rejected),
            ("fr", TemplateStatus::PendingDeletion),
            ("it", TemplateStatus::Deleted),
        ] {
            account.add("welcome", language, status, TextKey(7)).await;
        }
        let mut conn = test.store.read().await.unwrap();
        assert_eq!(count(&mut conn, account.key()).await.unwrap(), 2);
        assert_eq!(count(&mut conn, other.key()).await.unwrap(), 0);
    }

    async fn only_what_was_sent_since_then_was_created(test: TestStore) {
        let account = Account::open(&test.store, "1").await;
        for (change, at) in [
            (TemplateChange::Submitted, NOW.plus_seconds(-3_601)),
            (TemplateChange::Submitted, NOW.plus_seconds(-3_600)),
            (TemplateChange::Submitted, NOW),
            (TemplateChange::Edited, NOW),
            (TemplateChange::Found, NOW),
        ] {
            account.note(change, at).await;
        }
        let mut conn = test.store.read().await.unwrap();
        let since = NOW.plus_seconds(-3_600);
        assert_eq!(history::submitted_since(&mut conn, account.key(), since).await.unwrap(), 2);
    }

    async fn an_event_names_its_template_while_it_is_there(test: TestStore) {
        let account = Account::open(&test.store, "1").await;
        let (key, waba) = (account.add("welcome", "de", APPROVED, TextKey(7)).await, account.waba.clone());
        let (partner, of_account) = (waba.partner, waba.key);
        commit!(test.store, |tx| {
            let scope = EventScope {
                partner: waba.partner,
                client: Some(waba.client),
                waba: Some(waba.key),
                channel: None,
                template: Some(key),
            };
            let event = NewEvent { kind: EventKind::TemplateCreated, data: EventData::about("welcome") };
            events::append(tx, scope, &event, &EventId::from_entropy(entropy()), NOW).await
        })
        .unwrap();
        let named = async || {
            let mut conn = test.store.read().await.unwrap();
            events::of_account(&mut conn, partner, of_account, 1).await.unwrap().remove(0).template
        };
        let stored = templates::of_name(&mut test.store.read().await.unwrap(), of_account, "welcome").await.unwrap();
        assert_eq!(named().await.as_ref(), Some(&stored[0].id));
        commit!(test.store, |tx| templates::remove(tx, key).await).unwrap();
        assert_eq!(named().await, None);
    }

    async fn templates_of_before_get_their_keys_once(test: TestStore) {
        let account = Account::open(&test.store, "1").await;
        let old = account.add("welcome", "de", APPROVED, TextKey(1)).await;
        store::testing::execute(&test.url, "update templates set text_key = null").await;
        account.add("newer", "de", APPROVED, TextKey(2)).await;
        let waiting = without_key(&mut test.store.read().await.unwrap(), 10).await.unwrap();
        assert_eq!(waiting.iter().map(|(key, facts)| (*key, facts.template.name.as_str())).collect::<Vec<_>>(), [(old, "welcome")]);
        for key in [TextKey(7), TextKey(8)] {
            commit!(test.store, |tx| give_key(tx, old, key).await).unwrap();
        }
        assert!(without_key(&mut test.store.read().await.unwrap(), 10).await.unwrap().is_empty());
        assert_eq!(account.found(TextKey(7), "hello").await.as_deref(), Some("welcome"));
    }
}
