//! The first page of a partner's link: who is it, and for which company.

use domain::onboarding::Entry;
use domain::state::Tone;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_meta::Title;
use leptos_router::hooks::{use_location, use_params_map};

use super::steps::{At, Branded, broken};
use super::{BeginOnboarding, SignUp, ViewerData, WelcomeData, load_welcome};
use crate::form::FormState;
use crate::sign_in::{SignOutForm, help};
use crate::ui::{Button, ButtonKind, ButtonSize, InputKind, LinkButton, Need, Notice, TextInput};

/// The first page.
pub(crate) fn screen() -> AnyView {
    let params = use_params_map();
    let partner = Memo::new(move |_| params.read().get("partner").unwrap_or_default());
    let query = use_location().search;
    let data = Resource::new(move || (partner.get(), query.get()), |(partner, query)| load_welcome(partner, query));
    view! {
        <Transition>
            {move || Suspend::new(async move {
                match data.await {
                    Ok(data) => page(data).into_any(),
                    Err(error) => broken(&error),
                }
            })}
        </Transition>
    }
    .into_any()
}

fn page(data: WelcomeData) -> impl IntoView {
    let (name, logo, support) = (data.name.clone(), data.logo.clone(), data.support.clone());
    let content = match data.viewer.clone() {
        ViewerData::Nobody => stranger(data).into_any(),
        ViewerData::Person { email, meant, clients } => known(data, email, meant, clients).into_any(),
    };
    view! {
        <Title text=format!("Connect with {name}")/>
        <Branded partner=name logo at=At::Account>{content}</Branded>
        {help(&support)}
    }
}

fn stranger(data: WelcomeData) -> impl IntoView {
    let name = data.name.clone();
    let sign_in = data.sign_in.clone();
    let other = view! {
        <p class="aside">"You have an account? "<a href=sign_in.clone() rel="external">"Sign in"</a></p>
    };
    match data.entry {
        Entry::SignIn => view! {
            <section class="card" aria-labelledby="title">
                <h1 id="title">"Sign in to go on"</h1>
                <p dir="auto">{format!("{name} asks you to connect your WhatsApp numbers, or to say what it may do with them.")}</p>
                <LinkButton href=sign_in kind=ButtonKind::Primary size=ButtonSize::Wide>"Sign in"</LinkButton>
            </section>
            <details class="card other">
                <summary>"You have no account yet"</summary>
                {sign_up(&data)}
            </details>
        }
        .into_any(),
        Entry::SignUp => view! {
            <section class="card" aria-labelledby="title">
                <h1 id="title">"Connect WhatsApp"</h1>
                <p dir="auto">{format!("{name} looks after WhatsApp for you. First, an account that you keep: with it you see your numbers and decide what {name} may do.")}</p>
                {sign_up(&data)}
                {other}
            </section>
        }
        .into_any(),
    }
}

fn sign_up(data: &WelcomeData) -> impl IntoView + use<> {
    let state = FormState::new("sign-up", &["name", "company", "email", "password"], data.refusal.as_ref());
    view! {
        {state.notice()}
        <form class="form" method="post" action=SignUp::PATH>
            <input type="hidden" name="partner" value=data.partner.clone()/>
            <input type="hidden" name="query" value=data.query.clone()/>
            <TextInput
                name="name"
                label="Your name"
                autocomplete="name"
                need=Need::Required
                value=state.value("name", &data.person)
                error=state.error("name")
                focus=state.focus_first("name")
            />
            <TextInput
                name="company"
                label="Company"
                autocomplete="organization"
                need=Need::Required
                value=state.value("company", "")
                error=state.error("company")
                focus=state.focus("company")
            />
            <TextInput
                name="email"
                label="E-mail"
                hint="A code is sent there.".to_owned()
                kind=InputKind::Email
                autocomplete="username"
                need=Need::Required
                value=state.value("email", &data.email)
                error=state.error("email")
                focus=state.focus("email")
            />
            <TextInput
                name="new_password"
                label="Password"
                hint="At least 12 characters. A few words are easier to keep than a short riddle.".to_owned()
                kind=InputKind::Password
                autocomplete="new-password"
                need=Need::Required
                error=state.error("password")
                focus=state.focus("password")
            />
            <Button kind=ButtonKind::Primary size=ButtonSize::Wide>"Sign up"</Button>
        </form>
    }
}

fn known(
    data: WelcomeData,
    email: String,
    meant: Option<(String, String)>,
    clients: Vec<(String, String)>,
) -> impl IntoView {
    let state = FormState::new("begin", &["company"], data.refusal.as_ref());
    let name = data.name.clone();
    let hidden = {
        let (partner, query) = (data.partner.clone(), data.query.clone());
        move || {
            view! {
                <input type="hidden" name="partner" value=partner.clone()/>
                <input type="hidden" name="query" value=query.clone()/>
            }
        }
    };
    let has_none = meant.is_none() && clients.is_empty();
    let choice = |(id, client): (String, String), kind: ButtonKind| {
        view! {
            <form method="post" action=BeginOnboarding::PATH>
                {hidden()}
                <input type="hidden" name="client" value=id/>
                <Button kind=kind size=ButtonSize::Wide><span>"Go on as "<bdi>{client}</bdi></span></Button>
            </form>
        }
    };
    // The client that the link means is the one that is offered; the others wait behind the fold.
    let (first, folded) = match meant {
        Some(meant) => (vec![meant], clients),
        None => (clients, Vec::new()),
    };
    let choices = first.into_iter().map(|client| choice(client, ButtonKind::Primary)).collect_view();
    let folded = folded.into_iter().map(|client| choice(client, ButtonKind::default())).collect_view();
    let new_company = view! {
        <form class="form" method="post" action=BeginOnboarding::PATH>
            {hidden()}
            <TextInput
                name="company"
                label="Company"
                autocomplete="organization"
                need=Need::Required
                value=state.value("company", "")
                error=state.error("company")
                focus=state.focus("company")
            />
            <Button kind=if has_none { ButtonKind::Primary } else { ButtonKind::default() } size=ButtonSize::Wide>
                "Go on with this company"
            </Button>
        </form>
    };
    let company = if has_none {
        view! {
            <p dir="auto">{format!("You are signed in as {email}. Which company's WhatsApp numbers shall {name} look after?")}</p>
            {new_company}
        }
        .into_any()
    } else {
        view! {
            <p dir="auto">{format!("You are signed in as {email}.")}</p>
            {choices}
            <details class="other" open=state.error("company").is_some()>
                <summary>"For another company"</summary>
                {folded}
                {new_company}
            </details>
        }
        .into_any()
    };
    let refused = state.notice().map(|notice| notice.into_any());
    let here = data.here.clone();
    view! {
        <section class="card" aria-labelledby="title">
            <h1 id="title" dir="auto">{format!("Connect with {name}")}</h1>
            {refused}
            {company}
        </section>
        <Notice tone=Tone::Off>
            <p>"Not you?"</p>
            <SignOutForm next=here/>
        </Notice>
    }
}
