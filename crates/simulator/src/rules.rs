//! What Meta refuses before a template reaches its reviewers (Templates: components, review, error
//! codes). The words of the refusals are this simulator's where none are documented; the subcodes are
//! Meta's.

mod authentication;
mod body;
mod buttons;
mod carousel;
mod footer;
mod header;
pub(crate) mod languages;
mod name;
pub(crate) mod normal;
pub(crate) mod parameters;
mod refusal;
mod ttl;

use serde_json::Value;

use crate::state::media::Media;
pub(crate) use name::check as check_name;
use parameters::Format;
pub(crate) use refusal::Refusal;
pub(crate) use ttl::check as check_ttl;

/// The categories that a creation may name (Templates, Overview).
pub(crate) const CATEGORIES: &[&str] = &["AUTHENTICATION", "MARKETING", "UTILITY"];

/// What a template is judged by.
pub(crate) struct Draft<'a> {
    pub category: &'a str,
    pub format: Format,
    /// As [`normal::components`] gives them.
    pub components: &'a [Value],
    pub media: &'a Media,
}

impl Draft<'_> {
    fn of_type(&self, kind: &str) -> impl Iterator<Item = &Value> {
        self.components.iter().filter(move |component| component["type"] == kind)
    }

    fn has(&self, kind: &str) -> bool {
        self.of_type(kind).next().is_some()
    }
}

/// Checks all components: each on its own, then what goes together.
pub(crate) fn check(draft: &Draft<'_>) -> Result<(), Refusal> {
    for (index, component) in draft.components.iter().enumerate() {
        check_component(draft, index, component)?;
    }
    for kind in ["HEADER", "BODY", "FOOTER", "BUTTONS", "CAROUSEL", "LIMITED_TIME_OFFER"] {
        if draft.of_type(kind).count() > 1 {
            return Err(Refusal::unexpected("components", &format!("more than one component of type {kind}")));
        }
    }
    if !draft.has("BODY") {
        return Err(Refusal::missing("components", "component of type BODY"));
    }
    if draft.category == "AUTHENTICATION" {
        return authentication::check(draft);
    }
    for kind in ["CAROUSEL", "LIMITED_TIME_OFFER"] {
        if draft.has(kind) && draft.category != "MARKETING" {
            return Err(Refusal::unexpected(
                "category",
                &format!("a component of type {kind} needs category MARKETING"),
            ));
        }
    }
    if draft.has("LIMITED_TIME_OFFER") {
        check_offer(draft)?;
    }
    Ok(())
}

fn check_component(draft: &Draft<'_>, index: usize, component: &Value) -> Result<(), Refusal> {
    let authentication = draft.category == "AUTHENTICATION";
    match component["type"].as_str().unwrap_or_default() {
        "" => Err(Refusal::missing("components", "type")),
        "HEADER" => header::check(draft, component),
        "BODY" if authentication => Ok(()),
        "BODY" => body::check(draft, component, body::longest(draft)),
        "FOOTER" if authentication => Ok(()),
        "FOOTER" => footer::check(component),
        "BUTTONS" => buttons::check(draft, component),
        "CAROUSEL" => carousel::check(draft, component),
        "LIMITED_TIME_OFFER" => refusal::only(component, &["type", "limited_time_offer"]),
        "CALL_PERMISSION_REQUEST" => refusal::only(component, &["type"]),
        other => Err(Refusal::plain(
            "Invalid component",
            &format!(
                "Param components[{index}]['type'] must be one of {{HEADER, BODY, FOOTER, BUTTONS, CAROUSEL, \
                 LIMITED_TIME_OFFER, CALL_PERMISSION_REQUEST}} - got \"{other}\"."
            ),
            "components",
        )),
    }
}

/// Text of 16 characters, a header with a picture or a film, no footer (Limited-time offer templates).
fn check_offer(draft: &Draft<'_>) -> Result<(), Refusal> {
    if draft.has("FOOTER") {
        return Err(Refusal::unexpected("components", "component of type FOOTER beside LIMITED_TIME_OFFER"));
    }
    if let Some(header) = draft.of_type("HEADER").next()
        && !matches!(header["format"].as_str(), Some("IMAGE" | "VIDEO"))
    {
        return Err(Refusal::header("A limited-time offer has a header with an image or a video."));
    }
    let offer = draft.of_type("LIMITED_TIME_OFFER").next().map(|component| &component["limited_time_offer"]);
    let text = offer.and_then(|offer| offer["text"].as_str());
    let text = text.ok_or_else(|| Refusal::missing("components", "limited_time_offer.text"))?;
    refusal::at_most(text, 16, "limited_time_offer.text")
}
