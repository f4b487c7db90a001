use domain::account::Role;
use http::{Method, StatusCode};
use store::on_both_engines;

use crate::support::{Browser, PASSWORD, TestHub, attribute, fact, field, field_error, newest_mail, submit, text};

const NEW_PASSWORD: &str = "a new and rather long password";

on_both_engines! {
    async fn a_profile_is_saved_and_the_colours_follow(test: TestStore) {
        let hub = TestHub::start(test).await;
        let owner = hub.owner().await;
        let page = owner.get("/settings").await;
        assert!(page.body.contains("<title>Your profile · Partner Hub</title>"));
        let nameless = [("name", " "), ("theme", "dark"), ("list_view", "rows")];
        let landed = submit(&owner, &page, "Save profile", &nameless).await;
        assert_eq!((landed.at.as_str(), field_error(&landed.page.body, "name").as_str()), ("/settings", "Enter a name."));
        assert!(!landed.page.body.contains("data-theme=\"dark\""), "nothing of it is saved");

        let typed = [("name", "Ada Lovelace"), ("theme", "dark"), ("list_view", "rows")];
        let landed = submit(&owner, &landed.page, "Save profile", &typed).await;
        assert_eq!(landed.at, "/settings?notice=saved");
        assert!(landed.page.body.contains("data-theme=\"dark\""), "{}", landed.page.body);
        assert!(text(&landed.page.body).contains("Your profile is saved."));
        assert_eq!(attribute(field(&landed.page.body, "name"), "value").as_deref(), Some("Ada Lovelace"));
    }

    async fn the_proof_of_the_password_is_titled_by_what_it_is_for(test: TestStore) {
        let hub = TestHub::start(test).await;
        let owner = hub.owner().await;
        for path in ["/settings/security/recovery-codes", "/settings/security/nothing"] {
            let page = owner.get(path).await;
            assert!(page.status == StatusCode::NOT_FOUND || page.status == StatusCode::OK, "{path}: {}", page.status);
            assert!(page.body.contains("<title>Page not found · Partner Hub</title>"), "two-factor is off: {}", page.body);
        }
    }

    async fn a_changed_password_ends_the_other_sessions(test: TestStore) {
        let hub = TestHub::start(test).await;
        let owner = hub.owner().await;
        let other = hub.sign_in("owner@partner.example", PASSWORD).await;
        let page = owner.get("/settings/security").await;
        let wrong = [("password", "wrong"), ("new_password", NEW_PASSWORD)];
        let landed = submit(&owner, &page, "Change password", &wrong).await;
        assert_eq!(field_error(&landed.page.body, "password"), "This is not your present password.");
        let short = [("password", PASSWORD), ("new_password", "short")];
        let landed = submit(&owner, &landed.page, "Change password", &short).await;
        assert_eq!(field_error(&landed.page.body, "new_password"), "A password has at least 12 characters.");
        let right = [("password", PASSWORD), ("new_password", NEW_PASSWORD)];
        let landed = submit(&owner, &landed.page, "Change password", &right).await;
        assert_eq!((landed.at.as_str(), landed.page.status), ("/settings/security?notice=password-changed", StatusCode::OK));
        assert_eq!(other.get("/numbers").await.status, StatusCode::SEE_OTHER);
        assert_eq!(newest_mail(&hub).await.unwrap().subject, "Your password was changed");
    }

    async fn two_factor_sign_in_is_set_up_renewed_and_turned_off_by_forms(test: TestStore) {
        let hub = TestHub::start(test).await;
        let owner = hub.owner().await;
        assert_eq!(owner.get("/settings/two-factor.png").await.status, StatusCode::NOT_FOUND);
        assert_eq!(owner.get("/settings/security/two-factor-off").await.status, StatusCode::NOT_FOUND);
        let page = owner.get("/settings/security").await;
        let begun = submit(&owner, &page, "Set up two-factor sign-in", &[]).await;
        assert_eq!(begun.at, "/settings/security#two-factor");
        let picture = owner.ask(Method::GET, "/settings/two-factor.png").open().await;
        assert_eq!(picture.headers()["content-type"], "image/png");
        assert_eq!(picture.headers()["cache-control"], "no-store");
        assert!(picture.bytes().await.unwrap().starts_with(b"\x89PNG"));
        let nobody = hub.anonymous().get("/settings/two-factor.png").await;
        assert_eq!(nobody.status, StatusCode::SEE_OTHER);

        let wrong = submit(&owner, &begun.page, "Turn on two-factor sign-in", &[("code", "000000")]).await;
        assert!(field_error(&wrong.page.body, "code").starts_with("This code is not right"));
        assert_eq!(secret(&wrong.page.body), secret(&begun.page.body), "the secret stays the same");
        let code = code_now(&hub, &secret(&begun.page.body));
        let on = submit(&owner, &wrong.page, "Turn on two-factor sign-in", &[("code", &code)]).await;
        assert_eq!(on.at, "/settings/security?notice=two-factor-on");
        let first = recovery_codes(&on.page.body);
        assert_eq!(first.len(), 10);
        let later = owner.get("/settings/security").await;
        assert!(recovery_codes(&later.body).is_empty(), "they are shown once");
        assert_eq!(fact(&later.body, "Recovery codes"), "10 left");

        let page = owner.get("/settings/security/recovery-codes").await;
        let wrong = submit(&owner, &page, "Make new codes", &[("password", "wrong")]).await;
        assert_eq!(wrong.at, "/settings/security/recovery-codes");
        assert_eq!(field_error(&wrong.page.body, "password"), "This is not your present password.");
        let renewed = submit(&owner, &wrong.page, "Make new codes", &[("password", PASSWORD)]).await;
        let second = recovery_codes(&renewed.page.body);
        assert!(second.len() == 10 && second != first, "{second:?}");

        let page = owner.get("/settings/security/two-factor-off").await;
        let off = submit(&owner, &page, "Turn it off", &[("password", PASSWORD)]).await;
        assert_eq!(off.at, "/settings/security?notice=two-factor-off");
        assert!(text(&off.page.body).contains("Set up two-factor sign-in"));
    }

    async fn sessions_are_listed_and_ended(test: TestStore) {
        let hub = TestHub::start(test).await;
        let owner = hub.owner().await;
        let second = hub.sign_in("owner@partner.example", PASSWORD).await;
        let page = owner.get("/settings/security").await;
        assert_eq!(page.body.matches("End session").count(), 1, "not its own");
        assert!(text(&page.body).contains("This browser"));
        let landed = submit(&owner, &page, "End session of Another program", &[]).await;
        assert_eq!(landed.at, "/settings/security?notice=session-ended");
        assert_eq!(second.get("/numbers").await.status, StatusCode::SEE_OTHER);

        let others = [
            hub.sign_in("owner@partner.example", PASSWORD).await,
            hub.sign_in("owner@partner.example", PASSWORD).await,
        ];
        let landed = submit(&owner, &owner.get("/settings/security").await, "End all other sessions", &[]).await;
        assert_eq!((landed.at.as_str(), landed.page.status), ("/settings/security?notice=sessions-ended", StatusCode::OK));
        for other in others {
            assert_eq!(other.get("/numbers").await.status, StatusCode::SEE_OTHER);
        }
    }

    async fn nobody_ends_the_session_of_somebody_else(test: TestStore) {
        let hub = TestHub::start(test).await;
        let owner = hub.owner().await;
        let stranger = stranger(&hub).await;
        let page = owner.get("/settings/security").await;
        hub.sign_in("owner@partner.example", PASSWORD).await;
        let listed = owner.get("/settings/security").await;
        assert_ne!(page.body, listed.body);
        let id = attribute(field(&listed.body, "id"), "value").unwrap();
        assert_eq!(post_as_program(&hub, &stranger, "/api/app/security/sessions/end", &id).await, StatusCode::NOT_FOUND);
        assert_eq!(post_as_program(&hub, &owner, "/api/app/security/sessions/end", &id).await, StatusCode::OK);
    }

    async fn an_owner_manages_users_and_invitations(test: TestStore) {
        let hub = TestHub::start(test).await;
        let owner = hub.owner().await;
        let partner = hub::accounts::partners::list(&hub.hub).await.unwrap().remove(0).id;
        hub.partner_user("member@partner.example", &partner, Role::Member).await;

        let page = owner.get("/settings/users").await;
        let landed = submit(&owner, &page, "Send invitation", &[("email", "ada@"), ("role", "owner")]).await;
        assert_eq!(field_error(&landed.page.body, "email"), "Enter an e-mail address such as name@example.com.");
        assert_eq!(attribute(field(&landed.page.body, "email"), "value").as_deref(), Some("ada@"));
        let landed = submit(&owner, &landed.page, "Send invitation", &[("email", "ada@new.example"), ("role", "member")]).await;
        let first = newest_mail(&hub).await.unwrap().link(&hub);
        let again = submit(&owner, &landed.page, "Send again to ada@new.example", &[]).await;
        let second = newest_mail(&hub).await.unwrap().link(&hub);
        assert!(again.page.body.contains(&second) && first != second);
        assert_eq!(hub.anonymous().get(&first).await.status, StatusCode::NOT_FOUND);
        let revoked = submit(&owner, &again.page, "Take back the invitation of ada@new.example", &[]).await;
        assert_eq!(revoked.at, "/settings/users?notice=invitation-revoked");
        assert_eq!(hub.anonymous().get(&second).await.status, StatusCode::NOT_FOUND);

        let own = owner.get("/settings/users").await;
        let refused = submit(&owner, &own, "Make member", &[]).await;
        assert!(text(&refused.page.body).contains("is the only owner of the organisation."), "{}", text(&refused.page.body));
        let promoted = submit(&owner, &refused.page, "Make owner", &[]).await;
        assert_eq!(promoted.at, "/settings/users?notice=role-changed");
        let member = hub.sign_in("member@partner.example", PASSWORD).await;
        let id = id_of(&promoted.page.body, "owner@partner.example");
        let confirm = member.get(&format!("/settings/users/{id}/remove")).await;
        assert!(text(&confirm.body).contains("(owner@partner.example) can no longer open Nordstern Connect"));
        let removed = submit(&member, &confirm, "Remove Test Person", &[]).await;
        assert_eq!(removed.at, "/settings/users?notice=removed");
        assert_eq!(owner.get("/numbers").await.status, StatusCode::SEE_OTHER);
    }

    async fn members_see_the_list_and_who_may_change_it(test: TestStore) {
        let hub = TestHub::start(test).await;
        let owner = hub.owner().await;
        let partner = hub::accounts::partners::list(&hub.hub).await.unwrap().remove(0).id;
        hub.partner_user("member@partner.example", &partner, Role::Member).await;
        let member = hub.sign_in("member@partner.example", PASSWORD).await;
        let page = member.get("/settings/users").await;
        let words = text(&page.body);
        assert!(words.contains("owner@partner.example") && words.contains("is for owners: Test Person."), "{words}");
        for control in ["Send invitation", "Make owner", "Make member", "/remove", "Take back"] {
            assert!(!page.body.contains(control), "{control}");
        }
        let id = id_of(&owner.get("/settings/users").await.body, "owner@partner.example");
        assert_eq!(member.get(&format!("/settings/users/{id}/remove")).await.status, StatusCode::FORBIDDEN);
        for path in ["/api/app/users/remove", "/api/app/users/role", "/api/app/users/invite"] {
            assert_eq!(post_as_program(&hub, &member, path, &id).await, StatusCode::FORBIDDEN, "{path}");
        }
    }

    async fn users_of_another_organisation_are_out_of_reach(test: TestStore) {
        let hub = TestHub::start(test).await;
        let owner = hub.owner().await;
        let id = id_of(&owner.get("/settings/users").await.body, "owner@partner.example");
        let stranger = stranger(&hub).await;
        assert!(!stranger.get("/settings/users").await.body.contains("owner@partner.example"));
        assert_eq!(stranger.get(&format!("/settings/users/{id}/remove")).await.status, StatusCode::NOT_FOUND);
        for path in ["/api/app/users/remove", "/api/app/users/role"] {
            assert_eq!(post_as_program(&hub, &stranger, path, &id).await, StatusCode::NOT_FOUND, "{path}");
        }
    }

    async fn a_client_sees_its_organization_settings(test: TestStore) {
        let hub = TestHub::start(test).await;
        let partner = hub.partner("Nordstern Connect").await;
        let client = hub.client(&partner, "Bäckerei Kessler").await;
        hub.client_user("client@client.example", &partner, &client, Role::Owner).await;
        let browser = hub.sign_in("client@client.example", PASSWORD).await;
        let page = browser.get("/settings/organisation").await;
        assert!(page.body.contains("<title>Organization Settings · Partner Hub</title>"), "{}", page.body);
        assert_eq!(fact(&page.body, "Name"), "Bäckerei Kessler");
        assert_eq!(fact(&page.body, "Partner"), "Nordstern Connect");
        assert!(fact(&page.body, "Client ID").starts_with(client.as_str()));
        assert!(browser.get("/settings/users").await.body.contains("Send invitation"), "owners of a client manage its users");
    }

    async fn somebody_with_two_organisations_switches(test: TestStore) {
        let hub = TestHub::start(test).await;
        let first = hub.partner("Nordstern Connect").await;
        let client = hub.client(&first, "Bäckerei Kessler").await;
        hub.partner_user("both@partner.example", &first, Role::Owner).await;
        hub.client_user("both@partner.example", &first, &client, Role::Member).await;
        let browser = hub.sign_in("both@partner.example", PASSWORD).await;
        let token = browser.cookie("__Host-session").unwrap();
        let open = fact(&browser.get("/settings/organisation").await.body, "Name");
        let other = if open == "Bäckerei Kessler" { "Nordstern Connect" } else { "Bäckerei Kessler" };
        let page = browser.get("/organisations").await;
        let landed = submit(&browser, &page, &format!("Switch to {other}"), &[]).await;
        assert_eq!((landed.at.as_str(), landed.page.status), ("/numbers", StatusCode::OK));
        assert_ne!(browser.cookie("__Host-session").unwrap(), token, "the session gets a new token");
        assert_eq!(fact(&browser.get("/settings/organisation").await.body, "Name"), other);

        let stranger = stranger(&hub).await;
        let id = attribute(field(&page.body, "organisation"), "value").unwrap();
        let answer = stranger.post_form("/api/app/organisations/switch", &[("organisation", &id)]).await;
        assert_eq!(answer.header("location"), "/organisations");
        assert_eq!(fact(&stranger.get("/settings/organisation").await.body, "Name"), "Südwind");
    }
}

