use http::{Method, StatusCode};
use store::on_both_engines;

use crate::support::{TestHub, Wishes};

on_both_engines! {
    async fn a_form_has_to_come_from_a_page_of_the_hub(test: TestStore) {
        let hub = TestHub::start_with(test, Wishes { hub_url: "https://hub.example", ..Wishes::default() }).await;
        let (anonymous, owner) = (hub.anonymous(), hub.owner().await);
        // Behind the check waits a function that does not exist: 404 says that the request came that far.
        let (passed, refused) = (StatusCode::NOT_FOUND, StatusCode::FORBIDDEN);
        for (headers, with_session, without) in [
            (&[][..], refused, passed),
            (&[("origin", "https://hub.example")][..], passed, passed),
            (&[("origin", "https://evil.example")][..], refused, refused),
            (&[("origin", "null")][..], refused, refused),
            (&[("origin", "http://hub.example")][..], refused, refused),
            (&[("sec-fetch-site", "same-origin")][..], passed, passed),
            (&[("sec-fetch-site", "cross-site")][..], refused, refused),
            (&[("sec-fetch-site", "same-site")][..], refused, refused),
            (&[("referer", "https://hub.example/sign-in")][..], passed, passed),
            (&[("referer", "https://evil.example/")][..], refused, refused),
            (&[("origin", "https://evil.example"), ("referer", "https://hub.example/")][..], refused, refused),
        ] {
            for (browser, who, expected) in [(&owner, "signed in", with_session), (&anonymous, "anonymous", without)] {
                for method in [Method::POST, Method::PUT, Method::PATCH, Method::DELETE] {
                    let mut ask = browser.ask(method.clone(), "/api/public/none");
                    for (name, value) in headers {
                        ask = ask.header(name, value);
                    }
                    assert_eq!(ask.send().await.status, expected, "{method} {headers:?}, {who}");
                }
            }
        }
    }

    async fn reading_needs_no_origin(test: TestStore) {
        let hub = TestHub::start(test).await;
        let owner = hub.owner().await;
        let followed = owner.ask(Method::GET, "/numbers").header("sec-fetch-site", "cross-site").header("accept", "text/html");
        assert_eq!(followed.send().await.status, StatusCode::OK);
    }
}
