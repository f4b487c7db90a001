//! Measured times.

use std::time::Duration;

/// Times of one kind of request.
#[derive(Clone, Debug, Default)]
pub struct Sample {
    micros: Vec<u32>,
}

impl Sample {
    /// Adds a time.
    pub fn add(&mut self, time: Duration) {
        self.micros.push(u32::try_from(time.as_micros()).unwrap_or(u32::MAX));
    }

    /// Adds all of another.
    pub fn extend(&mut self, other: Sample) {
        self.micros.extend(other.micros);
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.micros.len()
    }

    /// The time that this share of the requests (0 to 1) did not exceed, in milliseconds.
    pub fn quantile(&mut self, share: f64) -> f64 {
        self.micros.sort_unstable();
        let last = self.micros.len().saturating_sub(1);
        let place = (share * last as f64).round() as usize;
        self.micros.get(place).map_or(f64::NAN, |micros| f64::from(*micros) / 1000.0)
    }

    /// Half took less, in milliseconds.
    pub fn median(&mut self) -> f64 {
        self.quantile(0.5)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_times_that_were_measured() {
        let mut sample = Sample::default();
        for millis in [5, 1, 2, 4, 3] {
            sample.add(Duration::from_millis(millis));
        }
        assert_eq!((sample.median(), sample.quantile(1.0), sample.quantile(0.0)), (3.0, 5.0, 1.0));
        assert!(Sample::default().median().is_nan());
    }
}
