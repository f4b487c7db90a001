//! Meta's reviewers: what is handed in is decided after a while.

use crate::Handle;
use crate::changes::number::NumberChange;

/// Decides on the number's new display name after the configured delay.
///
/// A name with "test" in it is refused (Display names: generic terms), any other is approved.
pub(crate) fn start_name_review(handle: &Handle, number_id: &str) {
    let handle = handle.clone();
    let number_id = number_id.to_owned();
    handle.shared().reviews_pending.send_modify(|pending| *pending += 1);
    tokio::spawn(async move {
        let shared = handle.shared();
        tokio::select! {
            () = shared.stopping.cancelled() => {}
            () = tokio::time::sleep(shared.config.review_delay) => decide(&handle, &number_id).await,
        }
        shared.reviews_pending.send_modify(|pending| *pending -= 1);
    });
}

async fn decide(handle: &Handle, number_id: &str) {
    let name = {
        let world = handle.shared().world();
        world.numbers.get(number_id).and_then(|number| number.new_display_name.clone())
    };
    let Some(name) = name else {
        return;
    };
    let refused = name.to_lowercase().contains("test");
    let change = NumberChange {
        name_status: Some(if refused { "DECLINED" } else { "APPROVED" }.to_owned()),
        rejection_reason: refused.then(|| "NAME_FORMAT_UNACCEPTABLE".to_owned()),
        ..NumberChange::default()
    };
    if let Err(error) = handle.change_number(number_id, change).await {
        tracing::warn!(%error, number_id, "the review found no number");
    }
}
