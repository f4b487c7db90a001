//! Names: up to 512 characters of `[a-z0-9_]` (Templates, Overview).

use super::refusal::Refusal;

const LONGEST: usize = 512;

pub(crate) fn check(name: &str) -> Result<(), Refusal> {
    if name.chars().count() > LONGEST {
        return Err(Refusal { blame: vec!["name".to_owned()], ..Refusal::too_long("name", LONGEST) });
    }
    let fits = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_';
    if name.is_empty() || !name.chars().all(fits) { Err(Refusal::name()) } else { Ok(()) }
}
