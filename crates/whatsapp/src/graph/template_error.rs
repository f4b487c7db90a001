//! Which field of a template an error is about (Meta, Cloud API error codes, template subcodes).

use super::GraphError;

/// Where the error is: `name`, `language`, `category`, `header.text`, `body.text`, `footer.text`, `buttons`, `ttl`.
/// `None` when it is about the template as a whole, or Meta does not say.
pub fn field_of(error: &GraphError) -> Option<&'static str> {
    match error.subcode {
        // The name or what is left of a deleted one; the sample template's name.
        Some(2_388_046 | 2_388_023 | 2_388_155) => Some("name"),
        // The name exists in this language already.
        Some(2_388_024) => Some("language"),
        Some(2_388_047) => Some("header.text"),
        Some(2_388_072) => Some("body.text"),
        Some(2_388_073) => Some("footer.text"),
        Some(2_388_081) => Some("buttons"),
        // Too many parameters for the length; a parameter at the start or at the end. Headers have parameters too.
        Some(2_388_293 | 2_388_299) => {
            Some(named(error).filter(|field| *field == "header.text").unwrap_or("body.text"))
        }
        // Too many templates; a status that cannot change.
        Some(2_388_019 | 2_388_039) => None,
        // Too long: nearly always the body, which has the most to say.
        Some(2_388_040) => named(error).or(Some("body.text")),
        // A field too many, a field too few, anything else.
        _ => named(error),
    }
}

/// The field that Meta blames, or the part that its words name.
fn named(error: &GraphError) -> Option<&'static str> {
    if let Some(field) = error.blame.iter().find_map(|path| blamed(path)) {
        return Some(field);
    }
    let texts = [&error.details, &error.user_message, &error.user_title];
    let texts = texts.into_iter().flatten().map(String::as_str).chain([error.message.as_str()]);
    texts.map(str::to_ascii_uppercase).find_map(|text| {
        let parts =
            [("BUTTON", "buttons"), ("HEADER", "header.text"), ("FOOTER", "footer.text"), ("BODY", "body.text")];
        let mut named = parts.into_iter().filter(|(word, _)| has_word(&text, word)).map(|(_, field)| field);
        // A sentence about several parts names none.
        named.next().filter(|_| named.next().is_none())
    })
}

fn blamed(path: &str) -> Option<&'static str> {
    Some(match path {
        "name" => "name",
        "language" => "language",
        "category" | "allow_category_change" => "category",
        "message_send_ttl_seconds" => "ttl",
        _ => return None,
    })
}

/// Whether a word, or its plural, stands in a text of capitals.
fn has_word(text: &str, word: &str) -> bool {
    text.split(|c: char| !c.is_ascii_alphabetic()).any(|part| part == word || part.strip_suffix('S') == Some(word))
}

#[cfg(test)]
mod tests {
    use super::super::{GraphErrorKind, GraphFailure};
    use super::*;

    fn error(subcode: Option<i64>, user_message: &str, blame: &[&str]) -> GraphError {
        GraphError::from_failure(GraphFailure {
            code: Some(100),
            subcode,
            user_message: Some(user_message.to_owned()),
            blame: blame.iter().map(|path| (*path).to_owned()).collect(),
            ..(*GraphError::new(GraphErrorKind::BadInput, "Invalid parameter")).clone()
        })
    }

    #[test]
    fn each_subcode_has_its_field() {
        for (subcode, expected) in [
            (2_388_019, None),
            (2_388_023, Some("name")),
            (2_388_024, Some("language")),
            (2_388_039, None),
            (2_388_040, Some("body.text")),
            (2_388_042, None),
            (2_388_043, None),
            (2_388_046, Some("name")),
            (2_388_047, Some("header.text")),
            (2_388_072, Some("body.text")),
            (2_388_073, Some("footer.text")),
            (2_388_081, Some("buttons")),
            (2_388_293, Some("body.text")),
            (2_388_299, Some("body.text")),
        ] {
            assert_eq!(field_of(&error(Some(subcode), "", &[])), expected, "{subcode}");
        }
    }

    #[test]
    fn words_and_blame_say_more() {
        let too_long = "The message header is too long.";
        assert_eq!(field_of(&error(Some(2_388_040), too_long, &[])), Some("header.text"));
        assert_eq!(field_of(&error(Some(2_388_043), "BUTTONS: expected field(s) text", &[])), Some("buttons"));
        assert_eq!(
            field_of(&error(None, "component of type BODY is missing expected field(s)", &[])),
            Some("body.text")
        );
        assert_eq!(field_of(&error(None, "Header and body differ.", &[])), None);
        assert_eq!(field_of(&error(None, "Nobody knows.", &[])), None);
        assert_eq!(field_of(&error(None, "The body is fine.", &["name"])), Some("name"));
        assert_eq!(field_of(&error(Some(2_388_299), "Buttons differ", &[])), Some("body.text"));
    }
}
