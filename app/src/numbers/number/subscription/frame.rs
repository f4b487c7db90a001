//! What the pages about the end of a subscription have in common.

use domain::account::OrganisationKind;
use domain::state::Tone;
use domain::subscription::Step;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

use super::{Given, SetSubscription, SubscriptionData, load_subscription};
use crate::confirm::FIELDS;
use crate::form::FormState;
use crate::numbers::number::gone;
use crate::ui::{Confirm, LinkButton, Notice, RelativeTime};

/// The page of a step; `content` is what stands on it where the person can do it.
pub(super) fn screen(
    step: Step,
    title: &'static str,
    content: fn(&SubscriptionData, &FormState) -> AnyView,
) -> AnyView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get_str("id").unwrap_or_default().to_owned());
    let data = Resource::new(move || id.get(), move |id| load_subscription(id, step.code().to_owned()));
    view! {
        <div class="page narrow">
            <Transition>
                {move || Suspend::new(async move {
                    match data.await {
                        Ok(data) => page(&data, title, content),
                        Err(error) => view! { <Title text=gone::title(&error)/>{gone::view(&error)} }.into_any(),
                    }
                })}
            </Transition>
        </div>
    }
    .into_any()
}

fn page(
    data: &SubscriptionData,
    title: &'static str,
    content: fn(&SubscriptionData, &FormState) -> AnyView,
) -> AnyView {
    let state = FormState::new("subscription", FIELDS, data.refusal.as_ref());
    let inside = match &data.why_not {
        Some(sentence) => {
            let sentence = sentence.clone();
            view! {
                <div>
                    {state.notice()}
                    <Notice tone=Tone::Off><p>{sentence}</p></Notice>
                </div>
                <div class="foot"><LinkButton href=back(data)>"Back"</LinkButton></div>
            }
            .into_any()
        }
        None => content(data, &state),
    };
    view! {
        <Title text=format!("{title} · {}", data.number)/>
        <Confirm title=format!("{title}: {}", data.number)>{inside}</Confirm>
    }
    .into_any()
}

/// The page from which the person has come.
pub(super) fn back(data: &SubscriptionData) -> String {
    match data.viewer {
        OrganisationKind::Partner => format!("/clients/{}", data.client_id),
        OrganisationKind::Client => format!("/numbers/{}/details#danger", data.id),
    }
}

/// A form of one step around its fields and its buttons.
pub(super) fn form(data: &SubscriptionData, step: Step, fields: AnyView, buttons: AnyView) -> AnyView {
    view! {
        <form method="post" action=SetSubscription::PATH>
            <input type="hidden" name="id" value=data.id.clone()/>
            <input type="hidden" name="step" value=step.code()/>
            <input type="hidden" name="shown" value=data.shown.clone()/>
            <div>{fields}</div>
            <div class="foot">{buttons}</div>
        </form>
    }
    .into_any()
}

/// How the last day comes about.
pub(super) fn rule(data: &SubscriptionData) -> String {
    format!("Notice is 30 days to the end of a calendar month, in the calendar of {}.", data.time_zone)
}

/// Who has given a notice and when.
pub(super) fn origin(given: &Given) -> impl IntoView + use<> {
    let by = given.by.clone().map(|by| view! { " by "<bdi>{by}</bdi> });
    let at = given.at.clone().map(|at| view! { ", "<RelativeTime text=at.ago exact=at.exact iso=at.iso/> });
    view! { <small>"Notice was given"{by}{at}"."</small> }
}
