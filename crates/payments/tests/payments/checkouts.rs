//! Checkouts at Stripe.

use domain::money::{Currency, Minor};
use payments::{Charge, CheckoutId, CheckoutState, GatewayError, NewCheckout, STRIPE_VERSION};

use crate::server::{Answer, error, new_checkout, ok, payment, recorded, stripe, url};

fn id() -> CheckoutId {
    CheckoutId::parse("cs_test_a1Z9kQ0hub").unwrap()
}

#[tokio::test]
async fn a_checkout_asks_for_the_amount_and_the_fee() {
    let (gateway, server) = stripe([ok("session_open")]).await;
    let begun = gateway.begin(&new_checkout()).await.unwrap();
    assert_eq!(begun.id, id());
    assert_eq!(begun.url, url("https://checkout.stripe.com/c/pay/cs_test_a1Z9kQ0hub#fid"));

    let [seen] = &server.seen()[..] else { panic!("one call") };
    assert_eq!(seen.call, "POST /v1/checkout/sessions");
    assert_eq!(seen.header("idempotency-key"), Some("topup-1"));
    assert_eq!(seen.header("stripe-version"), Some(STRIPE_VERSION));
    assert_eq!(seen.header("authorization"), Some("Bearer rk_test_of_tests"));
    assert_eq!(seen.header("content-type"), Some("application/x-www-form-urlencoded"));
    let mut form: Vec<_> = seen.form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    form.sort_unstable();
    assert_eq!(
        form,
        [
            ("adaptive_pricing[enabled]", "false"),
            ("cancel_url", "https://hub.example/balance"),
            ("client_reference_id", "topup-1"),
            ("expires_at", "1795003600"),
            ("line_items[0][price_data][currency]", "eur"),
            ("line_items[0][price_data][product_data][name]", "Top-up of +49 30 1234567 & more"),
            ("line_items[0][price_data][unit_amount]", "5000"),
            ("line_items[0][quantity]", "1"),
            ("line_items[1][price_data][currency]", "eur"),
            ("line_items[1][price_data][product_data][name]", "Processing fee"),
            ("line_items[1][price_data][unit_amount]", "150"),
            ("line_items[1][quantity]", "1"),
            ("metadata[hub_request]", "topup-1"),
            ("mode", "payment"),
            ("payment_intent_data[metadata][hub_request]", "topup-1"),
            ("success_url", "https://hub.example/balance?paid=1&of=topup-1"),
        ]
    );
}

#[tokio::test]
async fn without_a_fee_there_is_one_line_and_long_titles_are_cut() {
    let (gateway, server) = stripe([ok("session_open")]).await;
    let charge = Charge::new(Minor(5_000), Minor(0), Currency::Usd).unwrap();
    gateway.begin(&NewCheckout { charge, title: "ä".repeat(300), ..new_checkout() }).await.unwrap();
    let [seen] = &server.seen()[..] else { panic!("one call") };
    assert_eq!(seen.form("line_items[0][price_data][currency]"), Some("usd"));
    let title = seen.form("line_items[0][price_data][product_data][name]");
    assert_eq!(title.map(|title| title.chars().count()), Some(250));
    assert!(seen.form.iter().all(|(name, _)| !name.starts_with("line_items[1]")));
}

#[tokio::test]
async fn the_state_of_a_checkout_is_read() {
    let paid = || CheckoutState::Paid { payment: payment() };
    for (file, expected) in [
        ("session_open", CheckoutState::Open),
        ("session_paid", paid()),
        ("session_processing", CheckoutState::Processing),
        ("session_failed", CheckoutState::Expired),
        ("session_expired", CheckoutState::Expired),
    ] {
        let (gateway, server) = stripe([ok(file)]).await;
        assert_eq!(gateway.checkout(&id()).await, Ok(expected), "{file}");
        let [seen] = &server.seen()[..] else { panic!("one call") };
        assert_eq!(seen.call, "GET /v1/checkout/sessions/cs_test_a1Z9kQ0hub");
        assert_eq!(seen.query("expand[]"), Some("payment_intent"));
        assert_eq!(seen.header("stripe-version"), Some(STRIPE_VERSION));
        assert_eq!(seen.header("idempotency-key"), None);
    }
}

#[tokio::test]
async fn a_checkout_that_stripe_does_not_have_is_refused() {
    let (gateway, _) = stripe([error(404, "missing")]).await;
    let words = "Stripe knows of no checkout cs_test_a1Z9kQ0hub.".to_owned();
    assert_eq!(gateway.checkout(&id()).await, Err(GatewayError::Refused(words)));
}

#[tokio::test]
async fn states_that_nobody_knows_stay_unclear() {
    for (known, unknown) in [("\"complete\"", "\"melted\""), ("\"paid\"", "\"no_payment_required\"")] {
        let (gateway, _) = stripe([Answer::Whole(200, recorded("session_paid").replace(known, unknown))]).await;
        let found = gateway.checkout(&id()).await;
        assert!(matches!(found, Err(GatewayError::Unclear(_))), "{unknown}: {found:?}");
    }
}
