use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};

use domain::ids::{ChannelKey, PartnerKey, WabaKey};
use domain::money::{Currency, Micros};
use domain::rates::{Category, Market, RateCard};
use domain::time::Date;
use store::charges::{self, Day, Waiting};
use store::{Conn, StoreError, Tx, partners, rates};

/// A delivery with what it costs; without a price where there is no rate.
pub(super) struct Priced<'w> {
    pub(super) charge: &'w Waiting,
    pub(super) price: Option<Micros>,
}

/// The rate cards of the partners of one batch.
#[derive(Default)]
pub(super) struct Cards {
    cards: HashMap<Currency, RateCard>,
    currencies: HashMap<PartnerKey, Currency>,
}

/// What decides the tier: the account's messages of a month, to one market, of one category.
type Volume<'w> = (WabaKey, (i64, u8), &'w str, &'w str);

impl Cards {
    /// Prices deliveries in their order. Those without a rate do not count towards a tier.
    pub(super) async fn price<'w>(
        &mut self,
        tx: &mut Tx,
        waiting: &'w [Waiting],
    ) -> Result<Vec<Priced<'w>>, StoreError> {
        let mut wanted: HashMap<Volume<'w>, (u64, &'w Waiting)> = HashMap::new();
        for charge in waiting {
            let card = self.of(tx, charge.partner).await?;
            if card.price(&charge.market, &charge.category, 1, charge.day).is_some() {
                wanted.entry(volume(charge)).or_insert((0, charge)).0 += 1;
            }
        }
        let mut next: HashMap<Volume<'w>, u64> = HashMap::new();
        for (key, (messages, charge)) in wanted {
            let month = format!("{:04}-{:02}", charge.day.year, charge.day.month);
            let first = charges::count(tx, charge.waba, &month, (&charge.market, &charge.category), messages).await?;
            next.insert(key, first);
        }
        let mut priced = Vec::with_capacity(waiting.len());
        for charge in waiting {
            let card = self.of(tx, charge.partner).await?;
            let price = next.get_mut(&volume(charge)).and_then(|at| {
                let price = card.price(&charge.market, &charge.category, *at, charge.day)?;
                *at += 1;
                Some(price)
            });
            priced.push(Priced { charge, price });
        }
        Ok(priced)
    }

    async fn of(&mut self, conn: &mut Conn, partner: PartnerKey) -> Result<&RateCard, StoreError> {
        let currency = match self.currencies.get(&partner) {
            Some(currency) => *currency,
            None => {
                let currency = partners::currency(conn, partner).await?;
                self.currencies.insert(partner, currency);
                currency
            }
        };
        match self.cards.entry(currency) {
            Entry::Occupied(card) => Ok(card.into_mut()),
            Entry::Vacant(place) => Ok(place.insert(RateCard::new(rates::all(conn, currency).await?))),
        }
    }
}

fn volume(charge: &Waiting) -> Volume<'_> {
    (charge.waba, (charge.day.year, charge.day.month), charge.market.as_str(), charge.category.code())
}

/// Adds what was charged to the days of its channels.
pub(super) async fn add_up(tx: &mut Tx, charged: &[(&Waiting, Micros)]) -> Result<(), StoreError> {
    type Of<'w> = (ChannelKey, Date, &'w Market, &'w str);
    let mut sums: BTreeMap<Of<'_>, (u64, Micros, &Waiting)> = BTreeMap::new();
    for (charge, price) in charged {
        let key = (charge.channel, charge.day, &charge.market, charge.category.code());
        let sum = sums.entry(key).or_insert((0, Micros(0), charge));
        sum.0 += 1;
        sum.1 = sum.1.plus(*price).ok_or(StoreError::GivenUp("the charges of a day are beyond 64 bits"))?;
    }
    for ((channel, day, ..), (messages, cost, charge)) in sums {
        let (category, market): (Category, Market) = (charge.category.clone(), charge.market.clone());
        let day = Day { day, payment: charge.payment, category, market, messages, cost };
        charges::add_days(tx, channel, &day).await?;
    }
    Ok(())
}
