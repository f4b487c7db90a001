//! Forms as a browser without scripts sends them.

use http::StatusCode;

use super::{Answer, Browser, text};

/// Where a form led, and what was shown there.
#[derive(Debug)]
pub struct Landed {
    /// The address.
    pub at: String,
    /// The page.
    pub page: Answer,
}

/// Presses a button: sends the one form that has it, with its hidden fields and what was typed, and opens the page
/// to which the answer leads.
pub async fn submit(browser: &Browser, page: &Answer, button: &str, typed: &[(&str, &str)]) -> Landed {
    let form = form_with(&page.body, button);
    let mut fields: Vec<(String, String)> = Vec::new();
    for input in tags(form, "<input") {
        if attribute(input, "type").as_deref() == Some("hidden") {
            fields.push((attribute(input, "name").unwrap(), attribute(input, "value").unwrap_or_default()));
        }
    }
    for pressed in tags(form, "<button") {
        if let Some(name) = attribute(pressed, "name") {
            fields.push((name, attribute(pressed, "value").unwrap_or_default()));
        }
    }
    let mut fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (&**name, &**value)).collect();
    fields.extend(typed);
    let answer = browser.post_form(&attribute(form, "action").unwrap(), &fields).await;
    land(browser, &answer).await
}

/// Opens the page to which an answer leads.
pub async fn land(browser: &Browser, answer: &Answer) -> Landed {
    assert_eq!(answer.status, StatusCode::FOUND, "{}", answer.body);
    let at = answer.header("location").to_owned();
    let page = browser.get(at.split('#').next().unwrap_or_default()).await;
    Landed { at, page }
}

/// The start tag of the field with this name.
pub fn field<'h>(html: &'h str, name: &str) -> &'h str {
    ["<input", "<select"]
        .iter()
        .flat_map(|tag| tags(html, tag))
        .find(|tag| attribute(tag, "name").as_deref() == Some(name))
        .unwrap_or_else(|| panic!("no field {name} in {}", text(html)))
}

/// What stands beneath a field as wrong with it.
pub fn field_error(html: &str, name: &str) -> String {
    let id = attribute(field(html, name), "id").unwrap();
    let (_, rest) = html.split_once(&format!("id=\"{id}-error\"")).unwrap();
    text(rest.split_once('>').unwrap().1.split_once("</p>").unwrap().0)
}

/// An attribute of the first tag.
pub fn attribute(tag: &str, name: &str) -> Option<String> {
    let tag = tag.split_once('>').map_or(tag, |(tag, _)| tag);
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    let value = rest.split_once('"')?.0;
    Some(value.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&"))
}

/// The form whose button says this.
fn form_with<'h>(html: &'h str, button: &str) -> &'h str {
    let forms = tags(html, "<form").into_iter().map(|form| form.split_once("</form>").map_or(form, |(form, _)| form));
    let mut found = forms.filter(|form| tags(form, "<button").iter().any(|tag| label(tag) == button));
    let form = found.next().unwrap_or_else(|| panic!("no button {button:?} in {}", text(html)));
    assert!(found.next().is_none(), "two buttons {button:?}");
    form
}

fn label(button: &str) -> String {
    text(button.split_once("</button>").map_or(button, |(button, _)| button))
}

/// The rest of the page from each tag of a kind on.
fn tags<'h>(html: &'h str, tag: &str) -> Vec<&'h str> {
    html.match_indices(tag).map(|(at, _)| &html[at..]).collect()
}
