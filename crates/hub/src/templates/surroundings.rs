//! What else an account has, as far as a template that is written for it depends on that.

use domain::Timestamp;
use domain::ids::WabaKey;
use domain::templates::Template;
use domain::templates::validate::{LockedName, OtherText, Surroundings, wording};
use store::templates::drafts::{Draft, Purpose};
use store::templates::{self, TextKey, history, locks, texts};
use store::{Conn, channels, wabas};

use crate::accounts::token;
use crate::{Hub, HubError};

/// What [`Surroundings::CREATIONS_PER_HOUR`] looks back on.
const HOUR_SECONDS: i64 = 3_600;
/// How many templates get their keys at a time.
const AT_A_TIME: usize = 500;

/// Of a draft.
pub(super) async fn of_draft(conn: &mut Conn, draft: &Draft, now: Timestamp) -> Result<Surroundings, HubError> {
    match draft.purpose {
        // It is there already: its name is its own, and it is not one more.
        Purpose::Edit(_) => {
            Ok(Surroundings { texts: same_texts(conn, draft.waba, &draft.template).await?, ..Surroundings::unknown() })
        }
        Purpose::New | Purpose::Copy(_) | Purpose::AddLanguage(_) => {
            of_new(conn, draft.waba, &draft.template, now).await
        }
    }
}

/// Of a template that the account is to have in addition. Everything is found by an index and nothing but the languages
/// of its name is read whole, since this is asked with each draft that is kept.
pub(super) async fn of_new(
    conn: &mut Conn,
    waba: WabaKey,
    template: &Template,
    now: Timestamp,
) -> Result<Surroundings, HubError> {
    let name = template.name.as_str();
    let siblings = templates::of_name(conn, waba, name).await?;
    let locked = locks::until(conn, waba, name, now).await?;
    let count = texts::count(conn, waba).await?;
    Ok(Surroundings {
        taken: siblings.into_iter().map(|sibling| (name.to_owned(), sibling.facts.template.language)).collect(),
        locked: locked
            .map(|until| LockedName { name: name.to_owned(), language: None, until: Some(until) })
            .into_iter()
            .collect(),
        texts: same_texts(conn, waba, template).await?,
        count: Some(count),
        limit: limit(conn, waba, count).await?,
        created_last_hour: Some(history::submitted_since(conn, waba, now.plus_seconds(-HOUR_SECONDS)).await?),
    })
}

/// One is enough: it is the one that is named.
async fn same_texts(conn: &mut Conn, waba: WabaKey, template: &Template) -> Result<Vec<OtherText>, HubError> {
    let found = texts::with_key(conn, waba, text_key(template), &template.name).await?;
    Ok(found.and_then(|facts| OtherText::of(&facts.template)).into_iter().collect())
}

/// Below the lower limit it does not matter which of the two an account has, and its numbers are not read.
async fn limit(conn: &mut Conn, waba: WabaKey, count: u32) -> Result<Option<u32>, HubError> {
    if count < Surroundings::LIMIT {
        return Ok(None);
    }
    let Some(waba) = wabas::find(conn, waba).await? else { return Ok(None) };
    let numbers = channels::of_waba(conn, waba.key).await?;
    let names = numbers.iter().map(|number| number.facts.name_status.as_ref());
    Ok(Surroundings::limit_of(waba.facts.business_verification.as_ref(), names))
}

/// By which templates are found that say the same.
pub(super) fn text_key(template: &Template) -> TextKey {
    let Some((body, footer)) = wording(template) else { return TextKey::NOTHING };
    let hash = token::hash(format!("{body}\0{footer}").as_bytes());
    hash.first_chunk().map_or(TextKey::NOTHING, |first| TextKey(i64::from_be_bytes(*first)))
}

/// Gives keys to templates that were written before there were any; for the start of a new version.
///
/// # Errors
/// The database refuses.
pub async fn give_text_keys(hub: &Hub) -> Result<(), HubError> {
    loop {
        let mut conn = hub.store.read().await?;
        let old = texts::without_key(&mut conn, AT_A_TIME).await?;
        drop(conn);
        if old.is_empty() {
            return Ok(());
        }
        hub.store
            .write(move |tx| {
                Box::pin(async move {
                    for (key, facts) in old {
                        texts::give_key(tx, key, text_key(&facts.template)).await?;
                    }
                    Ok::<_, HubError>(())
                })
            })
            .await?;
    }
}
