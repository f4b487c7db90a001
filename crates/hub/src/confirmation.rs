//! What a person has to type and to tick before something is hard to undo.

use domain::time::Date;

use crate::HubError;

/// What was typed and ticked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Confirmation {
    /// The word, as typed.
    pub typed: String,
    /// Whether the consequences were agreed to.
    pub consent: Consent,
    /// The last day that was shown, such as `2026-06-30`; empty where none was.
    pub shown: String,
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
    /// Whether what follows is what was shown: a page that was open over midnight may have promised another day.
    ///
    /// # Errors
    /// [`HubError::Conflict`].
    pub fn check_day(&self, last_day: Date) -> Result<(), HubError> {
        if self.shown.is_empty() || self.shown == last_day.to_string() {
            return Ok(());
        }
        let words = last_day.to_words();
        Err(HubError::Conflict(format!(
            "A new day has begun since this page was opened: the last day is {words} now. Confirm it again."
        )))
    }

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
    fn the_word_the_tick_and_the_day_are_needed() {
        let field = |typed: &str, consent| {
            let outcome = Confirmation { typed: typed.to_owned(), consent, shown: String::new() }.check("CANCEL");
            outcome.err().map(|error| match error {
                HubError::Invalid { field, .. } => field,
                other => panic!("{other}"),
            })
        };
        let day = Date { year: 2026, month: 6, day: 30 };
        for (shown, holds) in [("", true), ("2026-06-30", true), ("2026-07-31", false)] {
            let confirmation = Confirmation { shown: shown.to_owned(), ..Confirmation::default() };
            assert_eq!(confirmation.check_day(day).is_ok(), holds, "{shown}");
        }
        assert_eq!(field(" cancel ", Consent::Given), None);
        assert_eq!(field("CANCEL", Consent::Missing), Some("consent"));
        for wrong in ["", "CANCEL IT", "DELETE"] {
            assert_eq!(field(wrong, Consent::Given), Some("typed"), "{wrong}");
        }
    }
}
