//! The data that the figures are measured on, made by SQL inside the database. What a row holds comes from the
//! rules of `domain`: SQL only multiplies and numbers it.

pub mod kinds;
pub mod maker;
#[cfg(test)]
mod tests;
mod words;

use domain::ids::ChannelId;
use domain::list::{ListQuery, PageAt};
use domain::permission::PaymentType;
use domain::state::ChannelState;

/// Which of the 1,000 kinds of numbers a partner has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mix {
    /// As partners have them: most numbers ask for nothing.
    Ordinary,
    /// Each number asks somebody for something.
    AllWithPrompts,
}

impl Mix {
    /// The first kind and how many kinds there are.
    pub const fn kinds(self) -> (i64, i64) {
        match self {
            Mix::Ordinary => (0, 1000),
            Mix::AllWithPrompts => (780, 220),
        }
    }
}

/// A partner with its channels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Portfolio {
    /// Row number, which also is where the row numbers of its channels begin.
    pub partner: i64,
    /// Public id.
    pub id: &'static str,
    /// How many channels.
    pub channels: i64,
    /// Which.
    pub mix: Mix,
}

impl Portfolio {
    /// E-mail address of the person who sees it.
    pub fn email(&self) -> String {
        format!("{}@example.com", self.id.to_ascii_lowercase())
    }

    /// Row number of the channel that was connected as the `index`th, from 0.
    pub const fn row(&self, index: i64) -> i64 {
        self.partner * 10_000_000 + index + 1
    }

    /// Public id of the channel that was connected as the `index`th, from 0.
    pub fn channel_id(&self, index: i64) -> Option<ChannelId> {
        let digits = (self.row(index) * 2_654_435_761) % 10_000_000_000;
        ChannelId::parse(&format!("{digits:010}CH")).ok()
    }
}

/// What is promised of a view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Promise {
    /// The ratio of medians is at most 1.5.
    SameTime,
    /// Shown for what it is: the list is walked until the page is full.
    None,
}

/// A way to look at the list that has a figure of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    /// As the page opens.
    First,
    /// Nine tenths down the list.
    Deep,
    /// A filter that one channel in 100,000 passes.
    RareFilter,
    /// A filter that every second channel passes.
    CommonFilter,
    /// A search that finds nothing.
    NoHit,
    /// A word that three channels in ten have.
    ManyHits,
    /// The beginning of three numbers in ten.
    ManyNumbers,
    /// The beginning of many different words.
    ManyWords,
}

impl View {
    /// Every view.
    pub const ALL: [View; 8] = [
        View::First,
        View::Deep,
        View::RareFilter,
        View::CommonFilter,
        View::NoHit,
        View::ManyHits,
        View::ManyNumbers,
        View::ManyWords,
    ];

    /// What it is called in the table.
    pub const fn label(self) -> &'static str {
        match self {
            View::First => "first page",
            View::Deep => "page deep in the list",
            View::RareFilter => "filter, 1 in 100,000",
            View::CommonFilter => "filter, 1 in 2",
            View::NoHit => "search without a hit",
            View::ManyHits => "search, 3 in 10, one word",
            View::ManyNumbers => "search, 3 in 10, number",
            View::ManyWords => "search, 1 in 30, many words",
        }
    }

    /// Whether the hub promises that it takes as long however many channels there are.
    pub const fn promise(self) -> Promise {
        match self {
            View::ManyWords => Promise::None,
            _ => Promise::SameTime,
        }
    }

    /// The query for this portfolio.
    pub fn query(self, portfolio: &Portfolio) -> ListQuery {
        let all = ListQuery::default();
        match self {
            View::First => all,
            View::Deep => {
                let at = portfolio.channel_id(portfolio.channels / 10).map_or(PageAt::First, PageAt::After);
                ListQuery { page: at, ..all }
            }
            View::RareFilter => ListQuery { state: Some(ChannelState::Banned), ..all },
            View::CommonFilter => ListQuery { payment: Some(PaymentType::Direct), ..all },
            View::NoHit => ListQuery { search: "zanzibar".to_owned(), ..all },
            View::ManyHits => ListQuery { search: "nordlicht".to_owned(), ..all },
            View::ManyNumbers => ListQuery { search: "+49".to_owned(), ..all },
            View::ManyWords => ListQuery { search: "va".to_owned(), ..all },
        }
    }
}
