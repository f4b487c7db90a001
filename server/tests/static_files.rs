use http::{Method, StatusCode};
use partner_hub::site::Site;
use store::on_both_engines;

use crate::support::{TestHub, Wishes};

const HASHED: &str = "hub.9z4vEVq8pgvBQfCfEpeUHQ.js";

fn site() -> tempfile::TempDir {
    let directory = tempfile::tempdir().unwrap();
    let package = directory.path().join("pkg");
    std::fs::create_dir(&package).unwrap();
    for (name, text) in
        [("hub.css", "body{}"), (HASHED, "let plain"), ("hub.css.gz", "zipped"), ("hub.css.br", "brotli")]
    {
        std::fs::write(package.join(name), text).unwrap();
    }
    std::fs::write(directory.path().join("favicon.svg"), "<svg/>").unwrap();
    std::fs::write(directory.path().parent().unwrap().join("outside"), "secret").unwrap();
    directory
}

on_both_engines! {
    async fn files_of_the_build_are_kept_as_long_as_their_names_say(test: TestStore) {
        let directory = site();
        let site = Site::find(Some(directory.path().to_owned())).unwrap();
        let hub = TestHub::start_with(test, Wishes { site: Some(site), ..Wishes::default() }).await;
        let anonymous = hub.anonymous();
        for (path, kind, keeps) in [
            ("/pkg/hub.css", "text/css", "no-cache"),
            ("/favicon.svg", "image/svg+xml", "no-cache"),
            (&format!("/pkg/{HASHED}"), "text/javascript", "public, max-age=31536000, immutable"),
        ] {
            let file = anonymous.get(path).await;
            assert_eq!(file.status, StatusCode::OK, "{path}");
            assert!(file.header("content-type").starts_with(kind), "{path}: {}", file.header("content-type"));
            assert_eq!(file.header("cache-control"), keeps, "{path}");
            assert_eq!(file.header("x-content-type-options"), "nosniff", "{path}");
        }
        let brotli = anonymous.ask(Method::GET, "/pkg/hub.css").header("accept-encoding", "gzip, br").send().await;
        assert_eq!((brotli.header("content-encoding"), brotli.body.as_str()), ("br", "brotli"));
    }

    async fn nothing_outside_of_the_site_is_served(test: TestStore) {
        let directory = site();
        let site = Site::find(Some(directory.path().to_owned())).unwrap();
        let hub = TestHub::start_with(test, Wishes { site: Some(site), ..Wishes::default() }).await;
        for path in ["/pkg", "/pkg/", "/%2e%2e/outside", "/pkg/..%2f..%2foutside", "/pkg/missing.css"] {
            let answer = hub.anonymous().get(path).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
            assert!(!answer.body.contains("secret"), "{path}");
        }
        let written = hub.anonymous().ask(Method::POST, "/favicon.svg").send().await;
        assert_eq!(written.status, StatusCode::NOT_FOUND);
    }
}
