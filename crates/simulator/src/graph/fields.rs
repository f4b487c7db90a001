//! The `fields` parameter: `id,name,phone_numbers.limit(5){id,status}` (Graph API, Field expansion).

use serde_json::{Map, Value};

use super::error::GraphError;

/// One asked field, with its modifiers and what is asked of its own fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Field {
    pub name: String,
    pub modifiers: Vec<(String, String)>,
    pub fields: Vec<Field>,
}

impl Field {
    pub fn plain(name: &str) -> Self {
        Self { name: name.to_owned(), modifiers: Vec::new(), fields: Vec::new() }
    }

    pub fn modifier(&self, name: &str) -> Option<&str> {
        self.modifiers.iter().find(|(modifier, _)| modifier == name).map(|(_, value)| value.as_str())
    }
}

/// A node that can be asked for fields.
pub(crate) trait Node {
    /// What Meta calls this kind of node in its messages.
    const KIND: &'static str;
    /// What a call without `fields` gets.
    const DEFAULT: &'static [&'static str];

    fn id(&self) -> &str;

    /// `None`: this kind of node has no such field. `Null`: it has, but there is nothing in it.
    fn field(&self, field: &Field) -> Result<Option<Value>, GraphError>;

    /// What Meta sends unasked.
    fn extra(&self) -> &Map<String, Value>;
}

/// The node with the asked fields and its id. A field with nothing in it is left out, as Graph does.
pub(crate) fn select<N: Node>(node: &N, fields: &[Field]) -> Result<Value, GraphError> {
    let mut object = Map::new();
    let defaults: Vec<Field>;
    let fields = if fields.is_empty() {
        defaults = N::DEFAULT.iter().map(|name| Field::plain(name)).collect();
        &defaults
    } else {
        fields
    };
    for field in fields {
        if field.name == "id" {
            continue;
        }
        let value = node.field(field)?.ok_or_else(|| GraphError::no_such_field(&field.name, N::KIND))?;
        if value.is_null() {
            continue;
        }
        object.insert(field.name.clone(), narrow(value, &field.fields));
    }
    object.extend(node.extra().clone());
    object.insert("id".to_owned(), node.id().into());
    Ok(Value::Object(object))
}

/// Keeps the asked keys of an object that is not a node of its own, and its id.
fn narrow(value: Value, fields: &[Field]) -> Value {
    let Value::Object(object) = value else {
        return value;
    };
    if fields.is_empty() || object.contains_key("data") {
        return Value::Object(object);
    }
    Value::Object(
        object.into_iter().filter(|(key, _)| key == "id" || fields.iter().any(|field| field.name == *key)).collect(),
    )
}

/// Reads the parameter.
///
/// # Errors
/// 2500 where brackets do not match or a name is missing.
pub(crate) fn parse(text: &str) -> Result<Vec<Field>, GraphError> {
    let mut reader = Reader { rest: text.trim() };
    let fields = reader.list()?;
    if !reader.rest.is_empty() {
        return Err(GraphError::field_syntax(&format!(
            "\"Expected end of string instead of \"{}\".\"",
            reader.rest.chars().take(1).collect::<String>()
        )));
    }
    Ok(fields)
}

struct Reader<'a> {
    rest: &'a str,
}

impl Reader<'_> {
    fn list(&mut self) -> Result<Vec<Field>, GraphError> {
        let mut fields = Vec::new();
        loop {
            let name = self.name();
            if name.is_empty() {
                // Graph lets a comma at the end pass.
                if self.rest.is_empty() || self.rest.starts_with('}') {
                    return Ok(fields);
                }
                return Err(GraphError::field_syntax("\"Expected name\""));
            }
            let mut field = Field::plain(&name);
            while self.take('.') {
                let modifier = self.name();
                if !self.take('(') {
                    return Err(GraphError::field_syntax("\"Expected argument\""));
                }
                let value = self.until(')')?;
                field.modifiers.push((modifier, value));
            }
            if self.take('{') {
                field.fields = self.list()?;
                if !self.take('}') {
                    return Err(GraphError::field_syntax("\"Expected }\""));
                }
            }
            fields.push(field);
            if !self.take(',') {
                return Ok(fields);
            }
        }
    }

    fn name(&mut self) -> String {
        self.rest = self.rest.trim_start();
        let end = self
            .rest
            .find(|character: char| !character.is_ascii_alphanumeric() && character != '_')
            .unwrap_or(self.rest.len());
        let (name, rest) = self.rest.split_at(end);
        let name = name.to_owned();
        self.rest = rest;
        name
    }

    fn take(&mut self, character: char) -> bool {
        self.rest = self.rest.trim_start();
        match self.rest.strip_prefix(character) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn until(&mut self, character: char) -> Result<String, GraphError> {
        let (value, rest) =
            self.rest.split_once(character).ok_or_else(|| GraphError::field_syntax("\"Expected )\""))?;
        let value = value.trim().to_owned();
        self.rest = rest;
        Ok(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<String> {
        parse(text).unwrap().into_iter().map(|field| field.name).collect()
    }

    #[test]
    fn plain_lists_with_blanks_and_a_trailing_comma() {
        assert_eq!(names("id, name ,status,"), ["id", "name", "status"]);
        assert!(names("").is_empty());
    }

    #[test]
    fn nested_fields_and_modifiers() {
        let fields = parse("phone_numbers.limit(5).after(QQ){id,throughput{level}},name").unwrap();
        assert_eq!(fields.len(), 2);
        assert_eq!(fields[0].modifier("limit"), Some("5"));
        assert_eq!(fields[0].modifier("after"), Some("QQ"));
        assert_eq!(fields[0].fields[1].fields[0].name, "level");
        assert_eq!(fields[1], Field::plain("name"));
    }

    #[test]
    fn broken_lists_are_refused() {
        for text in ["a{", "a{b", "a}", "a.limit(", "a.limit", ",a", "a b"] {
            assert_eq!(parse(text).unwrap_err().code(), 2500, "{text}");
        }
    }
}
