//! The look at the differences before a profile is saved.

use domain::profile::Change;
use domain::state::Tone;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_meta::Title;
use serde::{Deserialize, Serialize};

use super::differences::differences;
use super::{SaveBusinessProfile, address};
use crate::error::AppError;
use crate::numbers::number::gone;
use crate::numbers::number::page::number_in_address;
use crate::ui::{Button, ButtonKind, Confirm, LinkButton, Notice, NoticeFromQuery, NoticeText};

/// What the page shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewData {
    /// The number, by its id.
    pub id: String,
    /// The number in its groups.
    pub number: String,
    /// What differs.
    pub changes: Vec<Change>,
    /// Address of the new picture.
    pub picture: Option<String>,
    /// Whether Meta would refuse something of it.
    pub has_findings: bool,
}

/// What the page shows.
#[server(prefix = "/api/app", endpoint = "business-profile/review/page")]
pub async fn load_profile_review(id: String) -> Result<ReviewData, AppError> {
    use domain::profile::{changes, validate};

    let (hub, actor) = crate::server::actor()?;
    let head = crate::numbers::number::load_head(&hub, &actor, &id).await?;
    let number = domain::ids::ChannelId::parse(&id).map_err(|_| hub::HubError::NotFound)?;
    let draft = hub::profiles::draft(&hub, &actor, &number).await?;
    let picture = super::load::Pictures::of(&id, None, draft.as_ref()).new;
    let (changes, has_findings) = draft.map_or_else(Default::default, |draft| {
        (changes(&draft.base, &draft.wanted), !validate(&draft.base, &draft.wanted).is_empty())
    });
    Ok(ReviewData { id: head.id, number: head.number, changes, picture, has_findings })
}

/// The differences, and the decision.
pub(crate) fn screen() -> AnyView {
    let number = number_in_address();
    let data = Resource::new(move || number.get(), load_profile_review);
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
    let text = "Nothing was saved: somebody has changed the profile at WhatsApp since you began. Look through the differences once more.";
    (code == "moved").then_some(NoticeText { tone: Tone::Caution, text })
}

fn page(data: ReviewData) -> impl IntoView {
    let back = address(&data.id);
    let is_empty = data.changes.is_empty() && data.picture.is_none();
    let save =
        (!is_empty && !data.has_findings).then(|| view! { <Button kind=ButtonKind::Primary>"Save profile"</Button> });
    let findings = data.has_findings.then(|| {
        view! { <Notice tone=Tone::Caution><p>"Meta would refuse some of this. Go on writing and change what is marked."</p></Notice> }
    });
    let nothing = is_empty.then(|| view! { <p>"Nothing differs from what Meta has."</p> });
    let picture = data.picture.map(|src| {
        view! { <div><dt>"Picture"</dt><dd><img class="face" src=src alt="The new picture" width="96" height="96"/></dd></div> }
    });
    view! {
        <Title text="Review profile"/>
        <Confirm title=format!("Save the profile of {}", data.number)>
            <form class="part" method="post" action=SaveBusinessProfile::PATH>
                <input type="hidden" name="number" value=data.id/>
                <div>
                    {findings}
                    {nothing}
                    {(!data.changes.is_empty()).then(|| differences(&data.changes))}
                    {picture.map(|picture| view! { <dl class="diff">{picture}</dl> })}
                    <p>"Everybody who writes with this number sees the profile."</p>
                </div>
                <div class="foot">
                    <LinkButton href=back>"Go on writing"</LinkButton>
                    {save}
                </div>
            </form>
        </Confirm>
    }
}
