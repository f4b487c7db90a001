//! Search over channels: numbers by their beginning or their last digits, names and e-mail addresses by the
//! beginning of a word, ids exactly.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Folds case and marks: `Café` and `CAFE` are the same word, and so are `οδός` and `ΟΔΟΣ`, whose sigma has another
/// form at the end. Marks of scripts that spell vowels with them (Arabic, Devanagari, Thai) fall away on both sides
/// alike.
pub fn fold(text: &str) -> String {
    let folded = text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase);
    folded.map(|c| if c == 'ς' { 'σ' } else { c }).collect()
}

/// The words of a text, folded.
pub fn words(text: &str) -> Vec<String> {
    fold(text).split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// What a channel is found by.
#[derive(Clone, Copy, Debug)]
pub struct Searchable<'a> {
    /// Digits of the number, country code first.
    pub digits: &'a str,
    /// Display name, client's name and legal name, e-mail address, account name.
    pub texts: &'a [&'a str],
    /// Ids of the channel, its account and its client, the hub's and Meta's.
    pub ids: &'a [&'a str],
}

/// Terms of the inverted index. The first letter is the kind: `w` word, `n` number, `r` number reversed, `i` id.
pub fn terms(searchable: Searchable<'_>) -> Vec<String> {
    let mut terms: Vec<String> =
        searchable.texts.iter().flat_map(|text| words(text)).map(|word| format!("w{word}")).collect();
    terms.push(format!("n{}", searchable.digits));
    terms.push(format!("r{}", searchable.digits.chars().rev().collect::<String>()));
    terms.extend(searchable.ids.iter().map(|id| format!("i{id}")));
    terms.sort_unstable();
    terms.dedup();
    terms
}

/// The folded words of a channel with a space on each side, so that ` caf` finds the beginning of a word.
pub fn word_line(texts: &[&str]) -> String {
    let mut all: Vec<String> = texts.iter().flat_map(|text| words(text)).collect();
    all.sort_unstable();
    all.dedup();
    format!(" {} ", all.join(" "))
}

/// One way to match the index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TermMatch {
    /// Every term that begins with this.
    Prefix(String),
    /// This term.
    Exact(String),
}

/// What was typed into the search field, understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchPlan {
    /// A channel is found when one of these matches; for a beginning …
    pub any: Vec<TermMatch>,
    /// … each of these has to be the beginning of one of its words too. An id that is typed whole may hold `-` and
    /// `_`, and is not words.
    pub all: Vec<String>,
    /// The digits, when a number was typed.
    pub digits: Option<String>,
}

/// Most characters of a search that are looked at.
pub const MAX_SEARCH: usize = 100;

impl SearchPlan {
    /// Reads what was typed; `None` when there is nothing to search for.
    pub fn parse(text: &str) -> Option<Self> {
        let text: String = text.trim().chars().take(MAX_SEARCH).collect();
        if text.is_empty() {
            return None;
        }
        let id = (!text.contains(char::is_whitespace)).then(|| TermMatch::Exact(format!("i{text}")));
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        let is_number = !digits.is_empty() && text.chars().all(|c| c.is_ascii_digit() || "+-–() ./".contains(c));
        if is_number {
            let reversed: String = digits.chars().rev().collect();
            let mut any = vec![TermMatch::Prefix(format!("n{digits}"))];
            if !text.starts_with('+') {
                any.push(TermMatch::Prefix(format!("r{reversed}")));
                any.push(TermMatch::Prefix(format!("w{digits}")));
            }
            any.extend(id);
            return Some(Self { any, all: Vec::new(), digits: Some(digits) });
        }
        let mut words = words(&text);
        words.sort_by_key(|word| std::cmp::Reverse(word.chars().count()));
        words.dedup();
        let mut any: Vec<TermMatch> =
            words.first().map(|word| TermMatch::Prefix(format!("w{word}"))).into_iter().collect();
        let all = words.into_iter().skip(1).collect();
        any.extend(id);
        if any.is_empty() { None } else { Some(Self { any, all, digits: None }) }
    }
}

/// The first text after all that begin with `prefix`: the end of its range in the index.
pub fn after_prefix(prefix: &str) -> String {
    format!("{prefix}\u{10ffff}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_case_are_folded() {
        assert_eq!(words("Café-Nord GmbH"), ["cafe", "nord", "gmbh"]);
        assert_eq!(words("Ωmega Привет"), ["ωmega", "привет"]);
        assert_eq!(fold("ÅNGSTRÖM"), "angstrom");
        for street in ["οδός", "ΟΔΟΣ", "οδοσ"] {
            assert_eq!(fold(street), "οδοσ", "{street}");
        }
    }

    #[test]
    fn a_number_is_found_by_its_beginning_and_its_last_digits() {
        let plan = SearchPlan::parse("901 820").unwrap();
        assert_eq!(
            plan.any,
            [
                TermMatch::Prefix("n901820".into()),
                TermMatch::Prefix("r028109".into()),
                TermMatch::Prefix("w901820".into())
            ]
        );
        let plan = SearchPlan::parse("+49 30").unwrap();
        assert_eq!(plan.any, [TermMatch::Prefix("n4930".into())]);
        assert_eq!(SearchPlan::parse("+4930").unwrap().any.len(), 2);
    }

    #[test]
    fn words_are_looked_up_by_the_longest_and_checked_by_the_rest() {
        let plan = SearchPlan::parse("of Nordlicht Café").unwrap();
        assert_eq!(plan.any, [TermMatch::Prefix("wnordlicht".into())]);
        assert_eq!(plan.all, ["cafe", "of"]);
    }

    #[test]
    fn ids_are_matched_exactly() {
        let plan = SearchPlan::parse("Ab3dE5fG7hCH").unwrap();
        assert_eq!(plan.any[1], TermMatch::Exact("iAb3dE5fG7hCH".into()));
        let plan = SearchPlan::parse("Ab3-dE5_fG7").unwrap();
        assert_eq!(plan.any, [TermMatch::Prefix("wab3".into()), TermMatch::Exact("iAb3-dE5_fG7".into())]);
        assert!(
            SearchPlan::parse("106540352242922").unwrap().any.contains(&TermMatch::Exact("i106540352242922".into()))
        );
    }

    #[test]
    fn nothing_to_search_is_none() {
        for text in ["", "   ", "\t"] {
            assert_eq!(SearchPlan::parse(text), None);
        }
    }

    #[test]
    fn terms_have_kinds() {
        let terms = terms(Searchable { digits: "4930", texts: &["Café", "cafe"], ids: &["X1"] });
        assert_eq!(terms, ["iX1", "n4930", "r0394", "wcafe"]);
        assert_eq!(word_line(&["Café Nord", "nord"]), " cafe nord ");
    }
}
