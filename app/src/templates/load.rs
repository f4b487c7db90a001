//! What the lists of templates show. Words are made on the server.

use domain::templates::Quality;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::error::AppError;
use crate::form::Refusal;
use crate::numbers::number::Head;
use crate::numbers::number::marked::Marked;
use crate::words::Moment;

/// One language of a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Id of the template.
    pub id: String,
    /// The language's name.
    pub language: String,
    /// The language's code.
    pub code: String,
    /// What it is for.
    pub category: String,
    /// Where it stands.
    pub status: Marked,
    /// How people take it; only an active one has a quality.
    pub quality: Option<Quality>,
    /// What is wrong with it, or will change, and what to do.
    pub remark: Option<String>,
    /// The last change.
    pub changed: Moment,
}

/// A name with its languages in one account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    /// The name.
    pub name: String,
    /// The account, where the list is of several.
    pub account: Option<String>,
    /// The client, where the list is of several.
    pub client: Option<String>,
    /// The beginning of the text.
    pub excerpt: String,
    /// The language of that text, as browsers want it.
    pub tag: String,
    /// Its languages.
    pub lines: Vec<Line>,
}

/// A page of templates.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplatesData {
    /// Names.
    pub groups: Vec<Group>,
    /// The template that the page before ends before.
    pub previous: Option<String>,
    /// The template that the next page begins after.
    pub next: Option<String>,
    /// What of the address was not understood.
    pub ignored: Vec<String>,
}

/// A template that the person is writing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftLine {
    /// Id of the draft.
    pub id: String,
    /// What it is called so far.
    pub name: String,
    /// What it is to become.
    pub what: String,
    /// The last change.
    pub changed: Moment,
}

/// The templates of the account of a number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NumberTemplates {
    /// What stands on every page of the number.
    pub head: Head,
    /// The account's name.
    pub account: String,
    /// The last sync of its templates.
    pub synced: Option<Moment>,
    /// What that had changed.
    pub changed: String,
    /// Why the last try failed.
    pub failed: Option<String>,
    /// What the person is writing.
    pub drafts: Vec<DraftLine>,
    /// Why no draft could be begun.
    pub refusal: Option<Refusal>,
    /// The page.
    pub page: TemplatesData,
}

/// Where a refusal is kept for the page of a number's templates.
#[cfg(feature = "ssr")]
pub(super) const FLASH: &str = "/numbers/templates";

/// Templates of all accounts that an address asks for; `query` is what follows its `?`.
#[server(prefix = "/api/app", endpoint = "templates")]
pub async fn load_templates(query: String) -> Result<TemplatesData, AppError> {
    let (hub, actor) = crate::server::actor()?;
    let (asked, ignored) = read_query(&query);
    let found = hub::templates::list(&hub, &actor, &hub::templates::Place::Everywhere, &asked).await?;
    Ok(compose::page(found.page, asked.sort, ignored, compose::Scope::Everywhere, hub.clock.now()))
}

/// Templates of the account of a number; `query` is what follows the `?` of the address.
#[server(prefix = "/api/app", endpoint = "number-templates")]
pub async fn load_number_templates(number: String, query: String) -> Result<NumberTemplates, AppError> {
    let (hub, actor) = crate::server::actor()?;
    let head = crate::numbers::number::load_head(&hub, &actor, &number).await?;
    let id = domain::ids::ChannelId::parse(&number).map_err(|_| hub::HubError::NotFound)?;
    let (asked, ignored) = read_query(&query);
    let found = hub::templates::list(&hub, &actor, &hub::templates::Place::Number(id), &asked).await?;
    let account = found.account.ok_or(hub::HubError::NotFound)?;
    let now = hub.clock.now();
    Ok(NumberTemplates {
        head,
        account: account.waba.facts.name.clone(),
        synced: account.sync.at.map(|at| Moment::new(at, now)),
        changed: account.sync.changed,
        failed: account.sync.error,
        drafts: account.drafts.iter().map(|draft| compose::draft(draft, now)).collect(),
        refusal: crate::server::flash::take(FLASH).refusal,
        page: compose::page(found.page, asked.sort, ignored, compose::Scope::Account, now),
    })
}

#[cfg(feature = "ssr")]
fn read_query(search: &str) -> (domain::templates::TemplateQuery, Vec<String>) {
    let pairs: Vec<_> = form_urlencoded::parse(search.trim_start_matches('?').as_bytes()).collect();
    domain::templates::TemplateQuery::read(pairs.iter().map(|(name, value)| (name.as_ref(), value.as_ref())))
}

