//! The partner's logo: a card of the organisation's page.

use domain::logo::{ACCEPT, Problem};
use domain::state::Tone;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use crate::error::AppError;
use crate::ui::{Avatar, AvatarShape, AvatarSize, Button, ButtonKind, Card, NoticeText};

/// Where a new logo is sent.
const UPLOAD: &str = "/api/app/organisation/logo";

/// Removes the logo.
#[server(prefix = "/api/app", endpoint = "organisation/logo/remove")]
pub async fn remove_logo() -> Result<(), AppError> {
    const PAGE: &str = "/settings/organisation";
    let outcome = async {
        let (hub, actor) = crate::server::actor()?;
        hub::logos::remove(&hub, &actor).await?;
        Ok(format!("{PAGE}?notice=logo-removed"))
    };
    crate::server::FormAt::new("logo", PAGE).settle(outcome).await
}

/// The logo, and how it is changed.
pub(super) fn card(name: String, logo: Option<String>) -> impl IntoView {
    let (mark, save) = match logo.clone() {
        Some(src) => {
            let alt = format!("The logo of {name}");
            (view! { <img class="logo" src=src alt=alt/> }.into_any(), "Replace the logo")
        }
        None => {
            (view! { <Avatar name shape=AvatarShape::Organisation size=AvatarSize::Big/> }.into_any(), "Use this logo")
        }
    };
    let removal = logo.map(|_| {
        view! {
            <footer>
                <details>
                    <summary>"Remove the logo"</summary>
                    <form method="post" action=RemoveLogo::PATH>
                        <p>"Your clients see the initial of your name in its place."</p>
                        <Button kind=ButtonKind::Danger>"Remove it"</Button>
                    </form>
                </details>
            </footer>
        }
    });
    view! {
        <Card id="logo" title="Logo">
            <div class="stack">
                <p>"Your clients see it beside your name where they connect their numbers and decide what you may do."</p>
                <p>{mark}</p>
                <form class="form" method="post" action=UPLOAD enctype="multipart/form-data">
                    <div class="field">
                        <label for="logo-file">"File"</label>
                        <p class="hint" id="logo-hint">"PNG, JPEG or WebP, at most 512 KB. It is shown 40 points high and up to 160 wide."</p>
                        <input id="logo-file" name="logo" type="file" accept=ACCEPT required aria-describedby="logo-hint"/>
                    </div>
                    <div class="actions"><Button>{save}</Button></div>
                </form>
            </div>
            {removal}
        </Card>
    }
}

/// What is said after a change.
pub(super) fn words(code: &str) -> Option<NoticeText> {
    let text = match code {
        "logo" => "Your clients see the logo from now on.",
        "logo-removed" => "The logo is removed.",
        _ => return Problem::from_code(code).map(|problem| NoticeText { tone: Tone::Critical, text: problem.label() }),
    };
    Some(NoticeText { tone: Tone::Positive, text })
}
