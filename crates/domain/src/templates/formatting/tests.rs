use proptest::prelude::*;

use super::Inline as I;
use super::*;
use crate::templates::testing::strategies;

fn text(words: &str) -> Inline {
    I::Text(words.into())
}

/// The nodes of a text that is one paragraph.
fn nodes(words: &str) -> Vec<Inline> {
    match parse(words).as_slice() {
        [Block::Paragraph(nodes)] => nodes.clone(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn markers_touch_words() {
    assert_eq!(nodes("a *b* c"), [text("a "), I::Bold(vec![text("b")]), text(" c")]);
    assert_eq!(nodes("_a_, ~b~"), [I::Italic(vec![text("a")]), text(", "), I::Struck(vec![text("b")])]);
    for plain in ["a * b * c", "5*3*2", "snake_case_name", "*a", "x * a*b", "**", "*a *", "~ ~"] {
        assert_eq!(nodes(plain), [text(plain)], "{plain}");
    }
}

#[test]
fn markers_are_nested_but_do_not_cross() {
    assert_eq!(nodes("*_a_ b*"), [I::Bold(vec![I::Italic(vec![text("a")]), text(" b")])]);
    assert_eq!(nodes("*a _b* c_"), [I::Bold(vec![text("a _b")]), text(" c_")]);
    assert_eq!(nodes("*a\nb*"), [text("*a"), I::Break, text("b*")]);
}

#[test]
fn code_is_not_formatted() {
    assert_eq!(nodes("`*a*` b"), [I::Code(vec![text("*a*")]), text(" b")]);
    assert_eq!(nodes("```a\n- *b*```"), [I::Mono(vec![text("a"), I::Break, text("- *b*")])]);
    assert_eq!(nodes("```a"), [text("```a")]);
    assert_eq!(nodes("a ` b"), [text("a ` b")]);
}

#[test]
fn links_end_before_signs() {
    let link = |address: &str| I::Link { address: address.into(), text: vec![text(address)] };
    assert_eq!(nodes("see https://example.com/a_b_c."), [text("see "), link("https://example.com/a_b_c"), text(".")]);
    assert_eq!(nodes("*http://a.de*"), [I::Bold(vec![link("http://a.de")])]);
    assert_eq!(nodes("xhttps://a.de https://"), [text("xhttps://a.de https://")]);
}

#[test]
fn parameters_show_their_example() {
    let examples = Examples::Positional(vec!["Ana".into()]);
    let ana = I::Parameter { key: "1".into(), value: Some("Ana".into()) };
    let blank = I::Parameter { key: "first_name".into(), value: None };
    assert_eq!(
        parse_with("*{{1}}* {{first_name}}", &examples),
        [Block::Paragraph(vec![I::Bold(vec![ana.clone()]), text(" "), blank])]
    );
    let address = "https://a.de/Ana".to_owned();
    let link = I::Link { address, text: vec![text("https://a.de/"), ana] };
    assert_eq!(parse_with("https://a.de/{{1}}", &examples), [Block::Paragraph(vec![link])]);
}

#[test]
fn lines_become_lists_and_quotes() {
    assert_eq!(
        parse("Hi\n\n- a\n* b\n1. c\n2. *d*\n> e\n> f\nend"),
        [
            Block::Paragraph(vec![text("Hi"), I::Break]),
            Block::Bullets(vec![vec![text("a")], vec![text("b")]]),
            Block::Numbers(vec![
                Numbered { number: 1, text: vec![text("c")] },
                Numbered { number: 2, text: vec![I::Bold(vec![text("d")])] },
            ]),
            Block::Quote(vec![text("e"), I::Break, text("f")]),
            Block::Paragraph(vec![text("end")]),
        ]
    );
    assert_eq!(nodes("- "), [text("- ")]);
}

fn all_words(blocks: &[Block]) -> String {
    let lines: Vec<String> = blocks
        .iter()
        .flat_map(|block| match block {
            Block::Paragraph(nodes) | Block::Quote(nodes) => vec![words(nodes)],
            Block::Bullets(items) => items.iter().map(|nodes| words(nodes)).collect(),
            Block::Numbers(items) => items.iter().map(|item| words(&item.text)).collect(),
        })
        .collect();
    lines.join("\n")
}

/// What is left without everything that may be a marker.
fn bare(text: &str) -> String {
    text.chars().filter(|c| !"*_~`->. \n0123456789".contains(*c)).collect()
}

proptest! {
    #[test]
    fn words_are_preserved(text in strategies::texts()) {
        prop_assert_eq!(bare(&all_words(&parse(&text))), bare(&text));
    }

    #[test]
    fn words_are_preserved_among_markers(text in "[ab*_~`{}\\-> \n1.h]{0,60}|(https?://|```|\\{\\{1\\}\\}|[a *\n]){0,20}") {
        prop_assert_eq!(bare(&all_words(&parse(&text))), bare(&text));
    }

    #[test]
    fn text_without_markers_is_one_text(text in "[a-zäл日 ,!?]{1,40}") {
        prop_assert_eq!(nodes(&text), [I::Text(text)]);
    }
}

/// With a second look at each character these would take minutes.
#[test]
fn long_texts_are_read_in_one_pass() {
    for pattern in
        ["*a _b ", "*a* ", "```", "`", "` `", "https://a", "{{1", "{{1}} ", "*_~", "- a\n", "*a\n", "``` ```a"]
    {
        let text = pattern.repeat(300_000 / pattern.len());
        assert!(!parse(&text).is_empty());
    }
}
