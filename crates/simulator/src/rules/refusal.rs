//! A refusal: its subcode, its words, the parameter to blame.

use serde_json::Value;

/// Why Meta does not take a template. All of them are code 100 (Error codes, Template creation).
#[derive(Debug)]
pub(crate) struct Refusal {
    pub subcode: Option<i64>,
    pub title: &'static str,
    pub message: String,
    pub blame: Vec<String>,
}

impl Refusal {
    fn new(subcode: i64, title: &'static str, message: &str, blame: &str) -> Self {
        Self { subcode: Some(subcode), title, message: message.to_owned(), blame: vec![blame.to_owned()] }
    }

    /// A rule for which no subcode is known.
    pub fn plain(title: &'static str, message: &str, blame: &str) -> Self {
        Self { subcode: None, title, message: message.to_owned(), blame: vec![blame.to_owned()] }
    }

    /// 2388046.
    pub fn name() -> Self {
        Self::new(
            2_388_046,
            "Invalid template name",
            "The template name can only have lowercase letters, numbers and underscores.",
            "name",
        )
    }

    /// 2388024.
    pub fn exists(language: &str) -> Self {
        Self::new(
            2_388_024,
            "Content in this language already exists",
            &format!(
                "There is already {language} content for this template. You can create a new template and try again."
            ),
            "language",
        )
    }

    /// 2388023.
    pub fn being_deleted(language: &str) -> Self {
        Self::new(
            2_388_023,
            "Message template language is being deleted",
            &format!(
                "New {language} content can't be added while the existing {language} content is being deleted. Try \
                 again in 4 weeks or consider creating a new message template."
            ),
            "name",
        )
    }

    /// 2388040.
    pub fn too_long(field: &str, most: usize) -> Self {
        Self::new(
            2_388_040,
            "Character limit exceeded",
            &format!("The field {field} has more than {most} characters."),
            "components",
        )
    }

    /// 2388047.
    pub fn header(message: &str) -> Self {
        Self::new(2_388_047, "Message header format is incorrect", message, "components")
    }

    /// 2388072.
    pub fn body(message: &str) -> Self {
        Self::new(2_388_072, "Message body format is incorrect", message, "components")
    }

    /// 2388073.
    pub fn footer(message: &str) -> Self {
        Self::new(2_388_073, "Message footer format is incorrect", message, "components")
    }

    /// 2388293.
    pub fn ratio() -> Self {
        Self::new(
            2_388_293,
            "Words/parameter ratio exceeded",
            "This template has too many variables for its length. Reduce the number of variables or increase the message \
             length.",
            "components",
        )
    }

    /// 2388299.
    pub fn edge_parameter() -> Self {
        Self::new(
            2_388_299,
            "Leading or trailing parameters are not allowed",
            "Variables can't be at the start or end of the template.",
            "components",
        )
    }

    /// 2388019.
    pub fn limit(most: usize) -> Self {
        Self::new(
            2_388_019,
            "Message template limit exceeded",
            &format!(
                "A WhatsApp Business account can have at most {most} message templates. Delete some and try again."
            ),
            "name",
        )
    }

    /// 2388042.
    pub fn unexpected(blame: &str, what: &str) -> Self {
        Self::new(
            2_388_042,
            "Unexpected field",
            &format!("The message template has an unexpected field: {what}."),
            blame,
        )
    }

    /// 2388043.
    pub fn missing(blame: &str, what: &str) -> Self {
        Self::new(
            2_388_043,
            "Expected field missing",
            &format!("The message template lacks an expected field: {what}."),
            blame,
        )
    }

    /// 2388081.
    pub fn whatsapp_link() -> Self {
        Self::new(
            2_388_081,
            "Direct links to WhatsApp aren't allowed",
            "Buttons can't link to wa.me or whatsapp.com. Remove the link and try again.",
            "components",
        )
    }

    /// 2388039.
    pub fn status(message: &str) -> Self {
        Self::new(2_388_039, "Message template can't be changed", message, "status")
    }

    /// A header's file is no upload of this app.
    pub fn handle() -> Self {
        Self::plain(
            "Invalid media handle",
            "The sample of the header is not a handle from the Resumable Upload API for a file of this type.",
            "components",
        )
    }
}

/// Refuses every field but these.
pub(super) fn only(object: &Value, known: &[&str]) -> Result<(), Refusal> {
    let kind = object["type"].as_str().unwrap_or("component");
    match object.as_object().and_then(|map| map.keys().find(|key| !known.contains(&key.as_str()))) {
        Some(key) => Err(Refusal::unexpected("components", &format!("{kind} has no field {key}"))),
        None => Ok(()),
    }
}

/// Refuses a text that is too long, counted in characters.
pub(super) fn at_most(text: &str, most: usize, field: &str) -> Result<(), Refusal> {
    if text.chars().count() > most { Err(Refusal::too_long(field, most)) } else { Ok(()) }
}

/// A text that has to be there, with its limit.
pub(super) fn text<'a>(object: &'a Value, field: &str, most: usize) -> Result<&'a str, Refusal> {
    let kind = object["type"].as_str().unwrap_or("component");
    let text = object[field].as_str().filter(|text| !text.trim().is_empty());
    let text = text.ok_or_else(|| Refusal::missing("components", &format!("{field} of {kind}")))?;
    at_most(text, most, &format!("{field} of {kind}"))?;
    Ok(text)
}
