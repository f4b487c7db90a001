//! Where a way stands, and what comes next.

use domain::activation::NumberRegistration;
use domain::ids::{ChannelId, ClientKey, OnboardingId};
use domain::permission::{Party, PaymentType, Permission, Wish};
use store::channels::Channel;
use store::onboardings::{self, Onboarding};
use store::wabas::Waba;
use store::{Conn, channels, clients, partners, users, wabas};

use super::person;
use super::reading::{is_unread, trouble};
use crate::{Hub, HubError, logos};

/// A way, as its page shows it.
#[derive(Clone, Debug)]
pub struct Way {
    /// What the partner is called.
    pub partner: String,
    /// Where its logo stands, where it has one.
    pub logo: Option<String>,
    /// What the client is called, once it is known.
    pub client: Option<String>,
    /// What comes next.
    pub step: Step,
}

/// What comes next.
#[derive(Clone, Debug)]
pub enum Step {
    /// The code that was mailed.
    Code {
        /// To this address.
        email: String,
    },
    /// Signing in as the person whose way it is.
    SignIn,
    /// Signing up with Meta.
    Connect {
        /// What Meta said when it did not work.
        problem: Option<String>,
    },
    /// The hub reads what Meta has.
    Reading {
        /// What failed, where it did.
        trouble: Option<String>,
    },
    /// Choosing what is shared.
    Numbers {
        /// The client's numbers.
        channels: Vec<Choice>,
        /// What Meta said when another account was not connected.
        problem: Option<String>,
        /// What failed where another account could not be read yet.
        trouble: Option<String>,
    },
    /// Back to the partner.
    Done {
        /// To this address.
        target: String,
    },
}

/// A number whose permission the client may share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Its id.
    pub id: ChannelId,
    /// The number in its groups.
    pub number: String,
    /// Its display name.
    pub name: String,
    /// Whether the permission is shared now.
    pub permission: Permission,
    /// Whether the partner asks for it on this way.
    pub asked: bool,
    /// Whether the client can change it.
    pub lock: Lock,
    /// How far it is on its way into the API.
    pub registration: NumberRegistration,
}

/// Whether the client can change a permission.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lock {
    /// It can.
    Open,
    /// It cannot, for this reason.
    Kept(String),
}

/// Where a way stands for whoever has this session.
///
/// # Errors
/// [`HubError::NotFound`] for one that is not there, has ended, or is somebody else's.
pub async fn way(hub: &Hub, id: &OnboardingId, session: &str) -> Result<Way, HubError> {
    let mut conn = hub.store.read().await?;
    let found = onboardings::find(&mut conn, id, hub.clock.now()).await?.ok_or(HubError::NotFound)?;
    let row = partners::get(&mut conn, found.partner).await?.ok_or(HubError::NotFound)?;
    let logo = logos::address(&mut conn, row.key, &row.id).await?;
    let partner = row.name;
    let viewer = person(hub, &mut conn, session).await?;
    let Some(user) = found.user else {
        let waiting = onboardings::sign_up(&mut conn, found.n).await?.ok_or(HubError::NotFound)?;
        return Ok(Way {
            partner,
            logo,
            client: Some(waiting.company),
            step: Step::Code { email: waiting.email.as_str().to_owned() },
        });
    };
    let client = match found.client {
        Some(client) => clients::get(&mut conn, found.partner, client).await?,
        None => None,
    };
    let client = client.ok_or(HubError::NotFound)?;
    match viewer {
        Some(viewer) if viewer != user => return Err(HubError::NotFound),
        Some(_) => {}
        None => {
            users::get(&mut conn, user).await?.ok_or(HubError::NotFound)?;
            return Ok(Way { partner, logo, client: None, step: Step::SignIn });
        }
    }
    let step = match found.target.clone() {
        Some(target) => Step::Done { target },
        None => next(&mut conn, &found, client.key).await?,
    };
    Ok(Way { partner, logo, client: Some(client.name), step })
}

async fn next(conn: &mut Conn, found: &Onboarding, client: ClientKey) -> Result<Step, HubError> {
    let numbers = channels::of_client(conn, found.partner, client).await?;
    let accounts = wabas::of_client(conn, found.partner, client).await?;
    let (unread, others): (Vec<&Waba>, Vec<&Waba>) = accounts.iter().partition(|account| is_unread(account));
    // Where Meta refuses the token, only another sign-up helps.
    let problem = found.problem.clone().or_else(|| others.into_iter().find_map(trouble));
    if unread.iter().any(|account| account.sync_failures == 0) {
        return Ok(Step::Reading { trouble: None });
    }
    let is_read = unread.is_empty();
    let trouble = unread.into_iter().find_map(trouble);
    if !numbers.is_empty() {
        // One account that cannot be read does not hold up the numbers of the others.
        let channels = numbers.iter().map(|channel| choice(found, channel)).collect();
        return Ok(Step::Numbers { channels, problem, trouble });
    }
    if is_read {
        return Ok(Step::Connect { problem });
    }
    Ok(Step::Reading { trouble })
}

fn choice(found: &Onboarding, channel: &Channel) -> Choice {
    let terms = channel.contract.terms();
    let lock = match terms.after(Party::Client, Wish::Revoke) {
        Err(kept) if terms.permission == Permission::Shared => Lock::Kept(kept.to_string()),
        _ => Lock::Open,
    };
    let start = &found.start;
    let named = start.channels.iter().any(|id| id == channel.id.as_str());
    let digits: String = channel.facts.number.display().chars().filter(char::is_ascii_digit).collect();
    let asked = match (&start.number, start.channels.is_empty()) {
        (_, false) => named,
        (Some(number), true) => *number == digits,
        (None, true) => terms.payment == PaymentType::Direct || terms.permission == Permission::Shared,
    };
    Choice {
        id: channel.id.clone(),
        number: channel.facts.number.display().to_owned(),
        name: channel.facts.name.clone(),
        permission: terms.permission,
        asked,
        lock,
        registration: NumberRegistration::derive(&channel.facts.status, channel.facts.code_verification.as_ref()),
    }
}
