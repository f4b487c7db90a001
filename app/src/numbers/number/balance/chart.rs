//! What each day has cost, as bars that are stacked by category, with the same as a table beneath.
//!
//! The bars are stretched to the width of the page, so all words stand around them in HTML, where they keep their size.

use domain::money::{Currency, Micros};
use domain::rates::Category;
use hub::balance::{OfDay, Part, Seen};
use leptos::prelude::*;

use super::draw::{counted, money};
use super::tables::days;

/// Height of the drawing.
const HEIGHT: i64 = 1_000;
/// Width of a day, and of its bar.
const DAY: i64 = 10;
const BAR: i64 = 8;

/// The chart with its table.
pub(super) fn chart(seen: &Seen) -> impl IntoView + use<> {
    let (sums, currency) = (&seen.sums, seen.currency);
    let highest = sums.days.iter().map(|day| day.total.cost.0).max().unwrap_or_default();
    let top = top(highest);
    let bars = sums.days.iter().zip(0..).map(|(day, at)| bar(day, at, top, &sums.categories, currency)).collect_view();
    let key = sums.categories.iter().map(|part| {
        let (class, label) = (class(&part.of), part.of.label().to_owned());
        view! { <li class=class><bdi>{label}</bdi>" "<b>{money(part.total.cost, currency)}</b></li> }
    });
    let key = key.collect_view();
    let width = DAY * i64::try_from(sums.days.len()).unwrap_or(1);
    let [first, last] = [seen.days.first, seen.days.last].map(|day| view! { <span>{day.to_words()}</span> });
    view! {
        <div>
            <figure class="chart">
                <figcaption><h3>"Cost by day"</h3><ul>{key}</ul></figcaption>
                <div class="scale" aria-hidden="true">
                    <span>{money(Micros(top), currency)}</span>
                    <span>{money(Micros(top / 2), currency)}</span>
                    <span>{money(Micros(0), currency)}</span>
                </div>
                <svg
                    role="img"
                    aria-label=sentence(seen)
                    viewBox=format!("0 0 {width} {HEIGHT}")
                    preserveAspectRatio="none"
                >
                    <path class="grid" d=format!("M0 0H{width}M0 {}H{width}", HEIGHT / 2)></path>
                    {bars}
                    <path class="zero" d=format!("M0 {HEIGHT}H{width}")></path>
                </svg>
                <div class="days" aria-hidden="true">{first}{last}</div>
            </figure>
            <details>
                <summary>"The same as a table"</summary>
                {days(sums, currency)}
            </details>
        </div>
    }
}

/// What the chart shows, for whoever does not see it.
fn sentence(seen: &Seen) -> String {
    let sums = &seen.sums;
    let money = |amount| money(amount, seen.currency);
    let mut words = format!(
        "Cost by day from {} to {}: {} for {} messages",
        seen.days.first.to_words(),
        seen.days.last.to_words(),
        money(sums.total.cost),
        counted(sums.total.messages)
    );
    if let Some(highest) = sums.days.iter().max_by_key(|day| day.total.cost) {
        words.push_str(&format!(", the most on {} with {}", highest.day.to_words(), money(highest.total.cost)));
    }
    for part in &sums.categories {
        words.push_str(&format!("; {} {}", part.of.label(), money(part.total.cost)));
    }
    words.push_str(". The table beneath says the same.");
    words
}

/// The bar of a day.
fn bar(day: &OfDay, at: i64, top: i64, categories: &[Part<Category>], currency: Currency) -> Option<AnyView> {
    if day.total.cost.0 == 0 {
        return None;
    }
    let mut title = format!("{}: {}", day.day.to_words(), money(day.total.cost, currency));
    let mut below = 0;
    let mut pieces = Vec::new();
    for (cost, part) in day.costs.iter().zip(categories).filter(|(cost, _)| cost.0 != 0) {
        title.push_str(&format!("; {} {}", part.of.label(), money(*cost, currency)));
        let (floor, ceiling) = (height(below, top), height(below.saturating_add(cost.0), top));
        below = below.saturating_add(cost.0);
        let (x, y) = (at * DAY + (DAY - BAR) / 2, HEIGHT - ceiling);
        pieces.push(view! { <rect class=class(&part.of) x=x y=y width=BAR height=ceiling - floor></rect> });
    }
    Some(view! { <g><title>{title}</title>{pieces}</g> }.into_any())
}

/// How high an amount stands where the drawing ends at `top`.
fn height(amount: i64, top: i64) -> i64 {
    let height = i128::from(amount) * i128::from(HEIGHT) / i128::from(top.max(1));
    i64::try_from(height).unwrap_or(HEIGHT)
}

/// Where the drawing ends: the first of 1, 2, 5, 10, 20, 50… that nothing is higher than. Its half is a whole number.
fn top(highest: i64) -> i64 {
    let mut ten = 10_i64;
    loop {
        for step in [1, 2, 5] {
            match ten.checked_mul(step) {
                Some(top) if top < highest => {}
                Some(top) => return top,
                None => return i64::MAX,
            }
        }
        let Some(next) = ten.checked_mul(10) else { return i64::MAX };
        ten = next;
    }
}

/// The class by which a category has its colour.
const fn class(category: &Category) -> &'static str {
    match category {
        Category::Marketing => "series-1",
        Category::Utility => "series-2",
        Category::Authentication => "series-3",
        Category::Service => "series-4",
        Category::MarketingLite => "series-5",
        Category::AuthenticationInternational => "series-6",
        Category::Referral => "series-7",
        Category::Other(_) => "series-8",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_drawing_ends_at_a_round_amount() {
        for (highest, end) in [
            (0, 10),
            (10, 10),
            (11, 20),
            (45_600, 50_000),
            (50_001, 100_000),
            (1_498_700, 2_000_000),
            (i64::MAX, i64::MAX),
        ] {
            assert_eq!(top(highest), end, "{highest}");
        }
    }

    #[test]
    fn heights_are_in_proportion() {
        assert_eq!([0, 25, 50, 100].map(|amount| height(amount, 100)), [0, 250, 500, 1_000]);
        assert_eq!(height(i64::MAX, i64::MAX), HEIGHT);
    }
}
