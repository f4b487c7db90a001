//! What the operator has set, as far as use cases look at it.

use url::Url;

/// Settings of the hub.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Address of the pages, without a trailing slash.
    pub hub_url: Url,
    /// Address of the messaging API, without a trailing slash; none where the operator has not set it.
    pub messaging_url: Option<Url>,
    /// Whom to contact, shown wherever support is named.
    pub support_contact: String,
    /// Meta's id of the configuration with which clients sign up; none where the operator has not set it.
    pub signup_config: Option<String>,
    /// Where a client is sent after its onboarding when its partner has set no address.
    pub default_redirect: Url,
    /// Seconds between two syncs of an account.
    pub sync_every_seconds: i64,
    /// Days after which stored webhook bodies are deleted.
    pub keep_payloads_days: i64,
}

impl Settings {
    /// A page of the hub, for links in e-mails: `path` begins with `/`.
    pub fn page(&self, path: &str) -> String {
        format!("{}{path}", self.hub_url.as_str().trim_end_matches('/'))
    }
}
