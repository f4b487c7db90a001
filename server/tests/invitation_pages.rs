use domain::account::Role;
use http::StatusCode;
use hub::accounts::members;
use store::on_both_engines;

use crate::support::{Browser, PASSWORD, TestHub, actor, field_error, newest_mail, submit, text};

on_both_engines! {
    async fn somebody_new_accepts_with_a_name_and_a_password(test: TestStore) {
        let hub = TestHub::start(test).await;
        let owner = hub.owner().await;
        let link = invite(&hub, &owner, "ada@new.example", "owner").await;
        let browser = hub.anonymous();
        let page = browser.get(&link).await;
        let words = text(&page.body);
        for expected in ["Join Nordstern Connect", "Test Person invites you as owner.", "until 29 Nov 2026"] {
            assert!(words.contains(expected), "{expected}: {words}");
        }
        let typed = [("name", "Ada Lovelace"), ("new_password", "ada@new.example")];
        let landed = submit(&browser, &page, "Accept the invitation", &typed).await;
        assert_eq!(landed.at, link);
        assert_eq!(field_error(&landed.page.body, "new_password"), "Choose a password that is harder to guess.");
        assert!(landed.page.body.contains("value=\"Ada Lovelace\""), "what was typed stays");

        let typed = [("name", "Ada Lovelace"), ("new_password", PASSWORD)];
        let landed = submit(&browser, &landed.page, "Accept the invitation", &typed).await;
        assert_eq!((landed.at.as_str(), landed.page.status), ("/numbers", StatusCode::OK));
        assert!(text(&browser.get("/settings/users").await.body).contains("Ada Lovelace (you) ada@new.example Owner"));

        let again = hub.anonymous().get(&link).await;
        assert_eq!(again.status, StatusCode::NOT_FOUND);
        assert!(text(&again.body).contains("This invitation can no longer be accepted"));
    }

    async fn somebody_with_an_account_signs_in_and_comes_back(test: TestStore) {
        let hub = TestHub::start(test).await;
        let owner = hub.owner().await;
        let elsewhere = hub.partner("Südwind").await;
        hub.partner_user("ada@known.example", &elsewhere, Role::Owner).await;
        let link = invite(&hub, &owner, "ada@known.example", "member").await;
        let browser = hub.anonymous();
        let page = browser.get(&link).await;
        let sign_in = format!("/sign-in?next={}", link.replace('/', "%2F"));
        assert!(page.body.contains(&format!("href=\"{sign_in}\"")), "{}", page.body);
        let typed = [("email", "ada@known.example"), ("password", PASSWORD)];
        let landed = submit(&browser, &browser.get(&sign_in).await, "Sign in", &typed).await;
        assert_eq!(landed.at, link);
        let landed = submit(&browser, &landed.page, "Accept the invitation", &[]).await;
        assert_eq!(landed.at, "/numbers");
        assert!(text(&landed.page.body).contains("Nordstern Connect"), "the organisation is open");
    }

    async fn somebody_else_is_told_so_and_can_sign_out(test: TestStore) {
        let hub = TestHub::start(test).await;
        let owner = hub.owner().await;
        let link = invite(&hub, &owner, "ada@new.example", "member").await;
        let page = owner.get(&link).await;
        let words = text(&page.body);
        assert!(words.contains("It is for ada@new.example, and you are signed in as owner@partner.example."), "{words}");
        let token = link.rsplit('/').next().unwrap();
        owner.post_form("/api/public/invitation/accept", &[("token", token)]).await;
        assert!(text(&owner.get(&link).await.body).contains("This invitation is for ada@new.example"));
        let landed = submit(&owner, &page, "Sign out", &[]).await;
        assert_eq!(landed.at, link);
        assert!(text(&landed.page.body).contains("Your name"), "{}", text(&landed.page.body));
    }

    async fn whoever_was_removed_everywhere_can_accept_a_new_invitation(test: TestStore) {
        let hub = TestHub::start(test).await;
        let owner = hub.owner().await;
        let actor_of_owner = actor(&hub, &owner).await;
        let partner = hub::accounts::partners::list(&hub.hub).await.unwrap().remove(0).id;
        hub.partner_user("ada@known.example", &partner, Role::Member).await;
        let ada = hub.sign_in("ada@known.example", PASSWORD).await;
        let all = members::list(&hub.hub, &actor_of_owner, &hub::accounts::place::Place::Own).await.unwrap();
        let member = all.into_iter().find(|member| member.email == "ada@known.example").unwrap();
        members::remove(&hub.hub, &actor_of_owner, &member.id).await.unwrap();

        let ada_again = hub.anonymous();
        let typed = [("email", "ada@known.example"), ("password", PASSWORD)];
        let landed = submit(&ada_again, &ada_again.get("/sign-in").await, "Sign in", &typed).await;
        assert_eq!(landed.at, "/sign-in");
        assert!(text(&landed.page.body).contains("You belong to no organisation"), "{}", text(&landed.page.body));
        assert_eq!(ada.get("/numbers").await.status, StatusCode::SEE_OTHER);

        let link = invite(&hub, &owner, "ada@known.example", "member").await;
        let landed = submit(&ada_again, &ada_again.get(&link).await, "Accept the invitation", &[]).await;
        assert_eq!((landed.at.as_str(), landed.page.status), ("/numbers", StatusCode::OK));
    }
}

/// Invites by the form; the path of the link, which the mail carries as well.
async fn invite(hub: &TestHub, owner: &Browser, email: &str, role: &str) -> String {
    let page = owner.get("/settings/users").await;
    let landed = submit(owner, &page, "Send invitation", &[("email", email), ("role", role)]).await;
    assert_eq!(landed.at, "/settings/users");
    let mail = newest_mail(hub).await.unwrap();
    assert_eq!(mail.to, email);
    let link = mail.link(hub);
    assert!(landed.page.body.contains(&link), "the link is shown once");
    assert!(!owner.get("/settings/users").await.body.contains(&link), "and no more");
    link
}
