//! One file per command.

mod demo;
mod doctor;
mod migrate;
mod partner;
mod rates;
mod secret;
mod serve;
mod simulate;
mod user;
mod waba;

use crate::cli::{Cli, Command, PartnerCommand, RatesCommand, UserCommand, WabaCommand};
use crate::{Failure, telemetry};

/// Does what the command line says.
///
/// # Errors
/// Settings that cannot be taken, or what went wrong.
pub async fn run(cli: Cli) -> Result<(), Failure> {
    let Cli { settings, command } = cli;
    telemetry::start(&settings.log()?);
    match command {
        Command::Serve => serve::run(&settings).await,
        Command::Migrate => migrate::run(&settings).await,
        Command::Partner(PartnerCommand::Create(partner)) => partner::create(&settings, partner).await,
        Command::User(UserCommand::Create(user)) => user::create(&settings, user).await,
        Command::Waba(WabaCommand::Connect(waba)) => waba::connect(&settings, waba).await,
        Command::Rates(RatesCommand::Import(card)) => rates::import(&settings, card).await,
        Command::Demo(demo) => demo::run(&settings, demo).await,
        Command::Simulate(simulate) => simulate::run(&settings, simulate).await,
        Command::Doctor => doctor::run(&settings).await,
    }
}
