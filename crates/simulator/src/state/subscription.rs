//! The app's own subscription: where webhooks go, and which.

use url::Url;

/// The webhook fields of the object `whatsapp_business_account`.
pub(crate) const FIELDS: &[&str] = &[
    "account_alerts",
    "account_review_update",
    "account_settings_update",
    "account_update",
    "automatic_events",
    "business_capability_update",
    "business_status_update",
    "calls",
    "flows",
    "group_lifecycle_update",
    "group_participants_update",
    "group_settings_update",
    "group_status_update",
    "history",
    "message_echoes",
    "message_template_components_update",
    "message_template_quality_update",
    "message_template_status_update",
    "messages",
    "partner_solutions",
    "payment_configuration_update",
    "phone_number_name_update",
    "phone_number_quality_update",
    "security",
    "smb_app_state_sync",
    "smb_message_echoes",
    "template_category_update",
    "template_correct_category_detection",
    "tracking_events",
    "user_preferences",
];

/// The app's subscription to `whatsapp_business_account`.
#[derive(Clone)]
pub(crate) struct Subscription {
    pub callback_url: Url,
    pub fields: Vec<String>,
}

impl Subscription {
    /// All fields.
    pub fn to_everything(callback_url: Url) -> Self {
        Self { callback_url, fields: FIELDS.iter().map(ToString::to_string).collect() }
    }

    pub fn wants(&self, field: &str) -> bool {
        self.fields.iter().any(|wanted| wanted == field)
    }
}
