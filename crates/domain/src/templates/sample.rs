//! Which of a template's files is meant, and where the hub shows it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::header::Sample;
use super::{Component, Content, Header, HeaderKind, Media};
use crate::ids::TemplateId;

/// The header whose file is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SampleAt {
    /// That of the message.
    Message,
    /// That of a card of the carousel; the first one is 0.
    Card(usize),
}

impl SampleAt {
    /// The card that an address names: they are counted from 1, as people count.
    pub fn card(number: &str) -> Option<Self> {
        let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
        let index = number.parse::<usize>().ok().filter(|_| is_number)?.checked_sub(1)?;
        Some(Self::Card(index))
    }

    /// Where the hub shows the file of a template: a path of its own address.
    pub fn address(self, template: &TemplateId) -> String {
        match self {
            Self::Message => format!("/templates/{template}/sample"),
            Self::Card(index) => format!("/templates/{template}/sample/{}", index.saturating_add(1)),
        }
    }

    /// What the header holds, where it is there and holds a file.
    pub fn media(self, content: &Content) -> Option<&Media> {
        let header = match self {
            Self::Message => content.header(),
            Self::Card(index) => header_of(&content.cards().get(index)?.components),
        };
        match &header?.kind {
            HeaderKind::Media(media) => Some(media),
            _ => None,
        }
    }
}

/// Which header each uploaded file of a template stands in, by its handle.
pub fn handles(content: &Content) -> BTreeMap<String, SampleAt> {
    let places = std::iter::once(SampleAt::Message).chain((0..content.cards().len()).map(SampleAt::Card));
    let handle = |at: SampleAt| match at.media(content)?.samples.first()? {
        Sample::Handle(handle) => Some((handle.clone(), at)),
        Sample::Address(_) => None,
    };
    places.filter_map(handle).collect()
}

impl Media {
    /// Meta's address of the sample; what was uploaded and not read back has none.
    pub fn address(&self) -> Option<&str> {
        self.samples.iter().find_map(|sample| match sample {
            Sample::Address(address) => Some(address.as_str()),
            Sample::Handle(_) => None,
        })
    }
}

fn header_of(parts: &[Component]) -> Option<&Header> {
    parts.iter().find_map(|part| if let Component::Header(header) = part { Some(header) } else { None })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::templates::MediaKind;
    use crate::templates::testing::samples;

    #[test]
    fn cards_are_counted_from_one() {
        assert_eq!(SampleAt::card("1"), Some(SampleAt::Card(0)));
        assert_eq!(SampleAt::card("10"), Some(SampleAt::Card(9)));
        for wrong in ["", "0", "-1", "+1", " 1", "one", "99999999999999999999999"] {
            assert_eq!(SampleAt::card(wrong), None, "{wrong:?}");
        }
    }

    #[test]
    fn an_address_names_the_card_that_it_is_read_as() {
        let id = TemplateId::from_entropy([7; 16]);
        assert_eq!(SampleAt::Message.address(&id), format!("/templates/{id}/sample"));
        let address = SampleAt::Card(2).address(&id);
        assert_eq!(SampleAt::card(address.rsplit('/').next().unwrap()), Some(SampleAt::Card(2)));
    }

    #[test]
    fn only_headers_with_files_have_samples() {
        let image = samples::media(MediaKind::Image).content;
        assert_eq!(SampleAt::Message.media(&image).map(|media| media.kind), Some(MediaKind::Image));
        assert_eq!(SampleAt::Card(0).media(&image), None);
        assert_eq!(SampleAt::Message.media(&samples::text().content), None);
        let carousel = samples::carousel().content;
        assert!(SampleAt::Card(1).media(&carousel).is_some());
        assert_eq!(SampleAt::Card(2).media(&carousel), None);
        assert_eq!(SampleAt::Message.media(&carousel), None);
    }

    #[test]
    fn each_uploaded_file_is_found_in_its_header() {
        let content = samples::carousel().content;
        let found = handles(&content);
        assert!(!found.is_empty());
        for (handle, at) in found {
            assert_eq!(at.media(&content).and_then(|media| media.samples.first()), Some(&Sample::Handle(handle)));
        }
        assert!(handles(&samples::text().content).is_empty());
    }
}
