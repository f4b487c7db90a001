//! Signed-in browsers.

use domain::state::Tone;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::{RevokeOthers, RevokeSession, SessionItem};
use crate::ui::{Badge, Button, ButtonSize, Card, RelativeTime, VisuallyHidden};

/// The list.
pub(super) fn card(sessions: Vec<SessionItem>) -> impl IntoView {
    let others = sessions.iter().any(|session| !session.current);
    let rows = sessions.into_iter().map(row).collect_view();
    let end_others = others.then(|| {
        view! {
            <footer>
                <form method="post" action=RevokeOthers::PATH><Button>"End all other sessions"</Button></form>
            </footer>
        }
    });
    view! {
        <Card id="sessions" title="Sessions">
            <ul class="rows">{rows}</ul>
            {end_others}
        </Card>
    }
}

fn row(session: SessionItem) -> impl IntoView {
    let end = if session.current {
        view! { <Badge label="This browser" tone=Tone::Positive/> }.into_any()
    } else {
        let which = format!(" of {}", session.device);
        view! {
            <form method="post" action=RevokeSession::PATH>
                <input type="hidden" name="id" value=session.id/>
                <Button size=ButtonSize::Small>"End session"<VisuallyHidden>{which}</VisuallyHidden></Button>
            </form>
        }
        .into_any()
    };
    view! {
        <li>
            <div class="grow">
                <b>{session.device}</b>
                <small>
                    {format!("{} · last used ", session.address)}
                    <RelativeTime text=session.seen.ago exact=session.seen.exact iso=session.seen.iso/>
                    " · signed in "
                    <RelativeTime text=session.created.ago exact=session.created.exact iso=session.created.iso/>
                </small>
            </div>
            {end}
        </li>
    }
}
