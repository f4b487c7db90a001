//! Requests for the deletion of an account. Meta has no call for it: the client asks for it here, so that everybody
//! knows, deletes it on Meta's own page, and Meta's word that the account is deleted closes the request. The hub
//! deletes nothing and never says so.

use domain::account::{Actor, Capability, Organisation};
use domain::deletion::{DELETE_WORD, DeletionState, may_request};
use domain::event::{EventData, EventKind, NewEvent};
use domain::ids::ChannelId;
use domain::meta::WabaStatus;
use store::deletion_requests::{self, DeletionRequest};
use store::wabas::{self, Waba};
use store::{StoreError, Tx, channels};

use crate::accounts::audit::{self, Action, By, Entry};
use crate::accounts::require;
use crate::channels::save;
use crate::confirmation::Confirmation;
use crate::{Hub, HubError, permissions};

/// How many numbers of an account are named.
const NUMBERS: usize = 20;

/// Where the deletion of an account stands.
#[derive(Clone, Debug)]
pub struct Standing {
    /// The number from which it is looked at.
    pub number: String,
    /// Name of the account.
    pub account: String,
    /// Meta's id of the account.
    pub external_id: String,
    /// Numbers of the account, as people read them.
    pub numbers: Vec<String>,
    /// Whether it has more of them.
    pub more: bool,
    /// The newest request, if there was one.
    pub request: Option<DeletionRequest>,
    /// Why the actor cannot ask for it now.
    pub why_not: Option<String>,
}

/// Where the deletion of a channel's account stands. Both sides see it.
///
/// # Errors
/// [`HubError::NotFound`] for a channel of somebody else.
pub async fn of_channel(hub: &Hub, actor: &Actor, id: &ChannelId) -> Result<Standing, HubError> {
    let mut conn = hub.store.read().await?;
    let channel = channels::find(&mut conn, actor.organisation, id).await?.ok_or(HubError::NotFound)?;
    let waba = wabas::find(&mut conn, channel.waba).await?.ok_or(HubError::NotFound)?;
    let mut numbers = deletion_requests::numbers(&mut conn, waba.key, NUMBERS + 1).await?;
    let more = NUMBERS < numbers.len();
    numbers.truncate(NUMBERS);
    let allowed = may_request(actor.organisation.kind().into(), waba.facts.status.as_ref());
    Ok(Standing {
        number: channel.facts.number.display().to_owned(),
        numbers,
        more,
        request: deletion_requests::newest(&mut conn, waba.key).await?,
        why_not: allowed.err().map(|refused| refused.to_string()),
        account: waba.facts.name,
        external_id: waba.external_id,
    })
}

/// How the newest request for a channel's account stands, if there was one.
///
/// # Errors
/// [`HubError::NotFound`] for a channel of somebody else.
pub async fn state(hub: &Hub, actor: &Actor, id: &ChannelId) -> Result<Option<DeletionState>, HubError> {
    let mut conn = hub.store.read().await?;
    let channel = channels::find(&mut conn, actor.organisation, id).await?.ok_or(HubError::NotFound)?;
    Ok(deletion_requests::newest(&mut conn, channel.waba).await?.map(|request| request.state))
}

/// Records that the actor's client asks for the deletion of a channel's account. What was recorded before is recorded
/// again without a trace.
///
/// # Errors
/// [`HubError::NotFound`] for a channel of somebody else, [`HubError::Conflict`] on the partner's side and for what is
/// deleted already, [`HubError::Forbidden`] for members, [`HubError::Invalid`] for a confirmation that is not complete.
pub async fn request(hub: &Hub, actor: &Actor, id: &ChannelId, confirmation: &Confirmation) -> Result<(), HubError> {
    let (worker, actor, id, confirmation) = (hub.clone(), *actor, id.clone(), confirmation.clone());
    hub.store
        .write(move |tx| {
            Box::pin(async move {
                let waba = owned(tx, &actor, &id).await?;
                confirmation.check(DELETE_WORD)?;
                if is_waiting(tx, &waba).await? {
                    return Ok(());
                }
                let (name, at) = (audit::name_of(tx, actor.user).await?, worker.clock.now());
                match deletion_requests::create(tx, waba.key, (actor.user, &name), at).await {
                    // Somebody was faster, from another number of the account.
                    Err(StoreError::Duplicate) => {
                        return Err(HubError::Conflict("The request is recorded already.".to_owned()));
                    }
                    other => other?,
                }
                let words = format!("By {name}, {}", waba.client_name);
                told(&worker, tx, &waba, EventKind::DeletionRequested, words).await?;
                logged(&worker, tx, By::Actor(actor), &waba, Action::DeletionRequested).await
            })
        })
        .await
}

