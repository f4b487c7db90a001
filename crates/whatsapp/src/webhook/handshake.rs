//! The handshake with which Meta checks that a webhook address is ours.

use ring::hmac;
use secrecy::{ExposeSecret, SecretString};
use url::form_urlencoded;

/// Answers Meta's GET (Webhooks, "Create a webhook endpoint"): the challenge to send back as it is, when the query
/// has `hub.mode=subscribe` and the verify token; otherwise `None`, and the answer is 403. The token is compared in
/// constant time; an empty one never fits.
pub fn handshake(query: &str, verify_token: &SecretString) -> Option<String> {
    let (mut mode, mut token, mut challenge) = (None, None, None);
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        match &*name {
            "hub.mode" => mode = Some(value),
            "hub.verify_token" => token = Some(value),
            "hub.challenge" => challenge = Some(value),
            _ => {}
        }
    }
    let fits = mode.as_deref() == Some("subscribe") && same(verify_token.expose_secret(), token.as_deref()?);
    challenge.filter(|_| fits).map(|challenge| challenge.into_owned())
}

/// Compares the keyed hashes, which takes the same time wherever the texts differ.
fn same(expected: &str, given: &str) -> bool {
    let key = hmac::Key::new(hmac::HMAC_SHA256, expected.as_bytes());
    let tag = hmac::sign(&key, expected.as_bytes());
    !expected.is_empty() && hmac::verify(&key, given.as_bytes(), tag.as_ref()).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(query: &str) -> Option<String> {
        handshake(query, &SecretString::from("open sesame"))
    }

    #[test]
    fn the_right_token_gets_its_challenge() {
        let query = "hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=open+sesame";
        assert_eq!(answer(query).as_deref(), Some("1158201444"));
        let query = "hub.verify_token=open%20sesame&hub.challenge=a%26b&hub.mode=subscribe&x=y";
        assert_eq!(answer(query).as_deref(), Some("a&b"));
    }

    #[test]
    fn everything_else_gets_nothing() {
        for query in [
            "",
            "hub.mode=subscribe&hub.challenge=1&hub.verify_token=open+sesam",
            "hub.mode=subscribe&hub.challenge=1&hub.verify_token=open+sesame2",
            "hub.mode=subscribe&hub.challenge=1&hub.verify_token=",
            "hub.mode=subscribe&hub.challenge=1",
            "hub.mode=unsubscribe&hub.challenge=1&hub.verify_token=open+sesame",
            "hub.challenge=1&hub.verify_token=open+sesame",
            "hub.mode=subscribe&hub.verify_token=open+sesame",
        ] {
            assert_eq!(answer(query), None, "{query}");
        }
        let query = "hub.mode=subscribe&hub.challenge=1&hub.verify_token=";
        assert_eq!(handshake(query, &SecretString::from("")), None);
    }
}
