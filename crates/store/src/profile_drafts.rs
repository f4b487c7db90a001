//! Business profiles that people are writing: kept per person and number until they are saved or thrown away.

use domain::Timestamp;
use domain::account::Organisation;
use domain::ids::{ChannelKey, UserKey};
use domain::profile::Profile;
use domain::profile::picture::Kind;

use crate::conn::{execute, fetch_optional};
use crate::error::ensure_affected;
use crate::rows::{inconsistent, not_a};
use crate::{Conn, StoreError, Tx};

/// Whose draft it is: a person in the organisation of the session, and the number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Owner {
    /// The person.
    pub user: UserKey,
    /// The organisation of the session.
    pub organisation: Organisation,
    /// The number.
    pub channel: ChannelKey,
}

/// A draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProfileDraft {
    /// The profile as Meta had it when somebody began.
    pub base: Profile,
    /// What it is to become.
    pub wanted: Profile,
    /// The new picture, if there is one.
    pub picture: Option<NewPicture>,
    /// The last change.
    pub updated_at: Timestamp,
}

/// What is known of a new picture without its bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NewPicture {
    /// What it is made as.
    pub kind: Kind,
    /// Points in each direction.
    pub side: u32,
    /// When it was chosen.
    pub at: Timestamp,
}

const TABLE: &str = "profile_drafts";

/// A person's draft.
///
/// # Errors
/// The database refuses.
pub async fn find(conn: &mut Conn, owner: Owner) -> Result<Option<ProfileDraft>, StoreError> {
    let (user, partner, client, channel) = owner.keys();
    fetch_optional!(
        conn,
        Row,
        "select n, base, wanted, picture_type, picture_side, picture_at, updated_at from profile_drafts
         where user_n = $1 and partner_n = $2 and client_n = $3 and channel_n = $4",
        user,
        partner,
        client,
        channel,
    )?
    .map(ProfileDraft::try_from)
    .transpose()
}

/// Keeps what was written; a new picture stays.
///
/// # Errors
/// The database refuses.
pub async fn keep(
    tx: &mut Tx,
    owner: Owner,
    (base, wanted): (&Profile, &Profile),
    at: Timestamp,
) -> Result<(), StoreError> {
    let (user, partner, client, channel) = owner.keys();
    let changed = execute!(
        tx,
        "insert into profile_drafts (user_n, partner_n, client_n, channel_n, base, wanted, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (user_n, partner_n, client_n, channel_n)
         do update set base = excluded.base, wanted = excluded.wanted, updated_at = excluded.updated_at",
        user,
        partner,
        client,
        channel,
        to_json(base),
        to_json(wanted),
        at.millis(),
    )?;
    ensure_affected("keep a profile", 1, changed)
}

/// Keeps a new picture with a draft that is there; `false` where there is none.
///
/// # Errors
/// The database refuses.
pub async fn keep_picture(tx: &mut Tx, owner: Owner, picture: NewPicture, bytes: &[u8]) -> Result<bool, StoreError> {
    let (user, partner, client, channel) = owner.keys();
    let changed = execute!(
        tx,
        "update profile_drafts
         set picture = $5, picture_type = $6, picture_side = $7, picture_at = $8, updated_at = $8
         where user_n = $1 and partner_n = $2 and client_n = $3 and channel_n = $4",
        user,
        partner,
        client,
        channel,
        bytes,
        picture.kind.code(),
        i64::from(picture.side),
        picture.at.millis(),
    )?;
    Ok(changed == 1)
}

/// Takes the new picture away.
///
/// # Errors
/// The database refuses.
pub async fn drop_picture(tx: &mut Tx, owner: Owner, at: Timestamp) -> Result<(), StoreError> {
    let (user, partner, client, channel) = owner.keys();
    execute!(
        tx,
        "update profile_drafts
         set picture = null, picture_type = null, picture_side = null, picture_at = null, updated_at = $5
         where user_n = $1 and partner_n = $2 and client_n = $3 and channel_n = $4",
        user,
        partner,
        client,
        channel,
        at.millis(),
    )?;
    Ok(())
}

/// The bytes of the new picture.
///
/// # Errors
/// The database refuses.
pub async fn picture(conn: &mut Conn, owner: Owner) -> Result<Option<Vec<u8>>, StoreError> {
    let (user, partner, client, channel) = owner.keys();
    let row = fetch_optional!(
        conn,
        (Option<Vec<u8>>,),
        "select picture from profile_drafts
         where user_n = $1 and partner_n = $2 and client_n = $3 and channel_n = $4",
        user,
        partner,
        client,
        channel,
    )?;
    Ok(row.and_then(|(bytes,)| bytes))
}

/// Throws a draft away.
///
/// # Errors
/// The database refuses.
pub async fn discard(tx: &mut Tx, owner: Owner) -> Result<(), StoreError> {
    let (user, partner, client, channel) = owner.keys();
    let sql = "delete from profile_drafts where user_n = $1 and partner_n = $2 and client_n = $3 and channel_n = $4";
    execute!(tx, sql, user, partner, client, channel)?;
    Ok(())
}

/// Forgets drafts that were not touched since a moment.
///
/// # Errors
/// The database refuses.
pub async fn tidy(tx: &mut Tx, touched_before: Timestamp) -> Result<u64, StoreError> {
    execute!(tx, "delete from profile_drafts where updated_at < $1", touched_before.millis())
}

impl Owner {
    fn keys(self) -> (i64, i64, i64, i64) {
        let client = self.organisation.client().map_or(0, |client| client.0);
        (self.user.0, self.organisation.partner().0, client, self.channel.0)
    }
}

fn to_json(profile: &Profile) -> String {
    serde_json::to_string(profile).unwrap_or_else(|_| "{}".to_owned())
}

#[derive(sqlx::FromRow)]
struct Row {
    n: i64,
    base: String,
    wanted: String,
    picture_type: Option<String>,
    picture_side: Option<i64>,
    picture_at: Option<i64>,
    updated_at: i64,
}

impl TryFrom<Row> for ProfileDraft {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let picture = match (row.picture_type, row.picture_side, row.picture_at) {
            (Some(kind), Some(side), Some(at)) => Some(NewPicture {
                kind: Kind::from_code(&kind).ok_or_else(|| not_a(TABLE, row.n, "type of picture", &kind))?,
                side: u32::try_from(side).map_err(inconsistent(TABLE, row.n))?,
                at: Timestamp(at),
            }),
            _ => None,
        };
        Ok(Self {
            base: serde_json::from_str(&row.base).map_err(inconsistent(TABLE, row.n))?,
            wanted: serde_json::from_str(&row.wanted).map_err(inconsistent(TABLE, row.n))?,
            picture,
            updated_at: Timestamp(row.updated_at),
        })
    }
}
