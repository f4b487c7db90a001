//! A form as a browser sends it, and what it makes of a template.

use domain::templates::Template;

use super::locks::Locks;
use super::{act, set, tidy};

/// What was asked for, beside keeping what was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Wish {
    /// The page once more, with what Meta would refuse.
    Show,
    /// The review.
    Send,
}

/// Paths of fields with their values, in the order of the page. A later value of the same field wins, as that of a box
/// that is ticked does over the empty one before it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in super::super) struct EditorForm {
    fields: Vec<(String, String)>,
    acts: Vec<String>,
    send: bool,
}

impl EditorForm {
    /// Reads the pairs of a form; the button that was pressed is called `do`.
    pub(in super::super) fn read(pairs: Vec<(String, String)>) -> Self {
        let mut form = Self::default();
        for (name, value) in pairs {
            match (name.as_str(), value.as_str()) {
                ("do", "send") => form.send = true,
                ("do", "save") => {}
                ("do", _) => form.acts.push(value),
                _ => form.fields.push((name, value)),
            }
        }
        form
    }

    /// What was asked for.
    pub(in super::super) fn wish(&self) -> Wish {
        if self.send { Wish::Send } else { Wish::Show }
    }

    /// The template with what was written. Everything that the form has no field for stays.
    pub(in super::super) fn apply(&self, template: &Template, locks: &Locks) -> Template {
        let mut template = template.clone();
        for (path, value) in self.fields.iter().filter(|(path, _)| locks.why(path).is_none()) {
            set(&mut template, path, value);
        }
        for wish in &self.acts {
            act(&mut template, wish);
        }
        tidy(&template)
    }
}
