//! Holds what is delivered against the JSON Schema that the hub publishes: as much of JSON Schema as that one uses. A
//! keyword that is not known here fails the test, so that none is passed over.

use domain::event::EventKind;
use serde_json::Value;

const PUBLISHED: &str = include_str!("../../../../../docs/webhooks.schema.json");

fn published() -> Value {
    serde_json::from_str(PUBLISHED).unwrap()
}

/// Everything that is wrong with a delivered event.
pub fn problems(envelope: &Value) -> Vec<String> {
    let (schema, mut problems) = (published(), Vec::new());
    let name = envelope["event"].as_str().unwrap_or_default();
    match schema["$defs"].get(name) {
        Some(rule) => check(&schema, rule, envelope, name, &mut problems),
        None => problems.push(format!("`{name}` has no schema")),
    }
    problems
}

fn check(root: &Value, rule: &Value, value: &Value, at: &str, problems: &mut Vec<String>) {
    for (keyword, wanted) in rule.as_object().unwrap() {
        let fits = match keyword.as_str() {
            "description" => true,
            "$ref" => {
                let path = wanted.as_str().unwrap().strip_prefix('#').unwrap();
                check(root, root.pointer(path).unwrap(), value, at, problems);
                true
            }
            "type" => match wanted {
                Value::Array(types) => types.iter().any(|one| is_a(value, one.as_str().unwrap())),
                one => is_a(value, one.as_str().unwrap()),
            },
            "const" => value == wanted,
            "enum" => wanted.as_array().unwrap().contains(value),
            "pattern" => {
                assert_eq!(wanted, "^[0-9]{7,15}$", "the only pattern that is known here");
                value.as_str().is_some_and(|text| {
                    (7..=15).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
                })
            }
            "required" => wanted.as_array().unwrap().iter().all(|key| value.get(key.as_str().unwrap()).is_some()),
            "properties" => {
                for (key, rule) in wanted.as_object().unwrap() {
                    if let Some(value) = value.get(key) {
                        check(root, rule, value, &format!("{at}.{key}"), problems);
                    }
                }
                true
            }
            "additionalProperties" => match wanted {
                Value::Bool(false) => {
                    let known = &rule["properties"];
                    value.as_object().is_none_or(|object| object.keys().all(|key| known.get(key).is_some()))
                }
                others => {
                    for (key, value) in value.as_object().into_iter().flatten() {
                        check(root, others, value, &format!("{at}.{key}"), problems);
                    }
                    true
                }
            },
            other => panic!("the keyword {other} is not known here"),
        };
        if !fits {
            problems.push(format!("{at}: {value} does not fit {keyword} {wanted}"));
        }
    }
}

fn is_a(value: &Value, name: &str) -> bool {
    match name {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64(),
        "string" => value.is_string(),
        "object" => value.is_object(),
        other => panic!("the type {other} is not known here"),
    }
}

#[test]
fn every_event_has_its_schema_and_every_schema_its_event() {
    let schema = published();
    let listed: Vec<&str> = schema["oneOf"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["$ref"].as_str().unwrap().strip_prefix("#/$defs/").unwrap())
        .collect();
    for kind in EventKind::ALL {
        let name = kind.webhook_name();
        assert!(listed.contains(&name), "{name} has no schema");
        assert_eq!(schema["$defs"][name]["properties"]["event"]["const"], name);
    }
    assert_eq!(listed.len(), EventKind::ALL.len() + 1, "and the test");
    assert!(listed.contains(&hub::wire::TEST_EVENT));
}

#[test]
fn what_does_not_fit_is_found() {
    let fits = serde_json::json!({ "id": "1EV", "event": "test", "data": { "message": "x" } });
    assert_eq!(problems(&fits), Vec::<String>::new());
    for (path, value) in [("/id", Value::Null), ("/data/message", 1.into()), ("/data", serde_json::json!({}))] {
        let mut wrong = fits.clone();
        *wrong.pointer_mut(path).unwrap() = value;
        assert_eq!(problems(&wrong).len(), 1, "{path}");
    }
    let mut more = fits.clone();
    more["more"] = 1.into();
    assert_eq!(problems(&more).len(), 1);
    assert_eq!(problems(&serde_json::json!({ "event": "other" })).len(), 1);
}
