//! The page of the balance.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::load::{BalanceData, load_balance};
use crate::numbers::number::gone;
use crate::numbers::number::header::{Page, header};
use crate::numbers::number::page::{number_in_address, titled};
use crate::ui::blocks;

/// The balance of a number.
pub(crate) fn screen() -> AnyView {
    let (number, query) = (number_in_address(), use_query_map());
    let period = Memo::new(move |_| query.read().get_str("period").unwrap_or_default().to_owned());
    let page = Resource::new(
        move || (number.get(), period.get()),
        |(number, period)| async move { load_balance(number, period).await.map(BalanceData::in_page) },
    );
    let title = RwSignal::new(String::new());
    view! {
        <div class="page">
            <Transition>
                {move || Suspend::new(async move {
                    match page.await {
                        Ok(data) => {
                            let words = format!("Balance · {}", data.head.number);
                            titled(title, words, balance(data).into_any())
                        }
                        Err(error) => titled(title, gone::title(&error).to_owned(), gone::view(&error)),
                    }
                })}
            </Transition>
        </div>
    }
    .into_any()
}

fn balance(data: BalanceData) -> impl IntoView {
    view! {
        {header(&data.head, Page::Balance)}
        <div class="stack">{blocks(data.parts)}</div>
    }
}
