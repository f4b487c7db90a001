//! Pages of a list (Graph API, Paginated results: cursor-based pagination).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use serde_json::{Value, json};
use url::Url;

use super::call::Call;
use super::error::GraphError;

/// What part of a list a call wants.
pub(crate) struct Window {
    pub limit: usize,
    pub from: From,
}

/// On which side of which item.
pub(crate) enum From {
    Start,
    After(String),
    Before(String),
}

/// One page: the ids on it, and whether there is more on either side.
pub(crate) struct Page<'a> {
    pub ids: &'a [String],
    earlier: bool,
    later: bool,
}

impl Window {
    /// The window that a call's parameters name.
    pub fn of(call: &Call<'_>) -> Result<Self, GraphError> {
        Self::read(call, |name| call.params.text(name))
    }

    /// The window that `limit`, `after` and `before` name, wherever they stand.
    pub fn read(call: &Call<'_>, get: impl Fn(&str) -> Option<String>) -> Result<Self, GraphError> {
        let config = &call.shared().config;
        let limit = match get("limit") {
            None => config.page_size_default,
            Some(text) => text
                .parse::<usize>()
                .ok()
                .filter(|limit| *limit > 0)
                .ok_or_else(|| GraphError::invalid_parameter("Param limit must be a positive integer"))?,
        };
        let from = match (get("after"), get("before")) {
            (Some(cursor), _) if !cursor.is_empty() => From::After(decode(&cursor)?),
            (_, Some(cursor)) if !cursor.is_empty() => From::Before(decode(&cursor)?),
            _ => From::Start,
        };
        Ok(Self { limit: limit.min(config.page_size_max), from })
    }

    /// Cuts the page out of the whole list of ids.
    pub fn cut<'a>(&self, ids: &'a [String]) -> Result<Page<'a>, GraphError> {
        let position = |cursor: &String| ids.iter().position(|id| id == cursor).ok_or_else(invalid_cursor);
        let (start, end) = match &self.from {
            From::Start => (0, self.limit.min(ids.len())),
            From::After(cursor) => {
                let start = position(cursor)? + 1;
                (start, (start + self.limit).min(ids.len()))
            }
            From::Before(cursor) => {
                let end = position(cursor)?;
                (end.saturating_sub(self.limit), end)
            }
        };
        Ok(Page { ids: ids.get(start..end).unwrap_or_default(), earlier: start > 0, later: end < ids.len() })
    }
}

impl Page<'_> {
    /// The page as Graph wraps it. `next` is absent on the last page and `previous` on the first;
    /// the cursors are there as long as there are items.
    pub fn wrap(&self, call: &Call<'_>, path: &str, limit: usize, items: Vec<Value>) -> Value {
        let (Some(first), Some(last)) = (self.ids.first(), self.ids.last()) else {
            return json!({ "data": [] });
        };
        let (before, after) = (encode(first), encode(last));
        let mut paging = json!({ "cursors": { "before": before, "after": after } });
        if self.later {
            paging["next"] = link(call, path, limit, ("after", &after)).into();
        }
        if self.earlier {
            paging["previous"] = link(call, path, limit, ("before", &before)).into();
        }
        json!({ "data": items, "paging": paging })
    }
}

/// The whole address of another page. Meta puts the access token into it, so these links are
/// secrets.
fn link(call: &Call<'_>, path: &str, limit: usize, cursor: (&str, &str)) -> String {
    let mut url: Url = call.handle.base_url();
    url.set_path(&format!("/{}/{path}", call.version));
    {
        let mut query = url.query_pairs_mut();
        if let Some(token) = &call.token {
            query.append_pair("access_token", token);
        }
        for (name, value) in call.params.without_cursors() {
            query.append_pair(name, &value);
        }
        query.append_pair("limit", &limit.to_string());
        query.append_pair(cursor.0, cursor.1);
    }
    url.into()
}

fn encode(id: &str) -> String {
    STANDARD_NO_PAD.encode(format!("cursor:{id}"))
}

fn decode(cursor: &str) -> Result<String, GraphError> {
    STANDARD_NO_PAD
        .decode(cursor.trim_end_matches('='))
        .ok()
        .and_then(|bytes| String::from_utf8(bytes).ok())
        .and_then(|text| text.strip_prefix("cursor:").map(ToOwned::to_owned))
        .ok_or_else(invalid_cursor)
}

fn invalid_cursor() -> GraphError {
    GraphError::invalid_parameter("Invalid cursors values")
}
