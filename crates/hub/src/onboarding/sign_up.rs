//! Somebody new signs up: name, company, address and password, then the code that is mailed to the address.

use domain::account::{Organisation, Role};
use domain::email::Email;
use domain::ids::{OnboardingId, PartnerId, UserId};
use domain::onboarding::Start;
use domain::text::Name;
use store::onboardings::{self, NewOnboarding, SignUp};
use store::sessions::{Stage, TokenHash};
use store::{StoreError, Tx, memberships, partners, users};

use super::{WAY_LIMIT, page, start};
use crate::accounts::audit::{self, Action, By, Entry};
use crate::accounts::browser::Browser;
use crate::accounts::clients;
use crate::accounts::sessions::{NewSession, begin};
use crate::accounts::throttle::Tries;
use crate::accounts::{hashing, password, token};
use crate::mail::{self, texts};
use crate::{Hub, HubError};

/// Seconds for which a mailed code is good.
const CODE_LIMIT: i64 = 15 * 60;

/// What is typed by somebody who signs up.
#[derive(Clone, Debug, Default)]
pub struct SignUpForm {
    /// What the person is called.
    pub name: String,
    /// What the company is called.
    pub company: String,
    /// Address.
    pub email: String,
    /// New password.
    pub password: String,
}

/// Begins a way with somebody new, and mails a code. The answer and the work are the same for an address that has an
/// account already: its mail says so instead.
///
/// # Errors
/// [`HubError::Invalid`] for a field that cannot be taken, [`HubError::TooMany`], and what [`super::welcome`] refuses.
pub async fn sign_up(
    hub: &Hub,
    partner: &PartnerId,
    start: Start,
    form: &SignUpForm,
    browser: &Browser,
) -> Result<OnboardingId, HubError> {
    let name = Name::parse(&form.name).map_err(|error| HubError::invalid("name", error))?;
    let company = Name::parse(&form.company).map_err(|error| HubError::invalid("company", error))?;
    let email = Email::parse(&form.email).map_err(|error| HubError::invalid("email", error))?;
    password::check(&form.password, &email).map_err(at_password)?;
    Tries::at_sign_up_from(browser).begin(hub).await?;
    Tries::at_sign_up_of(&email).begin(hub).await?;
    let password_hash = hashing::hash(&hub.random, &form.password).await?;
    let id = OnboardingId::from_entropy(hub.random.entropy());
    let (worker, partner, made) = (hub.clone(), partner.clone(), id.clone());
    hub.store
        .write(move |tx| {
            Box::pin(async move {
                let now = worker.clock.now();
                let partner = start::used(&worker, tx, &partner, &start).await?;
                let new = NewOnboarding {
                    id: made.clone(),
                    partner: partner.key,
                    who: None,
                    start,
                    at: now,
                    ends_at: now.plus_seconds(WAY_LIMIT),
                };
                let n = onboardings::create(tx, &new).await?;
                let (name, company) = (name.as_str().to_owned(), company.as_str().to_owned());
                let blank = SignUp {
                    email,
                    name,
                    company,
                    password_hash: Some(password_hash),
                    code_hash: Vec::new(),
                    ends_at: now,
                };
                send(&worker, tx, (n, &made), &partner.name, blank).await
            })
        })
        .await?;
    hub.signals.mail.notify_one();
    Ok(id)
}

/// Mails a new code; the one of before is useless from now on.
///
/// # Errors
/// [`HubError::NotFound`] for a way on which nobody signs up, [`HubError::TooMany`].
pub async fn resend(hub: &Hub, id: &OnboardingId) -> Result<(), HubError> {
    let mut conn = hub.store.read().await?;
    let found = onboardings::find(&mut conn, id, hub.clock.now()).await?.ok_or(HubError::NotFound)?;
    let waiting = onboardings::sign_up(&mut conn, found.n).await?.ok_or(HubError::NotFound)?;
    let partner = partners::get(&mut conn, found.partner).await?.ok_or(HubError::NotFound)?;
    drop(conn);
    Tries::at_sign_up_of(&waiting.email).begin(hub).await?;
    let (worker, id) = (hub.clone(), id.clone());
    hub.store
        .write(move |tx| Box::pin(async move { send(&worker, tx, (found.n, &id), &partner.name, waiting).await }))
        .await?;
    hub.signals.mail.notify_one();
    Ok(())
}

