//! Deleting a template: what follows from it, and the decision, with the name typed.

use domain::state::Tone;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;
use serde::{Deserialize, Serialize};

use super::template::gone;
use crate::error::AppError;
use crate::form::{FormState, Refusal};
use crate::ui::{Button, ButtonKind, Confirm, LinkButton, Notice, TextInput};

/// What the page shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeletionData {
    /// The template's name.
    pub name: String,
    /// Its language.
    pub language: String,
    /// All languages of the name.
    pub languages: Vec<String>,
    /// The account.
    pub account: String,
    /// What follows from it.
    pub consequences: Vec<String>,
    /// Why it was refused.
    pub refusal: Option<Refusal>,
}

/// What the page shows.
#[server(prefix = "/api/app", endpoint = "template/delete/page")]
pub async fn load_deletion(id: String) -> Result<DeletionData, AppError> {
    use domain::templates::actions::{Deletion, deletion_consequences};

    let (hub, actor) = crate::server::actor()?;
    let id = domain::ids::TemplateId::parse(&id).map_err(|_| hub::HubError::NotFound)?;
    let view = hub::templates::show(&hub, &actor, &id).await?;
    let words = &view.template.facts.template;
    let languages = view.languages.iter().map(|it| it.facts.template.language.label().to_owned()).collect();
    Ok(DeletionData {
        name: words.name.clone(),
        language: words.language.label().to_owned(),
        languages,
        account: view.template.waba_name.clone(),
        consequences: deletion_consequences(&view.template.facts.status, Deletion::Language)
            .into_iter()
            .skip(1)
            .map(str::to_owned)
            .collect(),
        refusal: crate::server::flash::take("/templates/delete").refusal,
    })
}

/// Deletes a template at Meta.
#[server(prefix = "/api/app", endpoint = "template/delete")]
pub async fn delete_template(
    /// Which one, by its id.
    #[server(default)]
    id: String,
    /// `all`, or this language alone.
    #[server(default)]
    extent: String,
    /// Its name, as typed.
    #[server(default)]
    typed: String,
) -> Result<(), AppError> {
    use hub::templates::Extent;

    let form = crate::server::FormAt::new("delete", "/templates/delete").keep("extent", &extent).keep("typed", &typed);
    let outcome = async {
        let (hub, actor) = crate::server::actor()?;
        let template = domain::ids::TemplateId::parse(&id).map_err(|_| hub::HubError::NotFound)?;
        let number = hub::templates::show(&hub, &actor, &template).await?.channel;
        let extent = if extent == "all" { Extent::All } else { Extent::Language };
        hub::templates::delete(&hub, &actor, &template, extent, &typed).await?;
        Ok(match number {
            Some(number) => format!("/numbers/{number}/templates?notice=deleted"),
            None => "/templates?notice=deleted".to_owned(),
        })
    };
    form.back_to(format!("/templates/{id}/delete")).settle(outcome).await
}

/// The decision to delete a template.
pub(crate) fn screen() -> AnyView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get_str("id").unwrap_or_default().to_owned());
    let data = Resource::new(move || id.get(), load_deletion);
    view! {
        <Title text="Delete template"/>
        <div class="page narrow">
            <Transition>
                {move || {
                    let id = id.get();
                    Suspend::new(async move {
                        match data.await {
                            Ok(data) => page(data, id).into_any(),
                            Err(error) => gone(&error),
                        }
                    })
                }}
            </Transition>
        </div>
    }
    .into_any()
}

fn page(data: DeletionData, id: String) -> impl IntoView {
    let state = FormState::new("delete", &["typed"], data.refusal.as_ref());
    let all = state.value("extent", "one") == "all";
    let several = 1 < data.languages.len();
    let extent = several.then(|| {
        let every = data.languages.join(", ");
        view! {
            <fieldset class="choices">
                <legend>"What to delete"</legend>
                <label><input type="radio" name="extent" value="one" checked=!all/>{format!("{} alone", data.language)}</label>
                <label><input type="radio" name="extent" value="all" checked=all/>{format!("All languages: {every}")}</label>
            </fieldset>
        }
    });
    let consequences = data.consequences.iter().cloned().map(|words| view! { <li>{words}</li> }).collect_view();
    let back = format!("/templates/{id}");
    view! {
        <Confirm title=format!("Delete {}", data.name)>
            <form method="post" action=DeleteTemplate::PATH>
                <input type="hidden" name="id" value=id/>
                <div>
                    {state.notice()}
                    <Notice tone=Tone::Caution><p>"Deleting cannot be taken back, and it holds for every number of "<bdi>{data.account}</bdi>"."</p></Notice>
                    <ul class="plain">{consequences}</ul>
                    {extent}
                    <TextInput
                        name="typed"
                        label=format!("Type {} to confirm", data.name)
                        value=state.value("typed", "")
                        error=state.error("typed")
                        autocomplete="off"
                    />
                </div>
                <div class="foot">
                    <LinkButton href=back>"Keep template"</LinkButton>
                    <Button kind=ButtonKind::Danger>"Delete template"</Button>
                </div>
            </form>
        </Confirm>
    }
}
