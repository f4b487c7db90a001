use crate::support::partner_hub;

#[test]
fn the_manual_names_every_setting_and_shows_no_value() {
    let variables =
        [("ENCRYPTION_KEY", "s3cr3t-key"), ("DATABASE_URL", "postgres://u:s3cr3t@h/d"), ("SMTP_URL", "s3cr3t")];
    let manual = partner_hub(&["--help"], &variables);
    assert_eq!(manual.code, 0);
    for setting in [
        "HUB_URL",
        "MESSAGING_URL",
        "LISTEN",
        "TRUSTED_PROXIES",
        "INSECURE_HTTP",
        "DATABASE_URL",
        "ENCRYPTION_KEY",
        "KEEP_PAYLOADS_DAYS",
        "META_APP_ID",
        "META_APP_SECRET",
        "META_VERIFY_TOKEN",
        "META_SIGNUP_CONFIG_ID",
        "META_GRAPH_URL",
        "META_GRAPH_VERSION",
        "SYNC_EVERY",
        "SMTP_URL",
        "MAIL_FROM",
        "SUPPORT_CONTACT",
        "LOG",
        "LOG_FORMAT",
        "METRICS_TOKEN",
    ] {
        assert!(manual.out.contains(&format!("[env: {setting}]")), "{setting} is missing in the manual");
    }
    assert!(!manual.out.contains("s3cr3t"), "the manual shows a secret");
}

#[test]
fn bad_settings_end_with_2_and_sentences() {
    let finished = partner_hub(&["serve"], &[("LISTEN", "here"), ("HUB_URL", "http://hub.example")]);
    assert_eq!(finished.code, 2, "{finished:?}");
    for part in ["LISTEN (--listen) is `here`", "HUB_URL (--hub-url)", "ENCRYPTION_KEY (--encryption-key) is missing"] {
        assert!(finished.err.contains(part), "{part} is missing in\n{}", finished.err);
    }
    assert!(!finished.err.contains("panicked"), "{}", finished.err);
    assert_eq!(partner_hub(&["migrate"], &[("LOG", "=nonsense=")]).code, 2);
}

#[test]
fn an_operator_makes_a_partner_and_a_person() {
    let directory = tempfile::tempdir().unwrap();
    let database = format!("sqlite:{}", directory.path().join("hub.sqlite").display());
    let password = directory.path().join("password");
    std::fs::write(&password, "correct horse battery staple\n").unwrap();
    let key = "e2".repeat(32);
    let variables = [
        ("DATABASE_URL", database.as_str()),
        ("ENCRYPTION_KEY", &key),
        ("META_APP_ID", "1"),
        ("META_APP_SECRET", "secret"),
        ("META_VERIFY_TOKEN", "token"),
    ];
    let run = |arguments: &[&str]| partner_hub(arguments, &variables);
    assert_eq!(run(&["migrate"]).out, "The schema is up to date now.\n");
    assert_eq!(run(&["migrate"]).out, "The schema was up to date already.\n");
    let partner = run(&["partner", "create", "--name", "Nordstern Connect"]);
    assert_eq!(partner.code, 0, "{partner:?}");
    let partner = partner.out.trim();
    assert!(partner.ends_with("PA"), "{partner}");

    let made = run(&[
        "user",
        "create",
        "--email",
        "a@b.example",
        "--partner",
        partner,
        "--role",
        "owner",
        "--password-file",
        password.to_str().unwrap(),
    ]);
    assert_eq!(made.code, 0, "{made:?}");
    let linked = run(&["user", "create", "--email", "c@d.example", "--partner", partner]);
    assert!(linked.out.contains("http://localhost:8080/reset-password/"), "{linked:?}");

    for (arguments, part) in [
        (&["user", "create", "--email", "no", "--partner", partner][..], "e-mail address"),
        (&["user", "create", "--email", "e@f.example", "--partner", "nonePA"][..], "no such partner"),
        (&["user", "create", "--email", "e@f.example", "--partner", partner, "--role", "boss"][..], "--role is `boss`"),
        (&["partner", "create", "--name", ""][..], "name"),
    ] {
        let refused = run(arguments);
        assert_eq!(refused.code, 1, "{arguments:?}: {refused:?}");
        assert!(refused.err.contains(part), "{arguments:?}: {}", refused.err);
    }
}

#[test]
fn an_operator_imports_a_rate_card() {
    let directory = tempfile::tempdir().unwrap();
    let database = format!("sqlite:{}", directory.path().join("hub.sqlite").display());
    let key = "e2".repeat(32);
    let variables = [
        ("DATABASE_URL", database.as_str()),
        ("ENCRYPTION_KEY", &key),
        ("META_APP_ID", "1"),
        ("META_APP_SECRET", "secret"),
        ("META_VERIFY_TOKEN", "token"),
    ];
    let card = directory.path().join("EUR.csv");
    let import = |csv: &str, from: &str| {
        std::fs::write(&card, csv).unwrap();
        partner_hub(&["rates", "import", "--file", card.to_str().unwrap(), "--from", from], &variables)
    };
    let good = "Market,Currency,Marketing,Utility\nGermany,EUR,0.1131,0.0456\nFrance,EUR,0.0712,n/a\n";
    let done = import(good, "2026-07-01");
    assert_eq!((done.code, done.out.as_str()), (0, "3 rates in EUR hold from 2026-07-01 on.\n"), "{done:?}");
    for (csv, from, told) in [
        ("name,price\n", "2026-07-01", "no line begins with Market,Currency"),
        ("Market,Currency,Utility\nGermany,EUR,cheap\n", "2026-07-01", "line 2: \"cheap\" is not a price"),
        (good, "2026-02-30", "--from is `2026-02-30`; it is a day such as 2026-10-01."),
    ] {
        let refused = import(csv, from);
        assert_eq!(refused.code, 1, "{refused:?}");
        assert!(refused.err.contains(told), "{}", refused.err);
    }
}