/// An owner of another partner.
async fn stranger(hub: &TestHub) -> Browser {
    let partner = hub.partner("Südwind").await;
    hub.partner_user("stranger@partner.example", &partner, Role::Owner).await;
    hub.sign_in("stranger@partner.example", PASSWORD).await
}

/// Asks as a page with a script does; every one of these forms is about an id, a role or an address.
async fn post_as_program(hub: &TestHub, browser: &Browser, path: &str, id: &str) -> StatusCode {
    let ask = browser.ask(Method::POST, path).header("accept", "application/json").header("origin", &hub.origin);
    let body = format!("id={id}&role=member&email=somebody%40new.example");
    ask.header("content-type", "application/x-www-form-urlencoded").body(body).send().await.status
}

/// The id behind the way to remove somebody.
fn id_of(html: &str, email: &str) -> String {
    let (_, row) = html.split_once(&format!(">{email}</td>")).unwrap();
    let (_, rest) = row.split_once("/settings/users/").unwrap();
    rest.split_once("/remove").unwrap().0.to_owned()
}

/// The secret that the page shows to type.
fn secret(html: &str) -> String {
    let (_, rest) = html.split_once("class=\"secret\"><code>").unwrap();
    rest.split_once("</code>").unwrap().0.replace(' ', "")
}

fn recovery_codes(html: &str) -> Vec<String> {
    let Some((_, list)) = html.split_once("class=\"codes\"") else { return Vec::new() };
    let list = list.split_once("</ul>").unwrap().0;
    list.split("<code>").skip(1).map(|code| code.split_once("</code>").unwrap().0.to_owned()).collect()
}

fn code_now(hub: &TestHub, secret: &str) -> String {
    let url = format!("otpauth://totp/Partner%20Hub:owner%40partner.example?secret={secret}&issuer=Partner%20Hub");
    let totp = totp_rs::Totp::from_url(url).unwrap();
    totp.generate(u64::try_from(hub.hub.clock.now().seconds()).unwrap()).to_string()
}
