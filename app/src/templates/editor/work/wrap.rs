//! What the buttons above a text do with it. Positions are those of a browser: UTF-16 units.

/// A text with what is selected in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in super::super) struct Selected {
    /// The text.
    pub text: String,
    /// Where the selection begins.
    pub start: u32,
    /// Where it ends.
    pub end: u32,
}

impl Selected {
    /// Puts a marker on both sides of the selection, or takes it away where it is there already.
    pub(in super::super) fn marked(&self, marker: &str) -> Self {
        let (before, inside, after) = self.cut();
        let width = units(marker);
        if let (Some(before), Some(after)) = (before.strip_suffix(marker), after.strip_prefix(marker)) {
            let text = [before, inside, after].concat();
            return Self { text, start: self.start - width, end: self.end - width };
        }
        let text = [before, marker, inside, marker, after].concat();
        Self { text, start: self.start + width, end: self.end + width }
    }

    /// Puts words in the place of the selection; the cursor stands behind them.
    pub(in super::super) fn replaced(&self, words: &str) -> Self {
        let (before, _, after) = self.cut();
        let at = units(before) + units(words);
        Self { text: [before, words, after].concat(), start: at, end: at }
    }

    fn cut(&self) -> (&str, &str, &str) {
        let (start, end) = (byte_at(&self.text, self.start), byte_at(&self.text, self.end.max(self.start)));
        let piece = |range: std::ops::Range<usize>| self.text.get(range).unwrap_or_default();
        (piece(0..start), piece(start..end), piece(end..self.text.len()))
    }
}

fn units(text: &str) -> u32 {
    u32::try_from(text.encode_utf16().count()).unwrap_or(u32::MAX)
}

/// The byte at which a character stands; the end of the text where there is none.
fn byte_at(text: &str, unit: u32) -> usize {
    let mut seen = 0;
    for (at, c) in text.char_indices() {
        if unit <= seen {
            return at;
        }
        seen += u32::try_from(c.len_utf16()).unwrap_or(1);
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn selected(text: &str, start: u32, end: u32) -> Selected {
        Selected { text: text.to_owned(), start, end }
    }

    #[test]
    fn a_second_click_takes_the_marker_away() {
        let plain = selected("😀 größer ja", 3, 9);
        let bold = plain.marked("*");
        assert_eq!(bold, selected("😀 *größer* ja", 4, 10));
        assert_eq!(bold.marked("*"), plain);
    }

    #[test]
    fn a_parameter_takes_the_place_of_the_selection() {
        assert_eq!(selected("Hi 😀!", 3, 5).replaced("{{1}}"), selected("Hi {{1}}!", 8, 8));
        assert_eq!(selected("", 7, 2).replaced("{{1}}"), selected("{{1}}", 5, 5));
    }
}
