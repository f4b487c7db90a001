//! The page of the balance as the server draws it.

use domain::account::OrganisationKind;
use domain::money::{Currency, Micros};
use domain::period::Period;
use domain::state::Tone;
use hub::balance::{Balance, COUNTED, Seen};
use leptos::prelude::*;

use super::chart::chart;
use super::tables::{categories, markets};
use crate::numbers::number::Head;
use crate::ui::{Card, EmptyState, Fact, Facts, Glyph, LinkButton, LinkTarget, Markup, Notice};

/// What stands below the head.
pub(super) fn parts(head: &Head, period: Period, balance: &Balance) -> Vec<Markup> {
    match balance {
        Balance::OfPartner => vec![Markup::of(of_partner(head.viewer))],
        Balance::OfNumber(seen) => of_number(&head.id, period, seen),
    }
}

fn of_partner(viewer: OrganisationKind) -> impl IntoView + use<> {
    let text = match viewer {
        OrganisationKind::Partner => {
            "You pay for this number, so its messages are charged to the balance that all of your numbers share. A page of \
             its own is for direct billing, where the client pays for the number itself."
        }
        OrganisationKind::Client => {
            "Your partner pays for this number, so its messages are charged to the partner's shared balance. A page of its \
             own is for direct billing, where you pay for the number yourself."
        }
    };
    view! { <EmptyState glyph=Glyph::Info title="This number draws on the partner's shared balance" text/> }
}

fn of_number(number: &str, period: Period, seen: &Seen) -> Vec<Markup> {
    let mut parts = vec![Markup::of(funds(seen)), Markup::of(periods(number, period, seen))];
    if seen.sums.total.messages == 0 {
        parts.push(Markup::of(nothing(seen)));
        return parts;
    }
    parts.push(Markup::of(charges(seen)));
    parts.push(Markup::of(categories(&seen.sums, seen.currency)));
    parts.push(Markup::of(markets(&seen.sums, seen.currency)));
    parts
}

/// What is left.
fn funds(seen: &Seen) -> impl IntoView + use<> {
    let (left, _) = seen.balance.round_down();
    let held = (0 < seen.held).then(|| held(seen.held));
    let left_in_words = left.display(seen.currency);
    let below = (left.0 < 0).then(|| view! { <p>"It is below zero: this much is owed."</p> });
    view! {
        <Card id="balance" title="Balance">
            <div>
                <p class="sum-up">{left_in_words}</p>
                {below}
                <p class="muted">
                    "The prepaid funds of this number, rounded down to whole cents. Charges are approximate until Meta's invoice: each delivery is priced by Meta's published rates."
                </p>
                {held}
            </div>
        </Card>
    }
}

fn held(held: usize) -> impl IntoView + use<> {
    let words = match held {
        1 => "1 delivery is held.".to_owned(),
        COUNTED.. => format!("{COUNTED} deliveries or more are held."),
        held => format!("{held} deliveries are held."),
    };
    view! {
        <Notice tone=Tone::Caution>
            <p>
                <b>{words}</b>
                " There is no rate for where they went or for their category yet, so they are in none of these figures. They are charged once whoever runs this hub has imported a rate for them."
            </p>
        </Notice>
    }
}

/// The choice of the period, and the same as a file.
fn periods(number: &str, period: Period, seen: &Seen) -> impl IntoView + use<> {
    let page = format!("/numbers/{number}/balance");
    let file = format!("{page}.csv?period={period}");
    let links = Period::ALL.iter().map(|other| {
        let current = (*other == period).then_some("true");
        let href = format!("{page}?period={other}");
        view! { <li><a href=href aria-current=current>{other.label()}</a></li> }
    });
    let links = links.collect_view();
    let download = (seen.sums.total.messages != 0).then(|| {
        view! { <LinkButton href=file target=LinkTarget::Server>{Glyph::Download.view()}"Download CSV"</LinkButton> }
    });
    let (days, zone) = (in_words(seen), seen.zone);
    view! {
        <div class="periods">
            <nav aria-label="Period"><ul>{links}</ul></nav>
            {download}
            <p class="muted">{days}". Days are those of the account's time zone, "{zone}"."</p>
        </div>
    }
}

/// What was charged, in sum and day by day.
fn charges(seen: &Seen) -> impl IntoView + use<> {
    let total = seen.sums.total;
    let before = money(seen.before.cost, seen.currency);
    let growth = match seen.growth {
        None => "Nothing to compare with".to_owned(),
        Some(growth) if growth < 0 => format!("−{} %", growth.unsigned_abs()),
        Some(growth) => format!("+{growth} %"),
    };
    let (count, messages_before) = (seen.days.count(), counted(seen.before.messages));
    let (cost, chart) = (money(total.cost, seen.currency), chart(seen));
    view! {
        <Card id="charges" title="Charges">
            <Facts>
                <Fact label="Total">{cost}</Fact>
                <Fact label="Messages">{counted(total.messages)}</Fact>
                <Fact label="As many days before">
                    {before}<small>{growth}" · "{messages_before}" messages in the "{count}" days before"</small>
                </Fact>
            </Facts>
            {chart}
        </Card>
    }
}

fn nothing(seen: &Seen) -> impl IntoView + use<> {
    let title = format!("Nothing was charged, {}", in_words(seen));
    let text = "Here will stand what messages have cost, by day, category and country, as soon as the first one that Meta \
                bills is delivered. Charges are approximate until Meta's invoice.";
    view! { <EmptyState glyph=Glyph::List title text/> }
}

fn in_words(seen: &Seen) -> String {
    if seen.days.first == seen.days.last {
        return seen.days.first.to_words();
    }
    format!("{} to {}", seen.days.first.to_words(), seen.days.last.to_words())
}

/// An amount, exactly.
pub(super) fn money(amount: Micros, currency: Currency) -> String {
    amount.display(currency)
}

/// A number of messages in groups of three: `12,345`.
pub(super) fn counted(messages: u64) -> String {
    let digits = messages.to_string();
    let groups = digits.as_bytes().rchunks(3).rev().map(String::from_utf8_lossy);
    groups.collect::<Vec<_>>().join(",")
}

/// A share; what is there is never told as none.
pub(super) fn share(share: i64, is_there: bool) -> String {
    if share == 0 && is_there { "under 1 %".to_owned() } else { format!("{share} %") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_grouped() {
        let counts = [(0, "0"), (999, "999"), (1_000, "1,000"), (1_234_567, "1,234,567")];
        for (count, text) in counts {
            assert_eq!(counted(count), text);
        }
    }
}
