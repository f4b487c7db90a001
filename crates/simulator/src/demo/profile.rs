//! The profiles of the demo's numbers.

use super::picture::png;
use super::record::{Client, Line};
use crate::state::World;
use crate::state::profile::{Profile, Visibility};

/// The points of a picture's side.
const SIDE: u32 = 192;
/// How many different ones there are.
const PICTURES: usize = 5;

/// What the client has written into the profile of a number, and its picture. Those of sandboxes are as they began.
pub(super) fn plant(world: &mut World, number: &str, index: usize, client: &Client, line: &Line) {
    if line.mode != "LIVE" {
        return;
    }
    let host = client.email.split_once('@').map_or("example.com", |(_, host)| host);
    let seed = u8::try_from(index % PICTURES).unwrap_or_default();
    let file = format!("profile-{seed}");
    if !world.media.files.contains_key(&file) {
        world.media.keep(&file, "image/png", png((SIDE, SIDE), seed));
    }
    let profile = Profile {
        about: format!("{}: write to us, we answer within the day.", line.name),
        description: format!("{} is run by {}.", line.name, client.legal_name),
        email: client.email.to_owned(),
        websites: vec![format!("https://www.{host}")],
        vertical: ["RETAIL", "GROCERY", "PROF_SERVICES", "HEALTH"]
            .get(index % 4)
            .copied()
            .unwrap_or_default()
            .to_owned(),
        picture: Some(file),
        ..Profile::new()
    };
    if let Some(number) = world.numbers.get_mut(number) {
        number.profile = profile;
        if index.is_multiple_of(3) {
            number.commerce.catalog = Visibility::Visible;
        }
    }
}
