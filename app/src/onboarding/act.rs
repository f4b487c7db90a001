//! What is done on the way.

use leptos::prelude::*;

use crate::error::AppError;

/// Where a refusal is kept for the first page.
#[cfg(feature = "ssr")]
pub(super) const START: &str = "/onboarding";

/// Where a refusal is kept for the page of a way.
#[cfg(feature = "ssr")]
pub(super) const WAY: &str = "/onboard";

/// Signs somebody new up, and mails a code.
#[server(prefix = "/api/public", endpoint = "onboarding/sign-up")]
pub async fn sign_up(
    /// The partner's id.
    #[server(default)]
    partner: String,
    /// What the partner's page sent along.
    #[server(default)]
    query: String,
    /// What the person is called.
    #[server(default)]
    name: String,
    /// What the company is called.
    #[server(default)]
    company: String,
    /// Address.
    #[server(default)]
    email: String,
    /// New password.
    #[server(default)]
    new_password: String,
) -> Result<(), AppError> {
    let form = crate::server::FormAt::new("sign-up", START)
        .back_to(address(&partner, &query))
        .keep("name", &name)
        .keep("company", &company)
        .keep("email", &email);
    let outcome = async {
        let (hub, browser) = (crate::server::hub()?, expect_context::<hub::accounts::browser::Browser>());
        let key = partner_of(&hub, &partner, &query).await?;
        let typed = hub::onboarding::SignUpForm { name, company, email, password: new_password };
        let id = hub::onboarding::sign_up(&hub, &key, start(&query)?, &typed, &browser).await?;
        Ok(page(id.as_str()))
    };
    form.settle(outcome).await
}

/// Goes on as whoever is signed in, for a client that is there or for a company that becomes one.
#[server(prefix = "/api/public", endpoint = "onboarding/begin")]
pub async fn begin_onboarding(
    /// The partner's id.
    #[server(default)]
    partner: String,
    /// What the partner's page sent along.
    #[server(default)]
    query: String,
    /// Id of a client; none makes one.
    #[server(default)]
    client: String,
    /// What the company is called.
    #[server(default)]
    company: String,
) -> Result<(), AppError> {
    use hub::onboarding::Company;

    let form = crate::server::FormAt::new("begin", START).back_to(address(&partner, &query)).keep("company", &company);
    let outcome = async {
        let (hub, browser) = (crate::server::hub()?, expect_context::<hub::accounts::browser::Browser>());
        let key = partner_of(&hub, &partner, &query).await?;
        let company = if client.is_empty() {
            Company::New(company)
        } else {
            Company::Known(domain::ids::ClientId::parse(&client).map_err(|_| AppError::NotFound)?)
        };
        let session = browser.session.unwrap_or_default();
        let (id, session) = hub::onboarding::begin(&hub, &key, start(&query)?, company, &session).await?;
        crate::server::enter(&session)?;
        Ok(page(id.as_str()))
    };
    form.settle(outcome).await
}

/// Takes the code that was mailed.
#[server(prefix = "/api/public", endpoint = "onboarding/code")]
pub async fn enter_sign_up_code(
    /// The way.
    #[server(default)]
    id: String,
    /// Six digits.
    #[server(default)]
    code: String,
) -> Result<(), AppError> {
    let outcome = async {
        let (hub, browser) = (crate::server::hub()?, expect_context::<hub::accounts::browser::Browser>());
        let session = hub::onboarding::confirm(&hub, &onboarding(&id)?, &code, &browser).await?;
        crate::server::enter(&session)?;
        Ok(page(&id))
    };
    crate::server::FormAt::new("code", WAY).back_to(page(&id)).settle(outcome).await
}

/// Mails a new code.
#[server(prefix = "/api/public", endpoint = "onboarding/code-again")]
pub async fn send_code_again(
    /// The way.
    #[server(default)]
    id: String,
) -> Result<(), AppError> {
    let outcome = async {
        hub::onboarding::resend(&crate::server::hub()?, &onboarding(&id)?).await?;
        Ok(format!("{}?notice=sent", page(&id)))
    };
    crate::server::FormAt::new("again", WAY).back_to(page(&id)).settle(outcome).await
}

