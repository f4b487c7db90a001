//! Asking several clients at once for the permission of their numbers.

use domain::state::Tone;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_meta::Title;
use leptos_router::hooks::use_location;
use serde::{Deserialize, Serialize};

use crate::error::AppError;
use crate::form::{FormState, Refusal};
use crate::ui::{Card, Copyable, Crumb, EmptyState, Glyph, LinkButton, Notice, PageHeader, Pagination, Phone};

#[cfg(feature = "ssr")]
const PAGE: &str = "/permission-requests";

/// A number whose permission is missing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MissingItem {
    /// Its id.
    pub id: String,
    /// The number in its groups.
    pub number: String,
    /// What its client is called.
    pub client: String,
    /// When it was asked for last, by whom and how, and what was answered.
    pub asked: Option<String>,
}

/// A request that was made of one client.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskedItem {
    /// What the client is called.
    pub client: String,
    /// Where it decides.
    pub link: String,
    /// The address to which the link was mailed, where it was.
    pub sent_to: Option<String>,
}

/// What the page shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestsData {
    /// What was asked for just now, client by client.
    pub asked: Vec<AskedItem>,
    /// The numbers, the newest first.
    pub items: Vec<MissingItem>,
    /// Address of the page before.
    pub previous: Option<String>,
    /// Address of the page after.
    pub next: Option<String>,
    /// Why the form was refused.
    pub refusal: Option<Refusal>,
}

/// A page of the numbers whose permission is missing; `query` is what follows the `?` of the address.
#[server(prefix = "/api/app", endpoint = "permission/requests/page")]
pub async fn load_requests(query: String) -> Result<RequestsData, AppError> {
    use domain::list::{ListQuery, PageAt};

    let (hub, actor) = crate::server::actor()?;
    let named = form_urlencoded::parse(query.trim_start_matches('?').as_bytes()).find(|(name, _)| name == "asked");
    let just_asked = match named {
        Some((_, ids)) => hub::permissions::open_requests(&hub, &actor, &channels(ids.split(','))).await?,
        None => Vec::new(),
    };
    let page = crate::numbers::read_query(&query).query.page;
    let found = hub::permissions::missing(&hub, &actor, page).await?;
    let at = |page: PageAt| {
        let page = ListQuery { page, ..Default::default() };
        format!("{PAGE}?{}", page.to_query_string())
    };
    let (first, last) = (found.numbers.first(), found.numbers.last());
    let previous = first.filter(|_| found.has_previous).map(|(card, _)| at(PageAt::Before(card.id.clone())));
    let next = last.filter(|_| found.has_next).map(|(card, _)| at(PageAt::After(card.id.clone())));
    let asked = just_asked.into_iter().map(|asked| AskedItem {
        client: asked.client,
        link: asked.link,
        sent_to: asked.sent_to,
    });
    let items = found.numbers.into_iter().map(|(card, request)| MissingItem {
        id: card.id.to_string(),
        number: card.number.display().to_owned(),
        client: card.client,
        asked: request.map(|request| crate::numbers::number::permission_request::asked_words(&request)),
    });
    let refusal = crate::server::flash::take(PAGE).refusal;
    Ok(RequestsData { asked: asked.collect(), items: items.collect(), previous, next, refusal })
}

/// Asks for the permission of the chosen numbers, each client by itself.
#[server(prefix = "/api/app", endpoint = "permission/requests/ask")]
pub async fn ask_clients(
    /// The chosen numbers, by their ids.
    #[server(default)]
    channels: Vec<String>,
    /// `mail` sends each client its link; anything else only makes them.
    #[server(default)]
    how: String,
) -> Result<(), AppError> {
    use hub::permissions::Way;

    let chosen = self::channels(channels.iter().map(String::as_str));
    let ids = chosen.iter().map(domain::ids::ChannelId::as_str).collect::<Vec<_>>().join(",");
    let form = crate::server::FormAt::new("ask", PAGE).keep("channels", &ids);
    let outcome = async {
        let (hub, actor) = crate::server::actor()?;
        let way = if how == "mail" { Way::MailedToContacts } else { Way::Copied };
        hub::permissions::ask(&hub, &actor, &chosen, way).await?;
        Ok(format!("{PAGE}?asked={ids}"))
    };
    form.settle(outcome).await
}

