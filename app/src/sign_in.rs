//! Signing in and out: the pages that everybody may open.

mod auth;
pub(crate) mod code;
pub(crate) mod forgot;
pub(crate) mod page;
pub(crate) mod reset;
mod sign_out;

pub use auth::Auth;
pub(crate) use auth::{dead_end, failed, help};
pub use code::{CodeData, EnterCode, load_code};
pub use forgot::{AskForReset, ForgotData, load_forgot};
#[cfg(feature = "ssr")]
pub(crate) use page::with_next;
pub use page::{SignIn, SignInData, load_sign_in};
pub use reset::{ResetData, SetPassword, load_reset};
pub use sign_out::{SignOut, SignOutForm};
