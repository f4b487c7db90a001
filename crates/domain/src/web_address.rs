//! Addresses on the web, as people type them.

/// What stands between `https://` and the path, without a name and a port; empty if it is no address. Braces end it,
/// because the address of a template's button may have a parameter there.
pub fn host(url: &str) -> &str {
    let Some((scheme, rest)) = url.split_once("://") else { return "" };
    if !scheme.eq_ignore_ascii_case("https") && !scheme.eq_ignore_ascii_case("http") {
        return "";
    }
    let authority = rest.split(['/', '?', '#', '{']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    host.split(':').next().unwrap_or_default()
}

/// Whether a host is a name with a dot inside, such as `example.com`.
pub fn is_dotted(host: &str) -> bool {
    host.contains('.') && host.split('.').all(|label| !label.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_host_of_an_address_is_found() {
        for (url, expected) in [
            ("https://example.com", "example.com"),
            ("HTTP://user@Example.com:8080/a?b#c", "Example.com"),
            ("https://example.com?x", "example.com"),
            ("ftp://example.com", ""),
            ("example.com", ""),
            ("https://", ""),
        ] {
            assert_eq!(host(url), expected, "{url}");
        }
    }

    #[test]
    fn names_have_a_dot_inside() {
        assert!(is_dotted("example.com") && is_dotted("пример.example"));
        assert!(!is_dotted("localhost") && !is_dotted(".com") && !is_dotted("example.") && !is_dotted(""));
    }
}
