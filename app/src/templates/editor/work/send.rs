//! Sending a template for review.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;

use super::super::model::id_of;
use super::super::save::{Sent, submit_draft};
use super::super::state::{Editor, Keeping, Showing};
use super::browser::{focus_soon, tab};
use crate::error::AppError;

/// Sends it, or leads to what is in the way. `navigate` opens a page.
pub(in super::super) fn send(editor: Editor, navigate: impl Fn(&str, NavigateOptions) + 'static) {
    editor.showing.set(Showing::All);
    if 0 < editor.errors() {
        focus_soon("left".to_owned());
        return;
    }
    if editor.sending.get_untracked() {
        return;
    }
    editor.sending.set(true);
    editor.failure.set(None);
    let template = editor.tidied();
    let id = editor.data.with_value(|data| data.id.clone());
    spawn_local(async move {
        let outcome = submit_draft(id.clone(), template.clone()).await;
        if matches!(outcome, Ok(Sent::Done(_))) {
            tab::forget(&id);
        }
        // The page may be another one by now.
        if editor.sending.try_set(false).is_some() {
            return;
        }
        match outcome {
            Ok(Sent::Done(template)) => {
                editor.keeping.set(Keeping::Kept);
                navigate(&format!("/templates/{template}?notice=sent"), NavigateOptions::default());
            }
            Ok(Sent::Findings(findings)) => {
                editor.keeping.set(Keeping::Kept);
                editor.tell(&template, findings);
                focus_soon("left".to_owned());
            }
            Ok(Sent::Refused(refused)) => {
                editor.keeping.set(Keeping::Kept);
                let target = if refused.field.is_empty() { "refused".to_owned() } else { id_of(&refused.field) };
                editor.refused.set(Some(refused));
                focus_soon(target);
            }
            Err(error) => {
                if error == AppError::SignInRequired {
                    tab::put(&id, &template);
                    editor.keeping.set(Keeping::SignedOut);
                }
                editor.failure.set(Some(error.to_string()));
                focus_soon("failure".to_owned());
            }
        }
    });
}
