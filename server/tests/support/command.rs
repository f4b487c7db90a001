//! The program itself, with settings of its own only.

use std::process::Command;

/// How a command ended.
#[derive(Debug)]
pub struct Finished {
    pub code: i32,
    pub out: String,
    pub err: String,
}

/// Runs `partner-hub` with these arguments and variables, and no others.
pub fn partner_hub(arguments: &[&str], variables: &[(&str, &str)]) -> Finished {
    let output = Command::new(env!("CARGO_BIN_EXE_partner-hub"))
        .args(arguments)
        .env_clear()
        .envs(variables.iter().copied())
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Finished { code: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
}
