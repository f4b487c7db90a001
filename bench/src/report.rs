//! What is printed: facts, and one table of figures.

use std::fmt::Write;

use crate::data::Promise;

/// Whether a figure is what it should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// As wanted.
    Ok,
    /// Not as wanted.
    Missed,
    /// Measured to compare with, or with nothing to hold it against.
    Fact,
}

/// One line of the table.
#[derive(Clone, Debug)]
pub struct Figure {
    /// What was measured.
    pub what: String,
    /// What came out.
    pub measured: String,
    /// What is wanted.
    pub wanted: String,
    /// How the two compare.
    pub verdict: Verdict,
}

impl Figure {
    /// A figure that should be at least this large.
    pub fn at_least(what: impl Into<String>, measured: f64, wanted: f64, unit: &str) -> Self {
        let verdict = if wanted <= measured { Verdict::Ok } else { Verdict::Missed };
        Self::new(what, number(measured, unit), format!("≥ {}", number(wanted, unit)), verdict)
    }

    /// A figure that should be at most this large.
    pub fn at_most(what: impl Into<String>, measured: f64, wanted: f64, unit: &str) -> Self {
        let verdict = if measured <= wanted { Verdict::Ok } else { Verdict::Missed };
        Self::new(what, number(measured, unit), format!("≤ {}", number(wanted, unit)), verdict)
    }

    /// How many times longer the larger of two takes, held against what is promised.
    pub fn ratio(what: impl Into<String>, measured: f64, promise: Promise) -> Self {
        match promise {
            Promise::SameTime => Self::at_most(what, measured, 1.5, ""),
            Promise::None => Self::fact(what, number(measured, "")),
        }
    }

    /// A figure to compare with.
    pub fn fact(what: impl Into<String>, measured: impl Into<String>) -> Self {
        Self::new(what, measured.into(), String::new(), Verdict::Fact)
    }

    fn new(what: impl Into<String>, measured: String, wanted: String, verdict: Verdict) -> Self {
        Self { what: what.into(), measured, wanted, verdict }
    }
}

/// A number with its unit; large ones are grouped by thousands.
pub fn number(value: f64, unit: &str) -> String {
    let text = if value.abs() < 10.0 {
        format!("{value:.2}")
    } else if value.abs() < 1000.0 {
        format!("{value:.1}")
    } else {
        grouped(value.round() as i64)
    };
    if unit.is_empty() { text } else { format!("{text} {unit}") }
}

fn grouped(value: i64) -> String {
    let digits = value.abs().to_string();
    let mut out = if value < 0 { "-".to_owned() } else { String::new() };
    for (place, digit) in digits.chars().enumerate() {
        if place != 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// The table as text.
pub fn table(title: &str, figures: &[Figure]) -> String {
    let head = ["what", "measured", "wanted", ""];
    let rows: Vec<[&str; 4]> = figures
        .iter()
        .map(|figure| {
            let verdict = match figure.verdict {
                Verdict::Ok => "ok",
                Verdict::Missed => "MISSED",
                Verdict::Fact => "",
            };
            [figure.what.as_str(), &figure.measured, &figure.wanted, verdict]
        })
        .collect();
    let width =
        |column: usize| rows.iter().chain([&head]).map(|row| row[column].chars().count()).max().unwrap_or_default();
    let widths = [width(0), width(1), width(2), width(3)];
    let mut out = format!("\n{title}\n");
    for row in [&head].into_iter().chain(&rows) {
        let [what, measured, wanted, verdict] = row;
        let line = format!("  {what:<0$}  {measured:>1$}  {wanted:>2$}  {verdict}", widths[0], widths[1], widths[2]);
        let _ = writeln!(out, "{}", line.trim_end());
    }
    out
}

/// Prints a line.
#[expect(clippy::print_stdout, reason = "a developer's tool prints its figures")]
pub fn say(line: &str) {
    println!("{line}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_and_rounded() {
        assert_eq!(number(1.234, "ms"), "1.23 ms");
        assert_eq!(number(12.34, ""), "12.3");
        assert_eq!(number(1_234_567.4, "rows/s"), "1,234,567 rows/s");
    }

    #[test]
    fn a_table_says_what_was_missed() {
        let text = table("List", &[Figure::at_most("ratio", 1.6, 1.5, ""), Figure::at_least("speed", 2.0, 1.0, "")]);
        assert!(text.contains("ratio      1.60  ≤ 1.50  MISSED\n"), "{text}");
        assert!(text.contains("speed      2.00  ≥ 1.00  ok\n"), "{text}");
    }
}
