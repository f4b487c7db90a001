//! Every key asks for everything of every other number, by every address.

mod table;

use std::collections::BTreeSet;

use reqwest::{Method, StatusCode};
use serde_json::json;

use crate::support::{Line, RECIPIENT, World, answer};

pub use table::calls;
use table::{Call, Takes};

const ROUTER: &str = include_str!("../../src/lib.rs");

/// The addresses and methods that the router names.
fn routes() -> BTreeSet<(String, String)> {
    let mut routes = BTreeSet::new();
    for rest in ROUTER.split(".route(").skip(1) {
        let (_, rest) = rest.split_once('"').unwrap();
        let (path, methods) = rest.split_once('"').unwrap();
        let methods = methods.split("Router::new()").next().unwrap();
        for method in ["get", "post", "put", "patch", "delete"] {
            if methods.contains(&format!(" {method}(")) || methods.contains(&format!(".{method}(")) {
                routes.insert((method.to_ascii_uppercase(), path.to_owned()));
            }
        }
    }
    routes
}

#[test]
fn every_address_is_in_the_table() {
    assert!(!ROUTER.contains(".nest") && !ROUTER.contains(".route_service"), "routes are found by .route(\"…\")");
    let there = routes();
    assert!(35 < there.len(), "{there:?}");
    let listed: BTreeSet<_> =
        calls().into_iter().map(|call| (call.method.to_string(), call.route.to_owned())).collect();
    let missing: Vec<_> = there.difference(&listed).collect();
    assert!(missing.is_empty(), "the sweep does not know how to call {missing:?}: add them to sweep/table.rs");
    let gone: Vec<_> = listed.difference(&there).collect();
    assert!(gone.is_empty(), "{gone:?} are in sweep/table.rs, but not in the API");
}

/// A number with everything that its key can reach.
struct Owner {
    line: Line,
    file: String,
    path: String,
    /// Name, id here and id at Meta.
    template: [String; 3],
    message: String,
    /// Texts that give it away.
    markers: Vec<String>,
}

impl Owner {
    async fn of(world: &World, line: Line, n: usize) -> Self {
        let key = line.key.clone();
        let name = format!("template_of_{n}");
        let template = json!({
            "name": name, "language": "en_US", "category": "UTILITY",
            "components": [{ "type": "BODY", "text": format!("The secret of number {n}.") }],
        });
        let made = world.post(&key, "/v1/configs/templates", &template).await;
        assert_eq!(made.status, StatusCode::CREATED, "{made:?}");
        let made = made.json();
        let id = |name: &str| made[name].as_str().unwrap().to_owned();
        world.meta.settle_template_reviews().await;
        let message = json!({
            "messaging_product": "whatsapp", "to": RECIPIENT, "type": "template",
            "template": { "name": name, "language": { "code": "en_US" } },
        });
        let sent = world.post(&key, "/messages", &message).await.json();
        let message = sent["messages"][0]["id"].as_str().unwrap().to_owned();
        let file = world.ask(&key, Method::POST, "/v1/media").header("content-type", "text/plain");
        let file = answer(file.body(format!("The file of number {n}."))).await.json()["media"][0]["id"].clone();
        let file = file.as_str().unwrap().to_owned();
        let url = world.get(&key, &format!("/{file}")).await.json()["url"].as_str().unwrap().to_owned();
        let path = url.strip_prefix("https://lookaside.fbsbx.com/whatsapp_business/attachments/?").unwrap().to_owned();
        let address = |of: &str| json!({ "url": format!("https://{of}-{n}.example/"), "headers": { "x-secret": format!("header-of-{n}") } });
        for (path, of) in [("/v1/configs/webhook", "own"), ("/waba_webhook", "account")] {
            assert_eq!(world.post(&key, path, &address(of)).await.status, StatusCode::OK);
        }
        let mut archive = address("archive");
        archive["name"] = json!("archive");
        let several = json!({ "enabled": true, "destinations": [archive] });
        assert_eq!(world.post(&key, "/multi_webhook", &several).await.status, StatusCode::OK);
        let about = json!({ "messaging_product": "whatsapp", "about": format!("About number {n}.") });
        assert_eq!(world.post(&key, "/whatsapp_business_profile", &about).await.status, StatusCode::OK);
        let template = [name.clone(), id("id"), id("external_id")];
        let mut markers = vec![
            key,
            file.clone(),
            message.clone(),
            line.id.to_string(),
            line.number_id.clone(),
            line.account.waba_id.clone(),
            line.account.token.clone(),
            format!("The secret of number {n}."),
            format!("The file of number {n}."),
            format!("About number {n}."),
            format!("-{n}.example"),
            format!("header-of-{n}"),
        ];
        markers.extend(template.iter().cloned());
        Self { line, file, path, template, message, markers }
    }

