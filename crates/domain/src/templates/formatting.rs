//! The formatting of WhatsApp texts as nodes, never as HTML: `*bold*`, `_italic_`, `~struck out~`, ```` ```mono``` ````,
//! `` `code` ``, lists, quotes and links (WhatsApp help centre, how to format your messages).

mod inline;

#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use super::Examples;

/// A run of lines of one kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Block {
    /// Ordinary lines; [`Inline::Break`] stands between them.
    Paragraph(Vec<Inline>),
    /// Lines that begin with `- ` or `* `.
    Bullets(Vec<Vec<Inline>>),
    /// Lines that begin with a number and a dot.
    Numbers(Vec<Numbered>),
    /// Lines that begin with `> `.
    Quote(Vec<Inline>),
}

/// A line with its number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Numbered {
    /// As it was written.
    pub number: u32,
    /// The line.
    pub text: Vec<Inline>,
}

/// A piece of a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Inline {
    /// Words.
    Text(String),
    /// `*bold*`
    Bold(Vec<Inline>),
    /// `_italic_`
    Italic(Vec<Inline>),
    /// `~struck out~`
    Struck(Vec<Inline>),
    /// Between three backticks; it may have several lines.
    Mono(Vec<Inline>),
    /// Between two backticks.
    Code(Vec<Inline>),
    /// An address that begins with http.
    Link {
        /// Where it leads, with examples in the place of parameters.
        address: String,
        /// As it stands in the text.
        text: Vec<Inline>,
    },
    /// `{{key}}`
    Parameter {
        /// What stands between the braces.
        key: String,
        /// The example, if there is one; else the placeholder is shown.
        value: Option<String>,
    },
    /// The end of a line.
    Break,
}

/// Reads a text; parameters stay placeholders.
pub fn parse(text: &str) -> Vec<Block> {
    parse_with(text, &Examples::default())
}

/// Reads a text in one pass and puts examples in the place of parameters. As on a phone, formatting within an example
/// is not read.
pub fn parse_with(text: &str, examples: &Examples) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    for line in lines(text) {
        let (kind, rest) = kind_of(line);
        let nodes = inline::parse(rest, examples);
        match (kind, blocks.last_mut()) {
            (Line::Plain, Some(Block::Paragraph(before))) | (Line::Quote, Some(Block::Quote(before))) => {
                before.push(Inline::Break);
                before.extend(nodes);
            }
            (Line::Bullet, Some(Block::Bullets(items))) => items.push(nodes),
            (Line::Number(number), Some(Block::Numbers(items))) => items.push(Numbered { number, text: nodes }),
            (Line::Plain, _) => blocks.push(Block::Paragraph(nodes)),
            (Line::Quote, _) => blocks.push(Block::Quote(nodes)),
            (Line::Bullet, _) => blocks.push(Block::Bullets(vec![nodes])),
            (Line::Number(number), _) => blocks.push(Block::Numbers(vec![Numbered { number, text: nodes }])),
        }
    }
    blocks
}

/// A text without formatting, such as a header, with its parameters as nodes.
pub fn plain(text: &str, examples: &Examples) -> Vec<Inline> {
    inline::literal(text, examples)
}

/// What somebody reads who sees no formatting; a parameter without an example is shown as `{{key}}`.
pub fn words(nodes: &[Inline]) -> String {
    let mut text = String::new();
    add_words(nodes, &mut text);
    text
}

fn add_words(nodes: &[Inline], text: &mut String) {
    for node in nodes {
        match node {
            Inline::Text(words) => text.push_str(words),
            Inline::Parameter { value: Some(value), .. } => text.push_str(value),
            Inline::Parameter { key, value: None } => text.extend(["{{", key, "}}"]),
            Inline::Break => text.push('\n'),
            Inline::Bold(nodes)
            | Inline::Italic(nodes)
            | Inline::Struck(nodes)
            | Inline::Mono(nodes)
            | Inline::Code(nodes)
            | Inline::Link { text: nodes, .. } => add_words(nodes, text),
        }
    }
}

enum Line {
    Plain,
    Bullet,
    Number(u32),
    Quote,
}

/// What a line begins with, and the rest of it; a marker with nothing behind it is none.
fn kind_of(line: &str) -> (Line, &str) {
    let filled = |rest: &&str| !rest.trim().is_empty();
    if let Some(rest) = line.strip_prefix("- ").or_else(|| line.strip_prefix("* ")).filter(filled) {
        return (Line::Bullet, rest);
    }
    if let Some(rest) = line.strip_prefix("> ").filter(filled) {
        return (Line::Quote, rest);
    }
    if let Some((digits, rest)) = line.split_once(". ").filter(|(_, rest)| filled(rest))
        && digits.len() <= 3
        && digits.bytes().all(|b| b.is_ascii_digit())
        && let Ok(number) = digits.parse()
    {
        return (Line::Number(number), rest);
    }
    (Line::Plain, line)
}

/// Lines, but a break within three backticks ends none.
fn lines(text: &str) -> Vec<&str> {
    let mut lines = Vec::new();
    let (mut start, mut at) = (0, 0);
    while let Some(found) = text.get(at..).and_then(|rest| rest.find(['\n', '`'])) {
        at += found;
        let rest = text.get(at..).unwrap_or_default();
        if rest.starts_with('\n') {
            lines.push(text.get(start..at).unwrap_or_default());
            start = at + 1;
            at = start;
        } else {
            at += inline::mono(rest).map_or(1, |content| content.len() + 6);
        }
    }
    lines.push(text.get(start..).unwrap_or_default());
    lines
}
