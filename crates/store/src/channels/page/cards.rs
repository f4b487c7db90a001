//! How the cards of a page come out of the database.

use domain::channel::ChannelCard;
use domain::ids::ChannelId;
use domain::list::Sort;

use crate::sql::Sql;
use crate::{Conn, StoreError};

/// The cards of a page in one text, in the order in which they were read; `None`: there are none. On SQLite each row
/// is handed from one thread to another, which costs more than the row.
pub(super) struct Cards(Option<String>);

/// Stands between two cards. A card is JSON, which holds control characters only escaped.
const BETWEEN: char = '\u{1e}';

impl Cards {
    /// Runs a query that [`begin`] began.
    pub(super) async fn read(conn: &mut Conn, sql: Sql) -> Result<Self, StoreError> {
        let answer: Vec<(Option<String>,)> = sql.all(conn).await?;
        Ok(Self(answer.into_iter().next().and_then(|(text,)| text)))
    }

    pub(super) fn none() -> Self {
        Self(None)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().flat_map(|text| text.split(BETWEEN))
    }

    pub(super) fn count(&self) -> usize {
        self.iter().count()
    }
}

/// A card as it is stored. Two that say the same are the same text, so what is drawn from one can be kept by it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredCard(Box<str>);

impl StoredCard {
    pub(super) fn new(text: &str) -> Self {
        Self(text.into())
    }

    /// The text itself.
    pub fn text(&self) -> &str {
        &self.0
    }

    /// The channel's id, with which a card begins.
    ///
    /// # Errors
    /// The text is no card.
    pub fn id(&self) -> Result<ChannelId, StoreError> {
        let id = self.0.strip_prefix("{\"i\":\"").and_then(|rest| rest.split_once('"'));
        match id.map(|(id, _)| ChannelId::parse(id)) {
            Some(Ok(id)) => Ok(id),
            _ => self.read().map(|card| card.id),
        }
    }

    /// The card.
    ///
    /// # Errors
    /// The text is none.
    pub fn read(&self) -> Result<ChannelCard, StoreError> {
        read_card(&self.0, "a page of channels", 0)
    }
}

/// Reads the card of a row. One that cannot be read is named by how it begins, which is the channel's id.
pub(in crate::channels) fn read_card(text: &str, table: &'static str, row: i64) -> Result<ChannelCard, StoreError> {
    serde_json::from_str(text).map_err(|error| {
        let beginning: String = text.chars().take(24).collect();
        StoreError::Inconsistent { table, row, what: format!("{error} in `{beginning}`") }
    })
}

macro_rules! cards_by {
    ($order:literal $(, $columns:literal)?) => {
        concat!("select string_agg(r.card, '\u{1e}' order by ", $order, ") from (select c.card, c.n", $($columns)?)
    };
}

/// The beginning of a query that answers [`Cards`]; ` from … c` comes next, and `keyset` last.
pub(super) fn begin(sort: Sort) -> Sql {
    Sql::new(match sort {
        Sort::Newest => cards_by!("r.n desc"),
        Sort::Oldest => cards_by!("r.n"),
        Sort::Number => cards_by!("r.digits, r.n", ", c.digits"),
        Sort::NumberDescending => cards_by!("r.digits desc, r.n desc", ", c.digits"),
        Sort::Name => cards_by!("r.name_key, r.n", ", c.name_key"),
        Sort::NameDescending => cards_by!("r.name_key desc, r.n desc", ", c.name_key"),
        Sort::Client => cards_by!("r.client_key, r.n", ", c.client_key"),
        Sort::ClientDescending => cards_by!("r.client_key desc, r.n desc", ", c.client_key"),
    })
}
