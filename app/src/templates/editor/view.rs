//! The page of the editor.

mod aside;
mod bar;
mod body;
mod buttons;
mod cards;
mod category;
mod changes;
mod code;
mod control;
mod header;
mod identity;
mod more;
mod parts;
mod section;
mod starters;

use domain::templates::{Category, Component};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_meta::Title;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_params_map, use_query_map};

use super::load::{EditorData, Purpose, load_editor};
use super::model::Place;
use super::save::DiscardDraft;
use super::state::{Editor, Showing};
use super::work::keeper::Keeper;
use crate::form::FormState;
use crate::templates::template::gone;
use crate::ui::{Crumb, DangerZone, EmptyState, Glyph, LinkButton, PageHeader};

/// The editor of a draft.
pub(crate) fn screen() -> AnyView {
    let (params, query, navigate) = (use_params_map(), use_query_map(), use_navigate());
    let id = Memo::new(move |_| params.read().get_str("id").unwrap_or_default().to_owned());
    let data = Resource::new(move || id.get(), load_editor);
    view! {
        <div class="page">
            <Transition>
                {move || {
                    let navigate = navigate.clone();
                    Suspend::new(async move {
                        match data.await {
                            Ok(data) => {
                                let all = query.with_untracked(|query| query.get_str("show") == Some("all"));
                                page(data, if all { Showing::All } else { Showing::Touched }, navigate).into_any()
                            }
                            Err(error) => gone(&error),
                        }
                    })
                }}
            </Transition>
        </div>
    }
    .into_any()
}

/// The page of a draft that was loaded.
pub(super) fn page(
    data: EditorData,
    showing: Showing,
    navigate: impl Fn(&str, NavigateOptions) + Clone + 'static,
) -> impl IntoView {
    let title = data.purpose.title();
    if let Some(template) = &data.sent_as {
        return view! { <Title text=title/>{sent(template)} }.into_any();
    }
    let crumbs = crumbs(&data);
    let line = format!("For the account {}.", data.account);
    let refusal = FormState::new("discard", &[], data.refusal.as_ref()).notice();
    let (id, purpose) = (data.id.clone(), data.purpose);
    let editor = Editor::new(data, showing);
    let keeper = Keeper::start(editor);
    let action = format!("/templates/drafts/{id}/form");
    view! {
        <Title text=title/>
        <PageHeader title=title line crumbs/>
        {refusal}
        {bar::notices(editor, keeper)}
        <div class="editor">
            <div class="stack">
                {(purpose == Purpose::New).then(|| starters::chooser(editor, &action))}
                <form class="stack" id="template" method="post" action=action novalidate>
                    // What the Enter key presses.
                    {control::wish(editor, "save", "Save", "vh", None, Some(keeper))}
                    {bar::left(editor)}
                    {identity::section(editor)}
                    {category::section(editor)}
                    {content(editor)}
                    {more::section(editor)}
                    {changes::section(editor)}
                    {bar::bar(editor, keeper, navigate)}
                </form>
                {discard(editor, id)}
            </div>
            {aside::preview(editor)}
        </div>
    }
    .into_any()
}

/// The parts: those of a one-time password, or those of a message. A part that Meta does not take beside another one is
/// there only where the template has it.
fn content(editor: Editor) -> impl IntoView {
    let is_code = Memo::new(move |_| editor.template.with(|template| template.category == Category::Authentication));
    let has = move |is: fn(&Component) -> bool| {
        Memo::new(move |_| editor.template.with(|template| template.content.components.iter().any(is)))
    };
    let offer = has(|part| matches!(part, Component::Offer(_)));
    let cards = has(|part| matches!(part, Component::Carousel { .. }));
    let call = has(|part| matches!(part, Component::CallPermissionRequest { .. }));
    let (header, footer) =
        (has(|part| matches!(part, Component::Header(_))), has(|part| matches!(part, Component::Footer(_))));
    let buttons = has(|part| matches!(part, Component::Buttons { .. }));
    // As values of their own: a section must not be drawn anew while somebody types the first letter into it.
    let header = Memo::new(move |_| header.get() || !cards.get());
    let footer = Memo::new(move |_| footer.get() || !(cards.get() || offer.get()));
    let buttons = Memo::new(move |_| buttons.get() || !(cards.get() || call.get()));
    move || {
        if is_code.get() {
            return code::sections(editor).into_any();
        }
        view! {
            {move || header.get().then(|| header::section(editor, Place::Message))}
            {move || offer.get().then(|| parts::offer(editor))}
            {body::section(editor)}
            {move || footer.get().then(|| parts::footer(editor))}
            {move || buttons.get().then(|| buttons::section(editor))}
            {move || cards.get().then(|| cards::section(editor))}
            {move || call.get().then(|| parts::call(editor))}
            {parts::unknown(editor)}
        }
        .into_any()
    }
}

fn crumbs(data: &EditorData) -> Vec<Crumb> {
    let mut crumbs = Vec::new();
    match &data.number {
        Some(number) => {
            crumbs.push(Crumb::link(data.account.as_str(), format!("/numbers/{number}")));
            crumbs.push(Crumb::link("Templates", format!("/numbers/{number}/templates")));
        }
        None => crumbs.push(Crumb::link("Templates", "/templates")),
    }
    if let Some(source) = &data.source {
        crumbs.push(Crumb::link(source.template.name.as_str(), format!("/templates/{}", source.id)));
    }
    crumbs.push(Crumb::here(data.purpose.title()));
    crumbs
}

fn sent(template: &str) -> impl IntoView + use<> {
    let href = format!("/templates/{template}");
    view! {
        <h1 class="vh">"Sent for review"</h1>
        <EmptyState glyph=Glyph::Template title="This draft is with Meta" text="It was sent for review, so it cannot be changed here any more.">
            <LinkButton href=href>"Open the template"</LinkButton>
        </EmptyState>
    }
}

/// The confirmation stands behind the button that opens it, without a script as well.
fn discard(editor: Editor, id: String) -> impl IntoView {
    // What is thrown away needs no question about leaving.
    let leave = move |_| editor.keeping.set(super::state::Keeping::Kept);
    view! {
        <DangerZone>
            <li>
                <div class="grow">"Throw this draft away"<small>"Nothing of it is at Meta yet. A template that it began with stays as it is."</small></div>
                <details class="sure">
                    <summary class="btn danger">"Discard draft"</summary>
                    <form class="confirm" method="post" action=DiscardDraft::PATH on:submit=leave>
                        <input type="hidden" name="id" value=id/>
                        <p>"What was written is lost."</p>
                        <button class="btn danger">"Discard it for good"</button>
                    </form>
                </details>
            </li>
        </DangerZone>
    }
}
