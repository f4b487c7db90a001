//! The words of each kind of event, and its tone.

use domain::Timestamp;
use domain::event::{Event, EventKind as K};
use domain::meta::{MessagingLimit, QualityRating};
use domain::state::{ChannelState, Tone};
use domain::templates::TemplateStatus;

use super::{Happening, Piece};
use crate::numbers::number::marked::verdict;
use crate::words::Moment;

/// Whether a sentence names what it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum About {
    /// Among those of other things.
    Named,
    /// On the thing's own page.
    Understood,
}

/// An event as a sentence, seen from `now`.
pub(crate) fn happening(event: &Event, about: About, now: Timestamp) -> Happening {
    let quality =
        (event.kind == K::PhoneNumberQualityChanged).then(|| event.data.after.as_deref().and_then(rating)).flatten();
    Happening {
        id: event.id.to_string(),
        tone: tone(event),
        quality,
        sentence: pieces(event, about),
        detail: event.data.detail.clone().filter(|detail| !detail.is_empty() && display_name(event).is_none()),
        at: Moment::new(event.at, now),
    }
}

/// The detail of a new number is its display name, which belongs into the sentence.
fn display_name(event: &Event) -> Option<&str> {
    event.data.detail.as_deref().filter(|name| event.kind == K::ChannelCreated && !name.is_empty())
}

/// Things that have a value: `Quality rating of … fell from High to Low`.
const fn valued(kind: K) -> Option<&'static str> {
    Some(match kind {
        K::PhoneNumberQualityChanged => "Quality rating",
        K::MessagingLimitChanged => "Messaging limit",
        K::ChannelStatusChanged => "Status",
        K::DisplayNameChanged => "Display name",
        K::DisplayNameReviewed => "Review of the display name",
        K::NumberVerificationChanged => "Verification",
        K::AccountReviewChanged => "Review of the account",
        K::AccountStatusChanged => "State of the account",
        K::CancellationRequest | K::CancellationRevoke => "The subscription",
        K::BusinessVerificationChanged => "Business verification",
        K::MessageOnBehalfChanged => "On-behalf request",
        K::TemplateStatusChanged => "Status",
        K::TemplateQualityChanged => "Quality",
        K::TemplateCategoryChanged | K::TemplateCategoryImpending => "Category",
        _ => return None,
    })
}

/// Things that simply happen: the words before and after what they happen to.
const fn plain(kind: K) -> (&'static str, &'static str) {
    match kind {
        K::ClientCreated => ("The client ", " was added"),
        K::ChannelCreated => ("", " was connected"),
        K::ChannelReady => ("", " is set up"),
        K::ChannelRunning => ("", " runs"),
        K::ChannelLive => ("", " is live"),
        K::TemplateMessagingEnabled => ("", " can send template messages"),
        K::TemplateMessagingDisabled => ("", " cannot send template messages"),
        K::ChannelDeleted => ("", " is no longer in its account"),
        K::ChannelPermissionGranted => ("The API key permission of ", " is shared with the partner"),
        K::ChannelPermissionRevoked => ("The API key permission of ", " is no longer shared with the partner"),
        K::CancellationProcessed => ("The subscription of ", " has ended"),
        K::DeletionRequested => ("The client asks Meta to delete the account ", ""),
        K::DeletionTakenBack => ("The client no longer asks Meta to delete the account ", ""),
        K::DeletionClosed => ("The request to delete the account ", " is closed"),
        K::AccountConnected => ("The account ", " was connected"),
        K::AccountViolation => ("Meta reports a policy violation of ", ""),
        K::AccountRestriction => ("Meta has restricted ", ""),
        K::AccountAlert => ("Meta has sent an alert about ", ""),
        K::TokenRefused => ("Meta refuses the access token of ", ""),
        K::TokenRestored => ("The account ", " is connected again"),
        K::SyncFailed => ("The sync of ", " keeps failing"),
        K::TemplateCreated => ("The template ", " was added"),
        K::TemplateDeleted => ("The template ", " is gone"),
        K::TemplateContentChanged => ("The text of the template ", " has changed"),
        _ => ("Something changed for ", ""),
    }
}

