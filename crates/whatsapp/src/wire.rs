//! Reading JSON whose shape is not to be trusted: ids come as strings or numbers, objects as null, lists as a
//! single object. Each of these types reads any JSON; what does not fit is absent.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

/// A scalar as text; absent for null, lists and objects.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Text<'a>(pub Option<Cow<'a, str>>);

impl Text<'_> {
    /// The text, unless it is absent or empty.
    pub fn get(&self) -> Option<&str> {
        self.0.as_deref().filter(|text| !text.is_empty())
    }

    /// The text, unless it is absent or empty.
    pub fn owned(&self) -> Option<String> {
        self.get().map(str::to_owned)
    }

    /// The text; empty when absent.
    pub fn or_empty(&self) -> String {
        self.owned().unwrap_or_default()
    }

    /// The text as an open enumeration.
    pub fn as_open<T: for<'t> From<&'t str>>(&self) -> Option<T> {
        self.get().map(T::from)
    }
}

/// An integer, written as a number or as a string of one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Int(pub Option<i64>);

/// A truth value, written as such, as a string or as 0 and 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Flag(pub Option<bool>);

/// An object; absent when there is anything else in its place.
#[derive(Clone, Debug)]
pub(crate) struct Nested<T>(pub Option<T>);

/// A list; a single object counts as a list of one, anything else as an empty list.
#[derive(Clone, Debug)]
pub(crate) struct List<T>(pub Vec<T>);

impl<T> Default for Nested<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T> Default for List<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> List<Nested<T>> {
    /// The items that are objects.
    pub fn objects(&self) -> impl Iterator<Item = &T> {
        self.0.iter().filter_map(|item| item.0.as_ref())
    }
}

fn drain_seq<'de, A: SeqAccess<'de>>(mut seq: A) -> Result<(), A::Error> {
    while seq.next_element::<IgnoredAny>()?.is_some() {}
    Ok(())
}

fn drain_map<'de, A: MapAccess<'de>>(mut map: A) -> Result<(), A::Error> {
    while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
    Ok(())
}

impl<'de: 'a, 'a> Deserialize<'de> for Text<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TextVisitor)
    }
}

struct TextVisitor;

impl<'de> Visitor<'de> for TextVisitor {
    type Value = Text<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON")
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Text(Some(Cow::Borrowed(text))))
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(owned(text))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Self::Value, E> {
        Ok(owned(number))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Self::Value, E> {
        Ok(owned(number))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Self::Value, E> {
        Ok(owned(number))
    }

    fn visit_bool<E>(self, value: bool) -> Result<Self::Value, E> {
        Ok(owned(value))
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Text(None))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<Self::Value, A::Error> {
        drain_seq(seq).map(|()| Text(None))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        drain_map(map).map(|()| Text(None))
    }
}

fn owned<'a>(scalar: impl ToString) -> Text<'a> {
    Text(Some(Cow::Owned(scalar.to_string())))
}

impl<'de> Deserialize<'de> for Int {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Text::deserialize(deserializer)?;
        Ok(Self(text.get().and_then(|text| text.trim().parse().ok())))
    }
}

impl<'de> Deserialize<'de> for Flag {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Text::deserialize(deserializer)?;
        Ok(Self(match text.get() {
            Some("true" | "1") => Some(true),
            Some("false" | "0") => Some(false),
            _ => None,
        }))
    }
}

/// Whatever stands alone, where an object or a list belongs, is absent.
macro_rules! absent_for_scalars {
    ($($visit:ident: $Scalar:ty),+) => {$(
        fn $visit<E>(self, _: $Scalar) -> Result<Self::Value, E> {
            Ok(Self::Value::default())
        }
    )+};
    () => {
        absent_for_scalars!(visit_bool: bool, visit_i64: i64, visit_u64: u64, visit_f64: f64, visit_str: &str);

        fn visit_unit<E>(self) -> Result<Self::Value, E> {
            Ok(Self::Value::default())
        }
    };
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Nested<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NestedVisitor(PhantomData))
    }
}

struct NestedVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for NestedVisitor<T> {
    type Value = Nested<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        T::deserialize(MapAccessDeserializer::new(map)).map(|value| Nested(Some(value)))
    }

    absent_for_scalars!();

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<Self::Value, A::Error> {
        drain_seq(seq).map(|()| Nested(None))
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for List<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ListVisitor(PhantomData))
    }
}

struct ListVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for ListVisitor<T> {
    type Value = List<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element()? {
            items.push(item);
        }
        Ok(List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        T::deserialize(MapAccessDeserializer::new(map)).map(|item| List(vec![item]))
    }

    absent_for_scalars!();
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    #[derive(Deserialize, Default, Debug)]
    #[serde(default)]
    struct Sample<'a> {
        #[serde(borrow)]
        text: Text<'a>,
        int: Int,
        flag: Flag,
        #[serde(borrow)]
        nested: Nested<Inner<'a>>,
        #[serde(borrow)]
        list: List<Nested<Inner<'a>>>,
    }

    #[derive(Deserialize, Default, Debug)]
    #[serde(default)]
    struct Inner<'a> {
        #[serde(borrow)]
        id: Text<'a>,
    }

    const SHAPES: [&str; 12] = [
        "null",
        "true",
        "0",
        "-7",
        "1.5",
        "18446744073709551615",
        r#""""#,
        r#""x\n""#,
        "[]",
        r#"[1,{"id":2},[{}]]"#,
        "{}",
        r#"{"id":[{}]}"#,
    ];

    #[test]
    fn every_shape_is_read_in_every_place() {
        for shape in SHAPES {
            for key in ["text", "int", "flag", "nested", "list", "other"] {
                let json = format!(r#"{{"{key}":{shape},"int":42}}"#).replace(r#"{"int""#, r#"{"no""#);
                let json = if key == "int" { format!(r#"{{"int":{shape}}}"#) } else { json };
                assert!(serde_json::from_str::<Sample>(&json).is_ok(), "{json}");
            }
        }
    }

    #[test]
    fn scalars_are_read_in_either_form() {
        let sample: Sample = serde_json::from_str(
            r#"{"text": 12, "int": " 7 ", "flag": "true", "nested": {"id": 1}, "list": {"id": "a"}}"#,
        )
        .unwrap();
        assert_eq!(sample.text.get(), Some("12"));
        assert_eq!(sample.int, Int(Some(7)));
        assert_eq!(sample.flag, Flag(Some(true)));
        assert_eq!(sample.nested.0.unwrap().id.get(), Some("1"));
        assert_eq!(sample.list.objects().next().unwrap().id.get(), Some("a"));
    }

    #[test]
    fn text_is_borrowed_where_it_can_be() {
        let sample: Sample = serde_json::from_str(r#"{"text": "plain"}"#).unwrap();
        assert!(matches!(sample.text.0, Some(Cow::Borrowed("plain"))));
    }
}
