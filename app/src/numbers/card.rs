//! A number as a card.

use domain::channel::ChannelCard;
use domain::prompt::PromptCode;
use domain::state::ChannelState;
use domain::time::Date;
use leptos::prelude::*;

use crate::ui::{Bars, Glyph, bars_mark, mark_class, status_mark, tone_class, tone_glyph};
use crate::words::prompt_tone;

/// How many prompts stand on a card; the rest is a number.
const PROMPTS: usize = 2;

/// What stands in the card.
pub(super) fn card(card: ChannelCard) -> impl IntoView {
    let href = format!("/numbers/{}", card.id);
    let details = format!("{href}/details");
    let bars = Bars::from(&card.quality);
    let limit = card.limit.as_ref().map_or("Not known", |limit| limit.label()).to_owned();
    let todo = todo(&card.prompts, &href);
    let name = if card.name.is_empty() { "No display name yet".to_owned() } else { card.name };
    view! {
        <h2><a href=href.clone()>{card.number.display().to_owned()}</a></h2>
        {status_mark(card.state.tone(), card.state.label())}
        <p dir="auto">{name}</p>
        <p dir="auto">{card.client}</p>
        {last_day(card.state, card.last_day).map(|words| view! { <p class="ends">{words}</p> })}
        <dl>
            <div><dt>"Quality"</dt><dd class=mark_class(bars.tone())>{bars.glyph().view()}{card.quality.label().to_owned()}</dd></div>
            <div><dt>"Limit"</dt><dd>{limit}</dd></div>
            <div><dt>"API key"</dt><dd>{card.permission.label()}</dd></div>
        </dl>
        {todo}
        <footer>
            <a href=details.clone()>"Show details"</a>
            <details class="menu" name="m">
                <summary>"Manage account"{Glyph::Down.view()}</summary>
                <ul>
                    <li><a href=details>"Details"</a></li>
                    <li><a href=href>"Open management app"</a></li>
                </ul>
            </details>
        </footer>
    }
}

fn todo(prompts: &[PromptCode], href: &str) -> Option<impl IntoView + use<>> {
    if prompts.is_empty() {
        return None;
    }
    let actions = format!("{href}#actions");
    let shown = if prompts.len() == PROMPTS + 1 { prompts.len() } else { PROMPTS };
    let more = prompts.len().saturating_sub(shown);
    let items = prompts.iter().take(shown).map(|prompt| prompt_item(*prompt, actions.clone())).collect_view();
    let rest = (0 < more).then(|| view! { <li class="more"><a href=actions>{format!("{more} more")}</a></li> });
    Some(view! { <ul class="todo">{items}{rest}</ul> })
}

fn prompt_item(prompt: PromptCode, href: String) -> impl IntoView {
    let tone = prompt_tone(prompt);
    view! {
        <li class=tone_class(tone)>
            {tone_glyph(tone).view()}
            <a href=href>{prompt.label()}</a>
            <small>{prompt.who().label()}</small>
        </li>
    }
}

/// Until when a number works that ends, and since when one does not that has ended.
pub(super) fn last_day(state: ChannelState, day: Option<Date>) -> Option<String> {
    let words = day?.to_words();
    Some(if state == ChannelState::Ended { format!("Ended on {words}") } else { format!("Works until {words}") })
}

/// Quality as a mark, for rows.
pub(super) fn quality(card: &ChannelCard) -> impl IntoView + use<> {
    bars_mark(Bars::from(&card.quality), card.quality.label().to_owned())
}
