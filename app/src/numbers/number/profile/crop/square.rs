//! Which square of a picture is taken.

use domain::profile::picture::LEAST;

/// The points of a picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in super::super) struct Size {
    /// In width.
    pub width: f64,
    /// In height.
    pub height: f64,
}

/// Where the square lies: the zoom in hundredths, from 100 on, and how far to the right and down, of 100.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in super::super) struct Crop {
    /// 200 shows half of the shorter side.
    pub zoom: f64,
    /// 0 is at the left, 100 at the right.
    pub across: f64,
    /// 0 is at the top, 100 at the bottom.
    pub down: f64,
}

/// A square of a picture, in its points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in super::super) struct Square {
    /// From the left.
    pub x: f64,
    /// From the top.
    pub y: f64,
    /// In each direction.
    pub side: f64,
}

impl Default for Crop {
    /// As much as there is, from the middle.
    fn default() -> Self {
        Self { zoom: 100.0, across: 50.0, down: 50.0 }
    }
}

impl Size {
    fn shorter(self) -> f64 {
        self.width.min(self.height)
    }

    /// The zoom at which the square has as few points as it may have.
    pub(in super::super) fn most_zoom(self) -> f64 {
        (self.shorter() / f64::from(LEAST) * 100.0).floor().clamp(100.0, 400.0)
    }
}

impl Crop {
    /// The square of a picture of this size.
    pub(in super::super) fn square(self, size: Size) -> Square {
        let side = size.shorter() / (self.zoom.clamp(100.0, size.most_zoom()) / 100.0);
        let place = |length: f64, share: f64| (length - side) * share.clamp(0.0, 100.0) / 100.0;
        Square { x: place(size.width, self.across), y: place(size.height, self.down), side }
    }

    /// After the picture was pulled by these shares of the square's side: the square goes the other way.
    pub(in super::super) fn dragged(self, size: Size, (right, down): (f64, f64)) -> Self {
        let side = self.square(size).side;
        let moved = |share: f64, length: f64, by: f64| {
            let room = length - side;
            if room <= 0.0 { share } else { (share - by * side / room * 100.0).clamp(0.0, 100.0) }
        };
        Self { across: moved(self.across, size.width, right), down: moved(self.down, size.height, down), ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WIDE: Size = Size { width: 1200.0, height: 800.0 };

    #[test]
    fn the_first_square_is_the_middle_of_the_picture() {
        assert_eq!(Crop::default().square(WIDE), Square { x: 200.0, y: 0.0, side: 800.0 });
        let tall = Size { width: 300.0, height: 500.0 };
        assert_eq!(Crop::default().square(tall), Square { x: 0.0, y: 100.0, side: 300.0 });
    }

    #[test]
    fn a_square_stays_within_the_picture_and_keeps_its_points() {
        for zoom in [0.0, 100.0, 250.0, 9_999.0] {
            for share in [-50.0, 0.0, 33.0, 100.0, 900.0] {
                for size in [WIDE, Size { width: 192.0, height: 192.0 }, Size { width: 200.0, height: 4_000.0 }] {
                    let square = Crop { zoom, across: share, down: share }.square(size);
                    assert!(f64::from(LEAST) - 0.01 <= square.side, "{square:?}");
                    assert!(0.0 <= square.x && square.x + square.side <= size.width + 0.01, "{square:?}");
                    assert!(0.0 <= square.y && square.y + square.side <= size.height + 0.01, "{square:?}");
                }
            }
        }
    }

    #[test]
    fn pulling_the_picture_to_the_right_shows_more_of_its_left() {
        let pulled = Crop::default().dragged(WIDE, (0.25, 0.25));
        assert_eq!(pulled.square(WIDE), Square { x: 0.0, y: 0.0, side: 800.0 });
        assert_eq!(pulled.down, 50.0, "there is no room above and below");
        let zoomed = Crop { zoom: 200.0, ..Crop::default() };
        assert_eq!(zoomed.dragged(WIDE, (0.5, -0.5)).square(WIDE), Square { x: 200.0, y: 400.0, side: 400.0 });
    }
}
