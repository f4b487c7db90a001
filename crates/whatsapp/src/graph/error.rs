//! What can go wrong in a Graph call.

use std::fmt;
use std::ops::Deref;
use std::time::Duration;

/// A Graph call that failed. Its fields are those of [`GraphFailure`]; its `Display` is a sentence for the operator
/// and never contains the access token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GraphError(Box<GraphFailure>);

/// What is known about a failed call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GraphFailure {
    /// What it means for the caller.
    pub kind: GraphErrorKind,
    /// Meta's code.
    pub code: Option<i64>,
    /// Meta's subcode; deprecated, and still sent.
    pub subcode: Option<i64>,
    /// Status of the HTTP answer; `None` when there was none.
    pub http_status: Option<u16>,
    /// Meta's message, or what happened on the way.
    pub message: String,
    /// Title that Meta wrote for the person.
    pub user_title: Option<String>,
    /// Text that Meta wrote for the person.
    pub user_message: Option<String>,
    /// Details (`error_data.details`).
    pub details: Option<String>,
    /// What Meta blames, one path for each: `name`, `components.0.text` (`error_data.blame_field_specs`).
    pub blame: Vec<String>,
    /// What Meta's support asks for.
    pub fbtrace_id: Option<String>,
}

/// What a failure means for the caller (Meta, Cloud API error codes; Graph API, handling errors).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GraphErrorKind {
    /// Meta does not take the access token: stop, and have the account reconnected.
    TokenRefused,
    /// The app or the token lacks a permission: stop, and have it granted.
    Permission,
    /// A temporary failure at Meta; reads were repeated already.
    Transient,
    /// Meta's "unknown error", which sometimes passes; reads were repeated a few times.
    RetryFewTimes,
    /// Too many calls or messages.
    RateLimited {
        /// What the limit counts.
        scope: LimitScope,
        /// How long to wait, from when the error was returned.
        retry_after: Duration,
    },
    /// Meta refuses what was asked; the same call will fail again.
    BadInput,
    /// The object does not exist, or this token does not see it.
    NotFound,
    /// Meta has blocked or restricted the account for a policy.
    Policy,
    /// No connection to Meta, or it broke.
    Network,
    /// Meta did not answer in time.
    Timeout,
    /// The answer is not what Meta documents.
    Malformed,
    /// Anything else; code and message are kept.
    Unexpected,
}

/// What a rate limit counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LimitScope {
    /// All calls of the app.
    App,
    /// The app's calls for one account.
    Waba,
    /// Messages of one number.
    Throughput,
    /// Messages that people reported as spam.
    Spam,
    /// Messages of one number to one person.
    Pair,
    /// Registrations of one number.
    Registration,
}

impl GraphError {
    pub(super) fn new(kind: GraphErrorKind, message: impl Into<String>) -> Self {
        Self(Box::new(GraphFailure {
            kind,
            code: None,
            subcode: None,
            http_status: None,
            message: message.into(),
            user_title: None,
            user_message: None,
            details: None,
            blame: Vec::new(),
            fbtrace_id: None,
        }))
    }

    pub(super) fn from_failure(failure: GraphFailure) -> Self {
        Self(Box::new(failure))
    }

    pub(super) fn with_kind(mut self, kind: GraphErrorKind) -> Self {
        self.0.kind = kind;
        self
    }

    pub(super) fn with_status(mut self, status: u16) -> Self {
        self.0.http_status = Some(status);
        self
    }

    /// How long to wait, for a rate limit.
    pub fn retry_after(&self) -> Option<Duration> {
        match self.kind {
            GraphErrorKind::RateLimited { retry_after, .. } => Some(retry_after),
            _ => None,
        }
    }

    /// Whether a later call may succeed without anybody doing anything.
    pub fn passes(&self) -> bool {
        match self.kind {
            GraphErrorKind::Transient
            | GraphErrorKind::RetryFewTimes
            | GraphErrorKind::RateLimited { .. }
            | GraphErrorKind::Network
            | GraphErrorKind::Timeout
            | GraphErrorKind::Malformed => true,
            GraphErrorKind::TokenRefused
            | GraphErrorKind::Permission
            | GraphErrorKind::BadInput
            | GraphErrorKind::NotFound
            | GraphErrorKind::Policy
            | GraphErrorKind::Unexpected => false,
        }
    }

    /// Takes a secret out of every text: Meta repeats malformed tokens in its messages.
    pub(super) fn without(mut self, secret: &str) -> Self {
        if secret.is_empty() {
            return self;
        }
        let failure = &mut *self.0;
        let texts = [&mut failure.user_title, &mut failure.user_message, &mut failure.details, &mut failure.fbtrace_id];
        for text in texts.into_iter().flatten().chain([&mut failure.message]) {
            if text.contains(secret) {
                *text = text.replace(secret, "[access token]");
            }
        }
        self
    }
}

impl Deref for GraphError {
    type Target = GraphFailure;

