//! The accounts page over a small and a large partner of the same database, one request after the other.

use std::time::{Duration, Instant};

use store::EngineKind;

use crate::accounts::CARD;
use crate::client::{Client, get};
use crate::data::{Portfolio, View};
use crate::databases::{SMALL, filled};
use crate::report::{Figure, say, table};
use crate::sample::Sample;
use crate::server::{Server, people};
use crate::wire::Keep;
use crate::{Failure, Options};

/// Most requests of one kind.
const AT_MOST: usize = 400;
/// Requests that fill caches and prepare statements.
const BEFORE: usize = 12;

/// Measures and prints.
///
/// # Errors
/// The data cannot be made, or the server fails.
pub async fn measure(options: &Options) -> Result<(), Failure> {
    for engine in options.engines() {
        one_engine(options, *engine).await?;
    }
    Ok(())
}

async fn one_engine(options: &Options, engine: EngineKind) -> Result<(), Failure> {
    let large = options.large_portfolio();
    let database = filled(engine, &[SMALL, large]).await?;
    people(&database, &[SMALL, large])?;
    let server = Server::start(&database, "list")?;
    let mut sides = [Side::new(&server, SMALL)?, Side::new(&server, large)?];
    let mut figures = Vec::new();
    for view in View::ALL {
        figures.push(ratio(&server, &mut sides, view, options.time() / 4)?);
    }
    drop(server);
    let title =
        format!("Accounts page, {engine:?}, {} : {} channels, ratio of medians", large.channels, SMALL.channels);
    say(&table(&title, &figures));
    Ok(())
}

/// One of the two partners.
struct Side {
    portfolio: Portfolio,
    cookie: String,
    client: Client,
}

impl Side {
    fn new(server: &Server, portfolio: Portfolio) -> Result<Self, Failure> {
        let cookie = server.sign_in(&portfolio)?;
        Ok(Self { portfolio, cookie, client: Client::connect(server.address)? })
    }

    fn request(&self, server: &Server, view: View) -> Vec<u8> {
        let query = view.query(&self.portfolio).to_query_string();
        let path = if query.is_empty() { "/numbers".to_owned() } else { format!("/numbers?{query}") };
        get(&server.host, &path, &self.cookie, "identity")
    }

    fn time(&mut self, request: &[u8]) -> Result<Duration, Failure> {
        let begun = Instant::now();
        let answer = self.client.send(request, Keep::Length)?;
        let time = begun.elapsed();
        if answer.status() == 200 { Ok(time) } else { Err(format!("the page answers {}", answer.status()).into()) }
    }
}

fn ratio(server: &Server, sides: &mut [Side; 2], view: View, time: Duration) -> Result<Figure, Failure> {
    let requests = [sides[0].request(server, view), sides[1].request(server, view)];
    let mut cards = [0, 0];
    let mut times = [Sample::default(), Sample::default()];
    for place in 0..2 {
        let answer = sides[place].client.send(&requests[place], Keep::Body)?;
        cards[place] = answer.text().matches(CARD).count();
        for _ in 0..BEFORE {
            sides[place].time(&requests[place])?;
        }
    }
    let until = Instant::now() + time;
    while times[0].count() < AT_MOST && Instant::now() < until {
        // In turns, so that whatever else the machine does meets both alike.
        for place in 0..2 {
            times[place].add(sides[place].time(&requests[place])?);
        }
    }
    let [small, large] = &mut times;
    let (small, large) = (small.median(), large.median());
    let what = format!("{}: {large:.2} ms ({} cards) : {small:.2} ms ({})", view.label(), cards[1], cards[0]);
    Ok(Figure::ratio(what, large / small, view.promise()))
}
