//! Carousels: 2 to 10 cards of the same make (Media card and product card carousel templates).

use serde_json::Value;

use super::refusal::{Refusal, only};
use super::{Draft, body, buttons, header};

pub(super) fn check(draft: &Draft<'_>, component: &Value) -> Result<(), Refusal> {
    only(component, &["type", "cards"])?;
    let cards = component["cards"].as_array().ok_or_else(|| Refusal::missing("components", "cards of CAROUSEL"))?;
    if !(2..=10).contains(&cards.len()) {
        return Err(invalid("A carousel has 2 to 10 cards."));
    }
    let mut makes: Vec<Vec<String>> = Vec::new();
    for card in cards {
        let parts =
            card["components"].as_array().ok_or_else(|| Refusal::missing("components", "components of a card"))?;
        for part in parts {
            match part["type"].as_str() {
                Some("HEADER") if matches!(part["format"].as_str(), Some("IMAGE" | "VIDEO" | "PRODUCT")) => {
                    header::check(draft, part)?;
                }
                Some("BODY") => body::check(draft, part, 160)?,
                Some("BUTTONS") => {
                    buttons::check(draft, part)?;
                    if part["buttons"].as_array().map_or(0, Vec::len) > 2 {
                        return Err(invalid("A card has at most 2 buttons."));
                    }
                }
                _ => {
                    return Err(invalid(
                        "A card has a header with an image, a video or a product, a body and buttons.",
                    ));
                }
            }
        }
        if !parts.iter().any(|part| part["type"] == "HEADER") {
            return Err(Refusal::missing("components", "HEADER of a card"));
        }
        makes.push(make(parts));
    }
    if makes.windows(2).any(|pair| pair[0] != pair[1]) {
        return Err(invalid("All cards of a carousel need the same components."));
    }
    Ok(())
}

/// What a card consists of, without its content.
fn make(parts: &[Value]) -> Vec<String> {
    let mut make = Vec::new();
    for part in parts {
        make.push(format!("{} {}", part["type"], part["format"]));
        make.extend(part["buttons"].as_array().into_iter().flatten().map(|button| button["type"].to_string()));
    }
    make.sort();
    make
}

fn invalid(message: &str) -> Refusal {
    Refusal::plain("Invalid carousel", message, "components")
}
