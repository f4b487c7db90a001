//! Numbers whose last day is over.

use domain::ids::ChannelKey;
use domain::permission::Party;
use domain::subscription::Step;
use store::channels::{self, ending};
use store::partners;

use super::{Done, apply, around, refused};
use crate::accounts::audit::By;
use crate::{Hub, HubError, calendar};

/// How many numbers of a partner end in one run.
const RUN: usize = 100;

/// Ends the numbers whose last day is over in their partner's calendar; answers how many, so that the caller can go on
/// while there are more. Several processes can do this at the same time: each number ends once.
///
/// # Errors
/// The database refuses.
pub async fn end_due(hub: &Hub) -> Result<u64, HubError> {
    let now = hub.clock.now();
    let all = partners::list(&mut hub.store.read().await?).await?;
    let mut ended = 0;
    for partner in all {
        let today = calendar::day_in(&partner.time_zone, now);
        let due = ending::due(&mut hub.store.read().await?, partner.key, today, RUN).await?;
        for channel in due {
            ended += end(hub, channel).await?;
        }
    }
    Ok(ended)
}

async fn end(hub: &Hub, key: ChannelKey) -> Result<u64, HubError> {
    let worker = hub.clone();
    hub.store
        .write(move |tx| {
            Box::pin(async move {
                let Some(channel) = channels::hold(tx, key).await? else { return Ok(0) };
                let (waba, partner) = around(tx, &channel).await?;
                let today = calendar::day_in(&partner.time_zone, worker.clock.now());
                let after = Step::End.after(&channel.contract, Party::Hub, today).map_err(refused)?;
                // Somebody has taken it back, or another process was first.
                if after == channel.contract.lifecycle {
                    return Ok(0);
                }
                let name = Party::Hub.label();
                apply(&worker, tx, (&waba, &channel), &Done { step: Step::End, after, by: By::Hub, name, side: None })
                    .await?;
                Ok(1)
            })
        })
        .await
}
