use proptest::prelude::*;

use super::*;

const NOW: Timestamp = Timestamp::from_seconds(1_795_338_180);
const HOUR: i64 = 3_600_000;

fn with_edits(action: Action, status: &TemplateStatus, edits: &[Timestamp]) -> Availability {
    availability(action, &Standing { status, category: &Category::Utility, edits, now: NOW })
}

fn possible(status: TemplateStatus) -> Vec<Action> {
    let possible = |action: &&Action| with_edits(**action, &status, &[]).is_possible();
    Action::ALL.iter().filter(possible).copied().collect()
}

macro_rules! rows {
    ($($name:ident: $status:expr => [$($action:ident),*];)+) => {$(
        #[test]
        fn $name() {
            assert_eq!(possible($status), [$(Action::$action),*]);
        }
    )+};
}

rows! {
    approved: TemplateStatus::Approved => [Edit, Delete, Copy, AddLanguage, SendTest];
    rejected: TemplateStatus::Rejected => [Edit, EditCategory, Delete, Copy, AddLanguage];
    paused: TemplateStatus::Paused => [Edit, EditCategory, Delete, Copy, AddLanguage, Unpause];
    in_review: TemplateStatus::Pending => [Delete, Copy, AddLanguage];
    in_appeal: TemplateStatus::InAppeal => [Delete, Copy, AddLanguage];
    disabled: TemplateStatus::Disabled => [Copy, AddLanguage];
    being_deleted: TemplateStatus::PendingDeletion => [];
    deleted: TemplateStatus::Deleted => [];
    archived: TemplateStatus::Archived => [Delete, Copy, AddLanguage];
    limit_exceeded: TemplateStatus::LimitExceeded => [Delete, Copy, AddLanguage];
    locked: TemplateStatus::Locked => [Delete, Copy, AddLanguage];
    flagged: TemplateStatus::Flagged => [Delete, Copy, AddLanguage];
    unknown: TemplateStatus::Other("THAWED".into()) => [Delete, Copy, AddLanguage];
}

fn until(edits: &[i64]) -> Option<Timestamp> {
    let edits: Vec<Timestamp> = edits.iter().map(|hours| NOW.plus_millis(-hours * HOUR)).collect();
    match with_edits(Action::Edit, &TemplateStatus::Approved, &edits) {
        Availability::Possible => None,
        Availability::Not { until, why } => {
            assert!(why.contains(&until.unwrap().to_words()), "{why}");
            until
        }
    }
}

#[test]
fn an_approved_template_is_edited_once_a_day() {
    assert_eq!(until(&[23]), Some(NOW.plus_millis(HOUR)));
    assert_eq!(until(&[24]), None);
}

#[test]
fn an_approved_template_is_edited_ten_times_in_thirty_days() {
    let ten: Vec<i64> = (0..10).map(|index| 719 - index * 48).collect();
    assert_eq!(until(&ten), Some(NOW.plus_millis(HOUR)));
    assert_eq!(until(&ten[1..]), None);
    // Both limits: the later end counts.
    let both: Vec<i64> = ten[1..].iter().copied().chain([10]).collect();
    assert_eq!(until(&both), Some(NOW.plus_millis((720 - 671) * HOUR)));
}

#[test]
fn rejected_and_paused_templates_are_edited_at_any_time() {
    let edits = vec![NOW; 40];
    assert!(with_edits(Action::Edit, &TemplateStatus::Rejected, &edits).is_possible());
    assert!(with_edits(Action::Edit, &TemplateStatus::Paused, &edits).is_possible());
}

#[test]
fn only_the_deletion_of_an_approved_template_blocks_its_name() {
    let blocks = |status| deletion_consequences(&status, Deletion::Language).iter().any(|words| words.contains("name"));
    assert!(blocks(TemplateStatus::Approved));
    assert!(!blocks(TemplateStatus::Rejected));
}

proptest! {
    #[test]
    fn one_more_edit_never_enables_anything(
        status in prop::sample::select(TemplateStatus::KNOWN),
        edits in prop::collection::vec(0_i64..1000, 0..25),
        more in 0_i64..1000,
    ) {
        let at = |hours: &i64| NOW.plus_millis(-hours * HOUR);
        let before: Vec<Timestamp> = edits.iter().map(at).collect();
        let after: Vec<Timestamp> = before.iter().copied().chain([at(&more)]).collect();
        for action in Action::ALL {
            let (before, after) = (with_edits(*action, &status, &before), with_edits(*action, &status, &after));
            prop_assert!(before.is_possible() || !after.is_possible());
            if let (Availability::Not { until: before, .. }, Availability::Not { until: after, .. }) = (before, after) {
                prop_assert!(before <= after);
            }
        }
    }
}
