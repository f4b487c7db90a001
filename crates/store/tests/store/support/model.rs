//! What the list has to show, computed the plain way from all channels.

use domain::account::Organisation;
use domain::channel::{ChannelCard, Shown};
use domain::list::{ActionFilter, ListQuery, PageAt, Sort};
use domain::prompt::Who;
use domain::search::words;
use store::Conn;
use store::channels::page::page;

/// A channel as the model knows it. Channels stand in the order in which they were added.
#[derive(Clone, Debug)]
pub struct Known {
    pub owner: Organisation,
    pub ended: bool,
    pub card: ChannelCard,
    pub words: Vec<String>,
    pub ids: Vec<String>,
    pub name_key: String,
    pub client_key: String,
}

impl Known {
    fn belongs_to(&self, organisation: Organisation) -> bool {
        match organisation {
            Organisation::Partner(partner) => self.owner.partner() == partner,
            Organisation::Client(..) => self.owner == organisation,
        }
    }

    fn passes(&self, query: &ListQuery) -> bool {
        let card = &self.card;
        self.ended == (query.shown == Shown::Ended)
            && query.state.is_none_or(|state| state == card.state)
            && query.quality.as_ref().is_none_or(|quality| *quality == card.quality)
            && query.limit.as_ref().is_none_or(|limit| Some(limit) == card.limit.as_ref())
            && query.permission.is_none_or(|permission| permission == card.permission)
            && query.payment.is_none_or(|payment| payment == card.payment)
            && query.account_type.is_none_or(|kind| kind == card.account_type)
            && query.action.is_none_or(|action| match action {
                ActionFilter::Anyone => !card.prompts.is_empty(),
                ActionFilter::Client => card.waits_for(Who::Client),
                ActionFilter::Partner => card.waits_for(Who::Partner),
                ActionFilter::Meta => card.waits_for(Who::Meta),
            })
    }

    /// Numbers by their beginning or their last digits, names and e-mail by the beginning of a word, ids exactly.
    fn is_found_by(&self, search: &str) -> bool {
        let text = search.trim();
        if text.is_empty() || self.ids.iter().any(|id| id == text) {
            return true;
        }
        let typed: String = text.chars().filter(char::is_ascii_digit).collect();
        let is_number = !typed.is_empty() && !text.contains(|c: char| c.is_alphabetic());
        let begins = |typed: &str| self.words.iter().any(|word| word.starts_with(typed));
        if is_number {
            let digits = self.card.number.digits();
            let anywhere = !text.starts_with('+');
            return digits.starts_with(&typed) || anywhere && (digits.ends_with(&typed) || begins(&typed));
        }
        let typed = words(text);
        !typed.is_empty() && typed.iter().all(|word| begins(word))
    }
}

/// All channels that the list shows on all of its pages, in its order.
pub fn expected(all: &[Known], organisation: Organisation, query: &ListQuery) -> Vec<ChannelCard> {
    let mut rows: Vec<&Known> = all
        .iter()
        .filter(|row| row.belongs_to(organisation) && row.passes(query) && row.is_found_by(&query.search))
        .collect();
    match query.sort {
        Sort::Newest | Sort::Oldest => {}
        Sort::Number | Sort::NumberDescending => rows.sort_by_key(|row| row.card.number.digits()),
        Sort::Name | Sort::NameDescending => rows.sort_by(|a, b| a.name_key.cmp(&b.name_key)),
        Sort::Client | Sort::ClientDescending => rows.sort_by(|a, b| a.client_key.cmp(&b.client_key)),
    }
    if matches!(query.sort, Sort::Newest | Sort::NumberDescending | Sort::NameDescending | Sort::ClientDescending) {
        rows.reverse();
    }
    rows.into_iter().map(|row| row.card.clone()).collect()
}

/// Turns over all pages, forward and then backward, and compares each with the model. Answers how many channels
/// there were.
pub async fn turn_over(
    conn: &mut Conn,
    all: &[Known],
    organisation: Organisation,
    query: &ListQuery,
    size: usize,
) -> usize {
    let rows = expected(all, organisation, query);
    let asked = format!("{organisation:?} ?{} in pages of {size}", query.to_query_string());
    let mut begin = 0;
    let mut at = PageAt::First;
    loop {
        let got =
            page(conn, organisation, &query.at(at), size).await.unwrap_or_else(|error| panic!("{asked}: {error}"));
        let end = rows.len().min(begin + size);
        assert_eq!(got.cards, rows[begin..end], "{asked}: forward, {begin}..{end} of {}", rows.len());
        assert_eq!((got.has_previous, got.has_next), (0 < begin, end < rows.len()), "{asked}: forward at {begin}");
        if !got.has_next {
            break;
        }
        at = PageAt::After(rows[end - 1].id.clone());
        begin = end;
    }
    while 0 < begin {
        let at = PageAt::Before(rows[begin].id.clone());
        let got =
            page(conn, organisation, &query.at(at), size).await.unwrap_or_else(|error| panic!("{asked}: {error}"));
        let start = begin.saturating_sub(size);
        assert_eq!(got.cards, rows[start..begin], "{asked}: backward, {start}..{begin} of {}", rows.len());
        assert_eq!((got.has_previous, got.has_next), (0 < start, true), "{asked}: backward at {begin}");
        begin = start;
    }
    rows.len()
}
