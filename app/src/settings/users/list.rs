//! The people.

use domain::account::Role;
use domain::state::Tone;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::{ChangeRole, UserItem};
use crate::ui::{Badge, Card, Glyph, RelativeTime, status_mark};

/// The names of the owners, as a sentence lists them.
pub(super) fn owners(users: &[UserItem]) -> String {
    let names: Vec<&str> = users.iter().filter(|user| user.role == Role::Owner).map(|user| &*user.name).collect();
    match names.as_slice() {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [others @ .., last] => format!("{} and {last}", others.join(", ")),
    }
}

/// The table.
pub(super) fn card(users: Vec<UserItem>, manages: bool, owners: &str) -> impl IntoView + use<> {
    let footer = if manages {
        "Owners may do everything. Members see and manage numbers; users, money and secrets are for owners.".to_owned()
    } else {
        format!("Inviting people, changing roles and removing people is for owners: {owners}.")
    };
    let rows = users.into_iter().map(|user| row(user, manages)).collect_view();
    view! {
        <Card id="users" title="Users">
            <div class="scroll" role="region" aria-label="List of users" tabindex="0">
                <table class="table flow">
                    <thead>
                        <tr>
                            <th scope="col">"Name"</th>
                            <th scope="col">"E-mail"</th>
                            <th scope="col">"Role"</th>
                            <th scope="col">"Two-factor"</th>
                            <th scope="col">"Joined"</th>
                            {manages.then(|| view! { <th scope="col"><span class="vh">"Actions"</span></th> })}
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <footer>{footer}</footer>
        </Card>
    }
}

fn row(user: UserItem, manages: bool) -> impl IntoView {
    let two_factor = if user.two_factor { status_mark(Tone::Positive, "On") } else { status_mark(Tone::Off, "Off") };
    let actions = manages.then(|| view! { <td class="end">{actions(&user)}</td> });
    view! {
        <tr>
            <th scope="row"><bdi>{user.name}</bdi>{user.you.then_some(" (you)")}</th>
            <td data-l="E-mail">{user.email}</td>
            <td data-l="Role"><Badge label=user.role.label()/></td>
            <td data-l="Two-factor">{two_factor}</td>
            <td data-l="Joined"><RelativeTime text=user.since.ago exact=user.since.exact iso=user.since.iso/></td>
            {actions}
        </tr>
    }
}

fn actions(user: &UserItem) -> impl IntoView + use<> {
    let (other, words) = match user.role {
        Role::Owner => (Role::Member, "Make member"),
        Role::Member => (Role::Owner, "Make owner"),
    };
    let remove = format!("/settings/users/{}/remove", user.id);
    view! {
        <details class="menu" name="m">
            <summary class="btn ghost icon small" aria-label=format!("Manage {}", user.name)>{Glyph::More.view()}</summary>
            <ul>
                <li>
                    <form method="post" action=ChangeRole::PATH>
                        <input type="hidden" name="id" value=user.id.clone()/>
                        <button name="role" value=other.code()>{words}</button>
                    </form>
                </li>
                <li class="danger"><a href=remove>{if user.you { "Leave the organisation" } else { "Remove user" }}</a></li>
            </ul>
        </details>
    }
}
