//! The controls, from Rust.

mod templates;

use std::sync::Arc;

use axum::body::Bytes;
use serde::Serialize;
use serde_json::Value;
use url::Url;

use crate::changes::Update;
use crate::changes::waba as waba_changes;
use crate::graph::describe_number;
use crate::shared::Shared;
use crate::state::{PARTNER_BUSINESS, World};
use crate::webhooks::{self, handshake};
use crate::{
    AddedWaba, Ban, Delivery, Error, Fault, FaultOrder, NewWaba, NumberChange, Usage, WabaChange, dialog, schedule,
    wire,
};

/// The controls of a running simulator. Clones drive the same one.
///
/// A method that changes something returns when the change is in force and its webhooks are
/// queued; [`webhooks_settled`](Self::webhooks_settled) waits until they are delivered. Ids and
/// values are Graph's own.
#[derive(Clone)]
pub struct Handle {
    shared: Arc<Shared>,
}

/// A Graph call that was answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RequestLine {
    /// `GET`, `POST`, `DELETE`.
    pub method: String,
    /// The path, without the query, which may hold a token.
    pub path: String,
    /// The HTTP status; `None` for a call that was left hanging.
    pub status: Option<u16>,
}

impl Handle {
    pub(crate) fn new(shared: Arc<Shared>) -> Self {
        Self { shared }
    }

    pub(crate) fn shared(&self) -> &Shared {
        &self.shared
    }

    /// What to use as the base URL of the Graph API: `http://127.0.0.1:port/`.
    #[must_use]
    #[expect(clippy::expect_used, reason = "a socket address always makes a valid URL")]
    pub fn base_url(&self) -> Url {
        Url::parse(&format!("http://{}/", self.shared.address)).expect("a socket address is a host")
    }

