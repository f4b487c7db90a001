//! Ending the permission of a number: the client revokes it, the partner gives it back.

use domain::account::OrganisationKind;
use domain::permission::{PartnerKeys, Wish};
use domain::state::Tone;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;
use serde::{Deserialize, Serialize};

use super::SetPermission;
use crate::error::AppError;
use crate::form::{FormState, Refusal};
use crate::numbers::number::gone;
use crate::ui::{Button, ButtonKind, Confirm, LinkButton, Notice};

/// What the page shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EndingData {
    /// The number in its groups.
    pub number: String,
    /// What the partner is called.
    pub partner: String,
    /// On which side the person is.
    pub viewer: OrganisationKind,
    /// Why there is nothing to end.
    pub why_not: Option<String>,
    /// Why the form was refused.
    pub refusal: Option<Refusal>,
}

/// What the person's side calls it.
const fn wish(viewer: OrganisationKind) -> Wish {
    match viewer {
        OrganisationKind::Client => Wish::Revoke,
        OrganisationKind::Partner => Wish::GiveBack,
    }
}

/// What the page shows.
#[server(prefix = "/api/app", endpoint = "permission/page")]
pub async fn load_ending(id: String) -> Result<EndingData, AppError> {
    let (hub, actor) = crate::server::actor()?;
    let id = domain::ids::ChannelId::parse(&id).map_err(|_| super::super::not_found())?;
    let standing = hub::permissions::of_channel(&hub, &actor, &id).await?;
    let viewer = actor.organisation.kind();
    let why_not = match standing.terms.after(viewer.into(), wish(viewer)) {
        Err(kept) => Some(kept.to_string()),
        Ok(after) if after == standing.terms => Some("The permission is missing already.".to_owned()),
        Ok(_) => None,
    };
    let refusal = crate::server::flash::take(super::act::FLASH).refusal;
    Ok(EndingData { number: standing.number, partner: standing.partner, viewer, why_not, refusal })
}

/// The decision to end the permission of a number.
pub(crate) fn screen() -> AnyView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get_str("id").unwrap_or_default().to_owned());
    let data = Resource::new(move || id.get(), load_ending);
    view! {
        <div class="page narrow">
            <Transition>
                {move || {
                    let id = id.get();
                    Suspend::new(async move {
                        match data.await {
                            Ok(data) => page(data, id).into_any(),
                            Err(error) => view! { <Title text=gone::title(&error)/>{gone::view(&error)} }.into_any(),
                        }
                    })
                }}
            </Transition>
        </div>
    }
    .into_any()
}

fn page(data: EndingData, id: String) -> impl IntoView {
    let state = FormState::new("permission", &[], data.refusal.as_ref());
    let (title, action, back) = match data.viewer {
        OrganisationKind::Client => ("Revoke permission", "Revoke permission", "/settings/partner".to_owned()),
        OrganisationKind::Partner => {
            ("Give permission back", "Give permission back", format!("/numbers/{id}/details#channel"))
        }
    };
    let content = match data.why_not {
        Some(sentence) => view! {
            <div>
                {state.notice()}
                <Notice tone=Tone::Off><p>{sentence}</p></Notice>
            </div>
            <div class="foot"><LinkButton href=back>"Back"</LinkButton></div>
        }
        .into_any(),
        None => {
            let what = consequence(data.viewer, &data.partner);
            view! {
                <form method="post" action=SetPermission::PATH>
                    <input type="hidden" name="id" value=id/>
                    <input type="hidden" name="wish" value=wish(data.viewer).code()/>
                    <div>
                        {state.notice()}
                        {what}
                        <p>"API keys that exist keep working until they are replaced, so that nothing goes silent."</p>
                        <label class="check">
                            <input type="checkbox" name="keys" value=PartnerKeys::Revoke.code()/>
                            <span>"Also revoke the partner's keys"<small>"Whatever uses them can send nothing from then on."</small></span>
                        </label>
                    </div>
                    <div class="foot">
                        <LinkButton href=back>"Keep it shared"</LinkButton>
                        <Button kind=ButtonKind::Danger>{action}</Button>
                    </div>
                </form>
            }
            .into_any()
        }
    };
    view! {
        <Title text=title/>
        <Confirm title=format!("{title}: {}", data.number)>{content}</Confirm>
    }
}

fn consequence(viewer: OrganisationKind, partner: &str) -> AnyView {
    match viewer {
        OrganisationKind::Client => view! {
            <p><bdi>{partner.to_owned()}</bdi>" can then generate no API key for this number, from the next click on. You can share the permission again at any time."</p>
        }
        .into_any(),
        OrganisationKind::Partner => view! {
            <p>"You can then generate no API key for this number, from the next click on. Only the client can share the permission again."</p>
        }
        .into_any(),
    }
}
