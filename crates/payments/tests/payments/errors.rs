//! What a bad answer of Stripe's means.

use payments::GatewayError;
use tokio::net::TcpListener;

use crate::server::{Answer, error, gateway, new_checkout, new_refund, ok, recorded, stripe};

fn refused(words: &str) -> GatewayError {
    GatewayError::Refused(words.to_owned())
}

fn unclear(words: &str) -> GatewayError {
    GatewayError::Unclear(words.to_owned())
}

#[tokio::test]
async fn refusals_carry_stripes_words() {
    for (answer, words) in [
        (error(400, "already_refunded"), "Stripe refuses this: Charge ch_3Q0hubPaid has already been refunded."),
        (error(402, "card"), "Stripe refuses this: Your card was declined."),
        (
            error(400, "other_parameters"),
            "Stripe refuses this: Keys for idempotent requests can only be used with the same parameters they were first \
             used with.",
        ),
        (error(404, "missing"), "Stripe refuses this: No such refund: 're_unknown'."),
        (
            error(403, "permission"),
            "The API key of this installation is not allowed to do this at Stripe. Its operator can give it the \
             permission; nothing was paid.",
        ),
        (
            error(401, "key"),
            "Stripe does not accept the API key of this installation. Its operator can replace it; nothing was paid.",
        ),
        (Answer::Whole(400, r#"{"error":{}}"#.to_owned()), "Stripe refuses this: it gave no reason."),
    ] {
        let (gateway, _) = stripe([ok("refunds_none"), answer]).await;
        assert_eq!(gateway.refund(&new_refund()).await, Err(refused(words)));
    }
}

#[tokio::test]
async fn what_may_have_happened_is_unclear() {
    let of = |code: u16| format!("Stripe could not say whether it was done: it answered {code} (request req_hub1).");
    for (answer, words) in [
        (error(409, "key_in_use"), of(409)),
        (error(429, "rate_limit"), of(429)),
        (error(500, "server"), of(500)),
        (error(503, "server"), of(503)),
        (Answer::Whole(408, String::new()), of(408)),
        (Answer::Whole(302, String::new()), of(302)),
        (Answer::Whole(403, "<h1>Proxy</h1>".to_owned()), of(403)),
        (Answer::Whole(404, "not found".to_owned()), of(404)),
        (
            Answer::Whole(200, "<h1>Proxy</h1>".to_owned()),
            "Stripe's answer cannot be read (request req_hub1).".to_owned(),
        ),
        (Answer::Whole(200, "{}".to_owned()), "Stripe's answer cannot be read (request req_hub1).".to_owned()),
        (Answer::Cut, "The connection to Stripe was lost.".to_owned()),
        (Answer::Hang, "Stripe did not answer in time.".to_owned()),
    ] {
        let (gateway, server) = stripe([answer]).await;
        assert_eq!(gateway.begin(&new_checkout()).await, Err(unclear(&words)));
        assert_eq!(server.calls().len(), 1, "nothing is repeated: {words}");
    }
}

#[tokio::test]
async fn an_address_of_a_page_that_cannot_be_read_is_unclear() {
    let (gateway, _) =
        stripe([Answer::Whole(200, recorded("session_open").replace("https://checkout.", "checkout-"))]).await;
    assert_eq!(gateway.begin(&new_checkout()).await, Err(unclear("The address of Stripe's page cannot be read.")));
}

#[tokio::test]
async fn nobody_at_the_address_is_unclear() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let found = gateway(&base).begin(&new_checkout()).await;
    assert_eq!(found, Err(unclear("There is no connection to Stripe.")));
}
