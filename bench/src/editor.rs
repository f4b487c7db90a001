//! What a key stroke costs in the editor, in a browser, with the largest template that Meta takes.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use domain::templates::header::Sample as File;
use domain::templates::validate::{Surroundings, is_accepted, limits, validate};
use domain::templates::{
    Body, Button, ButtonKind, Card, Category, Component, Content, Examples, Extra, Header, HeaderKind, Language, Media,
    MediaKind, Template, TemplateName,
};
use store::EngineKind;

use crate::databases::{SMALL, filled};
use crate::report::{Figure, number, say, table};
use crate::sample::Sample;
use crate::server::{Server, people};
use crate::{Failure, Options};

/// Strokes that are not counted: the first ones compile.
const BEFORE: usize = 20;
const STROKES: usize = 200;
const PARAMETERS: usize = 20;

/// Measures and prints.
///
/// # Errors
/// There is no browser, or the editor does not follow what is typed.
pub async fn measure(_: &Options) -> Result<(), Failure> {
    let template = largest();
    if let Some(finding) = validate(&template, &Surroundings::unknown()).first().filter(|_| !accepted(&template)) {
        return Err(format!("the template is not legal: {}", finding.message).into());
    }
    let database = filled(EngineKind::Sqlite, &[SMALL]).await?;
    people(&database, &[SMALL])?;
    let server = Server::start(&database, "editor")?;
    let channel = SMALL.channel_id(0).ok_or("a channel has no id")?;
    let input = serde_json::json!({
        "base": format!("http://{}", server.host),
        "cookie": server.sign_in(&SMALL)?,
        "channel": channel.to_string(),
        "template": template,
        "strokes": BEFORE + STROKES,
    });
    let (mut changes, mut frames) = (Sample::default(), Sample::default());
    for (change, frame) in strokes(&input.to_string())?.split_off(BEFORE) {
        changes.add(millis(change));
        frames.add(millis(frame));
    }
    let what = format!("{} cards, {PARAMETERS} parameters, {STROKES} strokes", limits::CARDS_MOST);
    let figures = [
        Figure::at_most(format!("half of the strokes: {what}"), changes.median(), 8.0, "ms"),
        Figure::at_most("95 of 100", changes.quantile(0.95), 8.0, "ms"),
        Figure::fact("the longest", number(changes.quantile(1.0), "ms")),
        Figure::fact("with painting, half of the strokes", number(frames.median(), "ms")),
        Figure::fact("with painting, 95 of 100", number(frames.quantile(0.95), "ms")),
    ];
    say(&table("A key stroke in the editor: the page's thread validates, previews and lays out", &figures));
    Ok(())
}

fn millis(millis: f64) -> Duration {
    Duration::from_secs_f64(millis.max(0.0) / 1000.0)
}

fn accepted(template: &Template) -> bool {
    is_accepted(&validate(template, &Surroundings::unknown()))
}

/// The milliseconds of each stroke: for what it changes, and for everything until it is painted.
fn strokes(input: &str) -> Result<Vec<(f64, f64)>, Failure> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut script =
        Command::new("node").arg(directory.join("editor.mjs")).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
    script.stdin.take().ok_or("the script reads nothing")?.write_all(input.as_bytes())?;
    let output = script.wait_with_output()?;
    if !output.status.success() {
        return Err("the browser did not get through; its words stand above".into());
    }
    Ok(serde_json::from_slice(&output.stdout)?)
}

/// Ten cards with two buttons each beneath the longest body with twenty parameters.
fn largest() -> Template {
    let cards = (0..limits::CARDS_MOST).map(|_| card()).collect();
    let components = vec![Component::Body(body()), Component::Carousel { cards, extra: Extra::new() }];
    Template {
        name: "n".repeat(TemplateName::MAX),
        language: Language::from_wire("en_US"),
        category: Category::Marketing,
        content: Content { components, ..Content::empty() },
    }
}

fn body() -> Body {
    let words: String =
        (1..=PARAMETERS).map(|key| format!("We *keep* _this_ ready for {{{{{key}}}}} soon, and ")).collect();
    let values = (1..=PARAMETERS).map(|key| format!("example {key}")).collect();
    Body { text: Some(filled_up(words, limits::BODY)), examples: Examples::Positional(values), ..Body::default() }
}

fn card() -> Card {
    let picture = Media { kind: MediaKind::Image, samples: vec![File::Handle("4::aW1hZ2U=".into())] };
    let text = Some(filled_up("Fresh *every day* ".to_owned(), limits::BODY_OF_CARD));
    let url = filled_up("https://example.com/".to_owned(), limits::URL);
    let buttons = vec![
        Button::new(ButtonKind::QuickReply, "Please keep one here"),
        Button::new(ButtonKind::Url { url, examples: Vec::new() }, "Open the whole page"),
    ];
    Card {
        components: vec![
            Component::Header(Header::new(HeaderKind::Media(picture))),
            Component::Body(Body { text, ..Body::default() }),
            Component::Buttons { buttons, extra: Extra::new() },
        ],
        extra: Extra::new(),
    }
}

fn filled_up(mut text: String, length: usize) -> String {
    while text.len() < length {
        text.push('a');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_the_largest_that_is_legal() {
        let found = validate(&largest(), &Surroundings::unknown());
        assert!(accepted(&largest()), "{found:?}");
    }
}
