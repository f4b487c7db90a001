//! Client details: facts, contact, numbers, people, history, and what can be ended.

use domain::permission::{PaymentType, Permission};
use domain::state::{ChannelState, Tone};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

use super::load::{ClientData, NumberItem, Person, load_client};
use crate::error::AppError;
use crate::live::{Live, on_change};
use crate::notifications::happening::time;
use crate::numbers::number::history::history;
use crate::ui::{
    Card, Copyable, Crumb, DangerZone, EmptyState, Fact, Facts, Glyph, LinkButton, Notice, NoticeFromQuery, NoticeText,
    PageHeader, Phone, VisuallyHidden, status_mark,
};

/// One client.
pub(crate) fn screen() -> AnyView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get_str("id").unwrap_or_default().to_owned());
    let data = Resource::new(move || id.get(), load_client);
    if let Some(live) = use_context::<Live>() {
        on_change(live.channels, move || data.refetch());
    }
    view! {
        <div class="page">
            <NoticeFromQuery words/>
            <Transition>
                {move || Suspend::new(async move {
                    match data.await {
                        Ok(data) => page(data).into_any(),
                        Err(error) => failure(&error),
                    }
                })}
            </Transition>
        </div>
    }
    .into_any()
}

fn page(data: ClientData) -> impl IntoView {
    let crumbs = vec![Crumb::link("Clients", "/clients"), Crumb::here(data.name.as_str())];
    let danger = danger(&data);
    let numbers = numbers(&data);
    let email = match data.email {
        Some(address) => {
            let mailto = format!("mailto:{address}");
            view! { <a href=mailto>{address}</a> }.into_any()
        }
        None => view! { <span class="muted">"Not entered"</span> }.into_any(),
    };
    let country = data.country.map(|country| view! { <Fact label="Country">{country}</Fact> });
    let payload = data.payload.map(|payload| {
        view! {
            <Fact label="Your note">
                <Copyable value=payload label="Copy your note"/>
                <small>"It came with your onboarding link, as "<code>"partner"</code>". Only you see it."</small>
            </Fact>
        }
    });
    view! {
        <Title text=format!("Client details · {}", data.name)/>
        <PageHeader title=data.name.clone() line="Client details" crumbs/>
        <div class="two details">
            <div class="stack">
                <Card id="facts" title="Client">
                    <Facts>
                        <Fact label="Name"><bdi>{data.name}</bdi></Fact>
                        <Fact label="Legal name"><bdi>{data.legal_name}</bdi></Fact>
                        <Fact label="Contact e-mail">{email}</Fact>
                        {country}
                        {payload}
                        <Fact label="Client ID"><Copyable value=data.id label="Copy the client ID"/></Fact>
                        <Fact label="Client since">{time(data.since)}</Fact>
                    </Facts>
                </Card>
                {numbers}
                {danger}
            </div>
            <aside class="stack" aria-label="People and history">
                {people(data.people)}
                <Card id="history" title="History of changes">{history(data.history)}</Card>
            </aside>
        </div>
    }
}

fn numbers(data: &ClientData) -> impl IntoView + use<> {
    let rows = data.numbers.iter().cloned().map(number).collect_view();
    let more = data.more.clone().map(|href| view! { <a href=href>"All running numbers"</a>" " });
    let ended = data.ended.clone().map(|href| view! { <a href=href>"Ended numbers"</a> });
    let missing = data.numbers.iter().find(|item| item.permission == Permission::Missing);
    let request = missing.map(|item| {
        view! { <a href=format!("/numbers/{}/request-permission", item.id)>"Request permission"</a>" " }
    });
    let footer = (request.is_some() || more.is_some() || ended.is_some())
        .then(|| view! { <footer>{request}{more}{ended}</footer> });
    let content = if data.numbers.is_empty() {
        view! { <div><p class="muted">"No number runs. Numbers appear here once a WhatsApp Business Account of the client is connected."</p></div> }
            .into_any()
    } else {
        view! { <ul class="rows">{rows}</ul> }.into_any()
    };
    view! { <Card id="numbers" title="Numbers">{content}{footer}</Card> }
}

