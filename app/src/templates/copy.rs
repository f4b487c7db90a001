//! Copying a template to other accounts, with the result for each.

mod accounts;
mod work;

use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;
use serde::{Deserialize, Serialize};

use super::template::gone;
use crate::error::AppError;
use crate::ui::{Crumb, EmptyState, Glyph, PageHeader};
use work::Copying;

/// An account that a template can be copied to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Target {
    /// Id of the account.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The client's name.
    pub client: String,
}

/// What became of one account's copy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Copied {
    /// Id of the account.
    pub account: String,
    /// Id of the new template; nothing where it was refused.
    pub template: Option<String>,
    /// Why it was refused.
    pub refusal: Option<String>,
}

/// What the page shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CopyData {
    /// The template's name.
    pub name: String,
    /// Its language.
    pub language: String,
    /// Its account.
    pub account: String,
    /// The other accounts, by name.
    pub targets: Vec<Target>,
    /// What a form without a script has done.
    pub done: Vec<Copied>,
}

/// What the page shows.
#[server(prefix = "/api/app", endpoint = "template/copy/page")]
pub async fn load_copy(id: String) -> Result<CopyData, AppError> {
    let (hub, actor) = crate::server::actor()?;
    let id = domain::ids::TemplateId::parse(&id).map_err(|_| hub::HubError::NotFound)?;
    let view = hub::templates::show(&hub, &actor, &id).await?;
    let targets = hub::templates::targets(&hub, &actor, &id).await?;
    let words = &view.template.facts.template;
    let kept = crate::server::flash::take("/templates/copy").secrets;
    Ok(CopyData {
        name: words.name.clone(),
        language: words.language.label().to_owned(),
        account: view.template.waba_name.clone(),
        targets: targets
            .into_iter()
            .map(|waba| Target { id: waba.id.to_string(), name: waba.facts.name, client: waba.client_name })
            .collect(),
        done: kept.iter().filter_map(|json| serde_json::from_str(json).ok()).collect(),
    })
}

/// Copies a template to accounts, one after the other.
#[server(prefix = "/api/app", endpoint = "template/copy")]
pub async fn copy_template(
    /// Which one, by its id.
    #[server(default)]
    id: String,
    /// The accounts, by their ids.
    #[server(default)]
    accounts: Vec<String>,
) -> Result<Vec<Copied>, AppError> {
    let (hub, actor) = crate::server::actor()?;
    let template = domain::ids::TemplateId::parse(&id).map_err(|_| hub::HubError::NotFound)?;
    hub::templates::targets(&hub, &actor, &template).await?;
    let mut done = Vec::with_capacity(accounts.len());
    for account in accounts {
        let waba = domain::ids::WabaId::parse(&account).map_err(|_| hub::HubError::NotFound)?;
        done.push(match hub::templates::copy_to(&hub, &actor, &template, &waba).await {
            Ok(copy) => Copied { account, template: Some(copy.to_string()), refusal: None },
            Err(error @ (hub::HubError::NotFound | hub::HubError::Forbidden | hub::HubError::Internal(_))) => {
                return Err(error.into());
            }
            Err(error) => Copied { account, template: None, refusal: Some(error.to_string()) },
        });
    }
    if crate::server::send_form_to(&format!("/templates/{template}/copy")) {
        let secrets = done.iter().filter_map(|copied| serde_json::to_string(copied).ok()).collect();
        crate::server::flash::put("/templates/copy", crate::server::flash::Flash { refusal: None, secrets });
    }
    Ok(done)
}

/// Choosing the accounts.
pub(crate) fn screen() -> AnyView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get_str("id").unwrap_or_default().to_owned());
    let data = Resource::new(move || id.get(), load_copy);
    view! {
        <Title text="Copy template"/>
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

fn page(data: CopyData, id: String) -> impl IntoView {
    let crumbs = vec![
        Crumb::link("Templates", "/templates".to_owned()),
        Crumb::link(data.name.as_str(), format!("/templates/{id}")),
        Crumb::here("Copy to accounts"),
    ];
    let back = format!("/templates/{id}");
    let line = format!("{} in {}, from {}", data.name, data.language, data.account);
    if data.targets.is_empty() {
        return view! {
            <PageHeader title="Copy to accounts" line crumbs/>
            <EmptyState glyph=Glyph::Template title="There is no other account" text="Connect another WhatsApp Business Account first."/>
        }
        .into_any();
    }
    let copying = Copying::new(id.clone(), data.done);
    view! {
        <PageHeader title="Copy to accounts" line crumbs/>
        <form class="card ask" method="post" action=CopyTemplate::PATH on:submit=move |event| copying.start(&event)>
            <input type="hidden" name="id" value=id/>
            <header>
                <p>"Meta reviews the template in each account anew. A sample of an image, a video or a document is uploaded again."</p>
            </header>
            {accounts::list(data.targets, copying)}
            <div class="foot">
                <p role="status">{move || copying.words()}</p>
                <a class="btn" href=back>"Back"</a>
                <button class="btn primary" aria-disabled=move || copying.busy.get().then_some("true")>"Copy template"</button>
            </div>
        </form>
    }
    .into_any()
}
