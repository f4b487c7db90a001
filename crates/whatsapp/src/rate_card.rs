//! Meta's published rate cards as CSV: some lines of prose, a header that begins with `Market`, then a line for each market
//! with the price of one message in each category; `n/a` where there is none. Cards with volume tiers name the category, the
//! first and the last message of a tier and its rate instead.

use domain::money::{Currency, Micros};
use domain::rates::{Category, Market, Rate};
use domain::time::Date;

/// Why a text is no rate card.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum RateCardError {
    /// The header is missing.
    #[error("no line begins with Market,Currency: this is not one of Meta's rate cards")]
    NoHeader,
    /// The file is no CSV.
    #[error("the file is no CSV: {0}")]
    Csv(String),
    /// A line cannot be read.
    #[error("line {line}: {what}")]
    Line {
        /// Which one, counted from 1.
        line: u64,
        /// What is wrong with it.
        what: String,
    },
    /// There is not one price in it.
    #[error("the card has no price")]
    Empty,
}

/// The rates of a card, and in which currency they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RateCardFile {
    /// The currency.
    pub currency: Currency,
    /// The rates.
    pub rates: Vec<Rate>,
}

/// Reads a card whose rates hold from a day on.
///
/// # Errors
/// The line that cannot be read, and why. Nothing is left out silently.
pub fn parse(csv: &[u8], from: Date) -> Result<RateCardFile, RateCardError> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).trim(csv::Trim::All).from_reader(csv);
    let mut columns: Option<Columns> = None;
    let mut currency = None;
    let mut rates = Vec::new();
    for record in reader.byte_records() {
        let record = record.map_err(|error| RateCardError::Csv(error.to_string()))?;
        let line = record.position().map_or(0, csv::Position::line);
        let wrong = |what: String| RateCardError::Line { line, what };
        let cells: Vec<String> = record.iter().map(|cell| String::from_utf8_lossy(cell).trim().to_owned()).collect();
        let Some(columns) = &columns else {
            columns = Columns::of(&cells);
            continue;
        };
        if cells.iter().all(String::is_empty) {
            continue;
        }
        let market =
            Market::named(cell(&cells, columns.market)).ok_or_else(|| wrong("the market is missing".to_owned()))?;
        let here = currency_of(cell(&cells, columns.currency)).map_err(wrong)?;
        if *currency.get_or_insert(here) != here {
            return Err(wrong("a card has one currency".to_owned()));
        }
        columns.read(&cells, &market, from, &mut rates).map_err(wrong)?;
    }
    match (columns, currency) {
        (None, _) => Err(RateCardError::NoHeader),
        (_, Some(currency)) if !rates.is_empty() => Ok(RateCardFile { currency, rates }),
        _ => Err(RateCardError::Empty),
    }
}

struct Columns {
    market: usize,
    currency: usize,
    layout: Layout,
}

enum Layout {
    /// A price for each category.
    List(Vec<(usize, Category)>),
    /// A line for each tier.
    Tiers { category: usize, first: usize, price: usize },
}

impl Columns {
    /// The columns, if this line is the header.
    fn of(cells: &[String]) -> Option<Self> {
        let names: Vec<String> = cells.iter().map(|cell| plain(cell)).collect();
        let at = |wanted: &[&str]| names.iter().position(|name| wanted.contains(&name.as_str()));
        let (market, currency) = (at(&["market"])?, at(&["currency"])?);
        if let (Some(category), Some(first), Some(price)) = (
            at(&["category", "message_category"]),
            at(&["from", "tier_start", "volume_tier_from"]),
            at(&["rate", "price"]),
        ) {
            return Some(Self { market, currency, layout: Layout::Tiers { category, first, price } });
        }
        let categories = names.iter().enumerate().filter_map(|(column, name)| {
            let category =
                Category::read(&name.replace("authentication_international", "authentication-international"));
            (!matches!(category, Category::Other(_))).then_some((column, category))
        });
        let categories: Vec<_> = categories.collect();
        (!categories.is_empty()).then_some(Self { market, currency, layout: Layout::List(categories) })
    }

    fn read(&self, cells: &[String], market: &Market, from: Date, rates: &mut Vec<Rate>) -> Result<(), String> {
        let mut add = |category: Category, from_volume, price| {
            rates.push(Rate { market: market.clone(), category, from_volume, from, price });
        };
        match &self.layout {
            Layout::List(categories) => {
                for (column, category) in categories {
                    if let Some(price) = price_of(cell(cells, *column))? {
                        add(category.clone(), 1, price);
                    }
                }
            }
            Layout::Tiers { category, first, price } => {
                let category =
                    Category::read(&plain(cell(cells, *category)).replace("_international", "-international"));
                if let Category::Other(other) = &category {
                    return Err(format!("{other} is not a category of Meta's"));
                }
                let from_volume = volume_of(cell(cells, *first))?;
                if let Some(price) = price_of(cell(cells, *price))? {
                    add(category, from_volume, price);
                }
            }
        }
        Ok(())
    }
}

fn cell(cells: &[String], column: usize) -> &str {
    cells.get(column).map_or("", String::as_str)
}

