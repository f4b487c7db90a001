//! Ways of clients from a partner's page through the hub and back, and the people who sign up on them.

use domain::Timestamp;
use domain::email::Email;
use domain::ids::{ClientKey, OnboardingId, PartnerKey, UserKey};
use domain::onboarding::Start;

use crate::conn::{execute, fetch_one, fetch_optional};
use crate::error::ensure_affected;
use crate::rows::inconsistent;
use crate::{Conn, StoreError, Tx};

/// One way.
#[derive(Clone, Debug)]
pub struct Onboarding {
    /// Row number.
    pub n: i64,
    /// Public name.
    pub id: OnboardingId,
    /// Whose client comes.
    pub partner: PartnerKey,
    /// The person, once it is known.
    pub user: Option<UserKey>,
    /// The client, once it is known.
    pub client: Option<ClientKey>,
    /// What the partner's page sent along.
    pub start: Start,
    /// Where the client was sent at the end.
    pub target: Option<String>,
    /// What Meta said last when it did not connect.
    pub problem: Option<String>,
}

/// A way that begins.
#[derive(Clone, Debug)]
pub struct NewOnboarding {
    /// Public name.
    pub id: OnboardingId,
    /// Whose client comes.
    pub partner: PartnerKey,
    /// Person and client, where they are known.
    pub who: Option<(UserKey, ClientKey)>,
    /// What the partner's page sent along.
    pub start: Start,
    /// When.
    pub at: Timestamp,
    /// Until when it can be gone on with.
    pub ends_at: Timestamp,
}

/// Somebody who has signed up and has to enter the mailed code.
#[derive(Clone, Debug)]
pub struct SignUp {
    /// The address.
    pub email: Email,
    /// What the person is called.
    pub name: String,
    /// What the company is called.
    pub company: String,
    /// Nothing where the address has an account already.
    pub password_hash: Option<String>,
    /// Hash of the mailed code.
    pub code_hash: Vec<u8>,
    /// Until when the code is good.
    pub ends_at: Timestamp,
}

#[derive(sqlx::FromRow)]
struct Row {
    n: i64,
    id: String,
    partner_n: i64,
    user_n: Option<i64>,
    client_n: Option<i64>,
    start: String,
    target: Option<String>,
    problem: Option<String>,
}

const TABLE: &str = "onboardings";

impl TryFrom<Row> for Onboarding {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            n: row.n,
            id: OnboardingId::parse(&row.id).map_err(inconsistent(TABLE, row.n))?,
            partner: PartnerKey(row.partner_n),
            user: row.user_n.map(UserKey),
            client: row.client_n.map(ClientKey),
            start: serde_json::from_str(&row.start).map_err(inconsistent(TABLE, row.n))?,
            target: row.target,
            problem: row.problem,
        })
    }
}

/// Begins a way.
///
/// # Errors
/// The database refuses.
pub async fn create(tx: &mut Tx, new: &NewOnboarding) -> Result<i64, StoreError> {
    let start = serde_json::to_string(&new.start).unwrap_or_default();
    let (n,): (i64,) = fetch_one!(
        tx,
        (i64,),
        "insert into onboardings (id, partner_n, user_n, client_n, start, created_at, ends_at)
         values ($1, $2, $3, $4, $5, $6, $7) returning n",
        new.id.as_str(),
        new.partner.0,
        new.who.map(|(user, _)| user.0),
        new.who.map(|(_, client)| client.0),
        start,
        new.at.millis(),
        new.ends_at.millis(),
    )?;
    Ok(n)
}

/// The way with this id, while it can be gone on with.
///
/// # Errors
/// The database refuses.
pub async fn find(conn: &mut Conn, id: &OnboardingId, now: Timestamp) -> Result<Option<Onboarding>, StoreError> {
    fetch_optional!(
        conn,
        Row,
        "select n, id, partner_n, user_n, client_n, start, target, problem
         from onboardings where id = $1 and $2 < ends_at",
        id.as_str(),
        now.millis(),
    )?
    .map(Onboarding::try_from)
    .transpose()
}

