//! The download of all accounts.

use store::EngineKind;

use crate::client::{Client, get};
use crate::databases::{SMALL, filled};
use crate::report::{Figure, number, say, table};
use crate::server::{Server, people};
use crate::wire::Keep;
use crate::{Failure, Options};

/// Measures and prints.
///
/// # Errors
/// The data cannot be made, or the server fails.
pub async fn measure(options: &Options) -> Result<(), Failure> {
    for engine in options.engines() {
        one_engine(options, *engine).await?;
    }
    Ok(())
}

async fn one_engine(options: &Options, engine: EngineKind) -> Result<(), Failure> {
    let portfolio = options.large_portfolio();
    let database = filled(engine, &[SMALL, portfolio]).await?;
    people(&database, &[SMALL, portfolio])?;
    let server = Server::start(&database, "download")?;
    // Pages and connections exist before memory is looked at, as they do in any hub that runs.
    let small = server.sign_in(&SMALL)?;
    let cookie = server.sign_in(&portfolio)?;
    let mut client = Client::connect(server.address)?;
    for path in ["/numbers", "/numbers.csv"] {
        client.send(&get(&server.host, path, &small, "identity"), Keep::Length)?;
    }
    server.forget_peak()?;
    let before = server.memory("VmRSS")?;
    let anonymous_before = server.memory("RssAnon")?;
    let mut anonymous = anonymous_before;
    let request = get(&server.host, "/numbers.csv", &cookie, "identity");
    let done = client.download(&request, || {
        anonymous = anonymous.max(server.memory("RssAnon").unwrap_or_default());
    })?;
    let growth = server.memory("VmHWM")? - before;
    drop(server);
    let rows = done.lines.saturating_sub(1);
    let figures = [
        Figure::at_most("first byte", done.first_byte.as_secs_f64() * 1000.0, 100.0, "ms"),
        Figure::at_least("rows/s", rows as f64 / done.whole.as_secs_f64(), 150_000.0, ""),
        Figure::at_most("growth of the server's memory (VmHWM)", growth, 32.0, "MiB"),
        Figure::fact("of it the process's own (RssAnon)", number(anonymous - anonymous_before, "MiB")),
        Figure::at_least("rows", rows as f64, portfolio.channels as f64, ""),
        Figure::fact("bytes", number(done.bytes as f64, "")),
        Figure::at_most("status", f64::from(done.status), 200.0, ""),
    ];
    say(&table(&format!("Download, {engine:?}, {} channels", portfolio.channels), &figures));
    Ok(())
}
