//! How a change of a template is written: state, history, events, and what open pages hear, in one transaction.

use domain::account::Organisation;
use domain::ids::TemplateId;
use domain::search::fold;
use domain::templates::changes::{says_the_same, template_events};
use domain::templates::{ButtonKind, Component, HeaderKind, TemplateFacts, TemplateNotes};
use store::changes::{self, Topic};
use store::templates::history::{self, HistoryEntry, TemplateChange};
use store::templates::{self, Derived, NewTemplate, StoredTemplate};
use store::wabas::Waba;
use store::{StoreError, Tx};

use super::surroundings;
use crate::Hub;
use crate::channels::save::{Concerns, tell};

/// Who is named in the history for what Meta did.
pub(super) const META: &str = "Meta";

/// Whether people hear of it: not of each template that a first sync brings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tell {
    /// Notifications and history.
    Everyone,
    /// History alone.
    Nobody,
}

/// Adds a template that the hub did not know.
pub(super) async fn add(
    hub: &Hub,
    tx: &mut Tx,
    waba: &Waba,
    facts: &TemplateFacts,
    entry: HistoryEntry,
    hears: Tell,
) -> Result<TemplateId, StoreError> {
    let id = TemplateId::from_entropy(hub.random.entropy());
    let new = NewTemplate {
        id: id.clone(),
        account: (waba.partner, waba.client, waba.key),
        facts,
        notes: &TemplateNotes::default(),
        derived: &derive(facts),
        at: facts.changed_at.unwrap_or(entry.at),
    };
    let key = templates::insert(tx, &new).await?;
    note(tx, waba, facts, entry).await?;
    if hears == Tell::Everyone {
        tell(hub, tx, waba, Concerns::Template(key), &template_events(None, Some(facts))).await?;
    }
    touched(hub, tx, waba).await?;
    Ok(id)
}

/// Writes what has changed about a template; nothing when nothing has.
pub(super) async fn change(
    hub: &Hub,
    tx: &mut Tx,
    waba: &Waba,
    stored: &StoredTemplate,
    facts: &TemplateFacts,
    notes: &TemplateNotes,
    actor: &str,
) -> Result<bool, StoreError> {
    if stored.facts == *facts && stored.notes == *notes {
        return Ok(false);
    }
    if stored.notes == *notes && differs_in_samples_alone(&stored.facts, facts) {
        templates::update(tx, stored.key, facts, notes, &derive(facts), stored.changed_at).await?;
        return Ok(false);
    }
    let now = hub.clock.now();
    templates::update(tx, stored.key, facts, notes, &derive(facts), now).await?;
    for (change, detail, before) in differences(&stored.facts, facts, &stored.notes, notes) {
        let entry = HistoryEntry { change, actor: actor.to_owned(), detail, before, at: now };
        note(tx, waba, facts, entry).await?;
    }
    tell(hub, tx, waba, Concerns::Template(stored.key), &template_events(Some(&stored.facts), Some(facts))).await?;
    touched(hub, tx, waba).await?;
    Ok(true)
}

/// Takes a template that is gone.
pub(super) async fn remove(
    hub: &Hub,
    tx: &mut Tx,
    waba: &Waba,
    stored: &StoredTemplate,
    entry: HistoryEntry,
) -> Result<(), StoreError> {
    templates::remove(tx, stored.key).await?;
    note(tx, waba, &stored.facts, entry).await?;
    tell(hub, tx, waba, Concerns::Former(stored), &template_events(Some(&stored.facts), None)).await?;
    touched(hub, tx, waba).await
}

/// Writes an entry of the history.
pub(super) async fn note(
    tx: &mut Tx,
    waba: &Waba,
    facts: &TemplateFacts,
    entry: HistoryEntry,
) -> Result<(), StoreError> {
    history::append(tx, waba.key, (&facts.template.name, &facts.template.language), &entry).await
}

/// Tells open pages.
pub(super) async fn touched(hub: &Hub, tx: &mut Tx, waba: &Waba) -> Result<(), StoreError> {
    changes::record(tx, waba.partner, Some(waba.client), None, Topic::Templates, hub.clock.now()).await
}

/// Whose log an action on the account stands in: the client's, which its partner sees too.
pub(super) fn log_of(waba: &Waba) -> Organisation {
    Organisation::Client(waba.partner, waba.client)
}

/// Graph answers another address for the same file each time.
fn differs_in_samples_alone(before: &TemplateFacts, after: &TemplateFacts) -> bool {
    let mut same = after.clone();
    same.template.content = before.template.content.clone();
    same.changed_at = before.changed_at;
    same == *before && says_the_same(&before.template.content, &after.template.content)
}

type Difference = (TemplateChange, String, Option<domain::templates::Template>);

fn differences(
    before: &TemplateFacts,
    after: &TemplateFacts,
    old_notes: &TemplateNotes,
    notes: &TemplateNotes,
) -> Vec<Difference> {
    let mut found: Vec<Difference> = Vec::new();
    if before.status != after.status {
        let mut detail = format!("{} → {}", before.status.label(), after.status.label());
        if let Some(reason) = &after.rejection {
            detail.push_str(": ");
            detail.push_str(reason.label());
        }
        found.push((TemplateChange::Status, detail, None));
    }
    if before.quality != after.quality {
        let word = |quality: &Option<domain::templates::Quality>| {
            quality.as_ref().map_or("Pending".to_owned(), |it| it.label().to_owned())
        };
        let detail = format!("{} → {}", word(&before.quality), word(&after.quality));
        found.push((TemplateChange::Quality, detail, None));
    }
    if before.template.category != after.template.category {
        let detail = format!("{} → {}", before.template.category.label(), after.template.category.label());
        found.push((TemplateChange::Category, detail, None));
    }
    if let (Some(next), true) = (&notes.next_category, notes.next_category != old_notes.next_category) {
        let when = notes.next_category_at.map_or(String::new(), |at| format!(" on {}", at.to_words()));
        found.push((TemplateChange::CategoryAnnounced, format!("{}{when}", next.label()), None));
    }
    if !says_the_same(&before.template.content, &after.template.content) {
        found.push((TemplateChange::Content, String::new(), Some(before.template.clone())));
    }
    found
}

/// How the list shows it, and what it is found by.
fn derive(facts: &TemplateFacts) -> Derived {
    let template = &facts.template;
    let mut texts = vec![template.name.as_str()];
    collect(&template.content.components, &mut texts);
    let body = template.content.body().and_then(|body| body.text.as_deref());
    let excerpt = match body {
        Some(text) => text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(160).collect(),
        None => String::new(),
    };
    let wording = fold(&texts.join(" ")).replace('\0', " ");
    Derived { excerpt, wording, text_key: surroundings::text_key(template) }
}

fn collect<'a>(components: &'a [Component], texts: &mut Vec<&'a str>) {
    for component in components {
        match component {
            Component::Header(header) => {
                if let HeaderKind::Text { text, .. } = &header.kind {
                    texts.push(text);
                }
            }
            Component::Body(body) => texts.extend(body.text.as_deref()),
            Component::Footer(footer) => texts.extend(footer.text.as_deref()),
            Component::Buttons { buttons, .. } => {
                for button in buttons {
                    texts.extend(button.text.as_deref());
                    if let ButtonKind::Url { url, .. } = &button.kind {
                        texts.push(url);
                    }
                }
            }
            Component::Carousel { cards, .. } => {
                for card in cards {
                    collect(&card.components, texts);
                }
            }
            Component::Offer(offer) => texts.push(&offer.text),
            Component::CallPermissionRequest { .. } | Component::Other(_) => {}
        }
    }
}
