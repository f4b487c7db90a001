//! `partner-hub doctor`: one line per part, and what to do where something is wrong.

use std::time::Duration;

use chrono::DateTime;
use hub::Hub;
use whatsapp::GraphErrorKind;
use whatsapp::graph::WebhookSubscription;
use whatsapp::http::{HttpSettings, Route};

use crate::config::{HubConfig, Settings};
use crate::console::say;
use crate::open;
use crate::{Failure, config::DatabaseConfig};

/// One-time passwords change every 30 seconds, and Meta refuses signatures and tokens from another time.
const SKEW_LIMIT_SECONDS: i64 = 5;

/// A part that is well, or what is wrong and what to do.
type Finding = Result<String, String>;

/// Looks at everything; an error when something is wrong.
pub async fn run(settings: &Settings) -> Result<(), Failure> {
    let config = settings.hub()?;
    let mut wrong = 0;
    let mut tell = |part: &str, finding: Finding| match finding {
        Ok(words) => say(format_args!("ok    {part:<9} {words}")),
        Err(words) => {
            wrong += 1;
            say(format_args!("WRONG {part:<9} {words}"));
        }
    };
    let hub = match look_at_database(&config.database).await {
        Ok(store) => {
            let schema = store.is_current().await;
            tell("database", schema_finding(schema));
            Some(open::assemble(&config, store, hub::Clock::system(), hub::Random::system())?)
        }
        Err(failure) => {
            tell("database", Err(format!("{failure}.")));
            None
        }
    };
    match &hub {
        Some(hub) => {
            tell("Meta", look_at_meta(hub).await);
            tell("webhook", look_at_webhook(hub, &config).await);
        }
        None => tell("Meta", Err("was not looked at, because the database does not open.".to_owned())),
    }
    tell("clock", look_at_clock(&config).await);
    tell("mail", look_at_mail(&config).await);
    if let Some(hub) = hub {
        hub.store.close().await;
    }
    match wrong {
        0 => Ok(()),
        1 => Err(Failure::Failed("One part needs attention.".to_owned())),
        count => Err(Failure::Failed(format!("{count} parts need attention."))),
    }
}

async fn look_at_database(config: &DatabaseConfig) -> Result<store::Store, Failure> {
    open::store(config).await
}

fn schema_finding(current: Result<bool, store::StoreError>) -> Finding {
    match current {
        Ok(true) => Ok("answers, and its schema is up to date.".to_owned()),
        Ok(false) => Err("answers, but its schema is not up to date. Run `partner-hub migrate`.".to_owned()),
        Err(error) => Err(format!("does not answer: {error}. Look at DATABASE_URL and at the server.")),
    }
}

async fn look_at_meta(hub: &Hub) -> Finding {
    match hub.graph.app_reachable().await {
        Ok(app) => Ok(format!("takes the app {} ({}).", app.id, app.name.as_deref().unwrap_or("without a name"))),
        Err(error) if error.kind == GraphErrorKind::TokenRefused => {
            Err("refuses the app: META_APP_ID and META_APP_SECRET do not belong together. Both stand in the App \
                 dashboard, App settings, Basic."
                .to_owned())
        }
        Err(error) => Err(format!("cannot be used: {error}. Look at META_GRAPH_URL and at the way to the internet.")),
    }
}

async fn look_at_webhook(hub: &Hub, config: &HubConfig) -> Finding {
    let ours = format!("{}/webhooks/whatsapp", config.hub_url.as_str().trim_end_matches('/'));
    match hub.graph.webhook_subscription().await {
        Ok(set) => webhook_finding(&ours, set),
        Err(error) => Err(format!("cannot be looked up: {error}.")),
    }
}

