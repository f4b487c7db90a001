//! Sentences as a person reads them.

use domain::event::EventData;
use domain::ids::EventId;

use super::*;

fn event(kind: K, before: Option<&str>, after: Option<&str>) -> Event {
    Event {
        id: EventId::from_entropy([1; 16]),
        kind,
        at: Timestamp(0),
        client: None,
        client_name: None,
        waba: None,
        channel: None,
        template: None,
        data: EventData::about("+49 30 901820").changed(before, after),
    }
}

fn read(event: &Event, about: About) -> (String, Tone) {
    let happening = happening(event, about, Timestamp(0));
    let words = happening.sentence.into_iter().map(|piece| match piece {
        Piece::Text(text) | Piece::Subject(text) | Piece::Value(text) => text,
    });
    (words.collect(), happening.tone)
}

#[test]
fn sentences_say_what_rose_and_what_fell() {
    for (kind, before, after, sentence, tone) in [
        (
            K::PhoneNumberQualityChanged,
            Some("High"),
            Some("Low"),
            "Quality rating fell from High to Low",
            Tone::Critical,
        ),
        (
            K::PhoneNumberQualityChanged,
            Some("Low"),
            Some("Medium"),
            "Quality rating rose from Low to Medium",
            Tone::Caution,
        ),
        (
            K::PhoneNumberQualityChanged,
            Some("Not rated"),
            Some("High"),
            "Quality rating changed from Not rated to High",
            Tone::Positive,
        ),
        (
            K::MessagingLimitChanged,
            Some("2K / day"),
            Some("10K / day"),
            "Messaging limit rose from 2K / day to 10K / day",
            Tone::Positive,
        ),
        (
            K::MessagingLimitChanged,
            Some("Unlimited"),
            Some("250 / day"),
            "Messaging limit fell from Unlimited to 250 / day",
            Tone::Caution,
        ),
        (K::MessagingLimitChanged, None, Some("250 / day"), "Messaging limit is now 250 / day", Tone::Progress),
        (
            K::ChannelStatusChanged,
            Some("Connected"),
            Some("Banned"),
            "Status changed from Connected to Banned",
            Tone::Critical,
        ),
        (
            K::AccountReviewChanged,
            Some("In review"),
            Some("Rejected"),
            "Review of the account changed from In review to Rejected",
            Tone::Critical,
        ),
        (
            K::BusinessVerificationChanged,
            Some("Verified"),
            None,
            "Business verification is no longer Verified",
            Tone::Progress,
        ),
        (K::ChannelCreated, None, None, "Number connected", Tone::Positive),
        (K::ChannelReady, None, None, "Number set up", Tone::Positive),
        (K::TemplateMessagingDisabled, None, None, "Template messages cannot be sent", Tone::Caution),
    ] {
        assert_eq!(read(&event(kind, before, after), About::Understood), (sentence.to_owned(), tone));
    }
}

#[test]
fn among_others_a_sentence_names_its_subject() {
    for (kind, sentence) in [
        (K::PhoneNumberQualityChanged, "Quality rating of +49 30 901820 fell from High to Low"),
        (K::ChannelCreated, "+49 30 901820 was connected"),
        (K::ChannelReady, "+49 30 901820 is set up"),
        (K::ChannelRunning, "+49 30 901820 runs"),
        (K::ChannelLive, "+49 30 901820 is live"),
        (K::TemplateMessagingEnabled, "+49 30 901820 can send template messages"),
        (K::TokenRefused, "Meta refuses the access token of +49 30 901820"),
    ] {
        assert_eq!(read(&event(kind, Some("High"), Some("Low")), About::Named).0, sentence);
    }
}

#[test]
fn a_template_is_named_everywhere() {
    for (kind, sentence, tone) in [
        (K::TemplateStatusChanged, "Status of +49 30 901820 changed from Active to Paused", Tone::Caution),
        (K::TemplateCategoryImpending, "Category of +49 30 901820 will change from Active to Paused", Tone::Caution),
        (K::TemplateDeleted, "The template +49 30 901820 is gone", K::TemplateDeleted.tone()),
    ] {
        let event = event(kind, Some("Active"), Some("Paused"));
        assert_eq!(read(&event, About::Understood), (sentence.to_owned(), tone));
    }
}

#[test]
fn a_new_number_is_named() {
    let mut event = event(K::ChannelCreated, None, None);
    event.data = event.data.because("Café Nord");
    assert_eq!(read(&event, About::Named).0, "+49 30 901820 was connected as Café Nord");
    assert_eq!(read(&event, About::Understood).0, "Number connected as Café Nord");
    assert_eq!(happening(&event, About::Named, Timestamp(0)).detail, None);
}

#[test]
fn every_kind_has_a_sentence_of_its_own() {
    for kind in K::ALL.iter().filter(|kind| valued(**kind).is_none()) {
        assert_ne!(plain(*kind), plain(K::DisplayNameChanged), "{kind}");
    }
}

#[test]
fn the_end_of_a_subscription_names_its_day() {
    let day = Some("30 Jun 2026");
    for (kind, before, after, named, understood, tone) in [
        (
            K::CancellationRequest,
            None,
            day,
            "The subscription of +49 30 901820 ends on 30 Jun 2026",
            "The subscription ends on 30 Jun 2026",
            Tone::Caution,
        ),
        (
            K::CancellationRevoke,
            day,
            None,
            "The subscription of +49 30 901820 no longer ends on 30 Jun 2026",
            "The subscription no longer ends on 30 Jun 2026",
            Tone::Positive,
        ),
        (
            K::CancellationProcessed,
            None,
            day,
            "The subscription of +49 30 901820 has ended",
            "Subscription ended",
            Tone::Off,
        ),
    ] {
        let event = event(kind, before, after);
        assert_eq!(read(&event, About::Named), (named.to_owned(), tone));
        assert_eq!(read(&event, About::Understood).0, understood);
    }
}

#[test]
fn a_permission_that_comes_or_goes_names_the_number() {
    for (kind, named, tone) in [
        (
            K::ChannelPermissionGranted,
            "The API key permission of +49 30 901820 is shared with the partner",
            Tone::Positive,
        ),
        (
            K::ChannelPermissionRevoked,
            "The API key permission of +49 30 901820 is no longer shared with the partner",
            Tone::Off,
        ),
    ] {
        let event = event(kind, None, None);
        assert_eq!(read(&event, About::Named), (named.to_owned(), tone));
        assert_eq!(read(&event, About::Understood).0, kind.label());
    }
}
