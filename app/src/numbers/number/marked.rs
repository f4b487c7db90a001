//! A word with how it is drawn.

use domain::state::Tone;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::ui::status_mark;

/// A word with how it is drawn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Marked {
    /// Shape and colour.
    #[serde(rename = "t")]
    pub tone: Tone,
    /// The word.
    #[serde(rename = "w")]
    pub word: String,
}

impl Marked {
    /// The mark.
    pub(crate) fn view(self) -> AnyView {
        status_mark(self.tone, self.word).into_any()
    }
}

#[cfg(feature = "ssr")]
impl Marked {
    /// A word of a review, a verification or a registration.
    pub(crate) fn verdict(word: &str) -> Self {
        Self { tone: verdict(word), word: word.to_owned() }
    }
}

/// How the outcome of a review, a verification or a registration is drawn. It goes by the word that people read,
/// because events keep nothing else; what is not known is drawn as off.
#[cfg(feature = "ssr")]
pub(crate) fn verdict(word: &str) -> Tone {
    match word {
        "Approved" | "Verified" | "Registered" | "Active" | "Can send" | "Valid" | "Available without review" => {
            Tone::Positive
        }
        "Pending" | "In review" | "Submitted" | "Deferred" => Tone::Progress,
        "Not verified"
        | "More information needed"
        | "Not submitted"
        | "Expired"
        | "Ineligible"
        | "Code needed"
        | "PIN needed"
        | "Limited"
        | "Limit reached"
        | "Scheduled to be disabled" => Tone::Caution,
        "Rejected"
        | "Declined"
        | "Denied"
        | "Failed"
        | "Revoked"
        | "Disabled"
        | "Restricted"
        | "Blocked"
        | "Deleted"
        | "Refused by Meta"
        | "No longer shared with the partner" => Tone::Critical,
        _ => Tone::Off,
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use domain::activation::{MessageOnBehalf, NumberRegistration};
    use domain::meta::{
        AccountReview, BusinessVerification, CanSend, CodeVerification, NameStatus, OnBehalfStatus, WabaStatus,
    };
    use domain::waba::TokenState;

    use super::*;

    #[test]
    fn every_word_of_a_review_has_its_tone() {
        let known = NameStatus::KNOWN
            .iter()
            .map(|value| value.label())
            .chain(AccountReview::KNOWN.iter().map(|value| value.label()))
            .chain(BusinessVerification::KNOWN.iter().map(|value| value.label()))
            .chain(WabaStatus::KNOWN.iter().map(|value| value.label()))
            .chain(OnBehalfStatus::KNOWN.iter().map(|value| value.label()))
            .chain(CodeVerification::KNOWN.iter().map(|value| value.label()))
            .chain(CanSend::KNOWN.iter().map(|value| value.label()))
            .chain(MessageOnBehalf::KNOWN.iter().map(|value| value.label()))
            .chain(NumberRegistration::ALL.iter().map(|value| value.label()))
            .chain(TokenState::ALL.iter().map(|value| value.label()));
        let off: Vec<&str> = known.filter(|word| verdict(word) == Tone::Off).collect();
        assert_eq!(off, ["No name", "Not needed"]);
    }
}
