//! What a person reads of a page.

use domain::account::Actor;
use hub::accounts::sessions::{self, Who};

use super::{Browser, TestHub};

/// The words of a page or a part of it, without its scripts.
pub fn text(html: &str) -> String {
    let mut words = String::new();
    let mut rest = html;
    while let Some((before, tag)) = rest.split_once('<') {
        words.push_str(before);
        words.push(' ');
        rest = match tag.starts_with("script") {
            true => tag.split_once("</script>").unwrap_or_default().1,
            false => tag.split_once('>').unwrap_or_default().1,
        };
    }
    words.push_str(rest);
    let words = words.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The value beside a term of a definition list.
pub fn fact(html: &str, label: &str) -> String {
    let row = html
        .split("<dt>")
        .skip(1)
        .find(|row| {
            let term = row.split_once("</dt>").unwrap_or_default().0;
            term == label || term.starts_with(&format!("{label}<"))
        })
        .unwrap_or_else(|| panic!("no {label} in {}", text(html)));
    let (_, value) = row.split_once("<dd>").unwrap();
    text(value.split_once("</dd>").unwrap().0)
}

/// Who is signed in there.
pub async fn actor(hub: &TestHub, browser: &Browser) -> Actor {
    let token = browser.cookie("__Host-session").unwrap();
    match sessions::who(&hub.hub, &token).await.unwrap() {
        Who::SignedIn(signed_in) => signed_in.actor,
        _ => panic!("not signed in"),
    }
}
