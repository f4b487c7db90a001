//! The page of the catalog.

use domain::commerce::{Commerce, Control};
use domain::state::Tone;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::SaveCatalog;
use super::load::{CatalogData, load_catalog};
use crate::form::FormState;
use crate::numbers::number::gone;
use crate::numbers::number::header::{Page, header};
use crate::numbers::number::page::{number_in_address, titled};
use crate::numbers::number::row::plain;
use crate::ui::{
    Button, ButtonKind, Card, Facts, LinkButton, LinkTarget, Notice, NoticeFromQuery, NoticeText, State, Switch,
};

/// The catalog of a number.
pub(crate) fn screen() -> AnyView {
    let number = number_in_address();
    let page = Resource::new(move || number.get(), load_catalog);
    let title = RwSignal::new(String::new());
    view! {
        <div class="page">
            <NoticeFromQuery words=notices/>
            <Transition>
                {move || Suspend::new(async move {
                    match page.await {
                        Ok(data) => {
                            let words = format!("Catalog · {}", data.head.number);
                            titled(title, words, catalog(data).into_any())
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
    let text = "It is saved. Phones show it within a few minutes.";
    (code == "saved").then_some(NoticeText { tone: Tone::Positive, text })
}

fn catalog(data: CatalogData) -> impl IntoView {
    let content = match (&data.settings, data.control) {
        (Err(sentence), _) => unreached(sentence, &data.head.id),
        (Ok(settings), Control::Here) => form(&data, *settings),
        (Ok(settings), _) => facts(*settings),
    };
    view! {
        {header(&data.head, Page::Catalog)}
        <div class="stack">
            {who_changes(data.control, &data.support)}
            <Card id="catalog" title="Catalog">{content}</Card>
        </div>
    }
}

/// Why there are no switches.
fn who_changes(control: Control, support: &str) -> Option<AnyView> {
    let words = match control {
        Control::Here => return None,
        Control::ByClient => view! {
            <p>"The client decides what is shown of its catalog, in the Client Hub. You see it here; ask the client to change it."</p>
        }
        .into_any(),
        Control::BySupport => {
            let contact = contact(support);
            view! { <p>"This account was signed up on behalf of the client (OBO). For such accounts support enables the catalog and the cart. "{contact}</p> }.into_any()
        }
    };
    Some(view! { <Notice tone=Tone::Off>{words}</Notice> }.into_any())
}

fn contact(support: &str) -> AnyView {
    if support.is_empty() {
        return "Ask whoever runs this hub.".into_any();
    }
    let scheme = if support.contains("://") { "" } else { "mailto:" };
    let href = format!("{scheme}{support}");
    view! { "Write to "<a href=href rel="external">{support.to_owned()}</a>"." }.into_any()
}

fn unreached(sentence: &str, number: &str) -> AnyView {
    let (again, sentence) = (format!("/numbers/{number}/catalog"), sentence.to_owned());
    view! {
        <div>
            <Notice tone=Tone::Caution>
                <div>
                    <p>"This could not be read from Meta. "{sentence}</p>
                    <LinkButton href=again target=LinkTarget::Server>"Try again"</LinkButton>
                </div>
            </Notice>
        </div>
    }
    .into_any()
}

fn facts(settings: Commerce) -> AnyView {
    let catalog = if settings.is_catalog_visible { "Visible" } else { "Hidden" };
    let cart = if settings.is_cart_enabled { "On" } else { "Off" };
    view! {
        <Facts>
            {plain("Catalog", catalog.into_any())}
            {plain("Cart", cart.into_any())}
        </Facts>
    }
    .into_any()
}

fn form(data: &CatalogData, settings: Commerce) -> AnyView {
    let state = FormState::new("catalog", &[], data.refusal.as_ref());
    let number = data.head.id.clone();
    view! {
        <div>
            <form class="form" method="post" action=SaveCatalog::PATH>
                {state.notice()}
                <input type="hidden" name="number" value=number/>
                <input type="hidden" name="catalog_before" value=settings.is_catalog_visible.to_string()/>
                <input type="hidden" name="cart_before" value=settings.is_cart_enabled.to_string()/>
                <Switch
                    name="catalog"
                    label="Show the catalog"
                    note="In the profile of the number, and in chats with it. It needs a catalog that is connected to the account at Meta.".to_owned()
                    state=State::of(settings.is_catalog_visible)
                />
                <Switch
                    name="cart"
                    label="Cart"
                    note="People collect products and send them as one message.".to_owned()
                    state=State::of(settings.is_cart_enabled)
                />
                <div class="actions"><Button kind=ButtonKind::Primary>"Save"</Button></div>
            </form>
        </div>
    }
    .into_any()
}
