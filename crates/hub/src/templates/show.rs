//! One template with all that is known of it.

use domain::Timestamp;
use domain::account::Actor;
use domain::ids::{ChannelId, TemplateId};
use store::templates::history::{self, HistoryEntry};
use store::templates::{self, StoredTemplate};
use store::{Conn, channels};

use crate::{Hub, HubError};

/// How many entries of the history are shown.
const HISTORY: usize = 50;
/// For how long an edit counts (Meta, template management: 10 in 30 days).
const EDITS_COUNT_SECONDS: i64 = 30 * 86_400;

/// One template with all that is known of it.
#[derive(Clone, Debug)]
pub struct TemplateView {
    /// The template.
    pub template: StoredTemplate,
    /// All languages of its name, this one among them.
    pub languages: Vec<StoredTemplate>,
    /// What happened to it, the newest first.
    pub history: Vec<HistoryEntry>,
    /// When it was edited in the last 30 days, the newest first.
    pub edits: Vec<Timestamp>,
    /// A number of its account that runs.
    pub channel: Option<ChannelId>,
    /// Now.
    pub now: Timestamp,
}

/// One template with all that is known of it.
///
/// # Errors
/// [`HubError::NotFound`] for a template of somebody else.
pub async fn show(hub: &Hub, actor: &Actor, id: &TemplateId) -> Result<TemplateView, HubError> {
    let mut conn = hub.store.read().await?;
    let template = templates::find(&mut conn, actor.organisation, id).await?.ok_or(HubError::NotFound)?;
    let words = &template.facts.template;
    let languages = templates::of_name(&mut conn, template.waba, &words.name).await?;
    let history = history::of(&mut conn, template.waba, &words.name, &words.language, HISTORY).await?;
    let now = hub.clock.now();
    let edits = edits(&mut conn, &template, now).await?;
    let channel = channels::of_waba(&mut conn, template.waba).await?.into_iter().map(|channel| channel.id).next();
    Ok(TemplateView { template, languages, history, edits, channel, now })
}

/// When a template was edited in the last 30 days, the newest first.
pub(super) async fn edits(
    conn: &mut Conn,
    template: &StoredTemplate,
    now: Timestamp,
) -> Result<Vec<Timestamp>, HubError> {
    let words = &template.facts.template;
    let since = now.plus_seconds(-EDITS_COUNT_SECONDS);
    Ok(history::edits_since(conn, template.waba, &words.name, &words.language, since).await?)
}
