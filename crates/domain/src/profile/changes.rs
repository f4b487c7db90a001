//! What differs between two profiles, and what becomes of changes when Meta's side has moved on meanwhile.

use serde::{Deserialize, Serialize};

use super::{Field, Profile, Vertical};

/// A field that differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// The field.
    pub field: Field,
    /// What people read there before; empty where nothing was.
    pub before: String,
    /// What they read then.
    pub after: String,
}

/// Changes brought onto what Meta has now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merged {
    /// What is wanted: fields that were not touched are as Meta has them now.
    pub wanted: Profile,
    /// What has changed at Meta meanwhile.
    pub moved: Vec<Change>,
}

/// The fields that differ, in the order of the form.
pub fn changes(before: &Profile, after: &Profile) -> Vec<Change> {
    let differs = |field: &&Field| before.text(**field) != after.text(**field);
    let change = |field: &Field| Change { field: *field, before: shown(before, *field), after: shown(after, *field) };
    Field::ALL.iter().filter(differs).map(change).collect()
}

/// What is wanted of a profile that was `base` when somebody began to write, and is `current` now.
pub fn merge(base: &Profile, wanted: &Profile, current: &Profile) -> Merged {
    let mut merged = wanted.clone();
    for field in Field::ALL {
        if wanted.text(*field) == base.text(*field) {
            merged.set(*field, current.text(*field));
        }
    }
    Merged { wanted: merged, moved: changes(base, current) }
}

/// A field as people read it.
fn shown(profile: &Profile, field: Field) -> String {
    match (field, &profile.vertical) {
        (Field::Vertical, vertical) => vertical.as_ref().map_or("", Vertical::label).to_owned(),
        (other, _) => profile.text(other).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cafe() -> Profile {
        Profile {
            about: "Open till six".to_owned(),
            email: "hello@cafe.example".to_owned(),
            vertical: Some(Vertical::Restaurant),
            ..Profile::default()
        }
    }

    fn with(field: Field, text: &str) -> Profile {
        let mut profile = cafe();
        profile.set(field, text);
        profile
    }

    #[test]
    fn the_difference_of_a_profile_and_itself_is_empty() {
        assert_eq!(changes(&cafe(), &cafe()), []);
        assert_eq!(merge(&cafe(), &cafe(), &cafe()), Merged { wanted: cafe(), moved: vec![] });
    }

    #[test]
    fn changes_are_told_in_words_and_in_the_order_of_the_form() {
        let mut after = with(Field::Vertical, "GROCERY");
        after.set(Field::About, "Open till eight");
        after.set(Field::Email, "");
        let told: Vec<_> = changes(&cafe(), &after).into_iter().map(|it| (it.field, it.before, it.after)).collect();
        let words = |field, before: &str, after: &str| (field, before.to_owned(), after.to_owned());
        assert_eq!(
            told,
            [
                words(Field::About, "Open till six", "Open till eight"),
                words(Field::Vertical, "Restaurant", "Food and groceries"),
                words(Field::Email, "hello@cafe.example", ""),
            ]
        );
    }

    #[test]
    fn what_nobody_touched_follows_meta_and_what_was_written_stays() {
        let current = with(Field::Email, "new@cafe.example");
        let merged = merge(&cafe(), &with(Field::About, "Closed"), &current);
        assert_eq!((merged.wanted.about.as_str(), merged.wanted.email.as_str()), ("Closed", "new@cafe.example"));
        assert_eq!(merged.moved.iter().map(|change| change.field).collect::<Vec<_>>(), [Field::Email]);

        let both = merge(&cafe(), &with(Field::About, "Closed"), &with(Field::About, "Open"));
        assert_eq!((both.wanted.about.as_str(), both.moved.len()), ("Closed", 1));
        let emptied = merge(&cafe(), &cafe(), &with(Field::Vertical, ""));
        assert_eq!(emptied.wanted.vertical, None);
    }
}
