//! Headers: a text of 60 characters with one parameter, a file, a place, a product (Components, Header).

use serde_json::Value;

use super::parameters::{self, Format};
use super::refusal::{Refusal, only, text};
use super::{Draft, refusal};

const LONGEST: usize = 60;
const MEGABYTE: usize = 1024 * 1024;

pub(super) fn check(draft: &Draft<'_>, header: &Value) -> Result<(), Refusal> {
    only(header, &["type", "format", "text", "example"])?;
    let format = header["format"].as_str().ok_or_else(|| Refusal::missing("components", "format of HEADER"))?;
    match format {
        "TEXT" => check_text(draft, header),
        "IMAGE" | "VIDEO" | "DOCUMENT" | "GIF" => check_file(draft, header, format),
        "LOCATION" | "PRODUCT" => Ok(()),
        other => Err(Refusal::header(&format!("There is no header of format {other}."))),
    }
}

fn check_text(draft: &Draft<'_>, header: &Value) -> Result<(), Refusal> {
    let text = text(header, "text", LONGEST)?;
    if text.contains(['\n', '*', '~', '`']) {
        return Err(Refusal::header("The header can't have any new lines or formatting characters."));
    }
    let names = parameters::read(text, draft.format).map_err(|what| Refusal::header(&what))?;
    match names.as_slice() {
        [] => Ok(()),
        [name] => check_example(draft, header, name),
        _ => Err(Refusal::header("The header can have one variable.")),
    }
}

fn check_example(draft: &Draft<'_>, header: &Value, name: &str) -> Result<(), Refusal> {
    let example = &header["example"];
    let there = match draft.format {
        Format::Positional => example["header_text"][0].as_str().is_some_and(|text| !text.is_empty()),
        Format::Named => super::body::names_example(&example["header_text_named_params"], name),
    };
    if there { Ok(()) } else { Err(Refusal::missing("components", "example of HEADER")) }
}

/// A file is named by the handle of an upload to this app, not by an address.
fn check_file(draft: &Draft<'_>, header: &Value, format: &str) -> Result<(), Refusal> {
    let handle = header["example"]["header_handle"][0].as_str();
    let handle = handle.ok_or_else(|| Refusal::missing("components", "example of HEADER"))?;
    let file = draft.media.of_handle(handle).ok_or_else(Refusal::handle)?;
    let (types, most): (&[&str], usize) = match format {
        "IMAGE" => (&["image/jpeg", "image/jpg", "image/png"], 5 * MEGABYTE),
        "VIDEO" => (&["video/mp4", "video/3gpp"], 16 * MEGABYTE),
        "GIF" => (&["video/mp4"], 3 * MEGABYTE + MEGABYTE / 2),
        _ => (&["application/pdf"], 100 * MEGABYTE),
    };
    if !types.contains(&file.file_type.as_str()) {
        return Err(Refusal::handle());
    }
    if file.bytes.len() > most {
        return Err(refusal::Refusal::plain("File too large", "The sample of the header is too large.", "components"));
    }
    Ok(())
}
