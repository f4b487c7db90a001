//! The lists of templates: those of the account of a number, and those of all accounts.

use domain::state::Tone;
use domain::templates::TemplateQuery;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_meta::Title;
use leptos_router::hooks::{use_location, use_params_map, use_query_map};

use super::act::{StartDraft, SyncTemplates};
use super::filters::{address, filters};
use super::load::{NumberTemplates, TemplatesData, load_number_templates, load_templates};
use super::row::group;
use crate::error::AppError;
use crate::form::FormState;
use crate::live::{Live, on_change};
use crate::notifications::happening::time;
use crate::numbers::number::{Page, gone, header};
use crate::ui::{Card, EmptyState, Glyph, LinkButton, Notice, NoticeFromQuery, NoticeText, PageHeader, Pagination};

/// Templates of all accounts.
pub(crate) fn everywhere() -> AnyView {
    let search = use_location().search;
    let page = Resource::new(move || search.get(), load_templates);
    if let Some(live) = use_context::<Live>() {
        on_change(live.templates, move || page.refetch());
    }
    let query = query_in_address();
    view! {
        <Title text="Templates"/>
        <div class="page">
            <NoticeFromQuery words=notices/>
            <Transition>
                {move || {
                    let query = query.get();
                    Suspend::new(async move {
                        match page.await {
                            Ok(data) => all(data, &query).into_any(),
                            Err(error) => failure(&error).into_any(),
                        }
                    })
                }}
            </Transition>
        </div>
    }
    .into_any()
}

/// Templates of the account of a number.
pub(crate) fn of_number() -> AnyView {
    let (params, search) = (use_params_map(), use_location().search);
    let number = Memo::new(move |_| params.read().get_str("id").unwrap_or_default().to_owned());
    let page =
        Resource::new(move || (number.get(), search.get()), |(number, search)| load_number_templates(number, search));
    let sync = ServerAction::<SyncTemplates>::new();
    if let Some(live) = use_context::<Live>() {
        on_change(live.templates, move || page.refetch());
        on_change(live.channels, move || page.refetch());
        on_change(live.sync, move || page.refetch());
    }
    let query = query_in_address();
    view! {
        <div class="page">
            <Transition>
                {move || {
                    let query = query.get();
                    Suspend::new(async move {
                        match page.await {
                            Ok(data) => {
                                let words = format!("Templates · {}", data.head.number);
                                view! { <Title text=words/>{of_account(data, &query, sync)} }.into_any()
                            }
                            Err(error) => view! { <Title text=gone::title(&error)/>{gone::view(&error)} }.into_any(),
                        }
                    })
                }}
            </Transition>
        </div>
    }
    .into_any()
}

fn query_in_address() -> Memo<TemplateQuery> {
    let params = use_query_map();
    Memo::new(move |_| {
        params.with(|map| TemplateQuery::read(map.into_iter().map(|(name, value)| (name.as_ref(), value))).0)
    })
}

fn all(data: TemplatesData, query: &TemplateQuery) -> impl IntoView + use<> {
    view! {
        <PageHeader title="Templates" line="Templates belong to a WhatsApp Business Account and are shared by its numbers."/>
        {page(data, "/templates", query, None)}
    }
}

