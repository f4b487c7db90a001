//! A key that was made just now.

use leptos::prelude::*;

use crate::ui::{Card, CopyButton, Copyable};

/// The key, where it is presented, and how.
pub(super) fn card(key: String, messaging: Option<String>, number: &str) -> impl IntoView + use<> {
    let usage = match messaging {
        Some(address) => {
            let example = example(&address, &key, number);
            view! {
                <p>"Address of the messaging API: "<Copyable value=address label="Copy the address"/></p>
                <p class="copy"><span>"A message, as it is typed into a terminal"</span><CopyButton value=example.clone() label="Copy the example"/></p>
                <pre class="sample"><code>{example}</code></pre>
            }
            .into_any()
        }
        None => {
            view! { <p>"The operator of this hub has not set the address of the messaging API yet."</p> }.into_any()
        }
    };
    view! {
        <Card id="new-key" title="Your new API key">
            <div class="stack">
                <p>"Copy it now and keep it where you keep passwords: it is shown only now. The hub itself does not know it any more."</p>
                <div class="secret">
                    <code>{key.clone()}</code>
                    <CopyButton value=key label="Copy the API key"/>
                </div>
                <p>"Requests present it in the header "<code>"D360-API-KEY"</code>"."</p>
                {usage}
            </div>
        </Card>
    }
}

/// A message to the number itself, as it is typed into a terminal.
fn example(address: &str, key: &str, number: &str) -> String {
    let digits: String = number.bytes().filter(u8::is_ascii_digit).map(char::from).collect();
    let body = format!(
        r#"{{"messaging_product":"whatsapp","recipient_type":"individual","to":"{digits}","type":"text","text":{{"body":"Hello"}}}}"#
    );
    format!(
        "curl '{address}/messages' \\\n  -H 'D360-API-KEY: {key}' \\\n  -H 'Content-Type: application/json' \\\n  -d '{body}'"
    )
}
