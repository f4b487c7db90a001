//! Initials in place of a picture.

use domain::text::is_of_a_word;
use leptos::prelude::*;

/// Whose.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AvatarShape {
    /// A person's: round.
    #[default]
    Person,
    /// An organisation's: square.
    Organisation,
}

/// How large.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AvatarSize {
    /// 24 px.
    #[default]
    Normal,
    /// 40 px.
    Big,
}

/// Initials on a quiet ground that stays the same for the same name. The name itself stands beside it.
#[component]
pub fn Avatar(
    /// Name of the person or the organisation.
    name: String,
    /// Whose.
    #[prop(optional)]
    shape: AvatarShape,
    /// How large.
    #[prop(optional)]
    size: AvatarSize,
) -> impl IntoView {
    let mut class = format!("av h{}", hue(&name));
    if shape == AvatarShape::Organisation {
        class.push_str(" org");
    }
    if size == AvatarSize::Big {
        class.push_str(" big");
    }
    // Drawn by the style sheet: as text the letters would have to be part of the name of a button they stand in.
    view! { <span class=class data-i=initials(&name, shape) aria-hidden="true"></span> }
}

/// One of the six grounds of the style sheet.
fn hue(name: &str) -> u32 {
    name.bytes().fold(0u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(u32::from(byte))) % 6
}

/// The style sheet makes them large: the tables for that would weigh as much as a small page.
fn initials(name: &str, shape: AvatarShape) -> String {
    let mut letters = name.split_whitespace().filter_map(|word| word.chars().find(|letter| is_of_a_word(*letter)));
    let first = letters.next();
    let last = match shape {
        AvatarShape::Person => letters.next_back(),
        AvatarShape::Organisation => None,
    };
    first.into_iter().chain(last).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_have_two_letters_and_organisations_one() {
        assert_eq!(initials("Ada Maria Lovelace", AvatarShape::Person), "AL");
        assert_eq!(initials("дмитрий иванов", AvatarShape::Person), "ди");
        assert_eq!(initials("Ada", AvatarShape::Person), "A");
        assert_eq!(initials("«Полярная звезда»", AvatarShape::Organisation), "П");
        assert_eq!(initials("", AvatarShape::Person), "");
    }

    #[test]
    fn the_ground_depends_on_the_name_alone() {
        assert_eq!(hue("Nordlicht"), hue("Nordlicht"));
        assert_ne!(hue("Ada"), hue("Bob"));
        assert!(["", "a", "Nordlicht", "مطعم"].iter().all(|name| hue(name) < 6));
    }
}
