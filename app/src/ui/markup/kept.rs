//! What the server has drawn, kept by what it was drawn from: most pages of a list show what some page showed before.

use std::hash::Hash;
use std::sync::LazyLock;

use leptos::prelude::RenderHtml;
use quick_cache::sync::Cache;
use quick_cache::{Equivalent, Weighter};

use super::Markup;

/// What is drawn; each must come from its source and nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Drawing {
    /// A number as a card, from its stored card.
    Card,
    /// A number as a row, from its stored card.
    Row,
    /// Heading and menus above the cards, from the canonical query.
    HeadingOfCards,
    /// Heading and menus above the rows, from the canonical query.
    HeadingOfRows,
    /// The filters of the numbers, from the canonical query.
    Filters,
    /// The head of the table of numbers, from the canonical query.
    Head,
}

/// About so many are kept, a kilobyte each; those that are asked for again stay longest.
const KEPT: usize = 4_096;
/// Bytes of all of them: a long search is repeated in each link of the filters.
const KEPT_BYTES: u64 = 6 << 20;

type Source = (Drawing, Box<str>);

static DRAWN: LazyLock<Cache<Source, Markup, Bytes>> = LazyLock::new(|| Cache::with_weighter(KEPT, KEPT_BYTES, Bytes));

/// Weighs what is kept by its length.
#[derive(Clone)]
struct Bytes;

impl Weighter<Source, Markup> for Bytes {
    fn weight(&self, (_, source): &Source, drawn: &Markup) -> u64 {
        (source.len() + drawn.html.len()) as u64
    }
}

impl Markup {
    /// What was drawn from `source` before, or what `draw` makes of it now.
    ///
    /// # Errors
    /// Those of `draw`.
    pub fn kept<V: RenderHtml, E>(
        drawing: Drawing,
        source: &str,
        draw: impl FnOnce() -> Result<V, E>,
    ) -> Result<Self, E> {
        if let Some(drawn) = DRAWN.get(&Asked(drawing, source)) {
            return Ok(drawn);
        }
        let drawn = Self::of(draw()?);
        DRAWN.insert((drawing, source.into()), drawn.clone());
        Ok(drawn)
    }
}

/// A key that owns nothing.
#[derive(Hash)]
struct Asked<'a>(Drawing, &'a str);

impl Equivalent<Source> for Asked<'_> {
    fn equivalent(&self, key: &Source) -> bool {
        self.0 == key.0 && *self.1 == *key.1
    }
}

#[cfg(test)]
mod tests {
    use leptos::prelude::*;

    use super::*;

    #[test]
    fn is_drawn_once_for_each_source_and_drawing() {
        let draw = |drawing, source: &str| {
            let mut drawn = false;
            let markup = Markup::kept(drawing, source, || {
                drawn = true;
                Ok::<_, ()>(view! { <b>{source.to_owned()}</b> })
            });
            (drawn, markup.unwrap().html().to_string())
        };
        let html = "<b>kept-1</b>".to_owned();
        assert_eq!(draw(Drawing::Card, "kept-1"), (true, html.clone()));
        assert_eq!(draw(Drawing::Card, "kept-1"), (false, html.clone()));
        assert_eq!(draw(Drawing::Row, "kept-1"), (true, html));
        assert_eq!(draw(Drawing::Card, "kept-2"), (true, "<b>kept-2</b>".to_owned()));
    }

    #[test]
    fn what_is_kept_has_a_size() {
        let long = "x".repeat(1 << 20);
        for n in 0..20 {
            let source = format!("kept-4-{n}");
            assert!(Markup::kept(Drawing::Filters, &source, || Ok::<_, ()>(long.clone())).is_ok());
        }
        assert!(DRAWN.weight() <= KEPT_BYTES, "{}", DRAWN.weight());
    }

    #[test]
    fn what_cannot_be_drawn_is_not_kept() {
        let failed = Markup::kept(Drawing::Card, "kept-3", || Err::<&str, _>("no card"));
        assert_eq!(failed, Err("no card"));
        assert_eq!(Markup::kept(Drawing::Card, "kept-3", || Ok::<_, ()>("drawn")).unwrap().html().as_ref(), "drawn");
    }
}
