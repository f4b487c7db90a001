//! How fresh the facts are, and asking Meta for them again.

use leptos::prelude::*;

use super::load::Head;
use super::row::plain;
use crate::error::AppError;
use crate::notifications::happening::time;
use crate::ui::{Card, Facts, Glyph};

/// Why Meta was not asked, for a form without a script.
pub(super) const TOO_SOON: &str =
    "Meta was not asked: the account was synced less than a minute ago, or its connection is broken.";

/// Asks Meta for everything about the number's account again.
#[server(prefix = "/api/app", endpoint = "sync-now")]
pub async fn sync_now(number: String, #[server(default)] page: String) -> Result<(), AppError> {
    let (hub, actor) = crate::server::actor()?;
    let id = domain::ids::ChannelId::parse(&number).map_err(|_| hub::HubError::NotFound)?;
    let done = hub::wabas::sync_now(&hub, &actor, &id).await.map_err(AppError::from);
    let page = if page == "details" { "/details" } else { "" };
    let outcome = match &done {
        Ok(()) => "notice=sync",
        Err(AppError::Refused(_)) => "error=sync",
        Err(_) => return done,
    };
    if crate::server::send_form_to(&format!("/numbers/{id}{page}?{outcome}")) { Ok(()) } else { done }
}

/// A sync that the person has asked for.
#[derive(Clone, Copy)]
pub(super) struct Asking {
    action: ServerAction<SyncNow>,
    told: RwSignal<Option<Result<(), String>>>,
}

impl Asking {
    /// `told` is what the address says.
    pub(super) fn new(told: Option<Result<(), String>>) -> Self {
        let asking = Self { action: ServerAction::new(), told: RwSignal::new(told) };
        Effect::new(move |_| {
            if let Some(outcome) = asking.action.value().get() {
                asking.told.set(Some(outcome.map_err(|error| error.to_string())));
            }
        });
        asking
    }

    /// The sync has moved on, so there is nothing left to say about the request.
    pub(super) fn answered(self) {
        self.told.set(None);
    }
}

/// The card.
pub(super) fn sync(head: &Head, page: &'static str, asking: Asking) -> impl IntoView + use<> {
    let last = match head.sync.synced.clone() {
        Some(at) => time(at).into_any(),
        None => view! { <span class="muted">"Not yet"</span> }.into_any(),
    };
    let failure = head.sync.error.clone().map(|reason| {
        let value = view! { <span class="st act">{Glyph::Act.view()}"Failed"</span><small dir="auto">{reason}</small> };
        plain("Last try", value.into_any())
    });
    let ask = if head.sync.can_ask {
        let (number, busy) = (head.id.clone(), asking.action.pending());
        view! {
            <ActionForm action=asking.action>
                <input type="hidden" name="number" value=number/>
                <input type="hidden" name="page" value=page/>
                <button class="btn small" aria-disabled=move || busy.get().then_some("true")>
                    {Glyph::Sync.view()}"Sync now"
                </button>
            </ActionForm>
        }
        .into_any()
    } else {
        view! { <p>"The sync is paused until the account is reconnected with Meta."</p> }.into_any()
    };
    let token = head.sync.token.clone().view();
    view! {
        <Card id="sync" title="Sync with Meta">
            <Facts>
                {plain("Last complete sync", last)}
                {failure}
                {plain("Access token", token)}
            </Facts>
            <footer class="sync">
                {ask}
                <p role="status">
                    {move || match asking.told.get() {
                        None => None,
                        Some(Ok(())) => Some("Meta is being asked. The page follows by itself.".to_owned()),
                        Some(Err(sentence)) => Some(sentence),
                    }}
                </p>
            </footer>
        </Card>
    }
}
