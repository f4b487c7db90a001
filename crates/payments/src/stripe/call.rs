//! One call, and what its answer means (Stripe, "Errors" and "Advanced error handling").

use reqwest::{RequestBuilder, Response, StatusCode};
use secrecy::ExposeSecret;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::{STRIPE_VERSION, Stripe};
use crate::error::{GatewayError, sentence};
use crate::names::RequestKey;

/// The fields of a form.
pub(super) type Form = Vec<(&'static str, String)>;

impl Stripe {
    /// Reads something; `None` where Stripe does not have it.
    pub(super) async fn get<T: DeserializeOwned>(
        &self,
        path: &str,
        query: &[(&str, &str)],
    ) -> Result<Option<T>, GatewayError> {
        let request = self.inner.http.get(self.address(path)).query(query);
        let (status, answer) = self.send(request).await?;
        if status == StatusCode::NOT_FOUND && answer.error().is_some() {
            return Ok(None);
        }
        answer.read(status).map(Some)
    }

    /// Makes something, once for each key.
    pub(super) async fn post<T: DeserializeOwned>(
        &self,
        path: &str,
        key: &RequestKey,
        form: &Form,
    ) -> Result<T, GatewayError> {
        let request = self.inner.http.post(self.address(path)).header("Idempotency-Key", key.as_str()).form(form);
        let (status, answer) = self.send(request).await?;
        answer.read(status)
    }

    fn address(&self, path: &str) -> String {
        format!("{}/v1/{path}", self.inner.config.base_url.as_str().trim_end_matches('/'))
    }

    async fn send(&self, request: RequestBuilder) -> Result<(StatusCode, Answer), GatewayError> {
        let config = &self.inner.config;
        let request = request
            .bearer_auth(config.api_key.expose_secret())
            .header("Stripe-Version", STRIPE_VERSION)
            .timeout(config.timeout);
        let response = request.send().await.map_err(|error| unanswered(&error))?;
        let (status, id) = (response.status(), request_id(&response));
        let body = response.bytes().await.map_err(|error| unanswered(&error))?;
        Ok((status, Answer { id, body: body.to_vec() }))
    }
}

struct Answer {
    /// Stripe's name of the call, which its support asks for.
    id: String,
    body: Vec<u8>,
}

#[derive(Deserialize)]
struct Failed {
    error: Error,
}

#[derive(Deserialize)]
struct Error {
    message: Option<String>,
}

impl Answer {
    fn error(&self) -> Option<Error> {
        serde_json::from_slice::<Failed>(&self.body).ok().map(|failed| failed.error)
    }

    fn read<T: DeserializeOwned>(&self, status: StatusCode) -> Result<T, GatewayError> {
        if status.is_success() {
            return serde_json::from_slice(&self.body)
                .map_err(|_| GatewayError::Unclear(format!("Stripe's answer cannot be read{}.", self.id)));
        }
        let unclear = || {
            let code = status.as_u16();
            GatewayError::Unclear(format!("Stripe could not say whether it was done: it answered {code}{}.", self.id))
        };
        if !status.is_client_error() || is_passing(status) {
            return Err(unclear());
        }
        // Without Stripe's own words it may be anybody's answer, a proxy's for example.
        let error = self.error().ok_or_else(unclear)?;
        let words = match status {
            StatusCode::UNAUTHORIZED => {
                "Stripe does not accept the API key of this installation. Its operator can replace it; nothing was paid."
                    .to_owned()
            }
            // Stripe's own words name the account and the end of the key.
            StatusCode::FORBIDDEN => "The API key of this installation is not allowed to do this at Stripe. Its operator \
                                      can give it the permission; nothing was paid."
                .to_owned(),
            _ => format!("Stripe refuses this: {}", sentence(error.message.as_deref().unwrap_or("it gave no reason"))),
        };
        Err(GatewayError::Refused(words))
    }
}

/// Refusals that are not about the request: it took too long, another one with its key is under way, there were too many.
fn is_passing(status: StatusCode) -> bool {
    matches!(status, StatusCode::REQUEST_TIMEOUT | StatusCode::CONFLICT | StatusCode::TOO_MANY_REQUESTS)
}

fn request_id(response: &Response) -> String {
    let id = response.headers().get("request-id").and_then(|id| id.to_str().ok());
    id.map(|id| format!(" (request {id})")).unwrap_or_default()
}

/// Why there is no answer, without the address.
fn unanswered(error: &reqwest::Error) -> GatewayError {
    if error.is_builder() {
        return GatewayError::Refused(
            "The address of Stripe's API or its key cannot be used; nothing was sent.".to_owned(),
        );
    }
    GatewayError::Unclear(match error {
        _ if error.is_timeout() => "Stripe did not answer in time.".to_owned(),
        _ if error.is_connect() => "There is no connection to Stripe.".to_owned(),
        _ => "The connection to Stripe was lost.".to_owned(),
    })
}
