//! The signing secret.

use domain::state::Tone;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::{IntegrationData, RotateSecret, ShowSecret, WebhookData};
use crate::form::FormState;
use crate::ui::{Button, Card, CopyButton, Notice, RelativeTime};

/// The secret: hidden, shown once to an owner who asks, replaced.
pub(super) fn card(webhook: &WebhookData, data: &IntegrationData) -> impl IntoView + use<> {
    let state = FormState::new("secret", &[], data.refusal.as_ref());
    let shown = match data.secret.clone() {
        Some(secret) => view! {
            <div class="secret">
                <code>{secret.clone()}</code>
                <CopyButton value=secret label="Copy the signing secret"/>
            </div>
            <p>"Keep it where you keep passwords. This page shows it this once; you can ask for it again."</p>
        }
        .into_any(),
        None => view! { <p><code>"whsec_••••••••••••"</code></p> }.into_any(),
    };
    let old = webhook.old_secret_until.clone().map(|until| {
        view! {
            <Notice tone=Tone::Progress>
                <p>
                    "The secret before this one signs as well until "<RelativeTime text=until.exact.clone() exact=until.exact iso=until.iso/>
                    ": until then each event carries two signatures."
                </p>
            </Notice>
        }
    });
    let acts = if data.owner {
        view! {
            <footer class="btns">
                <form method="post" action=ShowSecret::PATH><Button>"Show secret"</Button></form>
                <form method="post" action=RotateSecret::PATH><Button>"Make a new secret"</Button></form>
            </footer>
        }
        .into_any()
    } else {
        view! { <footer>"Secrets are for owners of the organisation."</footer> }.into_any()
    };
    view! {
        <Card id="secret" title="Signing secret">
            <div class="stack">
                {state.notice()}
                <p>"By the signature your system knows that an event comes from this hub. A new secret counts at once; the one before it signs beside it for 24 hours, so that nothing fails while you change over."</p>
                {old}
                {shown}
            </div>
            {acts}
        </Card>
    }
}
