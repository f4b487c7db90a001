//! A channel that stays as it is until a transaction ends.

use domain::account::Organisation;
use domain::ids::{ChannelId, ChannelKey, ClientKey, PartnerKey};
use domain::permission::{PaymentType, Permission};
use domain::state::ChannelState;

use crate::conn::fetch_optional;
use crate::rows::not_a;
use crate::{Conn, StoreError, Tx, dialect};

/// What decisions about a channel look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Row number.
    pub key: ChannelKey,
    /// The partner that manages it.
    pub partner: PartnerKey,
    /// The client that owns it.
    pub client: ClientKey,
    /// The number in its groups.
    pub number: String,
    /// Whether the partner may create its API keys.
    pub permission: Permission,
    /// Who pays.
    pub payment: PaymentType,
    /// How it is.
    pub state: ChannelState,
}

/// How a channel stands, which nobody changes before the end of this transaction: whoever wants to waits, and whoever
/// has changed it before is seen.
///
/// # Errors
/// The database refuses.
pub async fn hold_standing(
    tx: &mut Tx,
    organisation: Organisation,
    id: &ChannelId,
) -> Result<Option<Standing>, StoreError> {
    dialect::hold_channel(tx, organisation, id).await?;
    standing(tx, organisation, id).await
}

/// How a channel stands now, as far as the organisation may see it.
///
/// # Errors
/// The database refuses.
pub async fn standing(
    conn: &mut Conn,
    organisation: Organisation,
    id: &ChannelId,
) -> Result<Option<Standing>, StoreError> {
    let row = fetch_optional!(
        conn,
        (i64, i64, i64, String, String, String, String),
        "select n, partner_n, client_n, number, permission, payment, state from channels
         where id = $1 and partner_n = $2 and ($3 = 0 or client_n = $3)",
        id.as_str(),
        organisation.partner().0,
        organisation.client().map_or(0, |client| client.0),
    )?;
    let Some((n, partner, client, number, permission, payment, state)) = row else { return Ok(None) };
    let odd = |kind: &str, value: &str| not_a("channels", n, kind, value);
    Ok(Some(Standing {
        key: ChannelKey(n),
        partner: PartnerKey(partner),
        client: ClientKey(client),
        number,
        permission: Permission::from_code(&permission).ok_or_else(|| odd("permission", &permission))?,
        payment: PaymentType::from_code(&payment).ok_or_else(|| odd("payment type", &payment))?,
        state: ChannelState::from_code(&state).ok_or_else(|| odd("state", &state))?,
    }))
}