/// The numbers that were chosen; what is no id is left out.
#[cfg(feature = "ssr")]
pub(crate) fn channels<'a>(ids: impl Iterator<Item = &'a str>) -> Vec<domain::ids::ChannelId> {
    ids.filter_map(|id| domain::ids::ChannelId::parse(id).ok()).collect()
}

/// The page.
pub(crate) fn screen() -> AnyView {
    let query = use_location().search;
    let data = Resource::new(move || query.get(), load_requests);
    view! {
        <div class="page narrow">
            <Transition>
                {move || Suspend::new(async move {
                    match data.await {
                        Ok(data) => page(data).into_any(),
                        Err(AppError::NotFound) => crate::no_page(),
                        Err(error) => view! {
                            <Title text="Request permission"/>
                            <Notice tone=Tone::Caution><p>{error.to_string()}</p></Notice>
                        }
                        .into_any(),
                    }
                })}
            </Transition>
        </div>
    }
    .into_any()
}

fn page(data: RequestsData) -> impl IntoView {
    let crumbs = vec![Crumb::link("Clients", "/clients"), Crumb::here("Request permission")];
    let paged = data.previous.is_some() || data.next.is_some();
    let (previous, next) = (data.previous.clone(), data.next.clone());
    let asked = (!data.asked.is_empty()).then(|| asked(data.asked.clone()));
    let content = if data.items.is_empty() {
        view! {
            <EmptyState glyph=Glyph::Key title="Nothing to ask for" text="The permission of every number is shared already.">
                <LinkButton href="/clients">"Open the clients"</LinkButton>
            </EmptyState>
        }
        .into_any()
    } else {
        form(data).into_any()
    };
    view! {
        <Title text="Request permission"/>
        <PageHeader title="Request permission" line="Each client gets a request of its own for the numbers that you choose, and decides by itself." crumbs/>
        <div class="stack">
            {asked}
            {content}
            {paged.then(|| view! { <Pagination previous next/> })}
        </div>
    }
}

fn asked(items: Vec<AskedItem>) -> impl IntoView {
    let rows = items
        .into_iter()
        .map(|item| {
            let words = match item.sent_to {
                Some(address) => format!("On its way to {address}. The link is good for others, too."),
                None => "Send this link to the client.".to_owned(),
            };
            let label = format!("Copy the link for {}", item.client);
            view! {
                <li>
                    <div class="grow">
                        <bdi>{item.client}</bdi>
                        <small>{words}</small>
                        <Copyable value=item.link label/>
                    </div>
                </li>
            }
        })
        .collect_view();
    view! { <Card id="asked" title="Asked"><ul class="rows">{rows}</ul></Card> }
}

fn form(data: RequestsData) -> impl IntoView {
    let state = FormState::new("ask", &[], data.refusal.as_ref());
    let chosen = state.value("channels", "");
    let rows = data
        .items
        .into_iter()
        .map(|item| {
            let checked = chosen.split(',').any(|id| id == item.id);
            let asked = item.asked.map(|words| view! { <small>{words}</small> });
            view! {
                <label class="check">
                    <input type="checkbox" name="channels[]" value=item.id checked=checked/>
                    <span><Phone number=item.number/><small><bdi>{item.client}</bdi></small>{asked}</span>
                </label>
            }
        })
        .collect_view();
    view! {
        <Card id="ask" title="Which numbers">
            <form method="post" action=AskClients::PATH>
                <div class="form">
                    {state.notice()}
                    <fieldset class="choices"><legend class="vh">"Numbers"</legend>{rows}</fieldset>
                    <p class="muted">"An e-mail goes to the contact address of each client. Where a client has none, its link is shown here."</p>
                    <div class="btns">
                        <button class="btn primary" name="how" value="mail">"Send by e-mail"</button>
                        <button class="btn" name="how" value="link">"Make links"</button>
                    </div>
                </div>
            </form>
        </Card>
    }
}
