//! The password.

use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::ChangePassword;
use crate::form::FormState;
use crate::ui::{Button, Card, InputKind, Need, TextInput};

/// The form to change it.
pub(super) fn card(state: &FormState, email: String) -> impl IntoView + use<> {
    let notice = state.notice();
    let (old_error, new_error) = (state.error("password"), state.error("new_password"));
    let (focus_old, focus_new) = (state.focus("password"), state.focus("new_password"));
    view! {
        <Card id="password-card" title="Password">
            <div>
                <form class="form" method="post" action=ChangePassword::PATH>
                    {notice}
                    <input type="email" name="email" value=email autocomplete="username" hidden readonly/>
                    <TextInput
                        name="password"
                        label="Present password"
                        kind=InputKind::Password
                        autocomplete="current-password"
                        need=Need::Required
                        error=old_error
                        focus=focus_old
                    />
                    <TextInput
                        name="new_password"
                        label="New password"
                        hint="At least 12 characters. Your other browsers are signed out.".to_owned()
                        kind=InputKind::Password
                        autocomplete="new-password"
                        need=Need::Required
                        error=new_error
                        focus=focus_new
                    />
                    <div class="actions"><Button>"Change password"</Button></div>
                </form>
            </div>
        </Card>
    }
}
