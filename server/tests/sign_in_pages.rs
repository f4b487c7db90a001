use domain::account::Role;
use http::{Method, StatusCode};
use hub::accounts::two_factor;
use store::on_both_engines;

use crate::support::{
    Answer, Browser, PASSWORD, TestHub, actor, attribute, field, field_error, land, newest_mail, submit, text,
};

const NEW_PASSWORD: &str = "a new and rather long password";

on_both_engines! {
    async fn a_person_signs_in_and_comes_to_the_page_that_was_asked_for(test: TestStore) {
        let hub = TestHub::start(test).await;
        hub.owner().await;
        let browser = hub.anonymous();
        let refused = browser.get("/numbers?q=%2B49").await;
        let page = browser.get(refused.header("location")).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.body.contains("<title>Sign in · Partner Hub</title>"), "{}", page.body);
        assert_eq!(attribute(field(&page.body, "email"), "autocomplete").as_deref(), Some("username"));
        assert_eq!(attribute(field(&page.body, "password"), "autocomplete").as_deref(), Some("current-password"));

        let typed = [("email", " Owner@Partner.example"), ("password", PASSWORD)];
        let landed = submit(&browser, &page, "Sign in", &typed).await;
        assert_eq!(landed.at, "/numbers?q=%2B49");
        assert_eq!(landed.page.status, StatusCode::OK);
        assert!(text(&landed.page.body).contains("Nordstern Connect"));
        assert!(browser.cookie("__Host-session").is_some() && browser.cookie("__Host-known-browser").is_some());
    }

    async fn the_token_is_a_new_one_after_each_sign_in(test: TestStore) {
        let hub = TestHub::start(test).await;
        let browser = hub.owner().await;
        let before = browser.cookie("__Host-session").unwrap();
        let other = hub.anonymous();
        other.set_cookie("__Host-session", &before);
        other.post_form("/api/public/sign-in", &[("email", "owner@partner.example"), ("password", PASSWORD)]).await;
        assert_ne!(other.cookie("__Host-session").unwrap(), before);
        assert_eq!(browser.get("/numbers").await.status, StatusCode::SEE_OTHER, "the session before has ended");
    }

    async fn a_wrong_password_stands_at_its_field_once_and_the_address_stays(test: TestStore) {
        let hub = TestHub::start(test).await;
        hub.owner().await;
        let mut answers = Vec::new();
        for address in ["owner@partner.example", "nobody@partner.example"] {
            let browser = hub.anonymous();
            let page = browser.get("/sign-in?next=%2Fsettings").await;
            let typed = [("email", address), ("password", "not the right password")];
            let landed = submit(&browser, &page, "Sign in", &typed).await;
            assert_eq!(landed.at, "/sign-in?next=%2Fsettings");
            let html = &landed.page.body;
            assert_eq!(attribute(field(html, "email"), "value").as_deref(), Some(address));
            let password = field(html, "password").split_once('>').unwrap().0;
            assert_eq!(attribute(password, "aria-invalid").as_deref(), Some("true"));
            assert!(password.contains("autofocus"), "{password}");
            assert!(!html.contains("not the right password"));
            assert_eq!(field_error(&browser.get(&landed.at).await.body, "password"), "", "an error is shown once");
            answers.push(field_error(html, "password"));
        }
        assert!(answers[0].starts_with("The e-mail address or the password is not right."), "{answers:?}");
        assert_eq!(answers[0], answers[1]);
    }

    async fn a_sign_in_leads_to_pages_of_the_hub_only(test: TestStore) {
        let hub = TestHub::start(test).await;
        hub.owner().await;
        for next in ["https://evil.example", "//evil.example", "/\\evil.example", "\\\\evil.example", "/\t/evil.example"] {
            let browser = hub.anonymous();
            let typed = [("email", "owner@partner.example"), ("password", PASSWORD), ("next", next)];
            let answer = browser.post_form("/api/public/sign-in", &typed).await;
            assert_eq!(answer.header("location"), "/numbers", "{next:?}");
        }
    }

    async fn whoever_is_signed_in_is_sent_on_from_the_sign_in(test: TestStore) {
        let hub = TestHub::start(test).await;
        let owner = hub.owner().await;
        for page in ["/sign-in", "/sign-in/code"] {
            let answer = owner.get(page).await;
            assert_eq!((answer.status, answer.header("location")), (StatusCode::FOUND, "/numbers"), "{page}");
        }
    }

    async fn signing_out_ends_the_session_and_can_be_done_twice(test: TestStore) {
        let hub = TestHub::start(test).await;
        let owner = hub.owner().await;
        let token = owner.cookie("__Host-session").unwrap();
        let page = owner.get("/numbers").await;
        let landed = submit(&owner, &page, "Sign out", &[]).await;
        assert_eq!(landed.at, "/sign-in?notice=signed-out");
        assert!(text(&landed.page.body).contains("You are signed out."));
        assert_eq!(owner.cookie("__Host-session"), None);
        owner.set_cookie("__Host-session", &token);
        assert_eq!(owner.get("/numbers").await.status, StatusCode::SEE_OTHER);
        assert_eq!(land(&owner, &owner.post_form("/sign-out", &[]).await).await.at, "/sign-in?notice=signed-out");
    }

    async fn after_many_wrong_passwords_the_page_says_how_long_to_wait(test: TestStore) {
        let hub = TestHub::start(test).await;
        hub.owner().await;
        let browser = hub.anonymous();
        let page = browser.get("/sign-in").await;
        let wrong = [("email", "owner@partner.example"), ("password", "not the right password")];
        let mut landed = submit(&browser, &page, "Sign in", &wrong).await;
        for _ in 0..5 {
            landed = submit(&browser, &landed.page, "Sign in", &wrong).await;
        }
        let said = text(&landed.page.body);
        assert!(said.contains("There were too many tries. Wait 30 seconds and try again."), "{said}");
        hub.hub.clock.advance(3600);
        let right = [("email", "owner@partner.example"), ("password", PASSWORD)];
        assert_eq!(submit(&browser, &landed.page, "Sign in", &right).await.at, "/numbers");
    }

    async fn programs_hear_what_was_refused_with_its_status(test: TestStore) {
        let hub = TestHub::start(test).await;
        hub.owner().await;
        let ask = |body: &str| {
            let ask = hub.anonymous().ask(Method::POST, "/api/public/sign-in").header("accept", "application/json");
            ask.header("content-type", "application/x-www-form-urlencoded").header("origin", &hub.origin).body(body)
        };
        let answer = ask("email=owner%40partner.example&password=wrong").send().await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", answer.body);
        assert!(answer.body.contains("\"field\":\"password\""), "{}", answer.body);
        assert_eq!(answer.header("location"), "");
    }

    async fn the_second_step_asks_for_a_code_and_then_leads_on(test: TestStore) {
        let hub = TestHub::start(test).await;
        let (totp, recovery) = with_two_factor(&hub).await;
        let browser = hub.anonymous();
        let page = browser.get("/sign-in?next=%2Fsettings").await;
        let typed = [("email", "owner@partner.example"), ("password", PASSWORD)];
        let landed = submit(&browser, &page, "Sign in", &typed).await;
        assert_eq!(landed.at, "/sign-in/code?next=%2Fsettings");
        assert_eq!(attribute(field(&landed.page.body, "code"), "autocomplete").as_deref(), Some("one-time-code"));

        let wrong = submit(&browser, &landed.page, "Sign in", &[("code", "000000")]).await;
        assert_eq!(wrong.at, landed.at);
        assert!(field_error(&wrong.page.body, "code").starts_with("This code is not right"), "{}", wrong.page.body);

        // The step in which two-factor sign-in was turned on is used up.
        hub.hub.clock.advance(30);
        let code = code_now(&hub, &totp);
        let landed = submit(&browser, &wrong.page, "Sign in", &[("code", &code)]).await;
        assert_eq!((landed.at.as_str(), landed.page.status), ("/settings", StatusCode::OK));

        let browser = hub.anonymous();
        let landed = submit(&browser, &browser.get("/sign-in").await, "Sign in", &typed).await;
        assert_eq!(landed.at, "/sign-in/code");
        assert!(landed.page.body.contains("href=\"/sign-in/code?with=recovery\""), "{}", landed.page.body);
        let page = browser.get("/sign-in/code?with=recovery").await;
        let landed = submit(&browser, &page, "Sign in", &[("code", "aaaa-aaaa-aaaa-aaaa")]).await;
        assert_eq!(landed.at, "/sign-in/code?with=recovery");
        assert_eq!(submit(&browser, &landed.page, "Sign in", &[("code", &recovery[0])]).await.at, "/numbers");
    }

    async fn a_code_without_a_password_before_it_opens_nothing(test: TestStore) {
        let hub = TestHub::start(test).await;
        let (totp, _) = with_two_factor(&hub).await;
        hub.hub.clock.advance(30);
        let browser = hub.anonymous();
        assert_eq!(browser.get("/sign-in/code").await.header("location"), "/sign-in");
        let code = code_now(&hub, &totp);
        let answer = browser.post_form("/api/public/sign-in/code", &[("code", &code)]).await;
        assert_eq!(land(&browser, &answer).await.at, "/sign-in?notice=code-expired");
        assert_eq!(browser.cookie("__Host-session"), None);
    }

    async fn a_forgotten_password_is_replaced_by_a_link_that_works_once(test: TestStore) {
        let hub = TestHub::start(test).await;
        let owner = hub.owner().await;
        let ask_for = async |address: &str| {
            let browser = hub.anonymous();
            let page = browser.get("/forgot-password").await;
            submit(&browser, &page, "Send the link", &[("email", address)]).await
        };
        let unknown = ask_for("nobody@partner.example").await;
        assert_eq!(newest_mail(&hub).await, None);
        let known = ask_for("owner@partner.example").await;
        assert_eq!((known.at.as_str(), text(&known.page.body)), (unknown.at.as_str(), text(&unknown.page.body)));

        let mail = newest_mail(&hub).await.unwrap();
        assert_eq!(mail.to, "owner@partner.example");
        let link = mail.link(&hub);
        let browser = hub.anonymous();
        let page = browser.get(&link).await;
        assert!(text(&page.body).contains("For owner@partner.example"), "{}", text(&page.body));
        let short = submit(&browser, &page, "Set the password", &[("new_password", "short")]).await;
        assert_eq!(short.at, link);
        assert_eq!(field_error(&short.page.body, "new_password"), "A password has at least 12 characters.");

        let landed = submit(&browser, &short.page, "Set the password", &[("new_password", NEW_PASSWORD)]).await;
        assert_eq!(landed.at, "/sign-in?notice=password-set");
        assert_eq!(owner.get("/numbers").await.status, StatusCode::SEE_OTHER, "sessions end with the password");
        let typed = [("email", "owner@partner.example"), ("password", NEW_PASSWORD)];
        assert_eq!(submit(&browser, &landed.page, "Sign in", &typed).await.at, "/numbers");

        let again = hub.anonymous().get(&link).await;
        assert_eq!(again.status, StatusCode::NOT_FOUND);
        assert!(text(&again.body).contains("This link no longer works"));
    }

    async fn what_an_answer_leaves_to_the_next_page_cannot_be_made_up_or_moved(test: TestStore) {
        let hub = TestHub::start(test).await;
        let owner = hub.owner().await;
        let form = [("password", "wrong"), ("new_password", NEW_PASSWORD)];
        owner.post_form("/api/app/security/password", &form).await;
        let left = owner.cookie("__Host-flash").unwrap();
        let shows = async |browser: &Browser| {
            browser.set_cookie("__Host-flash", &left);
            text(&browser.get("/settings/security").await.body).contains("This is not your present password.")
        };
        let partner = hub.partner("Südwind").await;
        hub.partner_user("other@partner.example", &partner, Role::Owner).await;
        assert!(!shows(&hub.sign_in("other@partner.example", PASSWORD).await).await, "it is for the same person");
        assert!(shows(&owner).await);
        assert_eq!(owner.cookie("__Host-flash"), None);
        hub.hub.clock.advance(121);
        assert!(!shows(&owner).await, "it is for the next page, not for later");
        let browser = hub.anonymous();
        browser.set_cookie("__Host-flash", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
        assert_eq!(browser.get("/sign-in").await.status, StatusCode::OK);
    }

    async fn pages_without_a_session_show_nothing_of_anybody(test: TestStore) {
        let hub = TestHub::start(test).await;
        hub.owner().await;
        for path in ["/sign-in", "/forgot-password", "/reset-password/none", "/invitation/none"] {
            let Answer { body, .. } = hub.anonymous().get(path).await;
            for theirs in ["owner@partner.example", "Nordstern Connect", "Test Person", "class=\"frame\""] {
                assert!(!body.contains(theirs), "{path}: {theirs}");
            }
        }
    }
}

/// An owner with two-factor sign-in: the app, and the recovery codes.
async fn with_two_factor(hub: &TestHub) -> (totp_rs::Totp, Vec<String>) {
    let actor = actor(hub, &hub.owner().await).await;
    let setup = two_factor::begin(&hub.hub, &actor).await.unwrap();
    let totp = totp_rs::Totp::from_url(&setup.url).unwrap();
    let codes = two_factor::confirm(&hub.hub, &actor, &code_now(hub, &totp)).await.unwrap();
    (totp, codes)
}

fn code_now(hub: &TestHub, totp: &totp_rs::Totp) -> String {
    totp.generate(u64::try_from(hub.hub.clock.now().seconds()).unwrap()).to_string()
}
