//! The figures that the hub is held to, each against something measured in the same run. A developer's tool: it
//! stays on the loopback interface and within the time that it is given.

mod accounts;
mod beside;
mod client;
mod data;
mod databases;
mod download;
mod editor;
mod first_load;
mod form;
mod intake;
mod list;
mod load;
mod machine;
mod messages;
mod report;
mod sample;
mod server;
mod storage;
mod templates;
mod wire;

use std::process::ExitCode;
use std::time::Duration;

use clap::{Parser, ValueEnum};
use store::EngineKind;

use data::Portfolio;
use databases::{MILLION, SHORT};

/// Why a figure could not be measured.
pub type Failure = Box<dyn std::error::Error + Send + Sync>;

/// Measures the hub and prints a table.
#[derive(Debug, Parser)]
#[command(name = "bench")]
struct Cli {
    #[command(flatten)]
    options: Options,
    #[command(subcommand)]
    command: Option<Command>,
}

/// What is measured and for how long.
#[derive(Clone, Debug, clap::Args)]
struct Options {
    /// Measure lists and download over 1,000,000 channels; making them takes some minutes, once per engine.
    #[arg(long, global = true)]
    large: bool,
    /// Which engines: sqlite, postgres or both.
    #[arg(long, default_value = "both", global = true)]
    engine: Engines,
    /// How long each measurement runs.
    #[arg(long, default_value_t = 10, global = true, value_parser = clap::value_parser!(u64).range(1..=120))]
    seconds: u64,
    /// Only these figures.
    #[arg(long, value_delimiter = ',', global = true)]
    only: Vec<Part>,
}

/// A group of figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Part {
    /// The accounts page under load.
    #[value(alias = "a")]
    Accounts,
    /// The list over a small and a large partner.
    #[value(alias = "b")]
    List,
    /// The download.
    #[value(alias = "c")]
    Download,
    /// Webhook intake.
    #[value(alias = "d")]
    Intake,
    /// First load and idle memory.
    #[value(alias = "e")]
    FirstLoad,
    /// The templates of an account.
    #[value(alias = "f")]
    Templates,
    /// A key stroke in the editor of templates, in a browser.
    #[value(alias = "g")]
    Editor,
    /// Messages through the messaging API.
    #[value(alias = "h")]
    Messages,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Engines {
    Sqlite,
    Postgres,
    Both,
}

impl Options {
    fn engines(&self) -> &'static [EngineKind] {
        match self.engine {
            Engines::Sqlite => &[EngineKind::Sqlite],
            Engines::Postgres => &[EngineKind::Postgres],
            Engines::Both => &[EngineKind::Sqlite, EngineKind::Postgres],
        }
    }

    fn wants(&self, part: Part) -> bool {
        self.only.is_empty() || self.only.contains(&part)
    }

    fn large_portfolio(&self) -> Portfolio {
        if self.large { MILLION } else { SHORT }
    }

    fn time(&self) -> Duration {
        Duration::from_secs(self.seconds)
    }
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// The list's queries alone, without the server.
    Store,
    /// Put load on a server; the figures start it.
    #[command(hide = true)]
    Load(load::Load),
    /// Serve a file; the figures start it.
    #[command(hide = true)]
    Bare(accounts::BareHandler),
    /// Answer as Meta does to messages; the figures start it.
    #[command(hide = true)]
    Meta(messages::Meta),
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    // Load comes from one thread: the other core is the server's.
    let mut runtime = match cli.command {
        Some(Command::Load(_)) => tokio::runtime::Builder::new_current_thread(),
        _ => tokio::runtime::Builder::new_multi_thread(),
    };
    let done = runtime.enable_all().build().map_err(Failure::from).and_then(|runtime| runtime.block_on(run(&cli)));
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            report::say(&format!("error: {failure}"));
            ExitCode::FAILURE
        }
    }
}

async fn run(cli: &Cli) -> Result<(), Failure> {
    match &cli.command {
        Some(Command::Load(load)) => load::run(load).await,
        Some(Command::Bare(bare)) => accounts::serve_bare(bare).await,
        Some(Command::Meta(meta)) => messages::serve_meta(meta).await,
        Some(Command::Store) => {
            machine::describe().await?;
            storage::measure(&cli.options).await
        }
        None => everything(&cli.options).await,
    }
}

/// Every figure that is wanted; one that fails does not keep the others from being measured.
async fn everything(options: &Options) -> Result<(), Failure> {
    machine::describe().await?;
    let mut failed = Vec::new();
    for part in Part::value_variants().iter().filter(|part| options.wants(**part)) {
        let done = match part {
            Part::Accounts => accounts::measure(options).await,
            Part::List => list::measure(options).await,
            Part::Download => download::measure(options).await,
            Part::Intake => intake::measure().await,
            Part::FirstLoad => first_load::measure(options).await,
            Part::Templates => templates::measure(options).await,
            Part::Editor => editor::measure(options).await,
            Part::Messages => messages::measure(options).await,
        };
        if let Err(failure) = done {
            report::say(&format!("\n{part:?}: not measured: {failure}"));
            failed.push(format!("{part:?}"));
        }
    }
    if failed.is_empty() { Ok(()) } else { Err(format!("not measured: {}", failed.join(", ")).into()) }
}
