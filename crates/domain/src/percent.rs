//! Shares and growth in whole per cent, by integers alone.

/// Which share of the whole a part is, rounded to the nearest; `None` where there is no whole.
pub fn share(part: i64, whole: i64) -> Option<i64> {
    (0 < whole).then(|| nearest(i128::from(part) * 100, i128::from(whole)))
}

/// By how much something has grown (or, below zero, shrunk) since before, rounded to the nearest; `None` where there was
/// nothing before.
pub fn growth(before: i64, now: i64) -> Option<i64> {
    (0 < before).then(|| nearest((i128::from(now) - i128::from(before)) * 100, i128::from(before)))
}

/// The nearest whole number; halves go up. `over` is above zero.
fn nearest(value: i128, over: i128) -> i64 {
    let doubled = (value * 2 + over).div_euclid(over * 2);
    i64::try_from(doubled).unwrap_or(if doubled < 0 { i64::MIN } else { i64::MAX })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_whole_per_cent() {
        for (part, whole, expected) in [
            (1, 3, Some(33)),
            (2, 3, Some(67)),
            (1, 200, Some(1)),
            (1, 201, Some(0)),
            (0, 7, Some(0)),
            (7, 7, Some(100)),
            (0, 0, None),
            (i64::MAX, i64::MAX, Some(100)),
        ] {
            assert_eq!(share(part, whole), expected, "{part} of {whole}");
        }
    }

    #[test]
    fn growth_is_measured_against_before() {
        for (before, now, expected) in [
            (100, 150, Some(50)),
            (100, 100, Some(0)),
            (100, 0, Some(-100)),
            (3, 4, Some(33)),
            (3, 2, Some(-33)),
            (0, 5, None),
            (0, 0, None),
            (1, i64::MAX, Some(i64::MAX)),
        ] {
            assert_eq!(growth(before, now), expected, "{before} to {now}");
        }
    }
}
