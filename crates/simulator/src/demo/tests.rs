//! The demo has to show each state that the product has a word for.

use std::collections::BTreeSet;

use super::*;
use crate::{Config, Seed};

fn world() -> World {
    let mut config = Config::new("1", "secret", "verify");
    config.seed = Seed::Demo;
    let mut world = World::new(&config);
    plant(&mut world);
    world
}

fn of_numbers(get: impl Fn(&Number) -> &str) -> BTreeSet<String> {
    world().numbers.values().map(|number| get(number).to_owned()).collect()
}

fn set(values: &[&str]) -> BTreeSet<String> {
    values.iter().map(ToString::to_string).collect()
}

#[test]
fn it_is_large_enough() {
    let world = world();
    assert!(CLIENTS.len() >= 12);
    assert!(world.wabas.len() >= 16);
    assert!(world.numbers.len() >= 32);
    assert_eq!(world.wabas.len(), accounts().len());
    // Ids must not repeat.
    assert_eq!(
        world.numbers.len(),
        CLIENTS.iter().flat_map(|client| client.wabas).map(|waba| waba.numbers.len()).sum::<usize>()
    );
}

#[test]
fn numbers_are_in_every_state() {
    assert_eq!(
        of_numbers(|number| &number.status),
        set(&[
            "PENDING",
            "CONNECTED",
            "DISCONNECTED",
            "FLAGGED",
            "RESTRICTED",
            "RATE_LIMITED",
            "BANNED",
            "MIGRATED",
            "DELETED",
            "UNVERIFIED",
            "UNKNOWN",
            "UNDER_APPEAL",
        ])
    );
    assert_eq!(of_numbers(|number| &number.quality_rating), set(&["GREEN", "YELLOW", "RED", "NA", "UNKNOWN"]));
    assert_eq!(of_numbers(|number| &number.code_verification_status), set(&["VERIFIED", "NOT_VERIFIED", "EXPIRED"]));
    assert_eq!(
        of_numbers(|number| &number.name_status),
        set(&["APPROVED", "DECLINED", "EXPIRED", "PENDING_REVIEW", "NONE", "AVAILABLE_WITHOUT_REVIEW",])
    );
    assert_eq!(of_numbers(|number| &number.platform_type), set(&["CLOUD_API", "ON_PREMISE", "NOT_APPLICABLE"]));
    assert_eq!(of_numbers(|number| &number.throughput), set(&["STANDARD", "HIGH", "NOT_APPLICABLE"]));
    assert_eq!(of_numbers(|number| &number.account_mode), set(&["LIVE", "SANDBOX"]));
    let world = world();
    assert!(world.numbers.values().any(|number| number.official == Official::Yes));
    assert!(world.numbers.values().any(|number| number.new_display_name.is_some()));
}

#[test]
fn accounts_are_in_every_state() {
    let world = world();
    let obo: BTreeSet<&str> =
        world.wabas.values().filter_map(|waba| waba.on_behalf_of.as_ref()).map(|obo| obo.status.as_str()).collect();
    assert_eq!(obo, BTreeSet::from(["SUBMITTED", "APPROVED", "REJECTED", "DENIED"]));
    assert!(world.wabas.values().any(|waba| waba.on_behalf_of.is_none()));
    let reviews: BTreeSet<&str> = world.wabas.values().map(|waba| waba.account_review_status.as_str()).collect();
    assert_eq!(reviews, BTreeSet::from(["APPROVED", "PENDING", "REJECTED", "RESTRICTED", "LIMIT_REACHED"]));
    assert!(world.wabas.values().any(|waba| waba.status == "DISABLED"));
    assert!(world.wabas.values().any(|waba| waba.primary_funding_id.is_none()));
    assert!(world.wabas.values().any(|waba| !waba.extra.is_empty()));
}

#[test]
fn businesses_are_in_every_state() {
    let verifications: BTreeSet<&str> = CLIENTS.iter().map(|client| client.verification).collect();
    assert_eq!(
        verifications,
        BTreeSet::from([
            "expired",
            "failed",
            "ineligible",
            "not_verified",
            "pending",
            "pending_need_more_info",
            "pending_submission",
            "rejected",
            "revoked",
            "verified",
        ])
    );
    let limits: BTreeSet<&str> = CLIENTS.iter().map(|client| client.limit).collect();
    assert_eq!(limits, BTreeSet::from(["TIER_250", "TIER_2K", "TIER_10K", "TIER_100K", "TIER_UNLIMITED", "UNTIERED",]));
}

#[test]
fn payment_and_permission_occur_in_every_lawful_pair() {
    let pairs: BTreeSet<(&str, &str)> =
        accounts().iter().map(|account| (account.payment.as_str(), account.permission.as_str())).collect();
    assert_eq!(pairs, BTreeSet::from([("partner", "shared"), ("direct", "shared"), ("direct", "missing"),]));
}

#[test]
fn names_come_in_many_scripts() {
    let names: String = CLIENTS.iter().map(|client| client.name).collect();
    for (script, range) in [
        ("Cyrillic", '\u{0400}'..='\u{04FF}'),
        ("Greek", '\u{0370}'..='\u{03FF}'),
        ("Hebrew", '\u{0590}'..='\u{05FF}'),
        ("Arabic", '\u{0600}'..='\u{06FF}'),
        ("Devanagari", '\u{0900}'..='\u{097F}'),
        ("Thai", '\u{0E00}'..='\u{0E7F}'),
        ("Hiragana", '\u{3040}'..='\u{309F}'),
        ("Han", '\u{4E00}'..='\u{9FFF}'),
        ("Hangul", '\u{AC00}'..='\u{D7AF}'),
    ] {
        assert!(names.chars().any(|letter| range.contains(&letter)), "{script}");
    }
}

#[test]
fn numbers_are_international_and_distinct() {
    let world = world();
    let mut seen = BTreeSet::new();
    for number in world.numbers.values() {
        assert!(number.display.starts_with('+'), "{}", number.display);
        let digits = number.digits();
        assert!((8..=15).contains(&digits.len()), "{}", number.display);
        assert!(!digits.starts_with('0'), "{}", number.display);
        assert!(seen.insert(digits), "{} occurs twice", number.display);
    }
}

#[test]
fn tokens_open_exactly_their_account() {
    let world = world();
    for account in accounts() {
        let token = &world.tokens[&account.token];
        let opened: Vec<&String> = world.wabas.keys().filter(|id| token.reach.covers(id)).collect();
        assert_eq!(opened, [&account.waba_id]);
    }
}