fn webhook_finding(ours: &str, set: Option<WebhookSubscription>) -> Finding {
    let enter = format!("Enter {ours} with META_VERIFY_TOKEN in the App dashboard, WhatsApp, Configuration, Webhook.");
    let Some(set) = set else { return Err(format!("is not set at Meta. {enter}")) };
    if set.callback_url != ours {
        return Err(format!("leads to {}, which is not this hub. {enter}", set.callback_url));
    }
    if set.active == Some(false) {
        return Err(format!("is switched off at Meta. {enter}"));
    }
    let missing = set.missing();
    if missing.is_empty() {
        return Ok(format!("leads here, with {} fields.", set.fields.len()));
    }
    Err(format!(
        "leads here, but Meta does not send {}. Subscribe to what is missing in the App dashboard, WhatsApp, \
         Configuration, Webhook fields.",
        missing.join(", ")
    ))
}

async fn look_at_clock(config: &HubConfig) -> Finding {
    let settings = HttpSettings {
        request_timeout: Duration::from_secs(10),
        route: Route::to(&config.graph.url),
        ..HttpSettings::default()
    };
    let client = whatsapp::http::client(&settings).map_err(|error| format!("{error}."))?;
    let answer = client.get(config.graph.url.clone()).send().await;
    let date = answer.ok().and_then(|answer| {
        let date = answer.headers().get(http::header::DATE)?.to_str().ok()?;
        DateTime::parse_from_rfc2822(date).ok()
    });
    let Some(date) = date else {
        return Err(format!("cannot be compared: {} did not say what time it is.", config.graph.url));
    };
    let skew = (hub::Clock::system().now().seconds() - date.timestamp()).abs();
    if skew <= SKEW_LIMIT_SECONDS {
        return Ok(format!("is right to within {} s.", skew.max(1)));
    }
    Err(format!("is {skew} s away from Meta's. Let the system keep time (systemd-timesyncd or chrony)."))
}

async fn look_at_mail(config: &HubConfig) -> Finding {
    match &config.mail.smtp_url {
        None => Ok("goes to the log, since SMTP_URL is not set.".to_owned()),
        Some(_) => {
            let mailer = open::mailer(&config.mail).map_err(|failure| format!("{failure}."))?;
            match mailer.check().await {
                Ok(()) => Ok("answers.".to_owned()),
                Err(error) => Err(format!("cannot be sent: {error}. Look at SMTP_URL and at the mail server.")),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OURS: &str = "https://hub.example/webhooks/whatsapp";

    fn set(fields: &[&str]) -> Option<WebhookSubscription> {
        let fields = fields.iter().map(|field| (*field).to_owned()).collect();
        Some(WebhookSubscription { callback_url: OURS.to_owned(), active: Some(true), fields })
    }

    #[test]
    fn fields_that_meta_does_not_send_are_named() {
        let all = whatsapp::webhook::FIELDS;
        assert_eq!(webhook_finding(OURS, set(&all)), Ok("leads here, with 11 fields.".to_owned()));
        let more = [&all[..], &["flows"]].concat();
        assert_eq!(webhook_finding(OURS, set(&more)), Ok("leads here, with 12 fields.".to_owned()));
        let wrong = webhook_finding(OURS, set(&["messages", "flows", "account_update"])).unwrap_err();
        assert!(
            wrong.starts_with(
                "leads here, but Meta does not send account_review_update, account_alerts, \
                 phone_number_quality_update, phone_number_name_update, business_capability_update, \
                 message_template_status_update, message_template_quality_update, \
                 message_template_components_update, template_category_update. Subscribe"
            ),
            "{wrong}"
        );
        for (subscription, why) in [
            (None, "is not set at Meta."),
            (set(&[]), "does not send messages, account_update,"),
            (set(&all).map(|set| WebhookSubscription { active: Some(false), ..set }), "is switched off"),
            (set(&all).map(|set| WebhookSubscription { callback_url: "https://x/".to_owned(), ..set }), "not this hub"),
        ] {
            let wrong = webhook_finding(OURS, subscription).unwrap_err();
            assert!(wrong.contains(why), "{wrong}");
        }
    }
}
