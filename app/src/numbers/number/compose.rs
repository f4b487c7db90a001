//! How the facts of a number become what its pages show.

use domain::Timestamp;
use domain::account::{Actor, Capability, OrganisationKind};
use domain::api_key::{KeyStanding, may_generate};
use domain::channel::{ChannelView, Contract, Lifecycle};
use domain::deletion::DeletionState;
use domain::details::ChannelDetails;
use domain::event::{Event, EventKind};
use domain::meta::{CanSend, HealthEntity, HealthEntityKind};
use domain::prompt::PromptCode;
use domain::state::ChannelState;
use domain::subscription::Ending;
use domain::templates::{TemplateQuery, TemplateStatus};
use domain::time::Date;
use domain::waba::TokenState;
use hub::api_keys::OneKey;

use super::api_key::summary;
use super::load::{
    AccountPart, ActivationPart, ChannelPart, ClientPart, DangerPart, DetailsData, Head, Health, OverviewData, Sync,
};
use super::marked::Marked;
use crate::notifications::happening::{About, Happening, happening};
use crate::words::Moment;

/// How much of the history the overview shows.
const RECENT: usize = 5;
/// How many changes of the quality stand beside it.
const QUALITY_CHANGES: usize = 5;

/// What has a health of its own, in the order of the page.
const ENTITIES: [HealthEntityKind; 4] =
    [HealthEntityKind::PhoneNumber, HealthEntityKind::Waba, HealthEntityKind::Business, HealthEntityKind::App];

pub(super) fn overview(details: ChannelDetails, actor: &Actor, now: Timestamp) -> OverviewData {
    let can_send = details.facts.can_send.as_ref().or(details.waba.can_send.as_ref());
    let head = head(&details, actor.organisation.kind(), now);
    let sends_now = head.state.runs() && can_send != Some(&CanSend::Blocked) && head.sync.can_ask;
    let approved = TemplateQuery { status: Some(TemplateStatus::Approved), ..TemplateQuery::default() };
    OverviewData {
        can_send: can_send.map(sends),
        test: (sends_now && actor.role.may(Capability::ManageNumbers))
            .then(|| format!("/numbers/{}/templates?{}", head.id, approved.to_query_string())),
        health: health(&details),
        recent: lines(details.history.iter().take(RECENT), now),
        quality: details.facts.quality.clone(),
        limit: details.card.limit.as_ref().map(|limit| limit.label().to_owned()),
        permission: details.contract.permission,
        head,
    }
}

pub(super) fn details(
    details: ChannelDetails,
    keys: &[OneKey],
    danger: DangerPart,
    viewer: OrganisationKind,
    now: Timestamp,
) -> DetailsData {
    let head = head(&details, viewer, now);
    let quality_changes = details.history.iter().filter(|event| event.kind == EventKind::PhoneNumberQualityChanged);
    let quality_history = lines(quality_changes.take(QUALITY_CHANGES), now);
    let (facts, waba) = (details.facts, details.waba);
    let marked = |word: Option<&str>| word.map(Marked::verdict);
    DetailsData {
        head,
        keys: summary(keys, now),
        channel: ChannelPart {
            external_id: facts.external_id,
            status: facts.status.label().to_owned(),
            name_status: marked(facts.name_status.as_ref().map(|status| status.label())),
            requested_name: facts.requested_name,
            limit: facts.messaging_limit.as_ref().map(|limit| limit.label().to_owned()),
            portfolio_limit: waba.messaging_limit.as_ref().map(|limit| limit.label().to_owned()),
            quality: facts.quality,
            quality_history,
            platform: facts.platform.map(|platform| platform.label().to_owned()),
            permission: details.contract.permission,
            asked: None,
            payment: details.contract.payment,
            official: facts.official,
        },
        account: AccountPart {
            name: waba.name,
            account_type: waba.account_type,
            review: marked(waba.review.as_ref().map(|review| review.label())),
            status: marked(waba.status.as_ref().map(|status| status.label())),
            disable_date: waba.disable_date,
            timezone: waba.timezone.map(|zone| zone.0),
            zone: waba.timezone.and_then(|zone| zone.name()).map(str::to_owned),
            business_id: waba.business_id,
            business_name: waba.business_name,
            external_id: waba.external_id,
            namespace: waba.namespace,
        },
        activation: ActivationPart {
            message_on_behalf: Marked::verdict(details.activation.message_on_behalf.label()),
            business_verification: marked(details.activation.business_verification.as_ref().map(|value| value.label())),
            number_registration: Marked::verdict(details.activation.number_registration.label()),
        },
        client: ClientPart { legal_name: details.client.legal_name, email: details.client.contact_email },
        history: lines(details.history.iter(), now),
        connected: Moment::new(details.connected_at, now),
        danger,
    }
}

