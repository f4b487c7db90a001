//! What is wrong with the settings, in sentences.

use std::fmt;

/// A setting that cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The environment variable.
    pub setting: &'static str,
    /// What is wrong and what to do.
    pub sentence: String,
}

impl Problem {
    /// The setting as a flag.
    pub fn flag(&self) -> String {
        let name = self.setting.strip_prefix("LEPTOS_").unwrap_or(self.setting);
        format!("--{}", name.to_lowercase().replace('_', "-"))
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({}) {}", self.setting, self.flag(), self.sentence)
    }
}

/// Everything that is wrong with the settings, at least one thing.
#[derive(Clone, Debug, Default, PartialEq, Eq, thiserror::Error)]
pub struct Problems(pub Vec<Problem>);

impl Problems {
    /// Notes a problem. The sentence continues after the name of the setting.
    pub(super) fn add(&mut self, setting: &'static str, sentence: impl Into<String>) {
        self.0.push(Problem { setting, sentence: sentence.into() });
    }

    /// Notes the problem of a failed check and forgets the value.
    pub(super) fn note<T>(&mut self, setting: &'static str, checked: Result<T, String>) -> Option<T> {
        checked.map_err(|sentence| self.add(setting, sentence)).ok()
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.len() {
            1 => write!(f, "One setting needs attention:")?,
            count => write!(f, "{count} settings need attention:")?,
        }
        for problem in &self.0 {
            write!(f, "\n  {problem}")?;
        }
        Ok(())
    }
}
