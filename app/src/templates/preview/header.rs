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
        HeaderView::Media { kind, sample } => media(*kind, sample.as_deref()),
        HeaderView::Location => place(Picture::Location, "Location".to_owned()),
        HeaderView::Product => place(Picture::Product, "Product".to_owned()),
        HeaderView::Other(format) => place(Picture::Document, format.clone()),
    }
}

fn place(sign: Picture, words: String) -> AnyView {
    view! { <p class="media">{picture(sign)}<span>{words}</span></p> }.into_any()
}

/// The sample lies above its sign, which is seen where the sample does not come: a picture without a text of its own
/// then takes no place. The sign's words name both.
fn media(kind: MediaKind, sample: Option<&str>) -> AnyView {
    let (sign, words) = (sign_of(kind), kind.label());
    let sample = sample.filter(|address| is_ours(address)).map(str::to_owned);
    match (kind, sample) {
        (MediaKind::Image, Some(src)) => view! {
            <div class="media shot" role="img" aria-label="Sample image">
                {picture(sign)}<span>{words}</span><img src=src alt=""/>
            </div>
        }
        .into_any(),
        (MediaKind::Video | MediaKind::Gif, Some(src)) if src.starts_with('/') => view! {
            <div class="media shot">
                {picture(sign)}<span>{words}</span>
                <video src=src controls preload="metadata" playsinline aria-label="Sample video"></video>
            </div>
        }
        .into_any(),
        (MediaKind::Document, Some(href)) if href.starts_with('/') => view! {
            <a class="media" href=href target="_blank" rel="noopener external">
                {picture(sign)}<span>{words}<span class="vh">", opens in a new tab"</span></span>
            </a>
        }
        .into_any(),
        _ => place(sign, words.to_owned()),
    }
}

const fn sign_of(kind: MediaKind) -> Picture {
    match kind {
        MediaKind::Image => Picture::Image,
        MediaKind::Video | MediaKind::Gif => Picture::Video,
        MediaKind::Document => Picture::Document,
    }
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
