//! The page: where messages go now, the form, the last attempts.

use domain::state::Tone;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::load::{NumberWebhookData, load_number_webhook};
use super::{SaveNumberWebhook, TakeNumberWebhook, TestNumberWebhook};
use crate::form::FormState;
use crate::numbers::number::api_key::reasons;
use crate::numbers::number::gone;
use crate::numbers::number::header::{Page, header};
use crate::numbers::number::page::{number_in_address, titled};
use crate::ui::{Button, ButtonKind, Card, Fact, Facts, Notice, NoticeFromQuery, NoticeText};
use crate::webhook::{attempts, fields, notice};

/// Where the messages of a number go. The page does not follow what happens to the number: fetched again, it could not
/// show the answer to a test once more.
pub(crate) fn screen() -> AnyView {
    let number = number_in_address();
    let page = Resource::new(move || number.get(), load_number_webhook);
    let title = RwSignal::new(String::new());
    view! {
        <div class="page">
            <NoticeFromQuery words/>
            <Transition>
                {move || Suspend::new(async move {
                    match page.await {
                        Ok(data) => {
                            let words = format!("Webhook · {}", data.head.number);
                            titled(title, words, cards(data).into_any())
                        }
                        Err(error) => titled(title, gone::title(&error).to_owned(), gone::view(&error)),
                    }
                })}
            </Transition>
        </div>
    }
    .into_any()
}

fn words(code: &str) -> Option<NoticeText> {
    let text = match code {
        "saved" => "The webhook is saved. Send a test message to see whether it is taken.",
        "removed" => "The number has no webhook of its own any more.",
        _ => return None,
    };
    Some(NoticeText { tone: Tone::Positive, text })
}

fn cards(data: NumberWebhookData) -> impl IntoView {
    let now = now(&data).into_any();
    let content = if data.why_not.is_empty() {
        form(&data).into_any()
    } else {
        let why = reasons(&data.why_not);
        view! { <div><Notice tone=Tone::Off><div>{why}</div></Notice></div> }.into_any()
    };
    let answer = data.answer.map(notice);
    view! {
        {header(&data.head, Page::Webhook)}
        <div class="stack">
            {answer}
            <Card id="webhook" title="Webhook">
                {now}
                {content}
            </Card>
            {attempts(data.attempts, "Nothing has been delivered to the number's own webhook yet.")}
        </div>
    }
}

/// Where messages go now.
fn now(data: &NumberWebhookData) -> impl IntoView + use<> {
    let goes = match (&data.address, &data.of_account) {
        (Some(own), _) => view! { <code>{own.clone()}</code> }.into_any(),
        (None, Some(of_account)) => {
            view! { <bdi>{of_account.clone()}</bdi><small>"The address of its account: the number has none of its own."</small> }
                .into_any()
        }
        (None, None) => {
            view! { "Nowhere yet"<small>"What people write to the number, and what becomes of its messages, is not handed on and not kept."</small> }
                .into_any()
        }
    };
    let further = (!data.further.is_empty()).then(|| {
        let list = data.further.join(", ");
        view! { <Fact label="And to"><bdi>{list}</bdi><small>"Further destinations, which were set with an API key."</small></Fact> }
    });
    view! {
        <Facts>
            <Fact label="Messages go to">{goes}</Fact>
            {further}
        </Facts>
    }
}

fn form(data: &NumberWebhookData) -> impl IntoView + use<> {
    let state = FormState::new("webhook", &["address", "headers"], data.refusal.as_ref());
    let fields = fields(&state, data.address.as_deref().unwrap_or_default(), &data.headers);
    let (id, has_own) = (data.head.id.clone(), data.address.is_some());
    let there = has_own.then(|| {
        view! {
            <footer class="btns">
                <form method="post" action=TestNumberWebhook::PATH>
                    <input type="hidden" name="number" value=id.clone()/>
                    <Button>"Send test message"</Button>
                </form>
                <form method="post" action=TakeNumberWebhook::PATH>
                    <input type="hidden" name="number" value=id.clone()/>
                    <Button kind=ButtonKind::Danger>"Remove webhook"</Button>
                </form>
            </footer>
        }
    });
    let id = data.head.id.clone();
    view! {
        <div>
            <form class="form" method="post" action=SaveNumberWebhook::PATH>
                {state.notice()}
                <input type="hidden" name="number" value=id/>
                {fields}
                <div class="actions"><Button kind=ButtonKind::Primary>"Save webhook"</Button></div>
            </form>
        </div>
        {there}
    }
}
