//! Templates over HTTP: listing, changing, sending.

use domain::templates::{Category, Language, TemplateStatus};
use serde_json::{Value, json};
use whatsapp::graph::{Created, LimitScope, MessageStatus, TakenMessage, field_of};
use whatsapp::template::{self, SendComponents, SendValues, send_components};
use whatsapp::{Graph, GraphErrorKind};

use crate::examples;
use crate::server::{Answer, Server, TOKEN, error, ok, token};

fn node(id: u32, name: &str) -> Value {
    json!({ "id": id.to_string(), "name": name, "language": "en_US", "category": "UTILITY", "status": "APPROVED",
        "components": [{ "type": "BODY", "text": "Hello" }] })
}

fn page(items: &[Value], paging: &Value) -> Answer {
    ok(json!({ "data": items, "paging": paging }).to_string())
}

fn order_confirmation() -> domain::templates::Template {
    let json: Value = serde_json::from_slice(&examples::file("templates/create/004")).unwrap();
    template::read(&json).unwrap()
}

#[tokio::test]
async fn pages_are_read_item_by_item() {
    let more = json!({ "cursors": { "after": "b" }, "next": "https://graph.facebook.com/x" });
    let broken = json!({ "id": 8, "name": "broken" });
    let odd = json!({ "id": "9", "name": "odd", "language": "de", "category": "UTILITY", "components": [{ "x": 1 }] });
    let server = Server::start([
        page(&[node(1, "a"), broken, json!(null), odd], &more),
        page(&[node(2, "c")], &json!({ "cursors": { "after": "c" } })),
    ])
    .await;
    let graph = server.graph();
    let first = graph.templates("7", None, &token()).await.unwrap();
    let names: Vec<_> = first.items.iter().map(|facts| facts.template.name.as_str()).collect();
    assert_eq!(names, ["a", "odd"]);
    assert_eq!(first.items[1].template.content.components.len(), 1, "a damaged part does not lose its template");
    assert_eq!(first.unreadable.len(), 2);
    assert_eq!(first.unreadable[0].id.as_deref(), Some("8"));
    assert_eq!(first.unreadable[0].number.as_deref(), Some("broken"));
    assert_eq!(first.unreadable[0].reason, "the template has no language");
    let second = graph.templates("7", first.next.as_ref(), &token()).await.unwrap();
    assert!(second.next.is_none());
    let seen = server.seen();
    assert!(seen.iter().all(|seen| seen.path == "/v23.0/7/message_templates"));
    assert_eq!((seen[0].query("limit"), seen[1].query("after")), (Some("100"), Some("b")));
    for field in ["components", "quality_score", "rejected_reason", "parameter_format", "message_send_ttl_seconds"] {
        assert!(seen[0].fields().contains(&field), "{field}");
    }
}

