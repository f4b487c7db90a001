//! `partner-hub user create`.

use domain::account::Role;
use domain::ids::{ClientId, PartnerId};
use hub::HubError;
use hub::accounts::users::{self, Added, OrganisationId};

use super::secret::read_secret;
use crate::Failure;
use crate::cli::CreateUser;
use crate::config::Settings;
use crate::console::say;
use crate::open::{self, Schema};

/// Makes a person, or gives one a further organisation.
pub async fn create(settings: &Settings, user: CreateUser) -> Result<(), Failure> {
    let config = settings.hub()?;
    let organisation = organisation(&user)?;
    let role = Role::from_code(&user.role)
        .ok_or_else(|| Failure::Failed(format!("--role is `{}`; it is owner or member.", user.role)))?;
    let password = user.password_file.as_deref().map(read_secret).transpose()?;
    let name = user.name.as_deref().unwrap_or_else(|| user.email.split('@').next().unwrap_or_default());
    let hub = open::hub(&config, Schema::Migrate).await?;
    let added = users::create(&hub, &user.email, name, password.as_deref(), &organisation, role).await;
    hub.store.close().await;
    let added = added.map_err(|error| match error {
        HubError::NotFound => Failure::Failed("There is no such partner, or it has no such client.".to_owned()),
        other => other.into(),
    })?;
    say(match added {
        Added::WithPassword(id) => format!("Made {id}, who signs in with the password of the file."),
        Added::WithLink(id, link) => format!("Made {id}, who sets a password here within three days:\n{link}"),
        Added::Joined(id) => format!("{id} has signed in before and now belongs to this organisation too."),
    });
    Ok(())
}

fn organisation(user: &CreateUser) -> Result<OrganisationId, Failure> {
    let wrong = |flag: &str, id: &str| Failure::Failed(format!("{flag} is `{id}`, which is no id."));
    let partner = PartnerId::parse(user.partner.trim()).map_err(|_| wrong("--partner", &user.partner))?;
    Ok(match &user.client {
        Some(id) => OrganisationId::Client(partner, ClientId::parse(id.trim()).map_err(|_| wrong("--client", id))?),
        None => OrganisationId::Partner(partner),
    })
}
