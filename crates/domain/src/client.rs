//! A client as its partner sees it among the others.

use serde::{Deserialize, Serialize};

use crate::closed_enum;
use crate::ids::ClientId;
use crate::list::percent_encode;
use crate::search::MAX_SEARCH;
use crate::state::Tone;

closed_enum! {
    /// How a client is, by its numbers, the most urgent first.
    pub enum ClientState {
        NeedsAction = "needs_action" => "Needs action",
        Ending = "ending" => "Ending",
        Active = "active" => "Active",
        Ended = "ended" => "Ended",
        NoNumbers = "no_numbers" => "No numbers yet",
    }
}

/// What the numbers of a client say together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Numbers {
    /// How many run, as far as they are counted.
    pub running: u32,
    /// Whether the client or the partner has to act for one of them.
    pub to_do: bool,
    /// Whether the subscription of one of them ends.
    pub ending: bool,
    /// Whether one of them has ended.
    pub ended: bool,
}

impl Numbers {
    /// The one word.
    pub const fn state(self) -> ClientState {
        match self {
            Self { to_do: true, .. } => ClientState::NeedsAction,
            Self { ending: true, .. } => ClientState::Ending,
            Self { running: 1.., .. } => ClientState::Active,
            Self { ended: true, .. } => ClientState::Ended,
            _ => ClientState::NoNumbers,
        }
    }
}

impl ClientState {
    /// How it is drawn.
    pub const fn tone(self) -> Tone {
        match self {
            Self::NeedsAction => Tone::Caution,
            Self::Ending => Tone::Progress,
            Self::Active => Tone::Positive,
            Self::Ended | Self::NoNumbers => Tone::Off,
        }
    }

    /// What it means, in a sentence.
    pub const fn explanation(self) -> &'static str {
        match self {
            Self::NeedsAction => "You or the client have to do something for at least one number.",
            Self::Ending => "The subscription of at least one number ends.",
            Self::Active => "The numbers run, and nobody has to do anything for them.",
            Self::Ended => "All numbers have ended.",
            Self::NoNumbers => "No WhatsApp Business Account is connected yet.",
        }
    }
}

/// Which page of the clients.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum ClientsAt {
    /// The first.
    #[default]
    First,
    /// The one that begins after this client.
    After(ClientId),
    /// The one that ends before this client.
    Before(ClientId),
}

/// Which clients, from where. All of it stands in the address; they are in the order of their names.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClientsQuery {
    /// What was typed into the search field.
    pub search: String,
    /// Page.
    pub page: ClientsAt,
}

impl ClientsQuery {
    /// Reads decoded `name`, `value` pairs of an address; what is not known is left out.
    pub fn read<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut query = Self::default();
        for (name, value) in pairs {
            match (name, ClientId::parse(value)) {
                ("q", _) => query.search = value.chars().take(MAX_SEARCH).collect(),
                ("after", Ok(id)) => query.page = ClientsAt::After(id),
                ("before", Ok(id)) => query.page = ClientsAt::Before(id),
                _ => {}
            }
        }
        query
    }

    /// The page that shows this.
    pub fn address(&self) -> String {
        let mut out = "/clients".to_owned();
        let mut add = |name: &str, value: &str| {
            out.push(if out.contains('?') { '&' } else { '?' });
            out.push_str(name);
            out.push('=');
            percent_encode(value, &mut out);
        };
        if !self.search.trim().is_empty() {
            add("q", self.search.trim());
        }
        match &self.page {
            ClientsAt::First => {}
            ClientsAt::After(id) => add("after", id.as_str()),
            ClientsAt::Before(id) => add("before", id.as_str()),
        }
        out
    }

    /// The same search at another page.
    #[must_use]
    pub fn at(&self, page: ClientsAt) -> Self {
        Self { page, search: self.search.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_client_is_what_its_numbers_are() {
        let one = Numbers { running: 1, ..Numbers::default() };
        for (numbers, state) in [
            (Numbers::default(), ClientState::NoNumbers),
            (Numbers { ended: true, ..Numbers::default() }, ClientState::Ended),
            (one, ClientState::Active),
            (Numbers { ended: true, ..one }, ClientState::Active),
            (Numbers { ending: true, ..one }, ClientState::Ending),
            (Numbers { ending: true, to_do: true, ..one }, ClientState::NeedsAction),
        ] {
            assert_eq!(numbers.state(), state, "{numbers:?}");
            assert!(state.explanation().ends_with('.'));
        }
    }

    #[test]
    fn a_view_of_the_clients_stands_in_its_address() {
        let id = ClientId::parse("abc").unwrap();
        for (query, address) in [
            (ClientsQuery::default(), "/clients"),
            (ClientsQuery { search: " Café & Co ".into(), page: ClientsAt::First }, "/clients?q=Caf%C3%A9%20%26%20Co"),
            (ClientsQuery { search: "a".into(), page: ClientsAt::After(id.clone()) }, "/clients?q=a&after=abc"),
            (ClientsQuery { search: String::new(), page: ClientsAt::Before(id.clone()) }, "/clients?before=abc"),
        ] {
            assert_eq!(query.address(), address);
        }
        let read = ClientsQuery::read([("q", "a"), ("after", "abc"), ("before", "not an id"), ("x", "y")]);
        assert_eq!(read, ClientsQuery { search: "a".into(), page: ClientsAt::After(id) });
    }
}