#[tokio::test]
async fn fields_that_meta_lacks_are_left_out_and_large_pages_are_cut() {
    let unknown = r#"{"code":100,"message":"(#100) Tried accessing nonexisting field (sub_category)"}"#;
    let large = error(500, r#"{"code":1,"message":"Please reduce the amount of data you're asking for"}"#);
    let server = Server::start([
        error(400, unknown),
        page(&[node(1, "a")], &json!(null)),
        error(400, r#"{"code":100,"message":"These fields are not for you"}"#),
        page(&[], &json!(null)),
        large.clone(),
        large.clone(),
        large,
        page(&[], &json!(null)),
    ])
    .await;
    let graph = server.graph();
    for _ in 0..3 {
        graph.templates("7", None, &token()).await.unwrap();
    }
    let seen = server.seen();
    let asked: Vec<bool> = seen.iter().map(|seen| seen.fields().contains(&"sub_category")).collect();
    assert_eq!(asked, [true, false, false, false, false, false, false, false]);
    assert!(!seen[3].fields().contains(&"quality_score"), "the base list");
    let limits: Vec<_> = seen[4..].iter().map(|seen| seen.query("limit").unwrap()).collect();
    assert_eq!(limits, ["100", "100", "100", "20"]);
}

#[tokio::test]
async fn one_template_and_those_of_a_name() {
    let next = json!({ "cursors": { "after": "b" }, "next": "n" });
    let server = Server::start([
        ok(examples::file("templates/node/001")),
        ok(json!({ "name": "n", "language": "de", "category": "UTILITY" }).to_string()),
        ok("{}"),
        page(&[node(1, "order"), node(2, "order_update")], &next),
        page(&[node(3, "order")], &json!(null)),
    ])
    .await;
    let graph = server.graph();
    let facts = graph.template("920070352646140", &token()).await.unwrap();
    assert_eq!((facts.template.name.as_str(), facts.status), ("2023_april_promo", TemplateStatus::Approved));
    assert_eq!(graph.template("5", &token()).await.unwrap().meta_id, "5", "the id that was asked for");
    let failed = graph.template("5", &token()).await.unwrap_err();
    assert_eq!((failed.kind, failed.message.as_str()), (GraphErrorKind::Malformed, "the template has no name"));
    let ids: Vec<_> =
        graph.templates_named("7", "order", &token()).await.unwrap().into_iter().map(|facts| facts.meta_id).collect();
    assert_eq!(ids, ["1", "3"]);
    assert_eq!(server.seen()[4].query("name"), Some("order"));
}

#[tokio::test]
async fn a_creation_sends_exactly_the_template() {
    let server = Server::start([
        ok(r#"{"id":"572279198452421","status":"PENDING","category":"MARKETING"}"#),
        ok(r#"{"id":572279198452421}"#),
        ok("{}"),
    ])
    .await;
    let (graph, template) = (server.graph(), order_confirmation());
    let created = graph.create_template("7", &template, true, &token()).await.unwrap();
    let expected = Created {
        id: "572279198452421".to_owned(),
        status: Some(TemplateStatus::Pending),
        category: Some(Category::Marketing),
    };
    assert_eq!(created, expected);
    let created = graph.create_template("7", &template, false, &token()).await.unwrap();
    assert_eq!((created.id.as_str(), created.status), ("572279198452421", None));
    let failed = graph.create_template("7", &template, false, &token()).await.unwrap_err();
    assert_eq!(failed.kind, GraphErrorKind::Malformed);
    let seen = server.seen();
    assert_eq!(seen[0].line(), "POST /v23.0/7/message_templates");
    assert_eq!(
        (seen[0].content_type.as_str(), seen[0].authorization.as_str()),
        ("application/json", &*format!("Bearer {TOKEN}"))
    );
    let example: Value = serde_json::from_slice(&examples::file("templates/create/004")).unwrap();
    let mut allowed = example.clone();
    allowed["allow_category_change"] = json!(true);
    assert_eq!((seen[0].json(), seen[1].json()), (allowed, example));
}

#[tokio::test]
async fn changes_and_deletions() {
    let server = Server::start(std::iter::repeat_n(ok(r#"{"success":true}"#), 5)).await;
    let (graph, template) = (server.graph(), order_confirmation());
    graph.edit_template("9", &template.content, Some(&Category::Utility), &token()).await.unwrap();
    graph.edit_template("9", &template.content, None, &token()).await.unwrap();
    graph.delete_template("7", "order_confirmation", None, &token()).await.unwrap();
    graph.delete_template("7", "order_confirmation", Some("9"), &token()).await.unwrap();
    graph.unpause_template("9", &token()).await.unwrap();
    let seen = server.seen();
    let lines: Vec<String> = seen.iter().map(crate::server::Seen::line).collect();
    assert_eq!(
        lines,
        [
            "POST /v23.0/9",
            "POST /v23.0/9",
            "DELETE /v23.0/7/message_templates name=order_confirmation",
            "DELETE /v23.0/7/message_templates hsm_id=9&name=order_confirmation",
            "POST /v23.0/9/unpause",
        ]
    );
    let parts = template::write(&template)["components"].clone();
    assert_eq!(seen[0].json(), json!({ "category": "UTILITY", "components": parts }));
    assert_eq!(seen[1].json(), json!({ "components": parts }));
}

#[tokio::test]
async fn no_change_is_made_twice() {
    type Outcome = Result<(), whatsapp::GraphError>;
    async fn all(graph: &Graph) -> Vec<Outcome> {
        let template = order_confirmation();
        vec![
            graph.create_template("7", &template, false, &token()).await.map(|_| ()),
            graph.edit_template("9", &template.content, None, &token()).await,
            graph.delete_template("7", "n", None, &token()).await,
            graph.unpause_template("9", &token()).await,
            graph
                .send_template("5", "1", "n", &Language::from_wire("en"), &SendComponents::default(), &token())
                .await
                .map(|_| ()),
        ]
    }
    for answer in [error(503, r#"{"code":2,"is_transient":true}"#), Answer::Cut, ok("not json")] {
        let server = Server::start(std::iter::repeat_n(answer, 9)).await;
        assert!(all(&server.graph()).await.iter().all(Result::is_err));
        assert_eq!(server.seen().len(), 5);
        assert!(server.pauses().is_empty());
    }
    let server = Server::start(std::iter::repeat_n(ok(r#"{"success":false}"#), 9)).await;
    assert!(all(&server.graph()).await.iter().all(Result::is_err), "what is not confirmed has failed");
}

#[tokio::test]
async fn a_refusal_says_what_is_wrong_and_where() {
    let refusal = r#"{"code":100,"error_subcode":2388024,"message":"Invalid parameter","is_transient":false,
        "error_user_title":"Content in this language already exists",
        "error_user_msg":"There is already English content for this template.",
        "error_data":{"blame_field_specs":[["name"]]},"fbtrace_id":"A1"}"#;
    let server = Server::start([error(400, refusal), error(400, r#"{"code":80008,"message":"too many calls"}"#)]).await;
    let graph = server.graph();
    let failed = graph.create_template("7", &order_confirmation(), false, &token()).await.unwrap_err();
    assert_eq!((failed.kind, failed.code, failed.subcode), (GraphErrorKind::BadInput, Some(100), Some(2_388_024)));
    assert_eq!(failed.user_title.as_deref(), Some("Content in this language already exists"));
    assert_eq!(failed.user_message.as_deref(), Some("There is already English content for this template."));
    assert_eq!((failed.blame.as_slice(), field_of(&failed)), (&["name".to_owned()][..], Some("language")));
    let failed = graph.create_template("7", &order_confirmation(), false, &token()).await.unwrap_err();
    assert!(matches!(failed.kind, GraphErrorKind::RateLimited { scope: LimitScope::Waba, .. }));
    graph.create_template("7", &order_confirmation(), false, &token()).await.unwrap_err();
    assert_eq!(server.seen().len(), 2, "the third creation does not reach Meta");
}

#[tokio::test]
async fn a_message_is_sent() {
    let server = Server::start([
        ok(r#"{"messaging_product":"whatsapp","contacts":[{"input":"16505551234","wa_id":"16505551234"}],
            "messages":[{"id":"wamid.HBgL","message_status":"accepted"}]}"#),
        ok(r#"{"messages":[{"id":"wamid.2"}]}"#),
        ok(r#"{"messages":[]}"#),
    ])
    .await;
    let graph = server.graph();
    let language = Language::from_wire("en_US");
    let template = template::read(&json!({ "name": "n", "language": "en_US", "category": "UTILITY",
        "components": [{ "type": "BODY", "text": "Hi {{1}}" }] }))
    .unwrap();
    let mut values = SendValues::default();
    values.message.body.insert("1".to_owned(), "Ana".to_owned());
    let components = send_components(&template, &values).unwrap();
    let send = |components: SendComponents| {
        let (graph, language) = (graph.clone(), language.clone());
        async move { graph.send_template("5", "16505551234", "n", &language, &components, &token()).await }
    };
    let taken = |id: &str, status| TakenMessage { id: id.to_owned(), status };
    assert_eq!(send(components).await.unwrap(), taken("wamid.HBgL", Some(MessageStatus::Accepted)));
    assert_eq!(send(SendComponents::default()).await.unwrap(), taken("wamid.2", None));
    assert_eq!(send(SendComponents::default()).await.unwrap_err().kind, GraphErrorKind::Malformed);
    let seen = server.seen();
    assert_eq!(seen[0].line(), "POST /v23.0/5/messages");
    assert_eq!(
        seen[0].json(),
        json!({
            "messaging_product": "whatsapp", "recipient_type": "individual", "to": "16505551234", "type": "template",
            "template": { "name": "n", "language": { "code": "en_US" }, "components": [
                { "type": "body", "parameters": [{ "type": "text", "text": "Ana" }] },
            ] },
        })
    );
    assert_eq!(seen[1].json()["template"], json!({ "name": "n", "language": { "code": "en_US" } }));
}
