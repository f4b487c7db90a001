//! What the accounts page was asked for. All of it stands in the address, so that a view can be shared.

use serde::{Deserialize, Serialize};

use crate::channel::Shown;
use crate::closed_enum;
use crate::ids::ChannelId;
use crate::meta::{MessagingLimit, QualityRating};
use crate::permission::{PaymentType, Permission};
use crate::state::ChannelState;
use crate::waba::AccountType;

closed_enum! {
    /// By whom an action is needed.
    pub enum ActionFilter {
        Anyone = "any" => "Anyone",
        Client = "client" => "Client",
        Partner = "partner" => "Partner",
        Meta = "meta" => "Meta",
    }
}

closed_enum! {
    /// Order of the list.
    pub enum Sort {
        Newest = "newest" => "Newest first",
        Oldest = "oldest" => "Oldest first",
        Number = "number" => "Number",
        NumberDescending = "-number" => "Number, descending",
        Name = "name" => "Display name, A to Z",
        NameDescending = "-name" => "Display name, Z to A",
        Client = "client" => "Client, A to Z",
        ClientDescending = "-client" => "Client, Z to A",
    }
}

impl Sort {
    /// The same column the other way round.
    pub const fn reversed(self) -> Self {
        match self {
            Self::Newest => Self::Oldest,
            Self::Oldest => Self::Newest,
            Self::Number => Self::NumberDescending,
            Self::NumberDescending => Self::Number,
            Self::Name => Self::NameDescending,
            Self::NameDescending => Self::Name,
            Self::Client => Self::ClientDescending,
            Self::ClientDescending => Self::Client,
        }
    }
}

/// Which page of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum PageAt {
    /// The first.
    #[default]
    First,
    /// The one that begins after this channel.
    After(ChannelId),
    /// The one that ends before this channel.
    Before(ChannelId),
}

/// Which channels, in which order, from where.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ListQuery {
    /// What was typed into the search field.
    pub search: String,
    /// Only this state.
    pub state: Option<ChannelState>,
    /// Only this quality rating.
    pub quality: Option<QualityRating>,
    /// Only this messaging limit.
    pub limit: Option<MessagingLimit>,
    /// Only this permission.
    pub permission: Option<Permission>,
    /// Only this payment type.
    pub payment: Option<PaymentType>,
    /// Only this account type.
    pub account_type: Option<AccountType>,
    /// Only where somebody has to act.
    pub action: Option<ActionFilter>,
    /// Running or ended ones.
    pub shown: Shown,
    /// Order.
    pub sort: Sort,
    /// Page.
    pub page: PageAt,
}

impl Default for ListQuery {
    fn default() -> Self {
        Self {
            search: String::new(),
            state: None,
            quality: None,
            limit: None,
            permission: None,
            payment: None,
            account_type: None,
            action: None,
            shown: Shown::Open,
            sort: Sort::Newest,
            page: PageAt::First,
        }
    }
}

/// A query together with what could not be understood in the address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadQuery {
    /// The query.
    pub query: ListQuery,
    /// `name=value` pairs that were left out because their value is not known.
    pub ignored: Vec<String>,
}

impl ListQuery {
    /// Reads decoded `name`, `value` pairs of an address. A value that is not known is left out and named.
    pub fn read<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> ReadQuery {
        let mut read = ReadQuery::default();
        for (name, value) in pairs.into_iter().filter(|(_, value)| !value.is_empty()) {
            let query = &mut read.query;
            let known = match name {
                "q" => {
                    query.search = value.chars().take(crate::search::MAX_SEARCH).collect();
                    true
                }
                "state" => set(&mut query.state, ChannelState::from_code(value)),
                "quality" => set(&mut query.quality, known(QualityRating::from(value), QualityRating::KNOWN)),
                "limit" => set(&mut query.limit, known(MessagingLimit::from(value), MessagingLimit::KNOWN)),
                "permission" => set(&mut query.permission, Permission::from_code(value)),
                "payment" => set(&mut query.payment, PaymentType::from_code(value)),
                "type" => set(&mut query.account_type, AccountType::from_code(value)),
                "action" => set(&mut query.action, ActionFilter::from_code(value)),
                "shown" => replace(&mut query.shown, Shown::from_code(value)),
                "sort" => replace(&mut query.sort, Sort::from_code(value)),
                "after" => replace(&mut query.page, ChannelId::parse(value).ok().map(PageAt::After)),
                "before" => replace(&mut query.page, ChannelId::parse(value).ok().map(PageAt::Before)),
                _ => true,
            };
            if !known {
                read.ignored.push(format!("{name}={}", value.chars().take(40).collect::<String>()));
            }
        }
        read
    }

