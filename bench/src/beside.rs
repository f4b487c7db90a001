//! What a figure is compared with: this program again, as a small server in a process of its own, as the hub is.

use std::ffi::OsStr;
use std::net::{Ipv4Addr, SocketAddr};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::Failure;
use crate::client::Client;
use crate::server::free_port;

/// A running server; it ends with this value.
pub struct Beside {
    process: Child,
    /// Where it listens.
    pub address: SocketAddr,
}

impl Beside {
    /// Starts one of this program's commands that serve at `--address`, and waits until it does.
    ///
    /// # Errors
    /// It does not start.
    pub fn start(command: &str, arguments: &[&OsStr]) -> Result<Self, Failure> {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, free_port()?));
        let process = Command::new(std::env::current_exe()?)
            .args([command, "--address", &address.to_string()])
            .args(arguments)
            .stdin(Stdio::null())
            .spawn()?;
        let beside = Self { process, address };
        let until = Instant::now() + Duration::from_secs(10);
        while Client::connect(address).is_err() {
            if until < Instant::now() {
                return Err(format!("the server to compare with ({command}) did not start").into());
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        Ok(beside)
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
