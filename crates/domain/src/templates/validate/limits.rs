//! The figures of templates, for the validator and for the counters beside the fields (Meta, template components,
//! unless another page is named). Texts are counted in Unicode characters.

/// Text of a header.
pub const HEADER: usize = 60;
/// Text of a body.
pub const BODY: usize = 1024;
/// Text of a body beside a limited-time offer (Meta, limited-time offer templates).
pub const BODY_BESIDE_OFFER: usize = 600;
/// Text of the body of a call permission (Meta, call permission request templates).
pub const BODY_CALL_PERMISSION: usize = 4096;
/// Text of the body of a card (Meta, media card carousel templates).
pub const BODY_OF_CARD: usize = 160;
/// Text of a footer.
pub const FOOTER: usize = 60;
/// Emoji in a body: Meta says that they may be limited, but not to how many.
pub const EMOJI: usize = 10;
/// Buttons of a template.
pub const BUTTONS: usize = 10;
/// Buttons that open a page.
pub const URL_BUTTONS: usize = 2;
/// Buttons of a card (Meta, media card carousel templates).
pub const BUTTONS_OF_CARD: usize = 2;
/// Text of a button.
pub const BUTTON_TEXT: usize = 25;
/// The address of a button.
pub const URL: usize = 2000;
/// The number of a button.
pub const PHONE: usize = 20;
/// A coupon code that every page of Meta's accepts.
pub const CODE: usize = 15;
/// A coupon code that Meta's pages accept since June 2026; when it is sent, [`CODE`] still holds.
pub const CODE_CONTESTED: usize = 20;
/// The least cards of a carousel (Meta, media card carousel templates).
pub const CARDS_LEAST: usize = 2;
/// The most cards of a carousel.
pub const CARDS_MOST: usize = 10;
/// Text of a limited-time offer (Meta, limited-time offer templates).
pub const OFFER: usize = 16;
/// The most minutes until a code ends; the least is 1 (Meta, authentication templates).
pub const CODE_MINUTES: i64 = 90;
/// The package name of an app (Meta, authentication templates).
pub const PACKAGE_NAME: usize = 224;
/// The signature hash of an app: exactly so long.
pub const SIGNATURE_HASH: usize = 11;
