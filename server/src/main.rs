//! `partner-hub`: one program for everything that an operator does. `partner-hub --help` is its manual.

use std::process::ExitCode;

use clap::Parser;
use partner_hub::cli::Cli;
use partner_hub::{Failure, complain, run};

fn main() -> ExitCode {
    let cli = Cli::parse();
    // One thread per core, and few for the file system: threads that wait cost memory.
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().max_blocking_threads(16).build();
    let outcome = match runtime {
        Ok(runtime) => runtime.block_on(run(cli)),
        Err(error) => Err(Failure::because("The process cannot start its threads", error)),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            complain(&failure);
            ExitCode::from(failure.code())
        }
    }
}
