//! What is computed from a channel, its account and its client.

use domain::channel::{ChannelFacts, ChannelView, Contract};
use domain::ids::ChannelId;
use domain::search::{Searchable, fold, terms, word_line};
use store::channels::Derived;
use store::wabas::Waba;

/// The rules' view of a channel.
pub(crate) fn view<'a>(facts: &'a ChannelFacts, contract: &'a Contract, waba: &'a Waba) -> ChannelView<'a> {
    ChannelView { channel: facts, waba: &waba.facts, contract, token: waba.token_state }
}

/// Card, activation statuses, search terms and sort keys.
pub(crate) fn derive(id: &ChannelId, facts: &ChannelFacts, contract: &Contract, waba: &Waba) -> Derived {
    let view = view(facts, contract, waba);
    let digits = facts.number.digits();
    let email = waba.client_email.as_deref().unwrap_or_default();
    let texts = [&facts.name, waba.client_name.as_str(), &waba.client_legal_name, email, &waba.facts.name];
    let ids = [id.as_str(), &facts.external_id, waba.id.as_str(), &waba.external_id, waba.client_id.as_str()];
    Derived {
        card: view.card(id, &waba.client_id, &waba.client_name),
        activation: view.activation(),
        terms: terms(Searchable { digits: &digits, texts: &texts, ids: &ids }),
        words: word_line(&texts),
        name_key: fold(&facts.name),
        client_key: fold(&waba.client_name),
    }
}
