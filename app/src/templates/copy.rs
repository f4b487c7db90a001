//! Copying a template to other accounts, with the result for each.

use domain::state::Tone;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos::task::spawn_local;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;
use serde::{Deserialize, Serialize};

use super::template::gone;
use crate::error::AppError;
use crate::ui::{Crumb, EmptyState, Glyph, Notice, PageHeader, status_mark};

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
        <div class="page">
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
    let line = format!("{} in {}, from {}", data.name, data.language, data.account);
    if data.targets.is_empty() {
        return view! {
            <PageHeader title="Copy to accounts" line crumbs/>
            <EmptyState glyph=Glyph::Template title="There is no other account" text="Connect another WhatsApp Business Account first."/>
        }
        .into_any();
    }
    let copying = Copying::new(id.clone(), data.done);
    let targets = data.targets.into_iter().map(|target| line_of(target, copying)).collect_view();
    view! {
        <PageHeader title="Copy to accounts" line crumbs/>
        <Notice tone=Tone::Progress>
            <p>"Meta reviews the template in each account anew. A sample of an image, a video or a document is uploaded again."</p>
        </Notice>
        <form class="card" method="post" action=CopyTemplate::PATH on:submit=move |event| copying.start(&event)>
            <input type="hidden" name="id" value=id/>
            <ul class="rows">{targets}</ul>
            <footer class="sync">
                <button class="btn primary" aria-disabled=move || copying.busy.get().then_some("true")>"Copy template"</button>
                <p role="status">{move || copying.words()}</p>
            </footer>
        </form>
    }
    .into_any()
}

fn line_of(target: Target, copying: Copying) -> impl IntoView {
    let id = target.id.clone();
    let outcome = move || {
        let done = copying.done.read();
        let copied = done.iter().find(|copied| copied.account == id)?;
        Some(match (&copied.template, &copied.refusal) {
            (Some(template), _) => view! {
                {status_mark(Tone::Progress, "Sent for review")}
                <a href=format!("/templates/{template}")>"Open"</a>
            }
            .into_any(),
            (None, Some(refusal)) => {
                view! { {status_mark(Tone::Critical, "Refused")}<p class="why" dir="auto">{refusal.clone()}</p> }
                    .into_any()
            }
            (None, None) => ().into_any(),
        })
    };
    view! {
        <li>
            <label class="check grow">
                <input type="checkbox" name="accounts[]" value=target.id/>
                <span><bdi>{target.name}</bdi><small><bdi>{target.client}</bdi></small></span>
            </label>
            {outcome}
        </li>
    }
}

/// Copies one account after the other, so that the page can say how far it is.
#[derive(Clone, Copy)]
struct Copying {
    id: StoredValue<String>,
    busy: RwSignal<bool>,
    wanted: RwSignal<usize>,
    done: RwSignal<Vec<Copied>>,
    failed: RwSignal<Option<String>>,
}

impl Copying {
    fn new(id: String, done: Vec<Copied>) -> Self {
        Self {
            id: StoredValue::new(id),
            busy: RwSignal::new(false),
            wanted: RwSignal::new(done.len()),
            done: RwSignal::new(done),
            failed: RwSignal::new(None),
        }
    }

    fn words(self) -> Option<String> {
        if let Some(failed) = self.failed.get() {
            return Some(failed);
        }
        let (done, wanted) = (self.done.read().len(), self.wanted.get());
        let refused = self.done.read().iter().filter(|copied| copied.refusal.is_some()).count();
        match (wanted, self.busy.get(), refused) {
            (0, false, _) => None,
            (0, true, _) | (_, true, _) => Some(format!("{done} of {wanted} accounts")),
            (_, false, 0) => Some(format!("Copied to {done} of {wanted} accounts.")),
            (_, false, _) => Some(format!("Copied to {} of {wanted} accounts; {refused} refused.", done - refused)),
        }
    }

    fn start(self, event: &leptos::ev::SubmitEvent) {
        event.prevent_default();
        let chosen = chosen(event);
        if self.busy.get_untracked() {
            return;
        }
        if chosen.is_empty() {
            self.failed.set(Some("Choose at least one account.".to_owned()));
            return;
        }
        self.failed.set(None);
        self.done.set(Vec::new());
        self.wanted.set(chosen.len());
        self.busy.set(true);
        spawn_local(async move {
            for account in chosen {
                let Some(id) = self.id.try_get_value() else { return };
                match copy_template(id, vec![account]).await {
                    Ok(copied) => {
                        self.done.try_update(|done| done.extend(copied));
                    }
                    Err(error) => {
                        self.failed.try_set(Some(error.to_string()));
                        break;
                    }
                }
            }
            self.busy.try_set(false);
        });
    }
}

/// The accounts that are ticked.
fn chosen(event: &leptos::ev::SubmitEvent) -> Vec<String> {
    use leptos::wasm_bindgen::JsCast;
    use leptos::web_sys::{HtmlFormElement, HtmlInputElement};

    let Some(form) = event.target().and_then(|target| target.dyn_into::<HtmlFormElement>().ok()) else {
        return Vec::new();
    };
    let elements = form.elements();
    (0..elements.length())
        .filter_map(|index| elements.item(index)?.dyn_into::<HtmlInputElement>().ok())
        .filter(|input| input.type_() == "checkbox" && input.checked())
        .map(|input| input.value())
        .collect()
}
