//! Signing in and out: the pages that everybody may open.

mod auth;
mod code;
mod forgot;
mod page;
mod reset;
mod sign_out;

pub use auth::Auth;
pub(crate) use auth::{dead_end, failed, help};
pub use code::{CodeRoute, EnterCode, load_code};
pub use forgot::{AskForReset, ForgotRoute, load_forgot};
#[cfg(feature = "ssr")]
pub(crate) use page::with_next;
pub use page::{SignIn, SignInRoute, load_sign_in};
pub use reset::{ResetRoute, SetPassword, load_reset};
pub use sign_out::{SignOut, SignOutForm};