pub(super) fn danger(contract: &Contract, deletion: Option<DeletionState>) -> DangerPart {
    let ending = contract.lifecycle.ending();
    DangerPart {
        payment: contract.payment,
        cancelled: ending.and_then(Ending::cancelled).map(Date::to_words),
        unpaid: ending.and_then(Ending::unpaid).map(Date::to_words),
        ended: match contract.lifecycle {
            Lifecycle::Ended(day) => Some(day.to_words()),
            Lifecycle::Open | Lifecycle::Ending(_) => None,
        },
        deletion,
    }
}

pub(super) fn head(details: &ChannelDetails, viewer: OrganisationKind, now: Timestamp) -> Head {
    let view = ChannelView {
        channel: &details.facts,
        waba: &details.waba,
        contract: &details.contract,
        token: details.sync.token,
    };
    let state = ChannelState::derive(&view);
    let sync = &details.sync;
    Head {
        id: details.card.id.to_string(),
        number: details.facts.number.display().to_owned(),
        name: details.facts.name.clone(),
        client: details.client.name.clone(),
        client_id: details.client.id.to_string(),
        state,
        explanation: explanation(state, details),
        prompts: details.card.prompts.iter().copied().map(PromptCode::prompt).collect(),
        no_key: may_generate(&key_standing(details, state, viewer)).err().unwrap_or_default(),
        viewer,
        sync: Sync {
            synced: sync.synced_at.map(|at| Moment::new(at, now)),
            error: sync.error.clone(),
            token: Marked::verdict(sync.token.label()),
            can_ask: sync.token == TokenState::Valid,
        },
    }
}

fn key_standing(details: &ChannelDetails, state: ChannelState, side: OrganisationKind) -> KeyStanding {
    KeyStanding { side, permission: details.contract.permission, payment: details.contract.payment, state }
}

fn explanation(state: ChannelState, details: &ChannelDetails) -> String {
    match (state, details.contract.lifecycle) {
        (ChannelState::Ending, Lifecycle::Ending(ending)) => {
            format!("The subscription is cancelled. The number works until {}.", ending.last_day().to_words())
        }
        (ChannelState::PaymentEnding, Lifecycle::Ending(ending)) => format!(
            "The partner pays until {}. The number ends then unless the client takes the payment over.",
            ending.last_day().to_words()
        ),
        (ChannelState::Ended, Lifecycle::Ended(day)) => format!("The subscription ended on {}.", day.to_words()),
        (ChannelState::Unknown, _) => {
            format!("Meta reports a status that the hub does not know yet: {}.", details.facts.status.label())
        }
        (state, _) => state.explanation().to_owned(),
    }
}

fn lines<'a>(events: impl Iterator<Item = &'a Event>, now: Timestamp) -> Vec<Happening> {
    events.map(|event| happening(event, About::Understood, now)).collect()
}

fn sends(can_send: &CanSend) -> Marked {
    Marked::verdict(can_send.label())
}

/// One line per entity, known or not, then whatever else Meta speaks of; nothing when Meta has said nothing at all.
fn health(details: &ChannelDetails) -> Vec<Health> {
    let said = || details.facts.health.iter().chain(&details.waba.health);
    if said().next().is_none() {
        return Vec::new();
    }
    let known = ENTITIES.iter().map(|kind| line(details, kind, said().find(|entity| entity.kind == *kind)));
    let others = details.facts.health.iter().filter(|entity| !ENTITIES.contains(&entity.kind));
    known.chain(others.map(|entity| line(details, &entity.kind, Some(entity)))).collect()
}

fn line(details: &ChannelDetails, kind: &HealthEntityKind, entity: Option<&HealthEntity>) -> Health {
    let named = match kind {
        HealthEntityKind::PhoneNumber => Some(details.facts.number.display()),
        HealthEntityKind::Waba => Some(details.waba.name.as_str()),
        HealthEntityKind::Business => details.waba.business_name.as_deref(),
        _ => None,
    };
    Health {
        kind: kind.label().to_owned(),
        name: named.or(entity.map(|entity| entity.id.as_str())).unwrap_or_default().to_owned(),
        can_send: entity.map(|entity| sends(&entity.can_send)),
        notes: entity.map(|entity| entity.notes.clone()).unwrap_or_default(),
    }
}