fn number(item: NumberItem) -> impl IntoView {
    let href = format!("/numbers/{}/details", item.id);
    let ends = item.last_day.map(|day| format!(" · works until {day}"));
    let payer = match item.payment {
        PaymentType::Partner => "You pay",
        PaymentType::Direct => "The client pays",
    };
    view! {
        <li>
            <div class="grow">
                <a href=href><Phone number=item.number/></a>
                <small><bdi>{item.name}</bdi>" · "{payer}" · API key permission "{item.permission.label()}{ends}</small>
            </div>
            {status_mark(item.state.tone(), item.state.label())}
        </li>
    }
}

fn people(people: Vec<Person>) -> impl IntoView {
    let content = if people.is_empty() {
        view! { <div><p class="muted">"Nobody of the client has signed in to the Client Hub yet."</p></div> }.into_any()
    } else {
        let rows = people.into_iter().map(|person| {
            view! { <li><div class="grow"><bdi>{person.name}</bdi><small>{person.email}</small></div><small>{person.role}</small></li> }
        });
        view! { <ul class="rows">{rows.collect_view()}</ul> }.into_any()
    };
    view! { <Card id="people" title="People">{content}</Card> }
}

/// A payment per number; what only the client can do is named, and has no button.
fn danger(data: &ClientData) -> impl IntoView + use<> {
    let may = data.may_cancel;
    let paid = data.numbers.iter().filter(|item| item.payment == PaymentType::Partner);
    let rows = paid.cloned().map(|item| payment(item, may)).collect_view();
    let none = (!data.numbers.iter().any(|item| item.payment == PaymentType::Partner)).then(|| {
        view! { <li><div class="grow">"Cancel payment on behalf of the client"<small>"You pay for none of the running numbers of this client."</small></div></li> }
    });
    view! {
        <DangerZone>
            {rows}
            {none}
            <li>
                <div class="grow">
                    "Cancellation and deletion"
                    <small>"Only the client can cancel its subscription and ask Meta to delete its account. It does both in the Client Hub."</small>
                </div>
            </li>
        </DangerZone>
    }
}

fn payment(item: NumberItem, may: bool) -> impl IntoView {
    let href = format!("/numbers/{}/cancel-payment", item.id);
    let which = format!(" for {}", item.number);
    let (what, label, class) = match (item.state, item.last_day) {
        (ChannelState::PaymentEnding, Some(day)) => {
            (format!("You pay until {day}. The number ends then unless the client takes over."), "Go on paying", "btn")
        }
        _ => (
            "You stop paying at the end of a month, at least 30 days from now. The exact day is shown before you confirm."
                .to_owned(),
            "Cancel payment",
            "btn danger",
        ),
    };
    let action = if may {
        view! { <a class=class href=href>{label}<VisuallyHidden>{which}</VisuallyHidden></a> }.into_any()
    } else {
        view! { <small class="muted">"Only an owner can do this."</small> }.into_any()
    };
    view! {
        <li>
            <div class="grow">
                "Cancel payment on behalf of the client: "<Phone number=item.number.clone()/>
                <small>{what}</small>
            </div>
            {action}
        </li>
    }
}

fn words(code: &str) -> Option<NoticeText> {
    let text = match code {
        "payment-cancelled" => {
            "The payment is cancelled, and the client is told. Until the last day you can go on paying after all."
        }
        "payment-continued" => "You go on paying for the number, and the client is told.",
        _ => return None,
    };
    Some(NoticeText { tone: Tone::Positive, text })
}

fn failure(error: &AppError) -> AnyView {
    if *error == AppError::NotFound {
        return view! {
            <Title text="Client not found"/>
            <h1 class="vh">"Client not found"</h1>
            <EmptyState glyph=Glyph::People title="There is no such client" text="It does not exist, or it belongs to somebody else.">
                <LinkButton href="/numbers">"Open WhatsApp Accounts"</LinkButton>
            </EmptyState>
        }
        .into_any();
    }
    let sentence = error.to_string();
    view! {
        <Title text="Client details"/>
        <PageHeader title="Client details"/>
        <Notice tone=Tone::Caution><p>{sentence}</p></Notice>
    }
    .into_any()
}
