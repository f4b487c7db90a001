//! The one validator of templates: everything that Meta would refuse is named before it is sent, beside its field.
//! What Meta's pages contradict each other about, and what only others report, is a warning.

mod authentication;
mod body;
mod buttons;
mod carousel;
mod flow;
mod header;
mod identity;
pub mod limits;
mod offer;
mod parameters;
mod products;
mod rule;
mod surroundings;
mod text;
mod ttl;
mod urls;

#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

pub use rule::Rule;
pub use surroundings::{LockedName, OtherText, Surroundings, wording};
pub use ttl::range as ttl_range;

use super::{Category, Component, Template};
use crate::closed_enum;

closed_enum! {
    /// What follows from a finding.
    pub enum Severity {
        Error = "error" => "Meta refuses this",
        Warning = "warning" => "Meta may reject this",
    }
}

/// Something about a template that has to be changed, or that should be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The field: `name`, `body.text`, `body.example.1`, `buttons[2].url`, `carousel[0].header.example`.
    pub path: String,
    /// What it is about.
    pub rule: Rule,
    /// What follows.
    pub severity: Severity,
    /// What to change, with figures.
    pub message: String,
}

/// Everything that Meta would or might refuse, in the order of the fields. Parts and buttons that the hub does not
/// know are left to Meta.
pub fn validate(template: &Template, around: &Surroundings) -> Vec<Finding> {
    let mut findings = Findings::default();
    let content = &template.content;
    identity::check(template, around, &mut findings);
    parts_twice(&content.components, "", &mut findings);
    if template.category == Category::Authentication {
        authentication::check(content, &mut findings);
    } else {
        let frame = Frame::of(template);
        if content.body().is_none() {
            findings.add("body.text", Rule::BodyMissing, "Write the text of the message: each template needs a body.");
        }
        for part in &content.components {
            part_of_message(part, &frame, &mut findings);
        }
        authentication::check_absent(content, &mut findings);
    }
    ttl::check(template, &mut findings);
    findings.list
}

/// Whether nothing stands in the way of sending it.
pub fn is_accepted(findings: &[Finding]) -> bool {
    findings.iter().all(|finding| finding.severity != Severity::Error)
}

/// What the checks of one part have to know of the whole.
struct Frame<'a> {
    template: &'a Template,
    /// Where the part stands: empty, or `carousel[2].`
    prefix: &'a str,
    /// The longest body, and whose limit it is.
    body: (usize, &'static str),
}

impl<'a> Frame<'a> {
    fn of(template: &'a Template) -> Self {
        let content = &template.content;
        let body = if content.offer().is_some() {
            (limits::BODY_BESIDE_OFFER, "beside a limited-time offer")
        } else if content.components.iter().any(is_call_permission) {
            (limits::BODY_CALL_PERMISSION, "of a call permission")
        } else {
            (limits::BODY, "of a template")
        };
        Self { template, prefix: "", body }
    }

    fn path(&self, field: &str) -> String {
        format!("{}{field}", self.prefix)
    }

    /// Whether the part stands on a card.
    fn on_card(&self) -> bool {
        !self.prefix.is_empty()
    }
}

/// What has been found so far.
#[derive(Default)]
struct Findings {
    list: Vec<Finding>,
}

impl Findings {
    fn add(&mut self, path: impl Into<String>, rule: Rule, message: impl Into<String>) {
        self.add_as(rule.severity(), path, rule, message);
    }

    fn add_as(&mut self, severity: Severity, path: impl Into<String>, rule: Rule, message: impl Into<String>) {
        self.list.push(Finding { path: path.into(), rule, severity, message: message.into() });
    }
}

fn part_of_message(part: &Component, frame: &Frame<'_>, findings: &mut Findings) {
    match part {
        Component::Header(header) => header::check(header, frame, findings),
        Component::Body(body) => body::check(body, frame, findings),
        Component::Footer(footer) => text::check_footer(footer, frame, findings),
        Component::Buttons { buttons, .. } => buttons::check(buttons, frame, findings),
        Component::Carousel { cards, .. } => carousel::check(cards, frame, findings),
        Component::Offer(offer) => offer::check(offer, frame, findings),
        Component::CallPermissionRequest { .. } => offer::check_call_permission(frame, findings),
        Component::Other(_) => {}
    }
}

/// "Templates are limited to one" header, body, footer (Meta, template components).
fn parts_twice(parts: &[Component], prefix: &str, findings: &mut Findings) {
    let mut seen = Vec::new();
    for part in parts {
        let name = match part {
            Component::Header(_) => "header",
            Component::Body(_) => "body",
            Component::Footer(_) => "footer",
            Component::Buttons { .. } => "buttons",
            Component::Carousel { .. } => "carousel",
            Component::Offer(_) => "offer",
            Component::CallPermissionRequest { .. } => "call_permission_request",
            Component::Other(_) => continue,
        };
        if seen.contains(&name) {
            findings.add(
                format!("{prefix}{name}"),
                Rule::PartTwice,
                format!("Remove the second {}: a template has one at most.", word(name)),
            );
        }
        seen.push(name);
    }
}

fn word(part: &str) -> &str {
    match part {
        "buttons" => "group of buttons",
        "offer" => "limited-time offer",
        "call_permission_request" => "request to call",
        other => other,
    }
}

fn is_call_permission(part: &Component) -> bool {
    matches!(part, Component::CallPermissionRequest { .. })
}
