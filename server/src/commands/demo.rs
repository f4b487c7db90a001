//! `partner-hub demo`.

use std::collections::HashMap;

use domain::account::Role;
use domain::ids::{ClientId, ClientKey, PartnerId, PartnerKey, base62};
use domain::permission::PaymentType;
use domain::time::Date;
use hub::accounts::clients::{self, ClientForm};
use hub::accounts::partners;
use hub::accounts::users::{self, Added, OrganisationId};
use hub::wabas::{self, Connect, Synced};
use hub::{Hub, HubError, rates};
use secrecy::SecretString;
use simulator::demo::DemoAccount;

use crate::Failure;
use crate::cli::Demo;
use crate::config::Settings;
use crate::console::{complain, say};
use crate::open::{self, Schema};

const PARTNER: &str = "Nordstern Connect";

/// A rate card in Meta's layout, so that what the demo sends has a price.
const RATES: &[u8] = include_bytes!("../../demo/rates.csv");
const RATES_NAME: &str = "Demo rates (invented)";
/// Before every day of the demo, so that each imported card goes before it.
const RATES_FROM: Date = Date { year: 2025, month: 7, day: 1 };

/// Makes the partner, its clients and people, and connects every account of the simulator.
pub async fn run(settings: &Settings, demo: Demo) -> Result<(), Failure> {
    let hub = open::hub(&settings.hub()?, Schema::Migrate).await?;
    let imported = rates::import(&hub, RATES, RATES_FROM, RATES_NAME).await;
    imported.map_err(|error| Failure::because("the demo rates cannot be imported", error))?;
    let accounts = simulator::demo::accounts();
    let partner = find_or_create_partner(&hub).await?;
    let mut known = known_clients(&hub, partner.key).await?;
    for account in &accounts {
        if !known.contains_key(&account.client_name) {
            let created = clients::create_as_operator(&hub, partner.key, &form(account)).await?;
            known.insert(account.client_name.clone(), (created.key, created.id));
        }
    }
    let password = demo.password.unwrap_or_else(|| base62(hub.random.entropy(), 20));
    let sign_ins = create_people(&hub, &partner.id, &accounts, &known, &password).await?;
    for account in &accounts {
        if let Some((client, _)) = known.get(&account.client_name) {
            connect(&hub, partner.key, *client, account).await?;
        }
    }
    hub.store.close().await;
    for line in sign_ins {
        say(line);
    }
    Ok(())
}

async fn find_or_create_partner(hub: &Hub) -> Result<partners::PartnerRow, Failure> {
    let all = partners::list(hub).await?;
    if let Some(partner) = all.into_iter().find(|partner| partner.name == PARTNER) {
        return Ok(partner);
    }
    let id = partners::create(hub, PARTNER).await?;
    Ok(partners::find(hub, &id).await?)
}

type Clients = HashMap<String, (ClientKey, ClientId)>;

async fn known_clients(hub: &Hub, partner: PartnerKey) -> Result<Clients, Failure> {
    let rows = clients::list(hub, partner, None, 1000).await?;
    Ok(rows.into_iter().map(|row| (row.name, (row.key, row.id))).collect())
}

fn form(account: &DemoAccount) -> ClientForm {
    ClientForm {
        name: account.client_name.clone(),
        legal_name: account.legal_name.clone(),
        contact_email: account.contact_email.clone(),
        country: account.country.clone(),
        ..ClientForm::default()
    }
}

/// An owner, a member and somebody of the first client; answers one line for each.
async fn create_people(
    hub: &Hub,
    partner: &PartnerId,
    accounts: &[DemoAccount],
    known: &Clients,
    password: &str,
) -> Result<Vec<String>, Failure> {
    let at_partner = OrganisationId::Partner(partner.clone());
    let mut people = vec![
        ("owner@demo.example", "Olivia Brandt", at_partner.clone(), Role::Owner, format!("Owner at {PARTNER}")),
        ("member@demo.example", "Mikkel Holm", at_partner, Role::Member, format!("Member at {PARTNER}")),
    ];
    let first = accounts.first().and_then(|account| Some((account, known.get(&account.client_name)?)));
    if let Some((account, (_, client))) = first {
        let at_client = OrganisationId::Client(partner.clone(), client.clone());
        let what = format!("Owner at the client {}", account.client_name);
        people.push(("client@demo.example", "Clara Winter", at_client, Role::Owner, what));
    }
    let mut lines = Vec::new();
    for (email, name, organisation, role, what) in people {
        let secret = match users::create(hub, email, name, Some(password), &organisation, role).await {
            Ok(Added::WithPassword(_) | Added::WithLink(..)) => password,
            Ok(Added::Joined(_)) | Err(HubError::Conflict(_)) => "(the password it was made with)",
            Err(error) => return Err(error.into()),
        };
        lines.push(format!("{email:<22}{secret:<34}{what}"));
    }
    Ok(lines)
}

async fn connect(hub: &Hub, partner: PartnerKey, client: ClientKey, account: &DemoAccount) -> Result<(), Failure> {
    let wanted = Connect {
        partner,
        client,
        external_id: account.waba_id.clone(),
        token: SecretString::from(account.token.as_str()),
        payment: PaymentType::from_code(account.payment.as_str()).unwrap_or(PaymentType::Partner),
        by: "Demo".to_owned(),
    };
    let failed = |why: &dyn std::fmt::Display| {
        Failure::Failed(format!(
            "The account {} of {} could not be connected: {why}\nThe demo needs the simulator (`partner-hub simulate`) \
             at META_GRAPH_URL.",
            account.waba_id, account.client_name
        ))
    };
    let connected = wabas::connect(hub, wanted).await.map_err(|error| failed(&error))?;
    match wabas::sync(hub, connected.key()).await? {
        Synced::Done { numbers } => complain(format_args!("{}: {numbers} numbers", account.client_name)),
        Synced::TokenRefused => return Err(failed(&"its token is refused.")),
        Synced::Failed { reason } => return Err(failed(&reason)),
    }
    Ok(())
}
