//! How things of the domain are drawn: tones and words that several screens share.

use domain::Timestamp;
use domain::prompt::{PromptCode, Who};
use domain::state::Tone;
use serde::{Deserialize, Serialize};

/// How a prompt is drawn: blocked things stop, waiting for Meta is progress, everything else needs action.
pub const fn prompt_tone(code: PromptCode) -> Tone {
    match (code, code.who()) {
        (
            PromptCode::AccountDisabled
            | PromptCode::NumberBanned
            | PromptCode::AccountRejected
            | PromptCode::NumberRestricted
            | PromptCode::ReconnectMeta,
            _,
        ) => Tone::Critical,
        (_, Who::Meta) => Tone::Progress,
        _ => Tone::Caution,
    }
}

/// A moment in words, made on the server, which has the clock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moment {
    /// `3 min ago`.
    pub ago: String,
    /// The exact time.
    pub exact: String,
    /// RFC 3339.
    pub iso: String,
}

impl Moment {
    /// A moment as seen from `now`.
    pub fn new(at: Timestamp, now: Timestamp) -> Self {
        Self { ago: at.ago(now), exact: at.to_words(), iso: at.to_rfc3339() }
    }
}
