//! An event as a sentence with a mark. Made on the server, so that the browser holds no words of its own for it.

use domain::meta::QualityRating;
use domain::state::Tone;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::ui::{Bars, Glyph, RelativeTime, tone_glyph};
use crate::words::Moment;

/// A part of a sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Piece {
    /// The hub's own words.
    #[serde(rename = "t")]
    Text(String),
    /// What it is about.
    #[serde(rename = "s")]
    Subject(String),
    /// A value before or after.
    #[serde(rename = "v")]
    Value(String),
}

/// What happened, ready to be shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Happening {
    /// Id of the event.
    pub id: String,
    /// Shape and colour.
    pub tone: Tone,
    /// The new rating, where the quality changed: shown by its bars.
    pub quality: Option<QualityRating>,
    /// The sentence.
    pub sentence: Vec<Piece>,
    /// Meta's reason or another detail.
    pub detail: Option<String>,
    /// When.
    pub at: Moment,
}

impl Happening {
    /// Its mark.
    pub(crate) fn glyph(&self) -> Glyph {
        self.quality.as_ref().map_or_else(|| tone_glyph(self.tone), |quality| Bars::from(quality).glyph())
    }
}

/// A sentence as a view: names keep the direction of their script, numbers their groups.
pub(crate) fn sentence(pieces: Vec<Piece>) -> AnyView {
    pieces
        .into_iter()
        .map(|piece| match piece {
            Piece::Text(text) => text.into_any(),
            Piece::Value(value) => view! { <bdi>{value}</bdi> }.into_any(),
            Piece::Subject(subject) => {
                let class = subject.starts_with('+').then_some("tel");
                view! { <bdi class=class>{subject}</bdi> }.into_any()
            }
        })
        .collect_view()
        .into_any()
}

/// A moment as words with the exact time on hover.
pub(crate) fn time(at: Moment) -> impl IntoView {
    view! { <RelativeTime text=at.ago exact=at.exact iso=at.iso/> }
}

#[cfg(feature = "ssr")]
mod words;

#[cfg(feature = "ssr")]
pub(crate) use words::{About, happening};
