//! The filters: each choice is a link, so that one click applies it and the address can be shared.

use domain::channel::Shown;
use domain::list::{ActionFilter, ListQuery, PageAt, Sort};
use domain::meta::{MessagingLimit, QualityRating};
use domain::permission::{PaymentType, Permission};
use domain::state::ChannelState;
use domain::waba::AccountType;
use leptos::prelude::*;

use crate::ui::{FilterChoice, Glyph, bars_mark, filter, filter_choices, status_mark};

/// All filters, the sort order, and the way back to everything.
pub(super) fn filters(query: &ListQuery) -> impl IntoView + use<> {
    let base = ListQuery { page: PageAt::First, ..query.clone() };
    let state = ChannelState::ALL.iter().filter(|state| **state != ChannelState::Ended).map(|state| {
        let next = ListQuery { state: toggled(base.state, *state), ..base.clone() };
        option(&next, status_mark(state.tone(), state.label()).into_any(), base.state == Some(*state))
    });
    let quality =
        [QualityRating::Green, QualityRating::Yellow, QualityRating::Red, QualityRating::Unknown].map(|value| {
            let chosen = base.quality.as_ref() == Some(&value);
            let next = ListQuery { quality: (!chosen).then(|| value.clone()), ..base.clone() };
            option(&next, bars_mark((&value).into(), value.label().to_owned()).into_any(), chosen)
        });
    let limit = LIMITS.iter().map(|value| {
        let chosen = base.limit.as_ref() == Some(value);
        let next = ListQuery { limit: (!chosen).then(|| value.clone()), ..base.clone() };
        option(&next, value.label().to_owned().into_any(), chosen)
    });
    let permission = Permission::ALL.iter().map(|value| {
        let next = ListQuery { permission: toggled(base.permission, *value), ..base.clone() };
        option(&next, value.label().into_any(), base.permission == Some(*value))
    });
    let payment = PaymentType::ALL.iter().map(|value| {
        let next = ListQuery { payment: toggled(base.payment, *value), ..base.clone() };
        option(&next, value.label().into_any(), base.payment == Some(*value))
    });
    let account_type = AccountType::ALL.iter().map(|value| {
        let next = ListQuery { account_type: toggled(base.account_type, *value), ..base.clone() };
        option(&next, value.label().into_any(), base.account_type == Some(*value))
    });
    let action = ActionFilter::ALL.iter().map(|value| {
        let next = ListQuery { action: toggled(base.action, *value), ..base.clone() };
        option(&next, value.label().into_any(), base.action == Some(*value))
    });
    let shown = Shown::ALL.iter().map(|value| {
        let next = ListQuery { shown: *value, ..base.clone() };
        option(&next, value.label().into_any(), base.shown == *value)
    });
    let sort = Sort::ALL.iter().map(|value| {
        let next = ListQuery { sort: *value, ..base.clone() };
        option(&next, value.label().into_any(), base.sort == *value)
    });
    let ended = (base.shown == Shown::Ended).then(|| Shown::Ended.label().to_owned());
    view! {
        <div class="filters" role="group" aria-label="Filters">
            {filter("Status", base.state.map(|value| value.label().to_owned()), state.collect())}
            {filter("Quality", base.quality.as_ref().map(|value| value.label().to_owned()), quality.into())}
            {filter("Limit", base.limit.as_ref().map(|value| value.label().to_owned()), limit.collect())}
            {filter("Permission", base.permission.map(|value| value.label().to_owned()), permission.collect())}
            {filter("Payment", base.payment.map(|value| value.label().to_owned()), payment.collect())}
            {filter("Account type", base.account_type.map(|value| value.label().to_owned()), account_type.collect())}
            {filter("Action needed", base.action.map(|value| value.label().to_owned()), action.collect())}
            {filter("Show", ended, shown.collect())}
            {search_chip(&base)}
            {base.is_narrowed().then(|| view! { <a class="clear" href="/numbers">"Clear filters"</a> })}
            <details class="filter sort" name="f">
                <summary>{format!("Sort: {}", base.sort.label())}{Glyph::Down.view()}</summary>
                {filter_choices(sort.collect())}
            </details>
        </div>
    }
}

const LIMITS: &[MessagingLimit] = &[
    MessagingLimit::Tier250,
    MessagingLimit::Tier1K,
    MessagingLimit::Tier2K,
    MessagingLimit::Tier10K,
    MessagingLimit::Tier100K,
    MessagingLimit::Unlimited,
    MessagingLimit::Untiered,
];

fn toggled<T: PartialEq>(current: Option<T>, value: T) -> Option<T> {
    if current.as_ref() == Some(&value) { None } else { Some(value) }
}

fn option(next: &ListQuery, content: AnyView, chosen: bool) -> FilterChoice {
    FilterChoice { href: address(next), content, chosen }
}

/// The address of a view of the list.
pub(super) fn address(query: &ListQuery) -> String {
    let query = query.to_query_string();
    if query.is_empty() { "/numbers".to_owned() } else { format!("/numbers?{query}") }
}

fn search_chip(base: &ListQuery) -> Option<impl IntoView + use<>> {
    let text = base.search.trim().to_owned();
    if text.is_empty() {
        return None;
    }
    let href = address(&ListQuery { search: String::new(), ..base.clone() });
    Some(
        view! { <a class="chip" href=href>"Search"<b dir="auto">{text}</b><span class="vh">"Take the search away"</span>{Glyph::Close.view()}</a> },
    )
}
