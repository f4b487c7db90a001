//! Refunds of the sandbox, and what their bank says.

use super::page::Event;
use super::state::{Made, Progress, State};
use super::{Behaviour, Sandbox, StorageError};
use crate::error::GatewayError;
use crate::names::{RefundId, RequestKey};
use crate::notice::SignedNotice;
use crate::refund::{NewRefund, Refund, RefundState, WhichRefund};

/// How a refund ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It has arrived.
    PaidOut,
    /// The bank has sent it back, for this reason: a sentence.
    Failed(String),
}

/// Why nothing was done on a page of the sandbox. The text is a sentence for a person.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SandboxError {
    /// There is no such checkout or refund.
    #[error("The sandbox does not know it.")]
    Unknown,
    /// It is over.
    #[error("This has ended before; nothing was changed.")]
    Over,
    /// It could not be kept.
    #[error("{0}. Try again.")]
    Storage(#[from] StorageError),
}

impl Sandbox {
    pub(crate) async fn refund(&self, refund: &NewRefund) -> Result<Refund, GatewayError> {
        let (request, sandbox) = (refund.clone(), self.clone());
        self.next()
            .act(async move |behaviour| {
                let first = match behaviour {
                    Behaviour::ReportsLater => RefundState::Processing,
                    _ => RefundState::PaidOut,
                };
                sandbox.write(move |state, sandbox| state.refund(request, first, sandbox)).await
            })
            .await
    }

    pub(crate) async fn refund_state(&self, which: &WhichRefund) -> Result<Option<Refund>, GatewayError> {
        let (which, sandbox) = (which.clone(), self.clone());
        self.next().act(async move |_| Ok(sandbox.read(|state| state.find(&which)))).await
    }

    /// The bank's word on a refund. One that has arrived can still fail; one that has failed stays so.
    ///
    /// # Errors
    /// [`SandboxError`].
    pub async fn settle_refund(&self, id: &RefundId, outcome: Outcome) -> Result<SignedNotice, SandboxError> {
        let wanted = id.clone();
        self.write(move |state, _| state.settle(&wanted, outcome)).await?;
        Ok(self.notice(&Event::Refund(id)))
    }
}

impl State {
    fn refund(&mut self, request: NewRefund, first: RefundState, sandbox: &Sandbox) -> Result<Refund, GatewayError> {
        let refused = |words: &str| Err(GatewayError::Refused(words.to_owned()));
        if let Some((id, known)) = self.of_key(&request.key) {
            if known.request == request {
                return Ok(Refund { id: id.clone(), state: known.state.clone() });
            }
            return refused("This key was used before, for another refund.");
        }
        let paid = self.checkouts.values().find(|session| session.payment == request.payment);
        let Some(paid) = paid.filter(|session| session.progress == Progress::Paid) else {
            return refused("The sandbox knows of no such payment.");
        };
        let total = paid.request.charge.total();
        if total.currency() != request.sum.currency() {
            return refused("The payment was made in another currency.");
        }
        if request.sum.amount().0 > total.amount().0 - self.refunded(&request) {
            return refused("The refund is more than what is left of the payment.");
        }
        let id: RefundId = sandbox.name("re", &request.key)?;
        self.refunds.insert(id.clone(), Made { request, state: first.clone() });
        Ok(Refund { id, state: first })
    }

    /// What of the same payment was paid back or is on its way.
    fn refunded(&self, request: &NewRefund) -> i64 {
        let of_payment = self.refunds.values().filter(|made| made.request.payment == request.payment);
        let standing = of_payment.filter(|made| !matches!(made.state, RefundState::Failed(_)));
        standing.map(|made| made.request.sum.amount().0).sum()
    }

    fn of_key(&self, key: &RequestKey) -> Option<(&RefundId, &Made)> {
        self.refunds.iter().find(|(_, made)| made.request.key == *key)
    }

    fn find(&self, which: &WhichRefund) -> Option<Refund> {
        let (id, made) = match which {
            WhichRefund::Id(id) => self.refunds.get_key_value(id)?,
            WhichRefund::Request { key, payment } => {
                self.of_key(key).filter(|(_, made)| made.request.payment == *payment)?
            }
        };
        Some(Refund { id: id.clone(), state: made.state.clone() })
    }

    fn settle(&mut self, id: &RefundId, outcome: Outcome) -> Result<(), SandboxError> {
        let made = self.refunds.get_mut(id).ok_or(SandboxError::Unknown)?;
        made.state = match (&made.state, outcome) {
            (RefundState::Failed(_), _) => return Err(SandboxError::Over),
            (_, Outcome::PaidOut) => RefundState::PaidOut,
            (_, Outcome::Failed(why)) => RefundState::Failed(why),
        };
        Ok(())
    }
}
