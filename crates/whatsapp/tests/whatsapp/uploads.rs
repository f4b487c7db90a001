//! Files on their way to Meta and back.

use std::sync::{Arc, Mutex};

use bytes::Bytes;
use domain::templates::MediaKind;
use futures::{Stream, StreamExt, stream};
use whatsapp::graph::{ByteRange, Handle, Progress, SampleError, UploadError, UploadFile, UploadId};
use whatsapp::media::MediaRule;
use whatsapp::{Graph, GraphErrorKind};

use crate::server::{Answer, Server, TOKEN, error, ok, token};

const FILE: &[u8] = b"\x89PNG twelve bytes and some more";
const UPLOAD: &str = "upload:MTphdHRh/Y2g=?sig=ARZ:q_k%3D";

/// The file from an offset on, in pieces of seven bytes.
async fn open(offset: u64) -> Result<impl Stream<Item = Result<Bytes, String>> + Send + 'static, String> {
    let rest = FILE.get(usize::try_from(offset).unwrap()..).unwrap();
    Ok(stream::iter(rest.chunks(7).map(|chunk| Ok(Bytes::from_static(chunk)))))
}

fn file() -> UploadFile {
    UploadFile { name: "a file.png".to_owned(), length: FILE.len() as u64, media_type: "image/png".to_owned() }
}

fn image() -> MediaRule {
    MediaRule::of(MediaKind::Image)
}

fn heard() -> (Progress, Arc<Mutex<Vec<u64>>>) {
    let heard = Arc::new(Mutex::new(Vec::new()));
    let told = Arc::clone(&heard);
    (Progress::new(move |sent| told.lock().unwrap().push(sent)), heard)
}