#[cfg(feature = "ssr")]
pub(super) mod compose {
    use domain::Timestamp;
    use domain::templates::rejection;
    use domain::templates::{RejectionReason, TemplateNotes, TemplateSort, TemplateStatus};
    use hub::templates::{Draft, ListedTemplate, Purpose, TemplatePage};

    use super::{DraftLine, Group, Line, TemplatesData};
    use crate::numbers::number::marked::Marked;
    use crate::words::Moment;

    /// What the list is of.
    #[derive(Clone, Copy, PartialEq, Eq)]
    pub(crate) enum Scope {
        /// One account.
        Account,
        /// All of them: each name says whose it is.
        Everywhere,
    }

    pub(crate) fn page(
        page: TemplatePage,
        sort: TemplateSort,
        ignored: Vec<String>,
        scope: Scope,
        now: Timestamp,
    ) -> TemplatesData {
        let first = page.templates.first().map(|it| it.id.to_string());
        let last = page.templates.last().map(|it| it.id.to_string());
        let mut groups: Vec<(domain::ids::WabaKey, Group)> = Vec::new();
        for template in page.templates {
            let line = line(&template, now);
            match groups.last_mut() {
                Some((waba, group))
                    if sort == TemplateSort::Name && *waba == template.waba && group.name == template.name =>
                {
                    group.lines.push(line);
                    // Most of those who look after templates in many languages read this one.
                    if template.language.code().starts_with("en") && !group.tag.starts_with("en") {
                        group.tag = template.language.tag();
                        group.excerpt = template.excerpt;
                    }
                }
                _ => groups.push((template.waba, group(template, line, scope))),
            }
        }
        TemplatesData {
            groups: groups.into_iter().map(|(_, group)| group).collect(),
            previous: first.filter(|_| page.has_previous),
            next: last.filter(|_| page.has_next),
            ignored,
        }
    }

    fn group(template: ListedTemplate, line: Line, scope: Scope) -> Group {
        let named = scope == Scope::Everywhere;
        Group {
            tag: template.language.tag(),
            name: template.name,
            account: named.then_some(template.waba_name),
            client: named.then_some(template.client_name),
            excerpt: template.excerpt,
            lines: vec![line],
        }
    }

    fn line(template: &ListedTemplate, now: Timestamp) -> Line {
        let notes: TemplateNotes = serde_json::from_str(&template.notes).unwrap_or_default();
        let reason = template.rejection.as_deref().map(RejectionReason::from);
        Line {
            id: template.id.to_string(),
            language: template.language.label().to_owned(),
            code: template.language.code().to_owned(),
            category: template.category.label().to_owned(),
            status: Marked { tone: template.status.tone(), word: template.status.label().to_owned() },
            quality: (template.status == TemplateStatus::Approved).then(|| template.quality.clone()),
            remark: remark(&template.status, reason.as_ref(), &notes),
            changed: Moment::new(template.changed_at, now),
        }
    }

    /// What is wrong with a template or will change, and what to do.
    pub(crate) fn remark(
        status: &TemplateStatus,
        reason: Option<&RejectionReason>,
        notes: &TemplateNotes,
    ) -> Option<String> {
        if let Some(next) = &notes.next_category {
            let when = notes.next_category_at.map_or_else(|| "soon".to_owned(), |at| format!("on {}", at.to_words()));
            return Some(format!("Meta changes the category to {} {when}.", next.label()));
        }
        match (status, reason) {
            (TemplateStatus::Rejected, Some(reason)) => {
                let explained = rejection::explain(reason);
                Some(format!("{} {}", explained.what, explained.next))
            }
            _ => notes.detail.clone().or_else(|| rejection::explain_status(status).map(str::to_owned)),
        }
    }

    pub(crate) fn draft(draft: &Draft, now: Timestamp) -> DraftLine {
        let name = draft.template.name.as_str();
        let what = match draft.purpose {
            Purpose::New => "New template",
            Purpose::Edit(_) => "Edit",
            Purpose::Copy(_) => "Copy",
            Purpose::AddLanguage(_) => "New language",
        };
        DraftLine {
            id: draft.id.to_string(),
            name: if name.is_empty() { "Without a name".to_owned() } else { name.to_owned() },
            what: what.to_owned(),
            changed: Moment::new(draft.updated_at, now),
        }
    }
}
