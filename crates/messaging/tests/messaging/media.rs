//! Files of messages.

use bytes::Bytes;
use futures::{StreamExt, stream};
use reqwest::{Method, StatusCode};
use tokio::io::AsyncReadExt;
use tokio::net::TcpListener;
use tokio::sync::mpsc;
use url::Url;

use crate::support::{Line, World, answer, hub};

/// Two megabytes that are no text.
fn bytes() -> Vec<u8> {
    (0..2 * 1024 * 1024).map(|n: u32| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect()
}

async fn upload(world: &World, line: &Line, bytes: Vec<u8>) -> String {
    let file = reqwest::multipart::Part::bytes(bytes).file_name("a.pdf").mime_str("application/pdf").unwrap();
    let form = reqwest::multipart::Form::new().text("messaging_product", "whatsapp").part("file", file);
    let done = answer(world.ask(&line.key, Method::POST, "/media").multipart(form)).await;
    assert_eq!(done.status, StatusCode::OK, "{done:?}");
    done.json()["id"].as_str().unwrap().to_owned()
}

async fn path_of(world: &World, line: &Line, id: &str) -> String {
    let found = world.get(&line.key, &format!("/{id}")).await.json();
    assert_eq!(found["mime_type"], "application/pdf");
    // Clients put the API's own address in the place of Meta's host, and keep the rest.
    found["url"].as_str().unwrap().strip_prefix("https://lookaside.fbsbx.com").unwrap().to_owned()
}

/// A Meta that reads whatever comes and never answers. Tells the last bytes of each connection once that is closed.
async fn deaf() -> (Url, mpsc::Receiver<Vec<u8>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = Url::parse(&format!("http://{}/", listener.local_addr().unwrap())).unwrap();
    let (tell, told) = mpsc::channel(2);
    tokio::spawn(async move {
        while let Ok((mut connection, _)) = listener.accept().await {
            let (mut piece, mut end) = (vec![0; 64 * 1024], Vec::new());
            while let Ok(read @ 1..) = connection.read(&mut piece).await {
                end.extend_from_slice(&piece[..read]);
                end.drain(..end.len().saturating_sub(8));
            }
            tell.send(end).await.unwrap();
        }
    });
    (url, told)
}

store::on_both_engines! {
    async fn a_file_comes_back_as_it_was_sent(test: TestStore) {
        let world = World::start(test).await;
        let line = world.line().await;
        let id = upload(&world, &line, bytes()).await;
        let path = path_of(&world, &line, &id).await;
        let file = world.ask(&line.key, Method::GET, &path).send().await.unwrap();
        assert_eq!(file.headers()["content-type"], "application/pdf");
        assert_eq!(file.headers()["x-content-type-options"], "nosniff");
        assert_eq!(file.bytes().await.unwrap(), bytes());
        assert_eq!(answer(world.ask(&line.key, Method::DELETE, &format!("/{id}"))).await.json()["success"], true);
        assert_eq!(world.get(&line.key, &format!("/{id}")).await.json()["error"]["error_subcode"], 33);
    }

    async fn a_file_that_turns_out_too_large_is_refused_and_meta_gets_no_end_of_it(test: TestStore) {
        let world = World::start(test).await;
        let line = world.line().await;
        let (meta, mut cut) = deaf().await;
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let api = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(axum::serve(listener, messaging::router(hub(&world.test, &meta))).into_future());
        let megabyte = Bytes::from(vec![b'x'; 1024 * 1024]);
        for (path, content_type) in [("/media", "multipart/form-data; boundary=b"), ("/v1/media", "image/png")] {
            let chunks = stream::iter(vec![megabyte.clone(); 102]).map(Ok::<_, std::io::Error>);
            let file = world.client.post(format!("{api}{path}")).header("d360-api-key", &line.key);
            let file = file.header("content-type", content_type).body(reqwest::Body::wrap_stream(chunks));
            let refused = answer(file).await.refused(413);
            assert!(refused.contains("101 MB"), "{refused}");
            let end = cut.recv().await.unwrap();
            assert!(!end.ends_with(b"0\r\n\r\n"), "the connection ends before the body does");
        }
    }

    async fn a_file_of_another_number_is_not_given_even_under_the_same_token(test: TestStore) {
        let world = World::start(test).await;
        let two = world.lines(2).await;
        let id = upload(&world, &two[0], b"mine".to_vec()).await;
        for method in [Method::GET, Method::DELETE] {
            let refused = answer(world.ask(&two[1].key, method, &format!("/{id}"))).await;
            assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{refused:?}");
        }
        let stranger = world.line().await;
        assert_eq!(world.get(&stranger.key, &format!("/{id}")).await.status, StatusCode::BAD_REQUEST);
        let path = path_of(&world, &two[0], &id).await;
        world.get(&stranger.key, &path).await.refused(404);
    }

    async fn what_is_no_file_is_refused(test: TestStore) {
        let world = World::start(test).await;
        let line = world.line().await;
        let calls = world.meta.request_count();
        let raw = world.ask(&line.key, Method::POST, "/media").header("content-type", "image/png").body("x");
        assert!(answer(raw).await.refused(400).contains("multipart/form-data"));
        world.get(&line.key, "/12ab").await.refused(404);
        world.get(&line.key, "/whatsapp_business/other").await.refused(404);
        assert_eq!(world.meta.request_count(), calls);
        let form = reqwest::multipart::Form::new().text("messaging_product", "whatsapp");
        let refused = answer(world.ask(&line.key, Method::POST, "/media").multipart(form)).await;
        assert!(refused.json()["error"]["message"].as_str().unwrap().contains("file"), "{refused:?}");
    }
}
