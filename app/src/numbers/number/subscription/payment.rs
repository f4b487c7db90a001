//! The partner stops to pay for a number on behalf of its client, or goes on after all.

use domain::state::Tone;
use domain::subscription::{CANCEL_WORD, Step};
use leptos::prelude::*;

use super::frame::{back, form, origin, rule};
use super::{Given, SubscriptionData};
use crate::confirm::confirmation;
use crate::form::FormState;
use crate::ui::{Button, ButtonKind, LinkButton, Notice};

/// The decision.
pub(crate) fn screen() -> AnyView {
    super::frame::screen(Step::StopPaying, "Cancel payment on behalf of the client", |data, state| match &data.given {
        None => ask(data, state),
        Some(given) => pending(data, given, state),
    })
}

fn ask(data: &SubscriptionData, state: &FormState) -> AnyView {
    let (day, rule, client) = (data.last_day.clone(), rule(data), data.client.clone());
    let consent = format!("I agree that the payment for {} ends on {}.", data.number, data.last_day);
    let fields = view! {
        {state.notice()}
        <Notice tone=Tone::Caution>
            <div>
                <p>"You pay for this number of "<bdi>{client.clone()}</bdi>" until "<strong>{day}</strong>"."</p>
                <p><small>{rule}</small></p>
            </div>
        </Notice>
        <ul class="plain">
            <li>"The client is told at once, here and by e-mail."</li>
            <li>"The client can take the payment over until then. It turns direct that day, and the number goes on."</li>
            <li>"If nobody takes over, the number ends on that day: its API keys open nothing any more."</li>
            <li>"Until then you can go on paying after all."</li>
        </ul>
        {confirmation(state, CANCEL_WORD, consent)}
    };
    let buttons = view! {
        <LinkButton href=back(data)>"Keep paying"</LinkButton>
        <Button kind=ButtonKind::Danger>"Cancel payment"</Button>
    };
    form(data, Step::StopPaying, fields.into_any(), buttons.into_any())
}

fn pending(data: &SubscriptionData, given: &Given, state: &FormState) -> AnyView {
    let origin = origin(given);
    let (day, client) = (given.last_day.clone(), data.client.clone());
    let fields = view! {
        {state.notice()}
        <Notice tone=Tone::Progress>
            <div>
                <p>"You pay for this number until "<strong>{day}</strong>". It ends then unless "<bdi>{client}</bdi>" takes the payment over."</p>
                <p>{origin}</p>
            </div>
        </Notice>
        <p>"If you go on paying, the client is told that there is nothing to do."</p>
    };
    let buttons = view! {
        <LinkButton href=back(data)>"Leave it cancelled"</LinkButton>
        <Button kind=ButtonKind::Primary>"Go on paying"</Button>
    };
    form(data, Step::KeepPaying, fields.into_any(), buttons.into_any())
}
