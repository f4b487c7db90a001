//! Signing out.

use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use crate::error::AppError;
use crate::ui::{Button, ButtonSize};

/// Ends the session of this browser and leads to `next`, or to the sign-in.
#[server(prefix = "", endpoint = "sign-out")]
pub async fn sign_out(
    /// Where to go then: a page of the hub.
    #[server(default)]
    next: String,
) -> Result<(), AppError> {
    let hub = crate::server::hub()?;
    if let Some(token) = expect_context::<hub::accounts::browser::Browser>().session {
        hub::accounts::sessions::sign_out(&hub, &token).await?;
    }
    crate::server::leave();
    crate::server::go_to(&crate::server::local_or(&next, "/sign-in?notice=signed-out"));
    Ok(())
}

/// A button that signs out.
#[component]
pub fn SignOutForm(
    /// Where to go then.
    #[prop(optional, into)]
    next: Option<String>,
) -> impl IntoView {
    view! {
        <form method="post" action=SignOut::PATH>
            {next.map(|next| view! { <input type="hidden" name="next" value=next/> })}
            <Button size=ButtonSize::Wide>"Sign out"</Button>
        </form>
    }
}
