//! The list against a plain model: every order, filter and search, forward and backward.

use domain::account::Organisation;
use domain::channel::Shown;
use domain::list::{ActionFilter, ListQuery, PageAt, Sort};
use domain::meta::{MessagingLimit, QualityRating};
use domain::permission::{PaymentType, Permission};
use domain::state::ChannelState;
use domain::waba::AccountType;
use store::channels::page::{Page, page};

use crate::support::model::{expected, turn_over};
use crate::support::portfolio::{Portfolio, plant, plant_few};
use crate::support::{Rng, partner};

/// What people type: beginnings of words in several scripts, several words, numbers, last digits, nothing that is
/// there.
const SEARCHES: &[&str] = &[
    "cafe",
    "CAFÉ",
    "caf",
    "cafet",
    "café nord",
    "nord café kessler",
    "ångström",
    "angstr",
    "istanbul",
    "слън",
    "春風",
    "さくら",
    "مطاعم",
    "आरो",
    "한빛",
    "strasse",
    "straße",
    "shop37",
    "shop",
    "shop cafeteria",
    "24h",
    "24",
    "o'neil",
    "a-1",
    "digital@kessler-backwaren.example",
    "chunf",
    "gmbh",
    "+49",
    "49",
    "0049",
    "+49 0 00",
    "4900",
    "00",
    "907",
    "0124",
    "nobody",
    "café nobody",
    "zzz%",
    "_",
    "%",
    "'; drop table channels; --",
    "👍",
    "\u{301}",
];

fn random_query(rng: &mut Rng) -> ListQuery {
    let mut query = ListQuery { sort: *rng.pick(Sort::ALL), ..ListQuery::default() };
    if rng.chance(60) {
        query.search = rng.pick(SEARCHES).to_string();
    }
    if rng.chance(30) {
        query.shown = Shown::Ended;
    }
    for _ in 0..rng.below(3) {
        match rng.below(7) {
            0 => query.state = Some(*rng.pick(ChannelState::ALL)),
            1 => query.quality = Some(rng.pick(QualityRating::KNOWN).clone()),
            2 => query.limit = Some(rng.pick(MessagingLimit::KNOWN).clone()),
            3 => query.permission = Some(*rng.pick(Permission::ALL)),
            4 => query.payment = Some(*rng.pick(PaymentType::ALL)),
            5 => query.account_type = Some(*rng.pick(AccountType::ALL)),
            _ => query.action = Some(*rng.pick(ActionFilter::ALL)),
        }
    }
    query
}

/// Some pages, one page that is just full, or all on one.
fn size(rng: &mut Rng, portfolio: &Portfolio, organisation: Organisation, query: &ListQuery) -> usize {
    let rows = expected(&portfolio.all, organisation, query).len();
    match rng.below(4) {
        0 => rows.max(1),
        1 => rows + 1,
        _ => rows / (2 + rng.below(4)) + 1,
    }
}

