//! How long an undelivered message is tried (Templates, Time-to-live).

use super::refusal::Refusal;

pub(crate) fn check(category: &str, seconds: i64) -> Result<(), Refusal> {
    let (range, forever) = match category {
        "AUTHENTICATION" => (30..=900, true),
        "UTILITY" => (30..=43_200, true),
        _ => (43_200..=2_592_000, false),
    };
    if range.contains(&seconds) || (forever && seconds == -1) {
        return Ok(());
    }
    Err(Refusal::plain(
        "Invalid time-to-live",
        &format!(
            "The message_send_ttl_seconds of a template of category {category} is {} to {} seconds.",
            range.start(),
            range.end()
        ),
        "message_send_ttl_seconds",
    ))
}
