//! Examples of parameters.

use domain::templates::parameters::parse;
use domain::templates::{Examples, NamedExample};

/// No text that Meta accepts has more parameters.
const MOST: usize = 500;

/// The parameters of a text as they are written, each once.
pub(in super::super) fn keys(text: &str) -> Vec<String> {
    let mut keys: Vec<String> = Vec::new();
    for parameter in parse(text).parameters.iter().take(MOST) {
        if keys.iter().all(|key| key != parameter.key) {
            keys.push(parameter.key.to_owned());
        }
    }
    keys
}

/// Sets the example of a parameter.
pub(super) fn set(examples: &mut Examples, named: bool, key: &str, value: &str) {
    convert(examples, named);
    match examples {
        Examples::Positional(values) => {
            let Some(index) = key.parse::<usize>().ok().filter(|number| (1..=MOST).contains(number)) else { return };
            if values.len() < index {
                values.resize(index, String::new());
            }
            if let Some(example) = values.get_mut(index - 1) {
                value.clone_into(example);
            }
        }
        Examples::Named(values) => match values.iter_mut().find(|example| example.name == key) {
            Some(example) => value.clone_into(&mut example.value),
            None => values.push(NamedExample { name: key.to_owned(), value: value.to_owned() }),
        },
    }
}

/// Writes examples as the format of the parameters asks for; a number is a name as well.
pub(super) fn convert(examples: &mut Examples, named: bool) {
    match examples {
        Examples::Positional(values) if named => {
            let named = values
                .drain(..)
                .zip(1..)
                .map(|(value, number): (String, u32)| NamedExample { name: number.to_string(), value });
            *examples = Examples::Named(named.collect());
        }
        Examples::Named(values) if !named => {
            let numbered: Vec<(String, String)> =
                values.drain(..).map(|example| (example.name, example.value)).collect();
            *examples = Examples::default();
            for (key, value) in numbered {
                set(examples, false, &key, &value);
            }
        }
        _ => {}
    }
}

/// Forgets the examples of parameters that are not in the text any more.
pub(super) fn fit(examples: &mut Examples, text: &str) {
    let keys = keys(text);
    match examples {
        Examples::Positional(values) => {
            let most = keys.iter().filter_map(|key| key.parse::<usize>().ok()).max().unwrap_or(0);
            values.truncate(most);
        }
        Examples::Named(values) => values.retain(|example| keys.contains(&example.name)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn examples_follow_their_parameters() {
        let mut examples = Examples::default();
        set(&mut examples, false, "2", "Monday");
        set(&mut examples, false, "99999999999", "nothing");
        assert_eq!(examples, Examples::Positional(vec![String::new(), "Monday".into()]));
        convert(&mut examples, true);
        assert_eq!(examples.get("2"), Some("Monday"));
        set(&mut examples, true, "day", "Friday");
        fit(&mut examples, "Until {{day}} or {{other}}.");
        assert_eq!(examples, Examples::Named(vec![NamedExample { name: "day".into(), value: "Friday".into() }]));
    }
}
