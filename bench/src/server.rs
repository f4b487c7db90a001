//! The hub as its own process, as it is released.

use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::client::{Client, get, post_form};
use crate::data::Portfolio;
use crate::databases::Database;
use crate::form::Form;
use crate::wire::Keep;
use crate::{Failure, databases};

/// The secret with which webhooks are signed here.
pub const APP_SECRET: &str = "bench-app-secret";
const PASSWORD: &str = "nine measured turnips";
/// What is sealed in the database is sealed with this key.
pub const ENCRYPTION_KEY: &str = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
/// Longest wait for a start.
const START: Duration = Duration::from_secs(60);

/// A running hub; it ends with this value.
pub struct Server {
    process: Child,
    /// Where it listens.
    pub address: SocketAddr,
    /// `localhost:port`, as its addresses say it.
    pub host: String,
}

impl Server {
    /// Starts the release build over a database and waits until it is ready.
    ///
    /// # Errors
    /// There is no release build, or it does not start; its log says why.
    pub fn start(database: &Database, name: &str) -> Result<Self, Failure> {
        Self::start_with(database, name, &[])
    }

    /// As [`Server::start`], with other settings beside the usual ones.
    ///
    /// # Errors
    /// As [`Server::start`].
    pub fn start_with(database: &Database, name: &str, settings: &[(&str, String)]) -> Result<Self, Failure> {
        let port = free_port()?;
        let log_path = databases::directory()?.join(format!("{name}.log"));
        let log = std::fs::File::create(&log_path)?;
        let process = command(database, port)?
            .arg("serve")
            .envs(settings.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log)
            .spawn()?;
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        let mut server = Self { process, address, host: format!("localhost:{port}") };
        let until = Instant::now() + START;
        while !server.is_ready() {
            if server.process.try_wait()?.is_some() || until < Instant::now() {
                return Err(format!("the hub did not start; {} says why", log_path.display()).into());
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        Ok(server)
    }

    fn is_ready(&self) -> bool {
        let request = get(&self.host, "/readyz", "", "identity");
        Client::connect(self.address)
            .and_then(|mut client| client.send(&request, Keep::Length))
            .is_ok_and(|answer| answer.status() == 200)
    }

    /// Signs the portfolio's person in through the page; answers the cookies.
    ///
    /// # Errors
    /// The form is not there, or refuses.
    pub fn sign_in(&self, portfolio: &Portfolio) -> Result<String, Failure> {
        let mut client = Client::connect(self.address)?;
        let page = client.send(&get(&self.host, "/sign-in", "", "identity"), Keep::Body)?;
        let mut form = Form::with_password(&page.text()).ok_or("the sign-in page has no form with a password")?;
        form.fill("email", &portfolio.email());
        form.fill("password", PASSWORD);
        let answer = client.send(&post_form(&self.host, &form.action, "", &form.fields), Keep::Body)?;
        let cookies: Vec<&str> = answer
            .headers("set-cookie")
            .filter_map(|cookie| cookie.split(';').next())
            .filter(|cookie| !cookie.ends_with('='))
            .collect();
        let location = answer.headers("location").next().unwrap_or_default();
        if !matches!(answer.status(), 302 | 303) || cookies.is_empty() || location.contains("sign-in") {
            return Err(format!("signing in was refused: {} {location}", answer.status()).into());
        }
        Ok(cookies.join("; "))
    }

    /// Memory of the process, in MiB: `VmRSS` now, `VmHWM` at most so far.
    ///
    /// # Errors
    /// The process has ended.
    pub fn memory(&self, line: &str) -> Result<f64, Failure> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.process.id()))?;
        let value = status.lines().find_map(|found| found.strip_prefix(line)?.strip_prefix(':'));
        let kib: f64 = value.and_then(|value| value.split_whitespace().next()).ok_or("no such line")?.parse()?;
        Ok(kib / 1024.0)
    }

    /// Seconds of processor time that the process has used, in itself and in the kernel (proc(5), stat; Linux counts
    /// hundredths of a second).
    ///
    /// # Errors
    /// The process has ended.
    pub fn processor_time(&self) -> Result<f64, Failure> {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.process.id()))?;
        let (_, fields) = stat.rsplit_once(')').ok_or("no process name")?;
        let ticks = |place: usize| fields.split_whitespace().nth(place).and_then(|ticks| ticks.parse::<f64>().ok());
        Ok((ticks(11).unwrap_or_default() + ticks(12).unwrap_or_default()) / 100.0)
    }

    /// Lets `VmHWM` begin again at what is used now (proc(5), clear_refs).
    ///
    /// # Errors
    /// The process has ended.
    pub fn forget_peak(&self) -> Result<(), Failure> {
        Ok(std::fs::write(format!("/proc/{}/clear_refs", self.process.id()), "5")?)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // SIGTERM lets it close its database; whoever does not heed it is killed.
        let _ = Command::new("kill").arg(self.process.id().to_string()).status();
        let until = Instant::now() + Duration::from_secs(10);
        while Instant::now() < until {
            if !matches!(self.process.try_wait(), Ok(None)) {
                return;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Makes sure that somebody can sign in for each of these partners.
///
/// # Errors
/// The hub's own command refuses.
pub fn people(database: &Database, portfolios: &[Portfolio]) -> Result<(), Failure> {
    let password = databases::directory()?.join("password");
    std::fs::write(&password, PASSWORD)?;
    for portfolio in portfolios {
        let output = command(database, 1)?
            .args(["user", "create", "--name", "Bench", "--role", "owner", "--email", &portfolio.email()])
            .args(["--partner", portfolio.id])
            .arg("--password-file")
            .arg(&password)
            .stdin(Stdio::null())
            .output()?;
        let words = String::from_utf8_lossy(&output.stderr);
        // Kept data has its person already.
        if !output.status.success() && !words.contains("belongs to") {
            return Err(format!("the person of {} could not be made: {}", portfolio.id, words.trim()).into());
        }
    }
    Ok(())
}

/// The directory of the release build.
///
/// # Errors
/// There is none.
pub fn build() -> Result<PathBuf, Failure> {
    let given = std::env::var_os("HUB_DIST").map(PathBuf::from);
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new("."));
    let directory = given.unwrap_or_else(|| root.join("target/dist"));
    if directory.join("partner-hub").exists() {
        Ok(directory)
    } else {
        Err(format!("{} holds no release build; ./dev build makes one", directory.display()).into())
    }
}

fn command(database: &Database, port: u16) -> Result<Command, Failure> {
    let build = build()?;
    let mut command = Command::new(build.join("partner-hub"));
    command
        .current_dir(&build)
        .env("HUB_URL", format!("http://localhost:{port}"))
        .env("LISTEN", format!("127.0.0.1:{port}"))
        .env("DATABASE_URL", &database.url)
        .env("ENCRYPTION_KEY", ENCRYPTION_KEY)
        .env("META_APP_ID", "100000000000001")
        .env("META_APP_SECRET", APP_SECRET)
        .env("META_VERIFY_TOKEN", "bench")
        // Nobody listens there: nothing that is measured needs Meta.
        .env("META_GRAPH_URL", "http://127.0.0.1:9")
        .env("LOG", "warn");
    Ok(command)
}

/// A port that was free a moment ago.
///
/// # Errors
/// None is.
pub fn free_port() -> Result<u16, Failure> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}
