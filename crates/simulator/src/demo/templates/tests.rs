//! The demo has to show each kind of template that the product has a word for.

use std::collections::BTreeSet;

use super::super::picture;
use super::*;
use crate::rules::parameters::Format;
use crate::rules::{self, Draft, languages};
use crate::{Config, Seed};

fn world() -> World {
    let mut config = Config::new("1", "secret", "verify");
    config.seed = Seed::Demo;
    let mut world = World::new(&config);
    crate::demo::plant(&mut world);
    world
}

fn all(get: impl Fn(&Template) -> String) -> BTreeSet<String> {
    world().templates.values().map(get).collect()
}

fn set(values: &[&str]) -> BTreeSet<String> {
    values.iter().map(ToString::to_string).collect()
}

#[test]
fn there_are_enough_and_every_account_has_some() {
    let world = world();
    assert!(world.templates.len() >= 70, "{}", world.templates.len());
    for waba in world.wabas.values() {
        assert!(waba.templates.len() >= 2, "{}", waba.name);
        let mut seen = BTreeSet::new();
        for template in world.templates_of(&waba.id) {
            assert!(seen.insert((template.name.clone(), template.language.clone())), "{} twice", template.name);
        }
    }
    assert_eq!(world.templates.len(), world.wabas.values().map(|waba| waba.templates.len()).sum::<usize>());
}

#[test]
fn they_are_in_every_state() {
    assert_eq!(
        all(|template| template.status.clone()),
        set(&[
            "APPROVED",
            "ARCHIVED",
            "DELETED",
            "DISABLED",
            "IN_APPEAL",
            "LIMIT_EXCEEDED",
            "PAUSED",
            "PENDING",
            "PENDING_DELETION",
            "REJECTED",
        ])
    );
    assert_eq!(all(|template| template.quality_score.clone()), set(&["GREEN", "YELLOW", "RED", "UNKNOWN"]));
    assert_eq!(all(|template| template.category.clone()), set(&["AUTHENTICATION", "MARKETING", "UTILITY"]));
    assert_eq!(all(|template| template.parameter_format.clone()), set(&["NAMED", "POSITIONAL"]));
    let reasons = all(|template| template.rejected_reason.clone());
    for reason in
        ["INVALID_FORMAT", "SCAM", "PROMOTIONAL", "TAG_CONTENT_MISMATCH", "INCORRECT_CATEGORY", "ABUSIVE_CONTENT"]
    {
        assert!(reasons.contains(reason), "{reason}");
    }
    let used = all(|template| template.language.clone());
    for language in ["ar", "he", "hi", "ja"] {
        assert!(used.contains(language), "{language}");
    }
    assert!(used.iter().all(|language| languages::CODES.contains(&language.as_str())));
}

#[test]
fn they_are_of_every_kind() {
    let text: String =
        world().templates.values().map(|template| serde_json::json!(template.components).to_string()).collect();
    for kind in [
        "TEXT",
        "IMAGE",
        "VIDEO",
        "DOCUMENT",
        "LOCATION",
        "PRODUCT",
        "QUICK_REPLY",
        "URL",
        "PHONE_NUMBER",
        "COPY_CODE",
        "ONE_TAP",
        "ZERO_TAP",
        "OTP",
        "CAROUSEL",
        "LIMITED_TIME_OFFER",
        "CATALOG",
        "MPM",
        "SPM",
        "FLOW",
        "VOICE_CALL",
        "ORDER_DETAILS",
        "CALL_PERMISSION_REQUEST",
        "POSTCARD",
        "body_text_named_params",
        "header_text",
    ] {
        assert!(text.contains(&format!("\"{kind}\"")), "{kind}");
    }
    assert!(world().templates.values().any(|template| !template.extra.is_empty()));
}

#[test]
fn what_is_approved_would_be_taken_again() {
    let world = world();
    for template in world.templates.values().filter(|template| template.status == "APPROVED") {
        if template.category == "AUTHENTICATION" || !template.extra.is_empty() {
            continue;
        }
        // Files have handles only while they are uploaded.
        let components: Vec<_> = template
            .components
            .iter()
            .filter(|part| part["type"] != "CAROUSEL" && part["example"]["header_handle"].is_null())
            .cloned()
            .collect();
        let format = Format::of(&template.parameter_format).unwrap();
        let draft = Draft { category: &template.category, format, components: &components, media: &world.media };
        rules::check(&draft).map_err(|refusal| format!("{}: {refusal:?}", template.name)).unwrap();
        rules::check_name(&template.name).unwrap();
    }
}

#[test]
fn pictures_are_pictures() {
    let png = picture::png(picture::HEADER, 3);
    assert!(png.starts_with(b"\x89PNG\r\n\x1a\n"));
    assert!(png.ends_with(b"IEND\xaeB`\x82"));
    assert!(world().media.files.len() > 15);
}
