//! The parameters of a text: `{{1}}` or `{{first_name}}` (Templates, Parameter formats).

/// How a template writes its parameters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    Positional,
    Named,
}

impl Format {
    pub fn of(text: &str) -> Option<Self> {
        match text.to_ascii_uppercase().as_str() {
            "POSITIONAL" => Some(Self::Positional),
            "NAMED" => Some(Self::Named),
            _ => None,
        }
    }
}

/// The parameters in the order they stand, without brackets and without repetition.
///
/// # Errors
/// With a sentence where brackets do not match, or a name fits neither its format nor its place.
pub(crate) fn read(text: &str, format: Format) -> Result<Vec<String>, String> {
    let mut names: Vec<String> = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find("{{") {
        if rest.get(..start).is_some_and(|before| before.contains("}}")) {
            return Err("A variable's braces do not match.".to_owned());
        }
        let inner = rest.get(start + 2..).unwrap_or_default();
        let end = inner.find("}}").ok_or("A variable's braces do not match.")?;
        let (name, after) = inner.split_at(end);
        let name = name.trim();
        if !fits(name, format) {
            return Err(format!("{{{{{name}}}}} is not a valid variable."));
        }
        if !names.iter().any(|known| known == name) {
            names.push(name.to_owned());
        }
        rest = after.get(2..).unwrap_or_default();
    }
    if rest.contains("}}") {
        return Err("A variable's braces do not match.".to_owned());
    }
    if format == Format::Positional {
        let mut numbers: Vec<usize> = names.iter().filter_map(|name| name.parse().ok()).collect();
        numbers.sort_unstable();
        if numbers.iter().enumerate().any(|(index, number)| *number != index + 1) {
            return Err("Variables have to be numbered from {{1}} without gaps.".to_owned());
        }
    }
    Ok(names)
}

/// How many parameters a text has, whatever else may be wrong with it.
pub(crate) fn count(text: &str, format: Format) -> usize {
    read(text, format).map(|names| names.len()).unwrap_or_default()
}

/// The text with every parameter replaced by what `value` gives for its name.
pub(crate) fn fill(text: &str, value: impl Fn(&str) -> Option<String>) -> String {
    let mut filled = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{{") {
        filled.push_str(before);
        let Some((name, after)) = after.split_once("}}") else {
            rest = after;
            break;
        };
        filled.push_str(&value(name.trim()).unwrap_or_default());
        rest = after;
    }
    filled.push_str(rest);
    filled
}

fn fits(name: &str, format: Format) -> bool {
    match format {
        Format::Positional => !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_digit()),
        Format::Named => {
            name.starts_with(|letter: char| letter.is_ascii_lowercase())
                && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_read_in_both_formats() {
        assert_eq!(read("a {{1}} b {{2}} c {{1}} d", Format::Positional).unwrap(), ["1", "2"]);
        assert_eq!(read("Hi {{first_name}}, {{ code2 }} is", Format::Named).unwrap(), ["first_name", "code2"]);
        for text in ["{{1}", "1}} {{2}}", "{{2}} only", "{{name}}", "{{}}", "{{1}} {{3}}", "{{#1}}"] {
            assert!(read(text, Format::Positional).is_err(), "{text}");
        }
        for text in ["{{Name}}", "{{1}}", "{{a-b}}", "{{_a}}"] {
            assert!(read(text, Format::Named).is_err(), "{text}");
        }
    }

    #[test]
    fn parameters_are_filled() {
        let filled = fill("Hi {{1}}, {{2}}!", |name| (name == "1").then(|| "Zoë".to_owned()));
        assert_eq!(filled, "Hi Zoë, !");
    }
}
