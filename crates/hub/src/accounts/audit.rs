//! The log of who did what. Each use case that changes something writes its entry in its own transaction.

use domain::Timestamp;
use domain::account::{Actor, Organisation};
use domain::closed_enum;
use domain::ids::{ApiKeyKey, ChannelKey, UserKey};
use store::{Conn, StoreError, Tx, api_keys, audit, users};

use crate::{Hub, HubError};

closed_enum! {
    /// What was done.
    pub enum Action {
        PartnerCreated = "partner_created" => "Added the partner",
        ClientCreated = "client_created" => "Added the client",
        UserCreated = "user_created" => "Added a person",
        SignedIn = "signed_in" => "Signed in",
        SessionsEnded = "sessions_ended" => "Signed a browser out",
        OrganisationSwitched = "organisation_switched" => "Opened the organisation",
        PasswordChanged = "password_changed" => "Changed the password",
        PasswordReset = "password_reset" => "Set a new password by link",
        TwoFactorOn = "two_factor_on" => "Turned two-factor sign-in on",
        TwoFactorOff = "two_factor_off" => "Turned two-factor sign-in off",
        RecoveryCodesRenewed = "recovery_codes_renewed" => "Made new recovery codes",
        RecoveryCodeUsed = "recovery_code_used" => "Signed in with a recovery code",
        UserInvited = "user_invited" => "Invited a person",
        InvitationResent = "invitation_resent" => "Sent the invitation again",
        InvitationRevoked = "invitation_revoked" => "Took the invitation back",
        InvitationAccepted = "invitation_accepted" => "Accepted the invitation",
        RoleChanged = "role_changed" => "Changed a role",
        UserRemoved = "user_removed" => "Removed a person",
        UserRenamed = "user_renamed" => "Changed the own name",
        AccountConnected = "account_connected" => "Connected an account",
        AccountReconnected = "account_reconnected" => "Reconnected an account",
        SyncRequested = "sync_requested" => "Asked Meta for the facts of the account",
        TemplatesSynced = "templates_synced" => "Asked Meta for the templates of the account",
        TemplateCreated = "template_created" => "Sent a template for review",
        TemplateEdited = "template_edited" => "Edited a template",
        TemplateCopied = "template_copied" => "Copied a template",
        TemplateUnpaused = "template_unpaused" => "Unpaused a template",
        TemplateDeleted = "template_deleted" => "Deleted a template",
        PermissionShared = "permission_shared" => "Shared the API key permission",
        PermissionRevoked = "permission_revoked" => "Revoked the API key permission",
        PermissionGivenBack = "permission_given_back" => "Gave the API key permission back",
        PaymentTurned = "payment_turned" => "Changed who pays",
        SubscriptionCancelled = "subscription_cancelled" => "Cancelled the subscription",
        CancellationTakenBack = "cancellation_taken_back" => "Took the cancellation back",
        PaymentCancelled = "payment_cancelled" => "Cancelled the payment on behalf of the client",
        PaymentContinued = "payment_continued" => "Continued the payment on behalf of the client",
        PaymentTakenOver = "payment_taken_over" => "Took the payment over",
        SubscriptionEnded = "subscription_ended" => "Ended the subscription",
        DeletionRequested = "deletion_requested" => "Asked for the deletion of the account",
        DeletionTakenBack = "deletion_taken_back" => "Took the request for deletion back",
        DeletionClosed = "deletion_closed" => "Closed the request for deletion",
        TimeZoneChosen = "time_zone_chosen" => "Chose the time zone",
        TestMessageSent = "test_message_sent" => "Sent a test message",
        ProfileChanged = "profile_changed" => "Changed the business profile",
        CatalogChanged = "catalog_changed" => "Changed what is shown of the catalog",
        ApiKeyGenerated = "api_key_generated" => "Generated an API key",
        ApiKeyRevoked = "api_key_revoked" => "Revoked an API key",
        SignedUp = "signed_up" => "Signed up",
        TopUpBegun = "top_up_begun" => "Began to add funds",
        RefundRequested = "refund_requested" => "Asked for a refund",
        OnboardingFinished = "onboarding_finished" => "Finished the onboarding",
        OnboardingPaymentSet = "onboarding_payment_set" => "Said who pays for new clients",
        RedirectAllowed = "redirect_allowed" => "Allowed a redirect address",
        RedirectChosen = "redirect_chosen" => "Chose the default redirect address",
        RedirectRemoved = "redirect_removed" => "Removed a redirect address",
        LinkSecretMade = "link_secret_made" => "Made a new secret for signed links",
        LogoChanged = "logo_changed" => "Changed the logo",
        LogoRemoved = "logo_removed" => "Removed the logo",
        PermissionRequested = "permission_requested" => "Asked for the API key permission",
        WebhookChanged = "webhook_changed" => "Changed where events are delivered",
        WebhookTurnedOn = "webhook_turned_on" => "Turned the webhook on",
        WebhookTurnedOff = "webhook_turned_off" => "Turned the webhook off",
        WebhookRemoved = "webhook_removed" => "Removed the webhook",
        SigningSecretShown = "signing_secret_shown" => "Looked at the signing secret",
        SigningSecretRotated = "signing_secret_rotated" => "Made a new signing secret",
        ChannelWebhookChanged = "channel_webhook_changed" => "Changed where a number's messages go",
        AccountWebhookChanged = "account_webhook_changed" => "Changed where an account's messages go",
        WebhookDestinationsChanged = "webhook_destinations_changed" => "Changed where else a number's messages go",
    }
}

