//! Revoking a key: what follows from it, and the decision.

use domain::state::Tone;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;
use serde::{Deserialize, Serialize};

use super::load::KeyItem;
use super::{RevokeKey, keys};
use crate::error::AppError;
use crate::form::{FormState, Refusal};
use crate::ui::{Button, ButtonKind, Confirm, EmptyState, Glyph, LinkButton, Notice};

/// What the page shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RevocationData {
    /// The key.
    pub key: KeyItem,
    /// Its number, by its id.
    pub number: String,
    /// Why it was refused.
    pub refusal: Option<Refusal>,
}

/// What the page shows.
#[server(prefix = "/api/app", endpoint = "api-key/revoke/page")]
pub async fn load_revocation(key: String) -> Result<RevocationData, AppError> {
    let (hub, actor) = crate::server::actor()?;
    let prefix = domain::api_key::KeyPrefix::parse(&key).map_err(|_| hub::HubError::NotFound)?;
    let one = hub::api_keys::find(&hub, &actor, &prefix).await?;
    Ok(RevocationData {
        number: one.channel.to_string(),
        key: super::load::item(one, hub.clock.now()),
        refusal: crate::server::flash::take(PAGE).refusal,
    })
}

/// Where the form stands.
#[cfg(feature = "ssr")]
pub(super) const PAGE: &str = "/api-keys/revoke";

/// The decision to revoke a key.
pub(crate) fn screen() -> AnyView {
    let params = use_params_map();
    let key = Memo::new(move |_| params.read().get_str("key").unwrap_or_default().to_owned());
    let data = Resource::new(move || key.get(), load_revocation);
    view! {
        <Title text="Revoke API key"/>
        <div class="page narrow">
            <Transition>
                {move || Suspend::new(async move {
                    match data.await {
                        Ok(data) => page(data).into_any(),
                        Err(AppError::NotFound) => gone(),
                        Err(error) => view! { <Notice tone=Tone::Caution><p>{error.to_string()}</p></Notice> }.into_any(),
                    }
                })}
            </Transition>
        </div>
    }
    .into_any()
}

fn page(data: RevocationData) -> impl IntoView {
    let state = FormState::new("revoke", &[], data.refusal.as_ref());
    let facts = keys::facts(&data.key);
    let revoke = data.key.revocable.then(|| view! { <Button kind=ButtonKind::Danger>"Revoke key"</Button> });
    let cannot = (!data.key.revocable).then(|| {
        view! { <Notice tone=Tone::Caution><p>"You cannot revoke this key: it has ended, or it is for the other side to revoke."</p></Notice> }
    });
    let back = format!("/numbers/{}/api-key", data.number);
    view! {
        <Confirm title="Revoke this API key">
            <form method="post" action=RevokeKey::PATH>
                <input type="hidden" name="key" value=data.key.prefix/>
                <div>
                    {state.notice()}
                    {cannot}
                    <p>{facts}</p>
                    <p>"The key stops working at once. Systems that still use it can no longer send messages for this number. It cannot be taken back."</p>
                </div>
                <div class="foot">
                    <LinkButton href=back>"Keep key"</LinkButton>
                    {revoke}
                </div>
            </form>
        </Confirm>
    }
}

fn gone() -> AnyView {
    view! {
        <EmptyState glyph=Glyph::Search title="There is no such API key" text="It does not exist, or it belongs to somebody else.">
            <LinkButton href="/numbers">"Open WhatsApp Accounts"</LinkButton>
        </EmptyState>
    }
    .into_any()
}
