//! Which events follow when a template changes: pure comparisons of before and after.

use super::rejection::explain;
use super::{Card, Category, Component, Content, HeaderKind, Quality, Template, TemplateFacts, TemplateStatus};
use crate::Timestamp;
use crate::event::{EventData, EventKind, NewEvent};

/// Events of a template that has come, changed or gone.
pub fn template_events(before: Option<&TemplateFacts>, after: Option<&TemplateFacts>) -> Vec<NewEvent> {
    let is_there = |facts: &&TemplateFacts| facts.status != TemplateStatus::Deleted;
    match (before.filter(is_there), after.filter(is_there)) {
        (None, None) => Vec::new(),
        (None, Some(after)) => vec![event(EventKind::TemplateCreated, after, None, Some(after.status.label()))],
        (Some(before), None) => vec![event(EventKind::TemplateDeleted, before, Some(before.status.label()), None)],
        (Some(before), Some(after)) => changed(before, after),
    }
}

/// Meta will change the category, usually after 24 hours (`template_category_update` with `correct_category`).
pub fn category_impending(facts: &TemplateFacts, correct: &Category, at: Option<Timestamp>) -> NewEvent {
    let mut event = event(
        EventKind::TemplateCategoryImpending,
        facts,
        Some(facts.template.category.label()),
        Some(correct.label()),
    );
    event.data.detail = at.map(|at| format!("Meta changes the category on {}.", at.to_words()));
    event
}

/// What a template is called in events and lists: `order_update (English (US))`.
pub fn subject(template: &Template) -> String {
    format!("{} ({})", template.name, template.language.label())
}

/// Whether two contents say the same. Samples of files do not count: their addresses are others each time that Graph
/// answers.
pub fn says_the_same(before: &Content, after: &Content) -> bool {
    let without = |content: &Content| {
        let mut content = content.clone();
        content.components.iter_mut().for_each(take_samples);
        // Not said is positional.
        content.parameter_format = content.is_named().then_some(super::ParameterFormat::Named);
        content
    };
    before == after || without(before) == without(after)
}

fn take_samples(part: &mut Component) {
    match part {
        Component::Header(header) => {
            if let HeaderKind::Media(media) = &mut header.kind {
                media.samples.clear();
            }
        }
        Component::Carousel { cards, .. } => {
            for Card { components, .. } in cards {
                components.iter_mut().for_each(take_samples);
            }
        }
        _ => {}
    }
}

fn changed(before: &TemplateFacts, after: &TemplateFacts) -> Vec<NewEvent> {
    let mut events = Vec::new();
    let reason = after.rejection.as_ref().filter(|_| after.status == TemplateStatus::Rejected);
    if before.status != after.status || (reason.is_some() && before.rejection != after.rejection) {
        let mut event =
            event(EventKind::TemplateStatusChanged, after, Some(before.status.label()), Some(after.status.label()));
        event.data.detail = reason.map(|reason| {
            let explanation = explain(reason);
            format!("{}. {}", reason.label(), explanation.next)
        });
        events.push(event);
    }
    // What Meta does not say has not changed; "unknown" is where each template begins.
    let old_quality = before.quality.as_ref().unwrap_or(&Quality::Unknown);
    let new_quality = after.quality.as_ref().unwrap_or(old_quality);
    if old_quality != new_quality {
        let (old, new) = (old_quality.label(), new_quality.label());
        events.push(event(EventKind::TemplateQualityChanged, after, Some(old), Some(new)));
    }
    let (old, new) = (&before.template.category, &after.template.category);
    if old != new {
        events.push(event(EventKind::TemplateCategoryChanged, after, Some(old.label()), Some(new.label())));
    }
    if !says_the_same(&before.template.content, &after.template.content) {
        events.push(event(EventKind::TemplateContentChanged, after, None, None));
    }
    events
}

