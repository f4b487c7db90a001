//! The head of every page of a number: the way to it, the number with its state, the tabs.

use leptos::prelude::*;

use super::api_key;
use super::load::Head;
use crate::ui::{Breadcrumb, Crumb, State, Tab, Tabs, status_mark};

/// The pages of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Page {
    /// State and health.
    Overview,
    /// The templates of its account.
    Templates,
    /// What everybody who writes with it sees.
    Profile,
    /// What is shown of its catalog.
    Catalog,
    /// What it has left, and what its messages have cost.
    Balance,
    /// Every fact.
    Details,
    /// Where its messages go.
    Webhook,
    /// Its API keys.
    ApiKey,
}

/// The head.
pub(crate) fn header(head: &Head, page: Page) -> impl IntoView + use<> {
    let overview = format!("/numbers/{}", head.id);
    let details = format!("{overview}/details");
    let mut crumbs = vec![Crumb::link(head.client.as_str(), format!("/numbers?q={}", head.client_id))];
    let templates = format!("{overview}/templates");
    let (profile, catalog) = (format!("{overview}/profile"), format!("{overview}/catalog"));
    let balance = format!("{overview}/balance");
    let webhook = format!("{overview}/webhook");
    let below = match page {
        Page::Overview => None,
        Page::Templates => Some("Templates"),
        Page::Profile => Some("Profile"),
        Page::Catalog => Some("Catalog"),
        Page::Balance => Some("Balance"),
        Page::Details => Some("Details"),
        Page::Webhook => Some("Webhook"),
        Page::ApiKey => Some("API key"),
    };
    match below {
        None => crumbs.push(Crumb::here(head.number.as_str())),
        Some(title) => crumbs.extend([Crumb::link(head.number.as_str(), overview.as_str()), Crumb::here(title)]),
    }
    let tabs = vec![
        Tab { label: "Overview", href: overview, state: State::of(page == Page::Overview) },
        Tab { label: "Templates", href: templates, state: State::of(page == Page::Templates) },
        Tab { label: "Profile", href: profile, state: State::of(page == Page::Profile) },
        Tab { label: "Catalog", href: catalog, state: State::of(page == Page::Catalog) },
        Tab { label: "Balance", href: balance, state: State::of(page == Page::Balance) },
        Tab { label: "Webhook", href: webhook, state: State::of(page == Page::Webhook) },
        Tab { label: "Details", href: details, state: State::of(page == Page::Details) },
    ];
    // On its own page the button stands in the form.
    let generate = (page != Page::ApiKey).then(|| view! { <div class="btns">{api_key::button(head)}</div> });
    let name = match head.name.as_str() {
        "" => view! { <p class="muted">"No display name yet"</p> }.into_any(),
        name => view! { <p><bdi>{name.to_owned()}</bdi></p> }.into_any(),
    };
    view! {
        <header class="ph number">
            <Breadcrumb crumbs/>
            <div>
                <h1 class="tel">{head.number.clone()}</h1>
                {status_mark(head.state.tone(), head.state.label())}
                {name}
                <p class="why">{head.explanation.clone()}</p>
            </div>
            {generate}
        </header>
        <Tabs label="Pages of this number" tabs/>
    }
}
