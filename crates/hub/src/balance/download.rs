use domain::account::Actor;
use domain::ids::ChannelId;
use domain::period::Period;
use store::partners;

use super::Direct;
use crate::spreadsheet::{MARK, write_cell};
use crate::{Hub, HubError, calendar};

const HEAD: &str = "Day,Category,Market,Messages,Cost,Currency\r\n";

/// A file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Download {
    /// Its name.
    pub name: String,
    /// What stands in it.
    pub text: String,
}

/// What was charged to the balance of a number in a period as CSV (RFC 4180): a line for each day, category and market.
///
/// # Errors
/// [`HubError::NotFound`] for a number of somebody else; [`HubError::Conflict`] where the partner pays for it.
pub async fn csv(hub: &Hub, actor: &Actor, id: &ChannelId, period: Period) -> Result<Download, HubError> {
    let mut conn = hub.store.read().await?;
    let Some(number) = Direct::find(&mut conn, actor, id).await? else {
        let sentence = "The partner pays for this number, so there are no charges of its own to download.";
        return Err(HubError::Conflict(sentence.to_owned()));
    };
    let days = period.days(calendar::day_in(number.zone, hub.clock.now()));
    let currency = partners::currency(&mut conn, number.partner).await?;
    let mut text = format!("{MARK}{HEAD}");
    for row in number.charged(&mut conn, days).await? {
        text.push_str(&format!("{},", row.day));
        // Meta's words, which may be any.
        write_cell(row.category.label(), &mut text);
        text.push(',');
        write_cell(row.market.as_str(), &mut text);
        text.push_str(&format!(",{},{},{currency}\r\n", row.messages, row.cost.decimal()));
    }
    let name = format!("charges-{}-{}-to-{}.csv", number.number.digits(), days.first, days.last);
    Ok(Download { name, text })
}
