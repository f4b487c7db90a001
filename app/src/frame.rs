//! The frame around every page of a signed-in person: organisation, search, bell, profile, places.

mod load;
mod menus;
mod rail;

pub use load::{FrameData, load_frame};

use leptos::prelude::*;
use leptos_router::components::{Form, Outlet};
use leptos_router::hooks::use_query_map;

use crate::error::AppError;
use crate::live;
use crate::ui::{Glyph, Shortcut, Shortcuts, SkipLink, close_menus_from_outside};
use menus::{Bell, OrganisationMenu, ProfileMenu};
use rail::Rail;

/// What the frame shows; pages refetch it when they change it.
#[derive(Clone, Copy)]
pub struct FrameResource(pub Resource<Result<FrameData, AppError>>);

const PLACES: &[Shortcut] = &[
    Shortcut { key: "a", href: "/numbers", label: "WhatsApp Accounts" },
    Shortcut { key: "n", href: "/notifications", label: "Notifications" },
    Shortcut { key: "s", href: "/settings", label: "Settings" },
];

/// The frame and, in it, the page. The outlet stands outside every `Suspense`: what is inside one is rendered
/// again when it reloads, and resources made there would get other ids in the browser than on the server.
#[component]
pub fn Frame() -> impl IntoView {
    let frame = Resource::new(|| (), |()| load_frame());
    provide_context(FrameResource(frame));
    close_menus_from_outside();
    live::listen(frame);
    let query = use_query_map();
    let search = move || query.read().get_str("q").unwrap_or_default().to_owned();
    view! {
        <SkipLink/>
        <div class="frame">
            <Transition>
                {move || Suspend::new(async move { frame.await.ok().map(|data| view! { <OrganisationMenu data/> }) })}
            </Transition>
            <header class="top">
                <Form method="GET" action="/numbers" attr:class="find" attr:role="search">
                    <label class="search">
                        {Glyph::Search.view()}
                        <span class="vh">"Search"</span>
                        <input type="search" name="q" placeholder="Search numbers, names, IDs" maxlength="100" value=search prop:value=search/>
                        <kbd>"/"</kbd>
                    </label>
                </Form>
                <Transition>
                    {move || Suspend::new(async move {
                        frame.await.ok().map(|data| view! { <Bell unread=data.unread/><ProfileMenu data/> })
                    })}
                </Transition>
            </header>
            <Rail/>
            <main id="main" tabindex="-1">
                <Outlet/>
            </main>
        </div>
        <Shortcuts places=PLACES/>
    }
}
