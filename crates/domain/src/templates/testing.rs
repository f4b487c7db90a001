//! Templates for tests, of this crate and of others (feature `testing`): valid samples of every kind, and strategies
//! that generate any template.

pub mod samples;
pub mod strategies;