/// Reads once more what Meta has.
#[server(prefix = "/api/public", endpoint = "onboarding/read-again")]
pub async fn read_again(
    /// The way.
    #[server(default)]
    id: String,
) -> Result<(), AppError> {
    let outcome = async {
        hub::onboarding::read_again(&crate::server::hub()?, &onboarding(&id)?, &session()).await?;
        Ok(page(&id))
    };
    crate::server::FormAt::new("read-again", WAY).back_to(page(&id)).settle(outcome).await
}

/// Registers a number with the PIN that its owner knows.
#[server(prefix = "/api/public", endpoint = "onboarding/register")]
pub async fn register_number(
    /// The way.
    #[server(default)]
    id: String,
    /// The number, by its id.
    #[server(default)]
    channel: String,
    /// Six digits.
    #[server(default)]
    pin: String,
) -> Result<(), AppError> {
    let outcome = async {
        let number = domain::ids::ChannelId::parse(&channel).map_err(|_| AppError::NotFound)?;
        hub::onboarding::register(&crate::server::hub()?, &onboarding(&id)?, &session(), &number, &pin).await?;
        Ok(format!("{}?notice=registered", page(&id)))
    };
    crate::server::FormAt::new("register", WAY).keep("channel", &channel).back_to(page(&id)).settle(outcome).await
}

/// Shares the permission of the chosen numbers and ends the way.
#[server(prefix = "/api/public", endpoint = "onboarding/share")]
pub async fn share_numbers(
    /// The way.
    #[server(default)]
    id: String,
    /// The chosen numbers, by their ids.
    #[server(default)]
    channels: Vec<String>,
) -> Result<(), AppError> {
    let outcome = async {
        let chosen: Vec<_> = channels.iter().filter_map(|id| domain::ids::ChannelId::parse(id).ok()).collect();
        hub::onboarding::finish(&crate::server::hub()?, &onboarding(&id)?, &session(), &chosen).await?;
        Ok(page(&id))
    };
    crate::server::FormAt::new("share", WAY).back_to(page(&id)).settle(outcome).await
}

/// The page of a way.
#[cfg(feature = "ssr")]
pub(super) fn page(id: &str) -> String {
    format!("/onboard/{id}")
}

/// The first page of a partner's link.
#[cfg(feature = "ssr")]
pub(super) fn address(partner: &str, query: &str) -> String {
    let page = if partner.is_empty() { "/permissions".to_owned() } else { format!("/onboarding/{partner}") };
    if query.is_empty() { page } else { format!("{page}?{query}") }
}

#[cfg(feature = "ssr")]
pub(super) fn onboarding(id: &str) -> Result<domain::ids::OnboardingId, AppError> {
    domain::ids::OnboardingId::parse(id).map_err(|_| hub::HubError::NotFound.into())
}

/// What a partner's page sent along.
#[cfg(feature = "ssr")]
pub(super) fn start(query: &str) -> Result<domain::onboarding::Start, AppError> {
    let pairs: Vec<_> = form_urlencoded::parse(query.as_bytes()).collect();
    let pairs = pairs.iter().map(|(name, value)| (name.as_ref(), value.as_ref()));
    domain::onboarding::Start::read(pairs).map_err(|error| hub::HubError::Conflict(error.to_string()).into())
}

/// The partner of a link: named by its path, by `partner_id` in its query, or that of whoever is signed in.
#[cfg(feature = "ssr")]
pub(super) async fn partner_of(hub: &hub::Hub, partner: &str, query: &str) -> Result<domain::ids::PartnerId, AppError> {
    let not_found = || AppError::from(hub::HubError::NotFound);
    if !partner.is_empty() {
        return domain::ids::PartnerId::parse(partner).map_err(|_| not_found());
    }
    let named = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "partner_id");
    if let Some((_, id)) = named {
        return domain::ids::PartnerId::parse(&id).map_err(|_| not_found());
    }
    let actor = crate::server::signed_in()?.actor;
    Ok(hub::onboarding::partner_of(hub, &actor).await?)
}

#[cfg(feature = "ssr")]
fn session() -> String {
    expect_context::<hub::accounts::browser::Browser>().session.unwrap_or_default()
}

/// Lets the browser look again after so many seconds, or go on to another address (`3`, `1;url=…`).
#[cfg(feature = "ssr")]
pub(super) fn look_again(what: &str) {
    if let (Some(response), Ok(value)) =
        (use_context::<leptos_axum::ResponseOptions>(), http::HeaderValue::from_str(what))
    {
        response.insert_header(http::header::REFRESH, value);
    }
}
