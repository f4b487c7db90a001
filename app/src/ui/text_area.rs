//! Several lines of text. The only place that may write `<textarea>`.

use leptos::prelude::*;

use super::Need;
use super::field::{Field, described_by, invalid};

/// A field of several lines with its label, hint and error.
#[component]
pub fn TextArea(
    /// Name in the form; the id too, unless one is given.
    #[prop(into)]
    name: String,
    /// What goes in.
    #[prop(into)]
    label: String,
    /// Text and what becomes of it while somebody types.
    #[prop(into)]
    value: RwSignal<String>,
    /// Id, where the name stands twice on a page.
    #[prop(optional_no_strip, into)]
    id: Option<String>,
    /// One sentence above the field.
    #[prop(optional_no_strip, into)]
    hint: Option<String>,
    /// What is wrong with the text.
    #[prop(optional, into)]
    error: MaybeProp<String>,
    /// Lines that are shown at first.
    #[prop(default = 4)]
    rows: u32,
    /// Whether it must be filled in.
    #[prop(optional)]
    need: Need,
) -> impl IntoView {
    let id = id.unwrap_or_else(|| name.clone());
    let described = described_by(&id, hint.as_ref());
    let initial = initial_text(&value.get_untracked());
    view! {
        <Field id=id.clone() label hint error>
            <textarea
                id=id
                name=name
                rows=rows.to_string()
                required=need.is_required()
                aria-describedby=described
                aria-invalid=invalid(error)
                dir="auto"
                prop:value=move || value.get()
                on:input=move |event| value.set(event_target_value(&event))
                inner_html=initial
            ></textarea>
        </Field>
    }
}

/// The text as it stands between the tags. As a child it would be looked for while a page hydrates, but an empty text
/// leaves no node to be found, and a mark for one would be read as part of the text; so it is no child, and is escaped
/// here. A line break at the beginning is doubled, because a parser drops the first one (HTML, 13.1.2.5 "Restrictions
/// on content models").
fn initial_text(text: &str) -> String {
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;");
    if escaped.starts_with('\n') { format!("\n{escaped}") } else { escaped }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    fn html(text: &str) -> String {
        let owner = Owner::new();
        owner.with(|| {
            let value = RwSignal::new(text.to_owned());
            view! { <TextArea name="about" label="About" value/> }.to_html()
        })
    }

    #[test]
    fn text_cannot_leave_the_field_and_is_escaped_exactly_once() {
        let html = html("a & </textarea><script>");
        assert!(html.contains(">a &amp; &lt;/textarea>&lt;script></textarea>"), "{html}");
        assert_eq!(html.matches("</textarea>").count(), 1, "{html}");
        assert!(!html.contains("&amp;lt;") && !html.contains("&amp;amp;"), "{html}");
    }

    #[test]
    fn an_empty_field_is_empty() {
        assert!(html("").contains("></textarea>"));
    }

    #[test]
    fn a_line_break_at_the_beginning_survives() {
        assert!(html("\nb").contains(">\n\nb</textarea>"));
    }
}
