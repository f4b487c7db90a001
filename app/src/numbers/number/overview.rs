//! The overview of a number: what to do, health, the facts at a glance, what happened last.

use leptos::prelude::*;

use super::actions::actions;
use super::gone;
use super::header::{Page, header};
use super::health::health;
use super::history::history;
use super::load::{OverviewData, load_overview};
use super::page::{asked_in_address, follow, go_to_part, number_in_address, titled};
use super::sync::{Asking, sync};
use crate::ui::{Bars, Card, bars_mark};

/// The management app of a number, at its overview.
pub(crate) fn screen() -> AnyView {
    let number = number_in_address();
    let page = Resource::new(move || number.get(), load_overview);
    let title = RwSignal::new(String::new());
    let asking = Asking::new(asked_in_address());
    follow(page, asking);
    go_to_part(title);
    view! {
        <div class="page">
            <Transition>
                {move || Suspend::new(async move {
                    match page.await {
                        Ok(data) => {
                            let words = format!("Overview · {}", data.head.number);
                            titled(title, words, overview(data, asking).into_any())
                        }
                        Err(error) => titled(title, gone::title(&error).to_owned(), gone::view(&error)),
                    }
                })}
            </Transition>
        </div>
    }
    .into_any()
}

fn overview(data: OverviewData, asking: Asking) -> impl IntoView {
    let head = data.head;
    let bars = Bars::from(&data.quality);
    let limit = data.limit.unwrap_or_else(|| "Not known".to_owned());
    let test = data.test.map(|href| {
        view! {
            <Card id="test" title="Test message">
                <div><p>"Pick an approved template, then press Send test message."</p></div>
                <footer><a href=href>"Pick a template"</a></footer>
            </Card>
        }
    });
    let more = format!("/numbers/{}/details#history", head.id);
    view! {
        {header(&head, Page::Overview)}
        <div class="two">
            <div class="stack">
                {actions(&head)}
                {health(data.can_send, data.health)}
            </div>
            <aside class="stack" aria-label="At a glance">
                <section class="card" aria-label="Facts">
                    <div>
                        <dl class="trio">
                            <div><dt>"Quality"</dt><dd>{bars_mark(bars, data.quality.label().to_owned())}</dd></div>
                            <div><dt>"Limit"</dt><dd>{limit}</dd></div>
                            <div><dt>"API key"</dt><dd>{data.permission.label()}</dd></div>
                        </dl>
                    </div>
                </section>
                {test}
                {sync(&head, "overview", asking)}
                <Card id="recent" title="Latest changes">
                    {history(data.recent)}
                    <footer><a href=more>"Show all changes"</a></footer>
                </Card>
            </aside>
        </div>
    }
}
