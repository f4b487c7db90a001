use serde::{Deserialize, Serialize};

/// A market of Meta's rate cards: a country, or what is left of a region. The cards' own words name it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Market(Box<str>);

impl Market {
    /// A market by the name that a card gives it; `None` where that is empty or longer than 64 bytes.
    pub fn named(name: &str) -> Option<Self> {
        let name = name.trim();
        (!name.is_empty() && name.len() <= 64).then(|| Self(name.into()))
    }

    /// The market of a recipient, by its calling code and, inside +1, its area code (Meta, pricing, country calling codes).
    /// What is in no list is `Other`, which has rates of its own.
    pub fn of(digits: &str) -> Self {
        Self(name_of(digits).into())
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for Market {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

fn name_of(digits: &str) -> &'static str {
    let digits = digits.trim_start_matches('+');
    if let Some(national) = digits.strip_prefix('1') {
        let is_latin = national.get(..3).is_some_and(|area| LATIN_AREAS.contains(&area));
        return if is_latin { LATIN_AMERICA } else { NORTH_AMERICA };
    }
    let by_code =
        |length| digits.get(..length).and_then(|code| MARKETS.iter().find(|(_, codes)| codes.contains(&code)));
    (1..=3).rev().find_map(by_code).map_or("Other", |(name, _)| name)
}

const NORTH_AMERICA: &str = "North America";
const LATIN_AMERICA: &str = "Rest of Latin America";

/// Area codes inside +1 that belong to the Dominican Republic, Jamaica and Puerto Rico; of the other islands Meta's list
/// says nothing.
const LATIN_AREAS: [&str; 7] = ["809", "829", "849", "658", "876", "787", "939"];

/// Calling codes by market (Meta, pricing, country calling codes).
const MARKETS: &[(&str, &[&str])] = &[
    ("Argentina", &["54"]),
    ("Brazil", &["55"]),
    ("Chile", &["56"]),
    ("Colombia", &["57"]),
    ("Egypt", &["20"]),
    ("France", &["33"]),
    ("Germany", &["49"]),
    ("Hong Kong", &["852"]),
    ("Hungary", &["36"]),
    ("India", &["91"]),
    ("Indonesia", &["62"]),
    ("Israel", &["972"]),
    ("Italy", &["39"]),
    ("Malaysia", &["60"]),
    ("Mexico", &["52"]),
    ("Netherlands", &["31"]),
    ("Nigeria", &["234"]),
    ("Pakistan", &["92"]),
    ("Peru", &["51"]),
    ("Poland", &["48"]),
    ("Qatar", &["974"]),
    ("Romania", &["40"]),
    ("Russia", &["7"]),
    ("Saudi Arabia", &["966"]),
    ("Singapore", &["65"]),
    ("South Africa", &["27"]),
    ("Spain", &["34"]),
    ("Turkey", &["90"]),
    ("United Arab Emirates", &["971"]),
    ("United Kingdom", &["44"]),
    (
        "Rest of Africa",
        &[
            "213", "244", "229", "267", "226", "257", "237", "235", "242", "291", "251", "241", "220", "233", "245",
            "225", "254", "266", "231", "218", "261", "265", "223", "222", "212", "258", "264", "227", "250", "221",
            "232", "252", "211", "249", "268", "255", "228", "216", "256", "260", "263",
        ],
    ),
    (
        "Rest of Asia Pacific",
        &[
            "93", "61", "880", "855", "86", "81", "856", "976", "977", "64", "675", "63", "94", "886", "992", "66",
            "993", "998", "84",
        ],
    ),
    (
        "Rest of Central & Eastern Europe",
        &[
            "355", "374", "994", "375", "359", "385", "420", "995", "30", "371", "370", "373", "389", "381", "421",
            "386", "380",
        ],
    ),
    (LATIN_AMERICA, &["591", "506", "593", "503", "502", "509", "504", "505", "507", "595", "598", "58"]),
    ("Rest of Middle East", &["973", "964", "962", "965", "961", "968", "967"]),
    ("Rest of Western Europe", &["43", "32", "45", "358", "353", "47", "351", "46", "41"]),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_belongs_to_the_market_of_its_calling_code() {
        for (digits, market) in [
            ("4930901820", "Germany"),
            ("+4930901820", "Germany"),
            ("12015550100", "North America"),
            ("18095550100", "Rest of Latin America"),
            ("17875550100", "Rest of Latin America"),
            ("5511999990000", "Brazil"),
            ("59171234567", "Rest of Latin America"),
            ("79161234567", "Russia"),
            ("77012345678", "Russia"),
            ("971501234567", "United Arab Emirates"),
            ("97312345678", "Rest of Middle East"),
            ("3548123456", "Other"),
            ("1", "North America"),
            ("", "Other"),
            ("not a number", "Other"),
        ] {
            assert_eq!(Market::of(digits).as_str(), market, "{digits}");
        }
    }

    #[test]
    fn a_calling_code_stands_once() {
        let mut codes: Vec<&str> = MARKETS.iter().flat_map(|(_, codes)| codes.iter().copied()).collect();
        let all = codes.len();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), all);
        for code in &codes {
            assert!((1..code.len()).all(|end| !codes.contains(&&code[..end])), "{code} begins with another code");
        }
    }
}