/// Takes the request back that waits for Meta. Where none waits, there is nothing to do.
///
/// # Errors
/// As [`request`].
pub async fn take_back(hub: &Hub, actor: &Actor, id: &ChannelId) -> Result<(), HubError> {
    let (worker, actor, id) = (hub.clone(), *actor, id.clone());
    hub.store
        .write(move |tx| {
            Box::pin(async move {
                let waba = owned(tx, &actor, &id).await?;
                let (name, at) = (audit::name_of(tx, actor.user).await?, worker.clock.now());
                if !deletion_requests::settle(tx, waba.key, DeletionState::TakenBack, at).await? {
                    return Ok(());
                }
                let words = format!("By {name}, {}", waba.client_name);
                told(&worker, tx, &waba, EventKind::DeletionTakenBack, words).await?;
                logged(&worker, tx, By::Actor(actor), &waba, Action::DeletionTakenBack).await
            })
        })
        .await
}

/// Closes the request that waits once Meta says that the account is deleted.
pub(crate) async fn close_if_deleted(hub: &Hub, tx: &mut Tx, waba: &Waba) -> Result<(), StoreError> {
    if waba.facts.status != Some(WabaStatus::Deleted) {
        return Ok(());
    }
    if !deletion_requests::settle(tx, waba.key, DeletionState::Closed, hub.clock.now()).await? {
        return Ok(());
    }
    let words = "Meta says that the account is deleted.".to_owned();
    told(hub, tx, waba, EventKind::DeletionClosed, words.clone()).await?;
    let entry = Entry::new(By::Hub, log_of(waba), Action::DeletionClosed, waba.facts.name.as_str()).detail(words);
    audit::record_own(tx, entry, hub.clock.now()).await
}

/// The account of a channel of the actor's client, which can ask for its deletion.
async fn owned(tx: &mut Tx, actor: &Actor, id: &ChannelId) -> Result<Waba, HubError> {
    let channel = permissions::as_of_now(tx, actor.organisation, id).await?;
    require(actor, Capability::ManageBilling)?;
    let waba = wabas::find(tx, channel.waba).await?.ok_or(HubError::NotFound)?;
    may_request(actor.organisation.kind().into(), waba.facts.status.as_ref())
        .map_err(|refused| HubError::Conflict(refused.to_string()))?;
    Ok(waba)
}

async fn is_waiting(tx: &mut Tx, waba: &Waba) -> Result<bool, StoreError> {
    let newest = deletion_requests::newest(tx, waba.key).await?;
    Ok(newest.is_some_and(|request| request.state == DeletionState::Waiting))
}

async fn told(hub: &Hub, tx: &mut Tx, waba: &Waba, kind: EventKind, words: String) -> Result<(), StoreError> {
    let event = NewEvent { kind, data: EventData::about(waba.facts.name.as_str()).because(words) };
    save::tell(hub, tx, waba, save::Concerns::Account, &[event]).await
}

async fn logged(hub: &Hub, tx: &mut Tx, by: By, waba: &Waba, action: Action) -> Result<(), HubError> {
    audit::record(tx, Entry::new(by, log_of(waba), action, waba.facts.name.as_str()), hub.clock.now()).await
}

fn log_of(waba: &Waba) -> Organisation {
    Organisation::Client(waba.partner, waba.client)
}