store::on_both_engines! {
    async fn every_order_is_kept_on_every_page(test: TestStore) {
        let portfolio = plant(&test.store).await;
        let mut conn = test.store.read().await.unwrap();
        for shown in Shown::ALL {
            for sort in Sort::ALL {
                let query = ListQuery { sort: *sort, shown: *shown, ..ListQuery::default() };
                let rows = turn_over(&mut conn, &portfolio.all, Organisation::Partner(portfolio.large), &query, 171).await;
                assert!(500 < rows);
            }
        }
    }

    async fn every_search_finds_what_a_person_means(test: TestStore) {
        let portfolio = plant(&test.store).await;
        let mut conn = test.store.read().await.unwrap();
        let mut found = Vec::new();
        for search in SEARCHES {
            let query = ListQuery { search: (*search).to_owned(), ..ListQuery::default() };
            let rows = turn_over(&mut conn, &portfolio.all, Organisation::Partner(portfolio.large), &query, 190).await;
            found.push((*search, rows));
        }
        let nothing: Vec<&str> = found.iter().filter(|(_, rows)| *rows == 0).map(|(search, _)| *search).collect();
        assert_eq!(
            nothing,
            ["strasse", "0049", "nobody", "café nobody", "zzz%", "_", "%", "'; drop table channels; --", "👍", "\u{301}"]
        );
    }

    async fn any_combination_is_the_list_of_the_model(test: TestStore) {
        let portfolio = plant(&test.store).await;
        let mut conn = test.store.read().await.unwrap();
        let mut rng = Rng(7);
        let mut filled = 0;
        for _ in 0..250 {
            let query = random_query(&mut rng);
            let organisation = match rng.below(4) {
                0 => portfolio.all[rng.below(portfolio.all.len())].owner,
                1 => Organisation::Partner(portfolio.small),
                _ => Organisation::Partner(portfolio.large),
            };
            let size = size(&mut rng, &portfolio, organisation, &query);
            filled += usize::from(0 < turn_over(&mut conn, &portfolio.all, organisation, &query, size).await);
        }
        assert!(100 < filled, "only {filled} of the lists had a row");
    }

    async fn each_filter_alone_leaves_what_it_names(test: TestStore) {
        let portfolio = plant(&test.store).await;
        let mut conn = test.store.read().await.unwrap();
        let any = ListQuery::default;
        let mut queries: Vec<ListQuery> = Vec::new();
        queries.extend(ChannelState::ALL.iter().map(|state| ListQuery { state: Some(*state), ..any() }));
        queries.extend(QualityRating::KNOWN.iter().map(|quality| ListQuery { quality: Some(quality.clone()), ..any() }));
        queries.extend(MessagingLimit::KNOWN.iter().map(|limit| ListQuery { limit: Some(limit.clone()), ..any() }));
        queries.extend(Permission::ALL.iter().map(|permission| ListQuery { permission: Some(*permission), ..any() }));
        queries.extend(PaymentType::ALL.iter().map(|payment| ListQuery { payment: Some(*payment), ..any() }));
        queries.extend(AccountType::ALL.iter().map(|kind| ListQuery { account_type: Some(*kind), ..any() }));
        queries.extend(ActionFilter::ALL.iter().map(|action| ListQuery { action: Some(*action), ..any() }));
        let mut filled = 0;
        for query in &queries {
            let rows = turn_over(&mut conn, &portfolio.all, Organisation::Partner(portfolio.large), query, 120).await;
            filled += usize::from(0 < rows);
        }
        assert!(queries.len() - 8 < filled, "only {filled} of {} filters leave a row", queries.len());
    }

    async fn an_empty_partner_has_an_empty_page(test: TestStore) {
        let portfolio = plant_few(&test.store).await;
        let empty = Organisation::Partner(partner(&test.store, "Empty").await);
        let mut conn = test.store.read().await.unwrap();
        for search in ["", "café", "49", "shop"] {
            let query = ListQuery { search: search.to_owned(), ..ListQuery::default() };
            let nothing = Page { cards: Vec::new(), has_previous: false, has_next: false };
            assert_eq!(page(&mut conn, empty, &query, 50).await.unwrap(), nothing);
        }
        let rows = turn_over(&mut conn, &portfolio.all, empty, &ListQuery::default(), 50).await;
        assert_eq!(rows, 0);
    }

    async fn beyond_either_end_there_is_nothing(test: TestStore) {
        let portfolio = plant_few(&test.store).await;
        let small = Organisation::Partner(portfolio.small);
        let mut conn = test.store.read().await.unwrap();
        let rows = expected(&portfolio.all, small, &ListQuery::default());
        let (first, last) = (rows[0].id.clone(), rows[rows.len() - 1].id.clone());
        let before = page(&mut conn, small, &ListQuery::default().at(PageAt::Before(first)), 50).await.unwrap();
        assert_eq!(before, Page { cards: Vec::new(), has_previous: false, has_next: true });
        let after = page(&mut conn, small, &ListQuery::default().at(PageAt::After(last)), 50).await.unwrap();
        assert_eq!(after, Page { cards: Vec::new(), has_previous: true, has_next: false });
    }
}
