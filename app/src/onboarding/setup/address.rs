//! The redirect addresses, and who pays for new clients.

use domain::permission::PaymentType;
use domain::state::Tone;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::SetupData;
use crate::error::AppError;
use crate::form::FormState;
use crate::ui::{Badge, Button, ButtonSize, Card, InputKind, Need, TextInput, VisuallyHidden};

/// Where a refusal is kept for the section.
#[cfg(feature = "ssr")]
pub(super) const FLASH: &str = "/settings/integration/onboarding";

#[cfg(feature = "ssr")]
const PAGE: &str = "/settings/integration";

/// Allows, prefers or removes a redirect address.
#[server(prefix = "/api/app", endpoint = "onboarding/redirect")]
pub async fn change_redirect(
    /// `allow`, `choose` or `remove`.
    #[server(default)]
    what: String,
    /// The address.
    #[server(default)]
    address: String,
) -> Result<(), AppError> {
    use hub::onboarding::Change;

    let form = crate::server::FormAt::new("redirect", FLASH).keep("address", &address);
    let outcome = async {
        let (hub, actor) = crate::server::actor()?;
        let (change, notice) = match what.as_str() {
            "allow" => (Change::Allow(address), "redirect-added"),
            "choose" => (Change::Choose(address), "redirect-default"),
            "remove" => (Change::Remove(address), "redirect-removed"),
            _ => return Err(AppError::Refused("The form was not complete. Reload the page and try again.".to_owned())),
        };
        hub::onboarding::change(&hub, &actor, change).await?;
        Ok(format!("{PAGE}?notice={notice}"))
    };
    form.back_to(format!("{PAGE}#redirects")).settle(outcome).await
}

/// Says who pays for the numbers of clients that come from now on.
#[server(prefix = "/api/app", endpoint = "onboarding/payment")]
pub async fn set_onboarding_payment(
    /// Who pays, by its code.
    #[server(default)]
    payment: String,
) -> Result<(), AppError> {
    let outcome = async {
        let (hub, actor) = crate::server::actor()?;
        let payment = PaymentType::from_code(&payment)
            .ok_or_else(|| hub::HubError::invalid("payment", "Choose who pays for new clients."))?;
        hub::onboarding::change(&hub, &actor, hub::onboarding::Change::Pay(payment)).await?;
        Ok(format!("{PAGE}?notice=payment-set"))
    };
    crate::server::FormAt::new("payment", FLASH).back_to(format!("{PAGE}#new-clients")).settle(outcome).await
}

/// Both cards.
pub(super) fn cards(data: SetupData) -> impl IntoView {
    let state = FormState::new("redirect", &["address"], data.refusal.as_ref());
    let pay = FormState::new("payment", &[], data.refusal.as_ref());
    let list = if data.addresses.is_empty() {
        let words = format!("There is none yet: clients are sent to {} at the end.", data.otherwise);
        view! { <div><p>{words}</p></div> }.into_any()
    } else {
        let rows = data.addresses.into_iter().enumerate().map(|(at, address)| row(at == 0, address)).collect_view();
        view! { <ul class="rows">{rows}</ul> }.into_any()
    };
    view! {
        <Card id="redirects" title="Redirect addresses">
            <div>
                <p>"Where clients may be sent after an onboarding or a decision about permissions. A link that leads elsewhere is refused. The query of an address may differ."</p>
            </div>
            {list}
            <div>
                {state.notice()}
                <form class="form" method="post" action=ChangeRedirect::PATH>
                    <input type="hidden" name="what" value="allow"/>
                    <TextInput
                        name="address"
                        label="Another address"
                        kind=InputKind::Url
                        need=Need::Required
                        value=state.value("address", "")
                        error=state.error("address")
                        focus=state.focus("address")
                    />
                    <div class="btns"><Button>"Add the address"</Button></div>
                </form>
            </div>
        </Card>
        <Card id="new-clients" title="Who pays for new clients">
            <div>
                {pay.notice()}
                <form class="form" method="post" action=SetOnboardingPayment::PATH>
                    <fieldset class="choices" disabled=!data.may_pay>
                        <legend class="vh">"Who pays for new clients"</legend>
                        {pays(data.payment, PaymentType::Partner, "You pay", "Their numbers draw on your balance, and the permission is shared with you from the start.")}
                        {pays(data.payment, PaymentType::Direct, "The client pays", "Each number has a balance of its own, and the client decides about the permission.")}
                    </fieldset>
                    {data.may_pay.then(|| view! { <div class="btns"><Button>"Save"</Button></div> })}
                </form>
                {(!data.may_pay).then(|| view! { <p>"Only an owner can change this."</p> })}
            </div>
        </Card>
    }
}

fn row(is_default: bool, address: String) -> impl IntoView {
    let which = format!(" {address}");
    let button = |what: &'static str, words: &'static str| {
        let (address, which) = (address.clone(), which.clone());
        view! {
            <form method="post" action=ChangeRedirect::PATH>
                <input type="hidden" name="what" value=what/>
                <input type="hidden" name="address" value=address/>
                <Button size=ButtonSize::Small>{words}<VisuallyHidden>{which}</VisuallyHidden></Button>
            </form>
        }
    };
    let first = if is_default {
        view! { <Badge label="Default" tone=Tone::Positive/> }.into_any()
    } else {
        button("choose", "Make default").into_any()
    };
    let last = button("remove", "Remove");
    view! {
        <li>
            <div class="grow"><code>{address.clone()}</code></div>
            {first}
            {last}
        </li>
    }
}

fn pays(now: PaymentType, which: PaymentType, label: &'static str, line: &'static str) -> impl IntoView {
    view! {
        <label class="check">
            <input type="radio" name="payment" value=which.code() checked=now == which/>
            <span>{label}<small>{line}</small></span>
        </label>
    }
}
