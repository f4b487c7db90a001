//! The page of the keys: the new one, the form that makes one, the list.

use domain::api_key::Overlap;
use domain::state::Tone;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::load::{ApiKeyData, load_api_key};
use super::{GENERATE, GenerateKey, fresh, keys, reasons};
use crate::form::FormState;
use crate::numbers::number::gone;
use crate::numbers::number::header::{Page, header};
use crate::numbers::number::page::{number_in_address, titled};
use crate::ui::{Button, ButtonKind, Card, Choice, Notice, NoticeFromQuery, NoticeText, Select};

/// The keys of a number. The page does not follow what happens to the number: fetched again, it could not show the new
/// key once more.
pub(crate) fn screen() -> AnyView {
    let number = number_in_address();
    let page = Resource::new(move || number.get(), load_api_key);
    let title = RwSignal::new(String::new());
    view! {
        <div class="page">
            <NoticeFromQuery words=notices/>
            <Transition>
                {move || Suspend::new(async move {
                    match page.await {
                        Ok(data) => {
                            let words = format!("API key · {}", data.head.number);
                            titled(title, words, api_key(data).into_any())
                        }
                        Err(error) => titled(title, gone::title(&error).to_owned(), gone::view(&error)),
                    }
                })}
            </Transition>
        </div>
    }
    .into_any()
}

fn notices(code: &str) -> Option<NoticeText> {
    (code == "revoked").then_some(NoticeText { tone: Tone::Positive, text: "The key is revoked. It no longer works." })
}

fn api_key(data: ApiKeyData) -> impl IntoView {
    let making = making(&data).into_any();
    let fresh = data.fresh.map(|key| fresh::card(key, data.messaging, &data.head.number));
    view! {
        {header(&data.head, Page::ApiKey)}
        <div class="two">
            <div class="stack">
                {fresh}
                {keys::card(data.keys)}
            </div>
            <aside class="stack" aria-label="New key">{making}</aside>
        </div>
    }
}

/// The form, or why there is none.
fn making(data: &ApiKeyData) -> impl IntoView + use<> {
    let content = if data.head.no_key.is_empty() {
        form(data).into_any()
    } else {
        let why = reasons(&data.head.no_key);
        view! { <Notice tone=Tone::Off><div>{why}</div></Notice> }.into_any()
    };
    view! {
        <Card id="generate" title="New key">
            <div>
                <p>"Systems that send messages for this number show its key with each request. Whoever has the key can send in the name of the number."</p>
                {content}
            </div>
        </Card>
    }
}

fn form(data: &ApiKeyData) -> impl IntoView + use<> {
    let state = FormState::new("generate", &["overlap"], data.refusal.as_ref());
    let older = match data.keys.iter().filter(|key| key.valid).count() {
        0 => view! { <input type="hidden" name="overlap" value=Overlap::None.code()/> }.into_any(),
        count => {
            let choices = Overlap::ALL.iter().map(|choice| Choice::new(choice.code(), choice.label())).collect();
            let words = match count {
                1 => "A new key replaces the one that works now.".to_owned(),
                several => format!("A new key replaces the {several} that work now."),
            };
            view! {
                <Notice tone=Tone::Caution><p>{words}" Systems that still use an older key fail once it ends."</p></Notice>
                <Select
                    name="overlap"
                    label="Older keys"
                    choices
                    value=state.value("overlap", Overlap::None.code())
                    error=state.error("overlap")
                />
            }
            .into_any()
        }
    };
    let id = data.head.id.clone();
    view! {
        <form class="form" method="post" action=GenerateKey::PATH>
            {state.notice()}
            <input type="hidden" name="number" value=id/>
            {older}
            <div class="actions"><Button kind=ButtonKind::Primary>{GENERATE}</Button></div>
        </form>
    }
}
