//! The details of a number: every fact with what it means, the history, state and actions beside them.

mod account;
mod activation;
mod api_key;
mod channel;
mod client;
mod danger;

use domain::state::Tone;
use leptos::prelude::*;

use super::actions::actions;
use super::gone;
use super::header::{Page, header};
use super::history::history;
use super::load::{DetailsData, load_details};
use super::page::{asked_in_address, follow, go_to_part, number_in_address, titled};
use super::sync::{Asking, sync};
use crate::ui::{Card, NoticeFromQuery, NoticeText};

/// The sections, as they are listed at the side.
const SECTIONS: &[(&str, &str)] = &[
    ("#channel", "WhatsApp Channel"),
    ("#api-key", "API key"),
    ("#account", "WhatsApp Business Account"),
    ("#activation", "Activation statuses"),
    ("#client", "Client"),
    ("#history", "History of changes"),
    ("#danger", "Danger zone"),
];

/// The details page of a number.
pub(crate) fn screen() -> AnyView {
    let number = number_in_address();
    let page = Resource::new(move || number.get(), load_details);
    let title = RwSignal::new(String::new());
    let asking = Asking::new(asked_in_address());
    follow(page, asking);
    go_to_part(title);
    view! {
        <div class="page">
            <NoticeFromQuery words/>
            <Transition>
                {move || Suspend::new(async move {
                    match page.await {
                        Ok(data) => {
                            let words = format!("Details · {}", data.head.number);
                            titled(title, words, details(data, asking).into_any())
                        }
                        Err(error) => titled(title, gone::title(&error).to_owned(), gone::view(&error)),
                    }
                })}
            </Transition>
        </div>
    }
    .into_any()
}

fn words(code: &str) -> Option<NoticeText> {
    let text = match code {
        "given-back" => "The permission is given back. Only the client can share it again.",
        "cancelled" => {
            "The subscription is cancelled. The number works until its last day, and you can take it back until then."
        }
        "taken-back" => "The cancellation is taken back. The subscription goes on.",
        "taken-over" => "You pay for this number from now on, and it goes on.",
        _ => return None,
    };
    Some(NoticeText { tone: Tone::Positive, text })
}

fn details(data: DetailsData, asking: Asking) -> impl IntoView {
    let head = data.head;
    let links = SECTIONS.iter().map(|(href, label)| view! { <li><a href=*href>{*label}</a></li> }).collect_view();
    let channel = channel::section(&head, data.channel, data.connected);
    let keys = api_key::section(&head, data.keys);
    let client = client::section(&head, data.client);
    let (ends, danger) = (danger::notice(&head, &data.danger), danger::section(&head, data.danger));
    view! {
        {header(&head, Page::Details)}
        {ends}
        <div class="two details">
            <div class="stack">
                {channel}
                {keys}
                {account::section(data.account)}
                {activation::section(data.activation)}
                {client}
                <Card id="history" title="History of changes">{history(data.history)}</Card>
                {danger}
            </div>
            <aside class="stack" aria-label="State and actions">
                <nav class="onpage" aria-label="On this page"><ul>{links}</ul></nav>
                {actions(&head)}
                {sync(&head, "details", asking)}
            </aside>
        </div>
    }
}
