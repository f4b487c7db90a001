//! The section of the three activation statuses.

use leptos::prelude::*;

use crate::numbers::number::load::ActivationPart;
use crate::numbers::number::marked::Marked;
use crate::numbers::number::row::{Help, explained, unknown};
use crate::ui::{Card, Facts};

const ON_BEHALF: Help = Help {
    id: "on-behalf",
    question: "What is message on behalf?",
    answer: "In the classic signup the client approves in its Meta Business settings that messages are sent on its \
             behalf. Shared accounts need no such approval.",
};
const VERIFICATION: Help = Help {
    id: "verification",
    question: "What is the Meta business verification?",
    answer: "Meta checks that the business exists. Without it the messaging limit stays low.",
};
const REGISTRATION: Help = Help {
    id: "registration",
    question: "What is the number registration?",
    answer: "A number is verified with a code from Meta and then registered with its PIN; only then can it send.",
};

/// The section.
pub(super) fn section(part: ActivationPart) -> impl IntoView {
    view! {
        <Card id="activation" title="Activation statuses">
            <Facts>
                {explained("Message on behalf", &ON_BEHALF, part.message_on_behalf.view())}
                {explained("Meta business verification", &VERIFICATION, part.business_verification.map_or_else(unknown, Marked::view))}
                {explained("Number registration", &REGISTRATION, part.number_registration.view())}
            </Facts>
        </Card>
    }
}
