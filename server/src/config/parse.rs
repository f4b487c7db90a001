//! How single settings are read. Each `Err` is the rest of a sentence that begins with the setting's name.

use std::path::Path;

use domain::email::Email;
use secrecy::SecretString;
use url::{Host, Url};
use whatsapp::graph::GraphVersion;

/// Whether the session cookie may rely on TLS (or on loopback, which browsers trust alike).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transport {
    /// https, or a loopback address.
    Protected,
    /// Plain http to another machine, asked for by the operator.
    Plain,
}

/// Whether the address names this machine.
pub(crate) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

/// Scheme, host and port of http or https, nothing behind them.
pub(super) fn origin(text: &str) -> Result<Url, String> {
    let url = web_address(text)?;
    let bare = url.path() == "/" && url.query().is_none() && url.fragment().is_none() && url.username().is_empty();
    if !bare || url.password().is_some() {
        return Err(format!(
            "is `{text}`; it is a scheme, a host and a port, without a path: https://hub.example.com."
        ));
    }
    Ok(url)
}

pub(super) fn web_address(text: &str) -> Result<Url, String> {
    let wrong = || format!("is `{text}`, which is no web address; https://hub.example.com would be one.");
    let url = Url::parse(text).map_err(|_| wrong())?;
    if !matches!(url.scheme(), "http" | "https") || url.host().is_none() {
        return Err(wrong());
    }
    Ok(url)
}

/// Seconds of `90m`, `6h` or `1d`.
pub(super) fn seconds(text: &str) -> Result<i64, String> {
    let wrong = || format!("is `{text}`; it is a number and m, h or d, such as 90m or 6h.");
    let unit = text.chars().last().ok_or_else(wrong)?;
    let factor = match unit {
        'm' => 60,
        'h' => 3_600,
        'd' => 86_400,
        _ => return Err(wrong()),
    };
    let count: i64 = text[..text.len() - 1].parse().map_err(|_| wrong())?;
    let seconds = count.saturating_mul(factor);
    if !(300..=604_800).contains(&seconds) {
        return Err(format!("is {text}; it lies between 5m and 7d."));
    }
    Ok(seconds)
}

pub(super) fn days(text: &str) -> Result<i64, String> {
    match text.parse() {
        Ok(days) if (1..=365).contains(&days) => Ok(days),
        _ => Err(format!("is `{text}`; it is a number of days from 1 to 365.")),
    }
}

/// `v24.0`.
pub(super) fn graph_version(text: &str) -> Result<GraphVersion, String> {
    let wrong = || format!("is `{text}`, which is no version of the Graph API; v24.0 would be one.");
    GraphVersion::parse(text).map_err(|_| wrong())
}

/// An address, or `Name <address>`.
pub(super) fn sender(text: &str) -> Result<String, String> {
    let wrong = || format!("is `{text}`; it is an e-mail address, or `Name <address>`.");
    let address = match text.split_once('<') {
        Some((name, rest)) if !name.contains(['"', '\r', '\n']) => rest.strip_suffix('>').ok_or_else(wrong)?,
        Some(_) => return Err(wrong()),
        None => text,
    };
    Email::parse(address).map_err(|_| wrong())?;
    Ok(text.to_owned())
}

/// The text stays out of the sentence, since it may hold a password.
pub(super) fn mail_server(text: &str) -> Result<(), String> {
    let url = Url::parse(text).ok().filter(|url| matches!(url.scheme(), "smtp" | "smtps") && url.has_host());
    let url = url.ok_or_else(|| {
        "is no address of a mail server; smtps://USER:PASSWORD@mail.example.com would be one.".to_owned()
    })?;
    let says_tls = url.query_pairs().any(|(name, _)| name == "tls");
    if url.scheme() == "smtp" && url.password().is_some() && !says_tls && !is_loopback(&url) {
        return Err("would send its password readable for everybody on the way; append ?tls=required, or write \
                    smtps."
            .to_owned());
    }
    Ok(())
}

/// The text of a file, without the line end that editors append.
pub(super) fn secret_file(path: &Path) -> Result<SecretString, String> {
    let text = std::fs::read_to_string(path)
        .map_err(|error| format!("names {}, which cannot be read: {error}.", path.display()))?;
    let text = text.trim_end_matches(['\r', '\n']);
    if text.is_empty() {
        return Err(format!("names {}, which is empty.", path.display()));
    }
    Ok(SecretString::from(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_have_a_unit_and_limits() {
        assert_eq!(seconds("90m"), Ok(5_400));
        assert_eq!(seconds("7d"), Ok(604_800));
        for bad in ["", "h", "90", "1.5h", "4m", "8d", "-1h", "9999999999999999h", "1é"] {
            assert!(seconds(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn loopback_is_known_by_name_and_by_address() {
        for (url, loopback) in [
            ("http://localhost:8080", true),
            ("http://hub.localhost", true),
            ("http://127.0.0.1", true),
            ("http://[::1]:80", true),
            ("http://localhost.example", false),
            ("http://10.0.0.1", false),
        ] {
            assert_eq!(is_loopback(&Url::parse(url).unwrap()), loopback, "{url}");
        }
    }
}
