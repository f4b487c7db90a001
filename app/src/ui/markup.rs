//! Parts of a page that the server draws alone: the browser shows their text and holds no code for them.

#[cfg(feature = "ssr")]
mod kept;

#[cfg(feature = "ssr")]
pub use kept::Drawing;

use std::sync::Arc;

use leptos::prelude::*;
use leptos::tachys::view::keyed::keyed;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// HTML of the server's making. Only a view can become one, so whatever comes from outside is escaped in it.
///
/// With a page it goes out once, as HTML; as data, for hydration, only its mark does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Markup {
    mark: u32,
    html: Arc<str>,
    sent: Sent,
}

/// How the text reaches the browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sent {
    /// In the answer of a server function.
    AsData,
    /// It stands in the page.
    InPage,
}

impl Markup {
    /// Draws a view, without the comments by which a browser would find its way while it hydrates one.
    #[cfg(feature = "ssr")]
    pub fn of(view: impl RenderHtml) -> Self {
        let html = view.to_html().replace("<!>", "");
        Self { mark: mark(&html), html: html.into(), sent: Sent::AsData }
    }

    /// Says that the text is drawn into the page that is being made, so it is not sent as data as well. Nothing
    /// happens in a browser, where a server function has answered.
    #[must_use]
    pub fn in_page(self) -> Self {
        if cfg!(feature = "ssr") { Self { sent: Sent::InPage, ..self } } else { self }
    }

    /// Tells this text from another one.
    pub const fn mark(&self) -> u32 {
        self.mark
    }

    /// The text.
    #[cfg(test)]
    pub(super) fn html(&self) -> Arc<str> {
        Arc::clone(&self.html)
    }
}

/// Texts one after the other, between whatever else the page has. Only those that differ are replaced, so an open menu
/// stays open.
pub fn blocks(texts: Vec<Markup>) -> impl IntoView {
    let block = |markup| Drawn { element: Element::Block, id: None, class: None, markup };
    drawn(texts.into_iter().map(block).collect())
}

/// An element that holds a [`Markup`].
#[derive(Clone, Debug)]
pub struct Drawn {
    /// Which.
    pub element: Element,
    /// Its `id`.
    pub id: Option<String>,
    /// Its `class`; blocks have their own.
    pub class: Option<&'static str>,
    /// What it holds.
    pub markup: Markup,
}

/// What kind of element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Element {
    /// One that is not there for the layout.
    Block,
    /// `<li>`.
    Item,
    /// `<tr>`.
    Row,
    /// `<thead>`.
    Head,
}

/// Elements one after the other. Where their texts change, those that are the same stay as they are.
pub fn drawn(elements: Vec<Drawn>) -> impl IntoView {
    keyed(elements, key as fn(&Drawn) -> String, element as fn(usize, Drawn) -> (fn(usize), AnyView))
}

fn key(drawn: &Drawn) -> String {
    format!("{} {}", drawn.id.as_deref().unwrap_or_default(), drawn.markup.mark)
}

fn element(_: usize, Drawn { element, id, class, markup }: Drawn) -> (fn(usize), AnyView) {
    let view = match element {
        Element::Block => view! { <div class="drawn" inner_html=markup.html></div> }.into_any(),
        Element::Item => view! { <li class=class id=id inner_html=markup.html></li> }.into_any(),
        Element::Row => view! { <tr class=class id=id inner_html=markup.html></tr> }.into_any(),
        Element::Head => view! { <thead inner_html=markup.html></thead> }.into_any(),
    };
    (|_| {}, view)
}

impl Serialize for Markup {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let html = (self.sent == Sent::AsData).then_some(&*self.html);
        (self.mark, html).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Markup {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (mark, html) = <(u32, Option<String>)>::deserialize(deserializer)?;
        Ok(Self { mark, html: html.unwrap_or_default().into(), sent: Sent::AsData })
    }
}

/// FNV-1a over words of eight bytes: quick, and the same in every process.
#[cfg(feature = "ssr")]
fn mark(text: &str) -> u32 {
    let (words, rest) = text.as_bytes().as_chunks::<8>();
    let step = |hash: u64, word: u64| (hash ^ word).wrapping_mul(0x0000_0100_0000_01b3).rotate_left(23);
    let hash = words.iter().fold(0xcbf2_9ce4_8422_2325, |hash, word| step(hash, u64::from_le_bytes(*word)));
    let hash = rest.iter().fold(hash, |hash, byte| step(hash, u64::from(*byte)));
    ((hash >> 32) ^ hash) as u32
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    #[test]
    fn text_from_outside_is_escaped() {
        let name = "<img src=x>".to_owned();
        let markup = Markup::of(view! { <b title=name.clone()>{name.clone()}</b> });
        assert_eq!(&*markup.html(), r#"<b title="&lt;img src=x&gt;">&lt;img src=x&gt;</b>"#);
    }

    #[test]
    fn holds_no_marks_for_hydration() {
        let words = ["one", "<!>"].map(str::to_owned);
        let markup = Markup::of(view! { <p>{words.to_vec()}{1}" "{2}</p> });
        assert_eq!(&*markup.html(), "<p>one&lt;!&gt;1 2</p>");
    }

    #[test]
    fn goes_out_once() {
        let markup = Markup::of(view! { <b>"Nothing"</b> });
        let answered: Markup = serde_json::from_str(&serde_json::to_string(&markup).unwrap()).unwrap();
        assert_eq!(answered, markup);
        let in_page = serde_json::to_string(&markup.clone().in_page()).unwrap();
        assert!(!in_page.contains("Nothing"), "{in_page}");
        assert_eq!(serde_json::from_str::<Markup>(&in_page).unwrap().mark(), markup.mark());
    }

    #[test]
    fn the_mark_tells_texts_apart() {
        let marks: std::collections::HashSet<_> =
            (0..10_000).map(|n| Markup::of(view! { <b>{n}</b> }).mark()).collect();
        assert_eq!(marks.len(), 10_000);
    }
}
