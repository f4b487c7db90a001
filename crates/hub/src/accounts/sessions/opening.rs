//! Sessions begin, and get new tokens.

use domain::Timestamp;
use domain::account::Organisation;
use domain::ids::{SessionId, UserKey};
use store::sessions::{Stage, TokenHash};
use store::{Tx, memberships, sessions};

use crate::accounts::browser::{Browser, BrowserMark};
use crate::accounts::sessions::{ABSOLUTE_LIMIT, CODE_LIMIT, IDLE_LIMIT};
use crate::accounts::token::{SessionToken, fresh_session, hash_of};
use crate::{Hub, HubError};

/// A session that has begun or got a new token: set both cookies.
#[derive(Clone, Debug)]
pub struct NewSession {
    /// For the session cookie.
    pub token: SessionToken,
    /// When the session ends in any case; the cookie need not outlive it.
    pub ends_at: Timestamp,
    /// For the cookie by which the browser is known; keep the present one where this is `None`.
    pub mark: Option<BrowserMark>,
    /// Whether it opens an organisation. The person may belong to none, and can then only accept an invitation.
    pub opens: Opens,
}

/// What a new session leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opens {
    /// The pages of an organisation.
    Organisation,
    /// Nothing but the acceptance of invitations.
    Nothing,
}

/// Gives a session a new token and an organisation.
pub(crate) async fn renew(
    tx: &mut Tx,
    hub: &Hub,
    old: &TokenHash,
    ends_at: Timestamp,
    membership: memberships::MembershipKey,
) -> Result<NewSession, HubError> {
    let (token, hash) = fresh_session(&hub.random);
    if !sessions::rotate(tx, old, &hash, membership).await? {
        return Err(HubError::SignInRequired);
    }
    Ok(NewSession { token, ends_at, mark: None, opens: Opens::Organisation })
}

/// Begins a session in the organisation that the person used last; the browser's old one ends.
pub(crate) async fn begin(
    tx: &mut Tx,
    hub: &Hub,
    user: UserKey,
    stage: Stage,
    browser: &Browser,
) -> Result<(NewSession, Option<Organisation>), HubError> {
    let now = hub.clock.now();
    let membership = memberships::of_user(tx, user).await?.into_iter().next();
    if let Some(old) = browser.session.as_deref().and_then(hash_of) {
        sessions::delete_by_token(tx, &old).await?;
    }
    let (token, token_hash) = fresh_session(&hub.random);
    let (idle_limit, absolute_limit, mark) = match stage {
        Stage::Code => (CODE_LIMIT, CODE_LIMIT, None),
        Stage::Full => (IDLE_LIMIT, ABSOLUTE_LIMIT, Some(BrowserMark::new(hub, user)?)),
    };
    let new = sessions::NewSession {
        id: SessionId::from_entropy(hub.random.entropy()),
        token_hash,
        user,
        membership: membership.as_ref().map(|membership| membership.key),
        stage,
        at: now,
        idle_until: now.plus_seconds(idle_limit),
        ends_at: now.plus_seconds(absolute_limit),
        address: browser.stored_address(),
        agent: browser.stored_agent(),
    };
    sessions::create(tx, &new).await?;
    let opens = if membership.is_some() { Opens::Organisation } else { Opens::Nothing };
    Ok((NewSession { token, ends_at: new.ends_at, mark, opens }, membership.map(|membership| membership.organisation)))
}
