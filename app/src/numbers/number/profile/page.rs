//! The page of the profile.

use domain::profile::Change;
use domain::state::Tone;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::differences::differences;
use super::editing::Editing;
use super::fields::fields;
use super::load::{Pictures, ProfileData, ProfileForm, load_business_profile};
use super::preview::preview;
use super::{DiscardProfile, KeepProfile, address};
use crate::numbers::number::header::{Page, header};
use crate::numbers::number::page::{number_in_address, titled};
use crate::numbers::number::{Head, gone};
use crate::ui::{Button, ButtonKind, Card, LinkButton, LinkTarget, Notice, NoticeFromQuery, NoticeText};

/// The profile of a number.
pub(crate) fn screen() -> AnyView {
    let number = number_in_address();
    let page = Resource::new(move || number.get(), load_business_profile);
    let title = RwSignal::new(String::new());
    view! {
        <div class="page">
            <NoticeFromQuery words=notices/>
            <Transition>
                {move || Suspend::new(async move {
                    match page.await {
                        Ok(data) => {
                            let words = format!("Profile · {}", data.head.number);
                            titled(title, words, profile(data).into_any())
                        }
                        Err(error) => titled(title, gone::title(&error).to_owned(), gone::view(&error)),
                    }
                })}
            </Transition>
        </div>
    }
    .into_any()
}

fn notices(code: &str) -> Option<NoticeText> {
    let (tone, text) = match code {
        "saved" => (Tone::Positive, "The profile is saved. Phones show it within a few minutes."),
        "discarded" => (Tone::Positive, "Your changes are thrown away. The profile stays as Meta has it."),
        "picture" => (Tone::Positive, "The new picture is kept. Review your changes to save it."),
        "findings" => (Tone::Caution, "Meta would refuse what is marked below. Change it, and review again."),
        _ => return None,
    };
    Some(NoticeText { tone, text })
}

fn profile(data: ProfileData) -> impl IntoView {
    let failure = data.failure.clone().map(|sentence| unreached(sentence, &data.head));
    let content = data.form.as_ref().map(|form| content(&data, form).into_any());
    view! {
        {header(&data.head, Page::Profile)}
        {failure}
        {content}
    }
}

/// Meta did not give the profile.
fn unreached(sentence: String, head: &Head) -> impl IntoView + use<> {
    let again = address(&head.id);
    view! {
        <Notice tone=Tone::Caution>
            <div>
                <p>"The profile could not be read from Meta. "{sentence}</p>
                <LinkButton href=again target=LinkTarget::Server>"Try again"</LinkButton>
            </div>
        </Notice>
    }
}

fn content(data: &ProfileData, form: &ProfileForm) -> impl IntoView + use<> {
    let editing = Editing::new(form, data.refusal.as_ref());
    let base = serde_json::to_string(&form.base).unwrap_or_default();
    let Pictures { current, new } = form.pictures.clone();
    let has_new = new.is_some();
    let number = data.head.id.clone();
    view! {
        {editing.notice()}
        {moved(&data.moved)}
        <div class="editor">
            <div class="stack">
                <form class="stack" id="profile" method="post" action=KeepProfile::PATH novalidate>
                    <input type="hidden" name="number" value=number.clone()/>
                    <input type="hidden" name="base" value=base/>
                    <Card id="fields" title="Business profile"><div><div class="form">{fields(editing)}</div></div></Card>
                    <section class="card part" aria-labelledby="h-changes">
                        <header><h2 id="h-changes">"What changes"</h2></header>
                        <div>{move || what_changes(&editing.changes.get(), has_new)}</div>
                        <footer>
                            <Button kind=ButtonKind::Primary attr:name="then" attr:value="review">"Review changes"</Button>
                        </footer>
                    </section>
                </form>
                {form.is_kept.then(|| discard(number.clone()))}
            </div>
            <aside class="stack" id="preview" aria-label="Preview">
                {preview(editing, &data.head, new.or(current))}
                <div class="btns">
                    <Button attr:form="profile" attr:name="then" attr:value="picture">"Change picture"</Button>
                </div>
            </aside>
        </div>
    }
}

fn what_changes(changes: &[Change], has_new_picture: bool) -> AnyView {
    if changes.is_empty() && !has_new_picture {
        return view! { <p class="hint">"Nothing yet. Nobody sees a change before you have saved it."</p> }.into_any();
    }
    let picture = has_new_picture.then(|| view! { <p>"A new picture."</p> });
    view! { {differences(changes)}{picture} }.into_any()
}

fn moved(changes: &[Change]) -> Option<impl IntoView + use<>> {
    let fields: Vec<&str> = changes.iter().map(|change| change.field.label()).collect();
    let fields = fields.join(", ");
    (!changes.is_empty()).then(|| {
        view! {
            <Notice tone=Tone::Caution>
                <p>"Since you began, somebody has changed this at WhatsApp: "{fields}". What you did not touch follows it; what you wrote stands here as you wrote it."</p>
            </Notice>
        }
    })
}

fn discard(number: String) -> impl IntoView {
    view! {
        <details class="sure">
            <summary class="btn">"Discard changes"</summary>
            <form class="confirm" method="post" action=DiscardProfile::PATH>
                <input type="hidden" name="number" value=number/>
                <p>"What you wrote and a new picture are lost. The profile stays as Meta has it."</p>
                <Button kind=ButtonKind::Danger>"Discard them for good"</Button>
            </form>
        </details>
    }
}
