//! The fields of a webhook.

use leptos::prelude::*;

use crate::form::FormState;
use crate::ui::{InputKind, Need, TextArea, TextInput};

/// Address and headers: `address` and `headers` in the form.
pub(crate) fn fields(state: &FormState, address: &str, headers: &str) -> impl IntoView + use<> {
    let (address_error, headers_error) = (state.error("address"), state.error("headers"));
    let focus = state.focus("address");
    let address = state.value("address", address);
    let headers = RwSignal::new(state.value("headers", headers));
    view! {
        <TextInput
            name="address"
            label="Address"
            kind=InputKind::Url
            hint="It begins with https:// and takes JSON by POST.".to_owned()
            value=address
            need=Need::Required
            error=address_error
            focus
        />
        <TextArea
            name="headers"
            label="Headers that go along"
            hint="One a line, such as Authorization: Bearer 123. Values are kept encrypted and not shown again; a line that you leave as it is keeps its value.".to_owned()
            value=headers
            error=headers_error
            rows=3
        />
    }
}
