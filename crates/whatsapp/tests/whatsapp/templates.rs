//! Templates: every published one survives reading and writing, odd ones too, and what is sent is exact.

mod generated;
mod odd;
mod sent;

use serde_json::{Map, Value};
use whatsapp::template;

use crate::examples;

const FOLDERS: [&str; 4] = ["templates/create", "templates/create_skeleton", "templates/edit", "templates/node"];

/// What only nodes have.
const OF_NODES: [&str; 3] = ["id", "status", "previous_category"];

/// The keys whose values Meta's documents write in either case.
const CODES: [&str; 5] = ["type", "format", "category", "parameter_format", "otp_type"];

/// The same JSON with upper case codes and without what only nodes have.
fn normalised(value: &Value) -> Value {
    match value {
        Value::Array(items) => items.iter().map(normalised).collect(),
        Value::Object(map) => {
            let fields = map.iter().filter(|(key, _)| !OF_NODES.contains(&key.as_str()));
            let fields = fields.map(|(key, value)| {
                let value = match value {
                    Value::String(text) if CODES.contains(&key.as_str()) => text.to_ascii_uppercase().into(),
                    value => normalised(value),
                };
                (key.clone(), value)
            });
            Value::Object(fields.collect::<Map<_, _>>())
        }
        scalar => scalar.clone(),
    }
}

#[test]
fn every_published_template_survives() {
    let mut count = 0;
    for example in FOLDERS.into_iter().flat_map(examples::folder) {
        let json: Value = serde_json::from_slice(&example.body).unwrap();
        let first = template::read(&json).unwrap_or_else(|error| panic!("{}: {error}", example.name));
        let written = template::write(&first);
        assert_eq!(written, normalised(&json), "{}", example.name);
        assert_eq!(template::read(&written).unwrap(), first, "{}", example.name);
        let known = |part: &domain::templates::Component| !matches!(part, domain::templates::Component::Other(_));
        assert!(first.content.components.iter().all(known), "{}", example.name);
        assert!(first.content.extra.is_empty(), "{}: {:?}", example.name, first.content.extra);
        count += 1;
    }
    assert_eq!(count, 33);
}

#[test]
fn an_edit_says_all_that_a_creation_says_of_the_content() {
    for example in FOLDERS.into_iter().flat_map(examples::folder) {
        let json: Value = serde_json::from_slice(&example.body).unwrap();
        let template = template::read(&json).unwrap();
        let body = template::write_edit(&template.content, Some(&template.category));
        assert_eq!(body["components"], template::write(&template)["components"]);
        assert_eq!(body["category"], normalised(&json)["category"]);
        assert_eq!(template::read_edit(&body).unwrap(), (template.content, Some(template.category)));
    }
}

#[test]
fn nodes_say_where_a_template_stands() {
    for example in examples::folder("templates/node") {
        let json: Value = serde_json::from_slice(&example.body).unwrap();
        let facts = template::facts(&json).unwrap();
        assert_eq!(Some(facts.meta_id.as_str()), json["id"].as_str());
        assert_eq!(Some(facts.status.code()), json["status"].as_str());
        let previous = facts.previous_category.as_ref().map(domain::templates::Category::code);
        assert_eq!(previous, json["previous_category"].as_str());
    }
}
