//! What the mails say: plain text, one thing each.

use domain::account::OrganisationKind;
use domain::time::Date;
use store::invitations::InvitationRow;

use crate::Hub;

/// A mail's subject and text.
pub(crate) struct Text {
    pub(crate) subject: String,
    pub(crate) body: String,
}

/// The link to a new password.
pub(crate) fn reset_password(hub: &Hub, link: &str) -> Text {
    Text {
        subject: "Set a new password".to_owned(),
        body: format!(
            "Somebody asked for a new password for your account at {hub}.\n\
             \n\
             Set it here within the next hour:\n\
             {link}\n\
             \n\
             If it was not you, there is nothing to do: your password stays as it is.\n",
            hub = address(hub),
        ),
    }
}

/// The password was changed.
pub(crate) fn password_changed(hub: &Hub) -> Text {
    Text {
        subject: "Your password was changed".to_owned(),
        body: format!(
            "The password of your account at {hub} was changed, and your other browsers were signed out.\n\
             \n\
             If it was not you, set a new password now:\n\
             {forgot}\n\
             and tell {support}.\n",
            hub = address(hub),
            forgot = hub.settings.page("/forgot-password"),
            support = hub.settings.support_contact,
        ),
    }
}

/// Two-factor sign-in was turned on.
pub(crate) fn two_factor_on(hub: &Hub) -> Text {
    Text {
        subject: "Two-factor sign-in is on".to_owned(),
        body: format!(
            "Signing in to your account at {hub} now asks for a code from your app as well.\n\
             \n\
             Keep the recovery codes where you find them without your phone.\n\
             If it was not you, set a new password and tell {support}.\n",
            hub = address(hub),
            support = hub.settings.support_contact,
        ),
    }
}

/// Two-factor sign-in was turned off.
pub(crate) fn two_factor_off(hub: &Hub) -> Text {
    Text {
        subject: "Two-factor sign-in is off".to_owned(),
        body: format!(
            "Signing in to your account at {hub} now asks for the password alone.\n\
             \n\
             If it was not you, set a new password and tell {support}.\n",
            hub = address(hub),
            support = hub.settings.support_contact,
        ),
    }
}

/// An invitation into an organisation.
pub(crate) fn invitation(invitation: &InvitationRow, link: &str) -> Text {
    let organisation = &invitation.organisation_name;
    let through = match invitation.organisation.kind() {
        OrganisationKind::Partner => "",
        OrganisationKind::Client => &format!(", the hub of {} for its clients", invitation.partner_name),
    };
    Text {
        subject: format!("{} invites you to {organisation}", invitation.invited_by),
        body: format!(
            "{by} invites you to {organisation} as {role}, to look after its WhatsApp numbers in the \
             Partner Hub{through}.\n\
             \n\
             Accept here until {until}:\n\
             {link}\n\
             \n\
             If you do not know {by}, there is nothing to do.\n",
            by = invitation.invited_by,
            role = invitation.role.label().to_lowercase(),
            until = invitation.ends_at.to_words(),
        ),
    }
}

/// The code with which somebody who signs up shows that the address is theirs.
pub(crate) fn sign_up_code(partner: &str, code: &str) -> Text {
    Text {
        subject: format!("{code} is your code"),
        body: format!(
            "Enter this code to go on with {partner} on WhatsApp:\n\
             \n\
             {code}\n\
             \n\
             It is good for 15 minutes. If you did not sign up, there is nothing to do: without the code nothing is made.\n"
        ),
    }
}

/// Somebody signs up with an address that has an account.
pub(crate) fn account_is_there(hub: &Hub, partner: &str, link: &str) -> Text {
    Text {
        subject: "You have an account already".to_owned(),
        body: format!(
            "Somebody, probably you, signed up with this address to go on with {partner} on WhatsApp. There is an \
             account for it at {hub} already.\n\
             \n\
             Open {partner}'s link again and choose *Sign in*, or set a new password here:\n\
             {forgot}\n\
             \n\
             The sign-up was {link}\n\
             If it was not you, there is nothing to do.\n",
            hub = address(hub),
            forgot = hub.settings.page("/forgot-password"),
        ),
    }
}

/// A partner asks a client for permissions.
pub(crate) fn permission_request(partner: &str, person: &str, client: &str, numbers: &[&str], link: &str) -> Text {
    Text {
        subject: format!("{partner} asks for a permission"),
        body: format!(
            "{person} of {partner} asks {client} to share the permission to make API keys for:\n\
             \n\
             {numbers}\n\
             \n\
             With an API key {partner}'s software sends and receives the messages of a number. You choose what you \
             share, and can take it back at any time:\n\
             {link}\n\
             \n\
             If you do not know {partner}, there is nothing to do: nothing is shared.\n",
            numbers = numbers.join("\n"),
        ),
    }
}

/// What mails about the payment of a number name.
pub(crate) struct Payment<'a> {
    pub(crate) number: &'a str,
    pub(crate) client: &'a str,
    pub(crate) partner: &'a str,
    /// Where the client takes the payment over.
    pub(crate) link: &'a str,
}

/// The partner stops to pay for a number.
pub(crate) fn payment_ends(about: &Payment<'_>, last_day: Date) -> Text {
    let Payment { number, client, partner, link } = about;
    let day = last_day.to_words();
    Text {
        subject: format!("{partner} stops paying for {number} on {day}"),
        body: format!(
            "{partner} pays for the WhatsApp number {number} of {client} until {day}, and no longer.\n\
             \n\
             The number works until the end of that day. If you want to keep it, take the payment over before; from \
             then on, {client} pays for it:\n\
             {link}\n\
             \n\
             If nobody takes the payment over, the number ends on {day}.\n",
        ),
    }
}

/// The partner pays for a number after all.
pub(crate) fn payment_goes_on(about: &Payment<'_>) -> Text {
    let Payment { number, client, partner, .. } = about;
    Text {
        subject: format!("{partner} goes on paying for {number}"),
        body: format!(
            "{partner} goes on paying for the WhatsApp number {number} of {client}.\n\
             \n\
             What you were told before no longer holds, and there is nothing to do.\n",
        ),
    }
}

fn address(hub: &Hub) -> &str {
    hub.settings.hub_url.as_str().trim_end_matches('/')
}
