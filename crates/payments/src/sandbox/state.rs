//! What the sandbox knows.

use std::collections::BTreeMap;

use domain::Timestamp;
use serde::{Deserialize, Serialize};

use super::page::PageState;
use crate::checkout::NewCheckout;
use crate::names::{CheckoutId, PaymentRef, RefundId};
use crate::refund::{NewRefund, RefundState};

/// Everything.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct State {
    pub checkouts: BTreeMap<CheckoutId, Session>,
    pub refunds: BTreeMap<RefundId, Made>,
}

/// A checkout.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Session {
    pub request: NewCheckout,
    pub payment: PaymentRef,
    pub progress: Progress,
}

/// What the payer has done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Progress {
    Open,
    Paid,
    Cancelled,
}

/// A refund.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Made {
    pub request: NewRefund,
    pub state: RefundState,
}

impl Session {
    pub fn state(&self, now: Timestamp) -> PageState {
        match self.progress {
            Progress::Paid => PageState::Paid,
            Progress::Open if now < self.request.expires_at => PageState::Open,
            Progress::Open | Progress::Cancelled => PageState::Expired,
        }
    }
}
