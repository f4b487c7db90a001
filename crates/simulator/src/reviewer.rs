//! Meta's reviewers of templates (Template review: common rejection reasons; Template categorization).
//!
//! What they refuse is told by words, so that a test or a person at the demo can bring each outcome
//! about.

use crate::Error;
use crate::changes::Update;
use crate::changes::template::{category, event};
use crate::rules::languages;
use crate::state::World;
use crate::state::template::{CategoryChoice, Template};

const ABUSIVE: &[&str] = &["or else we will", "you idiot", "you will regret"];
const SCAM: &[&str] = &["your full card number", "your password", "guaranteed profit", "you have won the lottery"];
const PROMOTIONAL: &[&str] = &["free gift", "game of chance"];
const MARKETING: &[&str] = &["discount", "sale", "% off", "promo code", "special offer", "rabatt", "descuento"];

/// What they come to.
enum Verdict {
    Approved,
    Recategorised,
    Rejected(&'static str, Option<(&'static str, &'static str)>),
}

/// Decides on what was handed in as this revision, unless something else has happened to it since.
pub(crate) fn decide(world: &mut World, id: &str, revision: u32, now: i64) -> Result<Vec<Update>, Error> {
    let template = world.template(id)?;
    if template.status != "PENDING" || template.revision != revision {
        return Ok(Vec::new());
    }
    match judge(world, template) {
        Verdict::Approved => event::approve(world, id, now),
        Verdict::Recategorised => {
            let mut updates = category::change(world, id, "MARKETING", now)?;
            updates.extend(event::approve(world, id, now)?);
            Ok(updates)
        }
        Verdict::Rejected(reason, info) => event::reject(world, id, reason, info, now),
    }
}

fn judge(world: &World, template: &Template) -> Verdict {
    let text = all_text(template).to_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| text.contains(word));
    let refused = |reason| Verdict::Rejected(reason, None);
    if are_adjacent(&text) {
        return Verdict::Rejected(
            "INVALID_FORMAT",
            Some((
                "Variables are next to each other.",
                "Put words between the variables and submit the template again.",
            )),
        );
    }
    if template.category != "AUTHENTICATION" && has_twin(world, template) {
        return Verdict::Rejected(
            "INVALID_FORMAT",
            Some((
                "Another template has the same body and footer.",
                "Use the existing template, or change the text and submit the template again.",
            )),
        );
    }
    if says(SCAM) {
        return refused("SCAM");
    }
    if says(ABUSIVE) {
        return refused("ABUSIVE_CONTENT");
    }
    if is_in_another_script(template) || (template.category == "MARKETING" && says(&["verification code"])) {
        return refused("TAG_CONTENT_MISMATCH");
    }
    if template.category == "UTILITY" {
        if says(PROMOTIONAL) {
            return refused("PROMOTIONAL");
        }
        if says(MARKETING) {
            return match template.category_choice {
                CategoryChoice::ByMeta => Verdict::Recategorised,
                CategoryChoice::Fixed => refused("INCORRECT_CATEGORY"),
            };
        }
    }
    Verdict::Approved
}

fn all_text(template: &Template) -> String {
    ["HEADER", "BODY", "FOOTER"].map(|kind| template.text(kind)).join("\n")
}

/// `{{1}}{{2}}`, also with blanks between.
fn are_adjacent(text: &str) -> bool {
    text.split("}}").skip(1).any(|after| after.trim_start().starts_with("{{"))
}

/// Another template of the account that is in use has the same body and footer.
fn has_twin(world: &World, template: &Template) -> bool {
    world.templates_of(&template.waba_id).any(|other| {
        other.id != template.id
            && other.text("BODY") == template.text("BODY")
            && other.text("FOOTER") == template.text("FOOTER")
            && !matches!(other.status.as_str(), "REJECTED" | "PENDING_DELETION" | "ARCHIVED")
    })
}

/// The language says Arabic, and no letter is.
fn is_in_another_script(template: &Template) -> bool {
    let text = template.text("BODY");
    let letters = || text.chars().filter(|letter| letter.is_alphabetic());
    languages::script(&template.language)
        .is_some_and(|script| letters().next().is_some() && !letters().any(|letter| script.contains(&letter)))
}
