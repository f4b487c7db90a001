//! What a form shows after it was refused.

use domain::state::Tone;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::error::AppError;
use crate::ui::{Notice, State};

/// Why a form was refused, and what was typed into it, but for secrets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// Which form.
    pub form: String,
    /// Why.
    pub error: AppError,
    /// Fields and what was typed.
    pub values: Vec<(String, String)>,
}

/// One form as it is shown: fresh, or after a refusal.
#[derive(Clone, Debug)]
pub struct FormState {
    refusal: Option<Refusal>,
    fields: &'static [&'static str],
}

impl FormState {
    /// The state of a form with these fields; a refusal of another form on the page is not its own.
    pub fn new(form: &str, fields: &'static [&'static str], refusal: Option<&Refusal>) -> Self {
        Self { refusal: refusal.filter(|refusal| refusal.form == form).cloned(), fields }
    }

    /// The form that was refused, on a page whose forms are nothing but buttons.
    pub fn whichever(refusal: Option<&Refusal>) -> Option<Self> {
        refusal.map(|refusal| Self { refusal: Some(refusal.clone()), fields: &[] })
    }

    /// What is wrong with a field.
    pub fn error(&self, name: &str) -> Option<String> {
        match &self.refusal.as_ref()?.error {
            AppError::Invalid { field, message } if field == name => Some(message.clone()),
            _ => None,
        }
    }

    /// What was typed into a field, or what it holds at first.
    pub fn value(&self, name: &str, at_first: &str) -> String {
        let typed = self.refusal.as_ref().and_then(|refusal| refusal.values.iter().find(|(field, _)| field == name));
        typed.map_or(at_first, |(_, value)| value).to_owned()
    }

    /// Whether the focus begins in this field: it is the one that is wrong.
    pub fn focus(&self, name: &str) -> State {
        State::of(self.error(name).is_some())
    }

    /// As [`FormState::focus`], for the first field of a page that is nothing but this form.
    pub fn focus_first(&self, name: &str) -> State {
        let other_is_wrong = self.fields.iter().any(|field| *field != name && self.error(field).is_some());
        State::of(!other_is_wrong)
    }

    /// The refusal, where it is about none of the fields.
    pub fn notice(&self) -> Option<impl IntoView + use<>> {
        let refusal = self.refusal.as_ref()?;
        let at_field = self.fields.iter().any(|field| self.error(field).is_some());
        if at_field {
            return None;
        }
        let sentence = refusal.error.to_string();
        Some(view! { <Notice tone=Tone::Critical><p>{sentence}</p></Notice> })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(form: &str, error: AppError) -> Refusal {
        Refusal { form: form.to_owned(), error, values: vec![("email".to_owned(), "ada@".to_owned())] }
    }

    #[test]
    fn an_error_stands_at_its_field_and_the_focus_goes_there() {
        let error = AppError::Invalid { field: "password".to_owned(), message: "Wrong.".to_owned() };
        let state = FormState::new("sign-in", &["email", "password"], Some(&refused("sign-in", error)));
        assert_eq!(state.error("password").as_deref(), Some("Wrong."));
        assert_eq!(state.error("email"), None);
        assert_eq!(state.value("email", ""), "ada@");
        assert_eq!((state.focus_first("email"), state.focus("password")), (State::Off, State::On));
        assert!(state.notice().is_none());
    }

    #[test]
    fn an_error_without_a_field_stands_above_the_form() {
        let error = AppError::Refused("Wait.".to_owned());
        let state = FormState::new("sign-in", &["email"], Some(&refused("sign-in", error)));
        assert_eq!(state.focus_first("email"), State::On);
        assert!(state.notice().is_some());
    }

    #[test]
    fn another_form_of_the_page_stays_as_it_was() {
        let state = FormState::new("invite", &["email"], Some(&refused("sign-in", AppError::Forbidden)));
        assert_eq!(state.value("email", "first"), "first");
        assert!(state.notice().is_none());
    }
}
