//! What ends, or can be ended: the subscription, the payment, the account.

use domain::account::OrganisationKind;
use domain::deletion::DeletionState;
use domain::permission::PaymentType;
use domain::state::Tone;
use leptos::prelude::*;

use crate::numbers::number::load::{DangerPart, Head};
use crate::ui::{DangerZone, LinkButton, Notice};

/// What the client has to know at once: its partner stops to pay.
pub(super) fn notice(head: &Head, part: &DangerPart) -> Option<impl IntoView + use<>> {
    let day = part.unpaid.clone().filter(|_| head.viewer == OrganisationKind::Client)?;
    let href = format!("/numbers/{}/take-over", head.id);
    Some(view! {
        <Notice tone=Tone::Caution>
            <p>"Your partner stops paying for this number on "<strong>{day}</strong>", and it ends then. "<a href=href>"Take over the payment"</a></p>
        </Notice>
    })
}

/// The section.
pub(super) fn section(head: &Head, part: DangerPart) -> impl IntoView + use<> {
    let rows = match head.viewer {
        OrganisationKind::Client => of_client(head, &part),
        OrganisationKind::Partner => of_partner(head, &part),
    };
    view! { <DangerZone>{rows}</DangerZone> }
}

fn of_client(head: &Head, part: &DangerPart) -> AnyView {
    let cancel = format!("/numbers/{}/cancel", head.id);
    let take_over = part.unpaid.clone().map(|day| {
        let href = format!("/numbers/{}/take-over", head.id);
        row(
            "Take over the payment",
            format!(
                "Your partner pays until {day}. If you take over, you pay from that day on and the number goes on."
            ),
            view! { <a class="btn" href=href>"Take over the payment"</a> }.into_any(),
        )
    });
    let subscription = match (&part.ended, &part.cancelled) {
        (Some(day), _) => row("Subscription", format!("It ended on {day}."), ().into_any()),
        (None, Some(day)) => row(
            "Pending cancellation",
            format!("The number works until {day}. You can take the cancellation back until then."),
            view! { <a class="btn" href=cancel>"Take the cancellation back"</a> }.into_any(),
        ),
        (None, None) => row(
            "Cancel the subscription",
            "The number ends with the end of a month, at least 30 days from now. The exact day is shown before you confirm."
                .to_owned(),
            view! { <a class="btn danger" href=cancel>"Cancel subscription"</a> }.into_any(),
        ),
    };
    view! { {take_over}{subscription}{deletion(head, part)} }.into_any()
}

fn of_partner(head: &Head, part: &DangerPart) -> AnyView {
    let client = format!("/clients/{}#danger", head.client_id);
    let payment = format!("/numbers/{}/cancel-payment", head.id);
    let cancelled = part.cancelled.clone().map(|day| {
        row("Pending cancellation", format!("The client has cancelled. The number works until {day}."), ().into_any())
    });
    let payment = match (&part.ended, &part.unpaid, part.payment) {
        (Some(day), _, _) => row("Subscription", format!("It ended on {day}."), ().into_any()),
        (None, Some(day), _) => row(
            "Payment ending",
            format!("You pay until {day}. The number ends then unless the client takes the payment over."),
            view! { <a class="btn" href=payment>"Go on paying"</a> }.into_any(),
        ),
        (None, None, PaymentType::Partner) => row(
            "Cancel payment on behalf of the client",
            "You stop paying for this number at the end of a month, at least 30 days from now.".to_owned(),
            view! { <a class="btn danger" href=payment>"Cancel payment"</a> }.into_any(),
        ),
        (None, None, PaymentType::Direct) => row(
            "Subscription",
            "The client pays for this number itself and can cancel it in the Client Hub.".to_owned(),
            view! { <LinkButton href=client>"Client details"</LinkButton> }.into_any(),
        ),
    };
    view! { {cancelled}{payment}{deletion(head, part)} }.into_any()
}

fn deletion(head: &Head, part: &DangerPart) -> AnyView {
    let href = format!("/numbers/{}/deletion", head.id);
    match (head.viewer, part.deletion) {
        (_, Some(DeletionState::Waiting)) => row(
            "Deletion of the WhatsApp Business Account",
            format!("{}: the client has asked for it.", DeletionState::Waiting.label()),
            view! { <a class="btn" href=href>"Open the request"</a> }.into_any(),
        ),
        (OrganisationKind::Client, _) => row(
            "Delete the WhatsApp Business Account",
            "Only you can ask for it. It is done on Meta's own page and concerns all numbers of the account."
                .to_owned(),
            view! { <a class="btn danger" href=href>"Ask for deletion"</a> }.into_any(),
        ),
        (OrganisationKind::Partner, _) => row(
            "Deletion of the WhatsApp Business Account",
            "By Meta's rules only the client, as the owner of the account, can ask for it.".to_owned(),
            ().into_any(),
        ),
    }
}

fn row(title: &'static str, what: String, action: AnyView) -> AnyView {
    view! { <li><div class="grow">{title}<small>{what}</small></div>{action}</li> }.into_any()
}
