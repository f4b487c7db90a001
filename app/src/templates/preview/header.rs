//! What stands above the text.

use domain::templates::MediaKind;
use domain::templates::preview::HeaderView;
use leptos::prelude::*;

use super::sign::{Picture, picture};
use super::text::line;

/// A line of text, a medium or a place.
pub(super) fn header(header: &HeaderView) -> AnyView {
    match header {
        HeaderView::Text(nodes) => view! { <p class="title">{line(nodes)}</p> }.into_any(),
        HeaderView::Media { kind: MediaKind::Image, sample: Some(address) } if is_ours(address) => {
            view! { <img class="media" src=address.clone() alt="The sample image"/> }.into_any()
        }
        HeaderView::Media { kind, .. } => {
            let sign = match kind {
                MediaKind::Image => Picture::Image,
                MediaKind::Video | MediaKind::Gif => Picture::Video,
                MediaKind::Document => Picture::Document,
            };
            place(sign, kind.label().to_owned())
        }
        HeaderView::Location => place(Picture::Location, "Location".to_owned()),
        HeaderView::Product => place(Picture::Product, "Product".to_owned()),
        HeaderView::Other(format) => place(Picture::Document, format.clone()),
    }
}

fn place(sign: Picture, words: String) -> AnyView {
    view! { <p class="media">{picture(sign)}<span>{words}</span></p> }.into_any()
}

/// An address of the hub, or of a file that was just chosen. The policy of the page lets no other picture in.
fn is_ours(address: &str) -> bool {
    (address.starts_with('/') && !address.starts_with("//")) || address.starts_with("blob:")
}

#[cfg(test)]
mod tests {
    use super::is_ours;

    #[test]
    fn pictures_of_other_sites_are_not_fetched() {
        assert!(is_ours("/templates/abcTM/sample") && is_ours("blob:https://hub.example/1"));
        for other in ["https://example.com/a.png", "//example.com/a.png", "data:image/png;base64,", "javascript:x", ""]
        {
            assert!(!is_ours(other), "{other}");
        }
    }
}
