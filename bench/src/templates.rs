//! The list of the templates of an account with 60 and of one with 6,000, one request after the other.

use std::time::Instant;

use domain::Timestamp;
use domain::account::Organisation;
use domain::ids::{PartnerKey, TemplateId};
use domain::templates::starters::Starter;
use domain::templates::{Language, TemplateFacts, TemplateNotes, TemplateStatus};
use store::templates::{self, Derived, NewTemplate, TextKey};
use store::{EngineKind, Store, StoreError, channels};

use crate::client::{Client, get};
use crate::data::{Portfolio, Promise};
use crate::databases::{CARDS, SMALL, copy, filled};
use crate::report::{Figure, say, table};
use crate::sample::Sample;
use crate::server::{Server, people};
use crate::wire::Keep;
use crate::{Failure, Options};

const FEW: usize = 60;
const MANY: usize = 6_000;
/// Requests that fill caches and prepare statements.
const BEFORE: usize = 12;
/// Most requests of one kind.
const AT_MOST: usize = 400;
/// What each name of the page begins with.
const NAME: &str = "class=\"card tpl\"";

/// Measures and prints.
///
/// # Errors
/// The data cannot be made, or the server fails.
pub async fn measure(options: &Options) -> Result<(), Failure> {
    let accounts = [(SMALL, FEW), (CARDS, MANY)];
    let database = copy(&filled(EngineKind::Sqlite, &[SMALL, CARDS]).await?, "templates.sqlite")?;
    let store = Store::connect(&database.url).await?;
    store.migrate().await?;
    for (portfolio, count) in accounts {
        add(&store, portfolio, count).await?;
    }
    store.close().await;
    people(&database, &[SMALL, CARDS])?;
    let server = Server::start(&database, "templates")?;
    let mut sides = Vec::new();
    for (portfolio, _) in accounts {
        let id = portfolio.channel_id(0).ok_or("a channel has no id")?;
        let cookie = server.sign_in(&portfolio)?;
        sides.push((Client::connect(server.address)?, format!("/numbers/{id}/templates"), cookie, Sample::default()));
    }
    let mut figures = Vec::new();
    let views = [
        ("first page", "", Promise::SameTime),
        ("search", "?q=arrives", Promise::SameTime),
        // Every template of the account is looked at.
        ("filter without a hit", "?status=PAUSED", Promise::None),
    ];
    for (label, query, promise) in views {
        let mut names = Vec::new();
        for (client, path, cookie, times) in &mut sides {
            *times = Sample::default();
            let request = get(&server.host, &format!("{path}{query}"), cookie, "identity");
            for _ in 0..BEFORE {
                client.send(&request, Keep::Length)?;
            }
            let answer = client.send(&request, Keep::Body)?;
            if answer.status() != 200 {
                return Err(format!("the list answers {}", answer.status()).into());
            }
            names.push(answer.text().matches(NAME).count());
        }
        let until = Instant::now() + options.time() / 3;
        for _ in 0..AT_MOST {
            // In turns, so that whatever else the machine does meets both alike.
            for (client, path, cookie, times) in &mut sides {
                let request = get(&server.host, &format!("{path}{query}"), cookie, "identity");
                let begun = Instant::now();
                client.send(&request, Keep::Length)?;
                times.add(begun.elapsed());
            }
            if until < Instant::now() {
                break;
            }
        }
        let [(.., few), (.., many)] = sides.as_mut_slice() else { return Err("there are two accounts".into()) };
        let (few, many) = (few.median(), many.median());
        let what = format!("{label}: {many:.2} ms ({} names) : {few:.2} ms ({})", names[1], names[0]);
        figures.push(Figure::ratio(what, many / few, promise));
    }
    say(&table(&format!("Templates of an account, SQLite, {MANY} : {FEW}, ratio of medians"), &figures));
    Ok(())
}

/// Gives the account of the partner's first number this many templates.
async fn add(store: &Store, portfolio: Portfolio, count: usize) -> Result<(), Failure> {
    let id = portfolio.channel_id(0).ok_or("a channel has no id")?;
    let added: Result<(), StoreError> = store
        .write(move |tx| {
            Box::pin(async move {
                let partner = PartnerKey(portfolio.partner);
                let Some(channel) = channels::find(tx, Organisation::Partner(partner), &id).await? else {
                    return Ok(());
                };
                for n in 0..count {
                    let mut template = Starter::Text.template(Language::from_wire("en_US"));
                    template.name = format!("order_update_{n:05}");
                    let facts = TemplateFacts {
                        meta_id: format!("{}{n:08}", portfolio.partner),
                        template,
                        status: TemplateStatus::Approved,
                        quality: None,
                        rejection: None,
                        previous_category: None,
                        changed_at: None,
                    };
                    let text = "Your order has left our shop and arrives tomorrow.".to_owned();
                    let derived = Derived { excerpt: text.clone(), wording: text.to_lowercase(), text_key: TextKey(1) };
                    let mut entropy = [0; 16];
                    entropy[..8].copy_from_slice(&(portfolio.partner as u64).to_be_bytes());
                    entropy[8..].copy_from_slice(&(n as u64).to_be_bytes());
                    let new = NewTemplate {
                        id: TemplateId::from_entropy(entropy),
                        account: (partner, channel.client, channel.waba),
                        facts: &facts,
                        notes: &TemplateNotes::default(),
                        derived: &derived,
                        at: Timestamp(0),
                    };
                    templates::insert(tx, &new).await?;
                }
                Ok(())
            })
        })
        .await;
    Ok(added?)
}
