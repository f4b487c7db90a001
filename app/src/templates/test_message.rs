//! Sending an approved template to one's own phone.

use domain::templates::preview::Preview;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;
use serde::{Deserialize, Serialize};

use super::preview::phone;
use super::template::gone;
use crate::error::AppError;
use crate::form::{FormState, Refusal};
use crate::ui::{Button, ButtonKind, Choice, Crumb, LinkButton, Need, PageHeader, Select, TextInput};

/// A place that the message has to fill.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenPlace {
    /// Its name in the form.
    pub name: String,
    /// What it is.
    pub label: String,
    /// What may stand there.
    pub example: String,
}

/// What the page shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TestData {
    /// The template's name.
    pub name: String,
    /// Its language.
    pub language: String,
    /// The numbers that can send it: id and number.
    pub numbers: Vec<(String, String)>,
    /// What has to be filled in.
    pub places: Vec<OpenPlace>,
    /// The template as a phone shows it.
    pub preview: Preview,
    /// Why it was refused.
    pub refusal: Option<Refusal>,
}

/// What the page shows.
#[server(prefix = "/api/app", endpoint = "template/test/page")]
pub async fn load_test(id: String) -> Result<TestData, AppError> {
    let (hub, actor) = crate::server::actor()?;
    let id = domain::ids::TemplateId::parse(&id).map_err(|_| hub::HubError::NotFound)?;
    let (view, numbers) = hub::templates::senders(&hub, &actor, &id).await?;
    let words = &view.facts.template;
    let places = hub::templates::places(words).into_iter().map(|place| OpenPlace {
        name: place.name,
        label: place.label,
        example: place.example,
    });
    Ok(TestData {
        name: words.name.clone(),
        language: words.language.label().to_owned(),
        numbers,
        places: places.collect(),
        preview: domain::templates::preview::preview(words).with_samples_of(&id),
        refusal: crate::server::flash::take("/templates/test").refusal,
    })
}

/// Sends a template to one's own phone.
#[server(prefix = "/api/app", endpoint = "template/test")]
pub async fn send_test_message(
    /// Which one, by its id.
    #[server(default)]
    id: String,
    /// The number that sends it, by its id.
    #[server(default)]
    from: String,
    /// Whose phone.
    #[server(default)]
    to: String,
    /// The names of its places.
    #[server(default)]
    names: Vec<String>,
    /// What stands in them, in the same order.
    #[server(default)]
    values: Vec<String>,
) -> Result<(), AppError> {
    let mut form = crate::server::FormAt::new("test", "/templates/test").keep("from", &from).keep("to", &to);
    for (name, value) in names.iter().zip(&values) {
        form = form.keep(name, value);
    }
    let back = format!("/templates/{id}/test");
    let outcome = async {
        let (hub, actor) = crate::server::actor()?;
        let message = hub::templates::TestMessage {
            from: domain::ids::ChannelId::parse(&from).map_err(|_| hub::HubError::NotFound)?,
            template: domain::ids::TemplateId::parse(&id).map_err(|_| hub::HubError::NotFound)?,
            to: to.clone(),
            values: names.iter().cloned().zip(values.iter().cloned()).collect(),
        };
        hub::templates::send_test(&hub, &actor, &message).await?;
        Ok(format!("/templates/{id}?notice=tested"))
    };
    form.back_to(back).settle(outcome).await
}

/// The form.
pub(crate) fn screen() -> AnyView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get_str("id").unwrap_or_default().to_owned());
    let data = Resource::new(move || id.get(), load_test);
    view! {
        <Title text="Send test message"/>
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

fn page(data: TestData, id: String) -> impl IntoView {
    let state = FormState::new("test", &["from", "to", "values"], data.refusal.as_ref());
    let crumbs = vec![
        Crumb::link("Templates", "/templates".to_owned()),
        Crumb::link(data.name.as_str(), format!("/templates/{id}")),
        Crumb::here("Send test message"),
    ];
    let line = format!("{} in {}", data.name, data.language);
    let first = data.numbers.first().map(|(id, _)| id.clone()).unwrap_or_default();
    let numbers = data.numbers.into_iter().map(|(id, number)| Choice::new(id, number)).collect();
    let back = format!("/templates/{id}");
    let missing = state.error("values").map(|words| view! { <p class="error">{words}</p> });
    let places = data.places.into_iter().map(|place| {
        let value = state.value(&place.name, &place.example);
        let field = format!("p-{}", place.name.replace('.', "-"));
        view! {
            <input type="hidden" name="names[]" value=place.name/>
            <TextInput name="values[]" id=field label=place.label value=value/>
        }
    });
    let places = places.collect_view();
    view! {
        <PageHeader title="Send test message" line crumbs/>
        {state.notice()}
        <div class="two">
            <form class="ask card" method="post" action=SendTestMessage::PATH>
                <input type="hidden" name="id" value=id/>
                <div class="form">
                    <Select name="from" label="From" choices=numbers value=state.value("from", &first) error=state.error("from")/>
                    <TextInput
                        name="to"
                        label="Your phone"
                        hint="With its country code, as +49 30 901820. The message costs what any message of this template costs.".to_owned()
                        need=Need::Required
                        value=state.value("to", "")
                        error=state.error("to")
                    />
                    {places}
                    {missing}
                </div>
                <div class="foot">
                    <LinkButton href=back>"Back"</LinkButton>
                    <Button kind=ButtonKind::Primary>"Send test message"</Button>
                </div>
            </form>
            <aside class="stack" aria-label="Preview">{phone(&data.preview)}</aside>
        </div>
    }
}
