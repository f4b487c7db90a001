//! One step about the end of a subscription.

use leptos::prelude::*;

use crate::error::AppError;

/// Where the forms stand, for what is shown once.
#[cfg(feature = "ssr")]
pub(super) const PAGE: &str = "/numbers/subscription";

/// Cancels, stops to pay, takes over, or takes one of them back.
#[server(prefix = "/api/app", endpoint = "subscription/set")]
pub async fn set_subscription(
    /// Which number, by its id.
    #[server(default)]
    id: String,
    /// What to do, by its code.
    #[server(default)]
    step: String,
    /// The word, as typed.
    #[server(default)]
    typed: String,
    /// `yes` where the box was ticked.
    #[server(default)]
    consent: String,
    /// The last day that the page has shown.
    #[server(default)]
    shown: String,
) -> Result<(), AppError> {
    use domain::subscription::Step;

    let wanted = Step::from_code(&step);
    let page = match wanted {
        Some(Step::StopPaying | Step::KeepPaying) => "cancel-payment",
        Some(Step::TakeOver) => "take-over",
        _ => "cancel",
    };
    let form = crate::server::FormAt::new("subscription", PAGE)
        .back_to(format!("/numbers/{id}/{page}"))
        .keep("typed", &typed)
        .keep("consent", &consent);
    let outcome = async {
        let (hub, actor) = crate::server::actor()?;
        let number = domain::ids::ChannelId::parse(&id).map_err(|_| hub::HubError::NotFound)?;
        let step = wanted.ok_or_else(|| hub::HubError::invalid("step", "Choose what to do with the subscription."))?;
        let confirmation = crate::confirm::confirmed(typed, &consent, shown);
        hub::subscriptions::set(&hub, &actor, &number, step, &confirmation).await?;
        let notice = match step {
            Step::Cancel => "cancelled",
            Step::TakeBack => "taken-back",
            Step::StopPaying => "payment-cancelled",
            Step::KeepPaying => "payment-continued",
            Step::TakeOver | Step::End => "taken-over",
        };
        Ok(match step {
            Step::StopPaying | Step::KeepPaying => {
                let client = hub::subscriptions::of_channel(&hub, &actor, &number).await?.client.id;
                format!("/clients/{client}?notice={notice}")
            }
            _ => format!("/numbers/{number}/details?notice={notice}"),
        })
    };
    form.settle(outcome).await
}
