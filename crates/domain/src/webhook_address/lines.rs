//! Headers as people write them in a form: one a line, with values that are kept hidden.

use super::{Headers, InvalidHeader};

/// What stands in the place of a value that is there and not shown.
pub const HIDDEN: &str = "••••••••";

/// Why lines are refused.
#[derive(Clone, Debug, thiserror::Error, PartialEq, Eq)]
pub enum InvalidLines {
    /// A line without a colon.
    #[error("Write each header in a line of its own, as Name: value.")]
    Line,
    /// A hidden value where there is none to be kept.
    #[error("Enter the value of the header {0}: there is none yet.")]
    Nothing(String),
    /// A name or a value that cannot be taken.
    #[error(transparent)]
    Header(#[from] InvalidHeader),
}

impl Headers {
    /// One line for each header, without its value.
    pub fn hidden_lines(&self) -> String {
        self.iter().map(|(name, _)| format!("{name}: {HIDDEN}")).collect::<Vec<_>>().join("\n")
    }

    /// Reads lines; a hidden value stays what it is in these headers.
    ///
    /// # Errors
    /// What to change.
    pub fn changed_by_lines(&self, text: &str) -> Result<Self, InvalidLines> {
        let mut given = Vec::new();
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let (name, value) = line.split_once(':').ok_or(InvalidLines::Line)?;
            let (name, value) = (name.trim().to_ascii_lowercase(), value.trim());
            if value != HIDDEN {
                given.push((name, value.to_owned()));
                continue;
            }
            match self.iter().find(|(there, _)| *there == name) {
                Some((_, kept)) => given.push((name, kept.to_owned())),
                None => return Err(InvalidLines::Nothing(name)),
            }
        }
        Ok(Self::parse(given)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn present() -> Headers {
        Headers::parse([("authorization", "Bearer a:b"), ("x-team", "support")]).unwrap()
    }

    #[test]
    fn what_is_hidden_stays_and_everything_else_is_as_written() {
        let shown = present().hidden_lines();
        assert_eq!(shown, format!("authorization: {HIDDEN}\nx-team: {HIDDEN}"));
        assert_eq!(present().changed_by_lines(&shown), Ok(present()));
        let changed = present().changed_by_lines(&format!("\r\nX-New : a: b\r\nAuthorization:{HIDDEN}\n")).unwrap();
        assert_eq!(changed.iter().collect::<Vec<_>>(), [("x-new", "a: b"), ("authorization", "Bearer a:b")]);
        assert!(present().changed_by_lines(" ").unwrap().is_empty());
    }

    #[test]
    fn lines_that_cannot_be_taken_say_what_to_change() {
        let refused = |text: &str| present().changed_by_lines(text).unwrap_err();
        assert_eq!(refused("authorization"), InvalidLines::Line);
        assert_eq!(refused(&format!("x-other: {HIDDEN}")), InvalidLines::Nothing("x-other".to_owned()));
        assert_eq!(refused("host: a"), InvalidHeader::Reserved("host".to_owned()).into());
    }
}
