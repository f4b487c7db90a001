//! What the form knows while somebody writes: the profile, and what follows from it.

use domain::profile::{Change, Field, Finding, Profile, changes, validate};
use leptos::prelude::*;

use super::load::ProfileForm;
use crate::form::{FormState, Refusal};

/// The form. Every view has a copy of it.
#[derive(Clone, Copy)]
pub(super) struct Editing {
    /// What the person wants.
    pub wanted: RwSignal<Profile>,
    /// Without spaces around it.
    pub tidied: Memo<Profile>,
    /// What differs.
    pub changes: Memo<Vec<Change>>,
    findings: Memo<Vec<Finding>>,
    first: StoredValue<Profile>,
    refused: StoredValue<FormState>,
}

/// The fields beside which a refusal can stand.
const FIELDS: &[&str] = &["about", "description", "vertical", "address", "email", "website_1", "website_2"];

impl Editing {
    /// A form as it is opened.
    pub(super) fn new(form: &ProfileForm, refusal: Option<&Refusal>) -> Self {
        let (base, first) = (StoredValue::new(form.base.clone()), StoredValue::new(form.wanted.clone()));
        let wanted = RwSignal::new(form.wanted.clone());
        let tidied = Memo::new(move |_| wanted.with(Profile::tidied));
        let findings = Memo::new(move |_| tidied.with(|after| base.with_value(|base| validate(base, after))));
        let changes = Memo::new(move |_| tidied.with(|after| base.with_value(|base| changes(base, after))));
        let refused = StoredValue::new(FormState::new(super::act::FORM, FIELDS, refusal));
        Self { wanted, tidied, changes, findings, first, refused }
    }

    /// The text of a field when the form was opened.
    pub(super) fn at_first(self, field: Field) -> String {
        self.first.with_value(|first| first.text(field).to_owned())
    }

    /// Writes what was typed.
    pub(super) fn write(self, field: Field, text: &str) {
        self.wanted.update(|wanted| wanted.set(field, text));
    }

    /// What is wrong with a field: what the hub finds, or what Meta has said about the text as it was.
    pub(super) fn error(self, field: Field) -> Signal<Option<String>> {
        Signal::derive(move || {
            let found = self.findings.with(|findings| {
                findings.iter().find(|finding| finding.field == field).map(|finding| finding.message.clone())
            });
            let is_as_refused =
                self.wanted.with(|wanted| self.first.with_value(|first| first.text(field) == wanted.text(field)));
            let refused = || self.refused.with_value(|refused| refused.error(field.code()));
            found.or_else(|| if is_as_refused { refused() } else { None })
        })
    }

    /// A refusal that is about none of the fields, above the form.
    pub(super) fn notice(self) -> AnyView {
        self.refused.with_value(FormState::notice).into_any()
    }
}
