//! What the frame shows.

use domain::account::{OrganisationKind, Role};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::error::AppError;

/// What the frame shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FrameData {
    /// The person.
    pub user_name: String,
    /// The person's address.
    pub user_email: String,
    /// The organisation of this session.
    pub organisation: String,
    /// Which side it is on.
    pub kind: OrganisationKind,
    /// The partner, on the client's side.
    pub partner: String,
    /// The person's role there.
    pub role: Role,
    /// Whether there are other organisations to switch to.
    pub can_switch: bool,
    /// Unread notifications; 100 means that many or more.
    pub unread: u32,
}

/// Who is signed in, and what waits for them.
#[server(prefix = "/api/app", endpoint = "frame")]
pub async fn load_frame() -> Result<FrameData, AppError> {
    Ok(crate::server::signed_in()?.into())
}

#[cfg(feature = "ssr")]
impl From<hub::accounts::sessions::SignedIn> for FrameData {
    fn from(session: hub::accounts::sessions::SignedIn) -> Self {
        Self {
            user_name: session.user_name,
            user_email: session.user_email,
            organisation: session.organisation_name,
            kind: session.organisation_kind,
            partner: session.partner_name,
            role: session.actor.role,
            can_switch: session.other_organisations,
            unread: session.unread,
        }
    }
}

/// What the frame shows now; pages fetch it again when they change it.
#[derive(Clone, Copy, Debug)]
pub struct FrameState(RwSignal<Option<FrameData>>);

impl FrameState {
    /// On the server all of it is known before a page is drawn, and comes with it. In a browser that opens the frame
    /// by itself, it is fetched.
    pub(super) fn new() -> Self {
        let state = Self(RwSignal::new(SharedValue::new(at_first).into_inner()));
        Effect::new(move |_| {
            if state.0.with_untracked(Option::is_none) {
                state.refetch();
            }
        });
        state
    }

    /// What it shows; nothing until that is there.
    pub fn get(self) -> Option<FrameData> {
        self.0.get()
    }

    /// What it shows, for what does not follow it.
    pub fn get_untracked(self) -> Option<FrameData> {
        self.0.get_untracked()
    }

    /// Fetches it again. What is shown stays where the server does not answer.
    pub fn refetch(self) {
        leptos::task::spawn_local(async move {
            if let Ok(data) = load_frame().await {
                self.0.try_set(Some(data));
            }
        });
    }
}

#[cfg(feature = "ssr")]
fn at_first() -> Option<FrameData> {
    use_context::<hub::accounts::sessions::SignedIn>().map(FrameData::from)
}

#[cfg(not(feature = "ssr"))]
const fn at_first() -> Option<FrameData> {
    None
}
