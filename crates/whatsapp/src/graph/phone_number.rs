//! Business phone numbers (`GET /{waba}/phone_numbers`, `GET /{number}`; Meta, "Phone numbers").

use domain::channel::ChannelFacts;
use domain::meta::{MessagingLimit, NumberStatus, QualityRating};
use domain::phone::PhoneNumber;
use serde::Deserialize;

use super::fields::{Asked, FieldList};
use super::health::{self, health};
use super::pace::Scope;
use super::paging::{self, Cursor, Page, Unreadable};
use super::request::{Call, malformed, read};
use super::{AccessToken, Graph, GraphError};
use crate::wire::{Flag, List, Nested, Text};

const FIELDS: FieldList = FieldList {
    node: "phone number",
    full: &[
        "id",
        "display_phone_number",
        "verified_name",
        "status",
        "quality_rating",
        "name_status",
        "new_display_name",
        "new_name_status",
        "code_verification_status",
        "platform_type",
        "account_mode",
        "throughput",
        "is_official_business_account",
        "whatsapp_business_manager_messaging_limit",
        "messaging_limit_tier",
        "health_status",
    ],
    base: &[
        "id",
        "display_phone_number",
        "verified_name",
        "status",
        "quality_rating",
        "name_status",
        "code_verification_status",
    ],
};

/// Health makes each item expensive, and Meta refuses answers that grow too large with error 1, "reduce the amount
/// of data you're asking for"; then a small page is asked for.
const PAGE_SIZE: &str = "50";
const SMALL_PAGE_SIZE: &str = "10";

impl Graph {
    /// One page of an account's numbers: the first, or the one that `cursor` points to. A number that cannot be
    /// read does not spoil the page; it is named in [`Page::unreadable`].
    ///
    /// # Errors
    /// [`GraphError`].
    pub async fn phone_numbers(
        &self,
        waba: &str,
        cursor: Option<&Cursor>,
        token: &AccessToken,
    ) -> Result<Page<ChannelFacts>, GraphError> {
        let mut call = Call::get(&[waba, "phone_numbers"], token, Scope::Object(waba));
        if let Some(cursor) = cursor {
            call = call.query("after", cursor.after());
        }
        let asked = cursor.map_or(Asked::Full, Cursor::asked);
        let whole = self.send_for_fields(&call.clone().query("limit", PAGE_SIZE), &FIELDS, asked).await;
        let (body, asked) = match whole {
            Err(error) if error.code == Some(1) && error.message.contains("reduce the amount of data") => {
                self.send_for_fields(&call.query("limit", SMALL_PAGE_SIZE), &FIELDS, asked).await?
            }
            whole => whole?,
        };
        let wire: ListWire<'_> = read(&body)?;
        let mut page = Page { items: Vec::new(), unreadable: Vec::new(), next: wire.paging.next(cursor, asked)? };
        for number in &wire.data.0 {
            let empty = Wire::default();
            match number.0.as_ref().unwrap_or(&empty).facts(None) {
                Ok(facts) => page.items.push(facts),
                Err(unreadable) => page.unreadable.push(unreadable),
            }
        }
        Ok(page)
    }

    /// What Meta says about a number.
    ///
    /// # Errors
    /// [`GraphError`]; of kind `Malformed` when the answer has no number.
    pub async fn phone_number(&self, id: &str, token: &AccessToken) -> Result<ChannelFacts, GraphError> {
        let call = Call::get(&[id], token, Scope::Object(id));
        let (body, _) = self.send_for_fields(&call, &FIELDS, Asked::Full).await?;
        read::<Wire<'_>>(&body)?.facts(Some(id)).map_err(|unreadable| malformed(&unreadable.reason))
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct ListWire<'a> {
    #[serde(borrow)]
    data: List<Nested<Wire<'a>>>,
    #[serde(borrow)]
    paging: paging::Wire<'a>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Wire<'a> {
    #[serde(borrow)]
    id: Text<'a>,
    #[serde(borrow)]
    display_phone_number: Text<'a>,
    #[serde(borrow)]
    verified_name: Text<'a>,
    #[serde(borrow)]
    status: Text<'a>,
    #[serde(borrow)]
    quality_rating: Text<'a>,
    #[serde(borrow)]
    name_status: Text<'a>,
    #[serde(borrow)]
    new_display_name: Text<'a>,
    #[serde(borrow)]
    new_name_status: Text<'a>,
    #[serde(borrow)]
    code_verification_status: Text<'a>,
    #[serde(borrow)]
    platform_type: Text<'a>,
    #[serde(borrow)]
    host_platform: Text<'a>,
    #[serde(borrow)]
    account_mode: Text<'a>,
    #[serde(borrow)]
    throughput: Nested<ThroughputWire<'a>>,
    is_official_business_account: Flag,
    #[serde(borrow)]
    whatsapp_business_manager_messaging_limit: Text<'a>,
    #[serde(borrow)]
    messaging_limit_tier: Text<'a>,
    #[serde(borrow)]
    health_status: Nested<health::Wire<'a>>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct ThroughputWire<'a> {
    #[serde(borrow)]
    level: Text<'a>,
}

impl Wire<'_> {
    /// A number needs an id and its digits; the rest may be missing.
    pub(super) fn facts(&self, asked_id: Option<&str>) -> Result<ChannelFacts, Unreadable> {
        let unreadable = |reason: &str| Unreadable {
            id: self.id.owned(),
            number: self.display_phone_number.owned(),
            reason: reason.to_owned(),
        };
        let id = self.id.get().or(asked_id).ok_or_else(|| unreadable("Meta gave no id for the number"))?;
        let display =
            self.display_phone_number.get().ok_or_else(|| unreadable("Meta gave an id without its number"))?;
        let number =
            PhoneNumber::parse(display).map_err(|_| unreadable("Meta gave something that is no phone number"))?;
        let limit = self.whatsapp_business_manager_messaging_limit.as_open::<MessagingLimit>();
        let health = health(&self.health_status);
        Ok(ChannelFacts {
            external_id: id.to_owned(),
            number,
            name: self.verified_name.or_empty(),
            name_status: self.name_status.as_open(),
            requested_name: self.new_display_name.owned(),
            requested_name_status: self.new_name_status.as_open(),
            status: self.status.as_open().unwrap_or(NumberStatus::Unknown),
            quality: self.quality_rating.as_open().unwrap_or(QualityRating::Unknown),
            messaging_limit: limit.or_else(|| self.messaging_limit_tier.as_open()),
            code_verification: self.code_verification_status.as_open(),
            platform: self.platform_type.as_open().or_else(|| self.host_platform.as_open()),
            account_mode: self.account_mode.as_open(),
            throughput: self.throughput.0.as_ref().and_then(|throughput| throughput.level.owned()),
            official: self.is_official_business_account.0,
            can_send: health.can_send,
            health: health.entities,
        })
    }
}
