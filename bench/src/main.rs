//! The figures that the hub is held to, each against something measured in the same run. A developer's tool: it
//! stays on the loopback interface and within the time that it is given.

mod data;
mod databases;
mod report;
mod sample;
mod storage;

use std::process::ExitCode;
use std::time::Duration;

use clap::Parser;
use store::EngineKind;

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

    fn time(&self) -> Duration {
        Duration::from_secs(self.seconds)
    }
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// The list's queries alone, without the server.
    Store,
}

#[tokio::main]
async fn main() -> ExitCode {
    let cli = Cli::parse();
    let done = match cli.command {
        None | Some(Command::Store) => storage::measure(&cli.options).await,
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            report::say(&format!("error: {failure}"));
            ExitCode::FAILURE
        }
    }
}
