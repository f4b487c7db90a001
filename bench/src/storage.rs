//! The queries of the list alone: whether they scale is decided here, whatever the page around them costs.

use std::time::{Duration, Instant};

use domain::account::Organisation;
use domain::ids::PartnerKey;
use domain::list::ListQuery;
use store::channels::page;
use store::{Conn, Store};

use crate::data::{Portfolio, View};
use crate::databases::{SMALL, filled};
use crate::report::{Figure, say, table};
use crate::sample::Sample;
use crate::{Failure, Options};

/// Most requests of one kind.
const AT_MOST: usize = 400;
const PAGE: usize = 50;

/// Measures and prints.
///
/// # Errors
/// The data cannot be made or read.
pub async fn measure(options: &Options) -> Result<(), Failure> {
    let large = options.large_portfolio();
    for engine in options.engines() {
        let database = filled(*engine, &[SMALL, large]).await?;
        let store = Store::connect(&database.url).await?;
        let mut conn = store.read().await?;
        let mut figures = Vec::new();
        for view in View::ALL {
            figures.extend(ratio(&mut conn, view, &large, options.time() / 8).await?);
        }
        drop(conn);
        store.close().await;
        say(&table(
            &format!("Queries of the list, {engine:?}, {} : {} channels", large.channels, SMALL.channels),
            &figures,
        ));
    }
    Ok(())
}

async fn ratio(conn: &mut Conn, view: View, large: &Portfolio, time: Duration) -> Result<Vec<Figure>, Failure> {
    let (small_query, large_query) = (view.query(&SMALL), view.query(large));
    let (mut small_times, mut large_times) = (Sample::default(), Sample::default());
    let mut cards = 0;
    // The first rounds fill caches and prepare statements.
    for _ in 0..10 {
        read(conn, &SMALL, &small_query).await?;
        cards = read(conn, large, &large_query).await?.1;
    }
    let until = Instant::now() + time;
    while small_times.count() < AT_MOST && Instant::now() < until {
        small_times.add(read(conn, &SMALL, &small_query).await?.0);
        large_times.add(read(conn, large, &large_query).await?.0);
    }
    let (small, big) = (small_times.median(), large_times.median());
    let what = format!("{} ({cards} cards): {big:.2} ms : {small:.2} ms", view.label());
    Ok(vec![Figure::ratio(what, big / small, view.promise())])
}

async fn read(conn: &mut Conn, portfolio: &Portfolio, query: &ListQuery) -> Result<(Duration, usize), Failure> {
    let begun = Instant::now();
    let page = page::page(conn, Organisation::Partner(PartnerKey(portfolio.partner)), query, PAGE).await?;
    Ok((begun.elapsed(), page.cards.len()))
}
