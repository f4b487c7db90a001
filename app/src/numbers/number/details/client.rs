//! The section of the client.

use domain::account::OrganisationKind;
use leptos::prelude::*;

use crate::numbers::number::load::{ClientPart, Head};
use crate::numbers::number::row::{Help, explained, id, plain, text};
use crate::ui::{Card, Facts};

const CLIENT_ID: Help = Help {
    id: "client-id",
    question: "What is the client ID?",
    answer: "The client's name in the Partner API. A search for it finds all of its numbers.",
};

/// The section.
pub(super) fn section(head: &Head, part: ClientPart) -> impl IntoView + use<> {
    let name = head.client.clone();
    let client = match head.viewer {
        OrganisationKind::Partner => {
            let numbers = format!("/numbers?q={}", head.client_id);
            view! { <a href=numbers><bdi>{name}</bdi></a> }.into_any()
        }
        OrganisationKind::Client => text(Some(name)),
    };
    let email = match part.email {
        Some(address) => {
            let mailto = format!("mailto:{address}");
            view! { <a href=mailto>{address}</a> }.into_any()
        }
        None => view! { <span class="muted">"Not entered"</span> }.into_any(),
    };
    let client_id = id(Some(head.client_id.clone()), "Copy the client ID");
    view! {
        <Card id="client" title="Client">
            <Facts>
                {plain("Name", client)}
                {plain("Legal name", text(Some(part.legal_name)))}
                {plain("Contact e-mail", email)}
                {explained("Client ID", &CLIENT_ID, client_id)}
            </Facts>
        </Card>
    }
}
