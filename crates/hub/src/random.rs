//! The one place that makes random bytes.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use ring::digest;
use ring::rand::SecureRandom;

/// Random bytes: the system's, or a sequence that a test fixes.
#[derive(Clone)]
pub struct Random(Source);

#[derive(Clone)]
enum Source {
    System(ring::rand::SystemRandom),
    Seeded(Arc<AtomicU64>),
}

impl Random {
    /// The system's source.
    #[expect(clippy::disallowed_methods, reason = "this is the one place that makes random bytes")]
    pub fn system() -> Self {
        Self(Source::System(ring::rand::SystemRandom::new()))
    }

    /// The same sequence every time, for tests.
    pub fn seeded(seed: u64) -> Self {
        Self(Source::Seeded(Arc::new(AtomicU64::new(seed << 32))))
    }

    /// `N` random bytes. Stops the process when the system has none: nothing safe can be done without.
    #[expect(clippy::panic, reason = "without random bytes no session, key or id is safe")]
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut out = [0; N];
        match &self.0 {
            Source::System(source) => {
                if source.fill(&mut out).is_err() {
                    panic!("the operating system gives no random bytes");
                }
            }
            Source::Seeded(counter) => {
                for chunk in out.chunks_mut(32) {
                    let turn = counter.fetch_add(1, Ordering::SeqCst);
                    let block = digest::digest(&digest::SHA256, &turn.to_be_bytes());
                    chunk.copy_from_slice(&block.as_ref()[..chunk.len()]);
                }
            }
        }
        out
    }

    /// Entropy for a public id.
    pub fn entropy(&self) -> [u8; 16] {
        self.bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_fixes_the_sequence_and_never_repeats_in_it() {
        let (one, two) = (Random::seeded(7), Random::seeded(7));
        let first: [u8; 40] = one.bytes();
        assert_eq!(first, two.bytes::<40>());
        assert_ne!(first, one.bytes::<40>());
    }
}
