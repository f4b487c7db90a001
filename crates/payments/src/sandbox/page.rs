//! What the hub's page of a checkout shows and does, in place of a provider's page.

use url::Url;

use super::state::Progress;
use super::{Sandbox, SandboxError};
use crate::names::{CheckoutId, RefundId};
use crate::notice::SignedNotice;
use crate::signature;
use crate::sum::Charge;

/// What the page of a checkout shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SandboxPage {
    /// What is paid for.
    pub title: String,
    /// What is paid.
    pub charge: Charge,
    /// Where the payer goes after paying.
    pub success: Url,
    /// Where the payer goes without paying.
    pub cancel: Url,
    /// Whether it can be paid.
    pub state: PageState,
}

/// Whether a checkout can be paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageState {
    /// It can.
    Open,
    /// It was.
    Paid,
    /// It no longer can.
    Expired,
}

/// What a notice tells.
pub(super) enum Event<'a> {
    Paid(&'a CheckoutId),
    Cancelled(&'a CheckoutId),
    Refund(&'a RefundId),
}

impl Sandbox {
    /// The page of a checkout; `None` where there is no such checkout.
    pub fn page(&self, id: &CheckoutId) -> Option<SandboxPage> {
        let now = self.now();
        self.read(|state| {
            let session = state.checkouts.get(id)?;
            let request = session.request.clone();
            Some(SandboxPage {
                title: request.title,
                charge: request.charge,
                success: request.success,
                cancel: request.cancel,
                state: session.state(now),
            })
        })
    }

    /// Pays a checkout.
    ///
    /// # Errors
    /// [`SandboxError`]; it is paid once.
    pub async fn pay(&self, id: &CheckoutId) -> Result<SignedNotice, SandboxError> {
        self.end(id, Progress::Paid).await?;
        Ok(self.notice(&Event::Paid(id)))
    }

    /// Ends a checkout without paying it.
    ///
    /// # Errors
    /// [`SandboxError`]; what is paid stays paid.
    pub async fn cancel(&self, id: &CheckoutId) -> Result<SignedNotice, SandboxError> {
        self.end(id, Progress::Cancelled).await?;
        Ok(self.notice(&Event::Cancelled(id)))
    }

    async fn end(&self, id: &CheckoutId, progress: Progress) -> Result<(), SandboxError> {
        let (wanted, now) = (id.clone(), self.now());
        self.write(move |state, _| {
            let session = state.checkouts.get_mut(&wanted).ok_or(SandboxError::Unknown)?;
            if session.state(now) != PageState::Open {
                return Err(SandboxError::Over);
            }
            session.progress = progress;
            Ok(())
        })
        .await
    }

    /// A notice as Stripe makes one, to be posted to where the hub takes Stripe's.
    pub(super) fn notice(&self, event: &Event<'_>) -> SignedNotice {
        let (name, kind, id) = match event {
            Event::Paid(id) => ("checkout.session.completed", "checkout.session", id.as_str()),
            Event::Cancelled(id) => ("checkout.session.expired", "checkout.session", id.as_str()),
            Event::Refund(id) => ("refund.updated", "refund", id.as_str()),
        };
        let object = serde_json::json!({ "object": kind, "id": id });
        let body = serde_json::json!({ "object": "event", "type": name, "data": { "object": object } });
        let body = body.to_string().into_bytes();
        SignedNotice { signature: signature::sign(self.secret(), &body, self.now()), body }
    }
}
