//! Keys that are the same for two deliveries of one update.

use ring::digest::{Context, SHA256};
use serde_json::Value;

/// SHA-256 over a kind and parts, each with its length, so that no two lists of parts run together.
pub(super) struct Key(Context);

impl Key {
    pub fn new(kind: &str) -> Self {
        Self(Context::new(&SHA256)).text(kind)
    }

    pub fn text(mut self, part: &str) -> Self {
        self.0.update(&(part.len() as u64).to_le_bytes());
        self.0.update(part.as_bytes());
        self
    }

    pub fn number(mut self, part: i64) -> Self {
        self.0.update(&part.to_le_bytes());
        self
    }

    pub fn finish(self) -> [u8; 32] {
        let digest = self.0.finish();
        let mut key = [0; 32];
        key.copy_from_slice(digest.as_ref());
        key
    }
}

/// The same JSON with sorted keys, no spaces and no needless escapes; text that cannot be read is returned as it is
/// (deeper than 128 levels, or with half a surrogate pair).
pub(super) fn canonical(json: &str) -> String {
    let Ok(value) = serde_json::from_str::<Value>(json) else { return json.to_owned() };
    let mut text = String::with_capacity(json.len());
    write(&mut text, &value);
    text
}

fn write(text: &mut String, value: &Value) {
    match value {
        Value::Object(map) => {
            let mut entries: Vec<_> = map.iter().collect();
            entries.sort_unstable_by_key(|(key, _)| *key);
            text.push('{');
            for (key, value) in entries {
                text.push_str(&Value::from(key.as_str()).to_string());
                text.push(':');
                write(text, value);
                text.push(',');
            }
            text.push('}');
        }
        Value::Array(items) => {
            text.push('[');
            for item in items {
                write(text, item);
                text.push(',');
            }
            text.push(']');
        }
        scalar => text.push_str(&scalar.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spelling_does_not_matter() {
        assert_eq!(canonical(r#"{"b": "\u00e4\/", "a": [1, null]}"#), canonical(r#"{"a":[1,null],"b":"ä/"}"#));
        assert_ne!(canonical(r#"{"a":"1"}"#), canonical(r#"{"a":1}"#));
        assert_ne!(canonical("[[1],2]"), canonical("[[1,2]]"));
    }

    #[test]
    fn parts_do_not_run_together() {
        assert_ne!(Key::new("k").text("ab").text("c").finish(), Key::new("k").text("a").text("bc").finish());
        assert_eq!(Key::new("k").text("a").finish(), Key::new("k").text("a").finish());
    }
}
