//! A call, taken apart: version, path, parameters, token.

use std::collections::BTreeMap;

use axum::http::Method;
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE};
use axum::http::request::Parts;
use serde_json::Value;
use url::form_urlencoded;

use super::error::GraphError;
use super::form::{self, Part};
use crate::Handle;
use crate::shared::Shared;

/// The version that a path without one means.
const DEFAULT_VERSION: &str = "v24.0";

pub(crate) struct Call<'a> {
    pub handle: &'a Handle,
    pub method: Method,
    pub version: String,
    /// The whole path, for messages.
    pub path: String,
    /// The path after the version.
    pub segments: Vec<String>,
    pub params: Params,
    pub token: Option<String>,
    /// What the headers and the body of an upload say; empty for every other call.
    pub upload: UploadPart,
    /// The file of a form.
    pub file: Option<Part>,
}

/// The parts of a call that only an upload has (Graph API, Resumable upload).
#[derive(Default)]
pub(crate) struct UploadPart {
    pub scheme: String,
    pub file_offset: Option<String>,
    pub bytes: Vec<u8>,
}

impl<'a> Call<'a> {
    pub fn parse(handle: &'a Handle, parts: &Parts, body: &[u8]) -> Result<Self, GraphError> {
        let path = parts.uri.path().to_owned();
        let mut segments: Vec<String> =
            path.split('/').filter(|segment| !segment.is_empty()).map(ToOwned::to_owned).collect();
        let version = match segments.first() {
            Some(first) if is_version(first) => segments.remove(0),
            _ => DEFAULT_VERSION.to_owned(),
        };
        let is_upload = segments.first().is_some_and(|first| super::uploads::is_session(first));
        let content_type = parts.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let mut params =
            Params::read(parts.uri.query().unwrap_or_default(), content_type, if is_upload { &[] } else { body })?;
        let file =
            if content_type.starts_with("multipart/form-data") { params.add_parts(content_type, body)? } else { None };
        let header = |name: &str| parts.headers.get(name).and_then(|value| value.to_str().ok());
        let upload = if is_upload {
            UploadPart {
                scheme: header("authorization")
                    .and_then(|value| value.split(' ').next())
                    .unwrap_or_default()
                    .to_owned(),
                file_offset: header("file_offset").map(ToOwned::to_owned),
                bytes: body.to_vec(),
            }
        } else {
            UploadPart::default()
        };
        let token = parts
            .headers
            .get(AUTHORIZATION)
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.strip_prefix("Bearer ").or_else(|| value.strip_prefix("OAuth ")))
            .map(|token| token.trim().to_owned())
            .or_else(|| params.text("access_token"));
        Ok(Self { handle, method: parts.method.clone(), version, path, segments, params, token, upload, file })
    }

    pub fn shared(&self) -> &Shared {
        self.handle.shared()
    }
}

/// `v24.0`: any number, as Meta keeps adding them.
fn is_version(segment: &str) -> bool {
    segment
        .strip_prefix('v')
        .and_then(|rest| rest.split_once('.'))
        .is_some_and(|(major, minor)| is_number(major) && is_number(minor))
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The parameters of a call. Graph takes each of them from the query, a form or a JSON body alike.
#[derive(Default)]
pub(crate) struct Params {
    values: BTreeMap<String, Value>,
}

impl Params {
    fn read(query: &str, content_type: &str, body: &[u8]) -> Result<Self, GraphError> {
        let mut params = Self::default();
        params.add_form(query.as_bytes());
        if content_type.starts_with("application/x-www-form-urlencoded") {
            params.add_form(body);
        }
        if content_type.starts_with("application/json") && !body.is_empty() {
            let Ok(Value::Object(object)) = serde_json::from_slice(body) else {
                return Err(GraphError::invalid_parameter("The body is not a valid JSON object"));
            };
            params.values.extend(object);
        }
        Ok(params)
    }

    fn add_form(&mut self, form: &[u8]) {
        for (name, value) in form_urlencoded::parse(form) {
            self.values.insert(name.into_owned(), Value::String(value.into_owned()));
        }
    }

    /// Takes the fields of a form, and gives its file.
    fn add_parts(&mut self, content_type: &str, body: &[u8]) -> Result<Option<Part>, GraphError> {
        let parts = form::parts(content_type, body)
            .ok_or_else(|| GraphError::invalid_parameter("The body is not a valid form"))?;
        let mut file = None;
        for part in parts {
            if part.name == "file" {
                file = Some(part);
            } else {
                let text = String::from_utf8_lossy(&part.bytes).into_owned();
                self.values.insert(part.name, Value::String(text));
            }
        }
        Ok(file)
    }

    /// A parameter as text; numbers and booleans as they are printed.
    pub fn text(&self, name: &str) -> Option<String> {
        match self.values.get(name)? {
            Value::String(text) => Some(text.clone()),
            Value::Null => None,
            other => Some(other.to_string()),
        }
    }

    /// A parameter that is JSON, also where it came as text.
    pub fn json(&self, name: &str) -> Option<Value> {
        match self.values.get(name)? {
            Value::String(text) => serde_json::from_str(text).ok(),
            other => Some(other.clone()),
        }
    }

    /// A parameter that the call cannot go without.
    pub fn required(&self, name: &str) -> Result<String, GraphError> {
        self.text(name).filter(|text| !text.is_empty()).ok_or_else(|| GraphError::missing_parameter(name))
    }

    /// A list that came as JSON or separated by commas.
    pub fn list(&self, name: &str) -> Vec<String> {
        if let Some(Value::Array(items)) = self.json(name) {
            return items
                .iter()
                .map(|item| item.as_str().map_or_else(|| item.to_string(), ToOwned::to_owned))
                .collect();
        }
        self.text(name)
            .unwrap_or_default()
            .split(',')
            .map(str::trim)
            .filter(|item| !item.is_empty())
            .map(ToOwned::to_owned)
            .collect()
    }

    /// All parameters, for what is kept as it came.
    pub fn all(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.values.iter().map(|(name, value)| (name.as_str(), value))
    }

    /// The query again, without the cursors, for the links of a page.
    pub fn without_cursors(&self) -> impl Iterator<Item = (&str, String)> {
        self.values
            .iter()
            .filter(|(name, _)| !matches!(name.as_str(), "after" | "before" | "access_token" | "limit"))
            .map(|(name, value)| {
                let text = value.as_str().map_or_else(|| value.to_string(), ToOwned::to_owned);
                (name.as_str(), text)
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_told_from_ids() {
        assert!(is_version("v24.0"));
        assert!(is_version("v9.12"));
        assert!(!is_version("v24"));
        assert!(!is_version("24.0"));
        assert!(!is_version("v.0"));
        assert!(!is_version("106540352242922"));
    }

    #[test]
    fn parameters_come_from_query_form_and_json() {
        let params = Params::read("fields=id,name", "application/json", br#"{"pin":123456}"#)
            .map_err(|error| error.message)
            .unwrap();
        assert_eq!(params.list("fields"), ["id", "name"]);
        assert_eq!(params.text("pin").as_deref(), Some("123456"));
        let params =
            Params::read("", "application/x-www-form-urlencoded; charset=utf-8", b"fields=%5B%22a%22%2C%22b%22%5D")
                .map_err(|error| error.message)
                .unwrap();
        assert_eq!(params.list("fields"), ["a", "b"]);
        assert!(Params::read("", "application/json", b"{").is_err());
    }
}
