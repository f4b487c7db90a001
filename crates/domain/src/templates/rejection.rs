//! Why Meta refused, paused or disabled a template, in plain words, and what to change.

use serde::{Deserialize, Serialize};

use super::{RejectionReason, TemplateStatus};
use crate::open_enum;

/// A reason of Meta's as a person needs it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Explanation {
    /// What happened.
    pub what: String,
    /// What to do.
    pub next: String,
}

impl Explanation {
    fn new(what: &str, next: &str) -> Self {
        Self { what: what.to_owned(), next: next.to_owned() }
    }
}

/// What a rejection means (Meta, template review; `reason` of the status webhook).
pub fn explain(reason: &RejectionReason) -> Explanation {
    use RejectionReason as R;
    match reason {
        R::AbusiveContent => Explanation::new(
            "Meta finds the text threatening, insulting or otherwise abusive.",
            "Remove threats and insults, also those that only an example contains.",
        ),
        R::CategoryNotAvailable => Explanation::new(
            "This category is not available to the account.",
            "Choose another category. Meta no longer gives this reason to new templates.",
        ),
        R::IncorrectCategory => Explanation::new(
            "The category does not fit the text.",
            "Choose the category that fits: what advertises is marketing, what follows from an order or an account is utility, and codes are authentication.",
        ),
        R::InvalidFormat => Explanation::new(
            "Something is written in a way that Meta does not accept.",
            "Check the parameters: braces in pairs, numbers without gaps, none at the start or end and none side by side, an example for each, and links that open.",
        ),
        R::Promotional => Explanation::new(
            "The text advertises, but its category does not allow that.",
            "Remove what advertises, or choose the category marketing.",
        ),
        R::Scam => Explanation::new(
            "The text looks like fraud to Meta.",
            "Say who writes and why, ask for no passwords or card numbers, and use links of your own domain only.",
        ),
        R::TagContentMismatch => Explanation::new(
            "The text does not fit the category or the language that was chosen.",
            "Choose the language in which the text is written and the category that fits it.",
        ),
        R::Other(code) => Explanation {
            what: format!("Meta gives the reason {code}."),
            next: "Check the text and its category against Meta's guidelines, change it and send it again.".to_owned(),
        },
    }
}

/// What a status means and what to do, where Meta has not said why a template has it: reading a template tells its
/// status only (Meta, template quality, template pausing and template management).
pub fn explain_status(status: &TemplateStatus) -> Option<&'static str> {
    use TemplateStatus as S;
    Some(match status {
        S::Paused => {
            "Meta has paused it for some hours, as a rule because people blocked or reported it. Then it can be sent again by itself; the third time Meta disables it."
        }
        S::Disabled => {
            "Meta has disabled it, as a rule because people blocked or reported it again and again. Copy it and change the text: it can neither be sent nor deleted."
        }
        S::Flagged => {
            "Its quality is low: Meta pauses it if that does not change. Make the text more useful, and send it less often."
        }
        S::LimitExceeded => {
            "The account has as many templates as Meta lets it have. Delete some that nobody uses, and send this one again."
        }
        S::Archived => {
            "Meta deletes archived templates after 28 days. Take it out of the archive in WhatsApp Manager to keep it."
        }
        S::InAppeal => "Somebody has asked Meta to look at its rejection again.",
        _ => return None,
    })
}

open_enum! {
    /// Why a template is paused or no longer so (`other_info.title` of the status webhook).
    pub enum PauseReason {
        FirstPause = "FIRST_PAUSE" => "Paused for 3 hours",
        SecondPause = "SECOND_PAUSE" => "Paused for 6 hours",
        RateLimitingPause = "RATE_LIMITING_PAUSE" => "Paused for sending too fast",
        Unpause = "UNPAUSE" => "No longer paused",
        Disabled = "DISABLED" => "Disabled",
    }
}

impl PauseReason {
    /// How many hours it lasts, where Meta says so (Meta, template pausing).
    pub fn hours(&self) -> Option<i64> {
        match self {
            Self::FirstPause => Some(3),
            Self::SecondPause => Some(6),
            _ => None,
        }
    }
}

/// What a pause means (Meta, template quality and template pausing).
pub fn explain_pause(reason: &PauseReason) -> Explanation {
    use PauseReason as P;
    const WRITE_LESS: &str =
        "Write only to people who expect it and less often, and make the text more useful to them.";
    match reason {
        P::FirstPause => Explanation {
            what: "People blocked or reported this template so often that Meta has paused it for 3 hours. Then it can be sent again by itself.".to_owned(),
            next: format!("{WRITE_LESS} The next time Meta pauses it for 6 hours."),
        },
        P::SecondPause => Explanation {
            what: "People blocked or reported this template again, so Meta has paused it for 6 hours. Then it can be sent again by itself.".to_owned(),
            next: format!("{WRITE_LESS} The next time Meta disables it."),
        },
        P::RateLimitingPause => Explanation::new(
            "Too many messages of this template were sent in a short time, so Meta has paused it.",
            "Send more slowly. It can be unpaused here.",
        ),
        P::Unpause => Explanation::new("The pause is over: the template can be sent again.", WRITE_LESS),
        P::Disabled => Explanation::new(
            "People blocked or reported this template for the third time, so Meta has disabled it.",
            "Copy it and change the text: it can neither be sent nor deleted.",
        ),
        P::Other(title) => Explanation {
            what: format!("Meta gives the reason {title}."),
            next: "Look at the template in WhatsApp Manager.".to_owned(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::Tone;

    #[test]
    fn each_reason_says_what_to_change() {
        let mut seen = Vec::new();
        for reason in RejectionReason::KNOWN {
            let explanation = explain(reason);
            assert!(explanation.what.ends_with('.') && explanation.next.ends_with('.'));
            assert!(!seen.contains(&explanation));
            seen.push(explanation);
        }
        assert_eq!(explain(&RejectionReason::from("MOON")).what, "Meta gives the reason MOON.");
    }

    #[test]
    fn a_status_that_needs_something_to_be_done_says_so_by_itself() {
        for status in TemplateStatus::KNOWN {
            let needs = matches!(status.tone(), Tone::Caution | Tone::Critical);
            let told = *status == TemplateStatus::Rejected || *status == TemplateStatus::Locked;
            assert!(!needs || told || explain_status(status).is_some_and(|words| words.ends_with('.')), "{status}");
        }
    }

    #[test]
    fn pauses_say_how_long_they_last() {
        for reason in PauseReason::KNOWN {
            let words = explain_pause(reason).what;
            assert!(reason.hours().is_none_or(|hours| words.contains(&format!("{hours} hours"))), "{words}");
        }
        assert_eq!(PauseReason::from("first_pause").hours(), Some(3));
    }
}
