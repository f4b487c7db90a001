//! Asking the client for the permission of its numbers.

use domain::state::Tone;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;
use serde::{Deserialize, Serialize};

use crate::error::AppError;
use crate::form::{FormState, Refusal};
use crate::numbers::number::gone;
use crate::ui::{
    Breadcrumb, Card, Copyable, Crumb, EmptyState, Glyph, InputKind, LinkButton, Notice, PageHeader, Phone, TextInput,
};

/// Where a refusal, and a link that was made, are kept for the page.
#[cfg(feature = "ssr")]
const FLASH: &str = "/request-permission";

/// A number whose permission is missing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskableItem {
    /// Its id.
    pub id: String,
    /// The number in its groups.
    pub number: String,
    /// When it was asked for last, by whom and how, and what was answered.
    pub asked: Option<String>,
}

/// What the page shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskData {
    /// What the client is called.
    pub client: String,
    /// Its contact address.
    pub contact: String,
    /// Whether nobody of the client can sign in yet.
    pub nobody: bool,
    /// Its numbers whose permission is missing.
    pub items: Vec<AskableItem>,
    /// The link that was made just now.
    pub link: Option<String>,
    /// The address to which it was mailed just now.
    pub mailed: Option<String>,
    /// Why the form was refused.
    pub refusal: Option<Refusal>,
}

/// What can be asked of the client of a number.
#[server(prefix = "/api/app", endpoint = "permission/askable")]
pub async fn load_ask(id: String) -> Result<AskData, AppError> {
    let (hub, actor) = crate::server::actor()?;
    let number = domain::ids::ChannelId::parse(&id).map_err(|_| AppError::from(hub::HubError::NotFound))?;
    let found = hub::permissions::askable(&hub, &actor, &number).await?;
    let flash = crate::server::flash::take(FLASH);
    let mut secrets = flash.secrets.into_iter();
    let items = found.numbers.into_iter().map(|(id, number, last)| AskableItem {
        id: id.into(),
        number,
        asked: last.map(|request| asked_words(&request)),
    });
    Ok(AskData {
        client: found.client.name,
        contact: found.client.contact_email.unwrap_or_default(),
        nobody: found.people == hub::permissions::People::Nobody,
        items: items.collect(),
        link: secrets.next(),
        mailed: secrets.next().filter(|address| !address.is_empty()),
        refusal: flash.refusal,
    })
}

/// `Asked on 22 Nov 2026 by Ada, by e-mail to …: not answered yet`.
#[cfg(feature = "ssr")]
pub(crate) fn asked_words(request: &hub::permissions::PermissionRequest) -> String {
    let how = request.sent_to.as_deref().map_or_else(|| "by a link".to_owned(), |to| format!("by e-mail to {to}"));
    let answer = match &request.answered {
        None => "not answered yet".to_owned(),
        Some((answer, at)) => format!("{} on {}", answer.label().to_ascii_lowercase(), at.to_words()),
    };
    format!("Asked on {} by {}, {how}: {answer}", request.asked_at.to_words(), request.asked_by)
}

/// Asks for the permission of the chosen numbers: makes a link, and mails it where an address is given.
#[server(prefix = "/api/app", endpoint = "permission/ask")]
pub async fn ask_for_permission(
    /// The number from which the page was opened, by its id.
    #[server(default)]
    id: String,
    /// The chosen numbers, by their ids.
    #[server(default)]
    channels: Vec<String>,
    /// `mail` sends the link to the address; anything else only makes it.
    #[server(default)]
    how: String,
    /// The address.
    #[server(default)]
    email: String,
) -> Result<(), AppError> {
    use hub::permissions::Way;

    let back = format!("/numbers/{id}/request-permission");
    let outcome = async {
        let (hub, actor) = crate::server::actor()?;
        let chosen = crate::clients::requests::channels(channels.iter().map(String::as_str));
        let way = if how == "mail" { Way::Mailed(email.clone()) } else { Way::Copied };
        let mailed = if how == "mail" { email.trim().to_owned() } else { String::new() };
        // The page offers the numbers of one client.
        let asked = hub::permissions::ask(&hub, &actor, &chosen, way).await?;
        let secrets = asked.into_iter().flat_map(|asked| [asked.link, mailed.clone()]).take(2).collect();
        crate::server::flash::put(FLASH, crate::server::flash::Flash { refusal: None, secrets });
        Ok(back.clone())
    };
    crate::server::FormAt::new("ask", FLASH).keep("email", &email).back_to(back.clone()).settle(outcome).await
}

