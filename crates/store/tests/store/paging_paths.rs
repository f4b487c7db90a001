//! Each way to search, forced: few matches, many with few words, many with many words, and what combines them.

use domain::account::Organisation;
use domain::channel::Shown;
use domain::list::{ActionFilter, ListQuery, Sort};
use domain::permission::{PaymentType, Permission};
use domain::waba::AccountType;
use store::Conn;
use store::channels::page::page;

use crate::support::channels;
use crate::support::model::{Known, expected, turn_over};
use crate::support::portfolio::{Portfolio, plant, plant_few};
use crate::support::{client, partner, waba, waba_facts};

/// Up to this many matches are ordered in one go.
const FEW: usize = 500;
/// Up to this many different words are merged.
const WORDS: usize = 64;

fn asked(search: &str, shown: Shown) -> ListQuery {
    ListQuery { search: search.to_owned(), shown, ..ListQuery::default() }
}

fn matches(portfolio: &Portfolio, search: &str, shown: Shown) -> usize {
    expected(&portfolio.all, Organisation::Partner(portfolio.large), &asked(search, shown)).len()
}

/// How many different words or numbers begin with this.
fn different(all: &[Known], begin: &str) -> usize {
    let mut terms: Vec<String> =
        all.iter().flat_map(|row| row.words.iter().cloned().chain([row.card.number.digits()])).collect();
    terms.retain(|term| term.starts_with(begin));
    terms.sort_unstable();
    terms.dedup();
    terms.len()
}

/// The search in every order, alone and narrowed by one and by two filters.
async fn in_every_order(conn: &mut Conn, portfolio: &Portfolio, search: &str, shown: Shown) {
    for sort in Sort::ALL {
        let plain = ListQuery { sort: *sort, ..asked(search, shown) };
        let one = ListQuery { permission: Some(Permission::Shared), ..plain.clone() };
        let two = ListQuery { payment: Some(PaymentType::Direct), action: Some(ActionFilter::Anyone), ..plain.clone() };
        for query in [plain, one, two] {
            turn_over(conn, &portfolio.all, Organisation::Partner(portfolio.large), &query, 290).await;
        }
    }
}

store::on_both_engines! {
    async fn few_matches_are_ordered_in_one_go(test: TestStore) {
        let portfolio = plant(&test.store).await;
        let mut conn = test.store.read().await.unwrap();
        for (search, shown) in [("cafet", Shown::Open), ("kessler", Shown::Open), ("07", Shown::Ended)] {
            let found = matches(&portfolio, search, shown);
            assert!(0 < found && found <= FEW, "{search}: {found}");
            in_every_order(&mut conn, &portfolio, search, shown).await;
        }
    }

    async fn many_matches_with_few_words_are_merged(test: TestStore) {
        let portfolio = plant(&test.store).await;
        let mut conn = test.store.read().await.unwrap();
        for shown in Shown::ALL {
            let found = matches(&portfolio, "cafe", *shown);
            assert!(FEW < found && different(&portfolio.all, "cafe") <= WORDS, "{shown}: {found}");
            in_every_order(&mut conn, &portfolio, "cafe", *shown).await;
        }
    }

    async fn many_matches_with_many_words_are_walked(test: TestStore) {
        let portfolio = plant(&test.store).await;
        let mut conn = test.store.read().await.unwrap();
        for (search, shown) in [("shop", Shown::Open), ("49", Shown::Open), ("+49", Shown::Ended), ("00", Shown::Open)] {
            let found = matches(&portfolio, search, shown);
            assert!(FEW < found, "{search}: {found}");
            in_every_order(&mut conn, &portfolio, search, shown).await;
        }
        assert!(WORDS < different(&portfolio.all, "shop") && WORDS < different(&portfolio.all, "49"));
    }

    async fn further_words_narrow_each_way(test: TestStore) {
        let portfolio = plant(&test.store).await;
        let mut conn = test.store.read().await.unwrap();
        for search in ["cafeteria nord", "cafe gmbh", "shop cafe", "shop caf ac", "kessler shop1 cafe"] {
            in_every_order(&mut conn, &portfolio, search, Shown::Open).await;
        }
    }

    async fn ids_are_found_whole_and_never_in_part(test: TestStore) {
        let portfolio = plant_few(&test.store).await;
        let mut conn = test.store.read().await.unwrap();
        let row = portfolio.all.iter().find(|row| !row.ended).unwrap().clone();
        for organisation in [Organisation::Partner(portfolio.large), row.owner] {
            for id in &row.ids {
                let found = turn_over(&mut conn, &portfolio.all, organisation, &asked(id, Shown::Open), 40).await;
                assert!(0 < found, "{id} is not found by {organisation:?}");
                let part = &id[..id.len() - 1];
                let found = turn_over(&mut conn, &portfolio.all, organisation, &asked(part, Shown::Open), 40).await;
                assert_eq!(found, 0, "{part} is found by {organisation:?}");
            }
        }
    }

    async fn ids_with_dashes_are_ids_and_words_with_dashes_are_words(test: TestStore) {
        let partner = partner(&test.store, "Large").await;
        let owner = client(&test.store, partner, "Owner", "mail@owner.example").await;
        let account = waba(&test.store, &owner, waba_facts("1022901", "Account", AccountType::Shared)).await;
        let numbers = [
            channels::facts("id-654_x", "4930901820", "Nordlicht"),
            channels::facts("id-654_y", "4930901821", "The ID 654 of X"),
            channels::facts("id-654_z", "4930901822", "Südlicht"),
        ];
        let wanted = numbers.map(|facts| (facts, channels::contract())).to_vec();
        let ids = channels::add(&test.store, &account, wanted).await;
        let mut conn = test.store.read().await.unwrap();
        for organisation in [Organisation::Partner(partner), Organisation::Client(partner, owner.key)] {
            for (search, found) in [
                ("id-654_x", vec![&ids[0], &ids[1]]),
                ("id-654_z", vec![&ids[2]]),
                ("654-id", vec![&ids[1]]),
                ("id-654_", vec![&ids[1]]),
                ("nord-licht", vec![]),
            ] {
                let query = ListQuery { sort: Sort::Oldest, ..asked(search, Shown::Open) };
                let page = page(&mut conn, organisation, &query, 40).await.unwrap();
                let got: Vec<_> = page.cards.iter().map(|card| &card.id).collect();
                assert_eq!(got, found, "{search} by {organisation:?}");
            }
        }
    }

    async fn characters_that_no_text_column_takes_find_nothing(test: TestStore) {
        let portfolio = plant_few(&test.store).await;
        let mut conn = test.store.read().await.unwrap();
        let row = portfolio.all.iter().find(|row| !row.ended).unwrap().clone();
        for organisation in [Organisation::Partner(portfolio.large), row.owner] {
            for search in ["\0", "no\0body", "\u{1}", "\u{fffe}"] {
                turn_over(&mut conn, &portfolio.all, organisation, &asked(search, Shown::Open), 40).await;
            }
        }
    }
}
