//! What a person has to type and to tick before something is hard to undo.

use crate::HubError;

/// What was typed and ticked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Confirmation {
    /// The word, as typed.
    pub typed: String,
    /// Whether the consequences were agreed to.
    pub consent: Consent,
}

/// Whether the box beside the consequences was ticked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Consent {
    /// It was.
    Given,
    /// It was not.
    #[default]
    Missing,
}

impl Confirmation {
    /// Whether this word was typed and the box ticked. Small letters and spaces around the word are forgiven.
    ///
    /// # Errors
    /// [`HubError::Invalid`] at `typed` or at `consent`.
    pub fn check(&self, word: &str) -> Result<(), HubError> {
        if !self.typed.trim().eq_ignore_ascii_case(word) {
            return Err(HubError::invalid("typed", format!("Type {word} to confirm.")));
        }
        match self.consent {
            Consent::Given => Ok(()),
            Consent::Missing => Err(HubError::invalid("consent", "Tick the box to agree to what follows.")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_word_and_the_tick_are_both_needed() {
        let field = |typed: &str, consent| {
            let outcome = Confirmation { typed: typed.to_owned(), consent }.check("CANCEL");
            outcome.err().map(|error| match error {
                HubError::Invalid { field, .. } => field,
                other => panic!("{other}"),
            })
        };
        assert_eq!(field(" cancel ", Consent::Given), None);
        assert_eq!(field("CANCEL", Consent::Missing), Some("consent"));
        for wrong in ["", "CANCEL IT", "DELETE"] {
            assert_eq!(field(wrong, Consent::Given), Some("typed"), "{wrong}");
        }
    }
}
