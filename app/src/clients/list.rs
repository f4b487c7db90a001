//! The list of clients.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_location;

use domain::state::Tone;

use super::load::{ClientItem, ClientsData, load_clients};
use crate::error::AppError;
use crate::live::{Live, on_change};
use crate::ui::{EmptyState, Glyph, LinkButton, Notice, PageHeader, Pagination, status_mark};

/// The clients of the partner.
pub(crate) fn screen() -> AnyView {
    let query = use_location().search;
    let data = Resource::new(move || query.get(), load_clients);
    if let Some(live) = use_context::<Live>() {
        on_change(live.channels, move || data.refetch());
    }
    view! {
        <div class="page">
            <Transition>
                {move || Suspend::new(async move {
                    match data.await {
                        Ok(data) => page(data).into_any(),
                        Err(AppError::NotFound) => crate::no_page(),
                        Err(error) => failure(&error).into_any(),
                    }
                })}
            </Transition>
        </div>
    }
    .into_any()
}

fn page(data: ClientsData) -> impl IntoView {
    let paged = data.previous.is_some() || data.next.is_some();
    let (previous, next) = (data.previous, data.next);
    let content = if data.items.is_empty() { nothing(&data.search) } else { table(data.items).into_any() };
    view! {
        <Title text="Clients"/>
        <PageHeader title="Clients" line="The businesses whose numbers you look after.">
            <LinkButton href="/permission-requests">"Request permission"</LinkButton>
        </PageHeader>
        <form method="get" action="/clients" class="find" role="search" aria-label="Clients">
            <label class="search">
                {Glyph::Search.view()}
                <span class="vh">"Search clients"</span>
                <input type="search" name="q" value=data.search placeholder="Search names and e-mail addresses" maxlength="100" autocomplete="off"/>
            </label>
        </form>
        {content}
        {paged.then(|| view! { <Pagination previous next/> })}
    }
}

fn table(items: Vec<ClientItem>) -> impl IntoView {
    let rows = items.into_iter().map(row).collect_view();
    view! {
        <div class="scroll" role="region" aria-label="List of clients" tabindex="0">
            <table class="table flow">
                <thead>
                    <tr>
                        <th scope="col">"Name"</th>
                        <th scope="col">"Contact e-mail"</th>
                        <th scope="col">"Numbers"</th>
                        <th scope="col">"State"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

fn row(item: ClientItem) -> impl IntoView {
    let href = format!("/clients/{}", item.id);
    let legal = item.legal_name.map(|legal| view! { <small><bdi>{legal}</bdi></small> });
    let email = item.email.unwrap_or_else(|| "Not entered".to_owned());
    view! {
        <tr>
            <th scope="row"><a href=href><bdi>{item.name}</bdi></a>" "{legal}</th>
            <td data-l="Contact e-mail">{email}</td>
            <td data-l="Numbers">{item.numbers}</td>
            <td data-l="State">{status_mark(item.state.tone(), item.state.label())}</td>
        </tr>
    }
}

fn nothing(search: &str) -> AnyView {
    if search.trim().is_empty() {
        return view! {
            <EmptyState glyph=Glyph::People title="No clients yet" text="Clients appear here once the first one is added or has signed up through your link."/>
        }
        .into_any();
    }
    view! {
        <EmptyState glyph=Glyph::Search title="No client matches" text="Clients are found by the beginning of a word of their names or e-mail address, and by their id.">
            <LinkButton href="/clients">"Show all clients"</LinkButton>
        </EmptyState>
    }
    .into_any()
}

fn failure(error: &AppError) -> impl IntoView + use<> {
    let sentence = error.to_string();
    view! {
        <Title text="Clients"/>
        <PageHeader title="Clients"/>
        <Notice tone=Tone::Caution><p>{sentence}" "<a href="/clients">"Show all clients"</a></p></Notice>
    }
}
