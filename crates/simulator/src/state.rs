//! What Meta would know: businesses, WABAs, numbers, tokens, subscriptions.

pub(crate) mod attachment;
pub(crate) mod business;
pub(crate) mod growth;
pub(crate) mod media;
pub(crate) mod message;
pub(crate) mod new_template;
pub(crate) mod number;
pub(crate) mod profile;
pub(crate) mod schedule;
pub(crate) mod subscription;
pub(crate) mod template;
pub(crate) mod templates;
pub(crate) mod token;
pub(crate) mod waba;

use std::collections::{BTreeMap, HashMap};

use serde_json::{Value, json};

use crate::{Config, Error};
use attachment::Attachment;
use business::Business;
use media::Media;
use message::Messages;
use number::Number;
use schedule::Schedule;
use subscription::Subscription;
use template::Template;
use templates::Names;
use token::{Reach, SignupCode, Token};
use waba::Waba;

/// The business portfolio of the partner, which owns the app.
pub(crate) const PARTNER_BUSINESS: &str = "2729063490586005";

/// The whole of it. Relations are ids; what one object says about another is looked up.
pub(crate) struct World {
    pub businesses: BTreeMap<String, Business>,
    pub wabas: BTreeMap<String, Waba>,
    pub numbers: HashMap<String, Number>,
    pub tokens: HashMap<String, Token>,
    pub codes: HashMap<String, SignupCode>,
    pub subscription: Option<Subscription>,
    pub templates: HashMap<String, Template>,
    pub names: Names,
    pub media: Media,
    /// By id.
    pub attachments: HashMap<String, Attachment>,
    /// The keys of Flows, by number.
    pub flow_keys: HashMap<String, String>,
    pub messages: Messages,
    pub schedule: Schedule,
    next_id: u64,
    pub(crate) next_line: u64,
}

impl World {
    /// The partner's own business and its system user's token, and the app's subscription if the
    /// configuration names an address.
    pub fn new(config: &Config) -> Self {
        let now = config.clock.unix_seconds();
        let mut world = Self {
            businesses: BTreeMap::new(),
            wabas: BTreeMap::new(),
            numbers: HashMap::new(),
            tokens: HashMap::new(),
            codes: HashMap::new(),
            subscription: config.webhook_url.clone().map(Subscription::to_everything),
            templates: HashMap::new(),
            names: Names::default(),
            media: Media::default(),
            attachments: HashMap::new(),
            flow_keys: HashMap::new(),
            messages: Messages::default(),
            schedule: Schedule::default(),
            next_id: 900_000_000_000_001,
            next_line: 0,
        };
        world.add_business(Business::new(PARTNER_BUSINESS, "Bridgework Messaging"));
        let partner_token = Token::new("partner", Reach::Everything, now);
        world.add_token(partner_token);
        world
    }

    pub fn new_id(&mut self) -> String {
        let id = self.next_id;
        self.next_id += 1;
        id.to_string()
    }

    pub fn add_business(&mut self, business: Business) {
        self.businesses.insert(business.id.clone(), business);
    }

    pub fn add_token(&mut self, token: Token) {
        self.tokens.insert(token.token.clone(), token);
    }

    pub fn add_waba(&mut self, waba: Waba) {
        self.wabas.insert(waba.id.clone(), waba);
    }

    /// Adds the number to its WABA; a number of an unknown WABA belongs to nobody and is dropped.
    pub fn add_number(&mut self, number: Number) {
        let Some(waba) = self.wabas.get_mut(&number.waba_id) else {
            return;
        };
        waba.numbers.push(number.id.clone());
        self.numbers.insert(number.id.clone(), number);
    }

    pub fn waba(&self, id: &str) -> Result<&Waba, Error> {
        self.wabas.get(id).ok_or_else(|| not_found("WABA", id))
    }

    pub fn waba_mut(&mut self, id: &str) -> Result<&mut Waba, Error> {
        self.wabas.get_mut(id).ok_or_else(|| not_found("WABA", id))
    }

    pub fn number(&self, id: &str) -> Result<&Number, Error> {
        self.numbers.get(id).ok_or_else(|| not_found("number", id))
    }

    pub fn number_mut(&mut self, id: &str) -> Result<&mut Number, Error> {
        self.numbers.get_mut(id).ok_or_else(|| not_found("number", id))
    }

    /// The business whose verification and limit count for this WABA: the client's, also where the
    /// WABA is held on its behalf.
    pub fn client_of(&self, waba: &Waba) -> Option<&Business> {
        self.businesses.get(waba.client_business())
    }

    /// The ids of all WABAs of one client's business, in order.
    pub fn wabas_of(&self, business_id: &str) -> Vec<String> {
        self.wabas.values().filter(|waba| waba.client_business() == business_id).map(|waba| waba.id.clone()).collect()
    }

    /// Everything, for a person who looks.
    pub fn overview(&self) -> Value {
        let wabas: Vec<Value> = self
            .wabas
            .values()
            .map(|waba| {
                let client = self.client_of(waba);
                let numbers: Vec<Value> = waba
                    .numbers
                    .iter()
                    .filter_map(|id| self.numbers.get(id))
                    .map(|number| {
                        json!({
                            "id": number.id,
                            "display_phone_number": number.display,
                            "verified_name": number.verified_name,
                            "status": number.status,
                            "quality_rating": number.quality_rating,
                            "name_status": number.name_status,
                            "code_verification_status": number.code_verification_status,
                        })
                    })
                    .collect();
                json!({
                    "id": waba.id,
                    "name": waba.name,
                    "business_id": waba.client_business(),
                    "status": waba.status,
                    "account_review_status": waba.account_review_status,
                    "business_verification_status": client.map(|client| &client.verification),
                    "messaging_limit": client.map(|client| &client.messaging_limit),
                    "app_subscribed": waba.subscription.is_some(),
                    "numbers": numbers,
                    "template_count": waba.templates.len(),
                })
            })
            .collect();
        json!({
            "partner_business_id": PARTNER_BUSINESS,
            "callback_url": self.subscription.as_ref().map(|subscription| subscription.callback_url.as_str()),
            "wabas": wabas,
        })
    }
}

fn not_found(kind: &'static str, id: &str) -> Error {
    Error::NotFound { kind, id: id.to_owned() }
}
