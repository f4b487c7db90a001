//! Removing somebody: what follows from it, and the decision.

use domain::state::Tone;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;
use serde::{Deserialize, Serialize};

use crate::error::AppError;
use crate::form::{FormState, Refusal};
use crate::ui::{Button, ButtonKind, Confirm, EmptyState, Glyph, LinkButton, Notice};

/// What the page shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RemovalData {
    /// Whom it is about.
    pub name: String,
    /// The person's address.
    pub email: String,
    /// What the organisation is called.
    pub organisation: String,
    /// Whether it is whoever looks.
    pub you: bool,
    /// Why it was refused.
    pub refusal: Option<Refusal>,
}

/// What the page shows.
#[server(prefix = "/api/app", endpoint = "users/remove/page")]
pub async fn load_removal(id: String) -> Result<RemovalData, AppError> {
    use hub::accounts::{members, place, require};

    let (hub, actor) = crate::server::actor()?;
    let session = crate::server::signed_in()?;
    require(&actor, domain::account::Capability::ManageUsers)?;
    let all = members::list(&hub, &actor, &place::Place::Own).await?;
    let member = all.into_iter().find(|member| member.id.as_str() == id).ok_or_else(super::not_found)?;
    Ok(RemovalData {
        name: member.name,
        email: member.email,
        organisation: session.organisation_name,
        you: member.you,
        refusal: crate::server::flash::take("/settings/users/remove").refusal,
    })
}

/// Removes somebody from the organisation.
#[server(prefix = "/api/app", endpoint = "users/remove")]
pub async fn remove_user(
    /// Which one, by its id.
    #[server(default)]
    id: String,
) -> Result<(), AppError> {
    let form = crate::server::FormAt::new("remove", "/settings/users/remove");
    let outcome = async {
        let (hub, actor) = crate::server::actor()?;
        let session = crate::server::signed_in()?;
        let user = domain::ids::UserId::parse(&id).map_err(|_| super::not_found())?;
        hub::accounts::members::remove(&hub, &actor, &user).await?;
        let you = session.user_id == user;
        Ok(if you { "/" } else { "/settings/users?notice=removed" }.to_owned())
    };
    form.back_to(format!("/settings/users/{id}/remove")).settle(outcome).await
}

/// The decision to remove somebody.
pub(crate) fn screen() -> AnyView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get("id").unwrap_or_default());
    let data = Resource::new(move || id.get(), load_removal);
    view! {
        <Title text="Remove user"/>
        <div class="page narrow">
            <Transition>
                {move || {
                    let id = id.get();
                    Suspend::new(async move {
                        match data.await {
                            Ok(data) => page(data, id).into_any(),
                            Err(AppError::NotFound) => gone(),
                            Err(error) => view! { <Notice tone=Tone::Caution><p>{error.to_string()}</p></Notice> }.into_any(),
                        }
                    })
                }}
            </Transition>
        </div>
    }
    .into_any()
}

fn page(data: RemovalData, id: String) -> impl IntoView {
    let state = FormState::new("remove", &[], data.refusal.as_ref());
    let (title, what, action, keep) = if data.you {
        (
            format!("Leave {}", data.organisation),
            format!("You can no longer open {} from your next click on.", data.organisation),
            "Leave the organisation".to_owned(),
            "Stay",
        )
    } else {
        (
            format!("Remove {}", data.name),
            format!(
                "{} ({}) can no longer open {} from the next click on, in any browser.",
                data.name, data.email, data.organisation
            ),
            format!("Remove {}", data.name),
            "Keep user",
        )
    };
    view! {
        <Confirm title>
            <form method="post" action=RemoveUser::PATH>
                <input type="hidden" name="id" value=id/>
                <div>
                    {state.notice()}
                    <p dir="auto">{what}</p>
                    <p>"Numbers, API keys and everything that was done stay as they are; the audit log keeps the name. The account itself and other organisations are not touched."</p>
                    <p>"Coming back takes a new invitation."</p>
                </div>
                <div class="foot">
                    <LinkButton href="/settings/users">{keep}</LinkButton>
                    <Button kind=ButtonKind::Danger>{action}</Button>
                </div>
            </form>
        </Confirm>
    }
}

fn gone() -> AnyView {
    view! {
        <EmptyState glyph=Glyph::People title="There is no such user" text="The person was removed, or belongs to another organisation.">
            <LinkButton href="/settings/users">"Show the users"</LinkButton>
        </EmptyState>
    }
    .into_any()
}
