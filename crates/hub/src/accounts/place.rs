//! Which organisation a use case about people concerns: the actor's own, or a client of the partner.

use domain::account::{Actor, Organisation};
use domain::ids::ClientId;
use store::{Conn, clients};

use crate::HubError;

/// An organisation, as seen from the actor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// The actor's own.
    Own,
    /// A client of the actor's partner; only for people of the partner.
    Client(ClientId),
}

impl Place {
    /// The organisation itself.
    ///
    /// # Errors
    /// [`HubError::NotFound`] when it is not the actor's to look at.
    pub(crate) async fn resolve(&self, conn: &mut Conn, actor: &Actor) -> Result<Organisation, HubError> {
        match (self, actor.organisation) {
            (Place::Own, own) => Ok(own),
            (Place::Client(id), Organisation::Partner(partner)) => {
                let client = clients::find(conn, partner, id).await?.ok_or(HubError::NotFound)?;
                Ok(Organisation::Client(partner, client.key))
            }
            (Place::Client(_), Organisation::Client(..)) => Err(HubError::NotFound),
        }
    }
}
