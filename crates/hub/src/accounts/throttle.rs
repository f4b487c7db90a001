//! Slows down guessing. Each try is counted before it is looked at, in the database, so that tries at the same
//! time and in several processes count too. From a number of failures on, each one blocks the subject for twice
//! as long as the one before, at most a quarter of an hour; a day without a failure forgets them.

use domain::email::Email;
use domain::ids::UserKey;
use store::{Tx, attempts};

use crate::accounts::browser::Browser;
use crate::accounts::token::{hash, hex};
use crate::{Hub, HubError};

/// The first block, in seconds.
const FIRST_BLOCK: i64 = 30;
/// The longest block, in seconds.
const LONGEST_BLOCK: i64 = 15 * 60;
/// Seconds after the last failure at which a subject is forgotten.
pub(crate) const FORGET_AFTER: i64 = 86_400;

/// Who guesses, or what is guessed at.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    /// Success clears the count. Blocked from the fifth failure on.
    Own,
    /// A network, which many people may share: success takes back its own try only, since somebody who has an
    /// account could otherwise guess at others without end. Blocked from the twentieth failure on.
    Shared,
    /// Something that is asked for, not guessed: every try counts. Blocked from the fourth on.
    Asking,
}

impl Kind {
    const fn blocks_from(&self) -> i64 {
        match self {
            Kind::Own => 5,
            Kind::Shared => 20,
            Kind::Asking => 4,
        }
    }
}

/// The subjects that one try counts against, in the order in which they are locked.
#[derive(Clone, Debug)]
pub(crate) struct Tries(Vec<(String, Kind)>);

impl Tries {
    /// A sign-in. A browser that signed in to the account before counts on its own; every other one counts
    /// against the account and against its network.
    pub(crate) fn at_sign_in(hub: &Hub, email: &Email, user: Option<UserKey>, browser: &Browser) -> Self {
        if let Some(mark) = user.and_then(|user| browser.known_as(hub, user)) {
            return Self(vec![(format!("browser:{mark}"), Kind::Own)]);
        }
        Self(vec![(account(email), Kind::Own), (format!("network:{}", browser.network()), Kind::Shared)])
    }

    /// A code after the right password, or one that confirms something.
    pub(crate) fn at_code(user: UserKey) -> Self {
        Self(vec![(format!("code:{}", user.0), Kind::Own)])
    }

    /// A password that somebody who is signed in confirms something with.
    pub(crate) fn at_confirmation(user: UserKey) -> Self {
        Self(vec![(format!("confirm:{}", user.0), Kind::Own)])
    }

    /// A network that asks for links to set passwords.
    pub(crate) fn at_reset_from(browser: &Browser) -> Self {
        Self(vec![(format!("reset-network:{}", browser.network()), Kind::Shared)])
    }

    /// Links to set the password of one account.
    pub(crate) fn at_reset_of(email: &Email) -> Self {
        Self(vec![(format!("reset:{}", hex(&hash(email.as_str().as_bytes())[..16])), Kind::Asking)])
    }

    /// A network from which people sign up.
    pub(crate) fn at_sign_up_from(browser: &Browser) -> Self {
        Self(vec![(format!("sign-up-network:{}", browser.network()), Kind::Shared)])
    }

    /// Codes that are mailed to an address.
    pub(crate) fn at_sign_up_of(email: &Email) -> Self {
        Self(vec![(format!("sign-up:{}", hex(&hash(email.as_str().as_bytes())[..16])), Kind::Asking)])
    }

    /// The code that was mailed to somebody who signs up.
    pub(crate) fn at_sign_up_code(onboarding: i64) -> Self {
        Self(vec![(format!("sign-up-code:{onboarding}"), Kind::Own)])
    }

    /// Accounts at Meta that somebody on the way of an onboarding has read again: Meta counts the calls.
    pub(crate) fn at_reading(onboarding: i64) -> Self {
        Self(vec![(format!("read-again:{onboarding}"), Kind::Own)])
    }

    /// Counts a try, or refuses it.
    ///
    /// # Errors
    /// [`HubError::TooMany`] while one of the subjects is blocked; such a try is not counted.
    pub(crate) async fn begin(&self, hub: &Hub) -> Result<(), HubError> {
        let now = hub.clock.now();
        let mut conn = hub.store.read().await?;
        for (subject, _) in &self.0 {
            if let Some(until) = attempts::blocked_until(&mut conn, subject).await?.filter(|until| now < *until) {
                return Err(HubError::TooMany { now, until });
            }
        }
        drop(conn);
        let (tries, hub_in_tx) = (self.clone(), hub.clone());
        hub.store.write(move |tx| Box::pin(async move { tries.count(tx, &hub_in_tx).await })).await
    }

    /// As [`Tries::begin`], inside a transaction.
    pub(crate) async fn count(&self, tx: &mut Tx, hub: &Hub) -> Result<(), HubError> {
        let now = hub.clock.now();
        for (subject, kind) in &self.0 {
            let counted = attempts::count(tx, subject, now, now.plus_seconds(-FORGET_AFTER)).await?;
            if now < counted.blocked_until {
                return Err(HubError::TooMany { now, until: counted.blocked_until });
            }
            if let Some(seconds) = block(kind, counted.failures) {
                attempts::block(tx, subject, now.plus_seconds(seconds)).await?;
            }
        }
        Ok(())
    }

    /// The try that was counted last was none of guessing.
    pub(crate) async fn succeeded(&self, tx: &mut Tx) -> Result<(), HubError> {
        for (subject, kind) in &self.0 {
            match kind {
                Kind::Own => attempts::clear(tx, subject).await?,
                Kind::Shared => attempts::give_back(tx, subject).await?,
                Kind::Asking => {}
            }
        }
        Ok(())
    }
}

/// Forgets failures at this account: its owner has proven to read its mail.
pub(crate) async fn forgive(tx: &mut Tx, email: &Email) -> Result<(), HubError> {
    Ok(attempts::clear(tx, &account(email)).await?)
}

/// People type all sorts of things into the field for the address, so it is hashed.
fn account(email: &Email) -> String {
    format!("account:{}", hex(&hash(email.as_str().as_bytes())[..16]))
}

/// For how many seconds the nth failure blocks.
fn block(kind: &Kind, failures: i64) -> Option<i64> {
    let further = failures - kind.blocks_from();
    // Ten doublings are past the longest block already.
    let doublings = u32::try_from(further.min(10)).ok()?;
    Some((FIRST_BLOCK << doublings).min(LONGEST_BLOCK))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_double_from_the_fifth_failure_to_a_quarter_of_an_hour() {
        let blocks: Vec<_> = (1..=12).map(|failures| block(&Kind::Own, failures)).collect();
        let expected = [None, None, None, None, Some(30), Some(60), Some(120), Some(240), Some(480)];
        assert_eq!(blocks[..9], expected);
        assert_eq!(blocks[9..], [Some(900), Some(900), Some(900)]);
        assert_eq!(block(&Kind::Own, i64::MAX), Some(900));
        assert_eq!(block(&Kind::Shared, 19), None);
        assert_eq!(block(&Kind::Shared, 20), Some(30));
    }
}
