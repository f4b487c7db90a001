//! What is left to do, how far keeping is, and the button that sends.

use std::time::Duration;

use domain::state::Tone;
use domain::templates::validate::{Finding, Severity};
use leptos::prelude::*;
use leptos_router::NavigateOptions;

use super::super::model::id_of;
use super::super::state::{Editor, Keeping, Showing};
use super::super::work::keeper::Keeper;
use super::super::work::send::send;
use super::control::wish;
use crate::ui::{Glyph, Notice};

/// What concerns the whole page: Meta's refusal, a session that has ended, a try to send that failed.
pub(super) fn notices(editor: Editor, keeper: Keeper) -> impl IntoView {
    let refused = move || {
        editor.refused.get().map(|refused| {
            view! {
                <Notice tone=Tone::Critical>
                    <div id="refused" tabindex="-1">
                        <h3>{format!("Meta has not taken it: {}", refused.title)}</h3>
                        <p dir="auto">{refused.message}</p>
                    </div>
                </Notice>
            }
        })
    };
    let failure = move || {
        editor.failure.get().map(|words| {
            view! { <Notice tone=Tone::Caution><p id="failure" tabindex="-1">{words}</p></Notice> }
        })
    };
    let signed_out = move || {
        (editor.keeping.get() == Keeping::SignedOut).then(|| {
            view! {
                <Notice tone=Tone::Caution>
                    <div>
                        <h3>"You are signed out"</h3>
                        <p>"What you wrote is safe in this tab. "<a href="/sign-in" target="_blank" rel="external noopener">"Sign in in another tab"</a>", then save it here."</p>
                        <button type="button" class="btn small" on:click=move |_| keeper.keep_now()>"Save now"</button>
                    </div>
                </Notice>
            }
        })
    };
    view! { {refused}{failure}{signed_out} }
}

/// What Meta would or might refuse, with links to the fields.
pub(super) fn left(editor: Editor) -> impl IntoView {
    let shown = Memo::new(move |_| editor.showing.get() == Showing::All && editor.findings.with(|all| !all.is_empty()));
    let of = move |severity: Severity| {
        editor
            .findings
            .with(|all| all.iter().filter(|finding| finding.severity == severity).cloned().collect::<Vec<_>>())
    };
    let errors = move || group(of(Severity::Error), "Meta refuses it until this is changed");
    let warnings = move || group(of(Severity::Warning), "Meta may reject it");
    view! {
        <div id="left" class="left" tabindex="-1" role="group" aria-label="What is left to do">
            {move || shown.get().then(|| view! { {errors}{warnings} })}
        </div>
    }
}

fn group(findings: Vec<Finding>, title: &'static str) -> Option<impl IntoView> {
    let tone = if findings.iter().any(|finding| finding.severity == Severity::Error) { "stop" } else { "act" };
    let items = findings.iter().map(|finding| {
        let href = format!("#{}", id_of(&finding.path));
        view! { <li><a href=href rel="external">{finding.message.clone()}</a></li> }
    });
    let items = items.collect_view();
    let glyph = if tone == "stop" { Glyph::Stop } else { Glyph::Act };
    (!findings.is_empty()).then(|| {
        view! { <div class=format!("notice {tone}")>{glyph.view()}<div><h2>{title}</h2><ul>{items}</ul></div></div> }
    })
}

/// The line at the end of the form, always in sight.
pub(super) fn bar(
    editor: Editor,
    keeper: Keeper,
    navigate: impl Fn(&str, NavigateOptions) + Clone + 'static,
) -> impl IntoView {
    let errors = Memo::new(move |_| editor.errors());
    let words = move || match errors.get() {
        _ if editor.sending.get() => "Sending to Meta".to_owned(),
        0 => "Send for review".to_owned(),
        1 => "Send for review: 1 thing left".to_owned(),
        count => format!("Send for review: {count} things left"),
    };
    let press = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        send(editor, navigate.clone());
    };
    view! {
        <div class="send">
            {state(editor, keeper)}
            <div class="btns">
                // Where the preview stands beneath the form.
                <a class="btn to-preview" href="#preview" rel="external">{Glyph::Phone.view()}"Preview"</a>
                <span class="no-script">{wish(editor, "save", "Save and show", "btn", None, Some(keeper))}</span>
                <button
                    class="btn primary"
                    name="do"
                    value="send"
                    aria-disabled=move || editor.sending.get().then_some("true")
                    on:click=press
                >
                    {words}
                </button>
            </div>
        </div>
    }
}

/// How often the age of what is kept is told anew.
const STEP: u32 = 10;

/// "Saved", and how long ago; "Saving"; or why not.
fn state(editor: Editor, keeper: Keeper) -> impl IntoView {
    let age = RwSignal::new(0_u32);
    Effect::new(move |_| {
        if editor.keeping.get() == Keeping::Kept {
            age.set(0);
        }
    });
    Effect::new(move |_| {
        let grow = move || {
            age.try_update(|age| *age += STEP);
        };
        if let Ok(timer) = set_interval_with_handle(grow, Duration::from_secs(u64::from(STEP))) {
            on_cleanup(move || timer.clear());
        }
    });
    let words = move || match editor.keeping.get() {
        Keeping::Kept => "Saved".to_owned(),
        Keeping::Waiting | Keeping::OnTheWay => "Saving".to_owned(),
        Keeping::Failed(why) => format!("Not saved: {why}"),
        Keeping::SignedOut => "Not saved: you are signed out.".to_owned(),
    };
    let again = move || {
        matches!(editor.keeping.get(), Keeping::Failed(_) | Keeping::SignedOut).then(|| {
            view! { <button type="button" class="btn small" on:click=move |_| keeper.keep_now()>"Try again"</button> }
        })
    };
    // Beside the words that are read out, because it changes all the time.
    let ago = move || match age.get() {
        _ if editor.keeping.get() != Keeping::Kept => String::new(),
        0 => String::new(),
        seconds if seconds < 60 => format!(" {seconds} s ago"),
        seconds => format!(" {} min ago", seconds / 60),
    };
    view! { <p class="kept"><span role="status">{words}</span><span aria-hidden="true">{ago}</span>{again}</p> }
}
