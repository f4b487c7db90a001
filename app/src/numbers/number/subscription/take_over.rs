//! The client takes over the payment that its partner has cancelled.

use domain::state::Tone;
use domain::subscription::Step;
use leptos::prelude::*;

use super::SubscriptionData;
use super::frame::{back, form, origin};
use crate::form::FormState;
use crate::ui::{Button, ButtonKind, LinkButton, Notice};

/// The decision.
pub(crate) fn screen() -> AnyView {
    super::frame::screen(Step::TakeOver, "Take over the payment", content)
}

fn content(data: &SubscriptionData, state: &FormState) -> AnyView {
    let Some(given) = &data.given else {
        return view! {
            <div>
                {state.notice()}
                <Notice tone=Tone::Positive><p>"You pay for this number yourself. There is nothing to take over."</p></Notice>
            </div>
            <div class="foot"><LinkButton href=back(data)>"Back"</LinkButton></div>
        }
        .into_any();
    };
    let (day, origin) = (given.last_day.clone(), origin(given));
    let (partner, keeper) = (data.partner.clone(), data.partner.clone());
    let fields = view! {
        {state.notice()}
        <Notice tone=Tone::Caution>
            <div>
                <p><bdi>{partner}</bdi>" stops paying for this number on "<strong>{day}</strong>". Without you it ends then."</p>
                <p>{origin}</p>
            </div>
        </Notice>
        <ul class="plain">
            <li>"If you take over, you pay for the number from today on, and it goes on without a break."</li>
            <li>"API keys keep working, and "<bdi>{keeper}</bdi>" keeps the permission to make them until you revoke it."</li>
        </ul>
    };
    let buttons = view! {
        <LinkButton href=back(data)>"Decide later"</LinkButton>
        <Button kind=ButtonKind::Primary>"Take over the payment"</Button>
    };
    form(data, Step::TakeOver, fields.into_any(), buttons.into_any())
}
