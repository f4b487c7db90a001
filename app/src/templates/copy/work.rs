//! The work of copying, account by account.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{HtmlButtonElement, HtmlFormElement, HtmlInputElement};

use super::{Copied, copy_template};

/// Copies one account after the other, so that the page can say how far it is.
#[derive(Clone, Copy)]
pub(super) struct Copying {
    id: StoredValue<String>,
    /// True while it goes on.
    pub busy: RwSignal<bool>,
    wanted: RwSignal<usize>,
    /// What became of those that are through.
    pub done: RwSignal<Vec<Copied>>,
    failed: RwSignal<Option<String>>,
}

impl Copying {
    /// What a form without a script has done is there at once.
    pub(super) fn new(id: String, done: Vec<Copied>) -> Self {
        Self {
            id: StoredValue::new(id),
            busy: RwSignal::new(false),
            wanted: RwSignal::new(done.len()),
            done: RwSignal::new(done),
            failed: RwSignal::new(None),
        }
    }

    /// How far it is, or what came of it.
    pub(super) fn words(self) -> Option<String> {
        if let Some(failed) = self.failed.get() {
            return Some(failed);
        }
        let (done, wanted) = (self.done.read().len(), self.wanted.get());
        let refused = self.done.read().iter().filter(|copied| copied.refusal.is_some()).count();
        match (wanted, self.busy.get(), refused) {
            (0, false, _) => None,
            (0, true, _) | (_, true, _) => Some(format!("{done} of {wanted} accounts")),
            (_, false, 0) => Some(format!("Copied to {done} of {wanted} accounts.")),
            (_, false, _) => Some(format!("Copied to {} of {wanted} accounts; {refused} refused.", done - refused)),
        }
    }

    /// Copies to the accounts that are ticked.
    pub(super) fn start(self, event: &leptos::ev::SubmitEvent) {
        event.prevent_default();
        let chosen = chosen(event);
        if self.busy.get_untracked() {
            return;
        }
        if chosen.is_empty() {
            self.failed.set(Some("Choose at least one account.".to_owned()));
            return;
        }
        self.failed.set(None);
        self.done.set(Vec::new());
        self.wanted.set(chosen.len());
        self.busy.set(true);
        spawn_local(async move {
            for account in chosen {
                let Some(id) = self.id.try_get_value() else { return };
                match copy_template(id, vec![account]).await {
                    Ok(copied) => {
                        self.done.try_update(|done| done.extend(copied));
                    }
                    Err(error) => {
                        self.failed.try_set(Some(error.to_string()));
                        break;
                    }
                }
            }
            self.busy.try_set(false);
        });
    }
}

/// The accounts that are ticked.
fn chosen(event: &leptos::ev::SubmitEvent) -> Vec<String> {
    let form = event.target().and_then(|target| target.dyn_into::<HtmlFormElement>().ok());
    let Some(form) = form else { return Vec::new() };
    boxes(&form).filter(HtmlInputElement::checked).map(|input| input.value()).collect()
}

/// The boxes of the form's accounts.
fn boxes(form: &HtmlFormElement) -> impl Iterator<Item = HtmlInputElement> + use<> {
    let elements = form.elements();
    (0..elements.length())
        .filter_map(move |index| elements.item(index)?.dyn_into::<HtmlInputElement>().ok())
        .filter(|input| input.type_() == "checkbox")
}

/// Ticks every account of the form that is not out of sight.
pub(super) fn tick_shown(event: &leptos::ev::MouseEvent) {
    let button = event.current_target().and_then(|target| target.dyn_into::<HtmlButtonElement>().ok());
    let Some(form) = button.and_then(|button| button.form()) else { return };
    for input in boxes(&form).filter(|input| input.closest("[hidden]").is_ok_and(|hidden| hidden.is_none())) {
        input.set_checked(true);
    }
}
