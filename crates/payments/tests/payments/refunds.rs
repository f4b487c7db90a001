//! Refunds at Stripe.

use payments::{GatewayError, NewRefund, Refund, RefundId, RefundState, STRIPE_VERSION, WhichRefund};

use crate::server::{Answer, error, key, new_refund, ok, payment, recorded, stripe, sum};

const LOOK: &str = "GET /v1/refunds";
const MAKE: &str = "POST /v1/refunds";

fn refund(state: RefundState) -> Refund {
    Refund { id: RefundId::parse("re_3Q0hubOne").unwrap(), state }
}

fn asked_for() -> WhichRefund {
    WhichRefund::Request { key: key("refund-1"), payment: payment() }
}

#[tokio::test]
async fn a_refund_goes_against_its_payment() {
    let (gateway, server) = stripe([ok("refunds_none"), ok("refund_succeeded")]).await;
    assert_eq!(gateway.refund(&new_refund()).await, Ok(refund(RefundState::PaidOut)));
    let [look, make] = &server.seen()[..] else { panic!("two calls") };
    assert_eq!((look.call.as_str(), make.call.as_str()), (LOOK, MAKE));
    assert_eq!(look.query("payment_intent"), Some("pi_3Q0hubPaid"));
    assert_eq!(make.header("idempotency-key"), Some("refund-1"));
    assert_eq!(make.header("stripe-version"), Some(STRIPE_VERSION));
    let mut form: Vec<_> = make.form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    form.sort_unstable();
    assert_eq!(
        form,
        [
            ("amount", "5150"),
            ("metadata[hub_request]", "refund-1"),
            ("payment_intent", "pi_3Q0hubPaid"),
            ("reason", "requested_by_customer"),
        ]
    );
}

#[tokio::test]
async fn a_refund_that_was_made_before_is_not_made_again() {
    let pages = || [ok("refunds_first_page"), ok("refunds_second_page")];
    let (gateway, server) = stripe(pages()).await;
    assert_eq!(gateway.refund(&new_refund()).await, Ok(refund(RefundState::PaidOut)));
    assert_eq!(server.calls(), [LOOK, LOOK]);
    assert_eq!(server.seen()[1].query("starting_after"), Some("re_3Q0hubOther"));

    let (gateway, server) = stripe(pages()).await;
    let found = gateway.refund(&NewRefund { sum: sum(5_149), ..new_refund() }).await;
    assert!(matches!(&found, Err(GatewayError::Refused(words)) if words.contains("another amount")), "{found:?}");
    assert_eq!(server.calls(), [LOOK, LOOK]);
}

#[tokio::test]
async fn silence_is_settled_by_asking_again() {
    let answers = [ok("refunds_none"), Answer::Hang, ok("refunds_second_page"), ok("refunds_second_page")];
    let (gateway, server) = stripe(answers).await;
    let silence = gateway.refund(&new_refund()).await;
    assert!(matches!(silence, Err(GatewayError::Unclear(_))), "{silence:?}");
    assert_eq!(gateway.refund_state(&asked_for()).await, Ok(Some(refund(RefundState::PaidOut))));
    assert_eq!(gateway.refund(&new_refund()).await, Ok(refund(RefundState::PaidOut)));
    assert_eq!(server.calls(), [LOOK, MAKE, LOOK, LOOK]);
}

#[tokio::test]
async fn where_the_look_up_is_unclear_nothing_is_paid() {
    type Say = fn() -> Answer;
    let answers: [Say; 7] = [
        || Answer::Hang,
        || Answer::Cut,
        || error(500, "server"),
        || error(429, "rate_limit"),
        || error(400, "card"),
        || error(401, "key"),
        || error(403, "permission"),
    ];
    for say in answers {
        let (gateway, server) = stripe([say(), say()]).await;
        assert!(matches!(gateway.refund(&new_refund()).await, Err(GatewayError::Unclear(_))));
        assert!(matches!(gateway.refund_state(&asked_for()).await, Err(GatewayError::Unclear(_))));
        assert_eq!(server.calls(), [LOOK, LOOK]);
    }
}

#[tokio::test]
async fn the_state_of_a_refund_is_read() {
    let failed = |words: &str| RefundState::Failed(words.to_owned());
    let succeeded = recorded("refund_succeeded");
    let said = |status: &str| succeeded.replace("\"succeeded\"", &format!("\"{status}\""));
    let because = |reason: &str| recorded("refund_failed").replace("expired_or_canceled_card", reason);
    for (body, expected) in [
        (succeeded.clone(), RefundState::PaidOut),
        (recorded("refund_pending"), RefundState::Processing),
        (said("requires_action"), RefundState::Processing),
        (said("canceled"), failed("The refund was cancelled at Stripe.")),
        (recorded("refund_failed"), failed("The card has expired or was cancelled.")),
        (because("lost_or_stolen_card"), failed("The card was reported as lost or stolen.")),
        (because("something_new"), failed("The bank sent the refund back without a reason.")),
        (said("failed"), failed("The bank sent the refund back without a reason.")),
    ] {
        let (gateway, server) = stripe([Answer::Whole(200, body.clone())]).await;
        let which = WhichRefund::Id(RefundId::parse("re_3Q0hubOne").unwrap());
        assert_eq!(gateway.refund_state(&which).await, Ok(Some(refund(expected))), "{body}");
        assert_eq!(server.calls(), ["GET /v1/refunds/re_3Q0hubOne"]);
    }
    let (gateway, _) = stripe([Answer::Whole(200, said("melted"))]).await;
    assert!(matches!(gateway.refund(&new_refund()).await, Err(GatewayError::Unclear(_))));
}

#[tokio::test]
async fn refunds_that_stripe_does_not_have_are_none() {
    let (gateway, _) = stripe([error(404, "missing"), ok("refunds_none"), error(404, "missing")]).await;
    let which = WhichRefund::Id(RefundId::parse("re_unknown").unwrap());
    assert_eq!(gateway.refund_state(&which).await, Ok(None));
    assert_eq!(gateway.refund_state(&asked_for()).await, Ok(None));
    assert_eq!(gateway.refund_state(&asked_for()).await, Ok(None));
}
