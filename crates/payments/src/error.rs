//! Why a call did not succeed.

/// Why a call did not succeed. The text is a sentence for a person.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GatewayError {
    /// Nothing has happened, neither now nor in an earlier try with the same key. The same request will be refused again.
    #[error("{0}")]
    Refused(String),
    /// It may have happened: no answer, a lost connection, an error on the provider's side. Ask again, with the same key,
    /// until the answer is clear; a new request could pay twice.
    #[error("{0}")]
    Unclear(String),
}

impl GatewayError {
    /// The same words about a question: that it was refused says nothing about what was asked for.
    pub(crate) fn of_question(self) -> Self {
        match self {
            Self::Refused(words) | Self::Unclear(words) => Self::Unclear(words),
        }
    }
}

/// Ends words as a sentence.
pub(crate) fn sentence(words: &str) -> String {
    let words = words.trim();
    let end = if words.ends_with(['.', '!', '?']) { "" } else { "." };
    format!("{words}{end}")
}
