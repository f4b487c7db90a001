//! Meta's sign-up: where it is, and what becomes of the code with which the browser comes back.

use domain::ids::OnboardingId;
use secrecy::SecretString;
use store::{onboardings, partners, users};
use url::Url;

use super::{own, reading};
use crate::wabas::{Connect, connect};
use crate::{Hub, HubError};

/// With what the browser comes back from Meta.
#[derive(Clone, Debug, Default)]
pub struct Returned {
    /// The code, where the sign-up was finished.
    pub code: Option<String>,
    /// Why it was not, in Meta's words.
    pub refusal: Option<String>,
}

/// Where Meta leads the browser back to. The operator has entered it among the app's valid OAuth redirect addresses.
fn callback(hub: &Hub) -> Result<Url, HubError> {
    Url::parse(&hub.settings.page("/onboard/meta")).map_err(HubError::internal)
}

/// Where the client signs up with Meta.
///
/// # Errors
/// [`HubError::NotFound`], [`HubError::SignInRequired`], [`HubError::Conflict`] where the operator has not set up the
/// sign-up.
pub async fn dialog(hub: &Hub, id: &OnboardingId, session: &str) -> Result<Url, HubError> {
    let (found, _) = own(hub, session, id).await?;
    let config = hub.settings.signup_config.as_deref().ok_or_else(|| {
        HubError::Conflict(
            "Signing up with Meta is not set up on this hub: META_SIGNUP_CONFIG_ID is missing. Tell support."
                .to_owned(),
        )
    })?;
    Ok(hub.graph.signup_dialog(config, &callback(hub)?, id.as_str(), found.start.preverified.as_deref()))
}

/// Takes what Meta gave: exchanges the code, connects each account that the client has shared, reads it, and registers
/// its numbers. What Meta refuses is kept for the page of the way, which offers to try again.
///
/// # Errors
/// [`HubError::NotFound`] for a way of somebody else, [`HubError::SignInRequired`].
pub async fn returned(hub: &Hub, id: &OnboardingId, session: &str, given: Returned) -> Result<(), HubError> {
    let (found, actor) = own(hub, session, id).await?;
    let client = actor.organisation.client().ok_or(HubError::NotFound)?;
    let mut conn = hub.store.read().await?;
    let partner = partners::get(&mut conn, found.partner).await?.ok_or(HubError::NotFound)?;
    let by = users::get(&mut conn, actor.user).await?.ok_or(HubError::SignInRequired)?.name;
    drop(conn);
    let problem = match accounts(hub, &given).await {
        Err(problem) => Some(problem),
        Ok((token, accounts)) => {
            let mut problem = None;
            let mut connected = Vec::new();
            for external_id in accounts {
                let wanted = Connect {
                    partner: found.partner,
                    client,
                    external_id,
                    token: token.clone(),
                    payment: partner.onboarding_payment,
                    by: by.clone(),
                };
                match connect(hub, wanted).await {
                    Ok(account) => connected.push(account.key()),
                    Err(error @ HubError::Internal(_)) => return Err(error),
                    Err(error) => problem = Some(error.to_string()),
                }
            }
            reading::read(hub, connected).await?;
            problem
        }
    };
    let n = found.n;
    hub.store
        .write(move |tx| {
            Box::pin(async move { Ok::<_, HubError>(onboardings::set_problem(tx, n, problem.as_deref()).await?) })
        })
        .await
}

/// The token of a sign-up, and the accounts that it opens.
async fn accounts(hub: &Hub, given: &Returned) -> Result<(SecretString, Vec<String>), String> {
    let Some(code) = given.code.as_deref().filter(|code| !code.is_empty()) else {
        return Err(match given.refusal.as_deref() {
            Some("user_denied") => "The sign-up with Meta was cancelled. Nothing was connected.".to_owned(),
            Some(words) => format!("Meta ended the sign-up: {words}"),
            None => "Meta sent nothing back. Try the sign-up again.".to_owned(),
        });
    };
    let redirect = callback(hub).map_err(|error| error.to_string())?;
    let failed = |error: whatsapp::GraphError| {
        tracing::warn!(%error, "A sign-up with Meta could not be finished");
        match &error.user_message {
            Some(sentence) => sentence.clone(),
            None => {
                "Meta did not take the sign-up; it has to be finished within half a minute. Try it again.".to_owned()
            }
        }
    };
    let token = hub.graph.exchange_code(code, &redirect).await.map_err(failed)?;
    let accounts = hub.graph.shared_accounts(&token).await.map_err(failed)?;
    if accounts.is_empty() {
        return Err("No WhatsApp Business Account was shared in the sign-up. Try it again and choose one.".to_owned());
    }
    Ok((token.into_secret(), accounts))
}
