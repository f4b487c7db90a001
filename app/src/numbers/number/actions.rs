//! What somebody has to do about the number.

use domain::account::OrganisationKind;
use domain::prompt::{ActionPrompt, PromptCode, Who};
use leptos::prelude::*;

use super::load::Head;
use crate::ui::{ButtonSize, Card, Glyph, LinkButton, LinkTarget, tone_class, tone_glyph};
use crate::words::prompt_tone;

/// The card with everything that has to be done, most urgent first.
pub(super) fn actions(head: &Head) -> impl IntoView + use<> {
    let viewer = head.viewer;
    let content = if head.prompts.is_empty() {
        view! { <div><p class="muted">"Nobody has to do anything."</p></div> }.into_any()
    } else {
        let items = head.prompts.iter().cloned().map(|prompt| item(prompt, viewer, &head.id)).collect_view();
        view! { <ol class="prompts">{items}</ol> }.into_any()
    };
    view! { <Card id="actions" title="What to do">{content}</Card> }
}

fn item(prompt: ActionPrompt, viewer: OrganisationKind, id: &str) -> impl IntoView + use<> {
    let tone = prompt_tone(prompt.code);
    let where_to = match (prompt.code, viewer) {
        (PromptCode::ReconnectMeta, OrganisationKind::Partner) => Some(
            view! {
                <p>"The operator of this hub does it with the command "<code>"partner-hub waba connect"</code>"."</p>
            }
            .into_any(),
        ),
        (PromptCode::TakeOverPayment, OrganisationKind::Client) => {
            let href = format!("/numbers/{id}/take-over");
            Some(view! { <p><a href=href>"Take over the payment"</a></p> }.into_any())
        }
        _ => None,
    };
    let link = prompt.link.map(|href| {
        let about = format!(": {}", prompt.message);
        view! {
            <LinkButton href size=ButtonSize::Small target=LinkTarget::Elsewhere>
                "Open at Meta"<span class="vh">{about}</span>{Glyph::External.view()}
            </LinkButton>
        }
    });
    view! {
        <li class=tone_class(tone)>
            {tone_glyph(tone).view()}
            <div>
                <h3>{prompt.message}</h3>
                <p>{prompt.more_info}</p>
                {where_to}
            </div>
            <div class="who"><small>{who(prompt.who, viewer)}</small>{link}</div>
        </li>
    }
}

const fn who(who: Who, viewer: OrganisationKind) -> &'static str {
    match (who, viewer) {
        (Who::Client, OrganisationKind::Client) => "Client (you) must act",
        (Who::Client, OrganisationKind::Partner) => "Client must act",
        (Who::Partner, OrganisationKind::Partner) => "Partner (you) must act",
        (Who::Partner, OrganisationKind::Client) => "Partner must act",
        (Who::Meta, _) => "Waiting for Meta",
    }
}