    fn deref(&self) -> &GraphFailure {
        &self.0
    }
}

impl std::error::Error for GraphError {}

impl fmt::Display for GraphError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let said = Said(self);
        match self.kind {
            GraphErrorKind::TokenRefused => {
                write!(f, "Meta refuses the access token{said}. Reconnect the account with Meta.")
            }
            GraphErrorKind::Permission => {
                write!(f, "Meta says that a permission is missing{said}. Grant it to the app or the token.")
            }
            GraphErrorKind::Transient | GraphErrorKind::RetryFewTimes => {
                write!(f, "Meta has a temporary problem{said}. A later try usually succeeds.")
            }
            GraphErrorKind::RateLimited { scope, retry_after } => {
                write!(f, "{}{said}. Meta takes them again in {}.", scope.words(), words(retry_after))
            }
            GraphErrorKind::BadInput => write!(f, "Meta refuses the request{said}."),
            GraphErrorKind::NotFound => {
                write!(f, "Meta does not have this object, or does not show it to this token{said}.")
            }
            GraphErrorKind::Policy => {
                write!(f, "Meta has blocked this for a policy{said}. The account's page at Meta says what to do.")
            }
            GraphErrorKind::Network => {
                write!(f, "Meta cannot be reached{said}. Check the network and the address of the Graph API.")
            }
            GraphErrorKind::Timeout => write!(f, "Meta did not answer in time{said}. A later try usually succeeds."),
            GraphErrorKind::Malformed => {
                write!(f, "Meta gave an answer that cannot be read{said}. A later try usually succeeds.")
            }
            GraphErrorKind::Unexpected => write!(f, "Meta gave an unexpected answer{said}."),
        }
    }
}

impl LimitScope {
    const fn words(self) -> &'static str {
        match self {
            Self::App => "The app has made too many calls to Meta",
            Self::Waba => "Too many calls were made for this account",
            Self::Throughput => "The number sends too many messages at once",
            Self::Spam => "Too many of the number's messages were reported as spam",
            Self::Pair => "The number sends too many messages to one person",
            Self::Registration => "The number was registered too often",
        }
    }
}

fn words(duration: Duration) -> String {
    match duration.as_secs() {
        seconds @ 0..120 => format!("{} s", seconds.max(1)),
        seconds => format!("{} min", seconds.div_ceil(60)),
    }
}

/// What Meta said, in the middle of a sentence: `: text (code 190, subcode 463, trace A1b2)`.
struct Said<'a>(&'a GraphFailure);

impl fmt::Display for Said<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let failure = self.0;
        let text = failure.details.as_deref().or(failure.user_message.as_deref()).unwrap_or(&failure.message);
        let text = text.trim().trim_end_matches('.');
        if !text.is_empty() {
            write!(f, ": {text}")?;
        }
        let mut facts = Vec::new();
        facts.extend(failure.code.map(|code| format!("code {code}")));
        facts.extend(failure.subcode.map(|code| format!("subcode {code}")));
        facts.extend(failure.http_status.filter(|_| failure.code.is_none()).map(|status| format!("HTTP {status}")));
        facts.extend(failure.fbtrace_id.as_ref().map(|trace| format!("trace {trace}")));
        if facts.is_empty() { Ok(()) } else { write!(f, " ({})", facts.join(", ")) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refused_token_reads_as_a_sentence() {
        let error = GraphError::from_failure(GraphFailure {
            code: Some(190),
            subcode: Some(463),
            fbtrace_id: Some("AXs".to_owned()),
            http_status: Some(401),
            ..(*GraphError::new(GraphErrorKind::TokenRefused, "Invalid OAuth access token.")).clone()
        });
        assert_eq!(
            error.to_string(),
            "Meta refuses the access token: Invalid OAuth access token (code 190, subcode 463, trace AXs). \
             Reconnect the account with Meta."
        );
    }

    #[test]
    fn a_rate_limit_says_when_it_ends() {
        let kind = GraphErrorKind::RateLimited { scope: LimitScope::Waba, retry_after: Duration::from_secs(1500) };
        let error = GraphError::new(kind, "");
        assert_eq!(error.to_string(), "Too many calls were made for this account. Meta takes them again in 25 min.");
        assert_eq!(error.retry_after(), Some(Duration::from_secs(1500)));
    }

    #[test]
    fn secrets_are_taken_out_of_every_text() {
        let error = GraphError::from_failure(GraphFailure {
            user_title: Some("t EAAS1".to_owned()),
            user_message: Some("m EAAS1".to_owned()),
            details: Some("d EAAS1".to_owned()),
            ..(*GraphError::new(GraphErrorKind::TokenRefused, "Malformed access token EAAS1")).clone()
        })
        .without("EAAS1");
        assert!(!format!("{error} {error:?}").contains("EAAS1"));
        assert_eq!(error.message, "Malformed access token [access token]");
    }
}
