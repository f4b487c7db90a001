//! Status marks: a shape, a colour and a word. The shape alone tells states apart.

use domain::meta::QualityRating;
use domain::state::Tone;
use leptos::oco::Oco;
use leptos::prelude::*;

use super::Glyph;

/// Class that gives its element the colours of a tone (`--tone`, `--tone-text`, `--tone-soft`).
pub const fn tone_class(tone: Tone) -> &'static str {
    match tone {
        Tone::Positive => "ok",
        Tone::Progress => "wip",
        Tone::Caution => "act",
        Tone::Critical => "stop",
        Tone::Off => "off",
    }
}

/// Class of a status mark of that tone; for elements that are themselves the mark, such as a `<dd>`.
pub const fn mark_class(tone: Tone) -> &'static str {
    match tone {
        Tone::Positive => "st ok",
        Tone::Progress => "st wip",
        Tone::Caution => "st act",
        Tone::Critical => "st stop",
        Tone::Off => "st off",
    }
}

/// Shape of a tone.
pub const fn tone_glyph(tone: Tone) -> Glyph {
    match tone {
        Tone::Positive => Glyph::Ok,
        Tone::Progress => Glyph::Progress,
        Tone::Caution => Glyph::Act,
        Tone::Critical => Glyph::Stop,
        Tone::Off => Glyph::Off,
    }
}

/// A status mark without the component around it, for lists of many.
pub fn status_mark(tone: Tone, label: impl Into<Oco<'static, str>>) -> impl IntoView {
    view! { <span class=mark_class(tone)>{tone_glyph(tone).view()}{label.into()}</span> }
}

/// A status: shape, colour and word.
#[component]
pub fn StatusMark(
    /// Shape and colour.
    tone: Tone,
    /// The word.
    #[prop(into)]
    label: Oco<'static, str>,
) -> impl IntoView {
    status_mark(tone, label)
}

/// How much of three.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bars {
    /// Not known.
    None,
    /// One bar.
    One,
    /// Two bars.
    Two,
    /// All of them.
    Three,
}

impl Bars {
    /// Colour that goes with it.
    pub const fn tone(self) -> Tone {
        match self {
            Self::None => Tone::Off,
            Self::One => Tone::Critical,
            Self::Two => Tone::Caution,
            Self::Three => Tone::Positive,
        }
    }

    /// Shape.
    pub const fn glyph(self) -> Glyph {
        match self {
            Self::None => Glyph::Bars0,
            Self::One => Glyph::Bars1,
            Self::Two => Glyph::Bars2,
            Self::Three => Glyph::Bars3,
        }
    }
}

impl From<&QualityRating> for Bars {
    fn from(rating: &QualityRating) -> Self {
        match rating {
            QualityRating::Green => Self::Three,
            QualityRating::Yellow => Self::Two,
            QualityRating::Red => Self::One,
            _ => Self::None,
        }
    }
}

/// A quality mark without the component around it, for lists of many.
pub fn bars_mark(bars: Bars, label: impl Into<Oco<'static, str>>) -> impl IntoView {
    view! { <span class=mark_class(bars.tone())>{bars.glyph().view()}{label.into()}</span> }
}

/// A quality: bars, colour and word.
#[component]
pub fn BarsMark(
    /// How many of three.
    bars: Bars,
    /// The word.
    #[prop(into)]
    label: Oco<'static, str>,
) -> impl IntoView {
    bars_mark(bars, label)
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;
    use crate::ui::Markup;

    #[test]
    fn each_tone_has_a_shape_of_its_own() {
        let shapes: std::collections::HashSet<_> = Tone::ALL.iter().map(|&tone| tone_glyph(tone).svg()).collect();
        assert_eq!(shapes.len(), Tone::ALL.len());
    }

    #[test]
    fn a_mark_is_a_shape_and_a_word() {
        let html = Markup::of(view! { <p><StatusMark tone=Tone::Critical label="Banned <now>"/></p> }).html();
        assert_eq!(
            &*html,
            r##"<p><span class="st stop"><svg class="i" aria-hidden="true"><use href="#i-stop"></use></svg>Banned &lt;now&gt;</span></p>"##
        );
    }
}
