//! Uploads, and the files of headers.

use serde_json::{Value, json};
use simulator::{AddedWaba, Fault};

use crate::support::{APP_ID, Answer, Running, answer, start_empty};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\nnot much of a picture";

async fn begin(simulator: &Running, waba: &AddedWaba, length: usize, file_type: &str) -> Answer {
    let path = format!("{APP_ID}/uploads?file_name=a.png&file_length={length}&file_type={file_type}");
    simulator.post(&waba.token, &path, &[]).await
}

async fn send(simulator: &Running, token: &str, id: &str, offset: usize, bytes: &[u8]) -> Answer {
    let request = simulator.client.post(simulator.url(&format!("/v24.0/{id}")));
    let request = request.header("authorization", format!("OAuth {token}")).header("file_offset", offset.to_string());
    answer(request.body(bytes.to_vec())).await
}

async fn upload(simulator: &Running, waba: &AddedWaba, bytes: &[u8], file_type: &str) -> String {
    let id = begin(simulator, waba, bytes.len(), file_type).await.json()["id"].as_str().unwrap().to_owned();
    assert!(id.starts_with("upload:"), "{id}");
    let done = send(simulator, &waba.token, &id, 0, bytes).await;
    assert_eq!(done.status, 200, "{}", done.text);
    done.json()["h"].as_str().unwrap().to_owned()
}

fn picture(handle: &str, format: &str) -> Value {
    json!({
        "name": "with_picture", "language": "en_US", "category": "MARKETING",
        "components": [
            { "type": "HEADER", "format": format, "example": { "header_handle": [handle] } },
            { "type": "BODY", "text": "Look at this." },
        ],
    })
}

#[tokio::test]
async fn a_picture_gets_a_handle_and_the_template_an_address() {
    let simulator = start_empty().await;
    let waba = simulator.waba(1).await;
    let handle = upload(&simulator, &waba, PNG, "image/png").await;
    assert!(handle.starts_with("4::aW1hZ2UvcG5n:AR"), "{handle}");
    assert!(handle.contains(APP_ID));
    let edge = format!("{}/message_templates", waba.waba_id);
    let film = simulator.post_json(&waba.token, &edge, &picture(&handle, "VIDEO")).await;
    assert_eq!(film.status, 400, "a picture is no film");
    let created = simulator.post_json(&waba.token, &edge, &picture(&handle, "IMAGE")).await;
    assert_eq!(created.status, 200, "{}", created.text);
    let id = created.json()["id"].as_str().unwrap().to_owned();
    let node = simulator.get(&waba.token, &id).await.json();
    let address = node["components"][0]["example"]["header_handle"][0].as_str().unwrap().to_owned();
    assert!(address.contains("/media/"), "{address}");
    let file = simulator.client.get(&address).send().await.unwrap();
    assert_eq!(file.headers()["content-type"], "image/png");
    assert_eq!(file.bytes().await.unwrap(), PNG);
    // What comes back is no handle.
    simulator.handle.settle_template_reviews().await;
    let again = simulator.post_json(&waba.token, &id, &picture(&address, "IMAGE")).await;
    assert_eq!(again.status, 400);
    assert_eq!(again.json()["error"]["error_user_title"], "Invalid media handle");

    let (path, _) = address.split_once('?').unwrap();
    let media = path.rsplit('/').next().unwrap();
    assert_eq!(simulator.control(&format!("media/{media}"), &json!({ "gone": true })).await.status, 200);
    assert_eq!(simulator.client.get(&address).send().await.unwrap().status().as_u16(), 404);
    assert_eq!(simulator.control(&format!("media/{media}"), &json!({ "gone": false })).await.status, 200);
    assert_eq!(simulator.client.get(&address).send().await.unwrap().status().as_u16(), 200);
    assert_eq!(simulator.control("media/nothing", &json!({ "gone": true })).await.status, 404);

    assert_eq!(simulator.control(&format!("media/{media}/expire"), &json!({})).await.status, 200);
    assert_eq!(simulator.client.get(&address).send().await.unwrap().status().as_u16(), 403);
    let node = simulator.get(&waba.token, &id).await.json();
    let fresh = node["components"][0]["example"]["header_handle"][0].as_str().unwrap().to_owned();
    let part = simulator.client.get(&fresh).header("range", "bytes=1-3").send().await.unwrap();
    assert_eq!(part.status().as_u16(), 206);
    assert_eq!(part.headers()["content-range"], format!("bytes 1-3/{}", PNG.len()).as_str());
    assert_eq!(part.bytes().await.unwrap(), PNG[1..=3]);
    let beyond = simulator.client.get(&fresh).header("range", "bytes=1000000-").send().await.unwrap();
    assert_eq!(beyond.status().as_u16(), 416);
}

