//! Access tokens and the codes of Embedded Signup.

use std::collections::BTreeSet;

use crate::wire;

/// A business or system user token.
#[derive(Clone)]
pub(crate) struct Token {
    pub token: String,
    pub reach: Reach,
    pub state: TokenState,
    pub issued_at: i64,
    pub scopes: Vec<&'static str>,
}

/// What a token opens.
#[derive(Clone, Debug)]
pub(crate) enum Reach {
    /// The partner's system user: every WABA that is shared with it or owned by it.
    Everything,
    /// One client's token from Embedded Signup.
    Wabas(BTreeSet<String>),
}

/// Whether a token still opens anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TokenState {
    Valid,
    Revoked,
}

/// A code of Embedded Signup, worth one token.
#[derive(Clone)]
pub(crate) struct SignupCode {
    pub waba_id: String,
    pub issued_at: i64,
    pub state: CodeState,
}

/// Whether a code has been exchanged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CodeState {
    Fresh,
    Used,
}

impl Token {
    /// A valid token for one purpose; the same purpose gives the same token.
    pub fn new(purpose: &str, reach: Reach, issued_at: i64) -> Self {
        Self {
            token: wire::access_token(purpose),
            reach,
            state: TokenState::Valid,
            issued_at,
            scopes: vec!["business_management", "whatsapp_business_management", "whatsapp_business_messaging"],
        }
    }

    /// The token that a client's account has from the start.
    pub fn of_waba(waba_id: &str, issued_at: i64) -> Self {
        Self::new(&format!("waba {waba_id}"), Reach::Wabas(BTreeSet::from([waba_id.to_owned()])), issued_at)
    }
}

impl Reach {
    pub fn covers(&self, waba_id: &str) -> bool {
        match self {
            Self::Everything => true,
            Self::Wabas(ids) => ids.contains(waba_id),
        }
    }
}