fn of_account(
    data: NumberTemplates,
    query: &TemplateQuery,
    sync: ServerAction<SyncTemplates>,
) -> impl IntoView + use<> {
    let path = format!("/numbers/{}/templates", data.head.id);
    let shared = format!("The templates of {}. Its numbers share them.", data.account);
    let drafts = Some(data.drafts).filter(|drafts| !drafts.is_empty()).map(|drafts| {
        let lines = drafts.into_iter().map(|draft| {
            view! {
                <li>
                    <a href=format!("/templates/drafts/{}", draft.id)>{draft.name}</a>
                    <small>{draft.what}" · "{time(draft.changed)}</small>
                </li>
            }
        });
        view! { <Card id="drafts" title="Your drafts"><ul class="rows">{lines.collect_view()}</ul></Card> }
    });
    let (number, busy) = (data.head.id.clone(), sync.pending());
    let told = move || match sync.value().get() {
        None => None,
        Some(Ok(words)) => Some(format!("Read from Meta: {words}.")),
        Some(Err(error)) => Some(error.to_string()),
    };
    let last = data.synced.clone().map(|at| {
        let changed = data.changed.clone();
        view! { "Read from Meta "{time(at)}": "{changed}"." }
    });
    let refusal = FormState::whichever(data.refusal.as_ref()).map(|state| state.notice());
    let failed = data.failed.clone().map(|reason| {
        view! {
            <Notice tone=Tone::Caution>
                <div><h3>"The templates could not be read from Meta"</h3><p dir="auto">{reason}</p></div>
            </Notice>
        }
    });
    let starting = data.head.id.clone();
    view! {
        {header(&data.head, Page::Templates)}
        <NoticeFromQuery words=notices/>
        <div class="tools">
            <p>{shared}<br/><small>{last}</small></p>
            <ActionForm action=sync>
                <input type="hidden" name="number" value=number/>
                <button class="btn" aria-disabled=move || busy.get().then_some("true")>{Glyph::Sync.view()}"Sync with Meta"</button>
            </ActionForm>
            <form method="post" action=StartDraft::PATH>
                <input type="hidden" name="number" value=starting/>
                <button class="btn primary">{Glyph::Plus.view()}"Add template"</button>
            </form>
        </div>
        <p role="status">{told}</p>
        {refusal}
        {failed}
        {drafts}
        {page(data.page, &path, query, Some(data.head.id))}
    }
}

fn page(data: TemplatesData, path: &str, query: &TemplateQuery, number: Option<String>) -> impl IntoView + use<> {
    use domain::ids::TemplateId;
    use domain::templates::TemplatesAt;

    let at = |id: Option<String>, page: fn(TemplateId) -> TemplatesAt| {
        let id = TemplateId::parse(&id?).ok()?;
        Some(address(path, &query.at(page(id))))
    };
    let (previous, next) = (at(data.previous, TemplatesAt::Before), at(data.next, TemplatesAt::After));
    let paged = previous.is_some() || next.is_some();
    let ignored = (!data.ignored.is_empty()).then(|| {
        let words = format!("Left out, because it is not known here: {}", data.ignored.join(", "));
        view! { <Notice tone=Tone::Caution><p>{words}</p></Notice> }
    });
    let list = if data.groups.is_empty() {
        nothing(path, query, number)
    } else {
        let groups = data.groups.into_iter().map(group).collect_view();
        view! { <ul class="tpls">{groups}</ul> }.into_any()
    };
    view! {
        {filters(path, query)}
        {ignored}
        {list}
        {paged.then(|| view! { <Pagination previous next/> })}
    }
}

fn nothing(path: &str, query: &TemplateQuery, number: Option<String>) -> AnyView {
    if query.is_narrowed() {
        let path = path.to_owned();
        return view! {
            <EmptyState glyph=Glyph::Search title="No template fits" text="Another word or fewer filters may find it.">
                <LinkButton href=path>"Show all templates"</LinkButton>
            </EmptyState>
        }
        .into_any();
    }
    let text = match number {
        Some(_) => {
            "Templates that exist at Meta appear here after the first sync. Add one to start conversations with it."
        }
        None => "Templates of all accounts appear here once an account is connected and synced.",
    };
    view! { <EmptyState glyph=Glyph::Template title="No templates yet" text=text/> }.into_any()
}

fn failure(error: &AppError) -> impl IntoView + use<> {
    let sentence = error.to_string();
    view! {
        <PageHeader title="Templates"/>
        <Notice tone=Tone::Caution><p>{sentence}" "<a href="/templates">"Show all templates"</a></p></Notice>
    }
}

/// What a redirect says.
pub(super) fn notices(code: &str) -> Option<NoticeText> {
    let (tone, text) = match code {
        "sent" => (Tone::Positive, "The template is with Meta for review. Its status follows by itself."),
        "deleted" => (Tone::Positive, "The template is deleted at Meta."),
        "discarded" => (Tone::Off, "The draft is thrown away."),
        "synced" => (Tone::Positive, "The templates were read from Meta."),
        "unpaused" => (Tone::Positive, "Meta has ended the pause: the template can be sent again."),
        "tested" => (Tone::Positive, "Meta has taken the test message. Its answer stands in the history."),
        _ => return None,
    };
    Some(NoticeText { tone, text })
}
