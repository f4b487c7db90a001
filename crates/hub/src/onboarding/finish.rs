//! The last step: the client says which permissions it shares, and is sent back with the result.

use domain::account::{Actor, Organisation};
use domain::ids::{ChannelId, OnboardingId};
use domain::permission::{Answer, PartnerKeys, Party, Permission, Wish};
use store::{channels, clients, onboardings, partners, permission_requests};

use super::redirect::Outcome;
use super::{own, start};
use crate::accounts::audit::{self, Action, Entry};
use crate::{Hub, HubError, permissions};

/// Shares the permission of the channels that were chosen, revokes the others where the client may, and ends the way.
/// Answers the address to which the browser is sent. Doing it again changes what was chosen and ends the way anew.
///
/// # Errors
/// [`HubError::NotFound`], [`HubError::SignInRequired`], and what the permission's rules refuse.
pub async fn finish(hub: &Hub, id: &OnboardingId, session: &str, chosen: &[ChannelId]) -> Result<String, HubError> {
    let (found, actor) = own(hub, session, id).await?;
    let Organisation::Client(partner, client) = actor.organisation else { return Err(HubError::NotFound) };
    let mut conn = hub.store.read().await?;
    let before = channels::of_client(&mut conn, partner, client).await?;
    drop(conn);
    let mut revoked = Vec::new();
    for channel in &before {
        let wish = channel.contract.terms().open_to(Party::Client);
        let wanted = chosen.contains(&channel.id);
        match wish {
            Some(Wish::Share) if wanted => {
                permissions::set(hub, &actor, &channel.id, Wish::Share, PartnerKeys::Keep).await?
            }
            Some(Wish::Revoke) if !wanted => {
                permissions::set(hub, &actor, &channel.id, Wish::Revoke, PartnerKeys::Keep).await?;
                revoked.push(channel.id.clone());
            }
            _ => {}
        }
    }
    end(hub, found, actor, revoked).await
}

async fn end(
    hub: &Hub,
    found: onboardings::Onboarding,
    actor: Actor,
    revoked: Vec<ChannelId>,
) -> Result<String, HubError> {
    let worker = hub.clone();
    hub.store
        .write(move |tx| {
            Box::pin(async move {
                let now = worker.clock.now();
                let Organisation::Client(partner, client) = actor.organisation else { return Err(HubError::NotFound) };
                let now_there = channels::of_client(tx, partner, client).await?;
                let (shared, kept): (Vec<_>, Vec<_>) =
                    now_there.iter().partition(|channel| channel.contract.terms().permission == Permission::Shared);
                for channel in kept {
                    permission_requests::answer(tx, channel.key, Answer::Refused, now).await?;
                }
                let client = clients::get(tx, partner, client).await?.ok_or(HubError::NotFound)?;
                let partner = partners::get(tx, partner).await?.ok_or(HubError::NotFound)?;
                let outcome = Outcome {
                    client: client.id.as_str(),
                    channels: shared.iter().map(|channel| channel.id.as_str()).collect(),
                    revoked: revoked.iter().map(ChannelId::as_str).collect(),
                    state: found.start.state.as_deref(),
                };
                let target = start::target(&worker, tx, &partner, &found.start).await?.with_result(&outcome);
                onboardings::finish(tx, found.n, &target, now).await?;
                let detail = match shared.len() {
                    1 => "1 number shared".to_owned(),
                    many => format!("{many} numbers shared"),
                };
                let entry = Entry::new((&actor).into(), actor.organisation, Action::OnboardingFinished, client.name);
                audit::record(tx, entry.detail(detail), now).await?;
                Ok(target)
            })
        })
        .await
}
