//! Parameters and their examples.

use super::{body, rules, say};
use crate::templates::testing::samples::{media, text};
use crate::templates::{Examples, MediaKind, NamedExample, ParameterFormat, Template};

fn plain() -> Template {
    media(MediaKind::Image)
}

/// A body with words enough for its parameters, and an example for each number.
fn numbered(text: &str, examples: &[&str]) -> Template {
    let mut template = plain();
    say(&mut template, text);
    body(&mut template).examples = Examples::Positional(examples.iter().map(|text| (*text).to_owned()).collect());
    template
}

fn named(text: &str, examples: &[&str]) -> Template {
    let mut template = plain();
    template.content.parameter_format = Some(ParameterFormat::Named);
    say(&mut template, text);
    let example = |name: &&str| NamedExample { name: (*name).to_owned(), value: "x".to_owned() };
    body(&mut template).examples = Examples::Named(examples.iter().map(example).collect());
    template
}

rules! {
    braces_unbalanced: plain(), |t| say(t, "Hello {{1}, here is it all") => ["error body.text braces_unbalanced"];
    braces_unbalanced_end: plain(), |t| say(t, "Hello 1}}, here is it all") => ["error body.text braces_unbalanced"];
    braces_single: plain(), |t| say(t, "Hello {1}, here is it all") => ["warning body.text braces_single"];
    parameter_characters: numbered("Hello {{a#b}}, here is it all", &[]), |t| () => ["error body.text parameter_characters", "error body.example.a#b example_missing"];
    parameter_characters_of_a_name: named("Hello {{First}}, here is it all", &["First"]), |t| () => ["error body.text parameter_characters"];
    parameter_digits: named("Hello {{name_1}}, here is it all", &["name_1"]), |t| () => ["warning body.text parameter_digits"];
    parameter_format: named("Hello {{1}}, here is it all", &["1"]), |t| () => ["error body.text parameter_format"];
    parameter_format_of_numbers: numbered("Hello {{name}}, here is it all", &[]), |t| () => ["error body.text parameter_format", "error body.example.name example_missing"];
    parameter_sequence: numbered("Hello {{2}}, here is it all", &["", "x"]), |t| () => ["error body.text parameter_sequence"];
    parameter_sequence_from_one: numbered("Hello {{0}} and {{1}}, here is it all", &["x"]), |t| () => ["error body.text parameter_sequence", "error body.example.0 example_missing"];
    parameter_sequence_in_another_order: numbered("Hello {{2}} and {{1}}, here is it all", &["x", "y"]), |t| () => [];
    parameter_twice: named("Hello {{name}} and {{name}}, here is it all", &["name"]), |t| () => ["error body.text parameter_twice"];
    parameter_at_edge: numbered("{{1}}, here is it all", &["x"]), |t| () => ["error body.text parameter_at_edge"];
    parameter_at_edge_end: numbered("Here is all of it {{1}}", &["x"]), |t| () => ["error body.text parameter_at_edge"];
    parameter_near_edge: numbered("Your order number is {{1}}.", &["x"]), |t| () => ["warning body.text parameter_near_edge"];
    parameter_near_edge_start: numbered("*{{1}}* is all of it", &["x"]), |t| () => ["warning body.text parameter_near_edge"];
    parameters_adjacent: numbered("Hello {{1}}{{2}}, here is it all", &["x", "y"]), |t| () => ["error body.text parameters_adjacent"];
    parameters_adjacent_but_for_a_space: numbered("Hello {{1}} {{2}}, here is it all", &["x", "y"]), |t| () => ["warning body.text parameters_adjacent"];
    parameter_ratio: numbered("Hello {{1}}, your {{2}} here", &["x", "y"]), |t| () => ["warning body.text parameter_ratio"];
    parameter_ratio_without_spaces: numbered("您好{{1}}，您的订单已经发货", &["x"]), |t| () => [];
    example_missing: text(), |t| body(t).examples = Examples::Positional(vec!["Ana".into(), " ".into()]) => ["error body.example.2 example_missing"];
    example_missing_of_a_name: named("Hello {{name}}, here is it all", &[]), |t| () => ["error body.example.name example_missing"];
    example_unused: text(), |t| body(t).examples = Examples::Positional(vec!["a".into(), "b".into(), "c".into()]) => ["warning body.example.3 example_unused"];
    names_are_fine: named("Hello {{first_name}}, here is it all", &["first_name"]), |t| () => [];
}
