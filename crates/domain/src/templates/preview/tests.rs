use proptest::prelude::*;

use super::*;
use crate::templates::formatting::words;
use crate::templates::header::Sample;
use crate::templates::testing::{samples, strategies};
use crate::templates::{Language, Media};

fn read(blocks: &[Block]) -> String {
    match blocks {
        [Block::Paragraph(nodes)] => words(nodes),
        other => panic!("{other:?}"),
    }
}

#[test]
fn examples_stand_in_the_place_of_parameters() {
    let shown = preview(&samples::text());
    assert_eq!(read(&shown.body), "Hello Ana, your order is on its way and will arrive on Monday at the latest.");
    let Some(HeaderView::Text(header)) = &shown.header else { panic!("{shown:?}") };
    assert_eq!(words(header), "Your order 12");
    assert_eq!(shown.footer.as_deref(), Some("Reply STOP to end"));
}

#[test]
fn of_more_than_three_buttons_two_are_shown() {
    let mut template = samples::text();
    let shown = preview(&template);
    assert_eq!((shown.shown_buttons().len(), shown.buttons.len(), shown.has_more_buttons()), (2, 4, true));
    assert_eq!(shown.notes, [Note::ManyButtons]);
    if let Some(Component::Buttons { buttons, .. }) = template.content.components.last_mut() {
        buttons.pop();
    }
    let shown = preview(&template);
    assert_eq!((shown.shown_buttons().len(), shown.has_more_buttons()), (3, false));
    assert_eq!(shown.notes, [Note::MixedButtons]);
}

#[test]
fn meta_writes_authentication_templates() {
    let shown = preview(&samples::authentication(OtpKind::OneTap));
    assert_eq!(read(&shown.body), "123456 is your verification code. For your security, do not share this code.");
    assert_eq!(shown.footer.as_deref(), Some("This code expires in 10 minutes."));
    assert_eq!(shown.buttons, [ButtonView { sign: Sign::None, text: "Autofill".into() }]);
    assert_eq!(shown.notes, [Note::FixedText]);
}

#[test]
fn languages_have_a_direction() {
    let mut template = samples::text();
    assert_eq!((preview(&template).direction, preview(&template).language.as_str()), (Direction::LeftToRight, "en-US"));
    template.language = Language::from_wire("ar");
    assert_eq!(preview(&template).direction, Direction::RightToLeft);
}

#[test]
fn only_an_address_can_be_shown() {
    let mut template = samples::media(MediaKind::Image);
    assert_eq!(preview(&template).header, Some(HeaderView::Media { kind: MediaKind::Image, sample: None }));
    let sample = Sample::Address("https://example.com/a.png".into());
    template.content.components[0] =
        samples::header(HeaderKind::Media(Media { kind: MediaKind::Image, samples: vec![sample] }));
    let sample = Some("https://example.com/a.png".to_owned());
    assert_eq!(preview(&template).header, Some(HeaderView::Media { kind: MediaKind::Image, sample }));
}

#[test]
fn samples_at_meta_are_led_to_the_hub() {
    let id = TemplateId::from_entropy([3; 16]);
    let uploaded = preview(&samples::media(MediaKind::Image));
    assert_eq!(uploaded.clone().with_samples_of(&id), uploaded);
    let sample = Sample::Address("https://example.com/a.mp4".into());
    let media = Media { kind: MediaKind::Video, samples: vec![sample] };
    let mut template = samples::carousel();
    let Some(Component::Carousel { cards, .. }) =
        template.content.components.iter_mut().find(|part| matches!(part, Component::Carousel { .. }))
    else {
        panic!("{template:?}")
    };
    cards[1].components[0] = samples::header(HeaderKind::Media(media));
    let shown = preview(&template).with_samples_of(&id);
    let sample = Some(format!("/templates/{id}/sample/2"));
    assert_eq!(shown.cards[1].header, Some(HeaderView::Media { kind: MediaKind::Video, sample }));
    assert!(matches!(&shown.cards[0].header, Some(HeaderView::Media { sample: None, .. })), "{shown:?}");
}

#[test]
fn cards_and_offers_are_shown() {
    let shown = preview(&samples::carousel());
    assert_eq!(shown.cards.len(), 2);
    assert_eq!(read(&shown.cards[0].body), "Fresh every Monday from our own garden.");
    let offer = preview(&samples::offer()).offer.unwrap();
    assert_eq!(
        (offer.text.as_str(), offer.code.as_deref(), offer.has_expiration),
        ("Expiring offer!", Some("CARIBE25"), true)
    );
    assert!(preview(&samples::call_permission()).asks_to_call);
}

proptest! {
    #[test]
    fn any_template_can_be_shown(template in strategies::templates()) {
        let shown = preview(&template);
        let json = serde_json::to_string(&shown).unwrap();
        prop_assert_eq!(serde_json::from_str::<Preview>(&json).unwrap(), shown);
    }
}
