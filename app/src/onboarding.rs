//! The way of a client from its partner's page through the hub and back: an account, Meta's sign-up, what is shared.

mod act;
mod load;
mod numbers;
pub mod setup;
pub(crate) mod start;
mod steps;
pub(crate) mod way;

pub use act::{BeginOnboarding, EnterSignUpCode, ReadAgain, RegisterNumber, SendCodeAgain, ShareNumbers, SignUp};
pub use load::{ChoiceItem, StepData, ViewerData, WayData, WelcomeData, load_way, load_welcome};
