//! Notices as Stripe sends them.

use domain::Timestamp;
use payments::{CheckoutId, Gateway, Notice, NoticeError, RefundId};
use ring::hmac;

use crate::server::{WEBHOOK_SECRET, gateway, recorded};

const NOW: Timestamp = Timestamp(1_795_000_300_000);

fn signature(body: &str) -> String {
    let key = hmac::Key::new(hmac::HMAC_SHA256, WEBHOOK_SECRET.as_bytes());
    let made = hmac::sign(&key, format!("{}.{body}", NOW.seconds()).as_bytes());
    let digits: String = made.as_ref().iter().map(|byte| format!("{byte:02x}")).collect();
    format!("t={},v1={digits}", NOW.seconds())
}

fn read(gateway: &Gateway, body: &str) -> Result<Notice, NoticeError> {
    gateway.read_notice(Some(&signature(body)), body.as_bytes(), NOW)
}

#[test]
fn a_notice_says_what_it_is_about() {
    let gateway = gateway("http://localhost");
    let checkout = || Notice::Checkout(CheckoutId::parse("cs_test_a1Z9kQ0hub").unwrap());
    let refund = || Notice::Refund(RefundId::parse("re_3Q0hubOne").unwrap());
    for (file, expected) in [
        ("event_checkout_completed", checkout()),
        ("event_refund_failed", refund()),
        ("event_payout_paid", Notice::Other),
        ("event_balance_available", Notice::Other),
    ] {
        assert_eq!(read(&gateway, &recorded(file)), Ok(expected), "{file}");
    }
}

#[test]
fn what_is_no_notice_is_refused() {
    let gateway = gateway("http://localhost");
    let body = recorded("event_refund_failed");
    let signed = signature(&body);
    let later = NOW.plus_seconds(301);
    assert_eq!(gateway.read_notice(None, body.as_bytes(), NOW), Err(NoticeError::Missing));
    assert_eq!(gateway.read_notice(Some("v1=1"), body.as_bytes(), NOW), Err(NoticeError::Malformed));
    assert_eq!(gateway.read_notice(Some(&signed), b"{}", NOW), Err(NoticeError::Mismatch));
    assert_eq!(gateway.read_notice(Some(&signed), body.as_bytes(), later), Err(NoticeError::Old));
    for unreadable in ["", "[]", "{}", &body.replace("re_3Q0hubOne", "../../payouts")] {
        assert_eq!(read(&gateway, unreadable), Err(NoticeError::Unreadable), "{unreadable}");
    }
}
