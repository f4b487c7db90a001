//! What a person sets about the own account.

use domain::account::{ListView, Theme};
use domain::state::Tone;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_meta::Title;
use serde::{Deserialize, Serialize};

use super::layout::{Layout, Place, failed};
use crate::error::AppError;
use crate::form::{FormState, Refusal};
use crate::ui::{Button, ButtonKind, Card, Choice, Need, NoticeFromQuery, NoticeText, Select, TextInput};

/// What the page shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProfileData {
    /// What the person is called.
    pub name: String,
    /// The person's address.
    pub email: String,
    /// Which colours.
    pub theme: Theme,
    /// How the list of numbers is drawn.
    pub list_view: ListView,
    /// Why the form was refused.
    pub refusal: Option<Refusal>,
}

/// What the page shows.
#[server(prefix = "/api/app", endpoint = "profile/page")]
pub async fn load_profile() -> Result<ProfileData, AppError> {
    let session = crate::server::signed_in()?;
    Ok(ProfileData {
        name: session.user_name,
        email: session.user_email,
        theme: session.theme,
        list_view: session.list_view,
        refusal: crate::server::flash::take("/settings").refusal,
    })
}

/// Changes name, colours and list view.
#[server(prefix = "/api/app", endpoint = "profile/save")]
pub async fn save_profile(
    /// What the person is called.
    #[server(default)]
    name: String,
    /// Colours, by their code.
    #[server(default)]
    theme: String,
    /// How the list is drawn, by its code.
    #[server(default)]
    list_view: String,
) -> Result<(), AppError> {
    use hub::accounts::profile;

    let form = crate::server::FormAt::new("profile", "/settings");
    let form = form.keep("name", &name).keep("theme", &theme).keep("list_view", &list_view);
    let outcome = async {
        let (hub, actor) = crate::server::actor()?;
        let session = crate::server::signed_in()?;
        let theme = Theme::from_code(&theme).ok_or_else(|| AppError::Invalid {
            field: "theme".to_owned(),
            message: "Choose one of the list.".to_owned(),
        })?;
        let list_view = ListView::from_code(&list_view).ok_or_else(|| AppError::Invalid {
            field: "list_view".to_owned(),
            message: "Choose one of the list.".to_owned(),
        })?;
        if name.trim() != session.user_name {
            profile::rename(&hub, &actor, &name).await?;
        }
        if theme != session.theme {
            profile::set_theme(&hub, &actor, theme).await?;
        }
        if list_view != session.list_view {
            profile::set_list_view(&hub, &actor, list_view).await?;
        }
        Ok("/settings?notice=saved".to_owned())
    };
    form.settle(outcome).await
}

/// The person's profile.
pub(crate) fn screen() -> AnyView {
    let data = Resource::new(|| (), |()| load_profile());
    view! {
        <Title text="Your profile"/>
        <Layout here=Place::Profile>
            <NoticeFromQuery words/>
            <Transition>
                {move || Suspend::new(async move {
                    match data.await {
                        Ok(data) => card(&data).into_any(),
                        Err(error) => failed(&error),
                    }
                })}
            </Transition>
        </Layout>
    }
    .into_any()
}

fn card(data: &ProfileData) -> impl IntoView + use<> {
    let state = FormState::new("profile", &["name", "theme", "list_view"], data.refusal.as_ref());
    let themes = Theme::ALL.iter().map(|theme| Choice::new(theme.code(), theme.label())).collect();
    let views = ListView::ALL.iter().map(|view| Choice::new(view.code(), view.label())).collect();
    let notice = state.notice();
    let (name, name_error, name_focus) = (state.value("name", &data.name), state.error("name"), state.focus("name"));
    let (theme, theme_error) = (state.value("theme", data.theme.code()), state.error("theme"));
    let (list_view, list_view_error) = (state.value("list_view", data.list_view.code()), state.error("list_view"));
    let email = data.email.clone();
    view! {
        {notice}
        <Card id="profile" title="Your profile">
            <div>
                <form class="form" method="post" action=SaveProfile::PATH>
                    <TextInput
                        name="name"
                        label="Name"
                        autocomplete="name"
                        need=Need::Required
                        value=name
                        error=name_error
                        focus=name_focus
                    />
                    <div class="field">
                        <label for="email">"E-mail"</label>
                        <p class="hint" id="email-hint">"You sign in with it. To use another one, have that one invited."</p>
                        <input id="email" type="email" value=email readonly aria-describedby="email-hint" autocomplete="username"/>
                    </div>
                    <Select
                        name="theme"
                        label="Colours"
                        choices=themes
                        value=theme
                        error=theme_error
                    />
                    <Select
                        name="list_view"
                        label="WhatsApp Accounts"
                        hint="How the list of numbers is drawn.".to_owned()
                        choices=views
                        value=list_view
                        error=list_view_error
                    />
                    <div class="actions"><Button kind=ButtonKind::Primary>"Save profile"</Button></div>
                </form>
            </div>
        </Card>
    }
}

fn words(code: &str) -> Option<NoticeText> {
    (code == "saved").then_some(NoticeText { tone: Tone::Positive, text: "Your profile is saved." })
}
