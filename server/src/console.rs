//! What commands say to the person at the terminal.

use std::fmt::Display;
use std::io::Write;

/// Writes a line to standard output. A reader that has gone away is no error.
pub fn say(line: impl Display) {
    let _ = writeln!(std::io::stdout().lock(), "{line}");
}

/// Writes a line to standard error.
pub fn complain(line: impl Display) {
    let _ = writeln!(std::io::stderr().lock(), "{line}");
}
