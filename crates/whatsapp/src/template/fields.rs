//! Taking an object apart: a field that has the expected shape is taken out, any other stays for `extra`.

use domain::templates::Extra;
use serde_json::{Map, Value};

/// An object whose fields are taken out one by one.
pub(super) struct Fields(Map<String, Value>);

impl Fields {
    /// The fields of an object; `None` for anything else.
    pub fn of(value: &Value) -> Option<Self> {
        value.as_object().map(|map| Self(map.clone()))
    }

    /// What was not taken.
    pub fn rest(self) -> Extra {
        self.0
    }

    pub fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    pub fn is_text(&self, name: &str) -> bool {
        self.0.get(name).is_some_and(Value::is_string)
    }

    pub fn take(&mut self, name: &str) -> Option<Value> {
        self.0.remove(name)
    }

    /// What turned out not to be wanted.
    pub fn put_back(&mut self, name: &str, value: Value) {
        self.0.insert(name.to_owned(), value);
    }

    /// A string.
    pub fn text(&mut self, name: &str) -> Option<String> {
        self.when(name, |value| value.as_str().map(str::to_owned))
    }

    /// A string that Meta's documents write in either case.
    pub fn code(&mut self, name: &str) -> Option<String> {
        self.when(name, |value| value.as_str().map(str::to_ascii_uppercase))
    }

    /// A string, or a number that stands for one: ids and examples come as both.
    pub fn scalar(&mut self, name: &str) -> Option<String> {
        self.when(name, scalar)
    }

    /// An integer, or a string of one.
    pub fn int(&mut self, name: &str) -> Option<i64> {
        self.when(name, |value| match value {
            Value::String(text) => text.trim().parse().ok(),
            value => value.as_i64(),
        })
    }

    /// A truth value, or a string of one.
    pub fn flag(&mut self, name: &str) -> Option<bool> {
        self.when(name, |value| match value {
            Value::String(text) => text.parse().ok(),
            value => value.as_bool(),
        })
    }

    /// A list of objects that all can be read.
    pub fn list<T>(&mut self, name: &str, item: impl Fn(&Value) -> Option<T>) -> Option<Vec<T>> {
        self.when(name, |value| value.as_array()?.iter().map(&item).collect())
    }

    /// A list that says something: all of its items can be read, and there are some. One item may stand alone.
    pub fn filled<T>(&mut self, name: &str, item: impl Fn(&Value) -> Option<T>) -> Vec<T> {
        let items = self.when(name, |value| {
            let items: Option<Vec<T>> = match value {
                Value::Array(items) => items.iter().map(&item).collect(),
                alone => item(alone).map(|item| vec![item]),
            };
            items.filter(|items| !items.is_empty())
        });
        items.unwrap_or_default()
    }

    /// A list of parts. What is no object in it says nothing and is left out.
    pub fn objects<T>(&mut self, name: &str, item: impl Fn(&Map<String, Value>) -> T) -> Option<Vec<T>> {
        self.when(name, |value| Some(value.as_array()?.iter().filter_map(Value::as_object).map(&item).collect()))
    }

    /// Reads within a nested object; what is not taken out of it stays under its name.
    pub fn within<T: Default>(&mut self, name: &str, read: impl FnOnce(&mut Fields) -> T) -> T {
        let Some(Value::Object(nested)) = self.0.get_mut(name).filter(|nested| **nested != Value::Object(Map::new()))
        else {
            return T::default();
        };
        let mut fields = Self(std::mem::take(nested));
        let found = read(&mut fields);
        if fields.0.is_empty() {
            self.0.remove(name);
        } else {
            *nested = fields.0;
        }
        found
    }

    /// Takes a field that `read` understands.
    pub fn when<T>(&mut self, name: &str, read: impl FnOnce(&Value) -> Option<T>) -> Option<T> {
        let found = read(self.0.get(name)?)?;
        self.0.remove(name);
        Some(found)
    }
}

impl From<&Map<String, Value>> for Fields {
    fn from(map: &Map<String, Value>) -> Self {
        Self(map.clone())
    }
}

/// A string, or a number as text.
pub(super) fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// An object that is put together: what is known is written over what was kept.
pub(super) struct Object(Map<String, Value>);

impl Object {
    /// With what was kept.
    pub fn with(extra: &Extra) -> Self {
        Self(extra.clone())
    }

    pub fn put(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.0.insert(name.to_owned(), value.into());
        self
    }

    pub fn put_some(self, name: &str, value: Option<impl Into<Value>>) -> Self {
        match value {
            Some(value) => self.put(name, value),
            None => self,
        }
    }

    /// Changes a nested object, which is made if there is none.
    pub fn within(mut self, name: &str, write: impl FnOnce(&mut Map<String, Value>)) -> Self {
        let nested = self.0.entry(name).or_insert_with(|| Value::Object(Map::new()));
        if !nested.is_object() {
            *nested = Value::Object(Map::new());
        }
        if let Value::Object(nested) = nested {
            write(nested);
        }
        self
    }

    pub fn finish(self) -> Value {
        Value::Object(self.0)
    }
}
