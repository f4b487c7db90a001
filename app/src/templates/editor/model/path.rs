//! Paths of fields.

/// Whose part a field is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Place {
    /// The message itself.
    Message,
    /// A card of its carousel.
    Card(usize),
}

impl Place {
    /// The path of a field that stands there.
    pub(in super::super) fn path(self, field: &str) -> String {
        match self {
            Self::Message => field.to_owned(),
            Self::Card(index) => format!("carousel[{index}].{field}"),
        }
    }
}

/// The place of a field, and its path there.
pub(super) fn place(path: &str) -> (Place, &str) {
    match indexed(path, "carousel") {
        Some((index, rest)) if !rest.is_empty() => (Place::Card(index), rest),
        _ => (Place::Message, path),
    }
}

/// `buttons[3].url` is `(3, "url")` of `buttons`.
pub(super) fn indexed<'a>(path: &'a str, name: &str) -> Option<(usize, &'a str)> {
    let (index, rest) = path.strip_prefix(name)?.strip_prefix('[')?.split_once(']')?;
    let rest = if rest.is_empty() { rest } else { rest.strip_prefix('.')? };
    Some((index.parse().ok()?, rest))
}

/// The id of the control with this path.
pub(in super::super) fn id_of(path: &str) -> String {
    let sign = |c: char| if c.is_ascii_alphanumeric() || c == '_' { c } else { '-' };
    format!("f-{}", path.chars().map(sign).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_taken_apart() {
        assert_eq!(place("carousel[2].buttons[0].url"), (Place::Card(2), "buttons[0].url"));
        assert_eq!(place("carousel[2]"), (Place::Message, "carousel[2]"));
        assert_eq!(indexed("buttons[10].apps[1]", "buttons"), Some((10, "apps[1]")));
        for wrong in ["buttons", "buttons[", "buttons[x].url", "buttons[1]url", "buttons[-1].url"] {
            assert_eq!(indexed(wrong, "buttons"), None, "{wrong}");
        }
        assert_eq!(id_of("carousel[2].buttons[0].url"), "f-carousel-2--buttons-0--url");
    }
}
