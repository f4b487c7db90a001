//! The other end: many connections from one thread, in a process of its own.

use std::net::SocketAddr;
use std::path::Path;
use std::process::Stdio;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::sample::Sample;
use crate::wire::{Answer, Keep};
use crate::{Failure, Options, intake};

/// What to send.
#[derive(Clone, Debug, clap::Args)]
pub struct Load {
    /// Where to.
    #[arg(long)]
    address: SocketAddr,
    /// How many connections.
    #[arg(long)]
    connections: usize,
    /// How long, and how long before that without counting.
    #[arg(long, default_value_t = 0)]
    seconds: u64,
    /// File that holds the request to repeat.
    #[arg(long)]
    request: Option<std::path::PathBuf>,
    /// Signed webhooks instead: how many …
    #[arg(long, default_value_t = 0)]
    webhooks: usize,
    /// … about which number.
    #[arg(long, default_value = "")]
    number: String,
}

/// What came back.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Outcome {
    /// Requests with the status 200.
    pub answered: u64,
    /// Others.
    pub failed: u64,
    /// Both, with those before counting began.
    pub sent: u64,
    /// From the first request to the last answer.
    pub seconds: f64,
    /// Milliseconds of half of them.
    pub p50: f64,
    /// Milliseconds of 99 in 100.
    pub p99: f64,
    /// Bytes of a body.
    pub bytes: u64,
}

impl Outcome {
    /// Answers per second.
    pub fn rate(&self) -> f64 {
        self.answered as f64 / self.seconds
    }
}

/// Starts this program again as load and waits for what it has to say.
///
/// # Errors
/// The load could not be put on.
pub fn apply(arguments: &[String]) -> Result<Outcome, Failure> {
    let output = std::process::Command::new(std::env::current_exe()?)
        .arg("load")
        .args(arguments)
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()?;
    if !output.status.success() {
        return Err(format!("the load broke off: {}", String::from_utf8_lossy(&output.stdout).trim()).into());
    }
    Ok(serde_json::from_slice(&output.stdout)?)
}

/// Repeats the request of a file on so many connections for as long as is wanted.
///
/// # Errors
/// As [`apply`].
pub fn repeat(address: SocketAddr, request: &Path, connections: usize, options: &Options) -> Result<Outcome, Failure> {
    apply(&[
        "--address".to_owned(),
        address.to_string(),
        "--connections".to_owned(),
        connections.to_string(),
        "--seconds".to_owned(),
        options.seconds.to_string(),
        "--request".to_owned(),
        request.display().to_string(),
    ])
}

/// Puts the load on and prints the outcome as JSON.
///
/// # Errors
/// A connection breaks.
pub async fn run(load: &Load) -> Result<(), Failure> {
    let outcome = match &load.request {
        Some(file) => repeated(load, std::fs::read(file)?).await?,
        None => each_once(load).await?,
    };
    crate::report::say(&serde_json::to_string(&outcome)?);
    Ok(())
}

struct Wire {
    stream: TcpStream,
    buffer: Vec<u8>,
}

impl Wire {
    async fn connect(address: SocketAddr) -> Result<Self, Failure> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, buffer: vec![0; 128 * 1024] })
    }

    async fn send(&mut self, request: &[u8]) -> Result<Answer, Failure> {
        self.stream.write_all(request).await?;
        let mut answer = Answer::new(Keep::Length);
        while !answer.is_done() {
            let read = self.stream.read(&mut self.buffer).await?;
            if read == 0 {
                return Err("the server closed a connection".into());
            }
            answer.feed(&self.buffer[..read]);
        }
        Ok(answer)
    }
}

async fn repeated(load: &Load, request: Vec<u8>) -> Result<Outcome, Failure> {
    let request = Arc::new(request);
    let counted_from = Instant::now() + Duration::from_millis(load.seconds * 200);
    let until = counted_from + Duration::from_secs(load.seconds);
    let mut tasks = Vec::new();
    for _ in 0..load.connections {
        let (request, address) = (request.clone(), load.address);
        tasks.push(tokio::spawn(async move {
            let mut wire = Wire::connect(address).await?;
            let (mut times, mut part) = (Sample::default(), Outcome::default());
            while Instant::now() < until {
                let begun = Instant::now();
                let answer = wire.send(&request).await?;
                part.sent += 1;
                if begun < counted_from {
                    continue;
                }
                times.add(begun.elapsed());
                part.bytes = answer.length();
                if answer.status() == 200 { part.answered += 1 } else { part.failed += 1 }
            }
            Ok::<_, Failure>((times, part))
        }));
    }
    let mut outcome = collect(tasks).await?;
    outcome.seconds = counted_from.elapsed().as_secs_f64();
    Ok(outcome)
}

async fn each_once(load: &Load) -> Result<Outcome, Failure> {
    let requests: Arc<Vec<Vec<u8>>> =
        Arc::new((0..load.webhooks).map(|message| intake::request(load.address, &load.number, message)).collect());
    let next = Arc::new(AtomicUsize::new(0));
    let mut wires = Vec::new();
    for _ in 0..load.connections {
        wires.push(Wire::connect(load.address).await?);
    }
    let begun = Instant::now();
    let mut tasks = Vec::new();
    for mut wire in wires {
        let (requests, next) = (requests.clone(), next.clone());
        tasks.push(tokio::spawn(async move {
            let (mut times, mut part) = (Sample::default(), Outcome::default());
            while let Some(request) = requests.get(next.fetch_add(1, Ordering::Relaxed)) {
                let begun = Instant::now();
                let answer = wire.send(request).await?;
                times.add(begun.elapsed());
                if answer.status() == 200 { part.answered += 1 } else { part.failed += 1 }
            }
            Ok::<_, Failure>((times, part))
        }));
    }
    let mut outcome = collect(tasks).await?;
    outcome.seconds = begun.elapsed().as_secs_f64();
    Ok(outcome)
}

async fn collect(tasks: Vec<tokio::task::JoinHandle<Result<(Sample, Outcome), Failure>>>) -> Result<Outcome, Failure> {
    let (mut all, mut outcome) = (Sample::default(), Outcome::default());
    for task in tasks {
        let (times, part) = task.await??;
        all.extend(times);
        outcome.answered += part.answered;
        outcome.failed += part.failed;
        outcome.sent += part.sent;
        outcome.bytes = outcome.bytes.max(part.bytes);
    }
    (outcome.p50, outcome.p99) = (all.quantile(0.5), all.quantile(0.99));
    Ok(outcome)
}
