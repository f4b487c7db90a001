use std::io::Write;

use clap::Parser;
use partner_hub::cli::Cli;
use partner_hub::config::{Problems, ServeConfig, Transport};

const KEY: &str = "e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2";

/// Settings that are fine, with these flags instead of their own.
fn serve(changed: &[(&str, &str)]) -> Result<ServeConfig, Problems> {
    let mut flags = vec![
        ("--hub-url", "https://hub.example"),
        ("--listen", "127.0.0.1:8080"),
        ("--database-url", "sqlite:hub.sqlite"),
        ("--encryption-key", KEY),
        ("--meta-app-id", "1"),
        ("--meta-app-secret", "s3cr3t"),
        ("--meta-verify-token", "token"),
    ];
    flags.retain(|(flag, _)| !changed.iter().any(|(other, _)| other == flag));
    flags.extend(changed);
    let line = flags.into_iter().filter(|(_, value)| *value != "(none)").flat_map(|(flag, value)| [flag, value]);
    let line = std::iter::once("partner-hub").chain(line);
    Cli::try_parse_from(line.chain(["serve"])).unwrap().settings.serve()
}

#[test]
fn each_bad_setting_is_named_with_its_flag() {
    for (flag, value, setting, part) in [
        ("--hub-url", "hub.example", "HUB_URL", "no web address"),
        ("--hub-url", "ftp://hub.example", "HUB_URL", "no web address"),
        ("--hub-url", "https://hub.example/path", "HUB_URL", "without a path"),
        ("--hub-url", "https://user@hub.example", "HUB_URL", "without a path"),
        ("--hub-url", "http://hub.example", "HUB_URL", "--insecure-http"),
        ("--messaging-url", "https://hub.example", "MESSAGING_URL", "a host name of its own"),
        ("--messaging-url", "https://hub.example:8443", "MESSAGING_URL", "a host name of its own"),
        ("--listen", "8080", "LISTEN", "127.0.0.1:8080"),
        ("--listen", "localhost:8080", "LISTEN", "127.0.0.1:8080"),
        ("--trusted-proxies", "10.0.0.0/33", "TRUSTED_PROXIES", "10.0.0.0/33"),
        ("--database-url", "mysql://x", "DATABASE_URL", "sqlite:"),
        ("--database-url-file", "/no/such/file", "DATABASE_URL_FILE", "/no/such/file"),
        ("--encryption-key", "(none)", "ENCRYPTION_KEY", "is missing"),
        ("--encryption-key", "abc", "ENCRYPTION_KEY", "64 hexadecimal digits"),
        ("--meta-app-id", "(none)", "META_APP_ID", "is missing"),
        ("--meta-app-id", "", "META_APP_ID", "is missing"),
        ("--meta-app-secret", "(none)", "META_APP_SECRET", "is missing"),
        ("--meta-verify-token", "(none)", "META_VERIFY_TOKEN", "is missing"),
        ("--meta-graph-url", "http://graph.example", "META_GRAPH_URL", "write https"),
        ("--meta-graph-version", "24", "META_GRAPH_VERSION", "v24.0"),
        ("--smtp-url", "https://mail.example", "SMTP_URL", "mail server"),
        ("--smtp-url", "smtp://me:pw@mail.example:587", "SMTP_URL", "tls=required"),
        ("--mail-from", "nobody", "MAIL_FROM", "e-mail address"),
        ("--mail-from", "A\nBcc: x <a@b.example>", "MAIL_FROM", "e-mail address"),
        ("--support-contact", "call us", "SUPPORT_CONTACT", "e-mail address or a web address"),
        ("--sync-every", "1m", "SYNC_EVERY", "between 5m and 7d"),
        ("--keep-payloads-days", "0", "KEEP_PAYLOADS_DAYS", "1 to 365"),
    ] {
        let problems = serve(&[(flag, value)]).expect_err(&format!("{flag} {value} was taken"));
        let [problem] = problems.0.as_slice() else { panic!("{flag} {value}: {problems}") };
        assert_eq!(problem.setting, setting, "{flag} {value}");
        assert_eq!(problem.flag(), format!("--{}", setting.to_lowercase().replace('_', "-")));
        assert!(problem.sentence.contains(part), "{flag} {value}: {problem}");
        assert!(problem.sentence.ends_with('.'), "{problem}");
    }
}

#[test]
fn everything_that_is_wrong_is_said_at_once() {
    let problems = serve(&[("--hub-url", "x"), ("--listen", "x"), ("--meta-app-id", "(none)"), ("--sync-every", "x")]);
    let settings: Vec<_> = problems.unwrap_err().0.into_iter().map(|problem| problem.setting).collect();
    assert_eq!(settings, ["HUB_URL", "META_APP_ID", "SYNC_EVERY", "LISTEN"]);
}

#[test]
fn plain_http_is_for_this_machine_or_for_who_asks_for_it() {
    for (url, transport) in [
        ("https://hub.example", Transport::Protected),
        ("http://localhost:8080", Transport::Protected),
        ("http://127.0.0.1:8080", Transport::Protected),
        ("http://[::1]:8080", Transport::Protected),
    ] {
        assert_eq!(serve(&[("--hub-url", url)]).unwrap().transport, transport, "{url}");
    }
    let line = ["partner-hub", "--insecure-http", "--hub-url", "http://hub.example", "--encryption-key", KEY];
    let app = ["--meta-app-id", "1", "--meta-app-secret", "s", "--meta-verify-token", "t", "serve"];
    let config = Cli::try_parse_from(line.into_iter().chain(app)).unwrap().settings.serve().unwrap();
    assert_eq!(config.transport, Transport::Plain);
}

#[test]
fn secrets_are_read_from_files_and_never_shown() {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    writeln!(file, "from-the-file").unwrap();
    let path = file.path().to_str().unwrap();
    let config = serve(&[("--meta-app-secret", "(none)"), ("--meta-app-secret-file", path)]).unwrap();
    assert_eq!(secrecy::ExposeSecret::expose_secret(&config.hub.app.secret), "from-the-file");
    let shown = format!("{config:?}");
    for secret in ["from-the-file", KEY, "sqlite:hub.sqlite"] {
        assert!(!shown.contains(secret), "{secret} is in {shown}");
    }
    let both = serve(&[("--meta-app-secret-file", path)]).unwrap_err();
    assert!(both.to_string().contains("are both set"), "{both}");
}
