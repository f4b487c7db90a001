//! Integrated onboarding: a client comes from its partner's page, signs up or in, connects its numbers at Meta, says
//! which permissions it shares, and is sent back with the result (the start addresses and parameters are those of
//! 360dialog's integrated onboarding, which partners' pages speak already).
//!
//! Where a way stands is not kept: it follows from what is there (a person, a client, numbers), so that somebody who
//! closes the window half-way goes on where the way stopped, also by opening the partner's link anew.

mod begin;
mod connect;
mod finish;
mod link_secret;
mod reading;
mod redirect;
mod redirects;
mod register;
mod sign_up;
mod signature;
mod start;
mod way;

pub use begin::{Company, begin};
pub use connect::{Returned, dialog, returned};
pub use finish::finish;
pub use link_secret::{LinkSecret, Replaces, link_secret_since, make_link_secret};
pub use reading::read_again;
pub use redirect::{InvalidRedirect, RedirectAddress};
pub use redirects::{Change, Redirects, change, redirects};
pub use register::register;
pub use sign_up::{SignUpForm, confirm, resend, sign_up};
pub use start::{Viewer, Welcome, partner_of, welcome};
pub use way::{Choice, Lock, Step, Way, way};

use domain::account::{Actor, Organisation};
use domain::ids::{OnboardingId, UserKey};
use store::onboardings::{self, Onboarding};
use store::sessions::Stage;
use store::{Conn, memberships, sessions};

use crate::accounts::token::hash_of;
use crate::{Hub, HubError};

/// Seconds for which a way can be gone on with.
const WAY_LIMIT: i64 = 30 * 86_400;

/// The page of a way.
fn page(hub: &Hub, id: &OnboardingId) -> String {
    hub.settings.page(&format!("/onboard/{id}"))
}

/// Whoever is signed in with this session cookie.
async fn person(hub: &Hub, conn: &mut Conn, session: &str) -> Result<Option<UserKey>, HubError> {
    let Some(hash) = hash_of(session) else { return Ok(None) };
    let found = sessions::find(conn, &hash, hub.clock.now()).await?;
    Ok(found.filter(|session| session.stage == Stage::Full).map(|session| session.user))
}

/// The way, and the person of this session as one who acts for its client.
///
/// # Errors
/// [`HubError::NotFound`] for a way that is not there or somebody else's, [`HubError::SignInRequired`].
async fn own(hub: &Hub, session: &str, id: &OnboardingId) -> Result<(Onboarding, Actor), HubError> {
    let mut conn = hub.store.read().await?;
    let found = onboardings::find(&mut conn, id, hub.clock.now()).await?.ok_or(HubError::NotFound)?;
    let user = person(hub, &mut conn, session).await?.ok_or(HubError::SignInRequired)?;
    if found.user != Some(user) {
        return Err(HubError::NotFound);
    }
    let client = found.client.ok_or(HubError::NotFound)?;
    let organisation = Organisation::Client(found.partner, client);
    let role = memberships::of_user(&mut conn, user)
        .await?
        .into_iter()
        .find(|membership| membership.organisation == organisation)
        .map(|membership| membership.role)
        .ok_or(HubError::NotFound)?;
    Ok((found, Actor { user, organisation, role }))
}
