//! The one validator of profiles: what Meta would refuse is named before it is sent, beside its field. A field that
//! stays as Meta has it is not sent, and so not checked.

use serde::{Deserialize, Serialize};

use super::{Field, Profile};
use crate::closed_enum;
use crate::templates::parameters::length;
use crate::text::is_of_a_word;
use crate::web_address::{host, is_dotted};

closed_enum! {
    /// What a finding is about.
    pub enum Rule {
        Missing = "missing" => "It cannot be empty",
        TooLong = "too_long" => "It is too long",
        OneLine = "one_line" => "It is one line",
        EmailInvalid = "email_invalid" => "It is no e-mail address",
        WebsiteInvalid = "website_invalid" => "It is no address on the web",
        CategoryUnknown = "category_unknown" => "Meta does not take it",
    }
}

/// Something about a profile that has to be changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The field.
    pub field: Field,
    /// What it is about.
    pub rule: Rule,
    /// What to change, with figures.
    pub message: String,
}

/// The most characters of a field (Meta, "Business profiles"); `None` where no text is typed.
pub const fn limit(field: Field) -> Option<usize> {
    match field {
        Field::About => Some(139),
        Field::Description => Some(512),
        Field::Address | Field::FirstWebsite | Field::SecondWebsite => Some(256),
        Field::Email => Some(128),
        Field::Vertical | Field::Picture => None,
    }
}

/// Everything about `after` that Meta would refuse, in the order of the form; at most one finding for each field.
pub fn validate(before: &Profile, after: &Profile) -> Vec<Finding> {
    let is_new = |field: &&Field| before.text(**field) != after.text(**field);
    Field::ALL.iter().filter(is_new).filter_map(|field| check(*field, before, after)).collect()
}

fn check(field: Field, before: &Profile, after: &Profile) -> Option<Finding> {
    let text = after.text(field);
    let found = |rule: Rule, message: &str| Some(Finding { field, rule, message: message.to_owned() });
    if field == Field::About && text.is_empty() && !before.about.is_empty() {
        return found(Rule::Missing, "Write a short text: once there is one, Meta does not let it be empty.");
    }
    if text.is_empty() {
        return None;
    }
    if let Some(most) = limit(field).filter(|most| *most < length(text)) {
        return found(Rule::TooLong, &format!("Shorten it: it has {} characters and may have {most}.", length(text)));
    }
    if field != Field::Description && text.chars().any(char::is_control) {
        return found(Rule::OneLine, "Write it in one line.");
    }
    match field {
        Field::Email if !is_email(text) => {
            found(Rule::EmailInvalid, "Enter an e-mail address such as name@example.com.")
        }
        Field::FirstWebsite | Field::SecondWebsite if !is_website(text) => found(
            Rule::WebsiteInvalid,
            "Enter a whole address that begins with https:// or http://, such as https://example.com.",
        ),
        Field::Vertical if !after.vertical.as_ref().is_some_and(super::Vertical::can_be_chosen) => {
            found(Rule::CategoryUnknown, "Choose a category from the list.")
        }
        _ => None,
    }
}

/// Less exact than [`crate::email::Email`], whose tables of letters a browser would have to load.
fn is_email(text: &str) -> bool {
    let Some((name, host)) = text.rsplit_once('@') else { return false };
    let is_name = !name.is_empty() && !name.contains(|c: char| c.is_whitespace() || "@<>()[],;:\\\"".contains(c));
    is_name && is_dotted(host) && host.chars().all(|c| is_of_a_word(c) || c == '-' || c == '.')
}

fn is_website(text: &str) -> bool {
    is_dotted(host(text)) && !text.contains(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::Vertical;

    fn found(field: Field, text: &str) -> Option<Rule> {
        let before = Profile { about: "Open".to_owned(), ..Profile::default() };
        let mut after = before.clone();
        after.set(field, text);
        let findings = validate(&before, &after);
        assert!(findings.iter().all(|finding| finding.field == field), "{findings:?}");
        assert!(findings.len() <= 1, "{findings:?}");
        findings.first().map(|finding| finding.rule)
    }

    #[test]
    fn texts_are_counted_in_characters() {
        for field in Field::ALL {
            let Some(most) = limit(*field) else { continue };
            let text = |length: usize| match field {
                Field::Email => format!("{}@cafe.example", "ü".repeat(length - 13)),
                Field::FirstWebsite | Field::SecondWebsite => format!("https://a.example/{}", "ü".repeat(length - 18)),
                _ => "é".repeat(length),
            };
            assert_eq!(found(*field, &text(most)), None, "{field}");
            assert_eq!(found(*field, &text(most + 1)), Some(Rule::TooLong), "{field}");
        }
    }

    #[test]
    fn the_figures_are_told() {
        let after = Profile { about: "a".repeat(150), ..Profile::default() };
        assert_eq!(
            validate(&Profile::default(), &after)[0].message,
            "Shorten it: it has 150 characters and may have 139."
        );
    }

    #[test]
    fn an_about_text_cannot_be_taken_away_again() {
        assert_eq!(found(Field::About, ""), Some(Rule::Missing));
        assert_eq!(validate(&Profile::default(), &Profile::default()), []);
    }

    #[test]
    fn everything_else_can_be_emptied() {
        let before = Profile {
            about: "Open".to_owned(),
            description: "A café".to_owned(),
            vertical: Some(Vertical::Restaurant),
            address: "Kai 1".to_owned(),
            email: "a@b.example".to_owned(),
            websites: ["https://a.example".to_owned(), "https://b.example".to_owned()],
        };
        let after = Profile { about: "Open".to_owned(), ..Profile::default() };
        assert_eq!(validate(&before, &after), []);
    }

    #[test]
    fn only_the_description_has_several_lines() {
        assert_eq!(found(Field::Description, "One\nTwo"), None);
        assert_eq!(found(Field::About, "One\nTwo"), Some(Rule::OneLine));
        assert_eq!(found(Field::Address, "One\nTwo"), Some(Rule::OneLine));
    }

    #[test]
    fn addresses_are_checked() {
        for good in ["name@example.com", "a.b+c@sub.example.com", "büro@käse.example"] {
            assert_eq!(found(Field::Email, good), None, "{good}");
        }
        for wrong in
            ["name", "@example.com", "name@", "name@example", "a b@example.com", "a@b@example.com", "a@ex ample.com"]
        {
            assert_eq!(found(Field::Email, wrong), Some(Rule::EmailInvalid), "{wrong}");
        }
        for good in ["https://example.com", "http://example.com/a?b=c", "https://user@example.com:8080"] {
            assert_eq!(found(Field::FirstWebsite, good), None, "{good}");
        }
        for wrong in [
            "example.com",
            "www.example.com",
            "ftp://example.com",
            "https://",
            "https://localhost",
            "https://exa mple.com",
        ] {
            assert_eq!(found(Field::SecondWebsite, wrong), Some(Rule::WebsiteInvalid), "{wrong}");
        }
    }

    #[test]
    fn a_category_that_meta_does_not_take_stays_only_where_it_is() {
        assert_eq!(found(Field::Vertical, "RETAIL"), None);
        assert_eq!(found(Field::Vertical, "NOT_A_BIZ"), Some(Rule::CategoryUnknown));
        assert_eq!(found(Field::Vertical, "PIRATES"), Some(Rule::CategoryUnknown));
        let old = Profile { vertical: Some(Vertical::NotABusiness), ..Profile::default() };
        assert_eq!(validate(&old, &Profile { email: "a@b.example".to_owned(), ..old.clone() }), []);
    }
}
