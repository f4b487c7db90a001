//! The handshake: Meta calls the callback with a challenge and wants it back.

use url::Url;

use crate::Error;
use crate::shared::Shared;

/// Calls `GET callback?hub.mode=subscribe&hub.challenge=…&hub.verify_token=…`: the answer must be
/// 200 with the challenge and nothing else (Webhooks, Create a webhook endpoint).
///
/// # Errors
/// [`Error::Handshake`] with what went wrong.
pub(crate) async fn verify(shared: &Shared, callback: &Url, verify_token: &str) -> Result<(), Error> {
    let challenge = challenge(&shared.next_trace_id());
    let mut url = callback.clone();
    url.query_pairs_mut()
        .append_pair("hub.mode", "subscribe")
        .append_pair("hub.challenge", &challenge)
        .append_pair("hub.verify_token", verify_token);
    let answer =
        shared.client.get(url).send().await.map_err(|_| Error::Handshake("The URL couldn't be reached.".to_owned()))?;
    let status = answer.status();
    if status != reqwest::StatusCode::OK {
        return Err(Error::Handshake(format!(
            "HTTP Status Code = {}; HTTP Message = {}",
            status.as_u16(),
            status.canonical_reason().unwrap_or_default()
        )));
    }
    let body = answer.text().await.unwrap_or_default();
    if body != challenge {
        return Err(Error::Handshake("The response does not match challenge.".to_owned()));
    }
    Ok(())
}

/// A number of ten digits, as Meta sends.
fn challenge(trace: &str) -> String {
    let sum = trace.bytes().fold(0_u64, |sum, byte| sum.wrapping_mul(131).wrapping_add(u64::from(byte)));
    (1_000_000_000 + sum % 9_000_000_000).to_string()
}
