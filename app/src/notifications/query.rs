//! What the notifications page was asked for; all of it stands in the address.

use domain::closed_enum;
use domain::event::EventKind;
use domain::ids::EventId;

closed_enum! {
    /// Which notifications by whether they are read.
    pub enum Show {
        All = "all" => "All",
        Unread = "unread" => "Unread",
    }
}

/// Which notifications, from where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct NotesQuery {
    /// Read ones too, or not.
    pub(super) show: Show,
    /// Only this kind.
    pub(super) kind: Option<EventKind>,
    /// Only older ones than this.
    pub(super) after: Option<EventId>,
}

impl NotesQuery {
    /// Reads decoded `name`, `value` pairs of an address. What is not known is left out.
    pub(super) fn read<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut query = Self { show: Show::All, kind: None, after: None };
        for (name, value) in pairs {
            match name {
                "show" => query.show = Show::from_code(value).unwrap_or(query.show),
                "kind" => query.kind = EventKind::from_code(value).or(query.kind),
                "after" => query.after = EventId::parse(value).ok().or(query.after),
                _ => {}
            }
        }
        query
    }

    /// What follows the `?` of the address; defaults are left out. No value needs encoding.
    pub(super) fn to_query_string(&self) -> String {
        let show = (self.show != Show::All).then(|| format!("show={}", self.show));
        let kind = self.kind.map(|kind| format!("kind={kind}"));
        let after = self.after.as_ref().map(|after| format!("after={after}"));
        [show, kind, after].into_iter().flatten().collect::<Vec<_>>().join("&")
    }

    /// The address of this view.
    pub(super) fn address(&self) -> String {
        let query = self.to_query_string();
        if query.is_empty() { "/notifications".to_owned() } else { format!("/notifications?{query}") }
    }

    /// The same choice from its beginning.
    pub(super) fn newest(&self) -> Self {
        Self { after: None, ..self.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_holds_the_whole_view() {
        let query = NotesQuery::read([("show", "unread"), ("kind", "token_refused"), ("after", "abcEV")]);
        assert_eq!(query.address(), "/notifications?show=unread&kind=token_refused&after=abcEV");
        assert_eq!(query.newest().address(), "/notifications?show=unread&kind=token_refused");
    }

    #[test]
    fn what_is_not_known_is_left_out() {
        let query = NotesQuery::read([("show", "some"), ("kind", "party"), ("after", "../x"), ("utm", "y")]);
        assert_eq!(query.address(), "/notifications");
    }
}
