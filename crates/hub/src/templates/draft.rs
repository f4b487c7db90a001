//! Writing a template: a draft per person, kept until it is sent or thrown away.

use domain::Timestamp;
use domain::account::Actor;
use domain::ids::{ChannelId, DraftId, TemplateId};
use domain::templates::actions::Action;
use domain::templates::authentication;
use domain::templates::sample::handles;
use domain::templates::starters::Starter;
use domain::templates::validate::{Finding, validate};
use domain::templates::{Language, Template};
use store::Conn;
use store::templates::drafts::{self, Draft, Purpose};
use store::templates::{self, StoredTemplate};
use store::wabas::Waba;

use super::possible::possible;
use super::{Refusal, account, renew, show, surroundings};
use crate::{Hub, HubError};

/// The language that the editor begins with.
const FIRST_LANGUAGE: &str = "en_US";

/// What a draft begins with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Beginning {
    /// A new template for the account of this number.
    New(ChannelId, Starter),
    /// A template that is there.
    From(Purpose),
}

/// A draft with what the editor needs beside it.
#[derive(Clone, Debug)]
pub struct DraftView {
    /// The draft.
    pub draft: Draft,
    /// The account.
    pub waba: Waba,
    /// The template that it begins with, as it is now.
    pub source: Option<StoredTemplate>,
    /// What Meta would refuse.
    pub findings: Vec<Finding>,
    /// Meta's refusal of the last try.
    pub refusal: Option<Refusal>,
    /// A number of the account, through which its templates are managed.
    pub channel: Option<ChannelId>,
    /// Now.
    pub now: Timestamp,
}

/// Begins a draft. Media of a template that is there are fetched and uploaded anew, since what Meta answers cannot be
/// sent again; where that fails, the editor asks for a new sample.
///
/// # Errors
/// [`HubError::NotFound`] for what is somebody else's; [`HubError::Forbidden`].
pub async fn start(hub: &Hub, actor: &Actor, beginning: Beginning) -> Result<DraftId, HubError> {
    account::may_write(actor)?;
    let mut conn = hub.store.read().await?;
    let (waba, purpose, template) = match beginning {
        Beginning::New(channel, starter) => {
            let waba = account::of_channel(&mut conn, actor, &channel).await?;
            (waba, Purpose::New, starter.template(Language::from_wire(FIRST_LANGUAGE)))
        }
        Beginning::From(purpose) => {
            let stored = source(&mut conn, actor, &purpose).await?.ok_or(HubError::NotFound)?;
            if matches!(purpose, Purpose::Edit(_)) {
                let now = hub.clock.now();
                possible(Action::Edit, &stored, &show::edits(&mut conn, &stored, now).await?, now)?;
            }
            let waba = account::of_key(&mut conn, actor, stored.waba).await?;
            (waba, purpose, authentication::editable(&stored.facts.template))
        }
    };
    drop(conn);
    let template = renew::samples(hub, &waba, prepared(&purpose, template)).await;
    let now = hub.clock.now();
    let draft = Draft {
        id: DraftId::from_entropy(hub.random.entropy()),
        waba: waba.key,
        purpose,
        renewed: handles(&template.content),
        template,
        refusal: None,
        sending_until: Timestamp(0),
        sent_as: None,
        updated_at: now,
    };
    let (id, owner) = (draft.id.clone(), (actor.user, actor.organisation));
    hub.store.write(move |tx| Box::pin(async move { drafts::create(tx, owner, &draft, now).await })).await?;
    Ok(id)
}

/// What a copy cannot keep: two templates of one account differ in name or language.
fn prepared(purpose: &Purpose, mut template: Template) -> Template {
    match purpose {
        Purpose::New | Purpose::Edit(_) => {}
        Purpose::Copy(_) => template.name.push_str("_copy"),
        Purpose::AddLanguage(_) => template.language = Language::from_wire(""),
    }
    template
}

/// The template that a draft begins with; `None` for a new one, and where it is gone.
pub(super) async fn source(
    conn: &mut Conn,
    actor: &Actor,
    purpose: &Purpose,
) -> Result<Option<StoredTemplate>, HubError> {
    let id: &TemplateId = match purpose {
        Purpose::New => return Ok(None),
        Purpose::Edit(id) | Purpose::Copy(id) | Purpose::AddLanguage(id) => id,
    };
    Ok(templates::find(conn, actor.organisation, id).await?)
}

/// A draft with what the editor needs beside it.
///
/// # Errors
/// [`HubError::NotFound`] for a draft of another person, or of another organisation than the session's.
pub async fn draft(hub: &Hub, actor: &Actor, id: &DraftId) -> Result<DraftView, HubError> {
    let mut conn = hub.store.read().await?;
    let owner = (actor.user, actor.organisation);
    let draft = drafts::find(&mut conn, owner, id).await?.ok_or(HubError::NotFound)?;
    let waba = account::of_key(&mut conn, actor, draft.waba).await?;
    let source = source(&mut conn, actor, &draft.purpose).await?;
    let channel = store::channels::of_waba(&mut conn, waba.key).await?.into_iter().map(|channel| channel.id).next();
    let now = hub.clock.now();
    let surroundings = surroundings::of_draft(&mut conn, &draft, now).await?;
    let findings = validate(&draft.template, &surroundings);
    let refusal = draft.refusal.as_deref().and_then(|json| serde_json::from_str(json).ok());
    Ok(DraftView { draft, waba, source, findings, refusal, channel, now })
}

/// Keeps what was written and answers what Meta would refuse.
///
/// # Errors
/// [`HubError::NotFound`] as for [`draft`]; [`HubError::Conflict`] when it has been sent meanwhile.
pub async fn save_draft(hub: &Hub, actor: &Actor, id: &DraftId, template: Template) -> Result<Vec<Finding>, HubError> {
    account::may_write(actor)?;
    let (owner, id, now) = ((actor.user, actor.organisation), id.clone(), hub.clock.now());
    let draft = hub
        .store
        .write(move |tx| {
            Box::pin(async move {
                let mut draft = drafts::find(tx, owner, &id).await?.ok_or(HubError::NotFound)?;
                if !drafts::save(tx, &id, &template, now).await? {
                    return Err(HubError::Conflict("This template has been sent for review already.".to_owned()));
                }
                draft.template = template;
                Ok(draft)
            })
        })
        .await?;
    // Beside the transaction: on SQLite everybody who writes would wait for what is only read here.
    let surroundings = surroundings::of_draft(&mut hub.store.read().await?, &draft, now).await?;
    Ok(validate(&draft.template, &surroundings))
}

/// Throws a draft away.
///
/// # Errors
/// [`HubError::NotFound`] as for [`draft`].
pub async fn discard(hub: &Hub, actor: &Actor, id: &DraftId) -> Result<(), HubError> {
    let (owner, id) = ((actor.user, actor.organisation), id.clone());
    let gone: bool = hub.store.write(move |tx| Box::pin(async move { drafts::discard(tx, owner, &id).await })).await?;
    if gone { Ok(()) } else { Err(HubError::NotFound) }
}
