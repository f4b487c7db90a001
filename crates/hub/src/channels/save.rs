//! How a change of facts is written: state, card, search terms, events, and what open pages hear, in one
//! transaction.

use domain::channel::{ChannelFacts, ChannelView, Contract};
use domain::diff::{channel_events, waba_events};
use domain::event::{EventData, EventKind, NewEvent};
use domain::ids::{ChannelId, ChannelKey, TemplateKey};
use domain::milestone::{milestones, sends_templates};
use domain::waba::{TokenState, WabaFacts};
use store::channels::Channel;
use store::events::EventScope;
use store::templates::StoredTemplate;
use store::wabas::{self, Waba};
use store::{StoreError, Tx, channels};

use super::derive::{derive, view};
use crate::events::{self, About};
use crate::{Hub, HubError, deletions};

/// Adds a number that was not known yet.
pub(crate) async fn add(hub: &Hub, tx: &mut Tx, waba: &Waba, facts: &ChannelFacts) -> Result<(), StoreError> {
    let id = ChannelId::from_entropy(hub.random.entropy());
    let contract = Contract::of_new(waba.payment);
    let derived = derive(&id, facts, &contract, waba);
    let now = hub.clock.now();
    let key = channels::insert(tx, (waba.partner, waba.client, waba.key), facts, &contract, &derived, now).await?;
    let created = NewEvent {
        kind: EventKind::ChannelCreated,
        data: EventData::about(facts.number.display()).because(facts.name.as_str()),
    };
    let mut happened = vec![created];
    happened.extend(milestones(None, &view(facts, &contract, waba)));
    tell(hub, tx, waba, Concerns::Number(key), &happened).await
}

/// Writes a channel whose facts or account have changed; `before` is its account as the channel was computed from.
/// Nothing is written when nothing follows. The contract stays as it is now, whatever it was when `channel` was read.
pub(crate) async fn change(
    hub: &Hub,
    tx: &mut Tx,
    (before, after): (&Waba, &Waba),
    channel: &Channel,
    facts: &ChannelFacts,
) -> Result<(), StoreError> {
    let old = derive(&channel.id, &channel.facts, &channel.contract, before);
    let new = derive(&channel.id, facts, &channel.contract, after);
    let sends = |facts, waba| sends_templates(&view(facts, &channel.contract, waba));
    let same = old.card == new.card
        && old.activation == new.activation
        && old.terms == new.terms
        && channel.facts == *facts
        && sends(&channel.facts, before) == sends(facts, after);
    if same {
        return Ok(());
    }
    let Some(channel) = &channels::hold(tx, channel.key).await? else { return Ok(()) };
    let new = derive(&channel.id, facts, &channel.contract, after);
    channels::update(tx, channel, facts, &channel.contract, &new, hub.clock.now()).await?;
    let happened = happened(&view(&channel.facts, &channel.contract, before), &view(facts, &channel.contract, after));
    tell(hub, tx, after, Concerns::Number(channel.key), &happened).await
}

/// Writes a channel under another contract; `channel` is held by this transaction. `by` is who wanted it, in words.
pub(crate) async fn change_contract(
    hub: &Hub,
    tx: &mut Tx,
    waba: &Waba,
    channel: &Channel,
    contract: &Contract,
    by: &str,
) -> Result<(), StoreError> {
    let derived = derive(&channel.id, &channel.facts, contract, waba);
    channels::update(tx, channel, &channel.facts, contract, &derived, hub.clock.now()).await?;
    let happened = happened(&view(&channel.facts, &channel.contract, waba), &view(&channel.facts, contract, waba));
    let happened: Vec<_> =
        happened.into_iter().map(|event| NewEvent { data: event.data.because(by), ..event }).collect();
    tell(hub, tx, waba, Concerns::Number(channel.key), &happened).await
}

/// What has changed about a channel, then what it has come to by that.
fn happened(before: &ChannelView<'_>, after: &ChannelView<'_>) -> Vec<NewEvent> {
    let mut events = channel_events(before, after);
    events.extend(milestones(Some(before), after));
    events
}

