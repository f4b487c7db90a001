//! Short words and numbers that qualify a thing.

use domain::state::Tone;
use leptos::prelude::*;

use super::status::tone_class;

/// A short word: a role, a type, "This device".
#[component]
pub fn Badge(
    /// The word.
    #[prop(into)]
    label: String,
    /// Colour, where the word is a state.
    #[prop(optional)]
    tone: Option<Tone>,
) -> impl IntoView {
    let class = match tone {
        Some(tone) => format!("badge {}", tone_class(tone)),
        None => "badge".to_owned(),
    };
    view! { <span class=class>{label}</span> }
}

/// How many are unread: nothing at 0, "99+" above 99. Words for ears stand beside it, visually hidden: "Notifications, 120 unread".
#[component]
pub fn Count(
    /// How many.
    #[prop(into)]
    value: Signal<u32>,
) -> impl IntoView {
    move || count_text(value.get()).map(|text| view! { <b class="count" aria-hidden="true">{text}</b> })
}

fn count_text(count: u32) -> Option<String> {
    match count {
        0 => None,
        1..=99 => Some(count.to_string()),
        _ => Some("99+".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::count_text;

    #[test]
    fn a_count_stays_short() {
        assert_eq!(count_text(0), None);
        assert_eq!(count_text(99).as_deref(), Some("99"));
        assert_eq!(count_text(100).as_deref(), Some("99+"));
    }
}
