//! A number that is not there, or a page that could not be made.

use domain::state::Tone;
use leptos::prelude::*;

use crate::error::AppError;
use crate::ui::{EmptyState, Glyph, LinkButton, Notice, PageHeader};

/// Title of the page in place of the number's.
pub(crate) fn title(error: &AppError) -> &'static str {
    match error {
        AppError::NotFound => "Number not found",
        _ => "WhatsApp Accounts",
    }
}

/// What stands in place of the number.
pub(crate) fn view(error: &AppError) -> AnyView {
    if *error == AppError::NotFound {
        return view! {
            <h1 class="vh">"Number not found"</h1>
            <EmptyState
                glyph=Glyph::Phone
                title="There is no such number"
                text="It does not exist, or it belongs to somebody else."
            >
                <LinkButton href="/numbers">"Open WhatsApp Accounts"</LinkButton>
            </EmptyState>
        }
        .into_any();
    }
    let sentence = error.to_string();
    view! {
        <PageHeader title="WhatsApp Accounts"/>
        <Notice tone=Tone::Caution><p>{sentence}</p></Notice>
    }
    .into_any()
}
