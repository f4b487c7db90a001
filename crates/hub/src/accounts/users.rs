//! People whom the operator adds on the command line.

use domain::account::{Organisation, Role};
use domain::email::Email;
use domain::ids::{ClientId, PartnerId, UserId};
use domain::text::Name;
use store::{Conn, StoreError, clients, memberships, partners, reset_links, users};

use crate::accounts::audit::{self, Action, By, Entry};
use crate::accounts::token::fresh;
use crate::accounts::{hashing, password, reset};
use crate::{Hub, HubError};

/// Seconds for which the link to set the first password can be used.
pub const FIRST_LINK_LIMIT: i64 = 3 * 86_400;

/// An organisation by its ids.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OrganisationId {
    /// A partner.
    Partner(PartnerId),
    /// A client of a partner.
    Client(PartnerId, ClientId),
}

impl OrganisationId {
    /// The organisation itself.
    ///
    /// # Errors
    /// [`HubError::NotFound`].
    pub(crate) async fn resolve(&self, conn: &mut Conn) -> Result<Organisation, HubError> {
        let (OrganisationId::Partner(partner) | OrganisationId::Client(partner, _)) = self;
        let partner = partners::find(conn, partner).await?.ok_or(HubError::NotFound)?.key;
        match self {
            OrganisationId::Partner(_) => Ok(Organisation::Partner(partner)),
            OrganisationId::Client(_, client) => {
                let client = clients::find(conn, partner, client).await?.ok_or(HubError::NotFound)?.key;
                Ok(Organisation::Client(partner, client))
            }
        }
    }
}

/// What became of the operator's wish.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Added {
    /// A new person with the password that was given.
    WithPassword(UserId),
    /// A new person, who sets a password at this link within three days.
    WithLink(UserId, String),
    /// Somebody had the address already, and belongs to this organisation too from now on.
    Joined(UserId),
}

/// Adds a person to an organisation, for the operator.
///
/// # Errors
/// A field that cannot be taken, an organisation that does not exist ([`HubError::NotFound`]), or
/// [`HubError::Conflict`] when the person belongs to it already.
pub async fn create(
    hub: &Hub,
    email: &str,
    name: &str,
    first_password: Option<&str>,
    organisation: &OrganisationId,
    role: Role,
) -> Result<Added, HubError> {
    let email = Email::parse(email).map_err(|error| HubError::invalid("email", error))?;
    let name = Name::parse(name).map_err(|error| HubError::invalid("name", error))?;
    let password_hash = match first_password {
        None => None,
        Some(given) => {
            password::check(given, &email)?;
            Some(hashing::hash(&hub.random, given).await?)
        }
    };
    let (link, link_hash) = fresh(&hub.random);
    let link = reset::page(hub, &link);
    let organisation = organisation.clone();
    let at = hub.clock.now();
    let id = UserId::from_entropy(hub.random.entropy());
    hub.store
        .write(move |tx| {
            Box::pin(async move {
                let organisation = organisation.resolve(tx).await?;
                let entry = Entry::new(By::Operator, organisation, Action::UserCreated, email.as_str())
                    .detail(format!("as {}", role.label().to_lowercase()));
                let added = match users::find_by_email(tx, &email).await? {
                    Some(user) => {
                        join(tx, user.key, organisation, role, at).await?;
                        Added::Joined(user.id)
                    }
                    None => {
                        let with_link = password_hash.is_none();
                        let new = users::NewUser { id: id.clone(), email, name, password_hash, at };
                        let user = users::create(tx, &new).await?;
                        join(tx, user, organisation, role, at).await?;
                        if with_link {
                            let ends_at = at.plus_seconds(FIRST_LINK_LIMIT);
                            reset_links::create(tx, &link_hash, user, at, ends_at).await?;
                            Added::WithLink(id, link)
                        } else {
                            Added::WithPassword(id)
                        }
                    }
                };
                audit::record(tx, entry, at).await?;
                Ok(added)
            })
        })
        .await
}

async fn join(
    tx: &mut store::Tx,
    user: domain::ids::UserKey,
    organisation: Organisation,
    role: Role,
    at: domain::Timestamp,
) -> Result<(), HubError> {
    match memberships::create(tx, user, organisation, role, at).await {
        Err(StoreError::Duplicate) => {
            Err(HubError::Conflict("This person belongs to the organisation already.".to_owned()))
        }
        other => Ok(other.map(|_| ())?),
    }
}