/// Says whose way it is. Answers whether nobody had it yet.
///
/// # Errors
/// The database refuses.
pub async fn give(tx: &mut Tx, n: i64, user: UserKey, client: ClientKey) -> Result<bool, StoreError> {
    let changed = execute!(
        tx,
        "update onboardings set user_n = $2, client_n = $3 where n = $1 and user_n is null",
        n,
        user.0,
        client.0,
    )?;
    Ok(changed == 1)
}

/// Keeps what Meta said when it did not connect; nothing forgets it.
///
/// # Errors
/// The database refuses.
pub async fn set_problem(tx: &mut Tx, n: i64, problem: Option<&str>) -> Result<(), StoreError> {
    let changed = execute!(tx, "update onboardings set problem = $2 where n = $1", n, problem)?;
    ensure_affected("keep the problem of an onboarding", 1, changed)
}

/// Ends a way with the address to which the client is sent.
///
/// # Errors
/// The database refuses.
pub async fn finish(tx: &mut Tx, n: i64, target: &str, at: Timestamp) -> Result<(), StoreError> {
    let changed =
        execute!(tx, "update onboardings set target = $2, finished_at = $3 where n = $1", n, target, at.millis())?;
    ensure_affected("end an onboarding", 1, changed)
}

/// Keeps who signs up on a way; a sign-up of before is replaced.
///
/// # Errors
/// The database refuses.
pub async fn put_sign_up(tx: &mut Tx, n: i64, sign_up: &SignUp) -> Result<(), StoreError> {
    let changed = execute!(
        tx,
        "insert into sign_ups (onboarding_n, email, name, company, password_hash, code_hash, ends_at)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (onboarding_n) do update set email = excluded.email, name = excluded.name,
             company = excluded.company, password_hash = excluded.password_hash,
             code_hash = excluded.code_hash, ends_at = excluded.ends_at",
        n,
        sign_up.email.as_str(),
        sign_up.name.as_str(),
        sign_up.company.as_str(),
        sign_up.password_hash.as_deref(),
        sign_up.code_hash.as_slice(),
        sign_up.ends_at.millis(),
    )?;
    ensure_affected("keep a sign-up", 1, changed)
}

/// Who signs up on a way.
///
/// # Errors
/// The database refuses.
pub async fn sign_up(conn: &mut Conn, n: i64) -> Result<Option<SignUp>, StoreError> {
    #[derive(sqlx::FromRow)]
    struct Found {
        email: String,
        name: String,
        company: String,
        password_hash: Option<String>,
        code_hash: Vec<u8>,
        ends_at: i64,
    }
    let found = fetch_optional!(
        conn,
        Found,
        "select email, name, company, password_hash, code_hash, ends_at from sign_ups where onboarding_n = $1",
        n,
    )?;
    found
        .map(|found| {
            Ok(SignUp {
                email: Email::parse(&found.email).map_err(inconsistent("sign_ups", n))?,
                name: found.name,
                company: found.company,
                password_hash: found.password_hash,
                code_hash: found.code_hash,
                ends_at: Timestamp(found.ends_at),
            })
        })
        .transpose()
}

/// Forgets a sign-up. Answers whether it was there: of two that use it at once, one gets it.
///
/// # Errors
/// The database refuses.
pub async fn take_sign_up(tx: &mut Tx, n: i64) -> Result<bool, StoreError> {
    Ok(execute!(tx, "delete from sign_ups where onboarding_n = $1", n)? == 1)
}

/// Uses a signature. Answers whether it was not used before.
///
/// # Errors
/// The database refuses.
pub async fn use_signature(tx: &mut Tx, digest: &[u8], ends_at: Timestamp) -> Result<bool, StoreError> {
    let changed = execute!(
        tx,
        "insert into used_signatures (digest, ends_at) values ($1, $2) on conflict (digest) do nothing",
        digest,
        ends_at.millis(),
    )?;
    Ok(changed == 1)
}

/// Deletes ways and signatures that ended before.
///
/// # Errors
/// The database refuses.
pub async fn delete_ended(tx: &mut Tx, now: Timestamp) -> Result<u64, StoreError> {
    Ok(execute!(tx, "delete from onboardings where ends_at < $1", now.millis())?
        + execute!(tx, "delete from used_signatures where ends_at < $1", now.millis())?)
}