fn event(kind: EventKind, facts: &TemplateFacts, before: Option<&str>, after: Option<&str>) -> NewEvent {
    NewEvent { kind, data: EventData::about(subject(&facts.template)).changed(before, after) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::templates::header::Sample;
    use crate::templates::testing::samples;
    use crate::templates::{Media, MediaKind, ParameterFormat, RejectionReason};

    fn facts() -> TemplateFacts {
        TemplateFacts {
            meta_id: "1".into(),
            template: samples::media(MediaKind::Image),
            status: TemplateStatus::Approved,
            quality: None,
            rejection: None,
            previous_category: None,
            changed_at: None,
        }
    }

    fn after(change: impl FnOnce(&mut TemplateFacts)) -> Vec<(EventKind, Option<String>)> {
        let (before, mut after) = (facts(), facts());
        change(&mut after);
        let events = template_events(Some(&before), Some(&after));
        assert!(events.iter().all(|event| event.data.subject == "sample (English (US))"));
        events.into_iter().map(|event| (event.kind, event.data.change_words())).collect()
    }

    fn one(kind: EventKind, words: &str) -> Vec<(EventKind, Option<String>)> {
        vec![(kind, Some(words.to_owned()))]
    }

    #[test]
    fn a_template_comes_and_goes() {
        let facts = facts();
        let kinds = |events: Vec<NewEvent>| events.into_iter().map(|event| event.kind).collect::<Vec<_>>();
        assert_eq!(kinds(template_events(None, Some(&facts))), [EventKind::TemplateCreated]);
        assert_eq!(kinds(template_events(Some(&facts), None)), [EventKind::TemplateDeleted]);
        assert_eq!(template_events(None, None), []);
        assert_eq!(template_events(Some(&facts), Some(&facts)), []);
        let deleted = TemplateFacts { status: TemplateStatus::Deleted, ..facts.clone() };
        assert_eq!(kinds(template_events(Some(&facts), Some(&deleted))), [EventKind::TemplateDeleted]);
        assert_eq!(template_events(Some(&deleted), None), []);
    }

    #[test]
    fn a_status_changes() {
        assert_eq!(
            after(|facts| facts.status = TemplateStatus::Paused),
            one(EventKind::TemplateStatusChanged, "Active → Paused")
        );
    }

    #[test]
    fn a_rejection_says_why() {
        let rejected = TemplateFacts {
            status: TemplateStatus::Rejected,
            rejection: Some(RejectionReason::Promotional),
            ..facts()
        };
        let events = template_events(Some(&facts()), Some(&rejected));
        assert!(events[0].data.detail.as_deref().unwrap().starts_with("Promotional content. Remove what advertises"));
    }

    #[test]
    fn a_quality_changes() {
        assert_eq!(
            after(|facts| facts.quality = Some(Quality::Red)),
            one(EventKind::TemplateQualityChanged, "Pending → Low")
        );
        assert_eq!(after(|facts| facts.quality = Some(Quality::Unknown)), []);
        let before = TemplateFacts { quality: Some(Quality::Red), ..facts() };
        assert_eq!(template_events(Some(&before), Some(&facts())), []);
    }

    #[test]
    fn a_category_changes() {
        assert_eq!(
            after(|facts| facts.template.category = Category::Marketing),
            one(EventKind::TemplateCategoryChanged, "Utility → Marketing")
        );
    }

    #[test]
    fn a_category_will_change() {
        let event = category_impending(&facts(), &Category::Marketing, Some(Timestamp::from_seconds(1_795_338_180)));
        assert_eq!(event.kind, EventKind::TemplateCategoryImpending);
        assert_eq!(event.data.change_words().as_deref(), Some("Utility → Marketing"));
        assert!(event.data.detail.unwrap().contains("22 Nov 2026"));
    }

    #[test]
    fn a_content_changes() {
        let changed = after(|facts| facts.template.content.components.truncate(1));
        assert_eq!(changed, [(EventKind::TemplateContentChanged, None)]);
    }

    #[test]
    fn another_address_of_the_sample_is_no_change() {
        let changed = after(|facts| {
            let sample = Sample::Address("https://example.com/other.png".into());
            let media = Media { kind: MediaKind::Image, samples: vec![sample] };
            facts.template.content.components[0] = samples::header(HeaderKind::Media(media));
            facts.template.content.parameter_format = Some(ParameterFormat::Positional);
        });
        assert_eq!(changed, []);
    }
}
