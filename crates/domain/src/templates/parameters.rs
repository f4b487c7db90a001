//! Parameters in a text: where `{{1}}` or `{{first_name}}` stand, and what is wrong with the way they are written.

/// What a text holds beside its words. Positions are in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parsed<'a> {
    /// Everything that stands between `{{` and `}}`.
    pub parameters: Vec<Parameter<'a>>,
    /// Braces that open or close nothing.
    pub stray: Vec<StrayBraces>,
}

/// One `{{…}}` of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parameter<'a> {
    /// What stands between the braces, as it was written.
    pub key: &'a str,
    /// How it is written.
    pub kind: ParameterKind,
    /// The byte at which `{{` begins.
    pub start: usize,
    /// The byte after `}}`.
    pub end: usize,
    /// The character at which `{{` begins, as a cursor counts.
    pub start_char: usize,
}

/// How a parameter is written (Meta, templates overview).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParameterKind {
    /// `{{1}}`
    Number(u32),
    /// `{{first_name}}`: small letters, digits and `_`, no digit first.
    Name,
    /// Anything else.
    Malformed,
}

/// Braces without their counterpart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StrayBraces {
    /// What they are.
    pub kind: StrayKind,
    /// The byte at which they begin.
    pub start: usize,
    /// The character at which they begin, as a cursor counts.
    pub start_char: usize,
}

/// What is wrong with a stray brace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StrayKind {
    /// `{{` that nothing closes.
    Open,
    /// `}}` that nothing has opened, or a third brace at a parameter.
    Close,
    /// `{name}`: one brace on each side.
    Single,
}

/// A piece of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Words.
    Text(&'a str),
    /// A parameter.
    Parameter(Parameter<'a>),
}

/// How long Meta counts a text: in Unicode characters, not bytes.
pub fn length(text: &str) -> usize {
    text.chars().count()
}

/// Finds the parameters of a text in one pass.
pub fn parse(text: &str) -> Parsed<'_> {
    let mut parsed = Parsed::default();
    // The pair that waits for its end: the byte and the character at which it began.
    let mut open: Option<(usize, usize)> = None;
    // A single `{` that may be half a parameter.
    let mut half: Option<(usize, usize)> = None;
    let mut chars = text.char_indices().enumerate().peekable();
    while let Some((at_char, (at, c))) = chars.next() {
        if c != '{' && c != '}' {
            continue;
        }
        let mut run = 1;
        while chars.next_if(|(_, (_, next))| *next == c).is_some() {
            run += 1;
        }
        let stray = |kind, start, start_char| StrayBraces { kind, start, start_char };
        match (c, run) {
            ('{', 1) => half = Some((at, at_char)),
            ('{', _) => {
                parsed.stray.extend(open.map(|(start, start_char)| stray(StrayKind::Open, start, start_char)));
                // Of three braces the last two open: the first is one too many.
                if 2 < run {
                    parsed.stray.push(stray(StrayKind::Open, at, at_char));
                }
                open = Some((at + run - 2, at_char + run - 2));
                half = None;
            }
            (_, 1) => {
                let single = half.take().filter(|(start, _)| {
                    open.is_none()
                        && text.get(start + 1..at).is_some_and(|key| kind_of(key) != ParameterKind::Malformed)
                });
                parsed.stray.extend(single.map(|(start, start_char)| stray(StrayKind::Single, start, start_char)));
            }
            _ => {
                let mut used = 0;
                if let Some((start, start_char)) = open.take() {
                    let key = text.get(start + 2..at).unwrap_or_default();
                    let end = at + 2;
                    parsed.parameters.push(Parameter { key, kind: kind_of(key), start, end, start_char });
                    used = 2;
                }
                if used < run {
                    parsed.stray.push(stray(StrayKind::Close, at + used, at_char + used));
                }
                half = None;
            }
        }
    }
    parsed.stray.extend(open.map(|(start, start_char)| StrayBraces { kind: StrayKind::Open, start, start_char }));
    parsed.stray.sort_unstable_by_key(|stray| stray.start);
    parsed
}

/// The text cut at its parameters.
pub fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut done = 0;
    for parameter in parse(text).parameters {
        let before = text.get(done..parameter.start).unwrap_or_default();
        if !before.is_empty() {
            pieces.push(Piece::Text(before));
        }
        done = parameter.end;
        pieces.push(Piece::Parameter(parameter));
    }
    let rest = text.get(done..).unwrap_or_default();
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest));
    }
    pieces
}

