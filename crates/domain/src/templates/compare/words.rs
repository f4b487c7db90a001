//! The way from one text to another, word by word.

use crate::text::is_of_a_word;
use serde::{Deserialize, Serialize};

/// A piece of two texts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Segment {
    /// In both.
    Same(String),
    /// Only in the first.
    Removed(String),
    /// Only in the second.
    Added(String),
}

/// Texts with more words squared than this are shown as removed and added: the table would take too much memory.
const MOST_CELLS: usize = 1_000_000;

/// The shortest way from one text to the other in words (longest common subsequence).
pub fn segments(before: &str, after: &str) -> Vec<Segment> {
    let (old, new) = (split(before), split(after));
    let start = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let rest = old.len().min(new.len()) - start;
    let end = old.iter().rev().zip(new.iter().rev()).take(rest).take_while(|(a, b)| a == b).count();
    let old_middle = old.get(start..old.len() - end).unwrap_or_default();
    let new_middle = new.get(start..new.len() - end).unwrap_or_default();
    let mut way = Way::default();
    old.iter().take(start).for_each(|word| way.push(Kind::Same, word));
    if old_middle.len().saturating_mul(new_middle.len()) <= MOST_CELLS {
        way.walk(old_middle, new_middle);
    } else {
        old_middle.iter().for_each(|word| way.push(Kind::Removed, word));
        new_middle.iter().for_each(|word| way.push(Kind::Added, word));
    }
    old.iter().skip(old.len() - end).for_each(|word| way.push(Kind::Same, word));
    way.finish()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Same,
    Removed,
    Added,
}

/// What is removed and added between two common words is gathered: first the one, then the other.
#[derive(Default)]
struct Way {
    done: Vec<Segment>,
    same: String,
    removed: String,
    added: String,
}

impl Way {
    fn push(&mut self, kind: Kind, word: &str) {
        match kind {
            Kind::Same => {
                self.end_change();
                self.same.push_str(word);
            }
            Kind::Removed => {
                self.end_same();
                self.removed.push_str(word);
            }
            Kind::Added => {
                self.end_same();
                self.added.push_str(word);
            }
        }
    }

    fn end_same(&mut self) {
        if !self.same.is_empty() {
            self.done.push(Segment::Same(std::mem::take(&mut self.same)));
        }
    }

    fn end_change(&mut self) {
        if !self.removed.is_empty() {
            self.done.push(Segment::Removed(std::mem::take(&mut self.removed)));
        }
        if !self.added.is_empty() {
            self.done.push(Segment::Added(std::mem::take(&mut self.added)));
        }
    }

    fn finish(mut self) -> Vec<Segment> {
        self.end_same();
        self.end_change();
        self.done
    }

    fn walk(&mut self, old: &[&str], new: &[&str]) {
        let width = new.len() + 1;
        // The length of the longest common subsequence of what follows each pair of positions.
        let mut common = vec![0_u32; (old.len() + 1) * width];
        let at = |common: &[u32], i: usize, j: usize| common.get(i * width + j).copied().unwrap_or(0);
        for (i, a) in old.iter().enumerate().rev() {
            for (j, b) in new.iter().enumerate().rev() {
                let value = if a == b {
                    at(&common, i + 1, j + 1) + 1
                } else {
                    at(&common, i + 1, j).max(at(&common, i, j + 1))
                };
                if let Some(cell) = common.get_mut(i * width + j) {
                    *cell = value;
                }
            }
        }
        let (mut i, mut j) = (0, 0);
        loop {
            match (old.get(i), new.get(j)) {
                (Some(a), Some(b)) if a == b => {
                    self.push(Kind::Same, a);
                    (i, j) = (i + 1, j + 1);
                }
                (Some(a), b) if b.is_none() || at(&common, i, j + 1) <= at(&common, i + 1, j) => {
                    self.push(Kind::Removed, a);
                    i += 1;
                }
                (_, Some(b)) => {
                    self.push(Kind::Added, b);
                    j += 1;
                }
                _ => return,
            }
        }
    }
}

/// Words, and the blanks and signs between them one by one.
fn split(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let end = if is_of_a_word(first) {
            rest.find(|c: char| !is_of_a_word(c)).unwrap_or(rest.len())
        } else {
            first.len_utf8()
        };
        let (word, after) = rest.split_at(end);
        words.push(word);
        rest = after;
    }
    words
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Segment::{Added, Removed, Same};
    use super::*;

    #[test]
    fn words_are_removed_and_added() {
        assert_eq!(
            segments("Hello Ana, welcome!", "Hello Bea, you are welcome!"),
            [
                Same("Hello ".into()),
                Removed("Ana".into()),
                Added("Bea".into()),
                Same(",".into()),
                Added(" you are".into()),
                Same(" welcome!".into()),
            ]
        );
        assert_eq!(segments("", "new"), [Added("new".into())]);
        assert_eq!(segments("a", "a"), [Same("a".into())]);
        assert!(segments("", "").is_empty());
    }

    #[test]
    fn long_texts_are_not_compared_word_by_word() {
        let (old, new) = ("a ".repeat(3000), "b ".repeat(3000));
        assert_eq!(segments(&old, &new).last(), Some(&Same(" ".into())));
    }

    proptest! {
        #[test]
        fn both_texts_can_be_read_from_the_way(before in "[a-c ä.]{0,30}", after in "[a-c ä.]{0,30}") {
            let (mut old, mut new) = (String::new(), String::new());
            for segment in segments(&before, &after) {
                match segment {
                    Same(text) => {
                        old.push_str(&text);
                        new.push_str(&text);
                    }
                    Removed(text) => old.push_str(&text),
                    Added(text) => new.push_str(&text),
                }
            }
            prop_assert_eq!((old, new), (before, after));
        }
    }
}
