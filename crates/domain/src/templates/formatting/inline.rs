//! One line of formatted text.

use super::Inline;
use crate::templates::Examples;
use crate::templates::parameters::{self, Parameter, Piece};
use crate::text::is_of_a_word;

/// Reads a line in one pass. A marker opens where a word begins and closes where one ends; what is never closed stays
/// as it is written.
pub(super) fn parse(line: &str, examples: &Examples) -> Vec<Inline> {
    let parameters = parameters::parse(line).parameters;
    let mut reader = Reader { line, examples, parameters: &parameters, at: 0, frames: vec![Frame::new(None)] };
    while reader.at < line.len() {
        reader.step();
    }
    while 1 < reader.frames.len() {
        reader.give_up();
    }
    reader.frames.pop().map(|frame| frame.nodes).unwrap_or_default()
}

/// Words, breaks and parameters only.
pub(super) fn literal(text: &str, examples: &Examples) -> Vec<Inline> {
    let mut nodes = Vec::new();
    for piece in parameters::pieces(text) {
        match piece {
            Piece::Text(words) => {
                for (index, line) in words.split('\n').enumerate() {
                    if 0 < index {
                        nodes.push(Inline::Break);
                    }
                    if !line.is_empty() {
                        push_text(&mut nodes, line);
                    }
                }
            }
            Piece::Parameter(parameter) => nodes.push(node(&parameter, examples)),
        }
    }
    nodes
}

/// What stands between three backticks at the start of a text; blanks alone are nothing.
pub(super) fn mono(text: &str) -> Option<&str> {
    let rest = text.strip_prefix("```")?;
    let content = rest.get(..rest.find("```")?)?;
    (!content.trim().is_empty()).then_some(content)
}

struct Reader<'a> {
    line: &'a str,
    examples: &'a Examples,
    /// Those that are still to come.
    parameters: &'a [Parameter<'a>],
    at: usize,
    /// What is open; the first is the line itself. Each marker is open once at most, so there are four at most.
    frames: Vec<Frame>,
}

struct Frame {
    marker: Option<char>,
    nodes: Vec<Inline>,
}

impl Frame {
    fn new(marker: Option<char>) -> Self {
        Self { marker, nodes: Vec::new() }
    }
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a str {
        self.line.get(self.at..).unwrap_or_default()
    }

    fn before(&self) -> Option<char> {
        self.line.get(..self.at).and_then(|text| text.chars().next_back())
    }

    fn push(&mut self, node: Inline, bytes: usize) {
        if let Some(frame) = self.frames.last_mut() {
            frame.nodes.push(node);
        }
        self.at += bytes;
    }

    fn text(&mut self, text: &str) {
        if let Some(frame) = self.frames.last_mut() {
            push_text(&mut frame.nodes, text);
        }
        self.at += text.len();
    }

    fn step(&mut self) {
        while let Some((first, others)) = self.parameters.split_first()
            && first.start < self.at
        {
            self.parameters = others;
        }
        let rest = self.rest();
        let Some(c) = rest.chars().next() else { return };
        if let Some(parameter) = self.parameters.first().filter(|parameter| parameter.start == self.at) {
            return self.push(node(parameter, self.examples), parameter.end - parameter.start);
        }
        match c {
            '\n' => self.push(Inline::Break, 1),
            '`' => self.backtick(rest),
            '*' | '_' | '~' => self.marker(c),
            'h' if is_address(rest) && !self.before().is_some_and(is_of_a_word) => self.link(rest),
            _ => self.text(rest.get(..c.len_utf8()).unwrap_or_default()),
        }
    }

    fn backtick(&mut self, rest: &str) {
        if let Some(content) = mono(rest) {
            return self.push(Inline::Mono(literal(content, self.examples)), content.len() + 6);
        }
        if rest.starts_with("```") {
            return self.text("```");
        }
        let inside = rest.get(1..).unwrap_or_default();
        let end = inside.find(['`', '\n']).filter(|end| inside.get(*end..).is_some_and(|text| text.starts_with('`')));
        match end.and_then(|end| inside.get(..end)).filter(|content| !content.trim().is_empty()) {
            Some(content) => self.push(Inline::Code(literal(content, self.examples)), content.len() + 2),
            None => self.text("`"),
        }
    }

    fn marker(&mut self, marker: char) {
        let after = self.rest().chars().nth(1);
        let before = self.before();
        let is_word = |c: Option<char>| c.is_some_and(is_of_a_word);
        let is_blank = |c: Option<char>| c.is_none_or(char::is_whitespace);
        let open = self.frames.iter().position(|frame| frame.marker == Some(marker));
        if let Some(index) = open {
            let empty = self.frames.get(index..).is_none_or(|frames| frames.iter().all(|frame| frame.nodes.is_empty()));
            if !is_blank(before) && !is_word(after) && !empty {
                return self.close(marker, index);
            }
        } else if !is_word(before) && !is_blank(after) {
            self.frames.push(Frame::new(Some(marker)));
            self.at += 1;
            return;
        }
        let mut bytes = [0; 4];
        self.text(marker.encode_utf8(&mut bytes));
    }

    fn close(&mut self, marker: char, index: usize) {
        // What was opened within and is still open crosses the end: it is only text.
        while index + 1 < self.frames.len() {
            self.give_up();
        }
        let nodes = self.frames.pop().map(|frame| frame.nodes).unwrap_or_default();
        let node = match marker {
            '*' => Inline::Bold(nodes),
            '_' => Inline::Italic(nodes),
            _ => Inline::Struck(nodes),
        };
        self.push(node, 1);
    }

    /// Takes the last frame for text: its marker, and what follows it.
    fn give_up(&mut self) {
        let (Some(frame), Some(parent)) = (self.frames.pop(), self.frames.last_mut()) else { return };
        if let Some(marker) = frame.marker {
            let mut bytes = [0; 4];
            push_text(&mut parent.nodes, marker.encode_utf8(&mut bytes));
        }
        for node in frame.nodes {
            match node {
                Inline::Text(text) => push_text(&mut parent.nodes, &text),
                node => parent.nodes.push(node),
            }
        }
    }

    /// Up to the next blank, without the signs that end a sentence and the markers that close around it.
    fn link(&mut self, rest: &str) {
        let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '`')).unwrap_or(rest.len());
        let address = rest.get(..end).unwrap_or_default();
        let address = address.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '\'', '*', '_', '~']);
        let text = literal(address, self.examples);
        let filled = parameters::fill(address, |key| self.examples.get(key));
        self.push(Inline::Link { address: filled, text }, address.len());
    }
}

/// `http://` and `https://` with at least one more character that can stand in a domain.
fn is_address(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    rest.and_then(|rest| rest.chars().next()).is_some_and(|c| is_of_a_word(c) || c == '{' || c == '[')
}

fn node(parameter: &Parameter<'_>, examples: &Examples) -> Inline {
    let value = examples.get(parameter.key).map(str::to_owned);
    Inline::Parameter { key: parameter.key.to_owned(), value }
}

fn push_text(nodes: &mut Vec<Inline>, text: &str) {
    match nodes.last_mut() {
        Some(Inline::Text(before)) => before.push_str(text),
        _ => nodes.push(Inline::Text(text.to_owned())),
    }
}
