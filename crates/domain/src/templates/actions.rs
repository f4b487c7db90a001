//! What can be done with a template where it stands: one table, and a sentence wherever something cannot be done.

use serde::{Deserialize, Serialize};

use super::{Category, TemplateStatus};
use crate::Timestamp;
use crate::closed_enum;

closed_enum! {
    /// What somebody may want to do with a template.
    pub enum Action {
        Edit = "edit" => "Edit",
        EditCategory = "edit_category" => "Change the category",
        Delete = "delete" => "Delete",
        Copy = "copy" => "Copy",
        AddLanguage = "add_language" => "Add a language",
        SendTest = "send_test" => "Send a test message",
        Unpause = "unpause" => "Unpause",
    }
}

/// Whether an action is possible, and if not, why and until when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Availability {
    /// It can be done now.
    Possible,
    /// It cannot.
    Not {
        /// Why, and what to do instead.
        why: String,
        /// When it can be done, where that is known.
        until: Option<Timestamp>,
    },
}

impl Availability {
    /// Whether it can be done now.
    pub fn is_possible(&self) -> bool {
        *self == Self::Possible
    }

    fn not(why: &str) -> Self {
        Self::Not { why: why.to_owned(), until: None }
    }
}

/// Where a template stands.
#[derive(Clone, Copy, Debug)]
pub struct Standing<'a> {
    /// Its status at Meta.
    pub status: &'a TemplateStatus,
    /// Its category.
    pub category: &'a Category,
    /// When it was edited, in any order; what is older than 30 days does not matter.
    pub edits: &'a [Timestamp],
    /// The time.
    pub now: Timestamp,
}

/// Edits of an approved template in [`EDITS_SPAN`] (Meta, template management).
pub const EDITS: usize = 10;
/// 30 days, in milliseconds.
pub const EDITS_SPAN: i64 = 30 * DAY;
const DAY: i64 = 86_400_000;

/// Every action, and whether it is possible.
pub fn table(standing: &Standing<'_>) -> Vec<(Action, Availability)> {
    Action::ALL.iter().map(|action| (*action, availability(*action, standing))).collect()
}

/// Whether one action is possible (Meta, template management and template pausing).
pub fn availability(action: Action, standing: &Standing<'_>) -> Availability {
    use TemplateStatus as S;
    match (action, standing.status) {
        (_, S::PendingDeletion) => {
            Availability::not("It is being deleted: messages that are on their way are still tried for 30 days.")
        }
        (_, S::Deleted) => Availability::not("It is deleted."),
        (Action::Copy | Action::AddLanguage, _) => Availability::Possible,
        (Action::Delete, S::Disabled) => Availability::not("Meta does not let a disabled template be deleted."),
        (Action::Delete, _) => Availability::Possible,
        (Action::Edit, _) => edit(standing),
        (Action::EditCategory, S::Approved) => Availability::not(&format!(
            "An approved template stays in its category, {}. Copy it and choose another category for the copy.",
            standing.category.label().to_ascii_lowercase()
        )),
        (Action::EditCategory, _) => edit(standing),
        (Action::SendTest, S::Approved) => Availability::Possible,
        (Action::SendTest, S::Paused) => Availability::not("It is paused: Meta sends no message of it until then."),
        (Action::SendTest, S::Disabled) => Availability::not("It is disabled: Meta sends no message of it any more."),
        (Action::SendTest, S::Pending | S::InAppeal) => Availability::not(IN_REVIEW),
        (Action::SendTest, _) => Availability::not("Only messages of approved templates can be sent."),
        (Action::Unpause, S::Paused) => Availability::Possible,
        (Action::Unpause, _) => Availability::not("It is not paused."),
    }
}

const IN_REVIEW: &str = "Meta reviews it, which usually takes less than 24 hours.";

fn edit(standing: &Standing<'_>) -> Availability {
    use TemplateStatus as S;
    match standing.status {
        S::Approved => edit_again(standing),
        S::Rejected | S::Paused => Availability::Possible,
        S::Pending | S::InAppeal => Availability::not(IN_REVIEW),
        S::Disabled => Availability::not("Meta has disabled it. Copy it and change the copy."),
        S::Archived => Availability::not("It is archived. Take it out of the archive in WhatsApp Manager first."),
        _ => Availability::not("Meta lets only approved, rejected and paused templates be edited."),
    }
}

/// Once in 24 hours and ten times in 30 days; both have to be over.
fn edit_again(standing: &Standing<'_>) -> Availability {
    let now = standing.now;
    let mut edits = standing.edits.to_vec();
    edits.sort_unstable_by(|a, b| b.cmp(a));
    // The end of a span that began with an edit, if it is still to come.
    let end = |edit: Option<&Timestamp>, span| edit.map(|at| at.plus_millis(span)).filter(|end| now < *end);
    let day = end(edits.first(), DAY);
    let month = end(edits.get(EDITS - 1), EDITS_SPAN);
    let (until, why) = match (day, month) {
        (None, None) => return Availability::Possible,
        (Some(day), month) if month.is_none_or(|month| month <= day) => {
            (day, "Meta accepts one edit of an approved template in 24 hours")
        }
        (day, month) => (month.or(day).unwrap_or(now), "Meta accepts 10 edits of an approved template in 30 days"),
    };
    Availability::Not { why: format!("{why}. It can be edited again on {}.", until.to_words()), until: Some(until) }
}

closed_enum! {
    /// How much of a template is deleted.
    pub enum Deletion {
        Language = "language" => "This language",
        AllLanguages = "all_languages" => "All languages",
    }
}

/// What follows from deleting a template, as sentences to be confirmed (Meta, template management).
pub fn deletion_consequences(status: &TemplateStatus, deletion: Deletion) -> Vec<&'static str> {
    let mut words = vec![match deletion {
        Deletion::Language => "This language of the template is deleted. The others stay.",
        Deletion::AllLanguages => "All languages of the template are deleted.",
    }];
    words.push("Messages that have not arrived yet are still tried for 30 days.");
    if *status == TemplateStatus::Approved {
        words.push("The template was approved, so its name cannot be used again for 30 days.");
    }
    words.push("It cannot be undone.");
    words
}

/// What follows from editing a template (Meta, template management).
pub fn edit_consequences(status: &TemplateStatus) -> &'static str {
    match status {
        TemplateStatus::Approved | TemplateStatus::Paused => {
            "Meta approves the change at once, unless its review finds something. All parts are replaced as a whole."
        }
        _ => "Meta reviews it again, which usually takes less than 24 hours. All parts are replaced as a whole.",
    }
}

#[cfg(test)]
mod tests;
