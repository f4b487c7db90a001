//! A number as a row of the compressed list: the same facts in one line.

use domain::channel::ChannelCard;
use domain::list::{ListQuery, PageAt, Sort};
use leptos::prelude::*;

use super::card::{last_day, quality};
use crate::ui::{Glyph, status_mark, tone_class, tone_glyph};
use crate::words::prompt_tone;

/// What stands in the head of the table.
pub(super) fn head(query: &ListQuery) -> impl IntoView + use<> {
    view! {
        <tr>
            {sorting("Number", (Sort::Number, Sort::NumberDescending), query)}
            {sorting("Client", (Sort::Client, Sort::ClientDescending), query)}
            {sorting("Display name", (Sort::Name, Sort::NameDescending), query)}
            <th scope="col">"Status"</th>
            <th scope="col">"Quality"</th>
            <th scope="col">"Limit"</th>
            <th scope="col">"API key"</th>
            <th scope="col">"To do"</th>
            <th scope="col"><span class="vh">"Manage account"</span></th>
        </tr>
    }
}

fn sorting(label: &'static str, (up, down): (Sort, Sort), query: &ListQuery) -> impl IntoView + use<> {
    let (sorted, next) = match query.sort {
        sort if sort == up => (Some("ascending"), down),
        sort if sort == down => (Some("descending"), up),
        _ => (None, up),
    };
    let href = format!("/numbers?{}", ListQuery { sort: next, page: PageAt::First, ..query.clone() }.to_query_string());
    view! { <th scope="col" aria-sort=sorted><a href=href>{label}{Glyph::Up.view()}</a></th> }
}

/// What stands in the row.
pub(super) fn row(card: ChannelCard) -> impl IntoView {
    let href = format!("/numbers/{}", card.id);
    let details = format!("{href}/details");
    let limit = card.limit.as_ref().map_or("Not known", |limit| limit.label()).to_owned();
    let (class, todo) = todo(&card, &href);
    let quality = quality(&card);
    let ends = last_day(card.state, card.last_day).map(|words| view! { " "<small>{words}</small> });
    view! {
        <th scope="row"><a href=href.clone()>{card.number.display().to_owned()}</a></th>
        <td dir="auto">{card.client}</td>
        <td dir="auto">{card.name}</td>
        <td>{status_mark(card.state.tone(), card.state.label())}{ends}</td>
        <td>{quality}</td>
        <td>{limit}</td>
        <td>{card.permission.label()}</td>
        <td class=class>{todo}</td>
        <td class="end">
            <details class="menu" name="m">
                <summary class="btn ghost icon small" aria-label="Manage account">{Glyph::More.view()}</summary>
                <ul>
                    <li><a href=details>"Details"</a></li>
                    <li><a href=href>"Open management app"</a></li>
                </ul>
            </details>
        </td>
    }
}

fn todo(card: &ChannelCard, href: &str) -> (Option<&'static str>, Option<impl IntoView + use<>>) {
    let Some(first) = card.prompts.first().copied() else { return (None, None) };
    let tone = prompt_tone(first);
    let more = card.prompts.len() - 1;
    let rest = (0 < more).then(|| view! { <small>{format!(" +{more}")}</small> });
    let actions = format!("{href}#actions");
    (Some(tone_class(tone)), Some(view! { {tone_glyph(tone).view()}<a href=actions>{first.label()}</a>{rest} }))
}
