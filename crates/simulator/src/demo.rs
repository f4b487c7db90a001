//! A plausible partner's portfolio: clients on five continents, their WABAs, their numbers in every
//! state.
//!
//! The numbers come from ranges that regulators keep free for fiction where there are such ranges
//! (NANP 555-01xx, Ofcom, Bundesnetzagentur, ARCEP, ACMA, PTS), and are made up elsewhere.

mod clients;
mod picture;
mod profile;
mod record;
mod signup;
mod templates;

use crate::state::business::Business;
use crate::state::number::{Number, Official, Pin};
use crate::state::token::Token;
use crate::state::waba::{OnBehalfOf, Waba};
use crate::state::{PARTNER_BUSINESS, World};
use crate::wire;
use clients::CLIENTS;
use record::{Client, Line};
pub use signup::{DemoAccount, PaymentType, Permission};

/// The first demo WABA was made on 6 March 2023; each next one 11 days later.
const FIRST_DAY: i64 = 1_678_089_600;
const DAY: i64 = 86_400;

/// What the hub's operator types when connecting the demo's WABAs, one entry per WABA. Entries of
/// the same client repeat its details and follow each other.
#[must_use]
pub fn accounts() -> Vec<DemoAccount> {
    all_wabas()
        .map(|(client, index, _)| {
            let id = waba_id(index);
            DemoAccount {
                client_name: client.name.to_owned(),
                legal_name: client.legal_name.to_owned(),
                contact_email: client.email.to_owned(),
                country: client.country.to_owned(),
                payment: client.payment,
                permission: client.permission,
                token: wire::access_token(&format!("waba {id}")),
                waba_id: id,
            }
        })
        .collect()
}

/// The id of the partner's business portfolio.
#[must_use]
pub fn partner_business_id() -> &'static str {
    PARTNER_BUSINESS
}

/// Each WABA of the demo with its client and its position among all.
fn all_wabas() -> impl Iterator<Item = (&'static Client, usize, &'static record::Account)> {
    CLIENTS
        .iter()
        .flat_map(|client| client.wabas.iter().map(move |waba| (client, waba)))
        .enumerate()
        .map(|(index, (client, waba))| (client, index, waba))
}

fn waba_id(index: usize) -> String {
    (102_290_129_340_398 + index as u64 * 1_013_904_223).to_string()
}

fn number_id(index: usize) -> String {
    (106_540_352_242_922 + index as u64 * 1_664_525_331).to_string()
}

fn business_id(index: usize) -> String {
    (506_914_307_656_634 + index as u64 * 2_654_435_761).to_string()
}

/// Puts the portfolio into an empty world.
pub(crate) fn plant(world: &mut World) {
    for (index, client) in CLIENTS.iter().enumerate() {
        let mut business = Business::new(&business_id(index), client.legal_name);
        client.verification.clone_into(&mut business.verification);
        client.limit.clone_into(&mut business.messaging_limit);
        world.add_business(business);
    }
    let mut numbers = 0;
    for (client, index, account) in all_wabas() {
        let position = CLIENTS.iter().position(|other| std::ptr::eq(other, client)).unwrap_or_default();
        let created = FIRST_DAY + index as i64 * 11 * DAY;
        let waba = account.build(&waba_id(index), &business_id(position), client, created);
        let id = waba.id.clone();
        world.add_token(Token::of_waba(&id, created));
        world.add_waba(waba);
        for line in account.numbers {
            let onboarded = created + numbers as i64 * DAY / 3;
            let number = number_id(numbers);
            world.add_number(line.build(&number, &id, onboarded));
            profile::plant(world, &number, numbers, client, line);
            numbers += 1;
        }
        templates::plant(world, &id, account.name, index, created);
    }
}

impl record::Account {
    fn build(&self, id: &str, business: &str, client: &Client, created: i64) -> Waba {
        let mut waba = Waba::new(id, self.name, business, created);
        self.currency.clone_into(&mut waba.currency);
        waba.timezone_id = self.timezone_id;
        client.country.clone_into(&mut waba.country);
        self.status.clone_into(&mut waba.status);
        self.review.clone_into(&mut waba.account_review_status);
        if self.funding == record::Funding::Missing {
            waba.primary_funding_id = None;
        }
        if let Some(status) = self.on_behalf_of {
            PARTNER_BUSINESS.clone_into(&mut waba.owner_business);
            waba.on_behalf_of = Some(OnBehalfOf { business: business.to_owned(), status: status.to_owned() });
        }
        if let Some((key, value)) = self.unasked {
            waba.extra.insert(key.to_owned(), value.into());
        }
        waba
    }
}

impl Line {
    fn build(&self, id: &str, waba_id: &str, created: i64) -> Number {
        let mut number = Number::new(id, waba_id, self.display, self.name, created);
        self.status.clone_into(&mut number.status);
        self.quality.clone_into(&mut number.quality_rating);
        self.code.clone_into(&mut number.code_verification_status);
        self.platform.clone_into(&mut number.platform_type);
        self.throughput.clone_into(&mut number.throughput);
        self.name_status.clone_into(&mut number.name_status);
        self.mode.clone_into(&mut number.account_mode);
        number.official = self.official;
        number.new_display_name = self.new_name.map(ToOwned::to_owned);
        number.new_name_status = self.new_name.map(|_| "PENDING_REVIEW".to_owned());
        if matches!(self.status, "PENDING" | "UNVERIFIED") {
            number.pin = Pin::Missing;
            number.last_onboarded_time = None;
        }
        if self.official == Official::Yes {
            number.extra.insert("linked_devices_hint".to_owned(), 2.into());
        }
        number
    }
}

#[cfg(test)]
mod tests;
