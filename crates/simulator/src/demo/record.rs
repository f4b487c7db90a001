//! The shape of the demo's table. What a line does not say is as with a healthy account.

use super::signup::{PaymentType, Permission};
use crate::state::number::Official;

pub(super) struct Client {
    pub name: &'static str,
    pub legal_name: &'static str,
    pub email: &'static str,
    pub country: &'static str,
    pub payment: PaymentType,
    pub permission: Permission,
    pub verification: &'static str,
    pub limit: &'static str,
    pub wabas: &'static [Account],
}

#[derive(Clone, Copy)]
pub(super) struct Account {
    pub name: &'static str,
    pub currency: &'static str,
    pub timezone_id: u32,
    pub status: &'static str,
    pub review: &'static str,
    pub on_behalf_of: Option<&'static str>,
    pub funding: Funding,
    pub unasked: Option<(&'static str, &'static str)>,
    pub numbers: &'static [Line],
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Funding {
    Attached,
    Missing,
}

impl Account {
    pub const fn new(name: &'static str, currency: &'static str, timezone_id: u32, numbers: &'static [Line]) -> Self {
        Self {
            name,
            currency,
            timezone_id,
            status: "ACTIVE",
            review: "APPROVED",
            on_behalf_of: None,
            funding: Funding::Attached,
            unasked: None,
            numbers,
        }
    }

    pub const fn status(mut self, status: &'static str) -> Self {
        self.status = status;
        self
    }

    pub const fn review(mut self, review: &'static str) -> Self {
        self.review = review;
        self
    }

    pub const fn on_behalf_of(mut self, status: &'static str) -> Self {
        self.on_behalf_of = Some(status);
        self
    }

    pub const fn unfunded(mut self) -> Self {
        self.funding = Funding::Missing;
        self
    }

    pub const fn unasked(mut self, key: &'static str, value: &'static str) -> Self {
        self.unasked = Some((key, value));
        self
    }
}

#[derive(Clone, Copy)]
pub(super) struct Line {
    pub display: &'static str,
    pub name: &'static str,
    pub status: &'static str,
    pub quality: &'static str,
    pub code: &'static str,
    pub platform: &'static str,
    pub throughput: &'static str,
    pub name_status: &'static str,
    pub new_name: Option<&'static str>,
    pub mode: &'static str,
    pub official: Official,
}

impl Line {
    pub const fn new(display: &'static str, name: &'static str) -> Self {
        Self {
            display,
            name,
            status: "CONNECTED",
            quality: "GREEN",
            code: "VERIFIED",
            platform: "CLOUD_API",
            throughput: "STANDARD",
            name_status: "APPROVED",
            new_name: None,
            mode: "LIVE",
            official: Official::No,
        }
    }

    pub const fn status(mut self, status: &'static str) -> Self {
        self.status = status;
        self
    }

    pub const fn quality(mut self, quality: &'static str) -> Self {
        self.quality = quality;
        self
    }

    pub const fn code(mut self, code: &'static str) -> Self {
        self.code = code;
        self
    }

    pub const fn platform(mut self, platform: &'static str) -> Self {
        self.platform = platform;
        self
    }

    pub const fn throughput(mut self, level: &'static str) -> Self {
        self.throughput = level;
        self
    }

    pub const fn name_status(mut self, status: &'static str) -> Self {
        self.name_status = status;
        self
    }

    pub const fn renaming_to(mut self, name: &'static str) -> Self {
        self.new_name = Some(name);
        self
    }

    pub const fn sandbox(mut self) -> Self {
        self.mode = "SANDBOX";
        self
    }

    pub const fn official(mut self) -> Self {
        self.official = Official::Yes;
        self
    }
}
