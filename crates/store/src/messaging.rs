//! What a request of the messaging API needs to know: its key, and the channel that the key opens.

use domain::Timestamp;
use domain::api_key::{KeyPrefix, Validity};
use domain::ids::{ApiKeyKey, ChannelKey, ClientKey, PartnerKey, WabaKey};
use domain::sending::Standing;
use domain::state::ChannelState;
use domain::waba::TokenState;

use crate::api_keys::{KeyHash, TABLE, validity};
use crate::conn::fetch_optional;
use crate::rows::{inconsistent, not_a};
use crate::{Conn, StoreError};

/// What a key that somebody presents is compared with, and what it opens.
#[derive(Clone, Debug)]
pub struct Presented {
    /// Row number.
    pub key: ApiKeyKey,
    /// Hash of the whole key.
    pub hash: KeyHash,
    /// The channel that it opens.
    pub channel: ChannelKey,
    /// The channel's partner.
    pub partner: PartnerKey,
    /// The channel's client.
    pub client: ClientKey,
    /// How long it is valid.
    pub validity: Validity,
    /// When it was used last, to the minute.
    pub last_used_at: Option<Timestamp>,
    /// The channel.
    pub line: Line,
}

/// A channel as the messaging API sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Meta's id of the number.
    pub number_id: String,
    /// The account.
    pub waba: WabaKey,
    /// Meta's id of the account.
    pub waba_id: String,
    /// What decides whether it may send.
    pub standing: Standing,
    /// The account's sealed access token.
    pub token: Option<Vec<u8>>,
}

#[derive(sqlx::FromRow)]
struct Row {
    n: i64,
    key_hash: Vec<u8>,
    ends_at: Option<i64>,
    revoked_at: Option<i64>,
    last_used_at: Option<i64>,
    channel_n: i64,
    partner_n: i64,
    client_n: i64,
    number_id: String,
    state: String,
    waba_n: i64,
    waba_id: String,
    token: Option<Vec<u8>>,
    token_state: String,
}

impl TryFrom<Row> for Presented {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let state =
            ChannelState::from_code(&row.state).ok_or_else(|| not_a("channels", row.channel_n, "state", &row.state))?;
        let token = TokenState::from_code(&row.token_state)
            .ok_or_else(|| not_a("wabas", row.waba_n, "token state", &row.token_state))?;
        Ok(Self {
            key: ApiKeyKey(row.n),
            hash: KeyHash::try_from(row.key_hash.as_slice()).map_err(inconsistent(TABLE, row.n))?,
            channel: ChannelKey(row.channel_n),
            partner: PartnerKey(row.partner_n),
            client: ClientKey(row.client_n),
            validity: validity(row.ends_at, row.revoked_at),
            last_used_at: row.last_used_at.map(Timestamp),
            line: Line {
                number_id: row.number_id,
                waba: WabaKey(row.waba_n),
                waba_id: row.waba_id,
                standing: Standing { state, token },
                token: row.token,
            },
        })
    }
}

/// What a key with this prefix is compared with, whosever it is, and its channel with the account as they are now: one
/// read, by an index and two primary keys.
///
/// # Errors
/// The database refuses.
pub async fn presented(conn: &mut Conn, prefix: &KeyPrefix) -> Result<Option<Presented>, StoreError> {
    let found = fetch_optional!(
        conn,
        Row,
        "select k.n, k.key_hash, k.ends_at, k.revoked_at, k.last_used_at, k.channel_n, c.partner_n, c.client_n,
                c.external_id as number_id, c.state, c.waba_n, w.external_id as waba_id, w.token, w.token_state
         from api_keys k join channels c on c.n = k.channel_n join wabas w on w.n = c.waba_n
         where k.prefix = $1",
        prefix.as_str(),
    )?;
    found.map(Presented::try_from).transpose()
}
