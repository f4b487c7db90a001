//! The request for deletion as a page.

use domain::account::OrganisationKind;
use domain::deletion::{DELETE_WORD, DeletionState, META_PAGE};
use domain::state::Tone;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

use super::{DeletionData, Request, RequestDeletion, TakeDeletionBack, load_deletion};
use crate::confirm::{FIELDS, confirmation};
use crate::form::FormState;
use crate::numbers::number::gone;
use crate::ui::{Button, ButtonKind, Confirm, Glyph, LinkButton, LinkTarget, Notice, RelativeTime};

/// The request for deletion of the account of a number.
pub(crate) fn screen() -> AnyView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get_str("id").unwrap_or_default().to_owned());
    let data = Resource::new(move || id.get(), load_deletion);
    view! {
        <div class="page narrow">
            <Transition>
                {move || Suspend::new(async move {
                    match data.await {
                        Ok(data) => page(&data).into_any(),
                        Err(error) => view! { <Title text=gone::title(&error)/>{gone::view(&error)} }.into_any(),
                    }
                })}
            </Transition>
        </div>
    }
    .into_any()
}

fn page(data: &DeletionData) -> impl IntoView + use<> {
    let state = FormState::new("deletion", FIELDS, data.refusal.as_ref());
    let waiting = data.request.as_ref().filter(|request| request.state == DeletionState::Waiting);
    let inside = match (waiting, &data.why_not) {
        (Some(request), why_not) => waits(data, request, why_not.as_ref(), &state),
        (None, Some(sentence)) => {
            let sentence = sentence.clone();
            view! {
                <div>
                    {state.notice()}
                    {data.request.as_ref().map(settled)}
                    <Notice tone=Tone::Off><p>{sentence}</p></Notice>
                </div>
                <div class="foot"><LinkButton href=back(data)>"Back"</LinkButton></div>
            }
            .into_any()
        }
        (None, None) => ask(data, &state),
    };
    view! {
        <Title text=format!("Deletion of the account · {}", data.number)/>
        <Confirm title=format!("Ask Meta to delete {}", data.account)>{inside}</Confirm>
    }
}

fn back(data: &DeletionData) -> String {
    format!("/numbers/{}/details#danger", data.id)
}

fn ask(data: &DeletionData, state: &FormState) -> AnyView {
    let consent = "I agree that the account is gone with all of its numbers once it is deleted at Meta.".to_owned();
    let (account, numbers) = (data.account.clone(), format!("Its numbers: {}", data.numbers));
    view! {
        <form method="post" action=RequestDeletion::PATH>
            <input type="hidden" name="id" value=data.id.clone()/>
            <div>
                {state.notice()}
                {data.request.as_ref().map(settled)}
                <Notice tone=Tone::Caution>
                    <div>
                        <p>"This concerns the whole WhatsApp Business Account "<bdi>{account}</bdi>", not one number of it."</p>
                        <p><small>{numbers}</small></p>
                    </div>
                </Notice>
                <ul class="plain">
                    <li>"Only you, as the owner of the account, can delete it, and only on Meta's own page: nobody can do it from here."</li>
                    <li>"Your request is recorded here, so that your partner knows of it, and waits for Meta."</li>
                    <li>"It is closed when Meta reports that the account is deleted. Until then you can take it back."</li>
                    <li>"It cancels no subscription: do that as well if you no longer want the numbers."</li>
                </ul>
                {confirmation(state, DELETE_WORD, consent)}
            </div>
            <div class="foot">
                <LinkButton href=back(data)>"Keep account"</LinkButton>
                <Button kind=ButtonKind::Danger>"Record the request"</Button>
            </div>
        </form>
    }
    .into_any()
}

fn waits(data: &DeletionData, request: &Request, why_not: Option<&String>, state: &FormState) -> AnyView {
    let (recorded, by) = (request.recorded.clone(), request.by.clone());
    let take_back = match (data.viewer, why_not) {
        (OrganisationKind::Client, None) => view! {
            <form method="post" action=TakeDeletionBack::PATH>
                <input type="hidden" name="id" value=data.id.clone()/>
                <Button>"Take the request back"</Button>
            </form>
        }
        .into_any(),
        (OrganisationKind::Client, Some(why)) => view! { <p class="muted">{why.clone()}</p> }.into_any(),
        (OrganisationKind::Partner, _) => ().into_any(),
    };
    let to_do = match data.viewer {
        OrganisationKind::Client => view! {
            <p>"Delete the account on Meta's page now, if you have not done it yet. Its id there is "<code>{data.external_id.clone()}</code>"."</p>
            <p>
                <LinkButton href=META_PAGE target=LinkTarget::Elsewhere>"Open Meta's page"{Glyph::External.view()}</LinkButton>
            </p>
        }
        .into_any(),
        OrganisationKind::Partner => {
            view! { <p>"By Meta's rules only the client can delete the account. There is nothing for you to do."</p> }.into_any()
        }
    };
    view! {
        <div>
            {state.notice()}
            <Notice tone=Tone::Progress>
                <div>
                    <h2>{DeletionState::Waiting.label()}</h2>
                    <p>
                        "The request was recorded by "<bdi>{by}</bdi>", "
                        <RelativeTime text=recorded.ago exact=recorded.exact iso=recorded.iso/>
                        ". It is closed when Meta reports that the account is deleted."
                    </p>
                </div>
            </Notice>
            {to_do}
        </div>
        <div class="foot"><LinkButton href=back(data)>"Back"</LinkButton>{take_back}</div>
    }
    .into_any()
}

/// What has become of the request before.
fn settled(request: &Request) -> impl IntoView + use<> {
    let (words, at) = match request.state {
        DeletionState::Closed => {
            ("Meta has reported that the account is deleted. The request is closed", request.settled.clone())
        }
        _ => ("The last request was taken back", request.settled.clone()),
    };
    let at = at.map(|at| view! { ", "<RelativeTime text=at.ago exact=at.exact iso=at.iso/> });
    view! { <Notice tone=Tone::Off><p>{words}{at}"."</p></Notice> }
}
