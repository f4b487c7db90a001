//! The organisation: what it is called and whom it belongs to.

use domain::account::{OrganisationKind, Role};
use leptos::prelude::*;
use leptos_meta::Title;
use serde::{Deserialize, Serialize};

use super::layout::{Layout, Place, failed};
use crate::error::AppError;
use crate::ui::{Card, Copyable, Fact, Facts};

/// What the page shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganisationData {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// Which side it is on.
    pub kind: OrganisationKind,
    /// What its partner is called.
    pub partner: String,
    /// The person's role.
    pub role: Role,
    /// How many people belong to it.
    pub users: u32,
    /// Whom to ask; may be empty.
    pub support: String,
}

/// What the page shows.
#[server(prefix = "/api/app", endpoint = "organisation/page")]
pub async fn load_organisation() -> Result<OrganisationData, AppError> {
    use hub::accounts::place::Place;

    let (hub, actor) = crate::server::actor()?;
    let session = crate::server::signed_in()?;
    let members = hub::accounts::members::list(&hub, &actor, &Place::Own).await?;
    Ok(OrganisationData {
        id: session.organisation_id,
        name: session.organisation_name,
        kind: session.organisation_kind,
        partner: session.partner_name,
        role: actor.role,
        users: u32::try_from(members.len()).unwrap_or(u32::MAX),
        support: hub.settings.support_contact.clone(),
    })
}

/// The organisation of this session.
pub(crate) fn screen() -> AnyView {
    let data = Resource::new(|| (), |()| load_organisation());
    view! {
        <Layout here=Place::Organisation>
            <Transition>
                {move || Suspend::new(async move {
                    match data.await {
                        Ok(data) => card(data).into_any(),
                        Err(error) => failed(&error),
                    }
                })}
            </Transition>
        </Layout>
    }
    .into_any()
}

fn card(data: OrganisationData) -> impl IntoView {
    let title = Place::Organisation.label(data.kind);
    let (id_term, id_copy) = match data.kind {
        OrganisationKind::Partner => ("Partner ID", "Copy the partner ID"),
        OrganisationKind::Client => ("Client ID", "Copy the client ID"),
    };
    let side = match data.kind {
        OrganisationKind::Partner => view! {
            <Fact label="Side">"Partner"<small>"It manages numbers for its clients."</small></Fact>
        }
        .into_any(),
        OrganisationKind::Client => view! {
            <Fact label="Side">"Client"<small>"Its numbers are managed by its partner."</small></Fact>
            <Fact label="Partner"><bdi>{data.partner}</bdi></Fact>
        }
        .into_any(),
    };
    let users = if data.users == 1 { "1 person".to_owned() } else { format!("{} people", data.users) };
    let support = (!data.support.is_empty()).then(|| view! { <Fact label="Support">{data.support}</Fact> });
    view! {
        <Title text=title/>
        <Card id="organisation" title=title>
            <Facts>
                <Fact label="Name"><bdi>{data.name}</bdi></Fact>
                {side}
                <Fact label=id_term><Copyable value=data.id label=id_copy/></Fact>
                <Fact label="Your role">{data.role.label()}</Fact>
                <Fact label="Users"><a href="/settings/users">{users}</a></Fact>
                {support}
            </Facts>
        </Card>
    }
}