    /// The ids with which a call can ask for something of this number.
    fn ids(&self, takes: Takes) -> Vec<&str> {
        let [name, id, meta_id] = self.template.each_ref().map(String::as_str);
        let (number, account) = (self.line.number_id.as_str(), self.line.account.waba_id.as_str());
        match takes {
            Takes::Nothing => vec![""],
            Takes::File => vec![&self.file, number, account, meta_id],
            Takes::Path => vec![&self.path],
            Takes::Name => vec![name, id, meta_id],
            Takes::Filter => vec![name, id, meta_id, number, account, self.line.id.as_str()],
            Takes::Message => vec![&self.message],
        }
    }

    /// Everything that the key reads, and the template and the file at Meta.
    async fn state(&self, world: &World) -> Vec<String> {
        let mut state = Vec::new();
        for call in calls().iter().filter(|call| call.method == Method::GET) {
            let id = call.own(self);
            let answer = call.send(world, &self.line.key, id).await;
            assert_eq!(answer.status, call.own_status(), "{call:?} {answer:?}");
            // Each refusal of Meta's has a number of its own.
            state.push(if answer.status == StatusCode::OK { answer.text } else { answer.status.to_string() });
        }
        state
    }

    fn told(&self, text: &str, asked: &str) -> Option<&str> {
        let mut markers = self.markers.iter().map(String::as_str).filter(|marker| !asked.contains(marker));
        markers.find(|marker| text.contains(marker))
    }
}

impl Call {
    /// The id of one's own that fits.
    fn own<'a>(&self, owner: &'a Owner) -> &'a str {
        owner.ids(self.takes)[0]
    }

    /// How one's own is answered before anything is changed.
    fn own_status(&self) -> StatusCode {
        match (self.route, self.takes) {
            // There is no photo yet, a name is no cursor, and Meta's addresses of files have a slash at their end.
            ("/v1/settings/profile/photo", _) => StatusCode::NOT_FOUND,
            ("/whatsapp_business/attachments", _) => StatusCode::BAD_REQUEST,
            ("/message_templates", Takes::Filter) if self.is_cursor() => StatusCode::BAD_REQUEST,
            _ => StatusCode::OK,
        }
    }
}

async fn owners(world: &World) -> Vec<Owner> {
    let stranger = world.other_owner().await;
    let mut lines = world.lines(1).await;
    // Another client of the same partner, and another partner.
    lines.extend(world.lines(1).await);
    lines.extend(world.lines_of(&stranger, 1).await);
    let mut owners = Vec::new();
    for (n, line) in lines.into_iter().enumerate() {
        owners.push(Owner::of(world, line, n).await);
    }
    owners
}

store::on_both_engines! {
    async fn no_key_reaches_what_belongs_to_another_number(test: TestStore) {
        let world = World::start(test).await;
        let owners = owners(&world).await;
        let mut before = Vec::new();
        for owner in &owners {
            before.push(owner.state(&world).await);
        }
        for (n, asking) in owners.iter().enumerate() {
            for (m, asked) in owners.iter().enumerate().filter(|(m, _)| *m != n) {
                for call in calls().iter().filter(|call| call.takes != Takes::Nothing) {
                    for id in asked.ids(call.takes) {
                        let answer = call.send(&world, &asking.line.key, id).await;
                        let told = asked.told(&answer.text, id);
                        assert_eq!(told, None, "{n} asked {call:?} of {m} for {id}: {answer:?}");
                        if matches!(call.takes, Takes::File | Takes::Path | Takes::Name) {
                            let refused = matches!(answer.status.as_u16(), 400 | 403 | 404);
                            assert!(refused, "{n} asked {call:?} of {m} for {id}: {answer:?}");
                        }
                    }
                }
            }
        }
        for (owner, before) in owners.iter().zip(&before) {
            assert_eq!(&owner.state(&world).await, before);
        }
        // What a key changes is its own number's.
        let (changing, others) = owners.split_first().unwrap();
        for call in calls().iter().filter(|call| call.takes == Takes::Nothing && call.method != Method::GET) {
            let answer = call.send(&world, &changing.line.key, "").await;
            for other in others {
                assert_eq!(other.told(&answer.text, ""), None, "{call:?} {answer:?}");
            }
        }
        assert_ne!(changing.state(&world).await, before[0]);
        for (owner, before) in others.iter().zip(&before[1..]) {
            assert_eq!(&owner.state(&world).await, before);
        }
    }

    async fn what_is_no_file_is_not_given_though_the_token_opens_it(test: TestStore) {
        let world = World::start(test).await;
        let mut two = world.lines(2).await;
        let (sister, line) = (two.remove(1), two.remove(0));
        let owner = Owner::of(&world, line, 1).await;
        let [_, _, template] = &owner.template;
        for id in [&sister.number_id, &owner.line.number_id, &owner.line.account.waba_id, template] {
            for (method, path) in [(Method::GET, "/"), (Method::DELETE, "/"), (Method::GET, "/v1/media/"), (Method::DELETE, "/v1/media/")] {
                let since = world.meta.requests().len();
                let refused = answer(world.ask(&owner.line.key, method.clone(), &format!("{path}{id}"))).await;
                refused.refused(404);
                let asked = world.asked_of_meta(since);
                assert!(asked.iter().all(|one| one.starts_with("GET ")), "{method} {id}: {asked:?}");
            }
        }
    }
}
