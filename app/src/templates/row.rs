//! A name with its languages, as the lists draw it.

use domain::templates::Quality;
use leptos::prelude::*;

use super::load::{Group, Line};
use crate::notifications::happening::time;
use crate::ui::{Bars, bars_mark};

/// How much of three a quality is.
pub(super) const fn quality_bars(quality: &Quality) -> Bars {
    match quality {
        Quality::Green => Bars::Three,
        Quality::Yellow => Bars::Two,
        Quality::Red => Bars::One,
        Quality::Unknown | Quality::Other(_) => Bars::None,
    }
}

/// A name with its languages.
pub(super) fn group(group: Group) -> impl IntoView {
    let whose = group.account.map(|account| {
        // Many clients name their account as themselves.
        let client = group.client.filter(|client| *client != account);
        let client = client.map(|client| view! { " · "<bdi>{client}</bdi> });
        view! { <small><bdi>{account}</bdi>{client}</small> }
    });
    let href = group.lines.first().map(|line| format!("/templates/{}", line.id)).unwrap_or_default();
    let lines = group.lines.into_iter().map(line).collect_view();
    let text = (!group.excerpt.is_empty()).then(|| view! { <p lang=group.tag dir="auto">{group.excerpt}</p> });
    view! {
        <li class="card tpl">
            <header>
                <h2><a href=href>{group.name}</a></h2>
                {whose}
                {text}
            </header>
            <ul class="langs">{lines}</ul>
        </li>
    }
}

fn line(line: Line) -> impl IntoView {
    let quality = line.quality.map(|quality| bars_mark(quality_bars(&quality), quality.label().to_owned()));
    let remark = line.remark.map(|words| view! { <p class="why" dir="auto">{words}</p> });
    view! {
        <li>
            <a href=format!("/templates/{}", line.id)>{line.language}<small>{line.code}</small></a>
            {line.status.view()}
            <span class="cat">{line.category}</span>
            <span class="q">{quality}</span>
            <small>{time(line.changed)}</small>
            {remark}
        </li>
    }
}
