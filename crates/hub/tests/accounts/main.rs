//! Accounts through the use cases, on both engines, with a clock that stands still.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests are not `#[test]` functions, which clippy's own exception knows"
)]

mod invitations;
mod mails;
mod members;
mod organisations;
mod postbox;
mod reset;
mod sessions;
mod sign_in;
mod two_factor;
mod world;
