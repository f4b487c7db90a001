//! Where events go.

use domain::state::Tone;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::{SaveWebhook, TestWebhook, TurnWebhook, WebhookData};
use crate::form::FormState;
use crate::ui::{Button, ButtonKind, Card, LinkButton, status_mark};
use crate::webhook::{AnswerData, fields, notice};

/// The form, and what can be done with a webhook that is there.
pub(super) fn card(
    webhook: Option<&WebhookData>,
    state: &FormState,
    answer: Option<AnswerData>,
) -> impl IntoView + use<> {
    let (address, headers) = webhook.map_or(("", ""), |webhook| (&webhook.address, &webhook.headers));
    let fields = fields(state, address, headers);
    let refused = state.notice();
    let there = webhook.map(there);
    let save = if webhook.is_some() { "Save webhook" } else { "Set up webhook" };
    view! {
        <Card id="webhook" title="Webhook">
            <div>
                <div class="stack">
                <p>"Whatever becomes a notification here is posted to your system as well, signed, and tried again for a week while your system is down."</p>
                {answer.map(notice)}
                <form class="form" method="post" action=SaveWebhook::PATH>
                    {refused}
                    {fields}
                    <div class="actions"><Button kind=ButtonKind::Primary>{save}</Button></div>
                </form>
                </div>
            </div>
            {there}
        </Card>
    }
}

fn there(webhook: &WebhookData) -> impl IntoView + use<> {
    let (tone, word, turn, verb) = if webhook.on {
        (Tone::Positive, "On", "off", "Turn off")
    } else {
        (Tone::Off, "Off: events are not delivered", "on", "Turn on")
    };
    view! {
        <footer>
            <span>{status_mark(tone, word)}</span>
            <div class="btns">
                <form method="post" action=TestWebhook::PATH><Button>"Send test event"</Button></form>
                <form method="post" action=TurnWebhook::PATH>
                    <input type="hidden" name="to" value=turn/>
                    <Button>{verb}</Button>
                </form>
                <LinkButton href="/settings/integration/remove" kind=ButtonKind::Danger>"Remove webhook"</LinkButton>
            </div>
        </footer>
    }
}