fn pieces(event: &Event, about: About) -> Vec<Piece> {
    // A page of a number or an account is not the page of one of its templates.
    let about = if event.kind.is_of_a_template() { About::Named } else { about };
    let text = |text: &str| Piece::Text(text.to_owned());
    let subject = Piece::Subject(event.data.subject.clone());
    let mut pieces = Vec::with_capacity(6);
    let Some(noun) = valued(event.kind) else {
        match about {
            About::Understood => pieces.push(text(event.kind.label())),
            About::Named => {
                let (before, after) = plain(event.kind);
                pieces.extend([text(before), subject, text(after)]);
            }
        }
        if let Some(name) = display_name(event) {
            pieces.extend([text(" as "), Piece::Value(name.to_owned())]);
        }
        pieces.retain(|piece| *piece != text(""));
        return pieces;
    };
    pieces.push(text(noun));
    if about == About::Named {
        pieces.extend([text(" of "), subject]);
    }
    let value = |value: &String| Piece::Value(value.clone());
    if let (K::CancellationRequest | K::CancellationRevoke, Some(day)) =
        (event.kind, event.data.after.as_ref().or(event.data.before.as_ref()))
    {
        let ends = if event.kind == K::CancellationRequest { " ends on " } else { " no longer ends on " };
        pieces.extend([text(ends), value(day)]);
        return pieces;
    }
    match (&event.data.before, &event.data.after) {
        (Some(before), Some(after)) => pieces.extend([
            text(moved(event.kind, before, after)),
            text(" from "),
            value(before),
            text(" to "),
            value(after),
        ]),
        (None, Some(after)) => pieces.extend([text(" is now "), value(after)]),
        (Some(before), None) => pieces.extend([text(" is no longer "), value(before)]),
        (None, None) => pieces.push(text(" changed")),
    }
    pieces
}

fn moved(kind: K, before: &str, after: &str) -> &'static str {
    if kind == K::TemplateCategoryImpending {
        return " will change";
    }
    match (rank(kind, before), rank(kind, after)) {
        (Some(before), Some(after)) if before < after => " rose",
        (Some(before), Some(after)) if after < before => " fell",
        _ => " changed",
    }
}

fn rating(label: &str) -> Option<QualityRating> {
    QualityRating::KNOWN.iter().find(|rating| rating.label() == label).cloned()
}

/// Its place among the values that can be compared.
fn rank(kind: K, label: &str) -> Option<usize> {
    match kind {
        K::PhoneNumberQualityChanged | K::TemplateQualityChanged => {
            [QualityRating::Red, QualityRating::Yellow, QualityRating::Green].iter().position(|r| r.label() == label)
        }
        // Declared from the lowest to the highest; "not set" comes last and is no place among them.
        K::MessagingLimitChanged => MessagingLimit::KNOWN
            .iter()
            .take_while(|limit| **limit != MessagingLimit::Untiered)
            .position(|limit| limit.label() == label),
        _ => None,
    }
}

fn tone(event: &Event) -> Tone {
    let (before, after) = (event.data.before.as_deref(), event.data.after.as_deref());
    match (event.kind, after) {
        (K::PhoneNumberQualityChanged | K::TemplateQualityChanged, Some(after)) => match rating(after) {
            Some(QualityRating::Green) => Tone::Positive,
            Some(QualityRating::Yellow) => Tone::Caution,
            Some(QualityRating::Red) => Tone::Critical,
            _ => Tone::Off,
        },
        (K::MessagingLimitChanged, Some(after)) => match moved(event.kind, before.unwrap_or_default(), after) {
            " rose" => Tone::Positive,
            " fell" => Tone::Caution,
            _ => Tone::Progress,
        },
        (K::ChannelStatusChanged, Some(after)) => {
            ChannelState::ALL.iter().find(|state| state.label() == after).map_or(Tone::Off, |state| state.tone())
        }
        (K::DisplayNameChanged, _) => Tone::Progress,
        (K::TemplateStatusChanged, Some(after)) => {
            TemplateStatus::KNOWN.iter().find(|status| status.label() == after).map_or(Tone::Off, TemplateStatus::tone)
        }
        (K::TemplateCategoryChanged | K::TemplateCategoryImpending, _) => Tone::Caution,
        (K::CancellationRequest | K::CancellationRevoke, _) => event.kind.tone(),
        (kind, Some(after)) if valued(kind).is_some() => verdict(after),
        (kind, _) => kind.tone(),
    }
}

#[cfg(test)]
mod tests;
