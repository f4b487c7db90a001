//! The application in parts: what a browser loads when it opens the first page of one.
//!
//! Pages that share most of their code are one part. Each piece of code that two parts share becomes a file of its
//! own, so that a part for every page would mean dozens of files for each of them. Views make their own resources:
//! made by the route, their code would stand in what every page loads first.

use leptos::prelude::*;
use leptos_router::LazyRoute;

use crate::clients;
use crate::notifications::list as notifications;
use crate::numbers::number::api_key::revoke;
use crate::numbers::number::deletion::page as account_deletion;
use crate::numbers::number::profile::{picture as profile_picture, review as profile_review};
use crate::numbers::number::{
    api_key, balance, catalog, details, overview, permission_request, profile as number_profile, subscription, webhook,
};
use crate::settings::security::proof;
use crate::settings::{integration, organisation, partner, profile, removal, security, users};
use crate::sign_in::{code, forgot, page as sign_in, reset};
use crate::templates::{copy, deletion, editor, list as templates, template, test_message};
use crate::{invitation, onboarding, organisations};

macro_rules! part {
    ($Page:ident, $view:ident, $preload:ident: $($(#[$meta:meta])* $Route:ident => $Variant:ident => $screen:path,)+) => {
        #[derive(Clone, Copy, Debug)]
        enum $Page { $($Variant),+ }

        #[lazy]
        fn $view(page: $Page) -> AnyView {
            match page { $($Page::$Variant => $screen()),+ }
        }

        $(
            $(#[$meta])*
            #[derive(Debug)]
            pub struct $Route;

            impl LazyRoute for $Route {
                fn data() -> Self {
                    Self
                }

                async fn view(_: Self) -> AnyView {
                    $view($Page::$Variant).await
                }

                async fn preload() {
                    #[cfg(target_arch = "wasm32")]
                    $preload().await;
                }
            }
        )+
    };
}

part! { Entrance, entrance, __preload_entrance:
    /// Address and password.
    SignInRoute => SignIn => sign_in::screen,
    /// The second step of signing in.
    CodeRoute => Code => code::screen,
    /// Asking for a new password.
    ForgotRoute => Forgot => forgot::screen,
    /// Choosing a new password.
    ResetRoute => Reset => reset::screen,
    /// Accepting an invitation.
    InvitationRoute => Invitation => invitation::page::screen,
    /// The first page of a partner's link.
    OnboardingRoute => Onboarding => onboarding::start::screen,
    /// The way of a client through the hub.
    WayRoute => Way => onboarding::way::screen,
}

part! { Setting, setting, __preload_setting:
    /// The switcher.
    OrganisationsRoute => Organisations => organisations::screen,
    /// The person's profile.
    ProfileRoute => Profile => profile::screen,
    /// The organisation of this session.
    OrganisationRoute => Organisation => organisation::screen,
    /// Password, two-factor sign-in and sessions.
    SecurityRoute => Security => security::screen,
    /// The password once more.
    ProofRoute => Proof => proof::screen,
    /// The people of the organisation.
    UsersRoute => Users => users::screen,
    /// The decision to remove somebody.
    RemovalRoute => Removal => removal::screen,
    /// What the partner's own systems need.
    IntegrationRoute => Integration => integration::screen,
    /// The decision to remove the partner's webhook.
    WebhookRemovalRoute => WebhookRemoval => integration::removal::screen,
    /// The decision to replace the secret that signs links.
    LinkSecretRoute => LinkSecret => onboarding::setup::secret::screen,
    /// What the partner may do with each number of the client.
    PartnerRoute => Partner => partner::screen,
    /// Asking the client for the permission of its numbers.
    RequestRoute => Request => permission_request::screen,
    /// Asking several clients at once.
    RequestsRoute => Requests => clients::requests::screen,
    /// The decision to end the permission of a number.
    PermissionRoute => Permission => partner::ending::screen,
}

part! { OfNumbers, of_numbers, __preload_of_numbers:
    /// The management app of a number.
    NumberRoute => Overview => overview::screen,
    /// The details of a number.
    NumberDetailsRoute => Details => details::screen,
    /// The API keys of a number.
    NumberApiKeyRoute => ApiKey => api_key::screen,
    /// Where the messages of a number go.
    NumberWebhookRoute => NumberWebhook => webhook::screen,
    /// The decision to revoke one.
    RevokeKeyRoute => RevokeKey => revoke::screen,
    /// The client's decision to cancel a number.
    CancelRoute => Cancel => subscription::cancel::screen,
    /// The partner's decision to stop to pay for one.
    CancelPaymentRoute => CancelPayment => subscription::payment::screen,
    /// The client's decision to pay for one.
    TakeOverRoute => TakeOver => subscription::take_over::screen,
    /// The client's request to delete an account.
    AccountDeletionRoute => AccountDeletion => account_deletion::screen,
    /// The clients of the partner.
    ClientsRoute => Clients => clients::list::screen,
    /// One of them.
    ClientRoute => Client => clients::page::screen,
    /// The business profile of a number.
    NumberProfileRoute => NumberProfile => number_profile::screen,
    /// The look at what changes in it.
    ProfileReviewRoute => ProfileReview => profile_review::screen,
    /// Its new picture.
    ProfilePictureRoute => ProfilePicture => profile_picture::screen,
    /// The catalog of a number.
    NumberCatalogRoute => NumberCatalog => catalog::screen,
    /// What a number has left, and what its messages have cost.
    NumberBalanceRoute => NumberBalance => balance::screen,
    /// Notifications.
    NotificationsRoute => Notifications => notifications::screen,
    /// Templates of all accounts.
    TemplatesRoute => Templates => templates::everywhere,
    /// Templates of the account of a number.
    NumberTemplatesRoute => NumberTemplates => templates::of_number,
}

part! { OfTemplate, of_template, __preload_of_template:
    /// One template.
    TemplateRoute => Template => template::screen,
    /// The decision to delete one.
    DeletionRoute => Deletion => deletion::screen,
    /// Copying one to other accounts.
    CopyRoute => Copy => copy::screen,
    /// Sending one to one's own phone.
    TestRoute => Test => test_message::screen,
}

part! { OfEditor, of_editor, __preload_of_editor:
    /// The editor of a template.
    EditorRoute => Editor => editor::screen,
}