    /// The business portfolio of the partner.
    #[must_use]
    pub fn partner_business_id(&self) -> &'static str {
        PARTNER_BUSINESS
    }

    /// The token of the partner's system user, which opens every WABA.
    #[must_use]
    pub fn partner_token(&self) -> String {
        wire::access_token("partner")
    }

    /// Changes a number; returns the fields of the webhooks that tell of it.
    ///
    /// # Errors
    /// When there is no such number.
    pub async fn change_number(&self, number_id: &str, change: NumberChange) -> Result<Vec<&'static str>, Error> {
        let updates = change.apply(&mut self.shared.world(), number_id, self.shared.now())?;
        Ok(self.publish(&updates))
    }

    /// Changes a WABA; returns the fields of the webhooks that tell of it.
    ///
    /// # Errors
    /// When there is no such WABA.
    pub async fn change_waba(&self, waba_id: &str, change: WabaChange) -> Result<Vec<&'static str>, Error> {
        let updates = change.apply(&mut self.shared.world(), waba_id, self.shared.now())?;
        Ok(self.publish(&updates))
    }

    /// Sets a number's quality rating: GREEN, YELLOW, RED, NA, UNKNOWN.
    ///
    /// # Errors
    /// When there is no such number.
    pub async fn set_quality(&self, number_id: &str, rating: &str) -> Result<(), Error> {
        let change = NumberChange { quality_rating: Some(rating.to_owned()), ..NumberChange::default() };
        self.change_number(number_id, change).await.map(drop)
    }

    /// Sets a number's status: CONNECTED, FLAGGED, RESTRICTED, …
    ///
    /// # Errors
    /// When there is no such number.
    pub async fn set_status(&self, number_id: &str, status: &str) -> Result<(), Error> {
        let change = NumberChange { status: Some(status.to_owned()), ..NumberChange::default() };
        self.change_number(number_id, change).await.map(drop)
    }

    /// Sets the messaging limit of a number's whole portfolio: `TIER_250` … `TIER_UNLIMITED`.
    ///
    /// # Errors
    /// When there is no such number.
    pub async fn set_messaging_limit(&self, number_id: &str, limit: &str) -> Result<(), Error> {
        let change = NumberChange { messaging_limit: Some(limit.to_owned()), ..NumberChange::default() };
        self.change_number(number_id, change).await.map(drop)
    }

    /// Decides on a number's display name: APPROVED, DECLINED, `PENDING_REVIEW`, EXPIRED.
    ///
    /// # Errors
    /// When there is no such number.
    pub async fn set_name_status(&self, number_id: &str, status: &str) -> Result<(), Error> {
        let change = NumberChange {
            name_status: Some(status.to_owned()),
            rejection_reason: (status == "DECLINED").then(|| "NAME_FORMAT_UNACCEPTABLE".to_owned()),
            ..NumberChange::default()
        };
        self.change_number(number_id, change).await.map(drop)
    }

    /// Sets a number's code verification: VERIFIED, `NOT_VERIFIED`, EXPIRED. Meta sends no webhook.
    ///
    /// # Errors
    /// When there is no such number.
    pub async fn set_code_verification(&self, number_id: &str, status: &str) -> Result<(), Error> {
        let change = NumberChange { code_verification_status: Some(status.to_owned()), ..NumberChange::default() };
        self.change_number(number_id, change).await.map(drop)
    }

    /// Decides on a WABA's review: APPROVED, REJECTED, PENDING, DEFERRED.
    ///
    /// # Errors
    /// When there is no such WABA.
    pub async fn set_account_review(&self, waba_id: &str, decision: &str) -> Result<(), Error> {
        let change = WabaChange { account_review_status: Some(decision.to_owned()), ..WabaChange::default() };
        self.change_waba(waba_id, change).await.map(drop)
    }

    /// Sets the verification of a WABA's business: `verified`, `pending`, … in lower case.
    ///
    /// # Errors
    /// When there is no such WABA.
    pub async fn set_business_verification(&self, waba_id: &str, status: &str) -> Result<(), Error> {
        let change = WabaChange { business_verification_status: Some(status.to_owned()), ..WabaChange::default() };
        self.change_waba(waba_id, change).await.map(drop)
    }

    /// Disables a WABA.
    ///
    /// # Errors
    /// When there is no such WABA.
    pub async fn disable_waba(&self, waba_id: &str) -> Result<(), Error> {
        self.ban(waba_id, "DISABLE").await
    }

    /// Takes the disabling of a WABA back.
    ///
    /// # Errors
    /// When there is no such WABA.
    pub async fn reinstate_waba(&self, waba_id: &str) -> Result<(), Error> {
        self.ban(waba_id, "REINSTATE").await
    }

    async fn ban(&self, waba_id: &str, state: &str) -> Result<(), Error> {
        let change = WabaChange { ban: Some(Ban { state: state.to_owned(), date: None }), ..WabaChange::default() };
        self.change_waba(waba_id, change).await.map(drop)
    }

    /// Revokes all tokens that were issued for a WABA, but not the partner's own.
    ///
    /// # Errors
    /// When there is none.
    pub async fn revoke_token(&self, waba_id: &str) -> Result<(), Error> {
        self.some_token(waba_id, waba_changes::revoke(&mut self.shared.world(), waba_id))
    }

    /// Makes a WABA's revoked tokens good again.
    ///
    /// # Errors
    /// When there is none.
    pub async fn restore_token(&self, waba_id: &str) -> Result<(), Error> {
        self.some_token(waba_id, waba_changes::restore(&mut self.shared.world(), waba_id))
    }

    fn some_token(&self, waba_id: &str, touched: usize) -> Result<(), Error> {
        if touched > 0 {
            return Ok(());
        }
        Err(Error::NotFound { kind: "token for WABA", id: waba_id.to_owned() })
    }

    /// Adds an approved WABA with connected numbers, and a token for it. No webhook tells of it.
    ///
    /// # Errors
    /// When it names a business that does not exist.
    pub async fn add_waba(&self, new: NewWaba) -> Result<AddedWaba, Error> {
        let now = self.shared.now();
        self.shared.world().grow(new, now)
    }

    /// Adds connected numbers to a WABA and returns their ids. No webhook tells of it.
    ///
    /// # Errors
    /// When there is no such WABA.
    pub async fn add_numbers(&self, waba_id: &str, count: usize) -> Result<Vec<String>, Error> {
        let now = self.shared.now();
        self.shared.world().grow_numbers(waba_id, count, now)
    }

    /// A code as Embedded Signup gives it to the browser, good for one token for this WABA.
    ///
    /// # Errors
    /// When there is no such WABA.
    pub async fn issue_code(&self, waba_id: &str) -> Result<String, Error> {
        self.shared.world().waba(waba_id)?;
        Ok(dialog::issue(self, waba_id.to_owned()))
    }

    /// Signs these bytes as they are and sends them to the app's callback, subscribed or not.
    ///
    /// # Errors
    /// When no callback is set.
    pub async fn send_webhook(&self, raw: impl Into<Bytes>) -> Result<(), Error> {
        let url = self.callback_url()?;
        self.shared.outbox.send("raw", Some(url), raw.into());
        Ok(())
    }

    /// Sends the last webhook once more, byte by byte the same, as Meta sometimes does.
    ///
    /// # Errors
    /// When there was none yet.
    pub async fn send_duplicate_last(&self) -> Result<(), Error> {
        let (url, body) =
            self.shared.outbox.last().ok_or_else(|| Error::Refused("no webhook has been sent yet".to_owned()))?;
        self.shared.outbox.send("raw", Some(url), body);
        Ok(())
    }

    /// Returns once no webhook waits or is on its way: each is delivered or given up.
    pub async fn webhooks_settled(&self) {
        self.shared.outbox.settled().await;
    }

    /// Returns once no review of a name is open, and none of a template that is due.
    pub async fn reviews_settled(&self) {
        schedule::do_due(self);
        // The sender lives as long as `self`, so that waiting cannot fail.
        let _ = self.shared.reviews_pending.subscribe().wait_for(|pending| *pending == 0).await;
    }

    /// What became of the webhooks so far, the last 10,000 of them.
    #[must_use]
    pub fn deliveries(&self) -> Vec<Delivery> {
        self.shared.outbox.deliveries()
    }

    /// Performs the handshake with the callback, with the configured verify token, as Meta's app
    /// dashboard does when somebody saves the address there.
    ///
    /// # Errors
    /// When no callback is set, or it does not answer as it should.
    pub async fn verify_webhook(&self) -> Result<(), Error> {
        let url = self.callback_url()?;
        handshake::verify(&self.shared, &url, &self.shared.config.verify_token).await
    }

    fn callback_url(&self) -> Result<Url, Error> {
        self.shared
            .world()
            .subscription
            .as_ref()
            .map(|subscription| subscription.callback_url.clone())
            .ok_or(Error::NotSubscribed)
    }

    /// Whether the app is subscribed to this WABA's webhooks.
    ///
    /// # Errors
    /// When there is no such WABA.
    pub async fn is_subscribed(&self, waba_id: &str) -> Result<bool, Error> {
        Ok(self.shared.world().waba(waba_id)?.subscription.is_some())
    }

    /// Makes the next Graph call fail.
    pub fn fail_next(&self, kind: Fault) {
        self.fail(FaultOrder { kind, times: 1, path: String::new() });
    }

    /// Makes some of the next Graph calls fail.
    pub fn fail(&self, order: FaultOrder) {
        self.shared.faults().order(order);
    }

    /// Takes all ordered failures back.
    pub fn fail_no_more(&self) {
        self.shared.faults().clear();
    }

    /// Pins what the rate-limit header says for a WABA; `None` lets it count again.
    pub fn set_usage(&self, waba_id: &str, usage: Option<Usage>) {
        self.shared.counters().pin(waba_id, usage);
    }

    /// How many Graph calls there have been.
    #[must_use]
    pub fn request_count(&self) -> u64 {
        self.shared.request_count()
    }

    /// The last 1,000 Graph calls, oldest first.
    #[must_use]
    pub fn requests(&self) -> Vec<RequestLine> {
        self.shared.requests()
    }

    /// A number as it stands.
    ///
    /// # Errors
    /// When there is no such number.
    pub async fn number(&self, number_id: &str) -> Result<Value, Error> {
        let world = self.shared.world();
        Ok(describe_number(&world, world.number(number_id)?))
    }

    /// The ids of a WABA's numbers, in the order of the list.
    ///
    /// # Errors
    /// When there is no such WABA.
    pub async fn number_ids(&self, waba_id: &str) -> Result<Vec<String>, Error> {
        Ok(self.shared.world().waba(waba_id)?.numbers.clone())
    }

    /// All WABAs and numbers with their states.
    #[must_use]
    pub fn overview(&self) -> Value {
        self.shared.world().overview()
    }

    pub(crate) fn publish(&self, updates: &[Update]) -> Vec<&'static str> {
        self.publish_from(&self.shared.world(), updates)
    }

    /// Queues the webhooks while the world is held, so that nothing that happens next overtakes them.
    pub(crate) fn publish_from(&self, world: &World, updates: &[Update]) -> Vec<&'static str> {
        let now = self.shared.now();
        for update in updates {
            let url = webhooks::destination(world, update);
            let body = webhooks::envelope(update, now);
            self.shared.outbox.send(update.field, url, body);
        }
        updates.iter().map(|update| update.field).collect()
    }
}
