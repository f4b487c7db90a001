//! The page of a way: the step that comes next.

use domain::state::Tone;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

use super::numbers::choose;
use super::steps::{At, Branded, broken};
use super::{EnterSignUpCode, ReadAgain, SendCodeAgain, StepData, WayData, load_way};
use crate::form::{FormState, Refusal};
use crate::sign_in::help;
use crate::ui::{
    Button, ButtonKind, ButtonSize, InputKind, LinkButton, LinkTarget, Need, Notice, NoticeFromQuery, NoticeText,
    TextInput,
};

/// The page of a way.
pub(crate) fn screen() -> AnyView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get("id").unwrap_or_default());
    let data = Resource::new(move || id.get(), load_way);
    view! {
        <Transition>
            {move || {
                let id = id.get();
                Suspend::new(async move {
                    match data.await {
                        Ok(data) => page(data, id).into_any(),
                        Err(error) => broken(&error),
                    }
                })
            }}
        </Transition>
    }
    .into_any()
}

fn page(data: WayData, id: String) -> impl IntoView {
    let (partner, logo, support) = (data.partner.clone(), data.logo, data.support);
    let at = match data.step {
        StepData::Code(_) | StepData::SignIn(_) => At::Account,
        StepData::Connect(_) | StepData::Reading(_) => At::Connect,
        StepData::Numbers(..) | StepData::Done(_) => At::Share,
    };
    let refusal = data.refusal;
    let content = match data.step {
        StepData::Code(email) => code(&email, id, refusal.as_ref()).into_any(),
        StepData::SignIn(address) => sign_in(address).into_any(),
        StepData::Connect(problem) => connect(&id, &data.partner, problem).into_any(),
        StepData::Reading(None) => reading(&id).into_any(),
        StepData::Reading(Some(trouble)) => unread(id, trouble, refusal.as_ref()).into_any(),
        StepData::Numbers(items, problem, trouble) => {
            let again = trouble.map(|trouble| unread_beside(id.clone(), trouble, refusal.as_ref()));
            view! { {choose(&id, &data.partner, items, problem, refusal.as_ref())}{again} }.into_any()
        }
        StepData::Done(target) => done(&data.partner, target).into_any(),
    };
    view! {
        <Title text=format!("Connect with {partner}")/>
        <Branded partner logo at><NoticeFromQuery words/>{content}</Branded>
        {help(&support)}
    }
}

fn words(code: &str) -> Option<NoticeText> {
    let text = match code {
        "sent" => "A new code is on its way. The one of before is no longer good.",
        "registered" => "The number is registered.",
        _ => return None,
    };
    Some(NoticeText { tone: Tone::Positive, text })
}

fn code(email: &str, id: String, refusal: Option<&Refusal>) -> impl IntoView + use<> {
    let state = FormState::new("code", &["code"], refusal);
    let again = FormState::new("again", &[], refusal);
    let line = format!("We have sent a code of six digits to {email}. It is good for 15 minutes.");
    view! {
        <section class="card" aria-labelledby="title">
            <h1 id="title">"Enter the code"</h1>
            <p>{line}</p>
            {state.notice()}
            {again.notice()}
            <form class="form" method="post" action=EnterSignUpCode::PATH>
                <input type="hidden" name="id" value=id.clone()/>
                <TextInput
                    name="code"
                    label="Code"
                    kind=InputKind::OneTimeCode
                    autocomplete="one-time-code"
                    need=Need::Required
                    error=state.error("code")
                    focus=state.focus_first("code")
                />
                <Button kind=ButtonKind::Primary size=ButtonSize::Wide>"Go on"</Button>
            </form>
            <form method="post" action=SendCodeAgain::PATH>
                <input type="hidden" name="id" value=id/>
                <Button size=ButtonSize::Small>"Send a new code"</Button>
            </form>
            <p class="aside">"No mail? Look into the folder for spam. If you have an account already, the mail says so instead."</p>
        </section>
    }
}

fn sign_in(address: String) -> impl IntoView {
    view! {
        <section class="card" aria-labelledby="title">
            <h1 id="title">"Sign in to go on"</h1>
            <p>"You have begun this already. Sign in, and it goes on where you stopped."</p>
            <LinkButton href=address kind=ButtonKind::Primary size=ButtonSize::Wide target=LinkTarget::Server>"Sign in"</LinkButton>
        </section>
    }
}

fn connect(id: &str, partner: &str, problem: Option<String>) -> impl IntoView + use<> {
    let refused = problem.map(|sentence| view! { <Notice tone=Tone::Caution><p>{sentence}</p></Notice> });
    let line = format!(
        "Meta asks for your business, your WhatsApp Business Account and your number, and whether {partner} may look after them. It takes about five minutes; keep the phone of the number at hand."
    );
    view! {
        <section class="card" aria-labelledby="title">
            <h1 id="title">"Connect your WhatsApp account"</h1>
            <p dir="auto">{line}</p>
            {refused}
            <LinkButton href=format!("/onboard/{id}/meta") kind=ButtonKind::Primary size=ButtonSize::Wide target=LinkTarget::Server>
                "Continue with Meta"
            </LinkButton>
            <p class="aside">"You can close this window and come back by the same link: nothing is lost."</p>
        </section>
    }
}

fn reading(id: &str) -> impl IntoView + use<> {
    view! {
        <section class="card" aria-labelledby="title">
            <h1 id="title">"Reading your numbers"</h1>
            <p role="status">"Meta has connected your account. Your numbers appear here in a moment; this page looks again by itself."</p>
            <LinkButton href=format!("/onboard/{id}") size=ButtonSize::Wide target=LinkTarget::Server>"Look again now"</LinkButton>
        </section>
    }
}

/// What failed, and the way on; the page looks again by itself, too.
fn unread(id: String, trouble: String, refusal: Option<&Refusal>) -> impl IntoView + use<> {
    view! {
        <section class="card" aria-labelledby="title">
            <h1 id="title">"Your numbers could not be read yet"</h1>
            {try_again(id, trouble, refusal)}
            <p class="aside">"Your account is connected, and nothing is lost. The hub tries again by itself, and this page looks every half minute. If it stays like this, tell support what stands here."</p>
        </section>
    }
}

/// The same beside the numbers of other accounts.
fn unread_beside(id: String, trouble: String, refusal: Option<&Refusal>) -> impl IntoView + use<> {
    view! {
        <section class="card" aria-labelledby="unread">
            <h2 id="unread">"Another account could not be read yet"</h2>
            {try_again(id, trouble, refusal)}
            <p class="aside">"Its numbers appear here once it is read. You need not wait for them."</p>
        </section>
    }
}

fn try_again(id: String, trouble: String, refusal: Option<&Refusal>) -> impl IntoView + use<> {
    let state = FormState::new("read-again", &[], refusal);
    view! {
        <Notice tone=Tone::Caution><p dir="auto">{trouble}</p></Notice>
        {state.notice()}
        <form method="post" action=ReadAgain::PATH>
            <input type="hidden" name="id" value=id/>
            <Button kind=ButtonKind::Primary size=ButtonSize::Wide>"Try again"</Button>
        </form>
    }
}

fn done(partner: &str, target: String) -> impl IntoView + use<> {
    let words = format!("Back to {partner}");
    view! {
        <section class="card" aria-labelledby="title">
            <h1 id="title">"All done"</h1>
            <p dir="auto">{format!("You are being taken back to {partner}. You can change what it may do at any time, in your account under Partner.")}</p>
            <LinkButton href=target kind=ButtonKind::Primary size=ButtonSize::Wide target=LinkTarget::Server>{words}</LinkButton>
        </section>
    }
}
