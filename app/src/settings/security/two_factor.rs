//! Two-factor sign-in.

use domain::state::Tone;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::{BeginTwoFactor, ConfirmTwoFactor, TwoFactor};
use crate::form::FormState;
use crate::ui::{
    Button, ButtonKind, ButtonSize, Card, CopyButton, Fact, Facts, InputKind, LinkButton, Need, RelativeTime,
    TextInput, status_mark,
};

/// How it stands, and what can be done about it.
pub(super) fn card(state: TwoFactor, new_codes: Vec<String>, form: &FormState) -> impl IntoView + use<> {
    let notice = form.notice();
    let content = match state {
        TwoFactor::Off => off().into_any(),
        TwoFactor::Begun { secret } => begun(secret, form).into_any(),
        TwoFactor::On { since, codes_left } => view! {
            <Facts>
                <Fact label="State">{status_mark(Tone::Positive, "On")}</Fact>
                <Fact label="Since"><RelativeTime text=since.ago exact=since.exact iso=since.iso/></Fact>
                <Fact label="Recovery codes">{left(codes_left)}</Fact>
            </Facts>
            <footer class="btns">
                <LinkButton href="/settings/security/recovery-codes">"Make new recovery codes"</LinkButton>
                <LinkButton href="/settings/security/two-factor-off" kind=ButtonKind::Danger>"Turn off two-factor sign-in"</LinkButton>
            </footer>
        }
        .into_any(),
    };
    view! {
        <Card id="two-factor" title="Two-factor sign-in">
            {notice.map(|notice| view! { <div>{notice}</div> })}
            {(!new_codes.is_empty()).then(|| codes(new_codes))}
            {content}
        </Card>
    }
}

fn off() -> impl IntoView {
    view! {
        <div>
            <form class="form" method="post" action=BeginTwoFactor::PATH>
                <p>"A code from an app on your phone, asked for after the password: whoever learns the password alone stays outside."</p>
                <div class="actions"><Button kind=ButtonKind::Primary>"Set up two-factor sign-in"</Button></div>
            </form>
        </div>
    }
}

fn begun(secret: String, state: &FormState) -> impl IntoView + use<> {
    let (error, focus) = (state.error("code"), state.focus("code"));
    view! {
        <div>
            <ol class="steps">
                <li>
                    <p>"Scan the picture with an authenticator app, or type the secret into it."</p>
                    <div class="qr">
                        <img src="/settings/two-factor.png" alt="QR code that holds the secret beneath it" width="160" height="160"/>
                    </div>
                    <div class="secret">
                        <code>{secret.clone()}</code>
                        <CopyButton value=secret label="Copy the secret"/>
                    </div>
                </li>
                <li>
                    <form class="form" method="post" action=ConfirmTwoFactor::PATH>
                        <TextInput
                            name="code"
                            label="Enter the six digits that the app shows"
                            kind=InputKind::OneTimeCode
                            autocomplete="one-time-code"
                            need=Need::Required
                            error
                            focus
                        />
                        <div class="actions"><Button kind=ButtonKind::Primary>"Turn on two-factor sign-in"</Button></div>
                    </form>
                </li>
            </ol>
        </div>
        <footer>
            <form method="post" action=BeginTwoFactor::PATH>
                <span>"Nothing is turned on until the code is right."</span>
                <Button kind=ButtonKind::Ghost size=ButtonSize::Small>"Start over with another secret"</Button>
            </form>
        </footer>
    }
}

fn codes(codes: Vec<String>) -> impl IntoView {
    let all = codes.join("\n");
    let items = codes.into_iter().map(|code| view! { <li><code>{code}</code></li> }).collect_view();
    view! {
        <div>
            <h3>"Your recovery codes"</h3>
            <p>"Each one signs you in once, when the phone is lost. Print them, or keep them where you keep passwords: they are not shown again."</p>
            <ul class="codes" aria-label="Recovery codes">{items}</ul>
            <p class="copy"><span>"Copy all of them"</span><CopyButton value=all label="Copy the recovery codes"/></p>
        </div>
    }
}

fn left(codes: u32) -> AnyView {
    match codes {
        0 => view! { {status_mark(Tone::Critical, "None left")}<small>"Make new ones: without them, losing the phone means losing the account."</small> }.into_any(),
        1..=3 => view! { {status_mark(Tone::Caution, format!("{codes} left"))}<small>"Make new ones before they run out."</small> }.into_any(),
        _ => format!("{codes} left").into_any(),
    }
}
