//! The client cancels the subscription of a number, or takes that back.

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
    super::frame::screen(Step::Cancel, "Cancel subscription", |data, state| match &data.given {
        None => ask(data, state),
        Some(given) => pending(data, given, state),
    })
}

fn ask(data: &SubscriptionData, state: &FormState) -> AnyView {
    let (day, rule) = (data.last_day.clone(), rule(data));
    let consent = format!("I agree that {} ends on {} and sends nothing from then on.", data.number, data.last_day);
    let fields = view! {
        {state.notice()}
        <Notice tone=Tone::Caution>
            <div><p>"The last day of this number is "<strong>{day}</strong>"."</p><p><small>{rule}</small></p></div>
        </Notice>
        <ul class="plain">
            <li>"Until then it works as before, as pending cancellation, and you can take the cancellation back."</li>
            <li>"From then on its API keys open nothing, and no message is sent or received with it here."</li>
            <li>"Its history, balance and invoices stay reachable among the ended numbers."</li>
            <li>"The WhatsApp Business Account at Meta stays. Its deletion is a request of its own."</li>
        </ul>
        {confirmation(state, CANCEL_WORD, consent)}
    };
    let buttons = view! {
        <LinkButton href=back(data)>"Keep number"</LinkButton>
        <Button kind=ButtonKind::Danger>"Cancel subscription"</Button>
    };
    form(data, Step::Cancel, fields.into_any(), buttons.into_any())
}

fn pending(data: &SubscriptionData, given: &Given, state: &FormState) -> AnyView {
    let origin = origin(given);
    let day = given.last_day.clone();
    let fields = view! {
        {state.notice()}
        <Notice tone=Tone::Progress>
            <div>
                <p>"Pending cancellation: the number works until "<strong>{day}</strong>"."</p>
                <p>{origin}</p>
            </div>
        </Notice>
        <p>"Until then you can take the cancellation back, and the subscription goes on as if nothing had happened."</p>
    };
    let buttons = view! {
        <LinkButton href=back(data)>"Leave it cancelled"</LinkButton>
        <Button kind=ButtonKind::Primary>"Take the cancellation back"</Button>
    };
    form(data, Step::TakeBack, fields.into_any(), buttons.into_any())
}
