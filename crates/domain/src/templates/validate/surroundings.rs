//! What has to be known beside the template itself.

use serde::{Deserialize, Serialize};

use crate::Timestamp;
use crate::templates::Language;

/// What else the account has. Whatever is not known is left out: nothing is then found about it. The template that is
/// being edited does not belong here.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Surroundings {
    /// Names that are taken, each in a language.
    pub taken: Vec<(String, Language)>,
    /// Names that a deletion still blocks.
    pub locked: Vec<LockedName>,
    /// Texts of other templates. Meta refuses a second one with the same body and footer.
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
    /// Its footer.
    pub footer: Option<String>,
}
