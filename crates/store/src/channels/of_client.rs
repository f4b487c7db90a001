//! The channels of one client, all at once: where somebody chooses among them.

use domain::ids::{ClientKey, PartnerKey};

use super::{Channel, Row};
use crate::conn::fetch_all;
use crate::{Conn, StoreError};

/// The running channels of a client, the oldest first; at most a thousand.
///
/// # Errors
/// The database refuses.
pub async fn of_client(conn: &mut Conn, partner: PartnerKey, client: ClientKey) -> Result<Vec<Channel>, StoreError> {
    let sql = select_channel!("where partner_n = $1 and client_n = $2 and not ended order by n limit 1000");
    fetch_all!(conn, Row, sql, partner.0, client.0)?.into_iter().map(Channel::try_from).collect()
}
