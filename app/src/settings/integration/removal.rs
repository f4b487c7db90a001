//! The decision to remove the webhook.

use domain::state::Tone;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_meta::Title;

use super::RemoveWebhook;
use crate::error::AppError;
use crate::ui::{Button, ButtonKind, Confirm, LinkButton, Notice};

/// The address that would get nothing more.
#[server(prefix = "/api/app", endpoint = "integration/webhook/remove/page")]
pub async fn load_webhook_removal() -> Result<String, AppError> {
    let (hub, actor) = crate::server::actor()?;
    let seen = hub::partner_webhook::show(&hub, &actor).await?.ok_or_else(crate::settings::not_found)?;
    Ok(seen.address.place().to_owned())
}

/// The decision to remove the webhook.
pub(crate) fn screen() -> AnyView {
    let data = Resource::new(|| (), |()| load_webhook_removal());
    view! {
        <div class="page narrow">
            <Transition>
                {move || Suspend::new(async move {
                    match data.await {
                        Ok(place) => view! { <Title text="Remove webhook"/>{question(place)} }.into_any(),
                        Err(AppError::NotFound) => crate::no_page(),
                        Err(error) => view! {
                            <Title text="Remove webhook"/>
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

fn question(place: String) -> impl IntoView {
    view! {
        <Confirm title="Remove the webhook">
            <form method="post" action=RemoveWebhook::PATH>
                <div>
                    <p><bdi>{place}</bdi>" gets no more events. What waits to be delivered is dropped, and the signing secret is forgotten: a webhook that you set up later has another one."</p>
                </div>
                <div class="foot">
                    <LinkButton href="/settings/integration">"Keep webhook"</LinkButton>
                    <Button kind=ButtonKind::Danger>"Remove webhook"</Button>
                </div>
            </form>
        </Confirm>
    }
}
