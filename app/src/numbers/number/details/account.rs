//! The section of the WhatsApp Business Account.

use domain::waba::AccountType;
use leptos::prelude::*;

use crate::numbers::number::load::AccountPart;
use crate::numbers::number::marked::Marked;
use crate::numbers::number::row::{Help, explained, id, plain, text, unknown};
use crate::ui::{Card, Facts};

const TYPE: Help = Help {
    id: "type",
    question: "What is the type of an account?",
    answer: "Shared: the client owns the account and shares it with the partner (embedded signup). OBO: the account \
             was made on behalf of the client (the classic signup).",
};
const REVIEW: Help = Help {
    id: "review",
    question: "What is the account review?",
    answer: "Meta checks each new account against its commerce policy before it may send freely.",
};
const ZONE: Help = Help {
    id: "timezone",
    question: "What is the timezone ID?",
    answer: "Meta's number for the time zone in which the account's days and invoices begin.",
};
const BUSINESS: Help = Help {
    id: "business",
    question: "What is the Facebook Business Manager ID?",
    answer: "Meta's number for the business portfolio that owns the account.",
};
const ACCOUNT: Help = Help {
    id: "waba",
    question: "What is the WhatsApp Business Account ID?",
    answer: "Meta's number for the account. Meta's support asks for it.",
};
const NAMESPACE: Help = Help {
    id: "namespace",
    question: "What is the namespace?",
    answer: "The prefix under which Meta keeps the account's templates.",
};

/// The section.
pub(super) fn section(part: AccountPart) -> impl IntoView {
    let (word, words) = match part.account_type {
        AccountType::Shared => ("Shared", "Connected by embedded signup; the client owns the account."),
        AccountType::OnBehalf => ("OBO", "On behalf of the client, by the classic signup."),
    };
    let kind = view! { {word}<small>{words}</small> }.into_any();
    let marked = |mark: Option<Marked>| mark.map_or_else(unknown, Marked::view);
    let zone = match part.timezone {
        Some(number) => {
            let zone = part.zone.unwrap_or_else(|| "unknown zone".to_owned());
            view! { <span>{number.to_string()}</span><span class="muted">{zone}</span> }.into_any()
        }
        None => unknown(),
    };
    let business = view! {
        {id(part.business_id, "Copy the Facebook Business Manager ID")}
        {part.business_name.map(|name| view! { <small><bdi>{name}</bdi></small> })}
    };
    let disabled = part.disable_date.map(|date| plain("Meta disables it on", text(Some(date))));
    view! {
        <Card id="account" title="WhatsApp Business Account">
            <Facts>
                {plain("WhatsApp Business Account name", text(Some(part.name)))}
                {explained("WhatsApp Business Account type", &TYPE, kind)}
                {explained("Account review", &REVIEW, marked(part.review))}
                {plain("Account state", marked(part.status))}
                {disabled}
                {explained("Timezone ID", &ZONE, zone)}
                {explained("Facebook Business Manager ID", &BUSINESS, business.into_any())}
                {explained("WhatsApp Business Account ID", &ACCOUNT, id(Some(part.external_id), "Copy the WhatsApp Business Account ID"))}
                {explained("Namespace", &NAMESPACE, id(part.namespace, "Copy the namespace"))}
            </Facts>
        </Card>
    }
}
