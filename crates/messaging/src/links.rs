//! Addresses of the API itself, in its answers.

use std::collections::BTreeMap;

use hub::Hub;

/// Where another page of a list is.
pub fn page(hub: &Hub, path: &str, query: &BTreeMap<String, String>, cursor: &str, value: &str) -> String {
    let base = hub.settings.messaging_url.as_ref().map_or("", |url| url.as_str().trim_end_matches('/'));
    let mut text = form_urlencoded::Serializer::new(String::new());
    text.extend_pairs(query).append_pair(cursor, value);
    format!("{base}{path}?{}", text.finish())
}
