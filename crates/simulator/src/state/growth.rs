//! WABAs and numbers in bulk, for tests of large portfolios.

use serde::{Deserialize, Serialize};

use super::business::Business;
use super::number::Number;
use super::token::Token;
use super::waba::Waba;
use super::{PARTNER_BUSINESS, World};
use crate::Error;

/// A WABA to add.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewWaba {
    /// Its name; one is made up when there is none.
    #[serde(default)]
    pub name: Option<String>,
    /// How many numbers it gets.
    #[serde(default)]
    pub numbers: usize,
    /// The business that owns it; a new one when there is none.
    #[serde(default)]
    pub business_id: Option<String>,
    /// Who holds it: the client itself (*Shared*) or the partner on its behalf (*OBO*).
    #[serde(default)]
    pub ownership: Ownership,
    /// Whether its numbers can send from the start.
    #[serde(default)]
    pub registration: Registration,
}

/// Whether the numbers of a new WABA can send.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Registration {
    /// They are connected.
    #[default]
    Done,
    /// They have to be registered first, as after a sign-up.
    Waits {
        /// The PIN that they have from before, if they have one.
        pin: Option<String>,
    },
}

/// Who holds a WABA.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ownership {
    /// The client, which shares it with the partner.
    #[default]
    Shared,
    /// The partner, on behalf of the client.
    OnBehalfOf,
}

/// A WABA that was added.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AddedWaba {
    /// Its id.
    pub waba_id: String,
    /// The client's business portfolio.
    pub business_id: String,
    /// A token that opens this WABA only.
    pub token: String,
    /// Its numbers' ids, in the order of the list.
    pub number_ids: Vec<String>,
}

impl World {
    /// Adds an approved WABA of a verified business.
    pub fn grow(&mut self, new: NewWaba, now: i64) -> Result<AddedWaba, Error> {
        let waba_id = self.new_id();
        let name = new.name.unwrap_or_else(|| format!("Account {}", self.wabas.len() + 1));
        let business_id = match new.business_id {
            Some(id) if self.businesses.contains_key(&id) => id,
            Some(id) => {
                return Err(Error::NotFound { kind: "business", id });
            }
            None => {
                let id = self.new_id();
                self.add_business(Business::new(&id, &name));
                id
            }
        };
        let mut waba = Waba::new(&waba_id, &name, &business_id, now);
        if new.ownership == Ownership::OnBehalfOf {
            waba.owner_business = PARTNER_BUSINESS.to_owned();
            waba.on_behalf_of =
                Some(super::waba::OnBehalfOf { business: business_id.clone(), status: "APPROVED".to_owned() });
        }
        self.add_waba(waba);
        let token = Token::of_waba(&waba_id, now);
        let value = token.token.clone();
        self.add_token(token);
        let number_ids = self.grow_numbers(&waba_id, new.numbers, now)?;
        if let Registration::Waits { pin } = new.registration {
            for id in &number_ids {
                if let Some(number) = self.numbers.get_mut(id) {
                    *number = number.clone().waiting(pin.clone());
                }
            }
        }
        Ok(AddedWaba { waba_id, business_id, token: value, number_ids })
    }

    /// Adds connected numbers from the range that is kept free for fiction (555-0100 to 555-0199
    /// in each area code, NANP). Distinct for the first 78,800.
    pub fn grow_numbers(&mut self, waba_id: &str, count: usize, now: i64) -> Result<Vec<String>, Error> {
        let name = self.waba(waba_id)?.name.clone();
        let mut ids = Vec::with_capacity(count);
        for _ in 0..count {
            let id = self.new_id();
            let line = self.next_line;
            self.next_line += 1;
            let area = 201 + (line / 100) % 788;
            let display = format!("+1 {area}-555-{:04}", 100 + line % 100);
            self.add_number(Number::new(&id, waba_id, &display, &name, now));
            ids.push(id);
        }
        Ok(ids)
    }
}
