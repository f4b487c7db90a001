//! The page: its cards, one after the other.

use domain::state::Tone;
use leptos::prelude::*;
use leptos_meta::Title;

use super::{IntegrationData, load_integration, partner_id, secret, webhook};
use crate::error::AppError;
use crate::form::FormState;
use crate::onboarding::setup::{self, SetupData, load_setup};
use crate::settings::layout::{Layout, Place, failed};
use crate::ui::{NoticeFromQuery, NoticeText};
use crate::webhook::attempts;

/// What the partner's own systems need. The page does not follow what happens: fetched again, it could show neither the
/// secret nor an answer once more.
pub(crate) fn screen() -> AnyView {
    let data = Resource::new(|| (), |()| load_integration());
    let setup = Resource::new(|| (), |()| load_setup());
    view! {
        <Layout here=Place::Integration>
            <NoticeFromQuery words/>
            <Transition>
                {move || Suspend::new(async move {
                    // Both before the first card: what is asked for within a card may be asked for twice, and what is shown
                    // once is gone the second time.
                    match (data.await, setup.await) {
                        (Ok(data), setup) => cards(data, setup).into_any(),
                        (Err(AppError::NotFound), _) => crate::no_page(),
                        (Err(error), _) => view! { <Title text="Integration"/>{failed(&error)} }.into_any(),
                    }
                })}
            </Transition>
        </Layout>
    }
    .into_any()
}

fn cards(data: IntegrationData, setup: Result<SetupData, AppError>) -> impl IntoView {
    let state = FormState::new("webhook", &["address", "headers"], data.refusal.as_ref());
    let secret = data.webhook.as_ref().map(|webhook| secret::card(webhook, &data));
    let webhook = webhook::card(data.webhook.as_ref(), &state, data.answer);
    let attempts = data.webhook.map(|webhook| {
        attempts(
            webhook.attempts,
            "Nothing has been delivered yet. Send a test event, or wait for the first change of a number.",
        )
    });
    view! {
        <Title text="Integration"/>
        {partner_id::card(data.partner_id)}
        {webhook}
        {secret}
        {attempts}
        {setup::section(setup)}
    }
}

fn words(code: &str) -> Option<NoticeText> {
    let text = match code {
        "saved" => "The webhook is saved. Send a test event to see whether it is taken.",
        "on" => "The webhook is on. Events are delivered from now on.",
        "off" => "The webhook is off. Events that happen now are not delivered.",
        "removed" => "The webhook is removed. Nothing is delivered any more.",
        "rotated" => "There is a new signing secret. The one before it signs as well for 24 hours.",
        _ => return None,
    };
    let tone = if code == "off" { Tone::Caution } else { Tone::Positive };
    Some(NoticeText { tone, text })
}
