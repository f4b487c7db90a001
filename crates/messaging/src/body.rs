//! Reading bodies: bounded in size and in time.

use std::error::Error as _;
use std::fmt;
use std::time::Duration;

use axum::body::{Body, Bytes, to_bytes};
use http_body_util::LengthLimitError;
use serde::de::{DeserializeOwned, Deserializer, IgnoredAny, MapAccess, Visitor};

use crate::refusal::Refusal;

/// The largest JSON body: a message with its longest texts and lists is far smaller.
const LARGEST: usize = 1024 * 1024;

/// How long a body may take to come.
const PATIENCE: Duration = Duration::from_secs(20);

/// The whole body, of the size that JSON has.
pub async fn whole(body: Body) -> Result<Bytes, Refusal> {
    up_to(LARGEST, body).await
}

/// The whole body, which has at most so many bytes.
pub async fn up_to(largest: usize, body: Body) -> Result<Bytes, Refusal> {
    match tokio::time::timeout(PATIENCE, to_bytes(body, largest)).await {
        Ok(Ok(bytes)) => Ok(bytes),
        Ok(Err(error)) if error.source().is_some_and(|source| source.is::<LengthLimitError>()) => {
            Err(Refusal::too_large(largest as u64))
        }
        Ok(Err(_)) => Err(Refusal::bad("The body broke off. Nothing was done; send it again.")),
        Err(_) => Err(Refusal::too_slow()),
    }
}

/// The whole body, which is a JSON object; it is not looked at any further.
pub async fn object(body: Body) -> Result<Bytes, Refusal> {
    let bytes = whole(body).await?;
    match serde_json::from_slice::<Object>(&bytes) {
        Ok(Object) => Ok(bytes),
        Err(error) => Err(unreadable(&error)),
    }
}

/// The whole body, which is JSON of this shape.
pub async fn json<T: DeserializeOwned>(body: Body) -> Result<T, Refusal> {
    let bytes = object(body).await?;
    serde_json::from_slice(&bytes).map_err(|error| unreadable(&error))
}

fn unreadable(error: &serde_json::Error) -> Refusal {
    Refusal::bad(format!("The body has to be a JSON object as it is documented: {error}."))
}

/// Any JSON object: read to its end, kept nowhere.
struct Object;

impl<'de> serde::Deserialize<'de> for Object {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Read;

        impl<'de> Visitor<'de> for Read {
            type Value = Object;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Object, A::Error> {
                while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
                Ok(Object)
            }
        }

        deserializer.deserialize_map(Read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn read(text: &'static str) -> Result<Bytes, Refusal> {
        object(Body::from(text)).await
    }

    #[tokio::test]
    async fn an_object_passes_as_it_is() {
        for text in ["{}", " { \"a\" : [1, {\"b\": null}], \"a\": 2 }\n"] {
            assert_eq!(read(text).await.unwrap(), text);
        }
    }

    #[tokio::test]
    async fn anything_else_is_refused() {
        for text in ["", "[]", "null", "1", "\"a\"", "{", "{}{}", "{\"a\":}", "{a:1}"] {
            assert!(read(text).await.is_err(), "{text}");
        }
        assert!(object(Body::from(vec![b' '; LARGEST + 1])).await.is_err());
    }
}
