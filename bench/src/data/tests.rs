//! What SQL has made is what the hub itself would have written.

use domain::account::Organisation;
use domain::channel::ChannelView;
use domain::ids::PartnerKey;
use domain::list::{ListQuery, PageAt};
use domain::search::{Searchable, fold, terms, word_line};
use sqlx::{Connection, PgConnection, SqliteConnection};
use store::channels::page;
use store::testing::TestStore;
use store::{EngineKind, channels, wabas};

use super::*;

const PORTFOLIOS: [Portfolio; 2] = [
    Portfolio { partner: 1, id: "benchSmallPA", channels: 700, mix: Mix::Ordinary },
    Portfolio { partner: 3, id: "benchCardsPA", channels: 60, mix: Mix::AllWithPrompts },
];

async fn all_terms(test: &TestStore) -> Vec<(i64, String)> {
    const TERMS: &str = "select channel_n, term from channel_terms order by channel_n, term";
    match test.store.engine() {
        EngineKind::Sqlite => {
            let mut connection = SqliteConnection::connect(&test.url).await.unwrap();
            sqlx::query_as(TERMS).fetch_all(&mut connection).await.unwrap()
        }
        EngineKind::Postgres => {
            let mut connection = PgConnection::connect(&test.url).await.unwrap();
            sqlx::query_as(TERMS).fetch_all(&mut connection).await.unwrap()
        }
    }
}

async fn check(engine: EngineKind) {
    let test = TestStore::new(engine).await;
    maker::fill(&test.url, &PORTFOLIOS).await.unwrap();
    let stored_terms = all_terms(&test).await;
    let mut conn = test.store.read().await.unwrap();
    for portfolio in &PORTFOLIOS {
        let organisation = Organisation::Partner(PartnerKey(portfolio.partner));
        let mut seen = 0;
        let mut at = PageAt::First;
        loop {
            let query = ListQuery { page: at, ..ListQuery::default() };
            let found = page::page(&mut conn, organisation, &query, 50).await.unwrap();
            for card in &found.cards {
                let channel = channels::find(&mut conn, organisation, &card.id).await.unwrap().unwrap();
                let waba = wabas::find(&mut conn, channel.waba).await.unwrap().unwrap();
                let view = ChannelView {
                    channel: &channel.facts,
                    waba: &waba.facts,
                    contract: &channel.contract,
                    token: waba.token_state,
                };
                assert_eq!(*card, view.card(&channel.id, &waba.client_id, &waba.client_name));
                assert!(!card.prompts.is_empty() || portfolio.mix == Mix::Ordinary, "{card:?}");
                let email = waba.client_email.as_deref().unwrap();
                let texts =
                    [&channel.facts.name, waba.client_name.as_str(), &waba.client_legal_name, email, &waba.facts.name];
                let expected = terms(Searchable {
                    digits: &channel.facts.number.digits(),
                    texts: &texts,
                    ids: &[
                        channel.id.as_str(),
                        &channel.facts.external_id,
                        waba.id.as_str(),
                        &waba.external_id,
                        waba.client_id.as_str(),
                    ],
                });
                let stored: Vec<&str> =
                    stored_terms.iter().filter(|(n, _)| *n == channel.key.0).map(|(_, term)| term.as_str()).collect();
                assert_eq!(stored, expected);
                let (words, name_key) = words_and_key(&test, channel.key.0).await;
                assert_eq!((words, name_key), (word_line(&texts), fold(&channel.facts.name)));
            }
            seen += found.cards.len();
            match found.cards.last() {
                Some(last) if found.has_next => at = PageAt::After(last.id.clone()),
                _ => break,
            }
        }
        assert_eq!(i64::try_from(seen).unwrap(), portfolio.channels);
        for view in View::ALL {
            page::page(&mut conn, organisation, &view.query(portfolio), 50).await.unwrap();
        }
        let deep = channels::find(&mut conn, organisation, &portfolio.channel_id(7).unwrap()).await.unwrap().unwrap();
        assert_eq!(deep.key.0, portfolio.row(7));
    }
}

async fn words_and_key(test: &TestStore, n: i64) -> (String, String) {
    const WORDS: &str = "select words, name_key from channels where n = $1";
    match test.store.engine() {
        EngineKind::Sqlite => {
            let mut connection = SqliteConnection::connect(&test.url).await.unwrap();
            sqlx::query_as(WORDS).bind(n).fetch_one(&mut connection).await.unwrap()
        }
        EngineKind::Postgres => {
            let mut connection = PgConnection::connect(&test.url).await.unwrap();
            sqlx::query_as(WORDS).bind(n).fetch_one(&mut connection).await.unwrap()
        }
    }
}

#[tokio::test]
async fn rows_are_what_the_hub_would_have_written_sqlite() {
    check(EngineKind::Sqlite).await;
}

#[tokio::test]
async fn rows_are_what_the_hub_would_have_written_postgres() {
    check(EngineKind::Postgres).await;
}
