//! How a template becomes what its page shows.
#![cfg(feature = "ssr")]

use domain::templates::actions::{Action, Availability, Standing, availability};
use domain::templates::compare::compare;
use domain::templates::preview::preview;
use domain::templates::{Template, TemplateStatus};
use hub::templates::{HistoryEntry, TemplateView};

use super::{Entry, Possible, Sibling, TemplateData};
use crate::form::Refusal;
use crate::numbers::number::marked::Marked;
use crate::templates::load::compose::remark;
use crate::words::Moment;

pub(super) fn template(view: TemplateView, refusal: Option<Refusal>) -> TemplateData {
    let TemplateView { template, languages, history, edits, channel, now } = view;
    let facts = &template.facts;
    let words = &facts.template;
    let standing = Standing { status: &facts.status, category: &words.category, edits: &edits, now };
    let actions = Action::ALL
        .iter()
        .map(|action| Possible {
            action: action.code().to_owned(),
            why_not: match availability(*action, &standing) {
                Availability::Possible => None,
                Availability::Not { why, .. } => Some(why),
            },
        })
        .collect();
    let siblings = languages
        .iter()
        .map(|sibling| Sibling {
            id: sibling.id.to_string(),
            language: sibling.facts.template.language.label().to_owned(),
            status: marked(&sibling.facts.status),
        })
        .collect();
    TemplateData {
        id: template.id.to_string(),
        name: words.name.clone(),
        language: words.language.label().to_owned(),
        tag: words.language.tag(),
        category: words.category.label().to_owned(),
        status: marked(&facts.status),
        quality: facts.quality.clone().filter(|_| facts.status == TemplateStatus::Approved),
        remark: remark(&facts.status, facts.rejection.as_ref(), &template.notes),
        meta_id: facts.meta_id.clone(),
        account: template.waba_name.clone(),
        client: template.client_name.clone(),
        number: channel.map(|channel| channel.to_string()),
        changed: Moment::new(template.changed_at, now),
        preview: preview(words).with_samples_of(&template.id),
        actions,
        languages: siblings,
        history: entries(history, words, now),
        refusal,
    }
}

pub(crate) fn marked(status: &TemplateStatus) -> Marked {
    Marked { tone: status.tone(), word: status.label().to_owned() }
}

/// Each entry that changed the text says how: against what the next such entry found, or against the text of now.
fn entries(history: Vec<HistoryEntry>, now_is: &Template, now: domain::Timestamp) -> Vec<Entry> {
    let mut after = now_is.clone();
    history
        .into_iter()
        .map(|entry| {
            let changes = match entry.before {
                Some(before) => {
                    let changes = compare(&before, &after)
                        .into_iter()
                        .map(|change| {
                            (change.label, change.before.unwrap_or_default(), change.after.unwrap_or_default())
                        })
                        .collect();
                    after = before;
                    changes
                }
                None => Vec::new(),
            };
            Entry {
                what: entry.change.label().to_owned(),
                actor: entry.actor,
                detail: entry.detail,
                at: Moment::new(entry.at, now),
                changes,
            }
        })
        .collect()
}