    /// The address query without the leading `?`, percent-encoded; defaults are left out.
    pub fn to_query_string(&self) -> String {
        let mut out = String::new();
        let mut add = |name: &str, value: &str| {
            if !out.is_empty() {
                out.push('&');
            }
            out.push_str(name);
            out.push('=');
            percent_encode(value, &mut out);
        };
        if !self.search.is_empty() {
            add("q", &self.search);
        }
        if let Some(state) = self.state {
            add("state", state.code());
        }
        if let Some(quality) = &self.quality {
            add("quality", quality.code());
        }
        if let Some(limit) = &self.limit {
            add("limit", limit.code());
        }
        if let Some(permission) = self.permission {
            add("permission", permission.code());
        }
        if let Some(payment) = self.payment {
            add("payment", payment.code());
        }
        if let Some(account_type) = self.account_type {
            add("type", account_type.code());
        }
        if let Some(action) = self.action {
            add("action", action.code());
        }
        if self.shown != Shown::Open {
            add("shown", self.shown.code());
        }
        if self.sort != Sort::Newest {
            add("sort", self.sort.code());
        }
        match &self.page {
            PageAt::First => {}
            PageAt::After(id) => add("after", id.as_str()),
            PageAt::Before(id) => add("before", id.as_str()),
        }
        out
    }

    /// The same view at another page.
    pub fn at(&self, page: PageAt) -> Self {
        Self { page, ..self.clone() }
    }

    /// Whether anything narrows the list.
    pub fn is_narrowed(&self) -> bool {
        let Self { search, state, quality, limit, permission, payment, account_type, action, shown, sort: _, page: _ } =
            self;
        !search.trim().is_empty()
            || state.is_some()
            || quality.is_some()
            || limit.is_some()
            || permission.is_some()
            || payment.is_some()
            || account_type.is_some()
            || action.is_some()
            || *shown != Shown::Open
    }
}

fn set<T>(slot: &mut Option<T>, value: Option<T>) -> bool {
    let known = value.is_some();
    if known {
        *slot = value;
    }
    known
}

fn replace<T>(slot: &mut T, value: Option<T>) -> bool {
    match value {
        Some(value) => {
            *slot = value;
            true
        }
        None => false,
    }
}

fn known<T: PartialEq>(value: T, all: &[T]) -> Option<T> {
    all.contains(&value).then_some(value)
}

/// Writes a value into an address query (RFC 3986: everything but unreserved characters is encoded).
pub fn percent_encode(value: &str, out: &mut String) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            out.push(char::from(byte));
        } else {
            out.push('%');
            out.push(char::from(HEX[usize::from(byte >> 4)]));
            out.push(char::from(HEX[usize::from(byte & 15)]));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn full() -> ListQuery {
        ListQuery {
            search: "Café & Co".into(),
            state: Some(ChannelState::Banned),
            quality: Some(QualityRating::Red),
            limit: Some(MessagingLimit::Tier10K),
            permission: Some(Permission::Missing),
            payment: Some(PaymentType::Direct),
            account_type: Some(AccountType::OnBehalf),
            action: Some(ActionFilter::Client),
            shown: Shown::Ended,
            sort: Sort::NameDescending,
            page: PageAt::After(ChannelId::parse("abcCH").unwrap()),
        }
    }

    #[test]
    fn an_address_holds_the_whole_view() {
        let text = full().to_query_string();
        assert_eq!(
            text,
            "q=Caf%C3%A9%20%26%20Co&state=banned&quality=RED&limit=TIER_10K&permission=missing&payment=direct&type=obo&action=client&shown=ended&sort=-name&after=abcCH"
        );
        let decoded = text.replace("%C3%A9", "é").replace("%20", " ");
        let pairs: Vec<(String, String)> = decoded
            .split('&')
            .filter_map(|pair| pair.split_once('='))
            .map(|(name, value)| (name.to_owned(), value.replace("%26", "&")))
            .collect();
        let read = ListQuery::read(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())));
        assert_eq!(read, ReadQuery { query: full(), ignored: Vec::new() });
    }

    #[test]
    fn defaults_leave_the_address_empty() {
        assert_eq!(ListQuery::default().to_query_string(), "");
        assert!(!ListQuery::default().is_narrowed());
        assert!(full().is_narrowed());
    }

    #[test]
    fn unknown_values_are_left_out_and_named() {
        let read = ListQuery::read([
            ("state", "flying"),
            ("quality", "PURPLE"),
            ("after", "../etc"),
            ("utm", "x"),
            ("sort", ""),
        ]);
        assert_eq!(read.query, ListQuery::default());
        assert_eq!(read.ignored, ["state=flying", "quality=PURPLE", "after=../etc"]);
    }
}
