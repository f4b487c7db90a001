//! The organisations of a person, and the way from one to another.

use domain::account::{OrganisationKind, Role};
use domain::state::Tone;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_meta::Title;
use serde::{Deserialize, Serialize};

use crate::error::AppError;
use crate::form::{FormState, Refusal};
use crate::ui::{Avatar, AvatarShape, Badge, Button, ButtonSize, Notice, PageHeader, VisuallyHidden};

/// One organisation of the person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganisationItem {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// Which side it is on.
    pub kind: OrganisationKind,
    /// What its partner is called.
    pub partner: String,
    /// The person's role there.
    pub role: Role,
    /// Whether this session is in it.
    pub current: bool,
}

/// What the page shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganisationsData {
    /// The organisations, the one used last first.
    pub items: Vec<OrganisationItem>,
    /// Why the switch was refused.
    pub refusal: Option<Refusal>,
}

/// The organisations of whoever is signed in.
#[server(prefix = "/api/app", endpoint = "organisations/page")]
pub async fn load_organisations() -> Result<OrganisationsData, AppError> {
    let (hub, actor) = crate::server::actor()?;
    let refusal = crate::server::flash::take("/organisations").refusal;
    let choices = hub::accounts::sessions::organisations(&hub, &actor).await?;
    let items = choices.into_iter().map(|choice| OrganisationItem {
        id: choice.id,
        name: choice.name,
        kind: choice.kind,
        partner: choice.partner_name,
        role: choice.role,
        current: choice.current,
    });
    Ok(OrganisationsData { items: items.collect(), refusal })
}

/// Opens another organisation in this session.
#[server(prefix = "/api/app", endpoint = "organisations/switch")]
pub async fn switch_organisation(
    /// Id of the organisation.
    #[server(default)]
    organisation: String,
) -> Result<(), AppError> {
    let outcome = async {
        let (hub, _) = crate::server::actor()?;
        let token = expect_context::<hub::accounts::browser::Browser>().session.unwrap_or_default();
        let session = hub::accounts::sessions::switch(&hub, &token, &organisation).await?;
        crate::server::enter(&session)?;
        Ok("/numbers".to_owned())
    };
    crate::server::FormAt::new("switch", "/organisations").settle(outcome).await
}

/// The switcher.
pub(crate) fn screen() -> AnyView {
    let data = Resource::new(|| (), |()| load_organisations());
    view! {
        <Title text="Switch organisation"/>
        <div class="page narrow">
            <PageHeader title="Switch organisation" line="Each has its own numbers and users. What you do is done for the one that is open."/>
            <Transition>
                {move || Suspend::new(async move {
                    match data.await {
                        Ok(data) => list(data).into_any(),
                        Err(error) => view! { <Notice tone=Tone::Caution><p>{error.to_string()}</p></Notice> }.into_any(),
                    }
                })}
            </Transition>
        </div>
    }
    .into_any()
}

fn list(data: OrganisationsData) -> impl IntoView {
    let state = FormState::new("switch", &[], data.refusal.as_ref());
    let items = data.items.into_iter().map(item).collect_view();
    view! {
        <div class="stack">
            {state.notice()}
            <section class="card" aria-label="Your organisations"><ul class="rows">{items}</ul></section>
        </div>
    }
}

fn item(item: OrganisationItem) -> impl IntoView {
    let side = match item.kind {
        OrganisationKind::Partner => "Partner".to_owned(),
        OrganisationKind::Client => format!("Client of {}", item.partner),
    };
    let line = format!("{side} · {}", item.role.label());
    let which = format!(" to {}", item.name);
    let open = if item.current {
        view! { <Badge label="Open" tone=Tone::Positive/> }.into_any()
    } else {
        view! {
            <form method="post" action=SwitchOrganisation::PATH>
                <input type="hidden" name="organisation" value=item.id/>
                <Button size=ButtonSize::Small>"Switch"<VisuallyHidden>{which}</VisuallyHidden></Button>
            </form>
        }
        .into_any()
    };
    let name = item.name.clone();
    view! {
        <li>
            <Avatar name=item.name shape=AvatarShape::Organisation/>
            <div class="grow"><b dir="auto">{name}</b><small dir="auto">{line}</small></div>
            {open}
        </li>
    }
}
