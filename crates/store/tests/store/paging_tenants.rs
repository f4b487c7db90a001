//! No list shows a row of somebody else, whatever it is asked for.

use domain::account::Organisation;
use domain::channel::Lifecycle;
use domain::list::{ListQuery, PageAt, Sort};
use domain::time::Date;
use domain::waba::AccountType;
use store::channels;
use store::channels::page::page;

use crate::support::channels::{add_one, change, contract};
use crate::support::model::turn_over;
use crate::support::portfolio::plant_few;
use crate::support::{client, partner, waba, waba_facts};

store::on_both_engines! {
    async fn ids_names_and_numbers_of_others_find_nothing(test: TestStore) {
        let portfolio = plant_few(&test.store).await;
        let mut conn = test.store.read().await.unwrap();
        let foreign = portfolio.all.iter().find(|row| row.owner.partner() == portfolio.small).unwrap();
        let mine = Organisation::Partner(portfolio.large);
        for id in &foreign.ids {
            let query = ListQuery { search: id.clone(), ..ListQuery::default() };
            assert_eq!(turn_over(&mut conn, &portfolio.all, mine, &query, 50).await, 0, "{id}");
        }
        let query = ListQuery { search: foreign.card.number.display().to_owned(), ..ListQuery::default() };
        assert_eq!(turn_over(&mut conn, &portfolio.all, mine, &query, 50).await, 0);
        assert_eq!(channels::card(&mut conn, mine, &foreign.card.id).await.unwrap(), None);
        assert_eq!(channels::find(&mut conn, mine, &foreign.card.id).await.unwrap(), None);
    }

    async fn a_client_sees_its_own_and_no_sister(test: TestStore) {
        let portfolio = plant_few(&test.store).await;
        let mut conn = test.store.read().await.unwrap();
        let mine = portfolio.all[0].owner;
        let sister = portfolio.all.iter().find(|row| row.owner != mine && row.owner.partner() == mine.partner()).unwrap();
        for sort in Sort::ALL {
            let query = ListQuery { sort: *sort, ..ListQuery::default() };
            let rows = turn_over(&mut conn, &portfolio.all, mine, &query, 40).await;
            assert!(0 < rows && rows < 16);
        }
        for id in &sister.ids {
            let query = ListQuery { search: id.clone(), ..ListQuery::default() };
            assert_eq!(turn_over(&mut conn, &portfolio.all, mine, &query, 50).await, 0, "{id}");
        }
        assert_eq!(channels::card(&mut conn, mine, &sister.card.id).await.unwrap(), None);
    }

    async fn a_page_after_the_channel_of_another_partner_is_the_first_page(test: TestStore) {
        let portfolio = plant_few(&test.store).await;
        let mut conn = test.store.read().await.unwrap();
        let foreign = portfolio.all.iter().find(|row| row.owner.partner() == portfolio.large).unwrap();
        let mine = Organisation::Partner(portfolio.small);
        let first = page(&mut conn, mine, &ListQuery::default(), 20).await.unwrap();
        for at in [PageAt::After(foreign.card.id.clone()), PageAt::Before(foreign.card.id.clone())] {
            assert_eq!(page(&mut conn, mine, &ListQuery::default().at(at), 20).await.unwrap(), first);
        }
    }

    async fn a_channel_that_changes_is_found_by_what_it_is_now(test: TestStore) {
        let partner = partner(&test.store, "One").await;
        let owner = client(&test.store, partner, "Owner", "mail@owner.example").await;
        let waba = waba(&test.store, &owner, waba_facts("1", "Account", AccountType::Shared)).await;
        let channel = add_one(&test.store, &waba, "100", "+49 30 901820", "Before").await;
        let mut facts = channel.facts.clone();
        facts.name = "After".to_owned();
        change(&test.store, &waba, &channel, facts.clone(), contract()).await;
        let found = async |search: &str, shown| {
            let query = ListQuery { search: search.to_owned(), shown, ..ListQuery::default() };
            let mut conn = test.store.read().await.unwrap();
            page(&mut conn, Organisation::Partner(partner), &query, 10).await.unwrap().cards.len()
        };
        use domain::channel::Shown::{Ended, Open};
        assert_eq!((found("before", Open).await, found("after", Open).await), (0, 1));

        let mut conn = test.store.read().await.unwrap();
        let channel = channels::find(&mut conn, Organisation::Partner(partner), &channel.id).await.unwrap().unwrap();
        let mut ended = contract();
        ended.lifecycle = Lifecycle::Ended(Date { year: 2026, month: 6, day: 30 });
        change(&test.store, &waba, &channel, facts, ended.clone()).await;
        for search in ["after", "+4930", "820", "100"] {
            assert_eq!((found(search, Open).await, found(search, Ended).await), (0, 1), "{search}");
        }
        let stored = channels::find(&mut conn, Organisation::Partner(partner), &channel.id).await.unwrap().unwrap();
        assert_eq!(stored.contract, ended);
    }
}
