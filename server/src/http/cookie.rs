//! The two cookies of the hub: the session, and the mark by which a browser is known to have signed in before.
//!
//! With the prefix `__Host-` a browser takes a cookie only when it is `Secure`, has no `Domain` and the path `/`
//! (RFC 6265bis, 4.1.3.2), so that no other host of the same domain can plant one. Browsers treat http://localhost
//! as secure. On plain http elsewhere neither the prefix nor `Secure` works.

use http::header::COOKIE;
use http::{HeaderMap, HeaderValue};
use hub::accounts::browser::MARK_DAYS;

use crate::config::Transport;

const SESSION: &str = "session";
const MARK: &str = "known-browser";

/// `Set-Cookie` that hands a session's token to the browser for `seconds`. `None` for what no cookie can carry.
pub fn set_session(token: &str, seconds: i64, transport: Transport) -> Option<HeaderValue> {
    set(SESSION, token, seconds, transport)
}

/// `Set-Cookie` that takes the session's token away again.
pub fn clear_session(transport: Transport) -> HeaderValue {
    match transport {
        Transport::Protected => {
            HeaderValue::from_static("__Host-session=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax; Secure")
        }
        Transport::Plain => HeaderValue::from_static("session=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax"),
    }
}

/// `Set-Cookie` that marks the browser. `None` for what no cookie can carry.
pub fn set_mark(mark: &str, transport: Transport) -> Option<HeaderValue> {
    set(MARK, mark, MARK_DAYS * 86_400, transport)
}

/// The session's token that the browser sent.
pub fn session(headers: &HeaderMap, transport: Transport) -> Option<&str> {
    read(headers, SESSION, transport)
}

/// The mark that the browser sent.
pub fn mark(headers: &HeaderMap, transport: Transport) -> Option<&str> {
    read(headers, MARK, transport)
}

const fn prefix(transport: Transport) -> &'static str {
    match transport {
        Transport::Protected => "__Host-",
        Transport::Plain => "",
    }
}

fn set(name: &str, text: &str, seconds: i64, transport: Transport) -> Option<HeaderValue> {
    let fits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
    if !fits {
        return None;
    }
    let secure = match transport {
        Transport::Protected => "; Secure",
        Transport::Plain => "",
    };
    let prefix = prefix(transport);
    let line = format!("{prefix}{name}={text}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}");
    let mut value = HeaderValue::from_str(&line).ok()?;
    value.set_sensitive(true);
    Some(value)
}

fn read<'h>(headers: &'h HeaderMap, name: &str, transport: Transport) -> Option<&'h str> {
    let prefix = prefix(transport);
    let lines = headers.get_all(COOKIE).iter().filter_map(|line| line.to_str().ok());
    lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('=')).find_map(|(key, value)| {
        let fits = key.strip_prefix(prefix) == Some(name) && !value.is_empty();
        fits.then_some(value)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_prefix_comes_with_everything_it_demands() {
        assert_eq!(
            set_session("abc-_1", 60, Transport::Protected).unwrap(),
            "__Host-session=abc-_1; Path=/; Max-Age=60; HttpOnly; SameSite=Lax; Secure"
        );
        assert_eq!(
            set_mark("abc", Transport::Plain).unwrap(),
            "known-browser=abc; Path=/; Max-Age=15552000; HttpOnly; SameSite=Lax"
        );
        assert_eq!(set_session("a; Domain=x", 60, Transport::Plain), None);
    }

    #[test]
    fn the_token_is_found_among_other_cookies() {
        let mut headers = HeaderMap::new();
        assert_eq!(session(&headers, Transport::Protected), None);
        headers.append(COOKIE, HeaderValue::from_static("theme=dark; session=no; __Host-session=yes"));
        assert_eq!(session(&headers, Transport::Protected), Some("yes"));
        assert_eq!(session(&headers, Transport::Plain), Some("no"));
        assert_eq!(mark(&headers, Transport::Protected), None);
    }
}
