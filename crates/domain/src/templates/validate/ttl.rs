//! For how long delivery is tried.

use super::{Findings, Rule, Severity};
use crate::templates::{Category, Template};

/// The spans that Meta accepts, in seconds (Meta, time to live); `None` for a category that it does not name.
pub fn range(category: &Category) -> Option<(i64, i64)> {
    match category {
        Category::Authentication => Some((30, 900)),
        Category::Utility => Some((30, 43_200)),
        Category::Marketing => Some((43_200, 2_592_000)),
        Category::Other(_) => None,
    }
}

/// `-1` stands for 30 days, but not for marketing. Meta's page gives 120 seconds for marketing as an example, against
/// its own table: what only that table refuses is a warning.
pub(super) fn check(template: &Template, findings: &mut Findings) {
    let (Some(seconds), Some((least, most))) = (template.content.ttl_seconds, range(&template.category)) else {
        return;
    };
    let marketing = template.category == Category::Marketing;
    if (least..=most).contains(&seconds) || (seconds == -1 && !marketing) {
        return;
    }
    let severity = if marketing && (30..least).contains(&seconds) { Severity::Warning } else { Severity::Error };
    let month = if marketing { "" } else { ", or -1 for 30 days" };
    let message = format!(
        "Choose {least} to {most} seconds{month}: that is what Meta accepts for {}.",
        template.category.label().to_ascii_lowercase()
    );
    findings.add_as(severity, "ttl", Rule::TtlRange, message);
}
