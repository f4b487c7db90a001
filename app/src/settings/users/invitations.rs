//! Inviting somebody, and the invitations that are open.

use domain::account::Role;
use domain::state::Tone;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::{InvitationItem, InviteUser, ResendInvitation, RevokeInvitation};
use crate::form::FormState;
use crate::ui::{
    Badge, Button, ButtonKind, ButtonSize, Card, Choice, InputKind, Need, RelativeTime, Select, TextInput,
    VisuallyHidden,
};

/// The form to invite somebody.
pub(super) fn form(state: &FormState) -> impl IntoView + use<> {
    let roles = [Role::Member, Role::Owner].map(|role| Choice::new(role.code(), role.label())).to_vec();
    let notice = state.notice();
    let (email, email_error) = (state.value("email", ""), state.error("email"));
    let (role, role_error) = (state.value("role", Role::Member.code()), state.error("role"));
    let focus = state.focus("email");
    view! {
        <Card id="invite" title="Invite a user">
            <div>
                <form class="form" method="post" action=InviteUser::PATH>
                    {notice}
                    <div class="pair">
                        <TextInput
                            name="email"
                            label="E-mail"
                            kind=InputKind::Email
                            need=Need::Required
                            value=email
                            error=email_error
                            focus
                        />
                        <Select name="role" label="Role" choices=roles value=role error=role_error/>
                    </div>
                    <div class="actions"><Button kind=ButtonKind::Primary>"Send invitation"</Button></div>
                </form>
            </div>
        </Card>
    }
}

/// The open invitations.
pub(super) fn card(items: Vec<InvitationItem>, manages: bool) -> impl IntoView {
    let content = if items.is_empty() {
        view! { <div><p class="muted">"Nobody is invited right now."</p></div> }.into_any()
    } else {
        let rows = items.into_iter().map(|item| row(item, manages)).collect_view();
        view! { <ul class="rows">{rows}</ul> }.into_any()
    };
    view! { <Card id="invitations" title="Open invitations">{content}</Card> }
}

fn row(item: InvitationItem, manages: bool) -> impl IntoView {
    let until = if item.expired {
        view! { <Badge label="Expired" tone=Tone::Caution/> }.into_any()
    } else {
        view! { <span class="muted">{format!("until {}", item.ends_at)}</span> }.into_any()
    };
    let (to, of) = (format!(" to {}", item.email), format!(" the invitation of {}", item.email));
    let (resend, revoke) = (item.id.clone(), item.id);
    let controls = manages.then(|| {
        view! {
            <form method="post" action=ResendInvitation::PATH>
                <input type="hidden" name="id" value=resend/>
                <Button size=ButtonSize::Small>"Send again"<VisuallyHidden>{to}</VisuallyHidden></Button>
            </form>
            <form method="post" action=RevokeInvitation::PATH>
                <input type="hidden" name="id" value=revoke/>
                <Button size=ButtonSize::Small>"Take back"<VisuallyHidden>{of}</VisuallyHidden></Button>
            </form>
        }
    });
    view! {
        <li>
            <div class="grow">
                <b>{item.email}</b>
                <small dir="auto">
                    {format!("{}, invited by {} ", item.role.label(), item.invited_by)}
                    <RelativeTime text=item.created.ago exact=item.created.exact iso=item.created.iso/>
                </small>
            </div>
            {until}
            {controls}
        </li>
    }
}