/// Who did it.
#[derive(Clone, Copy, Debug)]
pub enum By {
    /// Whoever hosts the hub, on the command line.
    Operator,
    /// The hub itself.
    Hub,
    /// A person who is signed in.
    Actor(Actor),
    /// A person who is not signed in, or not yet.
    User(UserKey),
    /// Whoever has an API key of a channel.
    ApiKey(ApiKeyKey),
}

impl By {
    /// The person, where it was one.
    pub const fn user(self) -> Option<UserKey> {
        match self {
            By::Actor(actor) => Some(actor.user),
            By::User(user) => Some(user),
            By::Operator | By::Hub | By::ApiKey(_) => None,
        }
    }
}

impl From<&Actor> for By {
    fn from(actor: &Actor) -> Self {
        By::Actor(*actor)
    }
}

/// An entry that is about to be written.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Who did it.
    pub by: By,
    /// Whose log it belongs to; a partner sees those of its clients too.
    pub organisation: Option<Organisation>,
    /// The number, where one is concerned.
    pub channel: Option<ChannelKey>,
    /// What was done.
    pub action: Action,
    /// To whom or to what.
    pub subject: String,
    /// What else is worth knowing; may be empty.
    pub detail: String,
}

impl Entry {
    /// An entry about `subject` in the log of `organisation`.
    pub fn new(by: By, organisation: Organisation, action: Action, subject: impl Into<String>) -> Self {
        Self {
            by,
            organisation: Some(organisation),
            channel: None,
            action,
            subject: subject.into(),
            detail: String::new(),
        }
    }

    /// Adds what else is worth knowing.
    pub fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = detail.into();
        self
    }

    /// Adds the number that is concerned.
    pub fn channel(mut self, channel: ChannelKey) -> Self {
        self.channel = Some(channel);
        self
    }
}

/// Writes an entry, with the name that the person has now.
///
/// # Errors
/// The database refuses.
pub async fn record(tx: &mut Tx, entry: Entry, at: Timestamp) -> Result<(), HubError> {
    let user = entry.by.user();
    let actor = match (entry.by, user) {
        (By::Operator, _) => "Operator".to_owned(),
        (By::ApiKey(key), _) => name_of_key(tx, key).await?,
        (_, None) => HUB.to_owned(),
        (_, Some(user)) => name_of(tx, user).await?,
    };
    Ok(append(tx, entry, actor, at).await?)
}

/// Writes an entry about what the hub has done by itself.
///
/// # Errors
/// The database refuses.
pub(crate) async fn record_own(tx: &mut Tx, entry: Entry, at: Timestamp) -> Result<(), StoreError> {
    append(tx, Entry { by: By::Hub, ..entry }, HUB.to_owned(), at).await
}

/// What stands beside what the hub does by itself.
const HUB: &str = "Partner Hub";

async fn append(tx: &mut Tx, entry: Entry, actor: String, at: Timestamp) -> Result<(), StoreError> {
    let user = entry.by.user();
    let entry = audit::NewEntry {
        partner: entry.organisation.map(Organisation::partner),
        client: entry.organisation.and_then(Organisation::client),
        channel: entry.channel,
        user,
        actor,
        action: entry.action.code(),
        subject: entry.subject,
        detail: entry.detail,
        at,
    };
    audit::append(tx, &entry).await
}

/// The name that a person has now, to be kept beside what the person does.
pub(crate) async fn name_of(tx: &mut Tx, user: UserKey) -> Result<String, HubError> {
    Ok(users::get(tx, user).await?.map_or_else(|| "A person".to_owned(), |row| row.name))
}

/// What stands beside what the holder of an API key does.
pub(crate) async fn name_of_key(conn: &mut Conn, key: ApiKeyKey) -> Result<String, HubError> {
    let prefix = api_keys::prefix_of(conn, key).await?;
    Ok(prefix.map_or_else(|| "An API key".to_owned(), |prefix| format!("API key {prefix}")))
}

/// A written entry, as a person reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Pages go on before this number.
    pub n: i64,
    /// The name of who did it.
    pub actor: String,
    /// What was done, in words.
    pub action: String,
    /// To whom or to what.
    pub subject: String,
    /// What else is worth knowing; may be empty.
    pub detail: String,
    /// When.
    pub at: Timestamp,
}

impl From<audit::EntryRow> for Written {
    fn from(row: audit::EntryRow) -> Self {
        let action = Action::from_code(&row.action).map_or(row.action, |action| action.label().to_owned());
        Self { n: row.n, actor: row.actor, action, subject: row.subject, detail: row.detail, at: Timestamp(row.at) }
    }
}

/// The entries of the actor's organisation, the newest first, at most `limit` of them before `before`.
///
/// # Errors
/// The database refuses.
pub async fn list(hub: &Hub, actor: &Actor, before: Option<i64>, limit: u32) -> Result<Vec<Written>, HubError> {
    let mut conn = hub.store.read().await?;
    let rows = audit::of_organisation(&mut conn, actor.organisation, before, limit.min(200) as usize).await?;
    Ok(rows.into_iter().map(Written::from).collect())
}

/// The entries about one number, the newest first, at most `limit` of them before `before`.
///
/// # Errors
/// The database refuses.
pub async fn of_channel(
    hub: &Hub,
    actor: &Actor,
    channel: ChannelKey,
    before: Option<i64>,
    limit: u32,
) -> Result<Vec<Written>, HubError> {
    let mut conn = hub.store.read().await?;
    let rows = audit::of_channel(&mut conn, actor.organisation, channel, before, limit.min(200) as usize).await?;
    Ok(rows.into_iter().map(Written::from).collect())
}
