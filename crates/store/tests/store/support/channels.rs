//! Channels, written as the hub writes them.

use domain::channel::{ChannelFacts, ChannelView, Contract, Lifecycle};
use domain::ids::ChannelId;
use domain::meta::{NumberStatus, QualityRating};
use domain::permission::PaymentType;
use domain::phone::PhoneNumber;
use domain::search::{Searchable, fold, terms, word_line};
use store::Store;
use store::channels::{self, Channel, Derived};
use store::wabas::Waba;

use super::{NOW, commit, entropy};

/// What Meta says about a number that runs.
pub fn facts(external_id: &str, number: &str, name: &str) -> ChannelFacts {
    ChannelFacts {
        external_id: external_id.to_owned(),
        number: PhoneNumber::parse(number).unwrap(),
        name: name.to_owned(),
        name_status: None,
        requested_name: None,
        requested_name_status: None,
        status: NumberStatus::Connected,
        quality: QualityRating::Green,
        messaging_limit: None,
        code_verification: None,
        platform: None,
        account_mode: None,
        throughput: None,
        official: None,
        can_send: None,
        health: Vec::new(),
    }
}

/// A running channel that the partner pays.
pub fn contract() -> Contract {
    let payment = PaymentType::Partner;
    Contract { payment, permission: payment.default_permission(), lifecycle: Lifecycle::Open }
}

/// The texts that a channel is found by.
pub fn texts<'a>(facts: &'a ChannelFacts, waba: &'a Waba) -> [&'a str; 5] {
    let email = waba.client_email.as_deref().unwrap_or_default();
    [&facts.name, &waba.client_name, &waba.client_legal_name, email, &waba.facts.name]
}

/// The ids that a channel is found by.
pub fn ids<'a>(id: &'a ChannelId, facts: &'a ChannelFacts, waba: &'a Waba) -> [&'a str; 5] {
    [id.as_str(), &facts.external_id, waba.id.as_str(), &waba.external_id, waba.client_id.as_str()]
}

pub fn derived(id: &ChannelId, facts: &ChannelFacts, contract: &Contract, waba: &Waba) -> Derived {
    let view = ChannelView { channel: facts, waba: &waba.facts, contract, token: waba.token_state };
    let digits = facts.number.digits();
    let (texts, ids) = (texts(facts, waba), ids(id, facts, waba));
    Derived {
        card: view.card(id, &waba.client_id, &waba.client_name),
        activation: view.activation(),
        terms: terms(Searchable { digits: &digits, texts: &texts, ids: &ids }),
        words: word_line(&texts),
        name_key: fold(&facts.name),
        client_key: fold(&waba.client_name),
    }
}

/// Adds channels to an account in one transaction; answers their ids in the same order.
pub async fn add(store: &Store, waba: &Waba, wanted: Vec<(ChannelFacts, Contract)>) -> Vec<ChannelId> {
    let waba = waba.clone();
    commit!(store, |tx| {
        let mut added = Vec::with_capacity(wanted.len());
        for (facts, contract) in &wanted {
            let id = ChannelId::from_entropy(entropy());
            let derived = derived(&id, facts, contract, &waba);
            channels::insert(tx, (waba.partner, waba.client, waba.key), facts, contract, &derived, NOW).await?;
            added.push(id);
        }
        Ok(added)
    })
    .unwrap()
}

/// Adds one running channel.
pub async fn add_one(store: &Store, waba: &Waba, external_id: &str, number: &str, name: &str) -> Channel {
    add(store, waba, vec![(facts(external_id, number, name), contract())]).await;
    let mut conn = store.read().await.unwrap();
    channels::find_by_external_id(&mut conn, waba.key, external_id).await.unwrap().unwrap()
}

/// Replaces what is known about a channel.
pub async fn change(store: &Store, waba: &Waba, channel: &Channel, facts: ChannelFacts, contract: Contract) {
    let (waba, channel) = (waba.clone(), channel.clone());
    commit!(store, |tx| {
        let derived = derived(&channel.id, &facts, &contract, &waba);
        channels::update(tx, &channel, &facts, &contract, &derived, NOW).await
    })
    .unwrap();
}
