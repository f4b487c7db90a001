//! Checkout Sessions (Stripe API, "Checkout Sessions").

use domain::money::{Currency, Minor};
use serde::Deserialize;
use url::Url;

use super::Stripe;
use super::call::Form;
use crate::checkout::{Checkout, CheckoutState, NewCheckout};
use crate::error::GatewayError;
use crate::names::{CheckoutId, PaymentRef};

const SESSIONS: &str = "checkout/sessions";
/// The longest name of a product.
const LONGEST_TITLE: usize = 250;

#[derive(Deserialize)]
struct Begun {
    id: CheckoutId,
    url: String,
}

#[derive(Deserialize)]
struct Session {
    status: String,
    payment_status: String,
    payment_intent: Option<Intent>,
}

#[derive(Deserialize)]
struct Intent {
    id: PaymentRef,
    status: String,
}

impl Stripe {
    pub(crate) async fn begin(&self, checkout: &NewCheckout) -> Result<Checkout, GatewayError> {
        let begun: Begun = self.post(SESSIONS, &checkout.key, &form(checkout)).await?;
        let url = Url::parse(&begun.url)
            .map_err(|_| GatewayError::Unclear("The address of Stripe's page cannot be read.".to_owned()))?;
        Ok(Checkout { id: begun.id, url })
    }

    pub(crate) async fn checkout(&self, id: &CheckoutId) -> Result<CheckoutState, GatewayError> {
        let session: Option<Session> = self.get(&format!("{SESSIONS}/{id}"), &[("expand[]", "payment_intent")]).await?;
        session.ok_or_else(|| GatewayError::Refused(format!("Stripe knows of no checkout {id}.")))?.state()
    }
}

/// The amount and the fee are two lines, so that the payer reads both. Prices are not translated into another currency, so
/// that what is paid back is what was paid.
fn form(checkout: &NewCheckout) -> Form {
    let NewCheckout { key, charge, title, success, cancel, expires_at } = checkout;
    let mut form = vec![
        ("mode", "payment".to_owned()),
        ("client_reference_id", key.to_string()),
        ("metadata[hub_request]", key.to_string()),
        ("payment_intent_data[metadata][hub_request]", key.to_string()),
        ("success_url", success.to_string()),
        ("cancel_url", cancel.to_string()),
        ("expires_at", expires_at.seconds().to_string()),
        ("adaptive_pricing[enabled]", "false".to_owned()),
    ];
    let currency = charge.total().currency();
    let title = title.chars().take(LONGEST_TITLE).collect();
    form.extend(line(LINE_OF_AMOUNT, title, charge.amount(), currency));
    if charge.fee() > Minor(0) {
        form.extend(line(LINE_OF_FEE, "Processing fee".to_owned(), charge.fee(), currency));
    }
    form
}

/// The names of a line's fields: what it is called, its price, its currency, how many.
type Line = [&'static str; 4];

const LINE_OF_AMOUNT: Line = [
    "line_items[0][price_data][product_data][name]",
    "line_items[0][price_data][unit_amount]",
    "line_items[0][price_data][currency]",
    "line_items[0][quantity]",
];
const LINE_OF_FEE: Line = [
    "line_items[1][price_data][product_data][name]",
    "line_items[1][price_data][unit_amount]",
    "line_items[1][price_data][currency]",
    "line_items[1][quantity]",
];

fn line(names: Line, title: String, amount: Minor, currency: Currency) -> [(&'static str, String); 4] {
    let [called, price, of, many] = names;
    let code = currency.code().to_ascii_lowercase();
    [(called, title), (price, amount.0.to_string()), (of, code), (many, "1".to_owned())]
}

impl Session {
    /// A session that is complete and unpaid waits for a bank; the payment says whether that is over.
    fn state(self) -> Result<CheckoutState, GatewayError> {
        let unreadable = || {
            let words = format!("Stripe says `{}`, `{}` of a checkout.", self.status, self.payment_status);
            GatewayError::Unclear(words)
        };
        match (self.status.as_str(), self.payment_status.as_str(), &self.payment_intent) {
            ("open", ..) => Ok(CheckoutState::Open),
            ("expired", ..) => Ok(CheckoutState::Expired),
            ("complete", "paid", Some(intent)) => Ok(CheckoutState::Paid { payment: intent.id.clone() }),
            ("complete", "unpaid", Some(intent)) if is_over(&intent.status) => Ok(CheckoutState::Expired),
            ("complete", "unpaid", _) => Ok(CheckoutState::Processing),
            _ => Err(unreadable()),
        }
    }
}

/// Whether a payment has failed: a session takes no other try once it is complete.
fn is_over(status: &str) -> bool {
    matches!(status, "requires_payment_method" | "canceled")
}
