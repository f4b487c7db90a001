//! Failures on order: what Meta does on a bad day.

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};

/// What the next Graph call runs into instead of its answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fault {
    /// Error 190, HTTP 401: the token is refused.
    TokenRefused,
    /// Error 200, HTTP 403: a permission is missing.
    PermissionDenied,
    /// Error 4, HTTP 400, `X-App-Usage` at 100: the app has made too many calls.
    AppRateLimit,
    /// Error 80007, HTTP 400, `X-Business-Use-Case-Usage` at 100 with the minutes to wait: too many
    /// calls for this WABA.
    WabaRateLimit,
    /// Error 80008, HTTP 400: what the template edge answers to too many creations.
    TemplateRateLimit,
    /// Error 1, HTTP 400: unknown error.
    UnknownError,
    /// Error 2, HTTP 503, transient: the service is down.
    ServiceDown,
    /// Error 131000, HTTP 500: something went wrong.
    SomethingWentWrong,
    /// HTTP 502 with a page of HTML, as a proxy on the way answers.
    BadGateway,
    /// HTTP 200 with half a JSON document.
    MalformedBody,
    /// The connection breaks in the middle of the answer.
    ConnectionCut,
    /// Half of the body arrives, then the connection breaks: an upload can be taken up again.
    PartialUpload,
    /// No answer at all, until the caller gives up.
    Hang,
}

/// A failure that waits for its calls.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FaultOrder {
    /// What happens.
    pub kind: Fault,
    /// To how many calls it happens; 1 when not given.
    #[serde(default = "once")]
    pub times: u32,
    /// Only to calls whose path contains this text (an id, `phone_numbers`); to any when empty.
    #[serde(default)]
    pub path: String,
}

fn once() -> u32 {
    1
}

#[derive(Default)]
pub(crate) struct Faults {
    orders: VecDeque<FaultOrder>,
}

impl Faults {
    pub fn order(&mut self, order: FaultOrder) {
        if order.times > 0 {
            self.orders.push_back(order);
        }
    }

    pub fn clear(&mut self) {
        self.orders.clear();
    }

    /// The failure for a call on this path, if one waits: the oldest that fits.
    pub fn take(&mut self, path: &str) -> Option<Fault> {
        let position = self.orders.iter().position(|order| path.contains(&order.path))?;
        let order = self.orders.get_mut(position)?;
        order.times -= 1;
        let kind = order.kind;
        if order.times == 0 {
            self.orders.remove(position);
        }
        Some(kind)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_hits_its_path_as_often_as_asked_and_oldest_first() {
        let mut faults = Faults::default();
        faults.order(FaultOrder { kind: Fault::ServiceDown, times: 2, path: "phone_numbers".to_owned() });
        faults.order(FaultOrder { kind: Fault::UnknownError, times: 1, path: String::new() });
        assert_eq!(faults.take("/v24.0/1"), Some(Fault::UnknownError));
        assert_eq!(faults.take("/v24.0/1"), None);
        assert_eq!(faults.take("/v24.0/1/phone_numbers"), Some(Fault::ServiceDown));
        assert_eq!(faults.take("/v24.0/1/phone_numbers"), Some(Fault::ServiceDown));
        assert_eq!(faults.take("/v24.0/1/phone_numbers"), None);
    }
}
