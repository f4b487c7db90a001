//! Lists come in pages with cursors (Graph API, "Paginated results").

use serde::Deserialize;
use url::Url;

use super::GraphError;
use super::fields::Asked;
use super::request::malformed;
use crate::wire::{Nested, Text};

/// One page of a list.
#[derive(Clone, Debug)]
pub struct Page<T> {
    /// The items, in Meta's order.
    pub items: Vec<T>,
    /// The items that could not be read.
    pub unreadable: Vec<Unreadable>,
    /// Where the list goes on; `None` on the last page.
    pub next: Option<Cursor>,
}

/// An item that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// Meta's id of it, if it had one.
    pub id: Option<String>,
    /// The number, or the name of the template, as Meta wrote it, if it had one.
    pub number: Option<String>,
    /// What is wrong with it.
    pub reason: String,
}

/// Where a list goes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor {
    after: String,
    asked: Asked,
}

impl Cursor {
    pub(super) fn after(&self) -> &str {
        &self.after
    }

    pub(super) fn asked(&self) -> Asked {
        self.asked
    }
}

#[derive(Deserialize, Default)]
#[serde(transparent)]
pub(super) struct Wire<'a>(#[serde(borrow)] Nested<PagingWire<'a>>);

#[derive(Deserialize, Default)]
#[serde(default)]
struct PagingWire<'a> {
    #[serde(borrow)]
    cursors: Nested<CursorsWire<'a>>,
    #[serde(borrow)]
    next: Text<'a>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct CursorsWire<'a> {
    #[serde(borrow)]
    after: Text<'a>,
}

impl Wire<'_> {
    /// The next page's cursor. The last page has no `next`, though it may have cursors. The address in `next` is
    /// not followed: it leads to another host than a simulator's and carries the token.
    pub(super) fn next(&self, current: Option<&Cursor>, asked: Asked) -> Result<Option<Cursor>, GraphError> {
        let Some(paging) = &self.0.0 else { return Ok(None) };
        let Some(next) = paging.next.get() else { return Ok(None) };
        let after = paging.cursors.0.as_ref().and_then(|cursors| cursors.after.owned()).or_else(|| after_of(next));
        let Some(after) = after else { return Err(malformed("the page has a next one, but no cursor to it")) };
        if current.is_some_and(|current| current.after == after) {
            return Err(malformed("the page names itself as the next one"));
        }
        Ok(Some(Cursor { after, asked }))
    }
}

fn after_of(next: &str) -> Option<String> {
    let url = Url::parse(next).ok()?;
    url.query_pairs().find(|(name, _)| name == "after").map(|(_, after)| after.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn next(json: &str, current: Option<&str>) -> Result<Option<String>, GraphError> {
        let wire: Wire<'_> = serde_json::from_str(json).unwrap();
        let current = current.map(|after| Cursor { after: after.to_owned(), asked: Asked::Full });
        wire.next(current.as_ref(), Asked::Full).map(|cursor| cursor.map(|cursor| cursor.after))
    }

    #[test]
    fn the_last_page_has_no_next() {
        for last in
            ["null", "{}", r#"{"cursors":{"before":"a","after":"b"}}"#, r#"{"cursors":{"after":"b"},"next":null}"#]
        {
            assert_eq!(next(last, None), Ok(None), "{last}");
        }
    }

    #[test]
    fn the_cursor_is_taken_from_either_place() {
        let both = r#"{"cursors":{"after":"b"},"next":"https://graph.facebook.com/v23.0/1/x?after=c"}"#;
        assert_eq!(next(both, Some("a")), Ok(Some("b".to_owned())));
        let address = r#"{"next":"https://graph.facebook.com/v23.0/1/x?limit=5&after=c%3D"}"#;
        assert_eq!(next(address, None), Ok(Some("c=".to_owned())));
    }

    #[test]
    fn a_list_cannot_run_in_a_circle() {
        assert!(next(r#"{"cursors":{"after":"b"},"next":"https://x/"}"#, Some("b")).is_err());
        assert!(next(r#"{"next":"https://x/"}"#, None).is_err());
    }
}