/// Writes an account whose facts have changed, with all of its channels; answers the account as it is now.
pub(crate) async fn change_waba(hub: &Hub, tx: &mut Tx, waba: &Waba, facts: WabaFacts) -> Result<Waba, StoreError> {
    if facts == waba.facts {
        return Ok(waba.clone());
    }
    wabas::update_facts(tx, waba.key, &facts).await?;
    let happened = waba_events(&waba.facts, &facts);
    let after = Waba { facts, ..waba.clone() };
    tell(hub, tx, &after, Concerns::Account, &happened).await?;
    deletions::close_if_deleted(hub, tx, &after).await?;
    recompute(hub, tx, waba, &after).await?;
    Ok(after)
}

/// Notes whether Meta takes the account's token, on its channels too; answers the account as it is now.
pub(crate) async fn change_token_state(
    hub: &Hub,
    tx: &mut Tx,
    waba: &Waba,
    state: TokenState,
) -> Result<Waba, StoreError> {
    let after = Waba { token_state: state, ..waba.clone() };
    if waba.token_state == state {
        return Ok(after);
    }
    let kind = match state {
        TokenState::Refused => EventKind::TokenRefused,
        TokenState::Valid => EventKind::TokenRestored,
    };
    tell(hub, tx, &after, Concerns::Account, &[NewEvent { kind, data: EventData::about(after.facts.name.as_str()) }])
        .await?;
    recompute(hub, tx, waba, &after).await?;
    Ok(after)
}

async fn recompute(hub: &Hub, tx: &mut Tx, before: &Waba, after: &Waba) -> Result<(), StoreError> {
    for channel in channels::of_waba(tx, after.key).await? {
        change(hub, tx, (before, after), &channel, &channel.facts).await?;
    }
    Ok(())
}

/// What events of an account are about; their notifications lead there.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Concerns<'a> {
    /// The account itself.
    Account,
    /// One of its numbers.
    Number(ChannelKey),
    /// One of its templates.
    Template(TemplateKey),
    /// A template that it no longer has.
    Former(&'a StoredTemplate),
}

/// Writes events of an account, or of one of its numbers or templates.
pub(crate) async fn tell(
    hub: &Hub,
    tx: &mut Tx,
    waba: &Waba,
    concerns: Concerns<'_>,
    happened: &[NewEvent],
) -> Result<(), StoreError> {
    let (channel, template, about) = match concerns {
        Concerns::Account => (None, None, About::Account(waba)),
        Concerns::Number(key) => (Some(key), None, About::Account(waba)),
        Concerns::Template(key) => (None, Some(key), About::Account(waba)),
        Concerns::Former(template) => (None, None, About::Former(template, waba)),
    };
    let (partner, client) = (waba.partner, Some(waba.client));
    let scope = EventScope { partner, client, waba: Some(waba.key), channel, template };
    events::publish(hub, tx, scope, about, happened).await
}

/// Computes cards anew that older rules have computed, one account after the other; for the start of a new version.
///
/// # Errors
/// The database refuses.
pub async fn refresh_old_cards(hub: &Hub) -> Result<(), HubError> {
    loop {
        let mut conn = hub.store.read().await?;
        let old = channels::wabas_with_old_cards(&mut conn, 500).await?;
        drop(conn);
        if old.is_empty() {
            return Ok(());
        }
        for key in old {
            let worker = hub.clone();
            hub.store
                .write(move |tx| {
                    Box::pin(async move {
                        let Some(waba) = wabas::find(tx, key).await? else { return Ok::<(), StoreError>(()) };
                        for channel in channels::of_waba(tx, key).await? {
                            let Some(channel) = channels::hold(tx, channel.key).await? else { continue };
                            let derived = derive(&channel.id, &channel.facts, &channel.contract, &waba);
                            channels::update(
                                tx,
                                &channel,
                                &channel.facts,
                                &channel.contract,
                                &derived,
                                worker.clock.now(),
                            )
                            .await?;
                        }
                        Ok(())
                    })
                })
                .await?;
        }
    }
}
