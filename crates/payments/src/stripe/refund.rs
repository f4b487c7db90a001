//! Refunds (Stripe API, "Refunds").

use std::collections::HashMap;

use serde::Deserialize;

use super::Stripe;
use crate::error::GatewayError;
use crate::names::{PaymentRef, RefundId, RequestKey};
use crate::refund::{NewRefund, Refund, RefundState, WhichRefund};

const REFUNDS: &str = "refunds";
/// Under which name the key of a request is kept with its refund.
const KEY: &str = "hub_request";

#[derive(Deserialize)]
struct Made {
    id: RefundId,
    amount: i64,
    currency: String,
    status: String,
    failure_reason: Option<String>,
    #[serde(default)]
    metadata: Option<HashMap<String, String>>,
}

#[derive(Deserialize)]
struct Page {
    data: Vec<Made>,
    has_more: bool,
}

impl Stripe {
    /// Looks first: Stripe forgets a key after a day, but never a refund. Where it cannot look, it does not know whether an
    /// earlier try has paid, whatever the reason.
    pub(crate) async fn refund(&self, refund: &NewRefund) -> Result<Refund, GatewayError> {
        let NewRefund { key, payment, sum } = refund;
        if let Some(made) = self.find(key, payment).await.map_err(GatewayError::of_question)? {
            let same = made.amount == sum.amount().0 && made.currency.eq_ignore_ascii_case(sum.currency().code());
            let other = "This refund was asked for before, with another amount. Nothing more was paid back.";
            return if same { made.read() } else { Err(GatewayError::Refused(other.to_owned())) };
        }
        let form = vec![
            ("payment_intent", payment.to_string()),
            ("amount", sum.amount().0.to_string()),
            ("reason", "requested_by_customer".to_owned()),
            ("metadata[hub_request]", key.to_string()),
        ];
        self.post::<Made>(REFUNDS, key, &form).await?.read()
    }

    pub(crate) async fn refund_state(&self, which: &WhichRefund) -> Result<Option<Refund>, GatewayError> {
        let made = match which {
            WhichRefund::Id(id) => self.get(&format!("{REFUNDS}/{id}"), &[]).await?,
            WhichRefund::Request { key, payment } => self.find(key, payment).await?,
        };
        made.map(Made::read).transpose()
    }

    /// The refund of a request, among all of its payment.
    async fn find(&self, key: &RequestKey, payment: &PaymentRef) -> Result<Option<Made>, GatewayError> {
        let mut after: Option<RefundId> = None;
        loop {
            let mut query = vec![("payment_intent", payment.as_str()), ("limit", "100")];
            if let Some(last) = &after {
                query.push(("starting_after", last.as_str()));
            }
            let Some(page) = self.get::<Page>(REFUNDS, &query).await? else { return Ok(None) };
            let last = page.data.last().map(|made| made.id.clone());
            if let Some(made) = page.data.into_iter().find(|made| made.is_of(key)) {
                return Ok(Some(made));
            }
            if !page.has_more || last.is_none() {
                return Ok(None);
            }
            after = last;
        }
    }
}

impl Made {
    fn is_of(&self, key: &RequestKey) -> bool {
        self.metadata.as_ref().and_then(|kept| kept.get(KEY)).is_some_and(|kept| kept == key.as_str())
    }

    fn read(self) -> Result<Refund, GatewayError> {
        let state = match self.status.as_str() {
            "pending" | "requires_action" => RefundState::Processing,
            "succeeded" => RefundState::PaidOut,
            "failed" => RefundState::Failed(reason(self.failure_reason.as_deref())),
            "canceled" => RefundState::Failed("The refund was cancelled at Stripe.".to_owned()),
            other => return Err(GatewayError::Unclear(format!("Stripe says `{other}` of a refund."))),
        };
        Ok(Refund { id: self.id, state })
    }
}

fn reason(code: Option<&str>) -> String {
    match code {
        Some("lost_or_stolen_card") => "The card was reported as lost or stolen.",
        Some("expired_or_canceled_card") => "The card has expired or was cancelled.",
        Some("charge_for_pending_refund_disputed") => "The payer has disputed the payment at the bank.",
        Some("insufficient_funds") => "The balance at Stripe did not cover the refund.",
        Some("declined") => "The bank declined the refund.",
        Some("merchant_request") => "The refund was cancelled at Stripe.",
        _ => "The bank sent the refund back without a reason.",
    }
    .to_owned()
}
