//! `partner-hub waba connect`.

use domain::ids::{ClientId, ClientKey, PartnerId, PartnerKey};
use domain::permission::PaymentType;
use hub::Hub;
use hub::accounts::clients::{self, ClientForm};
use hub::accounts::partners;
use hub::wabas::{self, Connect, Connected, Synced};
use secrecy::SecretString;
use whatsapp::AccessToken;

use super::secret::read_secret;
use crate::Failure;
use crate::cli::ConnectWaba;
use crate::config::Settings;
use crate::console::say;
use crate::open::{self, Schema};

/// Connects an account and reads all of its numbers.
pub async fn connect(settings: &Settings, wanted: ConnectWaba) -> Result<(), Failure> {
    let config = settings.hub()?;
    let token = SecretString::from(read_secret(&wanted.token_file)?);
    let payment = PaymentType::from_code(&wanted.payment)
        .ok_or_else(|| Failure::Failed(format!("--payment is `{}`; it is partner or direct.", wanted.payment)))?;
    let hub = open::hub(&config, Schema::Migrate).await?;
    let partner = find_partner(&hub, &wanted.partner).await?;
    let client = find_or_create_client(&hub, partner, &wanted, &token).await?;
    let connect = Connect {
        partner,
        client,
        external_id: wanted.waba_id.trim().to_owned(),
        token,
        payment,
        by: "Operator".to_owned(),
    };
    let connected = wabas::connect(&hub, connect).await?;
    let synced = wabas::sync(&hub, connected.key()).await?;
    hub.store.close().await;
    report(&connected, synced)
}

/// The partner with this id.
pub(super) async fn find_partner(hub: &Hub, id: &str) -> Result<PartnerKey, Failure> {
    let unknown = || Failure::Failed(format!("--partner is `{id}`; there is no partner with this id."));
    let id = PartnerId::parse(id.trim()).map_err(|_| unknown())?;
    Ok(partners::find(hub, &id).await.map_err(|_| unknown())?.key)
}

/// The client of this partner with this id.
pub(super) async fn find_client(hub: &Hub, partner: PartnerKey, id: &str) -> Result<ClientKey, Failure> {
    let unknown = || Failure::Failed(format!("--client is `{id}`; the partner has no client with this id."));
    let id = ClientId::parse(id.trim()).map_err(|_| unknown())?;
    Ok(clients::find(hub, partner, &id).await.map_err(|_| unknown())?.key)
}

async fn find_or_create_client(
    hub: &Hub,
    partner: PartnerKey,
    wanted: &ConnectWaba,
    token: &SecretString,
) -> Result<ClientKey, Failure> {
    if let Some(id) = &wanted.client {
        return find_client(hub, partner, id).await;
    }
    // A client that was made for an account that cannot be connected would be left over.
    let token = AccessToken::from(token.clone());
    let known = hub.graph.waba(wanted.waba_id.trim(), &token).await;
    known.map_err(|error| Failure::because("The account cannot be connected", error))?;
    let form = ClientForm {
        name: wanted.client_name.clone().unwrap_or_default(),
        contact_email: wanted.client_email.clone().unwrap_or_default(),
        ..ClientForm::default()
    };
    let created = clients::create_as_operator(hub, partner, &form).await?;
    say(format_args!("Made the client {}.", created.id));
    Ok(created.key)
}

fn report(connected: &Connected, synced: Synced) -> Result<(), Failure> {
    let what = match connected {
        Connected::New(_) => "Connected the account",
        Connected::Again(_) => "The account was connected already and has a new token",
    };
    match synced {
        Synced::Done { numbers } => {
            say(format_args!("{what}; {numbers} numbers are up to date."));
            Ok(())
        }
        Synced::TokenRefused => Err(Failure::Failed(format!("{what}, but Meta refused the token while it was read."))),
        Synced::Failed { reason } => Err(Failure::Failed(format!(
            "{what}, but not all of it was read: {reason}. The hub tries again by itself."
        ))),
    }
}