/// The page.
pub(crate) fn screen() -> AnyView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get_str("id").unwrap_or_default().to_owned());
    let data = Resource::new(move || id.get(), load_ask);
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

fn page(data: AskData, id: String) -> impl IntoView {
    let details = format!("/numbers/{id}/details#channel");
    let crumbs = vec![Crumb::link("Details", details.clone()), Crumb::here("Request permission")];
    let line = format!("{} decides. What it answers stands beside the permission of each number.", data.client);
    let made = data.link.clone().map(|link| made(link, data.mailed.clone()));
    let content = if data.items.is_empty() {
        view! {
            <EmptyState glyph=Glyph::Key title="Nothing to ask for" text="Every number of this client is shared already.">
                <LinkButton href=details.clone()>"Open the details"</LinkButton>
            </EmptyState>
        }
        .into_any()
    } else {
        form(data, id).into_any()
    };
    view! {
        <Title text="Request permission"/>
        <Breadcrumb crumbs/>
        <PageHeader title="Request permission" line/>
        <div class="stack">{made}{content}</div>
    }
}

fn made(link: String, mailed: Option<String>) -> impl IntoView {
    let words = match mailed {
        Some(address) => format!("The request is on its way to {address}. The link is good for others, too:"),
        None => "Send this link to your client. It leads to the screen on which the client decides:".to_owned(),
    };
    view! {
        <Notice tone=Tone::Positive>
            <p>{words}</p>
            <Copyable value=link label="Copy the link"/>
        </Notice>
    }
}

fn form(data: AskData, id: String) -> impl IntoView {
    let state = FormState::new("ask", &["email"], data.refusal.as_ref());
    let only = data.items.len() == 1;
    let rows = data
        .items
        .into_iter()
        .map(|item| {
            let checked = only || item.id == id;
            let asked = item.asked.map(|words| view! { <small>{words}</small> });
            view! {
                <label class="check">
                    <input type="checkbox" name="channels[]" value=item.id checked=checked/>
                    <span><Phone number=item.number/>{asked}</span>
                </label>
            }
        })
        .collect_view();
    let nobody = data.nobody.then(|| {
        view! {
            <Notice tone=Tone::Caution>
                <p>
                    "Nobody of this client can sign in yet. Sent by e-mail, the request also invites whoever gets it as the client's owner; an owner of yours has to send it. A link alone would make a new client."
                </p>
            </Notice>
        }
    });
    view! {
        {nobody}
        <Card id="ask" title="Which numbers">
            <form method="post" action=AskForPermission::PATH>
                <input type="hidden" name="id" value=id/>
                <div class="form">
                {state.notice()}
                <fieldset class="choices"><legend class="vh">"Numbers"</legend>{rows}</fieldset>
                <TextInput
                    name="email"
                    label="E-mail of the client"
                    hint="Only for sending it by e-mail.".to_owned()
                    kind=InputKind::Email
                    value=state.value("email", &data.contact)
                    error=state.error("email")
                    focus=state.focus("email")
                />
                <div class="btns">
                    <button class="btn primary" name="how" value="mail">"Send by e-mail"</button>
                    <button class="btn" name="how" value="link">"Make a link"</button>
                </div>
                </div>
            </form>
        </Card>
    }
}
