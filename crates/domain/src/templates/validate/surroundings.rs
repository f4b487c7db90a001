//! What has to be known beside the template itself.

use serde::{Deserialize, Serialize};

use crate::Timestamp;
use crate::meta::{BusinessVerification, NameStatus};
use crate::templates::{Category, Language, Template};

/// What else the account has. Whatever is not known is left out: nothing is then found about it. The template that is
/// being edited does not belong here.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Surroundings {
    /// Names that are taken, each in a language.
    pub taken: Vec<(String, Language)>,
    /// Names that a deletion still blocks.
    pub locked: Vec<LockedName>,
    /// Texts of other templates. Meta refuses a second one with the same body and footer; which languages it compares
    /// is not said. Languages of one name are one template here: `en_US` and `en_GB` mostly say the same.
    pub texts: Vec<OtherText>,
    /// How many templates the account has; each language counts.
    pub count: Option<u32>,
    /// How many it may have: [`Surroundings::LIMIT`] or [`Surroundings::LIMIT_VERIFIED`].
    pub limit: Option<u32>,
    /// How many were created in the last hour.
    pub created_last_hour: Option<u32>,
}

impl Surroundings {
    /// Templates of an account whose business is not verified (Meta, templates overview).
    pub const LIMIT: u32 = 250;
    /// Templates of an account whose business is verified and that has a number with an approved display name.
    pub const LIMIT_VERIFIED: u32 = 6000;
    /// New templates in an hour (Meta, templates overview).
    pub const CREATIONS_PER_HOUR: u32 = 100;

    /// Nothing is known, as in a browser that has not asked.
    pub fn unknown() -> Self {
        Self::default()
    }

    /// How many templates an account may have, from the verification of its business and the reviews of its numbers'
    /// display names; `None` where Meta has not said what decides it.
    pub fn limit_of<'a>(
        verification: Option<&BusinessVerification>,
        names: impl IntoIterator<Item = Option<&'a NameStatus>>,
    ) -> Option<u32> {
        match verification? {
            BusinessVerification::Verified => {}
            BusinessVerification::Other(_) => return None,
            _ => return Some(Self::LIMIT),
        }
        let mut is_known = true;
        for name in names {
            match name {
                Some(NameStatus::Approved | NameStatus::AvailableWithoutReview) => return Some(Self::LIMIT_VERIFIED),
                None | Some(NameStatus::Other(_)) => is_known = false,
                Some(_) => {}
            }
        }
        is_known.then_some(Self::LIMIT)
    }
}

/// A name that a deletion blocks: 30 days long if it was approved (Meta, template management; subcode 2388023).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LockedName {
    /// The name.
    pub name: String,
    /// The language; `None` for all of them.
    pub language: Option<Language>,
    /// When it ends, if that is known.
    pub until: Option<Timestamp>,
}

/// What another template says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OtherText {
    /// Its name.
    pub name: String,
    /// Its body.
    pub body: String,
    /// Its footer; empty where it has none.
    pub footer: String,
}

impl OtherText {
    /// Of a template; `None` where it says nothing that could be another's.
    pub fn of(template: &Template) -> Option<Self> {
        let (body, footer) = wording(template)?;
        Some(Self { name: template.name.clone(), body: body.to_owned(), footer: footer.to_owned() })
    }
}

/// What two templates of an account may not both say: the body and the footer, which may be empty. `None` without a
/// body, and for authentication, whose text is Meta's own (Meta, template review: "not for AUTHENTICATION").
pub fn wording(template: &Template) -> Option<(&str, &str)> {
    if template.category == Category::Authentication {
        return None;
    }
    let body = template.content.body()?.text.as_deref().filter(|body| !body.trim().is_empty())?;
    let footer = template.content.footer().and_then(|footer| footer.text.as_deref());
    Some((body, footer.unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::templates::button::OtpKind;
    use crate::templates::testing::samples;

    #[test]
    fn the_limit_follows_from_the_business_and_a_display_name() {
        let verified = BusinessVerification::Verified;
        let (approved, declined) = (NameStatus::Approved, NameStatus::Declined);
        let (odd_name, odd) = (NameStatus::from("NEW"), BusinessVerification::from("new"));
        for (verification, names, limit) in [
            (None, vec![Some(&approved)], None),
            (Some(&odd), vec![Some(&approved)], None),
            (Some(&BusinessVerification::Pending), vec![Some(&approved)], Some(250)),
            (Some(&verified), vec![Some(&declined), None, Some(&approved)], Some(6000)),
            (Some(&verified), vec![Some(&NameStatus::AvailableWithoutReview)], Some(6000)),
            (Some(&verified), vec![Some(&declined)], Some(250)),
            (Some(&verified), vec![Some(&declined), None], None),
            (Some(&verified), vec![Some(&odd_name)], None),
            (Some(&verified), vec![], Some(250)),
        ] {
            assert_eq!(Surroundings::limit_of(verification, names.clone()), limit, "{verification:?} {names:?}");
        }
    }

    #[test]
    fn only_words_of_ones_own_can_be_anothers() {
        let text = samples::text();
        assert!(wording(&text).is_some_and(|(body, footer)| body.starts_with("Hello") && footer.starts_with("Reply")));
        assert_eq!(wording(&samples::authentication(OtpKind::CopyCode)), None);
        let mut silent = text;
        silent.content.components.clear();
        assert_eq!(OtherText::of(&silent), None);
    }
}
