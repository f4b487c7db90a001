//! Refunds of the sandbox.

use domain::money::{Currency, Minor};
use payments::sandbox::{Behaviour, Outcome, SandboxError};
use payments::{NewRefund, Notice, PaymentRef, Refund, RefundId, RefundState, Sum, WhichRefund};

use crate::sandbox::{World, is_refused, is_unclear};
use crate::server::{key, sum};

fn refund_of(payment: &PaymentRef, name: &str, amount: i64) -> NewRefund {
    NewRefund { key: key(name), payment: payment.clone(), sum: sum(amount) }
}

fn asked_for(refund: &NewRefund) -> WhichRefund {
    WhichRefund::Request { key: refund.key.clone(), payment: refund.payment.clone() }
}

fn file(world: &World) -> String {
    std::fs::read_to_string(world.directory.path().join("payments/sandbox.json")).unwrap()
}

#[tokio::test]
async fn a_refund_is_paid_out_and_found_by_both_names() {
    let world = World::new();
    let wanted = refund_of(&world.paid().await, "refund-1", 5_150);
    assert_eq!(world.gateway.refund_state(&asked_for(&wanted)).await, Ok(None));
    let made = world.gateway.refund(&wanted).await.unwrap();
    assert_eq!(made.state, RefundState::PaidOut);
    for which in [WhichRefund::Id(made.id.clone()), asked_for(&wanted)] {
        assert_eq!(world.gateway.refund_state(&which).await, Ok(Some(made.clone())));
    }
    let unknown = WhichRefund::Id(RefundId::parse("re_sandbox_unknown").unwrap());
    assert_eq!(world.gateway.refund_state(&unknown).await, Ok(None));
    let other = PaymentRef::parse("pi_sandbox_other").unwrap();
    let elsewhere = WhichRefund::Request { key: wanted.key, payment: other };
    assert_eq!(world.gateway.refund_state(&elsewhere).await, Ok(None));
}

#[tokio::test]
async fn the_same_key_is_one_refund_also_after_silence() {
    let world = World::new();
    let wanted = refund_of(&world.paid().await, "refund-1", 5_150);
    world.sandbox.behave([Behaviour::TimesOutBefore, Behaviour::TimesOutAfter]);
    assert!(is_unclear(&world.gateway.refund(&wanted).await));
    assert!(!file(&world).contains("refund-1"));
    assert!(is_unclear(&world.gateway.refund(&wanted).await));

    let world = world.again();
    let found = world.gateway.refund_state(&asked_for(&wanted)).await.unwrap().unwrap();
    for _ in 0..3 {
        assert_eq!(world.gateway.refund(&wanted).await, Ok(found.clone()));
    }
    assert_eq!(file(&world).matches("re_sandbox_").count(), 1);
    let other = NewRefund { sum: sum(1), ..wanted };
    assert!(is_refused(&world.gateway.refund(&other).await));
}

#[tokio::test]
async fn callers_at_the_same_time_make_one_refund() {
    let world = World::new();
    let wanted = refund_of(&world.paid().await, "refund-1", 5_150);
    let calls: Vec<_> = (0..8)
        .map(|_| {
            let (gateway, wanted) = (world.gateway.clone(), wanted.clone());
            tokio::spawn(async move { gateway.refund(&wanted).await })
        })
        .collect();
    let first = world.gateway.refund(&wanted).await.unwrap();
    for call in calls {
        assert_eq!(call.await.unwrap(), Ok(first.clone()));
    }
    assert_eq!(file(&world).matches("re_sandbox_").count(), 1);
}

#[tokio::test]
async fn a_refused_refund_leaves_nothing() {
    let world = World::new();
    let payment = world.paid().await;
    let wanted = refund_of(&payment, "refund-1", 5_150);
    world.sandbox.behave([Behaviour::Refuses]);
    assert!(is_refused(&world.gateway.refund(&wanted).await));
    assert_eq!(world.gateway.refund_state(&asked_for(&wanted)).await, Ok(None));
    world.sandbox.behave([Behaviour::Refuses]);
    assert!(is_unclear(&world.gateway.refund_state(&asked_for(&wanted)).await));

    let unknown = PaymentRef::parse("pi_sandbox_unknown").unwrap();
    assert!(is_refused(&world.gateway.refund(&refund_of(&unknown, "refund-1", 1)).await));
    let dollars = Sum::new(Minor(1), Currency::Usd).unwrap();
    assert!(is_refused(&world.gateway.refund(&NewRefund { sum: dollars, ..wanted.clone() }).await));
    assert!(is_refused(&world.gateway.refund(&refund_of(&payment, "refund-1", 5_151)).await));
}

#[tokio::test]
async fn no_more_is_paid_back_than_was_paid() {
    let world = World::new();
    let payment = world.paid().await;
    let first = world.gateway.refund(&refund_of(&payment, "refund-1", 5_000)).await.unwrap();
    assert!(is_refused(&world.gateway.refund(&refund_of(&payment, "refund-2", 151)).await));
    world.sandbox.settle_refund(&first.id, Outcome::Failed("The bank sent it back.".to_owned())).await.unwrap();
    world.gateway.refund(&refund_of(&payment, "refund-2", 5_150)).await.unwrap();
    assert!(is_refused(&world.gateway.refund(&refund_of(&payment, "refund-3", 1)).await));
}

#[tokio::test]
async fn a_refund_that_reports_later_is_settled_once() {
    let world = World::new();
    let payment = world.paid().await;
    world.sandbox.behave([Behaviour::ReportsLater]);
    let Refund { id, state } = world.gateway.refund(&refund_of(&payment, "refund-1", 5_150)).await.unwrap();
    assert_eq!(state, RefundState::Processing);

    let world = world.again();
    let which = WhichRefund::Id(id.clone());
    let state = async || world.gateway.refund_state(&which).await.unwrap().unwrap().state;
    assert_eq!(state().await, RefundState::Processing);
    let notice = world.sandbox.settle_refund(&id, Outcome::PaidOut).await.unwrap();
    let read = world.gateway.read_notice(Some(&notice.signature), &notice.body, world.now());
    assert_eq!(read, Ok(Notice::Refund(id.clone())));
    assert_eq!(state().await, RefundState::PaidOut);

    let back = "The account is closed.".to_owned();
    world.sandbox.settle_refund(&id, Outcome::Failed(back.clone())).await.unwrap();
    assert_eq!(state().await, RefundState::Failed(back));
    assert_eq!(world.sandbox.settle_refund(&id, Outcome::PaidOut).await, Err(SandboxError::Over));
    let unknown = RefundId::parse("re_sandbox_unknown").unwrap();
    assert_eq!(world.sandbox.settle_refund(&unknown, Outcome::PaidOut).await, Err(SandboxError::Unknown));
}
