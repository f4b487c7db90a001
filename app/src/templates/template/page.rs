//! The page of a template.

use domain::state::Tone;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

use super::history::history;
use super::{Possible, TemplateData, load_template};
use crate::error::AppError;
use crate::form::FormState;
use crate::live::{Live, on_change};
use crate::notifications::happening::time;
use crate::templates::act::StartDraft;
use crate::templates::list::notices;
use crate::templates::pause::UnpauseTemplate;
use crate::templates::preview::phone;
use crate::templates::row::quality_bars;
use crate::ui::{
    Card, Copyable, Crumb, DangerZone, EmptyState, Fact, Facts, Glyph, LinkButton, Notice, NoticeFromQuery, OffButton,
    PageHeader, bars_mark,
};

/// One template.
pub(crate) fn screen() -> AnyView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get_str("id").unwrap_or_default().to_owned());
    let page = Resource::new(move || id.get(), load_template);
    if let Some(live) = use_context::<Live>() {
        on_change(live.templates, move || page.refetch());
    }
    view! {
        <div class="page">
            <NoticeFromQuery words=notices/>
            <Transition>
                {move || Suspend::new(async move {
                    match page.await {
                        Ok(data) => {
                            let words = format!("{} · {}", data.name, data.language);
                            view! { <Title text=words/>{template(data)} }.into_any()
                        }
                        Err(error) => gone(&error),
                    }
                })}
            </Transition>
        </div>
    }
    .into_any()
}

/// What stands in place of a template.
pub(in crate::templates) fn gone(error: &AppError) -> AnyView {
    if *error == AppError::NotFound {
        return view! {
            <Title text="Template not found"/>
            <h1 class="vh">"Template not found"</h1>
            <EmptyState glyph=Glyph::Template title="There is no such template" text="It was deleted, or it belongs to somebody else.">
                <LinkButton href="/templates">"Open Templates"</LinkButton>
            </EmptyState>
        }
        .into_any();
    }
    let sentence = error.to_string();
    view! {
        <Title text="Templates"/>
        <PageHeader title="Templates"/>
        <Notice tone=Tone::Caution><p>{sentence}</p></Notice>
    }
    .into_any()
}

fn template(data: TemplateData) -> impl IntoView {
    let mut crumbs = Vec::new();
    match &data.number {
        Some(number) => {
            crumbs.push(Crumb::link(data.account.as_str(), format!("/numbers/{number}")));
            crumbs.push(Crumb::link("Templates", format!("/numbers/{number}/templates")));
        }
        None => crumbs.push(Crumb::link("Templates", "/templates".to_owned())),
    }
    crumbs.push(Crumb::here(data.name.as_str()));
    let line = format!("{} · {}", data.language, data.category);
    let remark =
        data.remark.clone().map(|words| view! { <Notice tone=Tone::Caution><p dir="auto">{words}</p></Notice> });
    let quality = data.quality.clone().map(|quality| {
        let mark = bars_mark(quality_bars(&quality), quality.label().to_owned());
        view! { <Fact label="Quality">{mark}</Fact> }
    });
    let languages = data.languages.iter().map(|sibling| {
        let here = (sibling.id == data.id).then_some("page");
        view! {
            <li>
                <a class="grow" href=format!("/templates/{}", sibling.id) aria-current=here>{sibling.language.clone()}</a>
                {sibling.status.clone().view()}
            </li>
        }
    });
    let languages = languages.collect_view();
    let (actions, danger, adding) = (buttons(&data), danger(&data), start(&data, "language", "Add language"));
    let preview = phone(&data.preview);
    let refusal = FormState::whichever(data.refusal.as_ref()).map(|state| state.notice());
    view! {
        <PageHeader title=data.name.clone() line crumbs>{actions}</PageHeader>
        {refusal}
        {remark}
        <div class="two">
            <div class="stack">
                <section class="card" aria-label="Facts">
                    <Facts>
                        <Fact label="Status">{data.status.view()}</Fact>
                        {quality}
                        <Fact label="Category">{data.category}</Fact>
                        <Fact label="Account"><bdi>{data.account}</bdi><small><bdi>{data.client}</bdi></small></Fact>
                        <Fact label="Last change">{time(data.changed)}</Fact>
                        <Fact label="Template ID"><Copyable value=data.meta_id label="Copy the template ID"/></Fact>
                    </Facts>
                </section>
                <Card id="languages" title="Languages">
                    <ul class="rows">{languages}</ul>
                    <footer>{adding}</footer>
                </Card>
                <Card id="history" title="History">{history(data.history)}</Card>
                {danger}
            </div>
            <aside class="stack" aria-label="Preview">{preview}</aside>
        </div>
    }
}

fn why_not(data: &TemplateData, action: &str) -> Option<String> {
    let possible: &Possible = data.actions.iter().find(|possible| possible.action == action)?;
    possible.why_not.clone()
}

/// A button that begins a draft; off, with its reason, where that is not possible now.
fn start(data: &TemplateData, what: &'static str, label: &'static str) -> AnyView {
    let action = if what == "language" { "add_language" } else { what };
    if let Some(why) = why_not(data, action) {
        return off(label, why);
    }
    let id = data.id.clone();
    view! {
        <form method="post" action=StartDraft::PATH>
            <input type="hidden" name="template" value=id/>
            <input type="hidden" name="what" value=what/>
            <button class="btn">{label}</button>
        </form>
    }
    .into_any()
}

/// A button that explains why it is off.
fn off(label: &'static str, why: String) -> AnyView {
    view! { <OffButton label><p>{why}</p></OffButton> }.into_any()
}

fn buttons(data: &TemplateData) -> impl IntoView + use<> {
    let test = match why_not(data, "send_test") {
        Some(why) => off("Send test message", why),
        None => view! { <LinkButton href=format!("/templates/{}/test", data.id)>"Send test message"</LinkButton> }
            .into_any(),
    };
    view! {
        {unpause(data)}
        {test}
        <LinkButton href=format!("/templates/{}/copy", data.id)>"Copy to accounts"</LinkButton>
        {start(data, "copy", "Copy")}
        {start(data, "edit", "Edit")}
    }
}

/// Only where there is a pause to end: anywhere else a button that is off would explain what nobody asked.
fn unpause(data: &TemplateData) -> Option<impl IntoView + use<>> {
    let id = data.id.clone();
    why_not(data, "unpause").is_none().then(|| {
        view! {
            <form method="post" action=UnpauseTemplate::PATH>
                <input type="hidden" name="id" value=id/>
                <button class="btn">"Unpause"</button>
            </form>
        }
    })
}

fn danger(data: &TemplateData) -> impl IntoView + use<> {
    let action = match why_not(data, "delete") {
        Some(why) => off("Delete template", why),
        None => view! {
            <a class="btn danger" href=format!("/templates/{}/delete", data.id)>"Delete template"</a>
        }
        .into_any(),
    };
    view! {
        <DangerZone>
            <li>
                <div class="grow">
                    "Delete this template"
                    <small>"It can no longer be sent. Meta keeps the name of an active template locked for 30 days."</small>
                </div>
                {action}
            </li>
        </DangerZone>
    }
}
