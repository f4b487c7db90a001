//! The ready-made link, and the button for the partner's own page.

use domain::state::Tone;
use leptos::prelude::*;

use super::SetupData;
use crate::ui::{Card, CopyButton, Copyable, LinkButton, LinkTarget};

/// Link and snippet, with a preview.
pub(super) fn card(data: &SetupData) -> impl IntoView + use<> {
    let link = format!("{}/onboarding/{}", data.hub, data.partner);
    let snippet = format!("<script src=\"{}/connect.js\" data-partner=\"{}\"></script>", data.hub, data.partner);
    let preview = format!("/onboarding/{}", data.partner);
    let warning = data.addresses.is_empty().then(|| {
        view! {
            <crate::ui::Notice tone=Tone::Caution>
                <p>"The button works on pages that are among the redirect addresses below. Add the page first."</p>
            </crate::ui::Notice>
        }
    });
    view! {
        <Card id="onboarding" title="Onboarding of clients">
            <div>
                <p>"Clients open this link, sign up, connect their numbers at Meta, choose what they share with you, and come back to you."</p>
                <p><Copyable value=link label="Copy the link"/></p>
            </div>
            <div>
                <h3>"A button on your own page"</h3>
                <p>"It opens the onboarding in a window of its own and tells your page the result: an event "<code>"whatsapp-connected"</code>" with the client, the shared and the revoked channels, and your state. What you know of the client goes along as "<code>"data-email"</code>", "<code>"data-name"</code>", "<code>"data-number"</code>" and "<code>"data-state"</code>"."</p>
                {warning}
                <pre class="snippet" tabindex="0" role="region" aria-label="Snippet"><code>{snippet.clone()}</code></pre>
                <p class="btns">
                    <CopyButton value=snippet label="Copy the snippet"/>
                    <LinkButton href=preview target=LinkTarget::Server>"See it as your clients do"</LinkButton>
                </p>
            </div>
        </Card>
    }
}
