//! The server as a browser, Meta and an operator meet it: over HTTP and on the command line.

#![expect(clippy::unwrap_used, clippy::panic, reason = "what is not as expected fails the test")]

mod support;

mod api_key_pages;
mod balance_pages;
mod client_pages;
mod command_line;
mod commands_at_meta;
mod errors;
mod guard;
mod headers;
mod health;
mod integration_pages;
mod invitation_pages;
mod logo_pages;
mod messaging;
mod notifications_page;
mod number_pages;
mod number_webhook_pages;
mod onboarding_pages;
mod onboarding_starts;
mod origin;
mod permission_pages;
mod permission_request_pages;
mod profile_pages;
mod settings;
mod settings_pages;
mod shutdown;
mod sign_in_pages;
mod signed_links;
mod static_files;
mod subscription_pages;
mod sweep;
mod sync;
mod template_editor;
mod template_pages;
mod template_pause;
mod template_samples;
mod webhooks;
