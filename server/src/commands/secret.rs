//! Secrets that a command reads from a file or from standard input, never from its flags.

use std::io::Read;
use std::path::Path;

use crate::Failure;

/// The first line of a file, or of standard input for `-`.
pub fn read_secret(path: &Path) -> Result<String, Failure> {
    let read = if path == Path::new("-") {
        let mut text = String::new();
        std::io::stdin().read_to_string(&mut text).map(|_| text)
    } else {
        std::fs::read_to_string(path)
    };
    let text = read.map_err(|error| Failure::because(format_args!("{} cannot be read", path.display()), error))?;
    match text.lines().next().map(str::trim) {
        Some(line) if !line.is_empty() => Ok(line.to_owned()),
        _ => Err(Failure::Failed(format!("{} is empty.", path.display()))),
    }
}
