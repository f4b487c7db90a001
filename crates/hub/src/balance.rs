//! What a number has left, and what its deliveries have cost. Only a number that its client pays for has a balance of its
//! own; the others draw on the balance of their partner.

mod download;
mod sums;

use domain::account::Actor;
use domain::ids::{ChannelId, ChannelKey, PartnerKey};
use domain::money::{Currency, Micros};
use domain::percent;
use domain::period::{Days, Period};
use domain::permission::PaymentType;
use store::charges::{self, Day};
use store::ledger::{self, Holder};
use store::{Conn, channels, partners, wabas};

pub use download::{Download, csv};
pub use sums::{OfDay, Part, Sums, Total};

use crate::{Hub, HubError, calendar};

/// So many held deliveries are counted, and no more.
pub const COUNTED: usize = 100;

/// Where the money of a number is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Balance {
    /// On the balance that the partner shares among the numbers it pays for.
    OfPartner,
    /// On a balance of its own.
    OfNumber(Box<Seen>),
}

/// A balance with what was charged to it in a period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// In what all of it is counted.
    pub currency: Currency,
    /// What is left; below zero it is owed.
    pub balance: Micros,
    /// Deliveries that are held for want of a rate, at most [`COUNTED`].
    pub held: usize,
    /// Which days these are, in the account's time zone.
    pub days: Days,
    /// The account's time zone, by its IANA name.
    pub zone: &'static str,
    /// What was charged on them.
    pub sums: Sums,
    /// What was charged on as many days before.
    pub before: Total,
    /// By how many per cent the cost has grown since; `None` where there was none before.
    pub growth: Option<i64>,
}

/// The balance of a number, with what was charged to it in a period.
///
/// # Errors
/// [`HubError::NotFound`] for a number of somebody else.
pub async fn of_channel(hub: &Hub, actor: &Actor, id: &ChannelId, period: Period) -> Result<Balance, HubError> {
    let mut conn = hub.store.read().await?;
    let Some(number) = Direct::find(&mut conn, actor, id).await? else { return Ok(Balance::OfPartner) };
    let days = period.days(calendar::day_in(number.zone, hub.clock.now()));
    let charged = number.charged(&mut conn, Days { first: days.before().first, ..days }).await?;
    let (before, now) = charged.split_at(charged.partition_point(|row| row.day.days() < days.first.days()));
    let beyond = || HubError::internal("the charges of a period are beyond 64 bits");
    let (sums, before) = (Sums::of(days, now).ok_or_else(beyond)?, Total::of(before).ok_or_else(beyond)?);
    let holder = Holder::Channel(number.partner, number.channel);
    Ok(Balance::OfNumber(Box::new(Seen {
        currency: partners::currency(&mut conn, number.partner).await?,
        balance: ledger::balance(&mut conn, holder).await?,
        held: charges::held(&mut conn, number.channel, COUNTED).await?,
        days,
        zone: number.zone,
        growth: percent::growth(before.cost.0, sums.total.cost.0),
        sums,
        before,
    })))
}

/// A number that its client pays for.
struct Direct {
    partner: PartnerKey,
    channel: ChannelKey,
    number: domain::phone::PhoneNumber,
    zone: &'static str,
}

impl Direct {
    /// A number that the actor may see; `None` where the partner pays for it.
    async fn find(conn: &mut Conn, actor: &Actor, id: &ChannelId) -> Result<Option<Self>, HubError> {
        let found = channels::find(conn, actor.organisation, id).await?.ok_or(HubError::NotFound)?;
        if found.contract.payment == PaymentType::Partner {
            return Ok(None);
        }
        let waba = wabas::find(conn, found.waba).await?.ok_or(HubError::NotFound)?;
        let zone = calendar::zone_of(&waba.facts);
        Ok(Some(Self { partner: found.partner, channel: found.key, number: found.facts.number, zone }))
    }

    /// What was charged to its own balance, in the order of the days. What its partner has paid for is none of it.
    async fn charged(&self, conn: &mut Conn, days: Days) -> Result<Vec<Day>, HubError> {
        let mut charged = charges::days(conn, self.channel, days.first, days.last).await?;
        charged.retain(|row| row.payment == PaymentType::Direct);
        Ok(charged)
    }
}
