//! The id of the partner.

use leptos::prelude::*;

use crate::ui::{Card, Copyable, Fact, Facts};

/// The id, to copy.
pub(super) fn card(id: String) -> impl IntoView {
    view! {
        <Card id="partner-id" title="Partner ID">
            <Facts>
                <Fact label="Partner ID">
                    <Copyable value=id label="Copy the partner ID"/>
                    <small>"It stands in the addresses of the Partner API and of onboarding links."</small>
                </Fact>
            </Facts>
        </Card>
    }
}
