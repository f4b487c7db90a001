//! Whether a message brings what its template wants (Error codes 132000, 132005, 132012, 132018, 131008).

use axum::http::StatusCode;
use serde_json::Value;

use crate::graph::error::GraphError;
use crate::rules::parameters::{Format, count, fill, read};
use crate::state::template::Template;

const LONGEST_BODY: usize = 1_024;

/// Checks header, body, buttons and cards.
pub(super) fn check(template: &Template, message: &Value) -> Result<(), GraphError> {
    let format = Format::of(&template.parameter_format).unwrap_or(Format::Positional);
    check_parts(&template.components, &message["components"], format)
}

fn check_parts(components: &[Value], given: &Value, format: Format) -> Result<(), GraphError> {
    let given = given.as_array().map_or(&[][..], Vec::as_slice);
    let part =
        |kind: &str| given.iter().find(|part| part["type"].as_str().is_some_and(|t| t.eq_ignore_ascii_case(kind)));
    for component in components {
        match component["type"].as_str().unwrap_or_default() {
            "HEADER" if component["format"] == "TEXT" => check_text("header", component, part("header"), format)?,
            "HEADER" => check_file(component["format"].as_str().unwrap_or_default(), part("header"))?,
            "BODY" => check_text("body", component, part("body"), format)?,
            "BUTTONS" => check_buttons(component["buttons"].as_array().map_or(&[], Vec::as_slice), given)?,
            "CAROUSEL" => check_cards(component, part("carousel"), format)?,
            _ => {}
        }
    }
    Ok(())
}

fn check_text(place: &str, component: &Value, part: Option<&Value>, format: Format) -> Result<(), GraphError> {
    let text = component["text"].as_str().unwrap_or_default();
    let expected = count(text, format);
    let values = part.and_then(|part| part["parameters"].as_array()).map_or(&[][..], Vec::as_slice);
    if values.len() != expected {
        return Err(GraphError::message(
            StatusCode::BAD_REQUEST,
            132_000,
            "Number of parameters does not match the expected number of params",
            &format!(
                "{place}: number of localizable_params ({}) does not match the expected number of params ({expected})",
                values.len()
            ),
        ));
    }
    for value in values {
        let kind = value["type"].as_str().unwrap_or("text").to_ascii_lowercase();
        if !matches!(kind.as_str(), "text" | "currency" | "date_time") {
            return Err(mismatch(&format!(
                "{place}: Format mismatch, expected TEXT, received {}",
                kind.to_ascii_uppercase()
            )));
        }
        if is_untidy(value["text"].as_str().unwrap_or_default()) {
            return Err(GraphError::message(
                StatusCode::BAD_REQUEST,
                132_018,
                "There is an issue with the parameters in your template",
                "Param text cannot have new-line/tab characters or more than 4 consecutive spaces",
            ));
        }
    }
    if format == Format::Named {
        let names = read(text, format).unwrap_or_default();
        if names.iter().any(|name| !values.iter().any(|value| value["parameter_name"] == name.as_str())) {
            return Err(GraphError::message(
                StatusCode::BAD_REQUEST,
                100,
                "Invalid parameter",
                "Parameter name is missing or empty",
            ));
        }
    }
    let filled = fill(text, |name| {
        let by_name = values.iter().find(|value| value["parameter_name"] == name);
        let by_place = name.parse::<usize>().ok().and_then(|place| values.get(place.checked_sub(1)?));
        by_name.or(by_place).and_then(|value| value["text"].as_str()).map(ToOwned::to_owned)
    });
    if place == "body" && filled.chars().count() > LONGEST_BODY.max(text.chars().count()) {
        return Err(GraphError::message(
            StatusCode::BAD_REQUEST,
            132_005,
            "Translated text too long",
            "The translated text of the body is too long.",
        ));
    }
    Ok(())
}

fn check_file(format: &str, part: Option<&Value>) -> Result<(), GraphError> {
    let wanted = if format == "GIF" { "video".to_owned() } else { format.to_ascii_lowercase() };
    let value = part.map(|part| &part["parameters"][0]);
    let received = value.and_then(|value| value["type"].as_str()).unwrap_or("unknown").to_ascii_lowercase();
    let empty = value.is_none_or(|value| value[&wanted].is_null());
    if received != wanted || empty {
        let received = if received == wanted { "UNKNOWN".to_owned() } else { received.to_ascii_uppercase() };
        return Err(mismatch(&format!("header: Format mismatch, expected {format}, received {received}")));
    }
    Ok(())
}

/// A URL with a parameter, a code to copy and a one-time password need a value.
fn check_buttons(buttons: &[Value], given: &[Value]) -> Result<(), GraphError> {
    for (index, button) in buttons.iter().enumerate() {
        let kind = button["type"].as_str().unwrap_or_default();
        let needed = match kind {
            "URL" => button["url"].as_str().is_some_and(|url| url.contains("{{")),
            "COPY_CODE" | "OTP" => true,
            _ => false,
        };
        let is_there = given.iter().any(|part| {
            part["type"].as_str().is_some_and(|kind| kind.eq_ignore_ascii_case("button"))
                && part["index"].as_str().map_or_else(|| part["index"].as_u64(), |text| text.parse().ok())
                    == u64::try_from(index).ok()
                && part["parameters"].as_array().is_some_and(|values| !values.is_empty())
        });
        if needed && !is_there {
            return Err(GraphError::message(
                StatusCode::BAD_REQUEST,
                131_008,
                "Required parameter is missing",
                &format!("buttons: Button at index {index} of type {kind} requires a parameter"),
            ));
        }
    }
    Ok(())
}

fn check_cards(component: &Value, part: Option<&Value>, format: Format) -> Result<(), GraphError> {
    let cards = component["cards"].as_array().map_or(&[][..], Vec::as_slice);
    let given = part.and_then(|part| part["cards"].as_array()).map_or(&[][..], Vec::as_slice);
    if cards.len() != given.len() {
        return Err(mismatch(&format!("carousel: expected {} cards, received {}", cards.len(), given.len())));
    }
    for (card, given) in cards.iter().zip(given) {
        check_parts(card["components"].as_array().map_or(&[], Vec::as_slice), &given["components"], format)?;
    }
    Ok(())
}

fn is_untidy(text: &str) -> bool {
    text.contains(['\n', '\t']) || text.contains("     ")
}

fn mismatch(details: &str) -> GraphError {
    GraphError::message(
        StatusCode::BAD_REQUEST,
        132_012,
        "Parameter format does not match format in the created template",
        details,
    )
}
