//! The people of the organisation, and who is invited.

mod act;
mod invitations;
mod list;
mod load;

pub use act::{ChangeRole, InviteUser, ResendInvitation, RevokeInvitation};
pub use load::{InvitationItem, UserItem, UsersData, load_users};

use domain::state::Tone;
use leptos::prelude::*;
use leptos_meta::Title;

use super::layout::{Layout, Place, failed};
use crate::form::FormState;
use crate::ui::{CopyButton, Notice, NoticeFromQuery, NoticeText};

/// The people of the organisation.
pub(crate) fn screen() -> AnyView {
    let data = Resource::new(|| (), |()| load_users());
    view! {
        <Title text="Users"/>
        <Layout here=Place::Users>
            <NoticeFromQuery words/>
            <Transition>
                {move || Suspend::new(async move {
                    match data.await {
                        Ok(data) => cards(data).into_any(),
                        Err(error) => failed(&error),
                    }
                })}
            </Transition>
        </Layout>
    }
    .into_any()
}

fn cards(data: UsersData) -> impl IntoView {
    let others = FormState::new("users", &[], data.refusal.as_ref());
    let invite = FormState::new("invite", &["email", "role"], data.refusal.as_ref());
    let owners = list::owners(&data.users);
    let invitations =
        (data.manages || !data.invitations.is_empty()).then(|| invitations::card(data.invitations, data.manages));
    view! {
        {others.notice()}
        {data.link.map(link)}
        {list::card(data.users, data.manages, &owners)}
        {data.manages.then(|| invitations::form(&invite))}
        {invitations}
    }
}

/// The link of an invitation that was just made, shown this once.
fn link(link: String) -> impl IntoView {
    view! {
        <Notice tone=Tone::Positive>
            <div>
                <h2>"The invitation is on its way"</h2>
                <p>"The link went out by e-mail. It can be handed over in another way too; it is shown only now and works once, within a week."</p>
                <div class="secret"><code>{link.clone()}</code><CopyButton value=link label="Copy the link"/></div>
            </div>
        </Notice>
    }
}

fn words(code: &str) -> Option<NoticeText> {
    let text = match code {
        "role-changed" => "The role is changed. It holds from the next click of this person on.",
        "removed" => "The person is removed and can no longer open this organisation.",
        "invitation-revoked" => "The invitation is taken back. Its link no longer works.",
        _ => return None,
    };
    Some(NoticeText { tone: Tone::Positive, text })
}
