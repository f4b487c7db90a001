//! Every screen of the hub, the UI kit and the server functions; compiled for the server and to WebAssembly.

// Views are one large type each.
#![recursion_limit = "256"]

pub mod clients;
mod confirm;
pub mod error;
pub mod form;
pub mod frame;
pub mod invitation;
pub mod live;
pub mod notifications;
pub mod numbers;
pub mod onboarding;
pub mod organisations;
pub mod parts;
#[cfg(feature = "ssr")]
pub mod server;
pub mod settings;
pub mod sign_in;
pub mod templates;
pub mod ui;
pub mod webhook;
pub mod words;

use leptos::prelude::*;
use leptos_meta::{HashedStylesheet, MetaTags, Title, provide_meta_context};
use leptos_router::components::{ParentRoute, Redirect, Route, Router, Routes};
use leptos_router::{Lazy, SsrMode, path};

use frame::Frame;
use numbers::NumbersPage;

/// The document around every page.
pub fn shell(options: LeptosOptions) -> impl IntoView {
    view! {
        <!DOCTYPE html>
        <html lang="en" data-theme=theme_attribute()>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <link rel="icon" href="/favicon.svg" type="image/svg+xml"/>
                <HydrationScripts options=options.clone()/>
                <HashedStylesheet options id="hub"/>
                <MetaTags/>
            </head>
            <body>
                <App/>
                // After the application: hydration takes the first node of the body for its own.
                <ui::Sprite/>
            </body>
        </html>
    }
}

/// `light` or `dark` where the person has chosen one; nothing leaves it to the system.
fn theme_attribute() -> Option<&'static str> {
    #[cfg(feature = "ssr")]
    {
        server::theme()
    }
    #[cfg(not(feature = "ssr"))]
    {
        None
    }
}

/// The application: frame, routes, title.
///
/// Every route is rendered with `SsrMode::Async`: pages are complete without a script, and status codes are
/// decided by data before the first byte.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    view! {
        <Title formatter=|text: String| {
            if text.is_empty() { "Partner Hub".to_owned() } else { format!("{text} · Partner Hub") }
        }/>
        <Router>
            <Routes fallback=NotFound>
                <Route path=path!("/") view=|| view! { <Redirect path="/numbers"/> } ssr=SsrMode::Async/>
                <Route path=path!("/sign-in") view={Lazy::<parts::SignInRoute>::new()} ssr=SsrMode::Async/>
                <Route path=path!("/sign-in/code") view={Lazy::<parts::CodeRoute>::new()} ssr=SsrMode::Async/>
                <Route path=path!("/forgot-password") view={Lazy::<parts::ForgotRoute>::new()} ssr=SsrMode::Async/>
                <Route path=path!("/reset-password/:token") view={Lazy::<parts::ResetRoute>::new()} ssr=SsrMode::Async/>
                <Route path=path!("/invitation/:token") view={Lazy::<parts::InvitationRoute>::new()} ssr=SsrMode::Async/>
                <Route path=path!("/onboarding/:partner") view={Lazy::<parts::OnboardingRoute>::new()} ssr=SsrMode::Async/>
                <Route path=path!("/dashboard/app/:partner") view={Lazy::<parts::OnboardingRoute>::new()} ssr=SsrMode::Async/>
                <Route path=path!("/dashboard/app/:partner/permissions") view={Lazy::<parts::OnboardingRoute>::new()} ssr=SsrMode::Async/>
                <Route path=path!("/permission") view={Lazy::<parts::OnboardingRoute>::new()} ssr=SsrMode::Async/>
                <Route path=path!("/permissions") view={Lazy::<parts::OnboardingRoute>::new()} ssr=SsrMode::Async/>
                <Route path=path!("/onboard/:id") view={Lazy::<parts::WayRoute>::new()} ssr=SsrMode::Async/>
                <ParentRoute path=path!("") view=Frame ssr=SsrMode::Async>
                    <Route path=path!("/numbers") view=NumbersPage ssr=SsrMode::Async/>
                    <Route path=path!("/organisations") view={Lazy::<parts::OrganisationsRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/settings") view={Lazy::<parts::ProfileRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/settings/organisation") view={Lazy::<parts::OrganisationRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/settings/security") view={Lazy::<parts::SecurityRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/settings/security/:step") view={Lazy::<parts::ProofRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/settings/users") view={Lazy::<parts::UsersRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/settings/users/:id/remove") view={Lazy::<parts::RemovalRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/settings/integration") view={Lazy::<parts::IntegrationRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/settings/integration/link-secret") view={Lazy::<parts::LinkSecretRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/settings/integration/remove") view={Lazy::<parts::WebhookRemovalRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/settings/partner") view={Lazy::<parts::PartnerRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/numbers/:id/permission") view={Lazy::<parts::PermissionRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/permission-requests") view={Lazy::<parts::RequestsRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/numbers/:id/request-permission") view={Lazy::<parts::RequestRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/numbers/:id") view={Lazy::<parts::NumberRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/numbers/:id/details") view={Lazy::<parts::NumberDetailsRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/numbers/:id/cancel") view={Lazy::<parts::CancelRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/numbers/:id/cancel-payment") view={Lazy::<parts::CancelPaymentRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/numbers/:id/take-over") view={Lazy::<parts::TakeOverRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/numbers/:id/deletion") view={Lazy::<parts::AccountDeletionRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/clients") view={Lazy::<parts::ClientsRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/clients/:id") view={Lazy::<parts::ClientRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/numbers/:id/templates") view={Lazy::<parts::NumberTemplatesRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/numbers/:id/api-key") view={Lazy::<parts::NumberApiKeyRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/numbers/:id/profile") view={Lazy::<parts::NumberProfileRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/numbers/:id/profile/review") view={Lazy::<parts::ProfileReviewRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/numbers/:id/profile/picture") view={Lazy::<parts::ProfilePictureRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/numbers/:id/catalog") view={Lazy::<parts::NumberCatalogRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/numbers/:id/balance") view={Lazy::<parts::NumberBalanceRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/numbers/:id/webhook") view={Lazy::<parts::NumberWebhookRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/api-keys/:key/revoke") view={Lazy::<parts::RevokeKeyRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/templates") view={Lazy::<parts::TemplatesRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/templates/drafts/:id") view={Lazy::<parts::EditorRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/templates/:id") view={Lazy::<parts::TemplateRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/templates/:id/delete") view={Lazy::<parts::DeletionRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/templates/:id/copy") view={Lazy::<parts::CopyRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/templates/:id/test") view={Lazy::<parts::TestRoute>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/notifications") view={Lazy::<parts::NotificationsRoute>::new()} ssr=SsrMode::Async/>
                </ParentRoute>
            </Routes>
        </Router>
    }
}

/// No such page.
#[component]
fn NotFound() -> impl IntoView {
    #[cfg(feature = "ssr")]
    server::set_status(http::StatusCode::NOT_FOUND);
    view! { <main id="main" class="page narrow">{no_page()}</main> }
}

/// What stands in place of a page that is not there, or not for this organisation.
fn no_page() -> AnyView {
    view! {
        <Title text="Page not found"/>
        <ui::EmptyState glyph=ui::Glyph::Search title="There is no such page" text="The address may be mistyped, or the page has moved.">
            <ui::LinkButton href="/numbers">"Open WhatsApp Accounts"</ui::LinkButton>
        </ui::EmptyState>
    }
    .into_any()
}
