//! The organisation: what it is called and whom it belongs to.

use domain::account::{OrganisationKind, Role};
use domain::state::Tone;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_meta::Title;
use serde::{Deserialize, Serialize};

use super::layout::{Layout, Place, failed};
use crate::error::AppError;
use crate::form::{FormState, Refusal};
use crate::ui::{Button, Card, Choice, Copyable, Fact, Facts, NoticeFromQuery, NoticeText, Select};

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
    /// The zone of the partner's calendar.
    pub time_zone: String,
    /// The zones that the person can choose; nothing where the choice is not theirs.
    pub zones: Vec<String>,
    /// Where the partner's logo stands, where it has one.
    pub logo: Option<String>,
    /// Why the form was refused.
    pub refusal: Option<Refusal>,
}

/// What the page shows.
#[server(prefix = "/api/app", endpoint = "organisation/page")]
pub async fn load_organisation() -> Result<OrganisationData, AppError> {
    use domain::account::Capability;
    use hub::accounts::place::Place;

    let (hub, actor) = crate::server::actor()?;
    let session = crate::server::signed_in()?;
    let members = hub::accounts::members::list(&hub, &actor, &Place::Own).await?;
    let time_zone = hub::accounts::partners::of_actor(&hub, &actor).await?.time_zone;
    let chooses = session.organisation_kind == OrganisationKind::Partner && actor.role.may(Capability::ManageBilling);
    let mut zones: Vec<String> = Vec::new();
    if chooses {
        zones.extend(domain::timezone::names().into_iter().map(str::to_owned));
        if !zones.contains(&time_zone) {
            zones.insert(0, time_zone.clone());
        }
    }
    Ok(OrganisationData {
        id: session.organisation_id,
        name: session.organisation_name,
        kind: session.organisation_kind,
        partner: session.partner_name,
        role: actor.role,
        users: u32::try_from(members.len()).unwrap_or(u32::MAX),
        support: hub.settings.support_contact.clone(),
        time_zone,
        zones,
        logo: hub::logos::address_for(&hub, &actor).await?,
        refusal: crate::server::flash::take(PAGE).refusal,
    })
}

/// Where the form stands, for what is shown once.
#[cfg(feature = "ssr")]
const PAGE: &str = "/settings/organisation";

/// Chooses the zone of the partner's calendar.
#[server(prefix = "/api/app", endpoint = "organisation/time-zone")]
pub async fn set_time_zone(
    /// By its IANA name.
    #[server(default)]
    time_zone: String,
) -> Result<(), AppError> {
    let form = crate::server::FormAt::new("time-zone", PAGE).keep("time_zone", &time_zone);
    let outcome = async {
        let (hub, actor) = crate::server::actor()?;
        hub::accounts::partners::set_time_zone(&hub, &actor, &time_zone).await?;
        Ok(format!("{PAGE}?notice=time-zone"))
    };
    form.settle(outcome).await
}

/// The organisation of this session.
pub(crate) fn screen() -> AnyView {
    let data = Resource::new(|| (), |()| load_organisation());
    view! {
        <Layout here=Place::Organisation>
            <NoticeFromQuery words/>
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
    // Whoever chooses the calendar chooses the logo, too.
    let logo = (!data.zones.is_empty()).then(|| super::logo::card(data.name.clone(), data.logo));
    let zone = data.time_zone.clone();
    let choice = (!data.zones.is_empty()).then(|| time_zone(data.zones, data.time_zone, data.refusal.as_ref()));
    view! {
        <Title text=title/>
        <Card id="organisation" title=title>
            <Facts>
                <Fact label="Name"><bdi>{data.name}</bdi></Fact>
                {side}
                <Fact label=id_term><Copyable value=data.id label=id_copy/></Fact>
                <Fact label="Your role">{data.role.label()}</Fact>
                <Fact label="Users"><a href="/settings/users">{users}</a></Fact>
                <Fact label="Time zone">{zone}<small>"Notices of cancellation are counted in this calendar."</small></Fact>
                {support}
            </Facts>
        </Card>
        {logo}
        {choice}
    }
}

fn time_zone(zones: Vec<String>, chosen: String, refusal: Option<&Refusal>) -> impl IntoView + use<> {
    let state = FormState::new("time-zone", &["time_zone"], refusal);
    let choices = zones.into_iter().map(|zone| Choice::new(zone.clone(), zone)).collect();
    let value = state.value("time_zone", &chosen);
    view! {
        <Card id="time-zone" title="Time zone">
            <div>
                {state.notice()}
                <form method="post" action=SetTimeZone::PATH class="form">
                    <Select
                        name="time_zone"
                        label="Time zone"
                        hint=Some("The last day of a subscription is counted in this calendar, for you and your clients. Days that were told before stay as they are.".to_owned())
                        choices
                        value
                        error=state.error("time_zone")
                    />
                    <div class="actions"><Button>"Save time zone"</Button></div>
                </form>
            </div>
        </Card>
    }
}

fn words(code: &str) -> Option<NoticeText> {
    if code != "time-zone" {
        return super::logo::words(code);
    }
    let text = "The time zone is saved. Notices are counted in it from now on.";
    Some(NoticeText { tone: Tone::Positive, text })
}
