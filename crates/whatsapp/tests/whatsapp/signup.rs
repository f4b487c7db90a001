//! Signing a business up: the dialog's address, the code, the accounts, the registration.

use url::Url;
use whatsapp::GraphErrorKind;

use crate::server::{APP_SECRET, Server, TOKEN, error, ok, token};

fn callback() -> Url {
    Url::parse("https://hub.example/onboard/meta").unwrap()
}

#[tokio::test]
async fn the_dialog_is_asked_for_a_code_and_for_the_way_back() {
    let server = Server::start([]).await;
    let dialog = server.graph().signup_dialog("42", &callback(), "abcOB", None);
    assert_eq!(dialog.path(), "/v23.0/dialog/oauth");
    let query: Vec<(String, String)> = dialog.query_pairs().into_owned().collect();
    for (name, value) in [
        ("client_id", "67567674475"),
        ("redirect_uri", "https://hub.example/onboard/meta"),
        ("response_type", "code"),
        ("config_id", "42"),
        ("override_default_response_type", "true"),
        ("state", "abcOB"),
        ("extras", r#"{"sessionInfoVersion":"3","setup":{}}"#),
    ] {
        assert!(query.contains(&(name.to_owned(), value.to_owned())), "{name}: {query:?}");
    }
    assert!(!dialog.as_str().contains(APP_SECRET));
    let dialog = server.graph().signup_dialog("42", &callback(), "abcOB", Some("106540352242922"));
    let extras = dialog.query_pairs().find(|(name, _)| name == "extras").unwrap().1.into_owned();
    assert_eq!(extras, r#"{"sessionInfoVersion":"3","setup":{"preVerifiedPhone":{"ids":["106540352242922"]}}}"#);
}

#[tokio::test]
async fn a_code_is_exchanged_with_the_address_that_the_dialog_was_given() {
    let server = Server::start([ok(format!(r#"{{"access_token":"{TOKEN}","token_type":"bearer"}}"#)), ok("{}")]).await;
    server.graph().exchange_code("AQcode", &callback()).await.unwrap();
    let seen = server.seen().remove(0);
    assert_eq!((seen.method.as_str(), seen.path.as_str()), ("GET", "/v23.0/oauth/access_token"));
    assert_eq!(seen.query("code"), Some("AQcode"));
    assert_eq!(seen.query("redirect_uri"), Some("https://hub.example/onboard/meta"));
    assert_eq!(seen.query("client_secret"), Some(APP_SECRET));
    let missing = server.graph().exchange_code("AQcode", &callback()).await.unwrap_err();
    assert_eq!(missing.kind, GraphErrorKind::Malformed, "{missing}");
}

#[tokio::test]
async fn a_refused_code_names_no_secret() {
    let body = format!(r#"{{"message":"bad {APP_SECRET}","type":"OAuthException","code":100}}"#);
    let server = Server::start([error(400, &body)]).await;
    let refused = server.graph().exchange_code("AQcode", &callback()).await.unwrap_err();
    assert!(!format!("{refused:?} {refused}").contains(APP_SECRET), "{refused}");
}

#[tokio::test]
async fn the_accounts_are_the_targets_of_the_management_permission() {
    let scopes = r#"{"data":{"is_valid":true,"granular_scopes":[
        {"scope":"whatsapp_business_management","target_ids":["1","2","1"]},
        {"scope":"whatsapp_business_messaging","target_ids":["3"]},
        {"scope":"business_management"}]}}"#;
    let server = Server::start([ok(scopes), ok(r#"{"data":{"is_valid":true}}"#)]).await;
    assert_eq!(server.graph().shared_accounts(&token()).await.unwrap(), ["1", "2"]);
    assert!(server.graph().shared_accounts(&token()).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_number_is_registered_with_its_pin() {
    let mismatch =
        r#"{"message":"(#133005) Two step verification PIN Mismatch","type":"OAuthException","code":133005}"#;
    let server = Server::start([ok(r#"{"success":true}"#), error(400, mismatch)]).await;
    server.graph().register_number("77", "123456", &token()).await.unwrap();
    let seen = server.seen().remove(0);
    assert_eq!(seen.line(), "POST /v23.0/77/register");
    assert_eq!(seen.json(), serde_json::json!({ "messaging_product": "whatsapp", "pin": "123456" }));
    assert!(server.graph().register_number("77", "000000", &token()).await.is_err());
}
