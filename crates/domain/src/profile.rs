//! The business profile of a number: what everybody who writes with it sees (Meta, "Business profiles").

mod changes;
pub mod picture;
mod validate;
mod vertical;

pub use changes::{Change, Merged, changes, merge};
pub use validate::{Finding, Rule, limit, validate};
pub use vertical::Vertical;

use serde::{Deserialize, Serialize};

use crate::closed_enum;

/// Websites that a profile has at most.
pub const WEBSITES: usize = 2;

closed_enum! {
    /// A field of the profile, by its name in the form, in the order of the form.
    pub enum Field {
        About = "about" => "About",
        Description = "description" => "Description",
        Vertical = "vertical" => "Category",
        Address = "address" => "Address",
        Email = "email" => "E-mail",
        FirstWebsite = "website_1" => "Website",
        SecondWebsite = "website_2" => "Second website",
        Picture = "picture" => "Picture",
    }
}

/// What people write into a profile. An empty text is a field that is not there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    /// A short text at the end of the profile, under the number.
    pub about: String,
    /// What the business is, right below the picture.
    pub description: String,
    /// What kind of business it is; `None` where nobody has chosen.
    pub vertical: Option<Vertical>,
    /// Where it is.
    pub address: String,
    /// Where it gets e-mail.
    pub email: String,
    /// Its websites.
    pub websites: [String; WEBSITES],
}

/// A profile as Meta has it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Published {
    /// What people wrote.
    pub profile: Profile,
    /// Address of the picture, which ends after some time and is another one at the next reading.
    pub picture: Option<String>,
}

impl Profile {
    /// The text of a field as it stands in the form; the picture has none.
    pub fn text(&self, field: Field) -> &str {
        let [first, second] = &self.websites;
        match field {
            Field::About => &self.about,
            Field::Description => &self.description,
            Field::Vertical => self.vertical.as_ref().map_or("", Vertical::code),
            Field::Address => &self.address,
            Field::Email => &self.email,
            Field::FirstWebsite => first,
            Field::SecondWebsite => second,
            Field::Picture => "",
        }
    }

    /// Writes what was typed into a field.
    pub fn set(&mut self, field: Field, text: &str) {
        let [first, second] = &mut self.websites;
        let place = match field {
            Field::About => &mut self.about,
            Field::Description => &mut self.description,
            Field::Address => &mut self.address,
            Field::Email => &mut self.email,
            Field::FirstWebsite => first,
            Field::SecondWebsite => second,
            Field::Vertical => {
                self.vertical = Vertical::chosen(text);
                return;
            }
            Field::Picture => return,
        };
        text.clone_into(place);
    }

    /// Without spaces around the texts, and with the line breaks that Meta has.
    pub fn tidied(&self) -> Self {
        let tidy = |text: &str| text.trim().replace("\r\n", "\n");
        let websites = self.websites.clone().map(|website| tidy(&website));
        Self {
            about: tidy(&self.about),
            description: tidy(&self.description),
            vertical: self.vertical.clone(),
            address: tidy(&self.address),
            email: tidy(&self.email),
            websites,
        }
    }

    /// With the first website before the second, as Meta has them.
    pub fn ordered(mut self) -> Self {
        if self.websites.first().is_some_and(String::is_empty) {
            self.websites.reverse();
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_set_is_read_back() {
        let mut profile = Profile::default();
        for field in Field::ALL {
            profile.set(*field, "RETAIL");
            let expected = if *field == Field::Picture { "" } else { "RETAIL" };
            assert_eq!(profile.text(*field), expected, "{field}");
        }
        profile.set(Field::Vertical, "");
        assert_eq!(profile.vertical, None);
    }

    #[test]
    fn a_tidied_profile_has_no_spaces_around_and_no_gap() {
        let untidy = Profile {
            about: " Open \u{a0}".to_owned(),
            description: "One\r\nTwo\r\n".to_owned(),
            websites: [" ".to_owned(), " https://cafe.example ".to_owned()],
            ..Profile::default()
        };
        let tidy = untidy.tidied().ordered();
        assert_eq!((tidy.about.as_str(), tidy.description.as_str()), ("Open", "One\nTwo"));
        assert_eq!(tidy.websites, ["https://cafe.example".to_owned(), String::new()]);
        assert_eq!(tidy.tidied().ordered(), tidy);
    }
}
