//! The numbers of the client, each with its permission.

use domain::permission::{PaymentType, Permission, Wish};
use domain::state::Tone;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_meta::Title;
use leptos_router::hooks::use_location;

use super::{PartnerData, PermissionItem, SetPermission, load_partner};
use crate::error::AppError;
use crate::form::FormState;
use crate::live::{Live, on_change};
use crate::settings::layout::{Layout, Place, failed};
use crate::ui::{
    Button, ButtonSize, Card, EmptyState, Glyph, LinkButton, NoticeFromQuery, NoticeText, Pagination, Phone,
    RelativeTime, VisuallyHidden, status_mark,
};

/// What the partner may do with each number of the client.
pub(crate) fn screen() -> AnyView {
    let query = use_location().search;
    let data = Resource::new(move || query.get(), load_partner);
    if let Some(live) = use_context::<Live>() {
        on_change(live.channels, move || data.refetch());
    }
    view! {
        <Layout here=Place::Partner>
            <NoticeFromQuery words/>
            <Transition>
                {move || Suspend::new(async move {
                    match data.await {
                        Ok(data) => numbers(data).into_any(),
                        Err(AppError::NotFound) => crate::no_page(),
                        Err(error) => view! { <Title text="Partner"/>{failed(&error)} }.into_any(),
                    }
                })}
            </Transition>
        </Layout>
    }
    .into_any()
}

fn numbers(data: PartnerData) -> impl IntoView {
    let state = FormState::whichever(data.refusal.as_ref());
    let paged = data.previous.is_some() || data.next.is_some();
    let (previous, next) = (data.previous, data.next);
    let content = if data.items.is_empty() {
        view! {
            <EmptyState
                glyph=Glyph::Phone
                title="No numbers yet"
                text="Each of your numbers appears here once it is connected, and you decide whether your partner may generate API keys for it."
            >
                <LinkButton href="/numbers">"Open WhatsApp Accounts"</LinkButton>
            </EmptyState>
        }
        .into_any()
    } else {
        table(data.partner, data.support, data.items).into_any()
    };
    view! {
        <Title text="Partner"/>
        {state.and_then(|state| state.notice())}
        {content}
        {paged.then(|| view! { <Pagination previous next/> })}
    }
}

fn table(partner: String, support: String, items: Vec<PermissionItem>) -> impl IntoView {
    let contact = (!support.is_empty()).then(|| format!(" Support: {support}."));
    let rows = items.into_iter().map(|item| row(item, &partner)).collect_view();
    view! {
        <Card id="permissions" title="Partner">
            <div>
                <p>
                    "With this permission "<bdi>{partner.clone()}</bdi>
                    " may generate API keys for a number. A change holds from the next click on."
                </p>
            </div>
            <div class="scroll" role="region" aria-label="Permissions per number" tabindex="0">
                <table class="table flow">
                    <thead>
                        <tr>
                            <th scope="col">"Number"</th>
                            <th scope="col">"Permission"</th>
                            <th scope="col">"Paid by"</th>
                            <th scope="col">"Since"</th>
                            <th scope="col"><span class="vh">"Actions"</span></th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <footer>
                "Numbers that "<bdi>{partner.clone()}</bdi>" pays for are shared, and only "<bdi>{partner.clone()}</bdi>
                " can give their permission back: ask "<bdi>{partner}</bdi>"."{contact}
            </footer>
        </Card>
    }
}

fn row(item: PermissionItem, partner: &str) -> impl IntoView + use<> {
    let tone = match item.permission {
        Permission::Shared => Tone::Positive,
        Permission::Missing => Tone::Off,
    };
    let payer = match item.payment {
        PaymentType::Partner => view! { <bdi>{partner.to_owned()}</bdi> }.into_any(),
        PaymentType::Direct => "You".into_any(),
    };
    let by = item.by.clone().map(|by| view! { <small>"by "<bdi>{by}</bdi></small> });
    let name = (!item.name.is_empty()).then(|| view! { <small><bdi>{item.name.clone()}</bdi></small> });
    let details = format!("/numbers/{}/details", item.id);
    let since = item.since.clone();
    view! {
        <tr>
            <th scope="row"><a href=details><Phone number=item.number.clone()/></a>{name}</th>
            <td data-l="Permission">{status_mark(tone, item.permission.label())}</td>
            <td data-l="Paid by">{payer}</td>
            <td data-l="Since"><RelativeTime text=since.ago exact=since.exact iso=since.iso/>{by}</td>
            <td class="end">{action(item)}</td>
        </tr>
    }
}

fn action(item: PermissionItem) -> AnyView {
    let which = format!(" of {}", item.number);
    match item.wish {
        Some(Wish::Share) => view! {
            <form method="post" action=SetPermission::PATH>
                <input type="hidden" name="id" value=item.id/>
                <input type="hidden" name="wish" value=Wish::Share.code()/>
                <Button size=ButtonSize::Small>"Share with partner"<VisuallyHidden>{which}</VisuallyHidden></Button>
            </form>
        }
        .into_any(),
        Some(_) => {
            let href = format!("/numbers/{}/permission", item.id);
            view! { <LinkButton href size=ButtonSize::Small>"Revoke"<VisuallyHidden>{which}</VisuallyHidden></LinkButton> }
                .into_any()
        }
        None => view! { <span class="muted">"Locked: the partner pays"</span> }.into_any(),
    }
}

fn words(code: &str) -> Option<NoticeText> {
    let text = match code {
        "shared" => "The permission is shared. Your partner can generate API keys for this number now.",
        "revoked" => "The permission is revoked. Your partner can generate no API key for this number any more.",
        _ => return None,
    };
    Some(NoticeText { tone: Tone::Positive, text })
}
