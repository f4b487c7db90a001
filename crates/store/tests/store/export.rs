//! The download in runs: all channels of the tenant or the results of a list, newest first, each once.

use domain::account::Organisation;
use domain::channel::Shown;
use domain::ids::ChannelKey;
use domain::list::{ActionFilter, ListQuery, Sort};
use domain::permission::Permission;
use store::Store;
use store::channels::export::{ExportRow, ExportScope, run};

use crate::support::model::expected;
use crate::support::portfolio::{Portfolio, plant_few};

async fn all_runs(store: &Store, organisation: Organisation, scope: &ExportScope, size: usize) -> Vec<ExportRow> {
    let mut rows: Vec<ExportRow> = Vec::new();
    loop {
        let after = rows.last().map(|row| ChannelKey(row.n));
        let mut conn = store.read().await.unwrap();
        let next = run(&mut conn, organisation, scope, after, size).await.unwrap();
        let last = next.len() < size;
        rows.extend(next);
        if last {
            return rows;
        }
    }
}

/// The numbers of the list, newest first.
fn numbers(portfolio: &Portfolio, organisation: Organisation, query: &ListQuery) -> Vec<String> {
    let query = ListQuery { sort: Sort::Newest, ..query.clone() };
    let cards = expected(&portfolio.all, organisation, &query);
    cards.into_iter().map(|card| card.number.display().to_owned()).collect()
}

store::on_both_engines! {
    async fn all_accounts_are_the_running_ones_of_the_organisation(test: TestStore) {
        let portfolio = plant_few(&test.store).await;
        for side in [
            Organisation::Partner(portfolio.large),
            Organisation::Partner(portfolio.small),
            portfolio.all[0].owner,
        ] {
            let wanted = numbers(&portfolio, side, &ListQuery::default());
            assert!(!wanted.is_empty());
            for size in [1, 7, 1_000] {
                let rows = all_runs(&test.store, side, &ExportScope::AllAccounts, size).await;
                let got: Vec<String> = rows.into_iter().map(|row| row.number).collect();
                assert_eq!(got, wanted, "{side:?} in runs of {size}");
            }
        }
    }

    async fn these_results_are_what_the_list_shows_on_all_of_its_pages(test: TestStore) {
        let portfolio = plant_few(&test.store).await;
        let side = Organisation::Partner(portfolio.large);
        let ids = portfolio.all[0].ids.clone();
        let mut queries: Vec<ListQuery> = ["", "café", "cafe nord", "+49", "00", "24", "kessler", "nobody", "\0"]
            .into_iter()
            .map(str::to_owned)
            .chain(ids)
            .map(|search| ListQuery { search, ..ListQuery::default() })
            .collect();
        queries.push(ListQuery { shown: Shown::Ended, sort: Sort::Name, ..ListQuery::default() });
        queries.push(ListQuery { permission: Some(Permission::Missing), ..ListQuery::default() });
        queries.push(ListQuery { action: Some(ActionFilter::Client), search: "cafe".to_owned(), ..ListQuery::default() });
        let mut filled = 0;
        for query in queries {
            let scope = ExportScope::TheseResults(Box::new(query.clone()));
            let rows = all_runs(&test.store, side, &scope, 9).await;
            let got: Vec<String> = rows.into_iter().map(|row| row.number).collect();
            let wanted = numbers(&portfolio, side, &query);
            assert_eq!(got, wanted, "?{}", query.to_query_string());
            filled += usize::from(!wanted.is_empty());
        }
        assert!(10 < filled, "{filled}");
    }
}
