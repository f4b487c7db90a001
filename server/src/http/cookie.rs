//! The cookies of the hub: the session, the mark by which a browser is known to have signed in before, and what an
//! answer leaves to the next page.
//!
//! With the prefix `__Host-` a browser takes a cookie only when it is `Secure`, has no `Domain` and the path `/`
//! (RFC 6265bis, 4.1.3.2), so that no other host of the same domain can plant one. Browsers treat http://localhost
//! as secure. On plain http elsewhere neither the prefix nor `Secure` works.

use app::server::CookieJar;
use http::header::{COOKIE, SET_COOKIE};
use http::{HeaderMap, HeaderValue};
use hub::accounts::browser::MARK_DAYS;

use crate::config::Transport;

const SESSION: &str = "session";
const MARK: &str = "known-browser";
const FLASH: &str = "flash";

/// Writes and reads the cookies for pages and server functions.
#[derive(Clone, Copy, Debug)]
pub struct Jar(pub Transport);

impl CookieJar for Jar {
    fn set_session(&self, token: &str, seconds: i64) -> Option<HeaderValue> {
        set(SESSION, token, seconds, self.0)
    }

    fn clear_session(&self) -> HeaderValue {
        clear_session(self.0)
    }

    fn set_mark(&self, mark: &str) -> Option<HeaderValue> {
        set(MARK, mark, MARK_DAYS * 86_400, self.0)
    }

    fn set_flash(&self, sealed: &str, seconds: i64) -> Option<HeaderValue> {
        set(FLASH, sealed, seconds, self.0)
    }

    fn clear_flash(&self) -> HeaderValue {
        match self.0 {
            Transport::Protected => {
                HeaderValue::from_static("__Host-flash=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax; Secure")
            }
            Transport::Plain => HeaderValue::from_static("flash=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax"),
        }
    }

    fn flash<'h>(&self, headers: &'h HeaderMap) -> Option<&'h str> {
        read(headers, FLASH, self.0)
    }
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

/// The session's token that the browser sent.
pub fn session(headers: &HeaderMap, transport: Transport) -> Option<&str> {
    read(headers, SESSION, transport)
}

/// Whether the answer hands out or takes away a session.
pub fn answers_session(headers: &HeaderMap, transport: Transport) -> bool {
    let lines = headers.get_all(SET_COOKIE).iter().filter_map(|line| line.to_str().ok());
    let mut names = lines.filter_map(|line| line.split('=').next());
    names.any(|name| name.strip_prefix(prefix(transport)) == Some(SESSION))
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
            Jar(Transport::Protected).set_session("abc-_1", 60).unwrap(),
            "__Host-session=abc-_1; Path=/; Max-Age=60; HttpOnly; SameSite=Lax; Secure"
        );
        assert_eq!(
            Jar(Transport::Plain).set_mark("abc").unwrap(),
            "known-browser=abc; Path=/; Max-Age=15552000; HttpOnly; SameSite=Lax"
        );
        assert_eq!(Jar(Transport::Plain).set_session("a; Domain=x", 60), None);
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
