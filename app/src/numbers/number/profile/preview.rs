//! The profile as a phone shows it.

use domain::profile::{Profile, Vertical};
use leptos::prelude::*;

use super::editing::Editing;
use crate::numbers::number::Head;
use crate::ui::{Avatar, AvatarSize, handset};

/// The phone; what it shows follows what is written.
pub(super) fn preview(editing: Editing, head: &Head, picture: Option<String>) -> impl IntoView + use<> {
    let (name, number) = (head.name.clone(), head.number.clone());
    let face = face(picture, &name);
    let lines = move || editing.tidied.with(lines);
    let about = move || editing.tidied.with(|profile| profile.about.clone());
    let description = move || {
        let text = editing.tidied.with(|profile| profile.description.clone());
        (!text.is_empty()).then(|| view! { <p class="description" dir="auto">{text}</p> })
    };
    let content = view! {
        <div class="profile">
            {face}
            <p class="name"><bdi>{name}</bdi></p>
            {description}
            {lines}
            <p class="end"><span class="tel">{number}</span><span dir="auto">{about}</span></p>
        </div>
    };
    handset("The profile as a phone shows it", content, ())
}

fn face(picture: Option<String>, name: &str) -> AnyView {
    match picture {
        Some(src) => view! { <img class="face" src=src alt="Profile picture" width="96" height="96"/> }.into_any(),
        None => {
            let name = if name.is_empty() { "?".to_owned() } else { name.to_owned() };
            view! { <div class="face"><Avatar name size=AvatarSize::Big/></div> }.into_any()
        }
    }
}

/// What stands between the description and the number, each on a line of its own.
fn lines(profile: &Profile) -> impl IntoView + use<> {
    let category = profile.vertical.as_ref().map_or("", Vertical::label);
    let [first, second] = &profile.websites;
    let all = [category, &profile.address, &profile.email, first, second];
    let rows = all.into_iter().filter(|line| !line.is_empty());
    let rows: Vec<_> = rows.map(|line| view! { <li dir="auto">{line.to_owned()}</li> }).collect();
    (!rows.is_empty()).then(|| view! { <ul>{rows}</ul> })
}
