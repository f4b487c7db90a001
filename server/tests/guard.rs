use domain::account::Role;
use http::{Method, StatusCode};
use hub::accounts::sessions::{self, Who};
use hub::accounts::{members, two_factor};
use store::on_both_engines;

use crate::support::{PASSWORD, TestHub};

on_both_engines! {
    async fn pages_lead_to_the_sign_in_with_nothing_in_the_answer(test: TestStore) {
        let hub = TestHub::start(test).await;
        let anonymous = hub.anonymous();
        for (path, location) in [
            ("/", "/sign-in"),
            ("/numbers?q=%2B49", "/sign-in?next=%2Fnumbers%3Fq%3D%252B49"),
            ("/numbers.csv", "/sign-in?next=%2Fnumbers.csv"),
        ] {
            for method in [Method::GET, Method::HEAD] {
                let answer = anonymous.ask(method, path).header("accept", "text/html").send().await;
                assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path}");
                assert_eq!(answer.header("location"), location, "{path}");
                assert_eq!(answer.body, "", "{path}");
            }
        }
    }

    async fn programs_are_told_that_nobody_is_signed_in(test: TestStore) {
        let hub = TestHub::start(test).await;
        let anonymous = hub.anonymous();
        for (method, path) in [(Method::POST, "/api/anything"), (Method::GET, "/api/anything")] {
            let answer = anonymous.ask(method.clone(), path).send().await;
            assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{method} {path}");
            assert!(answer.body.starts_with("You are signed out. "), "{}", answer.body);
        }
    }

    async fn a_stream_without_a_session_is_not_asked_for_again(test: TestStore) {
        let hub = TestHub::start(test).await;
        let answer = hub.anonymous().ask(Method::GET, "/live").send().await;
        assert_eq!((answer.status, answer.body.as_str()), (StatusCode::NO_CONTENT, ""));
    }

    async fn a_session_opens_the_pages_until_it_ends(test: TestStore) {
        let hub = TestHub::start(test).await;
        let owner = hub.owner().await;
        assert_eq!(owner.get("/numbers").await.status, StatusCode::OK);
        hub.hub.clock.advance(13 * 3600);
        let answer = owner.get("/numbers").await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        assert_eq!(owner.cookie("__Host-session"), None, "a cookie that stands for nothing is taken away");
    }

    async fn a_cookie_that_stands_for_no_session_is_nobody(test: TestStore) {
        let hub = TestHub::start(test).await;
        for token in ["x", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"] {
            let browser = hub.anonymous();
            browser.set_cookie("__Host-session", token);
            assert_eq!(browser.get("/numbers").await.status, StatusCode::SEE_OTHER);
            assert_eq!(browser.cookie("__Host-session"), None);
        }
    }

    async fn until_the_one_time_password_only_its_page_opens(test: TestStore) {
        let hub = TestHub::start(test).await;
        let owner = hub.owner().await;
        let token = owner.cookie("__Host-session").unwrap();
        let Who::SignedIn(signed_in) = sessions::who(&hub.hub, &token).await.unwrap() else { panic!("not signed in") };
        let setup = two_factor::begin(&hub.hub, &signed_in.actor).await.unwrap();
        let totp = totp_rs::Totp::from_url(&setup.url).unwrap();
        let code = totp.generate(u64::try_from(hub.hub.clock.now().seconds()).unwrap());
        two_factor::confirm(&hub.hub, &signed_in.actor, &code.to_string()).await.unwrap();
        assert_eq!(owner.get("/numbers").await.status, StatusCode::OK, "the session that turned it on goes on");

        let halfway = hub.sign_in("owner@partner.example", PASSWORD).await;
        for path in ["/numbers", "/numbers.csv"] {
            let answer = halfway.get(path).await;
            assert_eq!((answer.status, answer.body.as_str()), (StatusCode::SEE_OTHER, ""), "{path}");
            assert!(answer.header("location").starts_with("/sign-in/code"), "{}", answer.header("location"));
        }
        let stream = halfway.ask(Method::GET, "/live").send().await;
        assert_eq!((stream.status, stream.body.as_str()), (StatusCode::NO_CONTENT, ""));
        assert_eq!(halfway.post_form("/api/anything", &[]).await.status, StatusCode::UNAUTHORIZED);
        assert!(halfway.cookie("__Host-session").is_some(), "the half-finished sign-in goes on");
    }

    async fn whoever_belongs_nowhere_any_more_is_let_in_nowhere(test: TestStore) {
        let hub = TestHub::start(test).await;
        let partner = hub.partner("Nordstern Connect").await;
        let client = hub.client(&partner, "Bäckerei Kessler").await;
        hub.client_user("client@client.example", &partner, &client, Role::Owner).await;
        let browser = hub.sign_in("client@client.example", PASSWORD).await;
        assert_eq!(browser.get("/numbers").await.status, StatusCode::OK);
        let token = browser.cookie("__Host-session").unwrap();
        let Who::SignedIn(signed_in) = sessions::who(&hub.hub, &token).await.unwrap() else { panic!("not signed in") };
        hub.client_user("second@client.example", &partner, &client, Role::Owner).await;
        members::remove(&hub.hub, &signed_in.actor, &signed_in.user_id).await.unwrap();
        assert_eq!(browser.get("/numbers").await.status, StatusCode::SEE_OTHER);
    }

    async fn a_session_in_a_cookie_of_another_name_is_nobody(test: TestStore) {
        let hub = TestHub::start(test).await;
        let token = hub.owner().await.cookie("__Host-session").unwrap();
        let browser = hub.anonymous();
        browser.set_cookie("session", &token);
        assert_eq!(browser.get("/numbers").await.status, StatusCode::SEE_OTHER);
    }
}