/// Takes the mailed code: makes the person and the client, and signs the person in.
///
/// # Errors
/// [`HubError::Invalid`] for a wrong code or one that has ended, [`HubError::TooMany`], [`HubError::Conflict`] when the
/// address has an account by now, [`HubError::NotFound`].
pub async fn confirm(hub: &Hub, id: &OnboardingId, code: &str, browser: &Browser) -> Result<NewSession, HubError> {
    let code: String = code.chars().filter(char::is_ascii_digit).collect();
    let mut conn = hub.store.read().await?;
    let found = onboardings::find(&mut conn, id, hub.clock.now()).await?.ok_or(HubError::NotFound)?;
    drop(conn);
    let tries = Tries::at_sign_up_code(found.n);
    tries.begin(hub).await?;
    let (worker, id, browser) = (hub.clone(), id.clone(), browser.clone());
    hub.store
        .write(move |tx| {
            Box::pin(async move {
                let now = worker.clock.now();
                let waiting = onboardings::sign_up(tx, found.n).await?.ok_or(HubError::NotFound)?;
                let given = code_hash(&id, &code);
                let is_right = TokenHash::try_from(waiting.code_hash.as_slice()).is_ok_and(|hash| token::same(&hash, &given));
                let Some(password_hash) = waiting.password_hash.filter(|_| is_right && now < waiting.ends_at) else {
                    return Err(HubError::invalid(
                        "code",
                        "This is not the code of the newest mail, or it is older than 15 minutes. Check it, or have a new one sent.",
                    ));
                };
                if !onboardings::take_sign_up(tx, found.n).await? {
                    return Err(HubError::NotFound);
                }
                tries.succeeded(tx).await?;
                let name = Name::parse(&waiting.name).map_err(HubError::internal)?;
                let user = UserId::from_entropy(worker.random.entropy());
                let new = users::NewUser { id: user, email: waiting.email.clone(), name, password_hash: Some(password_hash), at: now };
                let user = match users::create(tx, &new).await {
                    Err(StoreError::Duplicate) => {
                        return Err(HubError::Conflict(format!("There is an account for {} by now. Sign in with it.", waiting.email)));
                    }
                    other => other?,
                };
                let form = clients::ClientForm {
                    name: waiting.company,
                    contact_email: waiting.email.as_str().to_owned(),
                    partner_payload: found.start.partner_payload,
                    ..clients::ClientForm::default()
                };
                let client = clients::add_in(&worker, tx, By::User(user), found.partner, &form).await?;
                let organisation = Organisation::Client(found.partner, client.key);
                memberships::create(tx, user, organisation, Role::Owner, now).await?;
                if !onboardings::give(tx, found.n, user, client.key).await? {
                    return Err(HubError::NotFound);
                }
                let entry = Entry::new(By::User(user), organisation, Action::SignedUp, waiting.email.as_str());
                audit::record(tx, entry, now).await?;
                Ok(begin(tx, &worker, user, Stage::Full, &browser).await?.0)
            })
        })
        .await
}

/// Keeps a sign-up with a fresh code and queues its mail.
async fn send(
    hub: &Hub,
    tx: &mut Tx,
    (n, id): (i64, &OnboardingId),
    partner: &str,
    mut sign_up: SignUp,
) -> Result<(), HubError> {
    let known = users::find_by_email(tx, &sign_up.email).await?.is_some();
    let code = format!("{:06}", u32::from_be_bytes(hub.random.bytes()) % 1_000_000);
    sign_up.code_hash = code_hash(id, &code).to_vec();
    sign_up.ends_at = hub.clock.now().plus_seconds(CODE_LIMIT);
    if known {
        sign_up.password_hash = None;
    }
    let text = match known {
        false => texts::sign_up_code(partner, &code),
        true => texts::account_is_there(hub, partner, &page(hub, id)),
    };
    let letter = mail::compose(hub, &sign_up.email, text)?;
    onboardings::put_sign_up(tx, n, &sign_up).await?;
    mail::queue(tx, &letter).await
}

fn code_hash(id: &OnboardingId, code: &str) -> TokenHash {
    token::hash(format!("{id}|{code}").as_bytes())
}

/// The form calls the field as it stands there.
fn at_password(error: HubError) -> HubError {
    match error {
        HubError::Invalid { message, .. } => HubError::invalid("password", message),
        other => other,
    }
}
