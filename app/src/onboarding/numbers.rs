//! The last step: which numbers the partner may make API keys for.

use domain::activation::NumberRegistration;
use domain::permission::Permission;
use domain::state::Tone;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::{ChoiceItem, RegisterNumber, ShareNumbers};
use crate::form::{FormState, Refusal};
use crate::ui::{Button, ButtonKind, ButtonSize, InputKind, Need, Notice, Phone, TextInput};

/// The client's numbers with a choice for each.
pub(super) fn choose(
    id: &str,
    partner: &str,
    items: Vec<ChoiceItem>,
    problem: Option<String>,
    refusal: Option<&Refusal>,
) -> impl IntoView + use<> {
    let state = FormState::new("share", &[], refusal);
    let refused = problem.map(|sentence| view! { <Notice tone=Tone::Caution><p>{sentence}</p></Notice> });
    let pins = items
        .iter()
        .filter(|item| item.registration == NumberRegistration::PinNeeded)
        .map(|item| pin(id, item, refusal))
        .collect_view();
    let back = partner.to_owned();
    let rows = items.into_iter().map(row).collect_view();
    let line = format!(
        "With this permission {partner} can make the API keys with which its software sends and receives your messages. You can take it back at any time."
    );
    view! {
        <section class="card" aria-labelledby="title">
            <h1 id="title" dir="auto">{format!("What may {partner} use?")}</h1>
            <p dir="auto">{line}</p>
            {refused}
            {state.notice()}
            <form class="form" method="post" action=ShareNumbers::PATH>
                <input type="hidden" name="id" value=id.to_owned()/>
                <fieldset class="choices"><legend class="vh">"Numbers"</legend>{rows}</fieldset>
                <Button kind=ButtonKind::Primary size=ButtonSize::Wide><span>"Save and go back to "<bdi>{back}</bdi></span></Button>
            </form>
            <p class="aside">
                "Another account? "<a href=format!("/onboard/{id}/meta") rel="external">"Connect more numbers with Meta"</a>
            </p>
        </section>
        {pins}
    }
}

fn row(item: ChoiceItem) -> impl IntoView {
    let checked = item.permission == Permission::Shared || item.asked;
    let is_kept = item.kept.is_some();
    let why = item.kept.map(|sentence| view! { <small>{sentence}</small> });
    let name = (!item.name.is_empty()).then(|| view! { <small><bdi>{item.name}</bdi></small> });
    let wait = (item.registration != NumberRegistration::Registered)
        .then(|| view! { <small>{format!("Registration: {}", item.registration.label())}</small> });
    view! {
        <label class="check">
            <input type="checkbox" name="channels[]" value=item.id checked=checked disabled=is_kept/>
            <span><Phone number=item.number/>{name}{wait}{why}</span>
        </label>
    }
}

fn pin(id: &str, item: &ChoiceItem, refusal: Option<&Refusal>) -> impl IntoView + use<> {
    let own =
        refusal.filter(|refusal| refusal.values.iter().any(|(field, value)| field == "channel" && *value == item.id));
    let state = FormState::new("register", &["pin"], own);
    let heading = format!("pin-{}", item.id);
    view! {
        <section class="card" aria-labelledby=heading.clone()>
            <h2 id=heading.clone()>"PIN of "<Phone number=item.number.clone()/></h2>
            <p>"Meta knows this number already and asks for the six digits of its two-step verification. Without them it cannot send."</p>
            {state.notice()}
            <form class="form" method="post" action=RegisterNumber::PATH>
                <input type="hidden" name="id" value=id.to_owned()/>
                <input type="hidden" name="channel" value=item.id.clone()/>
                <TextInput
                    name="pin"
                    id=format!("{heading}-field")
                    label="PIN"
                    kind=InputKind::OneTimeCode
                    autocomplete="off"
                    need=Need::Required
                    error=state.error("pin")
                    focus=state.focus("pin")
                />
                <Button size=ButtonSize::Wide>"Register the number"</Button>
            </form>
            <p class="aside">
                "Forgotten? "
                <a href="https://business.facebook.com/wa/manage/phone-numbers/" rel="external noopener" target="_blank">"Change it in WhatsApp Manager"</a>
            </p>
        </section>
    }
}