#[tokio::test]
async fn an_upload_is_taken_up_where_it_broke_off() {
    let simulator = start_empty().await;
    let waba = simulator.waba(1).await;
    let id = begin(&simulator, &waba, PNG.len(), "image/png").await.json()["id"].as_str().unwrap().to_owned();
    let offset = async || {
        let request = simulator.client.get(simulator.url(&format!("/v24.0/{id}")));
        answer(request.header("authorization", format!("OAuth {}", waba.token))).await.json()
    };
    assert_eq!(offset().await, json!({ "id": id, "file_offset": 0 }));
    simulator.handle.fail_next(Fault::PartialUpload);
    let request = simulator.client.post(simulator.url(&format!("/v24.0/{id}")));
    let request = request.header("authorization", format!("OAuth {}", waba.token)).header("file_offset", "0");
    assert!(request.body(PNG.to_vec()).send().await.unwrap().bytes().await.is_err());
    let half = PNG.len() / 2;
    assert_eq!(offset().await["file_offset"], half);
    let wrong = send(&simulator, &waba.token, &id, 0, PNG).await;
    assert_eq!(wrong.status, 400);
    let part = send(&simulator, &waba.token, &id, half, &PNG[half..half + 2]).await.json();
    assert_eq!(part["file_offset"], half + 2);
    let done = send(&simulator, &waba.token, &id, half + 2, &PNG[half + 2..]).await;
    assert!(done.json()["h"].is_string(), "{}", done.text);
}

#[tokio::test]
async fn wrong_uploads_are_refused() {
    let simulator = start_empty().await;
    let waba = simulator.waba(1).await;
    assert_eq!(begin(&simulator, &waba, 10, "text/html").await.json()["error"]["code"], 100);
    assert_eq!(begin(&simulator, &waba, 0, "image/png").await.json()["error"]["code"], 100);
    assert_eq!(begin(&simulator, &waba, 200_000_000, "video/mp4").await.json()["error"]["code"], 100);
    let id = begin(&simulator, &waba, 4, "image/png").await.json()["id"].as_str().unwrap().to_owned();
    assert_eq!(send(&simulator, &waba.token, &id, 0, b"12345").await.status, 400, "longer than announced");
    assert_eq!(send(&simulator, "nobody", &id, 0, b"1234").await.status, 401);
    let unsigned = id.split('?').next().unwrap();
    assert_eq!(send(&simulator, &waba.token, unsigned, 0, b"1234").await.json()["error"]["error_subcode"], 33);
    let bearer = simulator.client.post(simulator.url(&format!("/v24.0/{id}"))).bearer_auth(&waba.token);
    assert_eq!(answer(bearer.header("file_offset", "0").body("1234")).await.status, 400, "Bearer, not OAuth");
    let bare = simulator.client.post(simulator.url(&format!("/v24.0/{id}")));
    let bare = bare.header("authorization", format!("OAuth {}", waba.token)).body("1234");
    assert_eq!(answer(bare).await.status, 400, "no file_offset");
    assert_eq!(send(&simulator, &waba.token, &id, 0, b"1234").await.status, 200);
}
