//! Addresses of the API before the Cloud API.

use domain::profile::picture::{sample_jpeg, sample_png};
use reqwest::{Method, StatusCode};
use serde_json::json;

use crate::support::{RECIPIENT, TEMPLATE, World, answer};

store::on_both_engines! {
    async fn a_message_of_then_is_sent_in_todays_form(test: TestStore) {
        let world = World::start(test).await;
        let line = world.line().await;
        world.template(&line).await;
        let message = json!({
            "to": RECIPIENT, "type": "template",
            "template": { "namespace": "x", "name": TEMPLATE, "language": { "policy": "deterministic", "code": "en_US" } },
        });
        let sent = world.post(&line.key, "/v1/messages", &message).await;
        assert_eq!(sent.status, StatusCode::OK, "{sent:?}");
        assert!(sent.json()["messages"][0]["id"].is_string());
        let unread = world.send(&line.key, Method::PUT, "/v1/messages/wamid.x", &json!({ "status": "unread" })).await;
        assert!(unread.refused(400).contains("read"));
    }

    async fn a_file_is_the_whole_body_in_both_directions(test: TestStore) {
        let world = World::start(test).await;
        let line = world.line().await;
        let bytes = b"\xff\xd8 not much of a picture".to_vec();
        let upload = world.ask(&line.key, Method::POST, "/v1/media").header("content-type", "image/jpeg").body(bytes.clone());
        let done = answer(upload).await.json();
        let id = done["media"][0]["id"].as_str().unwrap().to_owned();
        let file = world.ask(&line.key, Method::GET, &format!("/v1/media/{id}")).send().await.unwrap();
        assert_eq!(file.headers()["content-type"], "image/jpeg");
        assert_eq!(file.bytes().await.unwrap(), bytes);
        assert_eq!(answer(world.ask(&line.key, Method::DELETE, &format!("/v1/media/{id}"))).await.status, StatusCode::OK);
        assert_eq!(world.get(&line.key, &format!("/v1/media/{id}")).await.status, StatusCode::BAD_REQUEST);
        answer(world.ask(&line.key, Method::POST, "/v1/media").body("x")).await.refused(400);
    }

    async fn a_photo_is_sent_and_read_as_then(test: TestStore) {
        let world = World::start(test).await;
        let (line, other) = (world.line().await, world.line().await);
        let path = "/v1/settings/profile/photo";
        world.get(&line.key, path).await.refused(404);
        let link = format!("{path}?format=link");
        assert_eq!(world.get(&line.key, &link).await.json()["settings"]["profile"]["photo"]["link"], json!(null));
        let part = |bytes| reqwest::multipart::Part::bytes(bytes).file_name("logo").mime_str("image/png").unwrap();
        let raw = |bytes: Vec<u8>, media_type| world.ask(&line.key, Method::POST, path).header("content-type", media_type).body(bytes);
        let form = |bytes| {
            let form = reqwest::multipart::Form::new().text("note", "x").part("photo", part(bytes));
            world.ask(&line.key, Method::POST, path).multipart(form)
        };
        for (bytes, is_form, media_type) in [
            (sample_jpeg(640, 640), false, "image/jpeg"),
            (sample_png(640, 640), true, "image/png"),
            // What it is, its content says; Meta crops it.
            (sample_png(800, 600), false, "application/octet-stream"),
        ] {
            let request = if is_form { form(bytes.clone()) } else { raw(bytes.clone(), media_type) };
            assert_eq!(answer(request).await.json(), json!({ "success": true }), "{media_type}");
            let photo = world.ask(&line.key, Method::GET, path).send().await.unwrap();
            let expected = if bytes.starts_with(b"\x89PNG") { "image/png" } else { "image/jpeg" };
            assert_eq!((photo.status(), photo.headers()["content-type"].to_str().unwrap()), (StatusCode::OK, expected));
            assert_eq!(photo.headers()["x-content-type-options"], "nosniff");
            assert_eq!(photo.bytes().await.unwrap(), bytes);
            let link = world.get(&line.key, &link).await.json()["settings"]["profile"]["photo"]["link"].clone();
            assert_eq!(world.client.get(link.as_str().unwrap()).send().await.unwrap().bytes().await.unwrap(), bytes);
        }
        world.get(&other.key, path).await.refused(404);
        let calls = world.meta.request_count();
        answer(world.ask("", Method::POST, path).body(sample_png(640, 640))).await.refused(401);
        assert!(answer(raw(b"<svg/>".to_vec(), "image/png")).await.refused(400).contains("JPEG or PNG"));
        answer(raw(Vec::new(), "image/png")).await.refused(400);
        assert!(answer(raw(vec![0; 5 * 1024 * 1024 + 1], "image/png")).await.refused(413).contains("5 MB"));
        answer(world.ask(&line.key, Method::POST, path).multipart(reqwest::multipart::Form::new().text("a", "b"))).await.refused(400);
        assert!(answer(world.ask(&line.key, Method::DELETE, path)).await.refused(400).contains("Replace it"));
        assert_eq!(world.meta.request_count(), calls);
    }

    async fn health_and_contacts_answer_as_then(test: TestStore) {
        let world = World::start(test).await;
        let line = world.line().await;
        let health = world.get(&line.key, "/v1/health").await.json();
        assert_eq!(health["meta"]["api_status"], "stable");
        let asked = json!({ "blocking": "wait", "contacts": ["+49 30 901820"], "force_check": true });
        let contacts = world.post(&line.key, "/v1/contacts", &asked).await.json();
        assert_eq!(contacts["contacts"], json!([{ "input": "+49 30 901820", "status": "valid", "wa_id": RECIPIENT }]));
        world.post(&line.key, "/v1/contacts", &json!({})).await.refused(400);
    }
}
