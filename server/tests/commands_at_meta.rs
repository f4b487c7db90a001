use std::net::SocketAddr;

use simulator::{Config, Handle, Seed, Simulator};
use tempfile::TempDir;
use tokio_util::sync::{CancellationToken, DropGuard};

use crate::support::partner_hub;

/// The stand-in for Meta and what a command needs to work with it.
struct Bench {
    meta: Handle,
    directory: TempDir,
    variables: Vec<(&'static str, String)>,
    _stop: DropGuard,
}

struct Run {
    code: i32,
    out: String,
    err: String,
}

impl Bench {
    async fn start(webhook: Option<&str>) -> Self {
        let mut config = Config::new("100000000000001", "secret", "token");
        config.seed = Seed::Demo;
        config.webhook_url = webhook.map(|url| url.parse().unwrap());
        let simulator = Simulator::bind(config).await.unwrap();
        let (meta, stop) = (simulator.handle(), CancellationToken::new());
        tokio::spawn(simulator.run(stop.clone()));
        let directory = tempfile::tempdir().unwrap();
        let variables = vec![
            ("HUB_URL", "https://hub.example".to_owned()),
            ("DATABASE_URL", format!("sqlite:{}", directory.path().join("hub.sqlite").display())),
            ("ENCRYPTION_KEY", "e2".repeat(32)),
            ("META_APP_ID", "100000000000001".to_owned()),
            ("META_APP_SECRET", "secret".to_owned()),
            ("META_VERIFY_TOKEN", "token".to_owned()),
            ("META_GRAPH_URL", meta.base_url().to_string()),
            ("DEMO_PASSWORD", "correct horse battery staple".to_owned()),
        ];
        Self { meta, directory, variables, _stop: stop.drop_guard() }
    }

    fn set(&mut self, name: &'static str, value: &str) {
        self.variables.retain(|(other, _)| *other != name);
        self.variables.push((name, value.to_owned()));
    }

    async fn run(&self, arguments: &[&str]) -> Run {
        let arguments: Vec<String> = arguments.iter().map(|argument| (*argument).to_owned()).collect();
        let variables = self.variables.clone();
        let run = move || {
            let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
            let variables: Vec<(&str, &str)> = variables.iter().map(|(name, value)| (*name, value.as_str())).collect();
            let finished = partner_hub(&arguments, &variables);
            Run { code: finished.code, out: finished.out, err: finished.err }
        };
        tokio::task::spawn_blocking(run).await.unwrap()
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_demo_is_made_once_however_often_it_is_asked_for() {
    let bench = Bench::start(Some("https://hub.example/webhooks/whatsapp")).await;
    let first = bench.run(&["demo"]).await;
    assert_eq!(first.code, 0, "{}", first.err);
    let people = ["owner@demo.example", "member@demo.example", "client@demo.example"];
    assert_eq!(first.out.lines().count(), people.len(), "{}", first.out);
    for (line, email) in first.out.lines().zip(people) {
        assert!(line.starts_with(email) && line.contains("correct horse battery staple"), "{line}");
    }
    let accounts = simulator::demo::accounts();
    assert_eq!(first.err.lines().count(), accounts.len(), "{}", first.err);
    for account in &accounts {
        assert!(bench.meta.is_subscribed(&account.waba_id).await.unwrap(), "{}", account.waba_id);
    }
    let again = bench.run(&["demo"]).await;
    assert_eq!(again.code, 0, "{}", again.err);
    assert_eq!(again.err, first.err, "the same accounts with the same numbers");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_operator_connects_an_account() {
    let bench = Bench::start(None).await;
    let partner = bench.run(&["partner", "create", "--name", "Nordstern Connect"]).await.out;
    let account = simulator::demo::accounts().remove(0);
    let token = bench.directory.path().join("token");
    std::fs::write(&token, format!("{}\n", account.token)).unwrap();
    let (partner, token) = (partner.trim(), token.to_str().unwrap());
    let connect = async |partner: &str, waba: &str| {
        let client = ["--client-name", "Bäckerei Kessler", "--token-file", token];
        bench.run(&[&["waba", "connect", "--partner", partner, "--waba-id", waba], &client[..]].concat()).await
    };
    let connected = connect(partner, &account.waba_id).await;
    assert_eq!(connected.code, 0, "{}", connected.err);
    assert!(connected.out.contains("numbers are up to date."), "{}", connected.out);

    let unknown = connect(partner, "1").await;
    assert_eq!((unknown.code, unknown.out.as_str()), (1, ""), "no client is made for an account that is none");
    assert!(!unknown.err.contains(&account.token), "{}", unknown.err);
    let elsewhere = connect("nonePA", &account.waba_id).await;
    assert_eq!(elsewhere.code, 1);
    assert!(elsewhere.err.contains("--partner is `nonePA`"), "{}", elsewhere.err);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_doctor_finds_what_is_wrong() {
    let mut bench = Bench::start(Some("https://hub.example/webhooks/whatsapp")).await;
    let sick = bench.run(&["doctor"]).await;
    assert_eq!(sick.code, 1, "{}", sick.out);
    assert!(sick.out.contains("WRONG database  answers, but its schema is not up to date."), "{}", sick.out);
    bench.run(&["migrate"]).await;
    let well = bench.run(&["doctor"]).await;
    assert_eq!((well.code, well.err.as_str()), (0, ""), "{}", well.out);
    assert_eq!(well.out.lines().filter(|line| line.starts_with("ok ")).count(), 5, "{}", well.out);

    for (name, value, finding) in [
        ("META_APP_SECRET", "another", "WRONG Meta"),
        ("HUB_URL", "https://other.example", "which is not this hub. Enter https://other.example/webhooks/whatsapp"),
        ("SMTP_URL", "smtp://127.0.0.1:1", "WRONG mail"),
        ("META_GRAPH_URL", "http://127.0.0.1:1", "WRONG clock"),
        ("DATABASE_URL", "sqlite:/no/such/directory/hub.sqlite", "WRONG database"),
    ] {
        let before = bench.variables.clone();
        bench.set(name, value);
        let run = bench.run(&["doctor"]).await;
        assert_eq!(run.code, 1, "{name}: {}", run.out);
        assert!(run.out.contains(finding), "{name}: {}", run.out);
        bench.variables = before;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_stand_in_listens_on_this_machine_only() {
    let bench = Bench::start(None).await;
    let outside = SocketAddr::from(([0, 0, 0, 0], 0)).to_string();
    let refused = bench.run(&["simulate", "--listen", &outside]).await;
    assert_eq!(refused.code, 1);
    assert!(refused.err.contains("loopback"), "{}", refused.err);
}