/// Lower case, with one underscore for whatever stands between words: `Authentication-\nInternational` as well.
fn plain(cell: &str) -> String {
    let words = cell.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_ascii_lowercase).collect::<Vec<_>>().join("_")
}

/// `EUR`, `$US`, `USD`, `€`: Meta writes each of them.
fn currency_of(cell: &str) -> Result<Currency, String> {
    match cell.to_ascii_uppercase().as_str() {
        "EUR" | "€" => Ok(Currency::Eur),
        "USD" | "$US" | "US$" | "$" => Ok(Currency::Usd),
        "" => Err("the currency is missing".to_owned()),
        other => Err(format!("the hub bills in EUR and USD, not in {other}")),
    }
}

/// The number of the first message of a tier, counted from 1; a tier that begins at 0 begins with the first.
fn volume_of(cell: &str) -> Result<u64, String> {
    let digits: String = cell.chars().filter(|c| !matches!(c, ',' | ' ' | '_')).collect();
    digits.parse::<u64>().map(|first| first.max(1)).map_err(|_| format!("{cell:?} is not a number of messages"))
}

/// A price with at most six decimals; none for `n/a` and for nothing.
fn price_of(cell: &str) -> Result<Option<Micros>, String> {
    let text = cell.trim_start_matches(['$', '€']);
    if text.is_empty() || text.eq_ignore_ascii_case("n/a") {
        return Ok(None);
    }
    let wrong = || format!("{cell:?} is not a price");
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    let is_number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || 6 < whole.len() || 6 < decimals.len() || !is_number(whole) || !is_number(decimals) {
        return Err(wrong());
    }
    format!("{whole}{decimals:0<6}").parse().map(|micros| Some(Micros(micros))).map_err(|_| wrong())
}

#[cfg(test)]
mod tests {
    use super::*;

    const FROM: Date = Date { year: 2026, month: 7, day: 1 };
    /// The layout of Meta's cards, with invented prices (synthetic).
    const CARD: &str = "\"Cost per message in EUR\",,,,,,\nNote: a line of prose.,,,,,,\n\
        Market,Currency,Marketing,Utility,Authentication,\"Authentication-\nInternational\",Service\n\
        Germany,EUR,0.1131,0.0456,0.0456,n/a,n/a\nIndia,EUR,0.0099,0.0012,0.0012,0.0252,n/a\n,,,,,,\n";

    fn price(file: &RateCardFile, market: &str, category: &Category) -> Option<i64> {
        let of = |rate: &&Rate| rate.market.as_str() == market && rate.category == *category;
        file.rates.iter().find(of).map(|rate| rate.price.0)
    }

    #[test]
    fn a_card_is_read_as_meta_publishes_it() {
        let file = parse(CARD.as_bytes(), FROM).unwrap();
        assert_eq!((file.currency, file.rates.len()), (Currency::Eur, 7));
        assert_eq!(price(&file, "Germany", &Category::Marketing), Some(113_100));
        assert_eq!(price(&file, "Germany", &Category::AuthenticationInternational), None);
        assert_eq!(price(&file, "India", &Category::AuthenticationInternational), Some(25_200));
        assert!(file.rates.iter().all(|rate| rate.from == FROM && rate.from_volume == 1));
    }

    #[test]
    fn a_card_of_tiers_says_where_each_begins() {
        let card = "Market,Currency,Category,From,To,Rate\nGermany,$US,Utility,0,100000,0.05\nGermany,$US,Utility,\"100,001\",,0.0475\n";
        let file = parse(card.as_bytes(), FROM).unwrap();
        let tiers: Vec<_> = file.rates.iter().map(|rate| (rate.from_volume, rate.price.0)).collect();
        assert_eq!((file.currency, tiers), (Currency::Usd, vec![(1, 50_000), (100_001, 47_500)]));
    }

    #[test]
    fn what_cannot_be_read_is_told_with_its_line() {
        let header = "Market,Currency,Marketing\n";
        for (rest, told) in [
            ("Germany,EUR,cheap\n", "line 2: \"cheap\" is not a price"),
            ("Germany,EUR,0.1\nFrance,USD,0.1\n", "line 3: a card has one currency"),
            ("Germany,INR,0.1\n", "line 2: the hub bills in EUR and USD, not in INR"),
            (",EUR,0.1\n", "line 2: the market is missing"),
            ("Germany,EUR,0.1234567\n", "line 2: \"0.1234567\" is not a price"),
            ("Germany,EUR,-0.1\n", "line 2: \"-0.1\" is not a price"),
            ("Germany,EUR,n/a\n", "the card has no price"),
        ] {
            let refused = parse(format!("{header}{rest}").as_bytes(), FROM).unwrap_err();
            assert_eq!(refused.to_string(), told, "{rest}");
        }
        assert_eq!(parse(b"name,price\nx,1\n", FROM), Err(RateCardError::NoHeader));
        assert_eq!(parse(&[0xff, 0xfe, 0x00], FROM), Err(RateCardError::NoHeader));
    }
}
