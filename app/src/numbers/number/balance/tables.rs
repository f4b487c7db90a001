//! The tables of the page of the balance.

use domain::money::Currency;
use domain::rates::{Category, Market};
use hub::balance::{Part, Sums};
use leptos::prelude::*;

use super::draw::{counted, money, share};
use crate::ui::Card;

/// What each category has cost.
pub(super) fn categories(sums: &Sums, currency: Currency) -> impl IntoView + use<> {
    let row = |part: &Part<Category>| {
        view! {
            <tr>
                <th scope="row"><bdi>{part.of.label().to_owned()}</bdi></th>
                <td class="num" data-l="Messages">{counted(part.total.messages)}</td>
                <td class="num" data-l="Cost">{money(part.total.cost, currency)}</td>
                <td class="num" data-l="Share of the cost">{share(part.share, part.total.cost.0 != 0)}</td>
            </tr>
        }
    };
    let rows = sums.categories.iter().map(row).collect_view();
    let heads = ["Category", "Messages", "Cost", "Share of the cost"];
    view! { <Card id="categories" title="By category">{table("Charges by category", &heads, rows.into_any())}</Card> }
}

/// How many messages went where.
pub(super) fn markets(sums: &Sums, currency: Currency) -> impl IntoView + use<> {
    let row = |part: &Part<Market>| {
        view! {
            <tr>
                <th scope="row"><bdi>{part.of.to_string()}</bdi></th>
                <td class="num" data-l="Messages">{counted(part.total.messages)}</td>
                <td class="num" data-l="Share of the messages">{share(part.share, part.total.messages != 0)}</td>
                <td class="num" data-l="Cost">{money(part.total.cost, currency)}</td>
            </tr>
        }
    };
    let rows = sums.markets.iter().map(row).collect_view();
    let heads = ["Country or region", "Messages", "Share of the messages", "Cost"];
    view! { <Card id="markets" title="By country">{table("Messages by country", &heads, rows.into_any())}</Card> }
}

/// What each day has cost, by category; days without a charge are left out.
pub(super) fn days(sums: &Sums, currency: Currency) -> impl IntoView + use<> {
    let labels: Vec<String> = sums.categories.iter().map(|part| part.of.label().to_owned()).collect();
    let rows = sums.days.iter().filter(|day| day.total.messages != 0).map(|day| {
        let costs = day.costs.iter().zip(&labels).map(|(cost, label)| {
            view! { <td class="num" data-l=label.clone()>{money(*cost, currency)}</td> }
        });
        let costs = costs.collect_view();
        view! {
            <tr>
                <th scope="row">{day.day.to_words()}</th>
                <td class="num" data-l="Messages">{counted(day.total.messages)}</td>
                {costs}
                <td class="num" data-l="Cost">{money(day.total.cost, currency)}</td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    let mut heads = vec!["Day", "Messages"];
    heads.extend(labels.iter().map(String::as_str));
    heads.push("Cost");
    table("Cost by day", &heads, rows.into_any())
}

/// A table whose columns but for the first are figures.
fn table(name: &'static str, heads: &[&str], rows: AnyView) -> impl IntoView + use<> {
    let head = |(at, head): (usize, &&str)| {
        let class = (at != 0).then_some("num");
        view! { <th scope="col" class=class>{(*head).to_owned()}</th> }
    };
    let heads = heads.iter().enumerate().map(head).collect_view();
    view! {
        <div class="scroll" role="region" aria-label=name tabindex="0">
            <table class="table flow">
                <thead><tr>{heads}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}
