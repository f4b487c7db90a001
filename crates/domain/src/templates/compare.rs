//! What differs between two versions of a template, field by field and word by word: for the confirmation of an edit,
//! and for its history.

mod fields;
mod words;

use serde::{Deserialize, Serialize};

pub use words::{Segment, segments};

use super::{Content, Template};
use fields::Field;

/// A field that differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// The field, as findings of the validator name it.
    pub path: String,
    /// What a person calls it.
    pub label: String,
    /// Its value before; `None` if there was none.
    pub before: Option<String>,
    /// Its value after; `None` if there is none.
    pub after: Option<String>,
    /// The way from one to the other.
    pub segments: Vec<Segment>,
}

/// The fields in which two templates differ, in the order of the fields.
pub fn compare(before: &Template, after: &Template) -> Vec<Change> {
    changes(&fields::of_template(before), &fields::of_template(after))
}

/// The fields in which two contents differ.
pub fn compare_contents(before: &Content, after: &Content) -> Vec<Change> {
    changes(&fields::of_content(before), &fields::of_content(after))
}

fn changes(before: &[Field], after: &[Field]) -> Vec<Change> {
    let find =
        |fields: &[Field], path: &str| fields.iter().find(|field| field.path == path).map(|field| field.value.clone());
    let gone = before.iter().filter(|field| find(after, &field.path).is_none());
    let mut list = Vec::new();
    for field in after.iter().chain(gone) {
        let (old, new) = (find(before, &field.path), find(after, &field.path));
        if old != new {
            let segments = segments(old.as_deref().unwrap_or_default(), new.as_deref().unwrap_or_default());
            let Field { path, label, .. } = field;
            list.push(Change { path: path.clone(), label: label.clone(), before: old, after: new, segments });
        }
    }
    list
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::templates::testing::{samples, strategies};
    use crate::templates::{Component, MediaKind, header::Sample};

    fn paths(before: &Template, after: &Template) -> Vec<String> {
        compare(before, after).into_iter().map(|change| change.path).collect()
    }

    #[test]
    fn changed_added_and_removed_fields_are_named() {
        let before = samples::text();
        let mut after = before.clone();
        after.content.ttl_seconds = Some(60);
        for part in &mut after.content.components {
            match part {
                Component::Body(body) => body.text = body.text.take().map(|text| text.replace("Hello", "Dear")),
                Component::Buttons { buttons, .. } => buttons.truncate(3),
                _ => {}
            }
        }
        assert_eq!(
            paths(&before, &after),
            ["body.text", "ttl", "buttons[3]", "buttons[3].text", "buttons[3].phone_number"]
        );
        let change = &compare(&before, &after)[0];
        assert_eq!(change.label, "Body");
        assert_eq!(change.segments[..2], [Segment::Removed("Hello".into()), Segment::Added("Dear".into())]);
    }

    #[test]
    fn cards_have_their_own_fields() {
        let before = samples::carousel();
        let mut after = before.clone();
        if let Some(Component::Carousel { cards, .. }) = after.content.components.last_mut() {
            cards[1].components[1] = samples::body("Something else for everybody.", &[]);
        }
        assert_eq!(paths(&before, &after), ["carousel[1].body.text", "carousel[1].body.example.1"]);
        assert_eq!(compare(&before, &after)[0].label, "Card 2: body");
    }

    #[test]
    fn another_address_of_a_sample_is_no_change_but_a_new_file_is() {
        let with = |sample| {
            let media = crate::templates::Media { kind: MediaKind::Image, samples: vec![sample] };
            let mut template = samples::media(MediaKind::Image);
            template.content.components[0] = samples::header(crate::templates::HeaderKind::Media(media));
            template
        };
        let (one, other) = (with(Sample::Address("https://a".into())), with(Sample::Address("https://b".into())));
        assert!(compare(&one, &other).is_empty());
        assert_eq!(paths(&one, &with(Sample::Handle("4::a".into()))), ["header.example"]);
    }

    proptest! {
        #[test]
        fn only_what_differs_is_listed(before in strategies::templates(), after in strategies::templates()) {
            prop_assert!(compare(&before, &before).is_empty());
            for change in compare(&before, &after) {
                prop_assert_ne!(&change.before, &change.after);
            }
        }
    }
}
