//! The `partner-hub` binary.
fn main() {}
