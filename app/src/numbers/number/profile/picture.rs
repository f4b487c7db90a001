//! Choosing a new picture. Without a script a square file is sent as it is; with one, a square is cut out of any file.

use domain::profile::picture::{ACCEPT, Problem};
use domain::state::Tone;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_meta::Title;
use serde::{Deserialize, Serialize};

use super::crop::{self, Cropper};
use super::{DropPicture, address};
use crate::error::AppError;
use crate::numbers::number::gone;
use crate::numbers::number::page::number_in_address;
use crate::ui::{Button, ButtonKind, Confirm, LinkButton, NoticeFromQuery, NoticeText};

/// What the page shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PictureData {
    /// The number, by its id.
    pub id: String,
    /// The number in its groups.
    pub number: String,
    /// Address of the picture that waits to be saved.
    pub new: Option<String>,
}

/// What the page shows.
#[server(prefix = "/api/app", endpoint = "business-profile/picture/page")]
pub async fn load_profile_picture(id: String) -> Result<PictureData, AppError> {
    let (hub, actor) = crate::server::actor()?;
    let head = crate::numbers::number::load_head(&hub, &actor, &id).await?;
    let number = domain::ids::ChannelId::parse(&id).map_err(|_| hub::HubError::NotFound)?;
    let draft = hub::profiles::draft(&hub, &actor, &number).await?;
    Ok(PictureData { id: head.id, number: head.number, new: super::load::Pictures::of(&id, None, draft.as_ref()).new })
}

/// Where a new picture is sent.
pub(super) fn upload_address(number: &str) -> String {
    format!("/api/app/numbers/{number}/profile-picture")
}

/// The page of the picture.
pub(crate) fn screen() -> AnyView {
    let number = number_in_address();
    let data = Resource::new(move || number.get(), load_profile_picture);
    view! {
        <div class="page narrow">
            <NoticeFromQuery words=notices/>
            <Transition>
                {move || Suspend::new(async move {
                    match data.await {
                        Ok(data) => page(data).into_any(),
                        Err(error) => view! { <Title text=gone::title(&error)/>{gone::view(&error)} }.into_any(),
                    }
                })}
            </Transition>
        </div>
    }
    .into_any()
}

fn notices(code: &str) -> Option<NoticeText> {
    Problem::from_code(code).map(|problem| NoticeText { tone: Tone::Critical, text: problem.label() })
}

fn page(data: PictureData) -> impl IntoView {
    let (cropper, number) = (Cropper::new(), data.id.clone());
    let (action, back) = (upload_address(&data.id), address(&data.id));
    let waiting = data.new.map(|src| waiting(src, data.id));
    view! {
        <Title text="Profile picture"/>
        <Confirm title=format!("Picture of the profile of {}", data.number)>
            <form method="post" action=action enctype="multipart/form-data" on:submit=move |event| cropper.send(&event, &number)>
                <div>
                    <div class="field">
                        <label for="picture">"File"</label>
                        <p class="hint" id="picture-hint">"JPEG or PNG, at most 5 MB. 640 by 640 points are best, 192 by 192 the least."</p>
                        <input
                            id="picture"
                            name="picture"
                            type="file"
                            accept=ACCEPT
                            required
                            on:change=move |event| cropper.chosen(&event)
                            aria-describedby="picture-hint picture-error"
                        />
                        <p class="hint no-script">"It has to be a square. Where JavaScript is allowed, this page cuts a square out of any picture."</p>
                        <p class="error" id="picture-error" role="status">{move || cropper.problem.get()}</p>
                    </div>
                    {crop::view(cropper)}
                </div>
                <div class="foot">
                    <LinkButton href=back>"Keep the picture as it is"</LinkButton>
                    <Button kind=ButtonKind::Primary>"Use this picture"</Button>
                </div>
            </form>
        </Confirm>
        {waiting}
    }
}

/// The picture that was chosen before.
fn waiting(src: String, number: String) -> impl IntoView {
    view! {
        <section class="card confirm" aria-labelledby="h-waiting">
            <header><h2 id="h-waiting">"Chosen before, not saved yet"</h2></header>
            <form method="post" action=DropPicture::PATH>
                <input type="hidden" name="number" value=number/>
                <div><img class="face" src=src alt="The new picture" width="96" height="96"/></div>
                <div class="foot"><Button>"Take it away"</Button></div>
            </form>
        </section>
    }
}
