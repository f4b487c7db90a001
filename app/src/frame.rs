//! The frame around every page of a signed-in person: organisation, search, bell, profile, places.

mod load;
mod menus;
mod rail;

pub use load::{FrameData, FrameState, load_frame};

use domain::list::percent_encode;
use leptos::ev::SubmitEvent;
use leptos::html::Input;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::components::Outlet;
use leptos_router::hooks::{use_location, use_navigate};

use crate::live;
use crate::ui::{Glyph, Shortcut, Shortcuts, SkipLink, close_menus_from_outside};
use menus::{Bell, OrganisationMenu, ProfileMenu};
use rail::Rail;

const PLACES: &[Shortcut] = &[
    Shortcut { key: "a", href: "/numbers", label: "WhatsApp Accounts" },
    Shortcut { key: "n", href: "/notifications", label: "Notifications" },
    Shortcut { key: "s", href: "/settings", label: "Settings" },
];

/// The frame and, in it, the page.
#[component]
pub fn Frame() -> impl IntoView {
    let frame = FrameState::new();
    provide_context(frame);
    close_menus_from_outside();
    live::listen(frame);
    let (path, address) = (use_location().pathname, use_location().search);
    // The other lists have search fields of their own.
    let search = move || match path.with(|path| path == "/numbers") {
        true => address.with(|address| searched(address)),
        false => String::new(),
    };
    // What else the frame shows changes often; the places change with the side alone.
    let kind = Memo::new(move |_| frame.get().map(|data| data.kind));
    let (field, navigate) = (NodeRef::<Input>::new(), use_navigate());
    let find = move |event: SubmitEvent| {
        let Some(field) = field.get_untracked() else { return };
        event.prevent_default();
        let mut address = "/numbers?q=".to_owned();
        percent_encode(&field.value(), &mut address);
        navigate(&address, NavigateOptions::default());
    };
    view! {
        <SkipLink/>
        <div class="frame">
            {move || frame.get().map(|data| view! { <OrganisationMenu data/> }.into_any())}
            <header class="top">
                <form method="get" action="/numbers" class="find" role="search" on:submit=find>
                    <label class="search">
                        {Glyph::Search.view()}
                        <span class="vh">"Search"</span>
                        <input node_ref=field type="search" name="q" placeholder="Search numbers, names, IDs" maxlength="100" value=search prop:value=search/>
                        <kbd>"/"</kbd>
                    </label>
                </form>
                {move || frame.get().map(|data| view! { <Bell unread=data.unread/><ProfileMenu data/> }.into_any())}
            </header>
            {move || {
                let kind = kind.get();
                view! { <Rail kind/> }.into_any()
            }}
            <main id="main" tabindex="-1">
                <Outlet/>
            </main>
        </div>
        <Shortcuts places=PLACES/>
    }
}

/// What an address searches for. The router decodes it twice, which makes a space of the plus sign of `%2B49`.
fn searched(address: &str) -> String {
    let mut pairs = form_urlencoded::parse(address.trim_start_matches('?').as_bytes());
    pairs.find(|(name, _)| name == "q").map(|(_, value)| value.into_owned()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_search_field_shows_what_was_typed() {
        for (address, typed) in [
            ("", ""),
            ("state=flagged", ""),
            ("?q=%2B49", "+49"),
            ("state=flagged&q=M%C3%BCller+100%25", "Müller 100%"),
        ] {
            assert_eq!(searched(address), typed, "{address}");
        }
    }
}
