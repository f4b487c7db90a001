//! The section of the number itself.

use domain::account::OrganisationKind;
use domain::permission::{Party, PaymentType, Permission, Terms, Wish};
use domain::state::Tone;
use leptos::prelude::*;

use crate::notifications::happening::{Happening, sentence, time};
use crate::numbers::number::load::{ChannelPart, Head};
use crate::numbers::number::row::{Help, explained, id, plain, text, unknown};
use crate::ui::{Bars, Card, Facts, Phone, bars_mark, status_mark};
use crate::words::Moment;

const NAME: Help = Help {
    id: "name",
    question: "What is the WhatsApp display name?",
    answer: "The name that people see in WhatsApp. Meta reviews it, and a new one counts only after its review.",
};
const LIMIT: Help = Help {
    id: "limit",
    question: "What is the messaging limit?",
    answer: "How many people may be written to first within 24 hours. Meta used to set it for each number and now \
             sets it for the whole business portfolio.",
};
const QUALITY: Help = Help {
    id: "quality",
    question: "What is the quality rating?",
    answer: "How recipients have reacted to the messages of the last seven days: by blocking, reporting or reading \
             them.",
};
const PLATFORM: Help = Help {
    id: "platform",
    question: "What is the hosting platform type?",
    answer: "Cloud API: Meta runs the number. On-Premise: it ran on servers of its own, which Meta no longer supports.",
};
const PERMISSION: Help = Help {
    id: "permission",
    question: "What is this permission?",
    answer: "Shared: the partner may generate API keys for this number. Missing: only the client may.",
};
const PHONE_ID: Help =
    Help { id: "phone-id", question: "What is the phone number ID?", answer: "The number's name in Meta's Graph API." };

/// The section.
pub(super) fn section(head: &Head, part: ChannelPart, connected: Moment) -> impl IntoView + use<> {
    let bars = Bars::from(&part.quality);
    let number = view! { <Phone number=head.number.clone()/> }.into_any();
    let status = view! {
        {status_mark(head.state.tone(), head.state.label())}
        {(part.status != head.state.label()).then(|| view! { <small>"Meta's word: "<bdi>{part.status}</bdi></small> })}
    };
    let name = view! {
        {text(Some(head.name.clone()))}
        {part.name_status.map(|status| status.view())}
        {part.requested_name.map(|name| view! { <small>"Waiting for its review: "<bdi>{name}</bdi></small> })}
    };
    let quality = view! {
        {bars_mark(bars, part.quality.label().to_owned())}
        {part.quality_history.into_iter().map(change).collect_view()}
    };
    let permission = permission(head, Terms { payment: part.payment, permission: part.permission }, part.asked);
    view! {
        <Card id="channel" title="WhatsApp Channel">
            <Facts>
                {plain("Phone number", number)}
                {plain("Status", status.into_any())}
                {explained("WhatsApp display name", &NAME, name.into_any())}
                {explained("Messaging limit", &LIMIT, limit(part.limit, part.portfolio_limit))}
                {explained("Quality rating", &QUALITY, quality.into_any())}
                {explained("Hosting platform type", &PLATFORM, text(part.platform))}
                {explained("Partner API Key Permission", &PERMISSION, permission)}
                {plain("Official business account", official(part.official))}
                {explained("Phone number ID", &PHONE_ID, id(Some(part.external_id), "Copy the phone number ID"))}
                {plain("Connected", time(connected).into_any())}
            </Facts>
        </Card>
    }
}

/// Both words for it: the portfolio's limit counts, the number's own is shown where Meta still names another one.
fn limit(own: Option<String>, portfolio: Option<String>) -> AnyView {
    const SHARED: &str = "Portfolio-wide: all numbers of the business portfolio share it.";
    match (own, portfolio) {
        (None, None) => unknown(),
        (Some(own), Some(portfolio)) if own != portfolio => {
            let words = format!("Limit of the business portfolio, shared by all of its numbers: {portfolio}");
            view! { {own}<small>{words}</small> }.into_any()
        }
        (Some(value), _) | (None, Some(value)) => view! { {value}<small>{SHARED}</small> }.into_any(),
    }
}

fn permission(head: &Head, terms: Terms, asked: Option<String>) -> AnyView {
    let (tone, words) = match (terms.permission, terms.payment) {
        (Permission::Shared, PaymentType::Partner) => {
            (Tone::Positive, "The partner pays for this number, so the permission is shared from the start.")
        }
        (Permission::Shared, PaymentType::Direct) => {
            (Tone::Positive, "The client has shared it: the partner may generate API keys.")
        }
        (Permission::Missing, PaymentType::Partner) => {
            (Tone::Off, "The partner has given it back. Only the client can share it again.")
        }
        (Permission::Missing, PaymentType::Direct) => {
            (Tone::Off, "Only the client may generate API keys for this number, until it shares the permission.")
        }
    };
    let way = match (head.viewer, terms.open_to(Party::from(head.viewer))) {
        (OrganisationKind::Partner, Some(Wish::GiveBack)) => {
            let href = format!("/numbers/{}/permission", head.id);
            Some(view! { <a href=href>"Give permission back"</a> }.into_any())
        }
        (OrganisationKind::Partner, _) if terms.permission == Permission::Missing => {
            let href = format!("/numbers/{}/request-permission", head.id);
            Some(view! { <a href=href>"Request permission"</a> }.into_any())
        }
        (OrganisationKind::Partner, _) => None,
        (OrganisationKind::Client, _) => {
            Some(view! { <a href="/settings/partner">"Permissions in Organization Settings"</a> }.into_any())
        }
    };
    view! {
        {status_mark(tone, terms.permission.label())}
        <small>{words}</small>
        {asked.map(|asked| view! { <small>{asked}</small> })}
        {way.map(|way| view! { <small>{way}</small> })}
    }
    .into_any()
}

fn official(official: Option<bool>) -> AnyView {
    match official {
        Some(true) => "Yes".into_any(),
        Some(false) => "No".into_any(),
        None => unknown(),
    }
}

fn change(happening: Happening) -> impl IntoView {
    view! { <small>{sentence(happening.sentence)}", "{time(happening.at)}</small> }
}