fn begun() -> Answer {
    ok(format!(r#"{{"id":"{UPLOAD}"}}"#))
}

fn handle() -> Answer {
    ok(r#"{"h":"4::aW1h:e:1"}"#)
}

fn has(bytes: u64) -> Answer {
    ok(format!(r#"{{"id":"{UPLOAD}","file_offset":{bytes}}}"#))
}

#[tokio::test]
async fn a_file_becomes_a_handle() {
    let server = Server::start([begun(), handle()]).await;
    let graph = server.graph();
    let (progress, heard) = heard();
    let sent = graph.uploads(&token()).upload(&file(), &image(), open, &progress).await.unwrap();
    assert_eq!(sent, Handle("4::aW1h:e:1".to_owned()));
    let seen = server.seen();
    assert_eq!(
        seen[0].line(),
        "POST /v23.0/67567674475/uploads file_name=a file.png&file_length=31&file_type=image/png"
    );
    assert_eq!(seen[1].line(), "POST /v23.0/upload:MTphdHRh%2FY2g= sig=ARZ:q_k=");
    assert_eq!(seen[1].authorization, format!("OAuth {TOKEN}"));
    assert_eq!((seen[1].file_offset.as_str(), seen[1].content_length.as_str()), ("0", "31"));
    assert_eq!(seen[1].body, FILE);
    assert_eq!(*heard.lock().unwrap(), [7, 14, 21, 28, 31]);
}

#[tokio::test]
async fn a_broken_connection_is_gone_on_with() {
    let server = Server::start([
        begun(),
        Answer::Cut,
        error(503, r#"{"code":2}"#),
        has(10),
        error(500, r#"{"code":131000}"#),
        has(31),
        handle(),
    ])
    .await;
    let (progress, heard) = heard();
    let sent = server.graph().uploads(&token()).upload(&file(), &image(), open, &progress).await.unwrap();
    assert_eq!(sent.0, "4::aW1h:e:1");
    let seen = server.seen();
    let calls: Vec<_> = seen[1..].iter().map(|seen| (seen.method.as_str(), seen.file_offset.as_str())).collect();
    assert_eq!(calls, [("POST", "0"), ("GET", ""), ("GET", ""), ("POST", "10"), ("GET", ""), ("POST", "31")]);
    assert_eq!((seen[4].body.as_slice(), seen[6].body.len()), (&FILE[10..], 0));
    assert_eq!(seen[2].authorization, format!("OAuth {TOKEN}"));
    assert_eq!(*heard.lock().unwrap(), [7, 14, 21, 28, 31, 17, 24, 31]);
    assert_eq!(server.pauses().len(), 3);
}

#[tokio::test]
async fn an_upload_can_be_gone_on_with_later() {
    let server = Server::start([has(20), handle(), has(99)]).await;
    let graph = server.graph();
    let upload = UploadId::parse(UPLOAD).unwrap();
    let token = token();
    let uploads = graph.uploads(&token);
    uploads.resume(&upload, 31, open, &Progress::unheard()).await.unwrap();
    assert_eq!(server.seen()[1].body, &FILE[20..]);
    let failed = uploads.resume(&upload, 31, open, &Progress::unheard()).await.unwrap_err();
    assert_eq!(
        failed.to_string(),
        "Meta gave an answer that cannot be read: Meta has more bytes than the file. A later try usually succeeds."
    );
    assert_eq!(upload.as_str(), UPLOAD);
    assert!(!format!("{upload:?}").contains("sig"));
    for text in ["", "upload:", "MTph", "upload:a b", "upload:a\r\n"] {
        assert!(UploadId::parse(text).is_err(), "{text:?}");
    }
}

#[tokio::test]
async fn in_the_end_the_failure_is_told() {
    let broken = error(500, r#"{"code":2}"#);
    let mut answers = vec![begun(), broken.clone()];
    for _ in 0..9 {
        answers.extend([has(5), broken.clone()]);
    }
    let server = Server::start(answers).await;
    let failed =
        server.graph().uploads(&token()).upload(&file(), &image(), open, &Progress::unheard()).await.unwrap_err();
    let UploadError::Graph(failed) = failed else { panic!("{failed:?}") };
    assert_eq!((failed.kind, server.seen().len()), (GraphErrorKind::Transient, 2 + 2 * 4));
}

#[tokio::test]
async fn what_needs_a_person_is_told_at_once() {
    let server =
        Server::start([begun(), error(401, &format!(r#"{{"code":190,"message":"Malformed {TOKEN}"}}"#))]).await;
    let failed =
        server.graph().uploads(&token()).upload(&file(), &image(), open, &Progress::unheard()).await.unwrap_err();
    assert!(!format!("{failed} {failed:?}").contains(TOKEN));
    assert_eq!(server.seen().len(), 2);
    let server = Server::start([ok("{}")]).await;
    let failed = server.graph().uploads(&token()).start("a", 1, "image/png").await.unwrap_err();
    assert_eq!(failed.kind, GraphErrorKind::Malformed);
}

#[tokio::test]
async fn a_file_that_meta_would_not_take_is_not_sent() {
    let server = Server::start([]).await;
    let graph = server.graph();
    for (media_type, length) in [("image/webp", 5), ("image/png", 0), ("image/png", 6 * 1024 * 1024)] {
        let file = UploadFile { name: "a".to_owned(), length, media_type: media_type.to_owned() };
        let failed = graph.uploads(&token()).upload(&file, &image(), open, &Progress::unheard()).await.unwrap_err();
        assert!(matches!(failed, UploadError::Media(_)), "{failed}");
    }
    assert!(server.seen().is_empty());
}

#[tokio::test]
async fn a_source_that_fails_is_not_metas_fault() {
    let sources: [(Vec<Result<Bytes, String>>, &str); 3] = [
        (vec![Ok(Bytes::from_static(b"abc")), Err("the disk broke".to_owned())], "the disk broke"),
        (vec![Ok(Bytes::from_static(b"abc"))], "it ends after 3 bytes"),
        (vec![Ok(Bytes::from_static(b"abcdef")), Ok(Bytes::from_static(b"g"))], "it has more than 6 bytes"),
    ];
    let server = Server::start([]).await;
    let graph = server.graph();
    let upload = UploadId::parse(UPLOAD).unwrap();
    for (pieces, expected) in sources {
        let sent = graph.uploads(&token()).send(&upload, 0, 6, stream::iter(pieces), &Progress::unheard()).await;
        assert_eq!(sent.unwrap_err().to_string(), format!("The file cannot be read: {expected}."));
    }
    async fn missing(_: u64) -> Result<stream::Empty<Result<Bytes, String>>, String> {
        Err("no such file".to_owned())
    }
    let server = Server::start([begun()]).await;
    let failed = server.graph().uploads(&token()).upload(&file(), &image(), missing, &Progress::unheard()).await;
    assert_eq!(failed.unwrap_err().to_string(), "The file cannot be read: no such file.");
}

/// A client whose Graph API is this server, so that it may fetch from there.
async fn fetch(server: &Server, path: &str, largest: u64) -> Result<Vec<u8>, SampleError> {
    let file = server.graph().fetch_sample(server.url.join(path).unwrap().as_str(), largest).await?;
    let chunks: Vec<_> = file.into_stream().collect().await;
    chunks.into_iter().try_fold(Vec::new(), |mut all, chunk| {
        all.extend_from_slice(&chunk?);
        Ok(all)
    })
}

#[tokio::test]
async fn a_sample_is_fetched_without_a_token() {
    let server = Server::start([ok(FILE).header("content-type", "image/png"), ok(FILE)]).await;
    let graph = server.graph();
    let file = graph.fetch_sample(server.url.join("/v/t61/x.png?oh=1").unwrap().as_str(), 31).await.unwrap();
    assert_eq!((file.media_type(), file.length()), (Some("image/png"), Some(31)));
    assert_eq!(fetch(&server, "/x", 31).await.unwrap(), FILE);
    assert_eq!(server.seen()[0].line(), "GET /v/t61/x.png oh=1");
    assert!(server.seen().iter().all(|seen| seen.authorization.is_empty()));
}

#[tokio::test]
async fn a_sample_that_is_gone_is_told_apart() {
    for (status, expected) in [
        (404, SampleError::Gone),
        (410, SampleError::Gone),
        (403, SampleError::Gone),
        (416, SampleError::Part),
        (500, SampleError::Status(500)),
        (302, SampleError::Status(302)),
    ] {
        let answer = Answer::Whole(status, Vec::new(), b"no".to_vec()).header("location", "http://127.0.0.1:1/");
        let server = Server::start([answer]).await;
        assert_eq!(fetch(&server, "/x", 31).await, Err(expected));
        assert_eq!(server.seen().len(), 1);
    }
}

#[tokio::test]
async fn a_part_of_a_sample_is_told_apart_from_the_whole() {
    let part = Answer::Whole(206, Vec::new(), FILE[3..=6].to_vec()).header("content-range", "bytes 3-6/31");
    let server = Server::start([part, ok(FILE).header("content-range", "bytes 0-30/31")]).await;
    let (graph, range) = (server.graph(), ByteRange::parse("bytes=3-6"));
    let part = graph.fetch_sample_part(server.url.as_str(), 31, range.as_ref()).await.unwrap();
    assert_eq!((part.part(), part.length()), (Some("bytes 3-6/31"), Some(4)));
    // A server may answer the whole file all the same.
    let whole = graph.fetch_sample_part(server.url.as_str(), 31, range.as_ref()).await.unwrap();
    assert_eq!((whole.part(), whole.length()), (None, Some(31)));
}

#[tokio::test]
async fn a_sample_has_an_end() {
    let server = Server::start([ok(FILE), Answer::Cut]).await;
    assert_eq!(fetch(&server, "/x", 30).await, Err(SampleError::TooLarge { largest: 30 }));
    assert!(matches!(fetch(&server, "/x", 1000).await, Err(SampleError::Network(_))));
    let endless = axum::Router::new().fallback(|| async {
        axum::body::Body::from_stream(stream::repeat(Ok::<_, std::fmt::Error>(Bytes::from_static(&[0; 1024]))))
    });
    let url = crate::server::serve(endless).await;
    let graph = Graph::new(crate::server::config(url.clone())).unwrap();
    let mut file = graph.fetch_sample(url.as_str(), 10_000).await.unwrap();
    assert_eq!(file.length(), None);
    let mut fetched = 0;
    let failed = loop {
        match file.chunk().await {
            Ok(chunk) => fetched += chunk.unwrap().len(),
            Err(failed) => break failed,
        }
    };
    assert_eq!(failed, SampleError::TooLarge { largest: 10_000 });
    assert!(fetched <= 10_000);
}

#[tokio::test]
async fn only_metas_addresses_are_fetched() {
    let (server, other) = (Server::start([]).await, Server::start([]).await);
    let graph = server.graph();
    for address in [
        "file:///etc/passwd",
        "ftp://example.com/x",
        "data:,x",
        "4::aW1h",
        "",
        "http://user:pass@example.com/",
        "http://169.254.169.254/latest/meta-data",
        "http://10.0.0.1/",
        other.url.as_str(),
    ] {
        assert_eq!(graph.fetch_sample(address, 9).await.err(), Some(SampleError::Address), "{address}");
    }
    let internet = "https://graph.facebook.com".parse().unwrap();
    let graph = Graph::new(crate::server::config(internet)).unwrap();
    assert_eq!(graph.fetch_sample(server.url.as_str(), 9).await.err(), Some(SampleError::Address));
    assert!(server.seen().is_empty() && other.seen().is_empty());
}
