//! Formatted text as nodes.

use domain::templates::formatting::{Block, Inline};
use leptos::prelude::*;

/// Paragraphs, lists and quotes.
pub(super) fn blocks(blocks: &[Block]) -> impl IntoView + use<> {
    blocks.iter().map(block).collect_view()
}

fn block(block: &Block) -> AnyView {
    match block {
        Block::Paragraph(nodes) => view! { <p>{line(nodes)}</p> }.into_any(),
        Block::Quote(nodes) => view! { <blockquote><p>{line(nodes)}</p></blockquote> }.into_any(),
        Block::Bullets(items) => {
            let items = items.iter().map(|nodes| view! { <li>{line(nodes)}</li> }).collect_view();
            view! { <ul>{items}</ul> }.into_any()
        }
        Block::Numbers(items) => {
            let items = items.iter().map(|item| view! { <li value=item.number.to_string()>{line(&item.text)}</li> });
            view! { <ol>{items.collect_view()}</ol> }.into_any()
        }
    }
}

/// The pieces of a line.
pub(super) fn line(nodes: &[Inline]) -> Vec<AnyView> {
    nodes.iter().map(piece).collect()
}

/// A link is only drawn: whoever looks at a preview does not want to leave it.
fn piece(node: &Inline) -> AnyView {
    match node {
        Inline::Text(words) => words.clone().into_any(),
        Inline::Bold(nodes) => view! { <b>{line(nodes)}</b> }.into_any(),
        Inline::Italic(nodes) => view! { <i>{line(nodes)}</i> }.into_any(),
        Inline::Struck(nodes) => view! { <s>{line(nodes)}</s> }.into_any(),
        Inline::Mono(nodes) | Inline::Code(nodes) => view! { <code>{line(nodes)}</code> }.into_any(),
        Inline::Link { text, .. } => view! { <u>{line(text)}</u> }.into_any(),
        Inline::Parameter { value: Some(value), .. } => value.clone().into_any(),
        Inline::Parameter { key, value: None } => {
            let key = ["{{", key, "}}"].concat();
            view! { <mark>{key}</mark> }.into_any()
        }
        Inline::Break => view! { <br/> }.into_any(),
    }
}
