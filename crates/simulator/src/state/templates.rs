//! The templates of all WABAs, and the names that are taken.

use std::collections::HashMap;

use super::template::Template;
use super::{World, not_found};
use crate::Error;
use crate::state::waba::Waba;

const DAY: i64 = 86_400;

/// An approved template's name is not free for so long after it was deleted (Template management).
const NAME_LOCK: i64 = 30 * DAY;

/// What a WABA may create in an hour (Templates, Rate limits).
const CREATIONS_PER_HOUR: usize = 100;

/// Names that may not be used, and when templates were made.
#[derive(Default)]
pub(crate) struct Names {
    locked: Vec<LockedName>,
    created: HashMap<String, Vec<i64>>,
}

struct LockedName {
    waba_id: String,
    name: String,
    /// `None`: in all languages.
    language: Option<String>,
    until: i64,
}

impl Names {
    /// Keeps a deleted template's name from being used.
    pub fn lock(&mut self, template: &Template, all_languages: bool, now: i64) {
        self.locked.push(LockedName {
            waba_id: template.waba_id.clone(),
            name: template.name.clone(),
            language: (!all_languages).then(|| template.language.clone()),
            until: now + NAME_LOCK,
        });
    }

    pub fn is_locked(&self, waba_id: &str, name: &str, language: &str, now: i64) -> bool {
        self.locked.iter().any(|lock| {
            lock.waba_id == waba_id
                && lock.name == name
                && lock.until > now
                && lock.language.as_deref().is_none_or(|locked| locked == language)
        })
    }

    /// Notes a creation; `false` when the hour's are used up.
    pub fn may_create(&mut self, waba_id: &str, now: i64) -> bool {
        let times = self.created.entry(waba_id.to_owned()).or_default();
        times.retain(|time| *time > now - 3_600);
        if times.len() >= CREATIONS_PER_HOUR {
            return false;
        }
        times.push(now);
        true
    }
}

impl World {
    /// Adds the template to its WABA; one of an unknown WABA belongs to nobody and is dropped.
    pub fn add_template(&mut self, template: Template) {
        let Some(waba) = self.wabas.get_mut(&template.waba_id) else {
            return;
        };
        waba.templates.push(template.id.clone());
        self.templates.insert(template.id.clone(), template);
    }

    pub fn remove_template(&mut self, id: &str) -> Option<Template> {
        let template = self.templates.remove(id)?;
        if let Some(waba) = self.wabas.get_mut(&template.waba_id) {
            waba.templates.retain(|other| other != id);
        }
        Some(template)
    }

    pub fn template(&self, id: &str) -> Result<&Template, Error> {
        self.templates.get(id).ok_or_else(|| not_found("template", id))
    }

    pub fn template_mut(&mut self, id: &str) -> Result<&mut Template, Error> {
        self.templates.get_mut(id).ok_or_else(|| not_found("template", id))
    }

    /// The templates of a WABA, newest first.
    pub fn templates_of(&self, waba_id: &str) -> impl Iterator<Item = &Template> {
        let ids = self.wabas.get(waba_id).map_or(&[][..], |waba| &waba.templates);
        ids.iter().rev().filter_map(|id| self.templates.get(id))
    }

    /// How many templates a WABA may have, each language counted: 250, or 6,000 for a verified portfolio
    /// with an approved display name (Templates, Limits).
    pub fn most_templates(&self, waba: &Waba) -> usize {
        let verified = self.client_of(waba).is_some_and(|client| client.verification == "verified");
        let named = waba
            .numbers
            .iter()
            .filter_map(|id| self.numbers.get(id))
            .any(|number| matches!(number.name_status.as_str(), "APPROVED" | "AVAILABLE_WITHOUT_REVIEW"));
        if verified && named { 6_000 } else { 250 }
    }
}