/// Puts values in the place of parameters; one without a value stays as it is written.
pub fn fill<'v>(text: &str, value: impl Fn(&str) -> Option<&'v str>) -> String {
    let mut filled = String::with_capacity(text.len());
    for piece in pieces(text) {
        match piece {
            Piece::Text(words) => filled.push_str(words),
            Piece::Parameter(parameter) => match value(parameter.key) {
                Some(value) => filled.push_str(value),
                None => filled.push_str(text.get(parameter.start..parameter.end).unwrap_or_default()),
            },
        }
    }
    filled
}

/// The number that follows the highest one of a text, for a button "add a parameter".
pub fn next_number(text: &str) -> u32 {
    let numbers = parse(text).parameters.into_iter().filter_map(|parameter| match parameter.kind {
        ParameterKind::Number(number) => Some(number),
        _ => None,
    });
    numbers.max().unwrap_or(0).saturating_add(1)
}

fn kind_of(key: &str) -> ParameterKind {
    let bytes = key.as_bytes();
    match bytes.first() {
        Some(b'1'..=b'9') if bytes.iter().all(u8::is_ascii_digit) => {
            key.parse().map_or(ParameterKind::Malformed, ParameterKind::Number)
        }
        Some(b'0') if bytes.len() == 1 => ParameterKind::Number(0),
        Some(b'a'..=b'z' | b'_')
            if bytes.iter().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || *b == b'_') =>
        {
            ParameterKind::Name
        }
        _ => ParameterKind::Malformed,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn keys(text: &str) -> Vec<(&str, ParameterKind)> {
        parse(text).parameters.into_iter().map(|parameter| (parameter.key, parameter.kind)).collect()
    }

    fn stray(text: &str) -> Vec<(StrayKind, usize)> {
        parse(text).stray.into_iter().map(|stray| (stray.kind, stray.start)).collect()
    }

    #[test]
    fn numbers_names_and_others_are_told_apart() {
        use ParameterKind as K;
        assert_eq!(
            keys("{{1}} {{first_name}} {{Name}} {{}} {{ 1 }} {{01}} {{a#b}} {{0}}"),
            [
                ("1", K::Number(1)),
                ("first_name", K::Name),
                ("Name", K::Malformed),
                ("", K::Malformed),
                (" 1 ", K::Malformed),
                ("01", K::Malformed),
                ("a#b", K::Malformed),
                ("0", K::Number(0)),
            ]
        );
        assert_eq!(keys("{{99999999999}}"), [("99999999999", K::Malformed)]);
    }

    #[test]
    fn positions_are_bytes_and_characters() {
        let parsed = parse("Größe {{1}}!");
        assert_eq!((parsed.parameters[0].start, parsed.parameters[0].end, parsed.parameters[0].start_char), (8, 13, 6));
    }

    #[test]
    fn stray_braces_are_named() {
        use StrayKind as S;
        assert_eq!(stray("a {{1} b {{2}}"), [(S::Open, 2)]);
        assert_eq!(keys("a {{1} b {{2}}"), [("2", ParameterKind::Number(2))]);
        assert_eq!(stray("a 1}} b"), [(S::Close, 3)]);
        assert_eq!(stray("a {1} b"), [(S::Single, 2)]);
        assert_eq!(stray("{{{1}}}"), [(S::Open, 0), (S::Close, 6)]);
        assert_eq!(stray("a {{"), [(S::Open, 2)]);
        assert_eq!(stray(":-} {x y} {"), []);
    }

    #[test]
    fn values_take_the_place_of_parameters() {
        let value = |key: &str| if key == "1" { Some("Ana") } else { None };
        assert_eq!(fill("Hi {{1}}, {{2}}!", value), "Hi Ana, {{2}}!");
        assert_eq!(fill("{{1}}{{1}}", value), "AnaAna");
    }

    #[test]
    fn the_next_number_follows_the_highest() {
        assert_eq!((next_number("none"), next_number("{{2}} {{1}}")), (1, 3));
    }

    proptest! {
        #[test]
        fn nothing_is_lost(text in "[{}1a#ü \n]{0,40}") {
            prop_assert_eq!(fill(&text, |_| None), text.clone());
            let parsed = parse(&text);
            prop_assert!(parsed.parameters.windows(2).all(|pair| pair[0].end <= pair[1].start));
            for parameter in parsed.parameters {
                prop_assert_eq!(text[..parameter.start].chars().count(), parameter.start_char);
            }
        }
    }
}
