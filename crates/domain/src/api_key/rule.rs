//! Who may make the API keys of a channel, and who may revoke one.

use crate::account::OrganisationKind;
use crate::permission::{PaymentType, Permission};
use crate::state::ChannelState;

/// The words that are a link to the settings in which a client changes the permission.
pub const ORGANIZATION_SETTINGS: &str = "Organization Settings";

/// What the rules look at: one side before one channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyStanding {
    /// Who asks.
    pub side: OrganisationKind,
    /// Whether the partner may make keys.
    pub permission: Permission,
    /// Who pays.
    pub payment: PaymentType,
    /// How the channel is.
    pub state: ChannelState,
}

/// Whether this side may make a key now. The partner may with the client's permission, the client where it pays
/// itself and has not shared the permission, and both only while the channel runs.
///
/// # Errors
/// What is missing and what to do about it: a sentence or two for each thing, never none.
pub fn may_generate(standing: &KeyStanding) -> Result<(), Vec<String>> {
    let missing: Vec<String> = [permission_sentence(standing).map(str::to_owned), running_sentence(standing.state)]
        .into_iter()
        .flatten()
        .collect();
    if missing.is_empty() { Ok(()) } else { Err(missing) }
}

/// Whether this side may revoke a key that `made_by` has made: one's own always, another's where one may decide
/// about the channel's keys, which is the partner with the permission and the client that pays itself.
pub const fn may_revoke(standing: &KeyStanding, made_by: OrganisationKind) -> bool {
    match (standing.side, made_by) {
        (OrganisationKind::Partner, OrganisationKind::Partner)
        | (OrganisationKind::Client, OrganisationKind::Client) => true,
        (OrganisationKind::Partner, OrganisationKind::Client) => matches!(standing.permission, Permission::Shared),
        (OrganisationKind::Client, OrganisationKind::Partner) => matches!(standing.payment, PaymentType::Direct),
    }
}

const fn permission_sentence(standing: &KeyStanding) -> Option<&'static str> {
    match (standing.side, standing.payment, standing.permission) {
        (OrganisationKind::Partner, _, Permission::Shared) => None,
        (OrganisationKind::Client, PaymentType::Direct, Permission::Missing) => None,
        (OrganisationKind::Partner, _, Permission::Missing) => Some(
            "The permission is missing: the client has not shared this number with you. Ask the client for it; the \
             details page shows the permission.",
        ),
        (OrganisationKind::Client, PaymentType::Direct, Permission::Shared) => Some(
            "API keys are disabled for this number because it is shared with the integration partner. The permission \
             allows the partner to generate its API keys, and to send and receive messages with them. Change it in \
             Organization Settings, or ask the partner.",
        ),
        (OrganisationKind::Client, PaymentType::Partner, Permission::Shared) => Some(
            "API keys are disabled for this number because it is shared with the integration partner, who pays for it. \
             The permission allows the partner to generate its API keys, and to send and receive messages with them. \
             Organization Settings shows it; the partner can give it back.",
        ),
        (OrganisationKind::Client, PaymentType::Partner, Permission::Missing) => Some(
            "API keys are disabled for this number because the integration partner pays for it. Organization Settings \
             shows whom to ask.",
        ),
    }
}

fn running_sentence(state: ChannelState) -> Option<String> {
    if state.runs() {
        return None;
    }
    let to_do = match state {
        ChannelState::Ended | ChannelState::Migrated => "",
        _ => " The overview of the number says what to do.",
    };
    Some(format!("A key can only be made for a number that runs. {}{to_do}", state.explanation()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use OrganisationKind as Side;

    fn standing(side: Side, payment: PaymentType, permission: Permission, state: ChannelState) -> KeyStanding {
        KeyStanding { side, permission, payment, state }
    }

    #[test]
    fn each_side_has_its_turn() {
        use PaymentType::{Direct, Partner};
        use Permission::{Missing, Shared};
        for (side, payment, permission, may) in [
            (Side::Partner, Partner, Shared, true),
            (Side::Partner, Direct, Shared, true),
            (Side::Partner, Partner, Missing, false),
            (Side::Partner, Direct, Missing, false),
            (Side::Client, Partner, Shared, false),
            (Side::Client, Direct, Shared, false),
            (Side::Client, Partner, Missing, false),
            (Side::Client, Direct, Missing, true),
        ] {
            for state in ChannelState::ALL {
                let answer = may_generate(&standing(side, payment, permission, *state));
                let missing = usize::from(!may) + usize::from(!state.runs());
                assert_eq!(
                    answer.err().map_or(0, |sentences| sentences.len()),
                    missing,
                    "{side} {payment} {permission} {state}"
                );
            }
        }
    }

    #[test]
    fn the_partner_is_told_which_of_the_two_is_missing() {
        let told = |permission, state| may_generate(&standing(Side::Partner, PaymentType::Direct, permission, state));
        let permission = told(Permission::Missing, ChannelState::Connected).unwrap_err();
        assert!(permission[0].starts_with("The permission is missing"), "{permission:?}");
        let running = told(Permission::Shared, ChannelState::Banned).unwrap_err();
        assert!(
            running[0].starts_with("A key can only be made for a number that runs. Meta has banned"),
            "{running:?}"
        );
        assert_eq!(told(Permission::Missing, ChannelState::Ended).unwrap_err().len(), 2);
    }

    #[test]
    fn the_client_is_told_where_the_permission_is() {
        for payment in PaymentType::ALL {
            let shared = standing(Side::Client, *payment, Permission::Shared, ChannelState::Connected);
            let [sentence] = <[String; 1]>::try_from(may_generate(&shared).unwrap_err()).unwrap();
            assert!(sentence.contains("shared with the integration partner"), "{sentence}");
            assert_eq!(sentence.matches(ORGANIZATION_SETTINGS).count(), 1, "{sentence}");
        }
    }

    #[test]
    fn whoever_made_a_key_or_decides_about_keys_revokes_it() {
        use PaymentType::{Direct, Partner};
        use Permission::{Missing, Shared};
        for (side, payment, permission, others) in [
            (Side::Partner, Partner, Shared, true),
            (Side::Partner, Direct, Shared, true),
            (Side::Partner, Direct, Missing, false),
            (Side::Client, Direct, Shared, true),
            (Side::Client, Direct, Missing, true),
            (Side::Client, Partner, Shared, false),
        ] {
            let standing = standing(side, payment, permission, ChannelState::Ended);
            let other = if side == Side::Partner { Side::Client } else { Side::Partner };
            assert!(may_revoke(&standing, side));
            assert_eq!(may_revoke(&standing, other), others, "{side} {payment} {permission}");
        }
    }
}
