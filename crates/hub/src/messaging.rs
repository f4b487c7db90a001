//! What the messaging API does at Meta for the holder of a channel's key. Key, channel and account are read
//! anew for each request, all at once, so a revoked key or an ended channel holds for the very next one.

mod media;
mod profile;

pub use media::{delete_file, download, file};
pub use profile::{photo, set_photo};
pub use whatsapp::graph::{ByteRange, Download, LARGEST_FILE, RelayBody, Relayed, Unanswered};

use domain::sending::{Obstacle, Standing, can_manage, can_send};
use store::StoreError;
use store::messaging::Line;
use store::wabas;
use whatsapp::AccessToken;
use whatsapp::graph::{Method, Relay};

use crate::api_keys::Caller;
use crate::wabas::token;
use crate::{Hub, HubError};

/// What of Graph a channel's key opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edge<'a> {
    /// The number itself.
    Number,
    /// What it sends, and marks as read.
    Messages,
    /// Its profile.
    Profile,
    /// The key with which the data of its Flows is encrypted.
    Encryption,
    /// New files for its messages.
    Media,
    /// One of its files, by Meta's id.
    File(&'a str),
    /// Templates that Meta offers to everybody.
    TemplateLibrary,
}

/// A request that is handed on to Graph.
pub struct Ask<'a> {
    /// What it is for.
    pub edge: Edge<'a>,
    /// Its method.
    pub method: Method,
    /// Its query.
    pub query: Vec<(&'static str, String)>,
    /// Its body.
    pub body: RelayBody,
}

impl<'a> Ask<'a> {
    /// A question.
    pub fn get(edge: Edge<'a>, query: Vec<(&'static str, String)>) -> Self {
        Self { edge, method: Method::GET, query, body: RelayBody::Empty }
    }

    /// A deed.
    pub fn post(edge: Edge<'a>, body: RelayBody) -> Self {
        Self { edge, method: Method::POST, query: Vec::new(), body }
    }
}

/// Why Graph has no answer to a request.
#[derive(Debug, thiserror::Error)]
pub enum NotAsked {
    /// The channel may not.
    #[error("{0}")]
    Obstacle(Obstacle),
    /// Meta was not reached, or did not answer.
    #[error("{0}")]
    Unanswered(#[from] Unanswered),
    /// Something else.
    #[error("{0}")]
    Hub(#[from] HubError),
}

impl From<StoreError> for NotAsked {
    fn from(error: StoreError) -> Self {
        Self::Hub(error.into())
    }
}

/// Hands a request on to Graph for the caller's channel, with the token of its account, and Graph's answer back. An
/// answer that refuses the token is no answer to the caller, whose own key is good: the account has to be reconnected.
///
/// # Errors
/// [`NotAsked`].
pub async fn ask(hub: &Hub, caller: &Caller, ask: Ask<'_>) -> Result<Relayed, NotAsked> {
    let rule = match ask.edge {
        Edge::Messages | Edge::Media => can_send,
        _ => can_manage,
    };
    let Open { line, token } = open(hub, caller, rule)?;
    let path = match ask.edge {
        Edge::Number => &[line.number_id.as_str()][..],
        Edge::Messages => &[&line.number_id, "messages"],
        Edge::Profile => &[&line.number_id, "whatsapp_business_profile"],
        Edge::Encryption => &[&line.number_id, "whatsapp_business_encryption"],
        Edge::Media => &[&line.number_id, "media"],
        Edge::File(id) => &[id],
        Edge::TemplateLibrary => &["message_template_library"],
    };
    let mut query = ask.query;
    if matches!(ask.edge, Edge::File(_)) {
        // One token may serve many accounts: Meta then refuses a file of another number (Meta, "Media").
        query.push(("phone_number_id", line.number_id.clone()));
    }
    let writes_profile = ask.edge == Edge::Profile && ask.method == Method::POST;
    let call = Relay { method: ask.method, path, query: &query, body: ask.body, token: &token };
    let answer = hub.graph.relay(call).await?;
    taken(hub, line, answer.status).await?;
    if writes_profile && (200..300).contains(&answer.status) {
        profile::changed(hub, caller).await?;
    }
    Ok(answer)
}

/// A channel that may, and the token of its account.
pub(crate) struct Open<'c> {
    pub line: &'c Line,
    pub token: AccessToken,
}

pub(crate) fn open<'c>(
    hub: &Hub,
    caller: &'c Caller,
    rule: fn(&Standing) -> Result<(), Obstacle>,
) -> Result<Open<'c>, NotAsked> {
    let line = &caller.line;
    rule(&line.standing).map_err(NotAsked::Obstacle)?;
    let sealed = line.token.as_deref();
    let token = sealed.and_then(|sealed| token::unseal(hub, sealed)).ok_or(NotAsked::Obstacle(Obstacle::Reconnect))?;
    Ok(Open { line, token })
}

/// Lets the next sync find out at once what an answer of 401 means: it alone says that a token is refused.
pub(crate) async fn taken(hub: &Hub, line: &Line, status: u16) -> Result<(), NotAsked> {
    if status != 401 {
        return Ok(());
    }
    let (waba, now) = (line.waba, hub.clock.now());
    let soon = hub.store.write(move |tx| Box::pin(async move { wabas::sync_soon(tx, waba, now).await }));
    soon.await.map_err(|error: StoreError| NotAsked::from(error))?;
    Err(NotAsked::Obstacle(Obstacle::Reconnect))
}
